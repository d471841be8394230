//! The target file of `fuhe mock`: credentials that stay the same from run to run.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrecy::ExposeSecret as _;
use url::Url;

use super::Environment;
use super::new_files::fault;
use crate::config::{CourierTarget, GatewayTarget, Target};
use crate::crypto::rsa::{KeyPair, SigningKey};
use crate::error::Error;
use crate::mock::Issued;
use crate::run::Embedded;

/// The target file of a mock, as far as it is there.
#[derive(Debug)]
pub(super) struct Kept {
    path: PathBuf,
    found: Option<(Target, u16)>,
}

impl Kept {
    /// Reads the file, if there is one.
    ///
    /// # Errors
    /// [`Error::Config`] if it is wrong, or is not of a mock.
    pub(super) fn read(path: &Path, port: Option<u16>, environment: &Environment) -> Result<Self, Error> {
        let is_there = path.try_exists().map_err(fault("cannot read", path))?;
        let found = match is_there
            .then(|| Target::read(path, &environment.variable))
            .transpose()?
        {
            None => None,
            Some(target) => {
                let own = port_of(path, &target)?;
                if let Some(port) = port.filter(|port| *port != own) {
                    return Err(Error::Config(format!(
                        "--port {port}: {} says {own}; leave out --port, or change the file",
                        path.display()
                    )));
                }
                Some((target, own))
            }
        };
        Ok(Self {
            path: path.to_owned(),
            found,
        })
    }

    /// The port that clients of the file call.
    pub(super) fn port(&self) -> Option<u16> {
        self.found.as_ref().map(|(_, port)| *port)
    }

    /// The credentials that clients of the file use.
    pub(super) fn issued(&self) -> Result<Issued, Error> {
        let Some((target, _)) = &self.found else {
            return Ok(Issued::default());
        };
        let application = target.etc.as_ref().map(|etc| {
            let pair = SigningKey::parse(etc.key_text.expose_secret()).and_then(KeyPair::from_signing_key);
            let wrong = |e| Error::Config(format!("{}: {e}", self.path.display()));
            Ok::<_, Error>((etc.app_id.clone(), Arc::new(pair.map_err(wrong)?)))
        });
        let courier = target.butler.as_ref();
        Ok(Issued {
            application: application.transpose()?,
            courier: courier.map(|courier| (courier.send_app_id.clone(), courier.secret.clone())),
        })
    }

    /// Writes the file, or warns of lines in it that this vendor does not follow.
    pub(super) fn keep(&self, vendor: &Embedded, environment: &mut Environment) -> Result<(), Error> {
        let Some((target, _)) = &self.found else {
            return write(&self.path, &vendor.target_file());
        };
        let others = other_habits(target, vendor.target());
        if !others.is_empty() {
            environment.note(&format!(
                "warning: the mock does not follow these lines of {}: {}; start it with the same --choice, --character and \
                 --mutant as when the file was written",
                self.path.display(),
                others.join(", ")
            ));
        }
        Ok(())
    }
}

/// The port of a file that can be a mock's.
fn port_of(path: &Path, target: &Target) -> Result<u16, Error> {
    let wrong = |reason: &str| {
        Error::Config(format!(
            "{}: {reason}; name a file that `fuhe mock` wrote, or one that does not exist yet",
            path.display()
        ))
    };
    let mut ports = Vec::new();
    for (_, url) in target.urls() {
        let is_plain = url.scheme() == "http" && url.port().is_some();
        ports.push(
            url.port()
                .filter(|_| is_plain)
                .ok_or_else(|| wrong(&format!("{url} is not a mock's address, which is http:// with a port")))?,
        );
    }
    ports.dedup();
    match ports[..] {
        [port] => Ok(port),
        _ => Err(wrong("its addresses have different ports")),
    }
}

/// Complete or not at all, for its owner only, and never over another file.
fn write(path: &Path, text: &str) -> Result<(), Error> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let new = tempfile::NamedTempFile::new_in(folder).and_then(|mut new| {
        new.write_all(text.as_bytes())?;
        new.persist_noclobber(path).map_err(|e| e.error)
    });
    new.map(drop).map_err(fault("cannot write", path))
}

/// The keys under which a file says something else than this vendor does.
fn other_habits(file: &Target, mock: &Target) -> Vec<&'static str> {
    let gateway = file.etc.as_ref().zip(mock.etc.as_ref());
    let courier = file.butler.as_ref().zip(mock.butler.as_ref());
    let gateway = gateway.map(|(file, mock)| of_gateway(file, mock)).into_iter().flatten();
    let courier = courier.map(|(file, mock)| of_courier(file, mock)).into_iter().flatten();
    let all = gateway.chain(courier).filter(|(_, differs)| *differs);
    all.map(|(key, _)| key).collect()
}

fn of_gateway(file: &GatewayTarget, mock: &GatewayTarget) -> [(&'static str, bool); 5] {
    [
        ("[etc] url", path_of(&file.url) != path_of(&mock.url)),
        ("request_names", file.names.label != mock.names.label),
        ("sign_empty", file.habits.empty != mock.habits.empty),
        ("sign_null", file.habits.null != mock.habits.null),
        ("sign_boolean", file.habits.boolean != mock.habits.boolean),
    ]
}

fn of_courier(file: &CourierTarget, mock: &CourierTarget) -> [(&'static str, bool); 5] {
    let (own, other) = (&file.cipher, &mock.cipher);
    [
        ("[butler] url", path_of(&file.url) != path_of(&mock.url)),
        ("company_name", file.company_name != mock.company_name),
        ("mode", own.mode != other.mode),
        ("encoding", own.encoding != other.encoding),
        ("key or iv", own.key != other.key || own.iv != other.iv),
    ]
}

fn path_of(url: &Url) -> &str {
    url.path().trim_end_matches('/')
}
