//! The embedded vendor as a target.

use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret as _;
use url::Url;

use crate::config::{CourierTarget, Data, Fixtures, GatewayTarget, Network, Target, line};
use crate::crypto::des::DesKey;
use crate::crypto::rsa::SigningKey;
use crate::error::Error;
use crate::mock::{Credentials, EmbeddedVendor, MockConfig};
use crate::wire::butler::ListCipher;

/// Longer than any machine needs for a call, however busy it is.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// A running embedded vendor, with the target that calls it. It stops when it is dropped.
#[derive(Debug)]
pub struct Embedded {
    vendor: EmbeddedVendor,
    target: Arc<Target>,
}

impl Embedded {
    /// Starts a vendor.
    ///
    /// # Errors
    /// As [`EmbeddedVendor::start`].
    pub async fn start(config: MockConfig) -> Result<Self, Error> {
        let vendor = EmbeddedVendor::start(config).await?;
        let target = Arc::new(target(vendor.credentials())?);
        Ok(Self { vendor, target })
    }

    /// The target that calls this vendor.
    pub fn target(&self) -> &Arc<Target> {
        &self.target
    }

    /// The vendor, for tests that ask for its data.
    pub fn vendor(&self) -> &EmbeddedVendor {
        &self.vendor
    }

    /// Whether the vendor itself has failed, which is a fault of ours and says nothing of any vendor.
    ///
    /// # Errors
    /// [`Error::Harness`] with the first fault.
    pub fn check_faults(&self) -> Result<(), Error> {
        match self.vendor.faults().first() {
            None => Ok(()),
            Some(fault) => Err(Error::Harness(format!("the embedded vendor failed: {fault}"))),
        }
    }

    /// A target file that calls this vendor.
    pub fn target_file(&self) -> String {
        let Credentials { etc, butler, settle } = self.vendor.credentials();
        let mut lines = vec![line("name", "mock")];
        // Off loopback, a run asks for consent; whoever started this vendor gives it.
        lines.extend((!self.target.is_loopback()).then(|| line("allow_writes", true)));
        if let Some(settle) = settle {
            let millis = u64::try_from(settle.as_millis()).unwrap_or(u64::MAX);
            lines.extend([String::new(), "[network]".to_owned(), line("settle", millis)]);
        }
        lines.extend([
            String::new(),
            "[etc]".to_owned(),
            line("url", etc.url.as_str()),
            line("app_id", etc.app_id.as_str()),
            line("private_key", etc.private_key.expose_secret()),
            line("request_names", etc.request_names.label),
            line("sign_empty", etc.habits.empty),
            line("sign_null", etc.habits.null.to_string()),
            line("sign_boolean", etc.habits.boolean.to_string()),
            String::new(),
            "[butler]".to_owned(),
            line("url", butler.url.as_str()),
            line("send_app_id", butler.send_app_id.as_str()),
            line("sk", butler.secret.expose_secret()),
            line("company_name", butler.company_name.as_str()),
        ]);
        lines.extend(butler.initials.as_deref().map(|initials| line("initials", initials)));
        lines.extend([
            String::new(),
            "[butler.des]".to_owned(),
            line("mode", butler.mode.to_string()),
            line("encoding", butler.encoding.to_string()),
        ]);
        let (code, name) = (&butler.organization_code, &butler.organization_name);
        let fixtures = code
            .iter()
            .map(|code| line("organization_code", code.as_str()))
            .chain(name.iter().map(|name| line("organization_name", name.as_str())))
            .chain((!butler.cust_ids.is_empty()).then(|| line("cust_ids", butler.cust_ids.clone())));
        let fixtures: Vec<String> = fixtures.collect();
        if !fixtures.is_empty() {
            lines.extend([String::new(), "[butler.fixtures]".to_owned()]);
            lines.extend(fixtures);
        }
        lines.join("\n") + "\n"
    }
}

/// Client and vendor share one process here: if an answer takes long, this machine is slow, and that is not a
/// reason to give up.
fn patient(settle: Option<Duration>) -> Network {
    Network {
        settle,
        connect_timeout: Some(LONGEST_WAIT),
        timeout: Some(LONGEST_WAIT),
        ..Network::default()
    }
}

fn target(credentials: &Credentials) -> Result<Target, Error> {
    let own = |what: &str, reason: &dyn std::fmt::Display| {
        Error::Harness(format!("the embedded vendor issued an unusable {what}: {reason}"))
    };
    let Credentials { etc, butler, settle } = credentials;
    let url = |text: &str| Url::parse(text).map_err(|e| own("address", &e));
    let key = SigningKey::parse(etc.private_key.expose_secret()).map_err(|e| own("key", &e))?;
    let des = DesKey::from_secret(butler.secret.expose_secret().as_bytes()).map_err(|e| own("secret", &e))?;
    Ok(Target {
        name: "embedded vendor".to_owned(),
        allow_writes: true,
        production: false,
        lasting: false,
        network: patient(*settle),
        data: Data::default(),
        waivers: Vec::new(),
        etc: Some(GatewayTarget {
            url: url(&etc.url)?,
            app_id: etc.app_id.clone(),
            key,
            key_text: etc.private_key.clone(),
            names: etc.request_names,
            habits: etc.habits,
        }),
        butler: Some(CourierTarget {
            url: url(&butler.url)?,
            send_app_id: butler.send_app_id.clone(),
            secret: butler.secret.clone(),
            company_name: butler.company_name.clone(),
            initials: butler.initials.clone(),
            cipher: ListCipher::new(butler.mode, butler.encoding, des, None),
            cipher_secrets: Vec::new(),
            fixtures: Fixtures {
                organization_code: butler.organization_code.clone(),
                organization_name: butler.organization_name.clone(),
                cust_ids: butler.cust_ids.clone(),
            },
        }),
    })
}
