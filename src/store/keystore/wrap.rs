//! Wrapping keys under keys. Pure.
//!
//! Not here: where wrapped keys are kept.

use uuid::Uuid;

use super::super::StoreError;
use crate::chance::Chance;
use crate::vault::{self, Bound, Key, VaultError};

/// Bytes of a wrapped key: nonce 24, a padded block 64, tag 16. `statements::KEY_REWRAP` counts on it.
pub(super) const WRAPPED: usize = 104;

/// The epoch key with its number; every key that it wraps is bound to the number.
pub(in super::super) struct Epoch {
    pub(super) number: i64,
    pub(super) key: Key,
}

const CHECK: Bound<'static> = Bound { table: "root_check", column: "sealed", person: Uuid::nil(), row: "" };

/// Something that only this root key opens.
pub(super) fn check_value(root: &Key, chance: &Chance) -> Result<Vec<u8>, StoreError> {
    Ok(vault::seal_bytes(root, &CHECK, b"the right root key".to_vec(), chance.bytes()?)?)
}

pub(super) fn opens_check(root: &Key, check: &[u8]) -> bool {
    vault::open_bytes(root, &CHECK, check).is_ok()
}

pub(super) fn wrap_epoch(root: &Key, epoch: &Epoch, chance: &Chance) -> Result<Vec<u8>, StoreError> {
    wrap(root, &epoch_place(&epoch.number.to_string()), &epoch.key, chance)
}

pub(super) fn open_epoch(root: &Key, number: i64, wrapped: &[u8]) -> Result<Epoch, StoreError> {
    let key = unwrap(root, &epoch_place(&number.to_string()), wrapped)?;
    Ok(Epoch { number, key })
}

/// A person's key, or an errand's (`whose` is then the errand's id).
pub(super) fn wrap_key(epoch: &Epoch, whose: Uuid, key: &Key, chance: &Chance) -> Result<Vec<u8>, StoreError> {
    wrap(&epoch.key, &key_place(whose, &epoch.number.to_string()), key, chance)
}

pub(super) fn open_key(epoch: &Epoch, whose: Uuid, wrapped: &[u8]) -> Result<Key, StoreError> {
    unwrap(&epoch.key, &key_place(whose, &epoch.number.to_string()), wrapped)
}

fn epoch_place(number: &str) -> Bound<'_> {
    Bound { table: "epoch", column: "wrapped", person: Uuid::nil(), row: number }
}

fn key_place(whose: Uuid, epoch: &str) -> Bound<'_> {
    Bound { table: "person_key", column: "wrapped", person: whose, row: epoch }
}

fn wrap(with: &Key, place: &Bound<'_>, key: &Key, chance: &Chance) -> Result<Vec<u8>, StoreError> {
    Ok(vault::seal_bytes(with, place, key.bytes().to_vec(), chance.bytes()?)?)
}

fn unwrap(with: &Key, place: &Bound<'_>, wrapped: &[u8]) -> Result<Key, StoreError> {
    let bytes: [u8; 32] = vault::open_bytes(with, place, wrapped)?.try_into().map_err(|_| VaultError::Unreadable)?;
    Ok(Key::new(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p27_a_key_opens_only_under_its_epoch_for_its_person() {
        let chance = Chance::seeded(1);
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let epoch = Epoch { number: 3, key: Key::new([1; 32]) };
        let wrapped = wrap_key(&epoch, one, &Key::new([9; 32]), &chance).unwrap();
        assert_eq!(wrapped.len(), WRAPPED);
        assert_eq!(open_key(&epoch, one, &wrapped).unwrap(), Key::new([9; 32]));
        assert!(open_key(&epoch, two, &wrapped).is_err());
        assert!(open_key(&Epoch { number: 4, key: epoch.key.clone() }, one, &wrapped).is_err());
        assert!(open_key(&Epoch { number: 3, key: Key::new([2; 32]) }, one, &wrapped).is_err());
    }
}
