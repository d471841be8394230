//! DES like Java's `DES/ECB/PKCS5Padding` and `DES/CBC/PKCS5Padding` (BS-45).
//!
//! DES protects nothing today. It is here because the courier's interface requires it, and for no other use.

use std::fmt;
use std::str::FromStr;

use ::des::Des;
use cipher::block_padding::Pkcs7;
use cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyInit, KeyIvInit};
use thiserror::Error;

/// The length in bytes of a DES key, of a block and of an initialisation vector.
pub const BLOCK: usize = 8;

/// How the blocks of a text are chained (BS-45: both are in use).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Each block by itself, which is what Java means by plain `DES`.
    #[default]
    Ecb,
    /// Each block mixed with the one before it, the first with an initialisation vector.
    Cbc,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 2] = [Self::Ecb, Self::Cbc];
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ecb => "ecb",
            Self::Cbc => "cbc",
        })
    }
}

impl FromStr for Mode {
    type Err = UnknownMode;

    fn from_str(text: &str) -> Result<Self, UnknownMode> {
        match text {
            "ecb" => Ok(Self::Ecb),
            "cbc" => Ok(Self::Cbc),
            _ => Err(UnknownMode),
        }
    }
}

/// A text that names no [`Mode`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the DES mode is one of: ecb, cbc")]
pub struct UnknownMode;

/// What can be wrong with a DES key, an initialisation vector or a cipher text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DesError {
    /// The secret has fewer bytes than a DES key needs.
    #[error("a DES key needs 8 bytes, and the secret has only {0}")]
    ShortKey(usize),
    /// The initialisation vector does not have the length of a block.
    #[error("a DES initialisation vector has 8 bytes, not {0}")]
    IvLength(usize),
    /// There is no cipher text; even an empty text is encrypted to one block.
    #[error("the cipher text is empty; even an empty text is encrypted to 8 bytes")]
    Empty,
    /// The cipher text does not consist of whole blocks.
    #[error("the cipher text has {0} bytes, which is not a multiple of 8: it was cut, or it is not DES")]
    PartialBlock(usize),
    /// The last block does not end as PKCS#5 padding does.
    #[error("the decrypted text does not end in PKCS#5 padding: wrong key, mode or initialisation vector, or damaged")]
    Padding,
}

/// The eight bytes of a DES key. Its `Debug` form hides them.
///
/// The parity bits are not checked and weak keys are accepted, as in Java's `DESKeySpec`.
#[derive(Clone, PartialEq, Eq)]
pub struct DesKey([u8; BLOCK]);

impl DesKey {
    /// Uses the first eight bytes of a secret, like Java's `DESKeySpec` (BS-45).
    ///
    /// # Errors
    /// [`DesError::ShortKey`] when the secret has fewer.
    pub fn from_secret(secret: &[u8]) -> Result<Self, DesError> {
        secret
            .first_chunk()
            .map(|bytes| Self(*bytes))
            .ok_or(DesError::ShortKey(secret.len()))
    }

    /// The initialisation vector that equals this key, a habit of some Java tools (BS-45).
    pub fn as_iv(&self) -> [u8; BLOCK] {
        self.0
    }
}

impl fmt::Debug for DesKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DesKey(…)")
    }
}

/// An initialisation vector as it is written, exactly eight bytes.
///
/// # Errors
/// [`DesError::IvLength`] if there are more or fewer: Java refuses both, so neither is cut or filled up here.
pub fn iv_from(text: &[u8]) -> Result<[u8; BLOCK], DesError> {
    text.try_into().map_err(|_| DesError::IvLength(text.len()))
}

/// Encrypts with PKCS#5 padding. ECB ignores `iv`.
pub fn encrypt(mode: Mode, key: &DesKey, iv: &[u8; BLOCK], plain: &[u8]) -> Vec<u8> {
    match mode {
        Mode::Ecb => ecb::Encryptor::<Des>::new(&key.0.into()).encrypt_padded_vec::<Pkcs7>(plain),
        Mode::Cbc => cbc::Encryptor::<Des>::new(&key.0.into(), &(*iv).into()).encrypt_padded_vec::<Pkcs7>(plain),
    }
}

/// Decrypts and removes the PKCS#5 padding. ECB ignores `iv`.
///
/// # Errors
/// If the cipher text is empty, is not a whole number of blocks, or does not end in padding once decrypted. About one
/// wrong key in 256 still yields something that looks like padding, so success proves nothing about the text.
pub fn decrypt(mode: Mode, key: &DesKey, iv: &[u8; BLOCK], cipher_text: &[u8]) -> Result<Vec<u8>, DesError> {
    if cipher_text.is_empty() {
        return Err(DesError::Empty);
    }
    if !cipher_text.len().is_multiple_of(BLOCK) {
        return Err(DesError::PartialBlock(cipher_text.len()));
    }
    let plain = match mode {
        Mode::Ecb => ecb::Decryptor::<Des>::new(&key.0.into()).decrypt_padded_vec::<Pkcs7>(cipher_text),
        Mode::Cbc => cbc::Decryptor::<Des>::new(&key.0.into(), &(*iv).into()).decrypt_padded_vec::<Pkcs7>(cipher_text),
    };
    plain.map_err(|_| DesError::Padding)
}
