//! The vault: seals and opens with a key that is given to it (XChaCha20-Poly1305), each value bound to its place in the database.
//!
//! Not here: where keys are kept, made and destroyed (`store::keystore`), and randomness (`chance`).

use std::fmt;
use std::marker::PhantomData;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Bytes of nonce in front of every sealed value.
pub const NONCE: usize = 24;
/// Plaintext is padded to a multiple of this, so that a short word and a longer one look alike.
const PAD: usize = 64;

/// A key of 32 bytes. Its `Debug` prints `..`, and it is wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl Key {
    /// A key from its bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for wrapping this key under another one.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// A value of type `T` that only the right key opens, at the right place only. Its `Debug` prints `..`.
pub struct Sealed<T> {
    bytes: Vec<u8>,
    what: PhantomData<fn() -> T>,
}

impl<T> Sealed<T> {
    /// A sealed value as it was read from a database.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self { bytes, what: PhantomData }
    }

    /// What is stored: the nonce, then the ciphertext with its tag.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl<T> Sealed<T> {
    /// The same bytes, said to hold something else: for code that passes them on without knowing what is in them.
    pub fn retyped<U>(self) -> Sealed<U> {
        Sealed::from_bytes(self.bytes)
    }
}

impl<T> Clone for Sealed<T> {
    fn clone(&self) -> Self {
        Self::from_bytes(self.bytes.clone())
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(..)")
    }
}

/// The place that a sealed value is bound to: moved to another row, column or person, it does not open.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    /// The table's name.
    pub table: &'a str,
    /// The column's name.
    pub column: &'a str,
    /// Whose it is (nil for what belongs to nobody).
    pub person: Uuid,
    /// The rest of the row's key, as text ("" when the person is the whole key).
    pub row: &'a str,
}

impl Bound<'_> {
    fn associated_data(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.table.len() + self.column.len() + self.row.len() + 24);
        for field in [self.table.as_bytes(), self.column.as_bytes(), self.person.as_bytes(), self.row.as_bytes()] {
            out.extend_from_slice(&(field.len() as u32).to_le_bytes());
            out.extend_from_slice(field);
        }
        out
    }
}

/// Why the vault could not seal or open.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The value could not be written as JSON before sealing.
    #[error("a value could not be prepared for sealing")]
    Unwritable,
    /// Wrong key, wrong place, or changed bytes. It cannot be told which.
    #[error("a sealed value does not open: the key is not the one it was sealed with, or the bytes were changed")]
    Shut,
    /// It opened, but holds something else than was expected.
    #[error("a sealed value opened but could not be read: was it written by a newer version of Ajar?")]
    Unreadable,
}

/// Seals `value` (as JSON) with `key` for `place`. `nonce` is random and never used twice: take it from `Chance`.
pub fn seal<T: Serialize>(
    key: &Key,
    place: &Bound<'_>,
    value: &T,
    nonce: [u8; NONCE],
) -> Result<Sealed<T>, VaultError> {
    let plain = serde_json::to_vec(value).map_err(|_| VaultError::Unwritable)?;
    Ok(Sealed::from_bytes(seal_bytes(key, place, plain, nonce)?))
}

/// Opens what [`seal`] made.
pub fn open<T: DeserializeOwned>(key: &Key, place: &Bound<'_>, sealed: &Sealed<T>) -> Result<T, VaultError> {
    let plain = open_bytes(key, place, &sealed.bytes)?;
    serde_json::from_slice(&plain).map_err(|_| VaultError::Unreadable)
}

/// Seals raw bytes (a wrapped key, say) as `nonce ‖ ciphertext ‖ tag`.
pub fn seal_bytes(key: &Key, place: &Bound<'_>, mut plain: Vec<u8>, nonce: [u8; NONCE]) -> Result<Vec<u8>, VaultError> {
    let length = u32::try_from(plain.len()).map_err(|_| VaultError::Unwritable)?;
    plain.splice(0..0, length.to_le_bytes());
    plain.resize(plain.len().next_multiple_of(PAD), 0);
    let mut out = nonce.to_vec();
    let sealed = cipher(key)
        .encrypt(&XNonce::from(nonce), Payload { msg: &plain, aad: &place.associated_data() })
        .map_err(|_| VaultError::Unwritable);
    plain.zeroize();
    out.extend(sealed?);
    Ok(out)
}

/// Opens what [`seal_bytes`] made.
pub fn open_bytes(key: &Key, place: &Bound<'_>, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
    let (nonce, body) = sealed.split_first_chunk::<NONCE>().ok_or(VaultError::Shut)?;
    let padded = cipher(key)
        .decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: &place.associated_data() })
        .map_err(|_| VaultError::Shut)?;
    let (length, rest) = padded.split_first_chunk::<4>().ok_or(VaultError::Unreadable)?;
    let length = u32::from_le_bytes(*length) as usize;
    Ok(rest.get(..length).ok_or(VaultError::Unreadable)?.to_vec())
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(row: &str) -> Bound<'_> {
        Bound { table: "fragment", column: "words", person: Uuid::nil(), row }
    }

    #[test]
    fn p27_opens_only_with_its_key_at_its_place() {
        let (key, other) = (Key::new([1; 32]), Key::new([2; 32]));
        let sealed = seal(&key, &place("7"), &"hello".to_string(), [3; NONCE]).unwrap();
        assert_eq!(open(&key, &place("7"), &sealed).unwrap(), "hello");
        assert!(matches!(open(&other, &place("7"), &sealed), Err(VaultError::Shut)));
        assert!(matches!(open(&key, &place("8"), &sealed), Err(VaultError::Shut)));
        let mut bent = sealed.as_bytes().to_vec();
        bent[30] ^= 1;
        assert!(open(&key, &place("7"), &Sealed::<String>::from_bytes(bent)).is_err());
        assert!(open(&key, &place("7"), &Sealed::<String>::from_bytes(vec![1; 5])).is_err());
    }

    #[test]
    fn p27_lengths_and_repeats_are_hidden() {
        let key = Key::new([1; 32]);
        let a = seal(&key, &place("1"), &"no".to_string(), [1; NONCE]).unwrap();
        let b = seal(&key, &place("1"), &"no".to_string(), [2; NONCE]).unwrap();
        let c = seal(&key, &place("1"), &"a longer answer".to_string(), [3; NONCE]).unwrap();
        assert_ne!(a.as_bytes(), b.as_bytes());
        assert_eq!(a.as_bytes().len(), c.as_bytes().len());
    }

    #[test]
    fn p28_debug_prints_nothing() {
        let key = Key::new([9; 32]);
        let sealed = seal(&key, &place("1"), &"no".to_string(), [1; NONCE]).unwrap();
        assert_eq!(format!("{key:?} {sealed:?}"), "Key(..) Sealed(..)");
    }
}
