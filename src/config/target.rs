//! A target as it was resolved.

use std::fmt;
use std::net::IpAddr;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::data::Data;
use super::network::Network;
use crate::contract::Waiver;
use crate::crypto::rsa::SigningKey;
use crate::error::Error;
use crate::wire::butler::ListCipher;
use crate::wire::butler::account::initials;
use crate::wire::etc::{RequestNames, SigningHabits};
use crate::wire::{Operation, Vendor};

/// A target ready to be called. Either vendor may be missing: the other alone is tested then.
#[derive(Debug)]
pub struct Target {
    /// What reports call the target.
    pub name: String,
    /// The ETC gateway.
    pub etc: Option<GatewayTarget>,
    /// The courier butler.
    pub butler: Option<CourierTarget>,
    /// True where the owner of the target consents to users being created there.
    pub allow_writes: bool,
    /// True where that consent is meant for a vendor's production too.
    pub production: bool,
    /// True where what is created outlasts the run; what the embedded vendor knows dies with it.
    pub lasting: bool,
    /// How calls travel there.
    pub network: Network,
    /// The form of made-up values.
    pub data: Data,
    /// Deviations that its owner puts up with.
    pub waivers: Vec<Waiver>,
}

/// Where the vendors serve their real customers: the butler's page and the gateway guide name these beside their test
/// hosts, which come second.
const PRODUCTION_HOSTS: [(&str, &str); 3] = [
    ("butler-ms.sf-express.com", "butler-dev.sit.sf-express.com"),
    ("gateway.ejuetc.com", "test-etc.ebaas.com"),
    ("openapi.ebaas.com", "test-etc.ebaas.com"),
];

/// The ETC gateway of a target.
#[derive(Debug)]
pub struct GatewayTarget {
    /// The gateway's one address.
    pub url: Url,
    /// The application that calls.
    pub app_id: String,
    /// Its private key.
    pub key: SigningKey,
    /// The private key as it was given, for scrubbing it out of evidence.
    pub key_text: SecretString,
    /// How requests spell the envelope (GW-11).
    pub names: RequestNames,
    /// What takes part in the signed text (GW-12).
    pub habits: SigningHabits,
}

/// The courier butler of a target.
#[derive(Debug)]
pub struct CourierTarget {
    /// The host's address, below which the operations lie.
    pub url: Url,
    /// Who calls; also the `companyId` of every request.
    pub send_app_id: String,
    /// The secret that signs (BS-41).
    pub secret: SecretString,
    /// The company's name, from which accounts are derived (BS-14).
    pub company_name: String,
    /// The initials that accounts are derived from, where the name does not show them (BS-15).
    pub initials: Option<String>,
    /// How the user list is encrypted (BS-45).
    pub cipher: ListCipher,
    /// Key and initialisation vector as they were given, for scrubbing them out of evidence.
    pub cipher_secrets: Vec<SecretString>,
    /// Real values for what the vendor may check (BS-50).
    pub fixtures: Fixtures,
}

/// Real values for fields whose existence a vendor may check (BS-50).
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixtures {
    /// An organisation that exists.
    pub organization_code: Option<String>,
    /// Its name.
    pub organization_name: Option<String>,
    /// Monthly accounts that it has.
    #[serde(default)]
    pub cust_ids: Vec<String>,
}

impl Fixtures {
    /// The real value that the target file has under a key of `[butler.fixtures]`; of several the first.
    pub fn value(&self, key: &str) -> Option<String> {
        self.values(key).into_iter().next()
    }

    /// All real values under a key.
    pub fn values(&self, key: &str) -> Vec<String> {
        match key {
            "organization_code" => self.organization_code.iter().cloned().collect(),
            "organization_name" => self.organization_name.iter().cloned().collect(),
            "cust_ids" => self.cust_ids.clone(),
            _ => Vec::new(),
        }
    }
}

impl Target {
    /// The addresses of the target, as far as it has them.
    pub fn urls(&self) -> impl Iterator<Item = (Vendor, &Url)> {
        let etc = self.etc.as_ref().map(|etc| (Vendor::Gateway, &etc.url));
        let butler = self.butler.as_ref().map(|butler| (Vendor::Courier, &butler.url));
        etc.into_iter().chain(butler)
    }

    /// Real values for what the courier may look up; none if the target has no courier or gives none.
    pub fn fixtures(&self) -> Fixtures {
        self.butler
            .as_ref()
            .map(|butler| butler.fixtures.clone())
            .unwrap_or_default()
    }

    /// True if the target has this vendor.
    pub fn has(&self, vendor: Vendor) -> bool {
        self.urls().any(|(own, _)| own == vendor)
    }

    /// True if every address is on this machine, so that no data of others can be changed.
    pub fn is_loopback(&self) -> bool {
        self.urls().all(|(_, url)| is_loopback(url))
    }

    /// Consent to write is needed except on loopback, since the suite creates users; on a production host it is needed
    /// twice.
    ///
    /// # Errors
    /// [`Error::Config`] that names the host and the setting.
    pub fn check_consent(&self) -> Result<(), Error> {
        let refusal = |vendor: Vendor, url: &Url, what: &str, remedy: &str| {
            Err(Error::Config(format!(
                "target \"{}\": [{}] url points to {}{what}, and the suite creates users there; {remedy}. Nothing was sent",
                self.name,
                vendor.name(),
                url.host_str().unwrap_or("another machine"),
            )))
        };
        for (vendor, url) in self.urls() {
            match test_host_instead(url) {
                Some(test_host) if !self.production => {
                    let remedy = format!(
                        "call the test host {test_host} instead, or, if production is meant, put `production = true` \
                         beside `allow_writes = true` at the top of the target file"
                    );
                    return refusal(vendor, url, ", the vendor's production", &remedy);
                }
                _ if !self.allow_writes && !is_loopback(url) => {
                    let remedy = "if that is meant, put `allow_writes = true` at the top of the target file";
                    return refusal(vendor, url, "", remedy);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Every secret of the target, for masking. Real cards are among them: a message may name one of several that were
    /// sent together.
    pub fn secrets(&self) -> Vec<String> {
        let etc = self.etc.iter().map(|etc| etc.key_text.expose_secret().to_owned());
        let butler = self.butler.iter().flat_map(|butler| {
            let all = std::iter::once(&butler.secret).chain(&butler.cipher_secrets);
            let cards = butler.fixtures.cust_ids.iter().cloned();
            all.map(|secret| secret.expose_secret().to_owned()).chain(cards)
        });
        etc.chain(butler).chain(self.network.secrets()).collect()
    }

    /// The address that an operation is posted to.
    pub fn address(&self, operation: Operation) -> Option<String> {
        match operation.vendor() {
            Vendor::Gateway => self.etc.as_ref().map(|etc| etc.url.to_string()),
            Vendor::Courier => self.butler.as_ref().map(|courier| courier.address(operation.path())),
        }
    }
}

impl CourierTarget {
    /// The address of one of the butler's operations.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.url.as_str().trim_end_matches('/'))
    }

    /// The initials that the vendor may derive from the company's name, and those of the target file.
    pub fn initials_to_try(&self) -> Vec<String> {
        let mut candidates = initials(&self.company_name);
        candidates.extend(self.initials.clone().filter(|given| !candidates.contains(given)));
        candidates
    }
}

/// The vendor's test host, if an address is that of its production. The port does not matter, nor does a dot that
/// makes the name absolute; a URL's host is in lower case already.
fn test_host_instead(url: &Url) -> Option<&'static str> {
    let host = url.host_str()?.trim_end_matches('.');
    let known = PRODUCTION_HOSTS.iter().find(|(production, _)| *production == host);
    known.map(|(_, test)| *test)
}

/// True for `localhost` and the loopback ranges.
fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
