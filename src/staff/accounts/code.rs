//! Codes: the six digits of an authenticator app (RFC 6238: HMAC-SHA-1, 30 seconds), and the recovery codes for the day on which a phone is lost.
//!
//! Not here: that none is taken twice (`second`, with the store).

use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::chance::{Chance, NoChance};
use crate::vault::Key;

/// Seconds in a step of time.
const STEP: i64 = 30;
/// How many recovery codes there are.
const RECOVERY: usize = 8;

/// A new secret, as apps take it: 20 bytes in base 32.
pub(super) fn secret(chance: &Chance) -> Result<String, NoChance> {
    Ok(BASE32_NOPAD.encode(&chance.bytes::<20>()?))
}

/// The step of time whose code this is: the one that runs, the one before or the one after.
pub(super) fn step_of(secret: &str, code: &str, at: DateTime<Utc>) -> Option<i64> {
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).ok()?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let now = at.timestamp().div_euclid(STEP);
    [now, now - 1, now + 1]
        .into_iter()
        .find(|step| bool::from(digits(&secret, *step).as_bytes().ct_eq(code.as_bytes())))
}

/// The code of a step: six digits.
fn digits(secret: &[u8], step: i64) -> String {
    // A key of any length is taken, so this cannot fail; a code that nobody has would only ever refuse.
    let hash: [u8; 20] = Hmac::<Sha1>::new_from_slice(secret)
        .map_or([0; 20], |hash| hash.chain_update(step.to_be_bytes()).finalize().into_bytes().into());
    let at = usize::from(hash.last().copied().unwrap_or_default() & 0x0f);
    let four = hash.get(at..at + 4).unwrap_or_default();
    let number = four.iter().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte)) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// New recovery codes, each of ten letters and digits in two halves.
pub(super) fn recovery(chance: &Chance) -> Result<Vec<String>, NoChance> {
    let one = || {
        let text = BASE32_NOPAD.encode(&chance.bytes::<7>()?).to_lowercase();
        let (first, second) = (text.get(..5).unwrap_or_default(), text.get(5..10).unwrap_or_default());
        Ok(format!("{first}-{second}"))
    };
    (0..RECOVERY).map(|_| one()).collect()
}

/// What is kept of a recovery code, however it is typed: a keyed hash, since it is short.
pub(super) fn recovery_hash(key: &Key, code: &str) -> [u8; 32] {
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    Hmac::<Sha256>::new_from_slice(key.bytes())
        .map_or([0; 32], |hash| hash.chain_update(b"recovery").chain_update(code).finalize().into_bytes().into())
}

/// What an app reads from the picture.
pub(super) fn address(service: &str, name: &str, secret: &str) -> String {
    let plain = |text: &str| {
        let letters = text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_string() } else { "%20".to_owned() });
        letters.collect::<String>()
    };
    let service = plain(service);
    format!("otpauth://totp/{service}:{}?secret={secret}&issuer={service}", plain(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six of its eight digits.
        let secret = b"12345678901234567890";
        for (second, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(digits(secret, second / STEP), code);
        }
    }

    #[test]
    fn a_code_is_good_for_its_step_and_the_two_beside_it() {
        let secret = secret(&Chance::seeded(1)).unwrap();
        let at = DateTime::from_timestamp(1_700_000_010, 0).unwrap();
        let bytes = BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
        let step = at.timestamp() / STEP;
        for (away, good) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let code = digits(&bytes, step + away);
            assert_eq!(step_of(&secret, &code, at), good.then_some(step + away), "{away}");
        }
        let code = digits(&bytes, step);
        assert!(step_of(&secret, &format!(" {} {}", &code[..3], &code[3..]), at).is_some());
        for wrong in ["", "12345", "1234567", "abcdef"] {
            assert_eq!(step_of(&secret, wrong, at), None);
        }
    }

    #[test]
    fn a_recovery_code_is_the_same_however_it_is_typed() {
        let codes = recovery(&Chance::seeded(1)).unwrap();
        let key = Key::new([1; 32]);
        assert_eq!((codes.len(), codes[0].len()), (8, 11));
        assert_eq!(recovery_hash(&key, &codes[0]), recovery_hash(&key, &codes[0].to_uppercase().replace('-', " ")));
        assert_ne!(recovery_hash(&key, &codes[0]), recovery_hash(&key, &codes[1]));
    }
}
