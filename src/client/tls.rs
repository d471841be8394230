//! Whom the client believes to be the target. Certificates are verified always; a target file can name a further issuer,
//! or one certificate that is taken as it is.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, InvalidMessage, OtherError, RootCertStore, SignatureScheme,
};
use rustls_platform_verifier::Verifier as SystemVerifier;
use url::Url;

use crate::config::{Network, Target};
use crate::crypto::fingerprint::Fingerprint;
use crate::error::Error;

/// How connections to this target are secured.
///
/// # Errors
/// [`Error::Config`] where a certificate of the target file is none, or the machine knows no issuers at all.
pub(super) fn config(target: &Target) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|e| Error::Harness(format!("cannot set up TLS: {e}")))?;
    let config = if speaks_tls(target) {
        let verifier = Verifier::new(&target.network, provider)?;
        config.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
    } else {
        // Reading the machine's certificates takes longer than many a run on loopback.
        config.with_root_certificates(RootCertStore::empty())
    };
    Ok(config.with_no_client_auth())
}

/// A configuration by which every handshake ends at the certificate.
pub(super) fn trusting_nobody() -> Result<ClientConfig, Error> {
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| Error::Harness(format!("cannot set up TLS: {e}")))?;
    Ok(config
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth())
}

/// The same host and port under `https`, of an address under `http`.
pub(super) fn secure_twin(url: &Url) -> Option<Url> {
    let port = url.port_or_known_default()?;
    let host = url.host_str().filter(|_| url.scheme() == "http")?;
    Url::parse(&format!("https://{host}:{port}/")).ok()
}

fn speaks_tls(target: &Target) -> bool {
    // A proxy may be spoken to in TLS as well; its address is a secret, so it is not looked into.
    target.network.proxy.is_some() || target.urls().any(|(_, url)| url.scheme() == "https")
}

/// Verifies as the machine does, and says of what it rejects how it could be trusted.
#[derive(Debug)]
struct Verifier {
    usual: SystemVerifier,
    trusted: Option<Fingerprint>,
}

impl Verifier {
    fn new(network: &Network, provider: Arc<CryptoProvider>) -> Result<Self, Error> {
        let issuers = network.issuers.iter().cloned();
        let usual = SystemVerifier::new_with_extra_roots(issuers, provider).map_err(|e| {
            Error::Config(format!(
                "cannot tell whom to trust: {e}; install the system's certificates, or name a file with the issuer's with \
                 `ca_file = \"…\"` in [network] of the target file"
            ))
        })?;
        Ok(Self {
            usual,
            trusted: network.certificate,
        })
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        // Issuer, name and dates do not matter for a certificate that is known by itself; that the other side holds its
        // key is proved by the handshake's signature, which is verified below.
        if self.trusted == Some(Fingerprint::of(certificate)) {
            return Ok(ServerCertVerified::assertion());
        }
        let verified = self.usual.verify_server_cert(certificate, chain, name, ocsp, now);
        verified.map_err(|error| match Rejection::of(certificate, &error) {
            Some(rejection) => CertificateError::Other(OtherError(Arc::new(rejection))).into(),
            None => error,
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.usual.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.usual.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.usual.supported_verify_schemes()
    }
}

/// Why a certificate is not trusted, where the target file can change that.
#[derive(Debug, thiserror::Error)]
enum Rejection {
    #[error(
        "its certificate is self-signed, so nobody vouches for it; if it is known to be the target's, trust this one with \
         `trust_certificate = \"{0}\"` in [network] of the target file"
    )]
    SelfSigned(Fingerprint),
    #[error(
        "its certificate comes from an issuer that is not known here; name a file with the issuer's certificate with \
         `ca_file = \"…\"` in [network] of the target file"
    )]
    UnknownIssuer,
}

impl Rejection {
    fn of(certificate: &CertificateDer<'_>, error: &rustls::Error) -> Option<Self> {
        let parsed = webpki::EndEntityCert::try_from(certificate).ok()?;
        if parsed.issuer() == parsed.subject() {
            return Some(Self::SelfSigned(Fingerprint::of(certificate)));
        }
        let unknown = matches!(
            error,
            rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer)
        );
        unknown.then_some(Self::UnknownIssuer)
    }
}

/// What is wrong with the target's certificate, where that is why a call failed.
pub(super) fn rejected_certificate(error: &(dyn std::error::Error + 'static)) -> Option<String> {
    let rustls::Error::InvalidCertificate(reason) = cause(error)? else {
        return None;
    };
    Some(if let CertificateError::Other(OtherError(reason)) = reason {
        reason.to_string()
    } else {
        format!("its certificate is not valid: {reason}")
    })
}

/// True where the other side was spoken to in TLS and answered in something else.
pub(super) fn is_plain_answer(error: &(dyn std::error::Error + 'static)) -> bool {
    let Some(rustls::Error::InvalidMessage(message)) = cause(error) else {
        return false;
    };
    // The first byte of every answer in TLS is one of five, which no text begins with, and version and length follow.
    matches!(
        message,
        InvalidMessage::InvalidContentType | InvalidMessage::UnknownProtocolVersion | InvalidMessage::MessageTooLarge
    )
}

/// True where the other side answered in TLS, whatever it said.
pub(super) fn is_answer_in_tls(error: &(dyn std::error::Error + 'static)) -> bool {
    matches!(
        cause(error),
        Some(
            rustls::Error::InvalidCertificate(_)
                | rustls::Error::AlertReceived(_)
                | rustls::Error::PeerIncompatible(_)
                | rustls::Error::NoApplicationProtocol
        )
    )
}

/// The error of TLS that is the cause of another.
fn cause<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e rustls::Error> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        // What an I/O error wraps is no source of it.
        next = match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    None
}
