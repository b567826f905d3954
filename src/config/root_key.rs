//! The root key: where it comes from, and why one is refused. 32 bytes, in hex or base64.
//!
//! Not here: making one (`cli::init`), and what it opens (`store::keystore`).

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{Config, Environment};
use crate::vault::Key;

/// The name of the systemd credential.
const CREDENTIAL: &str = "ajar-root-key";
/// The variable.
const VARIABLE: &str = "AJAR_ROOT_KEY";

/// Where the root key comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// The environment variable `AJAR_ROOT_KEY`.
    Variable,
    /// A systemd credential.
    Credential(PathBuf),
    /// The file that the config names.
    File(PathBuf),
}

/// Why there is no root key to start with.
#[derive(Debug, thiserror::Error)]
pub enum RootKeyError {
    /// There is no key file.
    #[error(
        "there is no key file {}: put back the one that was kept apart, because without it nothing that was written can be \
         opened (only for a new service: `ajar init` makes one)", .0.display()
    )]
    Missing(PathBuf),
    /// The file cannot be read.
    #[error("the key file {} cannot be read: {why}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// Others on this machine can read it.
    #[error(
        "others on this machine can read the key file {file}: make it yours only with `chmod 600 {file}`, and think about who may \
         have read it", file = .0.display()
    )]
    Open(PathBuf),
    /// It is too short or too long.
    #[error(
        "the root key in {place} is {bytes} bytes long and not 32: it was cut or changed, so put back the one that was kept apart"
    )]
    Length {
        /// Where it was.
        place: String,
        /// How long it is.
        bytes: usize,
    },
    /// It is something else.
    #[error(
        "what stands in {0} is no root key (64 hexadecimal digits, or base64): put back the one that was kept apart"
    )]
    NoKey(String),
}

impl KeySource {
    /// Its name, for sentences.
    pub fn name(&self) -> String {
        match self {
            Self::Variable => VARIABLE.to_owned(),
            Self::Credential(path) | Self::File(path) => path.display().to_string(),
        }
    }
}

impl Config {
    /// Where the root key would be read from: the environment goes before a credential, and that before the file.
    pub fn key_source(&self, environment: &Environment) -> KeySource {
        if environment.get(VARIABLE).is_some() {
            return KeySource::Variable;
        }
        let credential = environment.get("CREDENTIALS_DIRECTORY").map(|folder| Path::new(folder).join(CREDENTIAL));
        match credential.filter(|path| path.exists()) {
            Some(path) => KeySource::Credential(path),
            None => KeySource::File(self.path(&self.keys.root_file)),
        }
    }

    /// The root key.
    pub fn root_key(&self, environment: &Environment) -> Result<Key, RootKeyError> {
        let source = self.key_source(environment);
        let text = match &source {
            KeySource::Variable => Zeroizing::new(environment.get(VARIABLE).unwrap_or_default().to_owned()),
            // systemd hands a credential to the service's user by an access list, which shows as the group's right to read.
            KeySource::Credential(path) => read(path, 0o037)?,
            KeySource::File(path) => read(path, 0o077)?,
        };
        parse(&text, &source.name())
    }
}

/// Reads a file that has none of the rights in `not`.
fn read(path: &Path, not: u32) -> Result<Zeroizing<String>, RootKeyError> {
    let why = |error: std::io::Error| {
        if error.kind() == ErrorKind::NotFound {
            RootKeyError::Missing(path.to_path_buf())
        } else if error.kind() == ErrorKind::InvalidData {
            RootKeyError::NoKey(path.display().to_string())
        } else {
            RootKeyError::Unreadable { path: path.to_path_buf(), why: error.to_string() }
        }
    };
    if has_any(&fs::metadata(path).map_err(why)?, not) {
        return Err(RootKeyError::Open(path.to_path_buf()));
    }
    fs::read_to_string(path).map(Zeroizing::new).map_err(why)
}

#[cfg(unix)]
fn has_any(file: &Metadata, rights: u32) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.permissions().mode() & rights != 0
}

#[cfg(not(unix))]
fn has_any(_: &Metadata, _: u32) -> bool {
    false
}

fn parse(text: &str, place: &str) -> Result<Key, RootKeyError> {
    let text = text.trim();
    let bytes =
        Zeroizing::new(hex(text).or_else(|| base64(text)).ok_or_else(|| RootKeyError::NoKey(place.to_owned()))?);
    let key = <[u8; 32]>::try_from(bytes.as_slice());
    key.map(Key::new).map_err(|_| RootKeyError::Length { place: place.to_owned(), bytes: bytes.len() })
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| char::from(c).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    };
    if text.is_empty() { None } else { text.as_bytes().chunks(2).map(byte).collect() }
}

fn base64(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.trim_end_matches('=');
    let (mut out, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for digit in digits.bytes() {
        let digit = if digit == b'-' {
            b'+'
        } else if digit == b'_' {
            b'/'
        } else {
            digit
        };
        let value = ALPHABET.iter().position(|known| *known == digit)?;
        held = held << 6 | u32::try_from(value).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    if out.is_empty() { None } else { Some(out) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    const BASE64: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    fn from_variable(value: &str) -> Result<Key, RootKeyError> {
        Config::sample().root_key(&Environment::of([(VARIABLE, value)]))
    }

    fn from_file(text: &[u8], mode: u32) -> Result<Key, RootKeyError> {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::sample();
        config.keys.root_file = folder.path().join("ajar.key");
        fs::write(&config.keys.root_file, text).unwrap();
        fs::set_permissions(&config.keys.root_file, fs::Permissions::from_mode(mode)).unwrap();
        config.root_key(&Environment::default())
    }

    #[test]
    fn hex_and_base64_are_the_same_key() {
        assert_eq!(from_variable(HEX).unwrap(), from_variable(BASE64).unwrap());
        assert_eq!(from_variable(HEX).unwrap().bytes()[31], 31);
    }

    #[test]
    fn p27_a_short_wrong_missing_or_open_key_is_refused_with_what_to_do() {
        assert!(from_file(format!("{HEX}\n").as_bytes(), 0o600).is_ok());
        assert!(matches!(from_file(HEX.as_bytes(), 0o644), Err(RootKeyError::Open(_))));
        assert!(matches!(from_file(HEX.as_bytes(), 0o640), Err(RootKeyError::Open(_))));
        assert!(matches!(from_file(&HEX.as_bytes()[..40], 0o600), Err(RootKeyError::Length { bytes: 20, .. })));
        assert!(matches!(from_file(b"", 0o600), Err(RootKeyError::NoKey(_))));
        assert!(matches!(from_file(b"no key at all!", 0o600), Err(RootKeyError::NoKey(_))));
        assert!(matches!(from_file(&[0xff, 0xfe], 0o600), Err(RootKeyError::NoKey(_))));
        let mut config = Config::sample();
        config.keys.root_file = PathBuf::from("/nowhere/ajar.key");
        let missing = config.root_key(&Environment::default()).unwrap_err();
        assert!(missing.to_string().contains("ajar init"), "{missing}");
    }

    #[test]
    fn p28_what_is_said_of_a_wrong_key_holds_nothing_of_it() {
        let said = from_variable("deadbeef").unwrap_err();
        assert!(!format!("{said} {said:?}").contains("dead"));
    }

    #[test]
    fn a_credential_is_read_with_the_rights_that_systemd_gives_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(CREDENTIAL);
        fs::write(&path, HEX).unwrap();
        let environment = Environment::of([("CREDENTIALS_DIRECTORY", folder.path().to_str().unwrap())]);
        for (mode, good) in [(0o400, true), (0o440, true), (0o444, false), (0o460, false)] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(Config::sample().root_key(&environment).is_ok(), good, "{mode:o}");
        }
    }

    #[test]
    fn a_credential_goes_before_the_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(CREDENTIAL), HEX).unwrap();
        let environment = Environment::of([("CREDENTIALS_DIRECTORY", folder.path().to_str().unwrap())]);
        assert!(matches!(Config::sample().key_source(&environment), KeySource::Credential(_)));
        assert_eq!(Config::sample().key_source(&Environment::default()), KeySource::File("ajar.key".into()));
    }
}
