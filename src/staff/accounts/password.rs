//! Passwords: what is asked of one, and argon2id. Hashing takes some tens of milliseconds and 19 MiB, so it runs beside the other tasks, and two
//! at a time at most: whoever sends a hundred attempts at once waits in line, and the people who write to us do not.
//!
//! Not here: how often somebody may try (`wait`).

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::chance::Chance;
use crate::staff::StaffError;

/// Characters in a password at least.
pub const SHORTEST: usize = 12;
/// And at most: enough for a sentence.
pub const LONGEST: usize = 200;

/// How many are hashed at once.
static ROOM: Semaphore = Semaphore::const_new(2);
/// A hash that no password has: whoever asks for a name that is not there waits as long as whoever asks for one that is.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Refuses a password that is too short, too long, or all one letter, or that holds the name.
pub(super) fn look_at(password: &str, name: &str) -> Result<(), StaffError> {
    let length = password.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Err(StaffError::PasswordLength { least: SHORTEST, most: LONGEST });
    }
    let small = password.to_lowercase();
    let name = name.to_lowercase();
    let first = password.chars().next();
    let is_plain = password.chars().all(|c| Some(c) == first) || "0123456789012345678901234567890".contains(&small);
    if is_plain || small.replace(&name, "").chars().count() < SHORTEST / 2 || small.starts_with("password") {
        return Err(StaffError::PasswordPlain);
    }
    Ok(())
}

/// What argon2id makes of it (19 MiB, two passes), as text.
pub(super) async fn hash(password: String, chance: &Chance) -> Result<String, StaffError> {
    let salt: [u8; 16] = chance.bytes()?;
    aside(move || {
        let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default());
        hasher.hash_password_with_salt(password.as_bytes(), &salt).map(|hash: PasswordHash| hash.to_string()).ok()
    })
    .await?
    .ok_or(StaffError::Hashing)
}

/// Whether it is the password of this hash; where there is none, it takes as long and is not.
pub(super) async fn is_right(password: String, hash: Option<String>) -> Result<bool, StaffError> {
    let known = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODYS.to_owned());
    let fits = aside(move || {
        let parsed = PasswordHash::new(&hash).ok();
        parsed.is_some_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    });
    Ok(fits.await? && known)
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StaffError> {
    let _room = ROOM.acquire().await.map_err(|_| StaffError::Hashing)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| StaffError::Hashing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only_and_two_hashes_of_it_differ() {
        let chance = Chance::seeded(5);
        let one = hash("a long walk by the sea".to_owned(), &chance).await.unwrap();
        let two = hash("a long walk by the sea".to_owned(), &chance).await.unwrap();
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && one != two);
        assert!(is_right("a long walk by the sea".to_owned(), Some(one.clone())).await.unwrap());
        assert!(!is_right("a long walk by the se".to_owned(), Some(one)).await.unwrap());
        assert!(!is_right("a long walk by the sea".to_owned(), None).await.unwrap());
        assert!(PasswordHash::new(NOBODYS).is_ok(), "nobody's hash is not even looked at");
    }

    #[test]
    fn what_anybody_would_guess_is_refused() {
        for bad in ["short", "aaaaaaaaaaaaaaaa", "samsamsamsam", "123456789012", "password1234", &"x".repeat(201)] {
            assert!(look_at(bad, "Sam").is_err(), "{bad}");
        }
        for good in ["a long walk by the sea", "ein schöner Tag!", "correct horse battery"] {
            assert!(look_at(good, "Sam").is_ok(), "{good}");
        }
    }
}
