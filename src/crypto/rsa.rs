//! RSA keys and `SHA1withRSA` signatures, PKCS#1 v1.5 (GW-02, GU-11).
//!
//! The `rsa` crate's private-key operations take a time that depends on the key (RUSTSEC-2023-0071). Signing with test
//! keys is a small risk; decrypting what the network sent would not be, so nothing here decrypts, and nothing may.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand::{CryptoRng, RngCore};
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use rsa::{Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};
use sha1::{Digest, Sha1};
use thiserror::Error;

/// The fewest bits that a SHA-1 signature needs: 35 bytes of named digest and 11 of padding.
const MIN_BITS: usize = 46 * 8;

/// The most bits accepted; longer keys would only cost time.
const MAX_BITS: usize = 4096;

/// The longest key text read: several times what a key of [`MAX_BITS`] needs. Keys come from the network too (GU-11).
const MAX_TEXT: usize = 16 * 1024;

/// How far the lengths of a key's two primes may differ. Key generators make them equal, or one bit apart; with a tiny
/// and a huge one, signing would take almost forever.
const MAX_PRIME_GAP: usize = 8;

/// What can be wrong with a key's text. No variant repeats any of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// There is no text at all.
    #[error("the {0} key is empty")]
    Empty(Half),
    /// The text is far longer than any key.
    #[error("the {0} key is longer than any RSA key of 4096 bits")]
    TooLong(Half),
    /// The text is not Base64.
    #[error("the {0} key is not Base64 with padding")]
    NotBase64(Half),
    /// The PEM text has a beginning and no matching end.
    #[error("the {0} key begins as PEM, but its END line is missing")]
    PemCut(Half),
    /// A key of the other half, where this one belongs.
    #[error("the {0} key is expected here, but this is the other half of a pair")]
    OtherHalf(Half),
    /// A private key in the older format.
    #[error("the private key is PKCS#1; convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD.pem")]
    Pkcs1,
    /// A private key under a pass phrase.
    #[error("the private key is encrypted; remove its pass phrase with: openssl pkcs8 -in OLD.pem")]
    Encrypted,
    /// Valid Base64 of something that is not an RSA key in the documented format.
    #[error("the {half} key is not {} of an RSA key of up to 4096 bits", .half.format())]
    Malformed {
        /// Which half it should be.
        half: Half,
    },
    /// A key too short for a SHA-1 signature, or too long.
    #[error("the {half} key has {bits} bits; 368 to 4096 are accepted")]
    Size {
        /// Which half it is.
        half: Half,
        /// The length of its modulus.
        bits: usize,
    },
    /// A well-formed private key whose numbers do not fit each other.
    #[error("the private key is damaged: it does not sign")]
    Unusable,
    /// Two well-formed keys of different pairs.
    #[error("the public and the private key are not one pair")]
    NotAPair,
    /// A length that keys are not generated with.
    #[error("a key of {0} bits cannot be made; choose 512 to 4096")]
    GenerateSize(usize),
    /// The key generator failed.
    #[error("no RSA key could be generated")]
    Generate,
}

/// One half of a key pair, as errors name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// The half that signs.
    Private,
    /// The half that verifies.
    Public,
}

impl Half {
    fn format(self) -> &'static str {
        match self {
            Self::Private => "PKCS#8",
            Self::Public => "X.509 SubjectPublicKeyInfo",
        }
    }
}

impl fmt::Display for Half {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Private => "private",
            Self::Public => "public",
        })
    }
}

/// A private key that signs. Its `Debug` form shows its length only.
#[derive(Clone)]
pub struct SigningKey(RsaPrivateKey);

impl SigningKey {
    /// Reads a PKCS#8 private key: Base64 of DER, with or without white space, or PEM.
    ///
    /// # Errors
    /// A [`KeyError`] that says what the text is instead, if that is known.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&decode_pem_or_base64(text, Half::Private)?)
    }

    /// Reads a PKCS#8 private key as a vendor issues it (GU-11): Base64 of DER and no PEM.
    ///
    /// # Errors
    /// As [`SigningKey::parse`], and for PEM.
    pub fn from_pkcs8_base64(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&decode_base64(text, Half::Private)?)
    }

    fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let half = Half::Private;
        let key = RsaPrivateKey::from_pkcs8_der(der).map_err(|_| {
            if RsaPrivateKey::from_pkcs1_der(der).is_ok() {
                KeyError::Pkcs1
            } else if RsaPublicKey::from_public_key_der(der).is_ok() {
                KeyError::OtherHalf(half)
            } else {
                KeyError::Malformed { half }
            }
        })?;
        check_size(half, key.n().bits())?;
        // The crate has checked that the primes give the modulus and that the exponents fit. What is left are numbers
        // that only a hostile key has: they must not make signing endless or let it fail.
        let [p, q] = key.primes() else {
            return Err(KeyError::Unusable);
        };
        if p == q || p.bits().abs_diff(q.bits()) > MAX_PRIME_GAP || key.d() >= key.n() {
            return Err(KeyError::Unusable);
        }
        key.sign(scheme(), &Sha1::digest(b"trial"))
            .map_err(|_| KeyError::Unusable)?;
        Ok(Self(key))
    }

    /// Signs with `SHA1withRSA` (GW-02). The same text always gets the same signature.
    ///
    /// A key has signed once when it was read. If a key made to pass that trial fails on another text, the signature
    /// is empty, which nobody accepts.
    pub fn sign_sha1(&self, text: &[u8]) -> Vec<u8> {
        self.0.sign(scheme(), &Sha1::digest(text)).unwrap_or_default()
    }

    /// The public half of this key.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.to_public_key())
    }

    /// The length of the modulus.
    pub fn bits(&self) -> usize {
        self.0.n().bits()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({} bits, …)", self.bits())
    }
}

/// A public key that verifies. Its `Debug` form shows its length only: an issued key marks the user it was issued to.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey(RsaPublicKey);

impl VerifyingKey {
    /// Reads an X.509 `SubjectPublicKeyInfo`: Base64 of DER, with or without white space, or PEM.
    ///
    /// # Errors
    /// A [`KeyError`] that says what the text is instead, if that is known.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&decode_pem_or_base64(text, Half::Public)?)
    }

    /// Reads an X.509 public key as a vendor issues it (GU-11): Base64 of DER and no PEM.
    ///
    /// # Errors
    /// As [`VerifyingKey::parse`], and for PEM.
    pub fn from_x509_base64(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&decode_base64(text, Half::Public)?)
    }

    fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let half = Half::Public;
        let key = RsaPublicKey::from_public_key_der(der).map_err(|_| {
            if RsaPrivateKey::from_pkcs8_der(der).is_ok() {
                KeyError::OtherHalf(half)
            } else {
                KeyError::Malformed { half }
            }
        })?;
        check_size(half, key.n().bits())?;
        Ok(Self(key))
    }

    /// Whether this is a `SHA1withRSA` signature of the text, made with the other half of this key (GW-02).
    pub fn verify_sha1(&self, text: &[u8], signature: &[u8]) -> bool {
        self.0.verify(scheme(), &Sha1::digest(text), signature).is_ok()
    }

    /// The length of the modulus.
    pub fn bits(&self) -> usize {
        self.0.n().bits()
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({} bits, …)", self.bits())
    }
}

/// A private key with its text forms, as a vendor hands it out (GU-11). Its `Debug` form shows its length only.
#[derive(Clone)]
pub struct KeyPair {
    signing: SigningKey,
    pkcs8: String,
    x509: String,
}

impl KeyPair {
    /// Makes a new pair. The same generator state gives the same pair.
    ///
    /// # Errors
    /// [`KeyError::GenerateSize`] unless 512 to 4096 bits are asked for.
    pub fn generate(bits: usize, rng: &mut (impl CryptoRng + RngCore)) -> Result<Self, KeyError> {
        if !(512..=MAX_BITS).contains(&bits) {
            return Err(KeyError::GenerateSize(bits));
        }
        let key = RsaPrivateKey::new(rng, bits).map_err(|_| KeyError::Generate)?;
        Self::from_signing_key(SigningKey(key))
    }

    /// Writes an existing key and its public half as texts.
    ///
    /// # Errors
    /// [`KeyError::Unusable`] for a key that cannot be written, which no key read or generated here is.
    pub fn from_signing_key(signing: SigningKey) -> Result<Self, KeyError> {
        let pkcs8 = signing.0.to_pkcs8_der().map_err(|_| KeyError::Unusable)?;
        let x509 = signing
            .0
            .to_public_key()
            .to_public_key_der()
            .map_err(|_| KeyError::Unusable)?;
        Ok(Self {
            pkcs8: STANDARD.encode(pkcs8.as_bytes()),
            x509: STANDARD.encode(x509.as_bytes()),
            signing,
        })
    }

    /// The half that signs.
    pub fn signing_key(&self) -> &SigningKey {
        &self.signing
    }

    /// The half that verifies.
    pub fn verifying_key(&self) -> VerifyingKey {
        self.signing.verifying_key()
    }

    /// The private key as Base64 of PKCS#8 DER, on one line.
    pub fn to_pkcs8_base64(&self) -> String {
        self.pkcs8.clone()
    }

    /// The public key as Base64 of X.509 `SubjectPublicKeyInfo` DER, on one line.
    pub fn public_to_x509_base64(&self) -> String {
        self.x509.clone()
    }
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyPair({} bits, …)", self.signing.bits())
    }
}

/// Whether two texts, as a vendor issues them, are the halves of one RSA pair (GU-11).
///
/// # Errors
/// The error of the first text that is wrong, or [`KeyError::NotAPair`].
pub fn belong_together(public_base64: &str, private_base64: &str) -> Result<(), KeyError> {
    let public = VerifyingKey::from_x509_base64(public_base64)?;
    let private = SigningKey::from_pkcs8_base64(private_base64)?;
    if private.verifying_key() == public {
        Ok(())
    } else {
        Err(KeyError::NotAPair)
    }
}

fn scheme() -> Pkcs1v15Sign {
    Pkcs1v15Sign::new::<Sha1>()
}

fn check_size(half: Half, bits: usize) -> Result<(), KeyError> {
    if (MIN_BITS..=MAX_BITS).contains(&bits) {
        Ok(())
    } else {
        Err(KeyError::Size { half, bits })
    }
}

/// A key as people keep it: in lines, with line breaks written as `\n`, or between the quotes of a settings file.
fn decode_pem_or_base64(text: &str, half: Half) -> Result<Vec<u8>, KeyError> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '"' | '\''));
    let text = &text.replace("\\r", " ").replace("\\n", " ");
    let Some((_, from_label)) = text.split_once("-----BEGIN ") else {
        return decode_base64(text, half);
    };
    let (label, rest) = from_label.split_once("-----").ok_or(KeyError::PemCut(half))?;
    match (label, half) {
        ("PRIVATE KEY", Half::Private) | ("PUBLIC KEY", Half::Public) => {}
        ("ENCRYPTED PRIVATE KEY", Half::Private) => return Err(KeyError::Encrypted),
        ("RSA PRIVATE KEY", Half::Private) => return Err(KeyError::Pkcs1),
        ("PUBLIC KEY" | "RSA PUBLIC KEY", Half::Private)
        | ("PRIVATE KEY" | "RSA PRIVATE KEY" | "ENCRYPTED PRIVATE KEY", Half::Public) => {
            return Err(KeyError::OtherHalf(half));
        }
        _ => return Err(KeyError::Malformed { half }),
    }
    let (body, _) = rest
        .split_once(&format!("-----END {label}-----"))
        .ok_or(KeyError::PemCut(half))?;
    decode_base64(body, half)
}

/// White space is dropped, since keys are sent by mail and kept in files; everything else must be Base64.
fn decode_base64(text: &str, half: Half) -> Result<Vec<u8>, KeyError> {
    if text.len() > MAX_TEXT {
        return Err(KeyError::TooLong(half));
    }
    let text: String = text.split_ascii_whitespace().collect();
    if text.is_empty() {
        return Err(KeyError::Empty(half));
    }
    STANDARD.decode(text).map_err(|_| KeyError::NotBase64(half))
}
