//! Where a test keeps things: a SQLite folder of its own, or a PostgreSQL of its own.

use super::postgres;

/// The addresses of a database and its keystore, gone when dropped.
pub struct Place {
    pub dir: tempfile::TempDir,
    pub data: String,
    pub keys: String,
}

/// Two new SQLite files.
pub fn sqlite() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| format!("sqlite:{}", dir.path().join(name).display());
    Place { data: at("ajar.db"), keys: at("keys.db"), dir }
}

/// SQLite, and PostgreSQL where there is one (its absence is said loudly, or fails where it is required).
pub async fn both() -> Vec<Place> {
    let mut places = vec![sqlite()];
    if let (Some(data), Some(keys)) = (postgres::database().await, postgres::database().await) {
        places.push(Place { dir: tempfile::tempdir().unwrap(), data, keys });
    }
    places
}
