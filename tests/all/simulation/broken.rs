//! What a run ends with when something that must be true is not, and how it is said.

use ajar::store::StoreError;
use ajar::turn::TurnError;

/// Something that must be true is not.
#[derive(Debug)]
pub struct Broken(pub String);

/// All is as it must be, or not.
pub type Held<T = ()> = Result<T, Broken>;

/// Says that something is broken, unless it holds.
pub fn must(holds: bool, what: impl FnOnce() -> String) -> Held {
    if holds { Ok(()) } else { Err(Broken(what())) }
}

impl From<StoreError> for Broken {
    fn from(error: StoreError) -> Self {
        Self(format!("a call failed by itself: {error}"))
    }
}

impl From<TurnError> for Broken {
    fn from(error: TurnError) -> Self {
        Self(format!("a turn failed by itself: {error}"))
    }
}

impl From<ajar::vault::VaultError> for Broken {
    fn from(error: ajar::vault::VaultError) -> Self {
        Self(format!("something kept does not open: {error}"))
    }
}
