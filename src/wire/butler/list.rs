//! `userList` on the wire: the list's JSON text, encrypted as a whole (BS-03) in one of the ways of BS-45.

use std::fmt;

use thiserror::Error;

use crate::crypto::des::{self, DesError, DesKey, Mode};
use crate::crypto::encoding::{DecodeError, Encoding};

/// The cipher of one butler account: what its DES tool does to the list of users (BS-45).
#[derive(Clone, PartialEq, Eq)]
pub struct ListCipher {
    /// How blocks are chained.
    pub mode: Mode,
    /// How the cipher text is written.
    pub encoding: Encoding,
    /// The key, from the secret or given by itself.
    pub key: DesKey,
    /// The initialisation vector; ECB has no use for it.
    pub iv: [u8; des::BLOCK],
}

impl fmt::Debug for ListCipher {
    /// Leaves out the initialisation vector, which in CBC is often the key itself.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ListCipher({} {}, …)", self.mode, self.encoding)
    }
}

impl ListCipher {
    /// A cipher of this kind; without an initialisation vector, CBC takes the key for it (BS-45).
    pub fn new(mode: Mode, encoding: Encoding, key: DesKey, iv: Option<[u8; des::BLOCK]>) -> Self {
        let iv = iv.unwrap_or_else(|| key.as_iv());
        Self {
            mode,
            encoding,
            key,
            iv,
        }
    }

    /// The text as it stands in `userList` (BS-03).
    pub fn encrypt(&self, text: &str) -> String {
        let bytes = des::encrypt(self.mode, &self.key, &self.iv, text.as_bytes());
        self.encoding.encode(&bytes)
    }

    /// The text as it stands in `userList`, with its encrypted bytes damaged.
    pub fn damaged(&self, text: &str, damage: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut bytes = des::encrypt(self.mode, &self.key, &self.iv, text.as_bytes());
        damage(&mut bytes);
        self.encoding.encode(&bytes)
    }

    /// The text that was encrypted to this `userList` (BS-03, BS-44).
    ///
    /// # Errors
    /// The first of the three steps that fails: reading the encoding, decrypting, reading UTF-8.
    pub fn decrypt(&self, wire: &str) -> Result<String, ListError> {
        let bytes = self.encoding.decode(wire)?;
        let plain = des::decrypt(self.mode, &self.key, &self.iv, &bytes)?;
        String::from_utf8(plain).map_err(|_| ListError::NotUtf8)
    }
}

/// Why a `userList` does not decrypt to a text (BS-44).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ListError {
    /// The string is not in the encoding agreed on.
    #[error(transparent)]
    Encoding(#[from] DecodeError),
    /// The bytes do not decrypt.
    #[error(transparent)]
    Cipher(#[from] DesError),
    /// They decrypt to something else than text.
    #[error("the decrypted list is not UTF-8: wrong key, mode or initialisation vector, or another text encoding")]
    NotUtf8,
}
