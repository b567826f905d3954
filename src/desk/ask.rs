//! What a handler gets: who asks, and what they have sent, read and within limits.
//!
//! Not here: whether they may (`guard`).

use uuid::Uuid;

use super::Desk;
use super::failure::Failure;
use super::form::Fields;
use super::frame::Frame;
use crate::staff::accounts::{Source, Visitor};
use crate::store::sessions::Stage;

/// A request that may be answered.
pub(super) struct Ask {
    pub(super) desk: Desk,
    /// What every page has.
    pub(super) frame: Frame,
    /// Who asks, if they have a session.
    pub(super) visitor: Option<Visitor>,
    /// Where the request comes from.
    pub(super) source: Source,
    /// What stands in the path.
    pub(super) path: Fields,
    /// What stands behind the question mark.
    pub(super) query: Fields,
    /// What the form holds.
    pub(super) form: Fields,
    /// Which part of a voice note is asked for, as a browser says it.
    pub(super) range: Option<String>,
}

impl Ask {
    /// Whoever is signed in. (The table of routes has made sure that somebody is.)
    pub(super) fn me(&self) -> Result<&Visitor, Failure> {
        self.visitor.as_ref().filter(|visitor| visitor.stage == Stage::In).ok_or(Failure::SignedOut)
    }

    /// Whoever is on the way in, or in.
    pub(super) fn somebody(&self) -> Result<&Visitor, Failure> {
        self.visitor.as_ref().ok_or(Failure::SignedOut)
    }

    /// An id in the path; what is no id leads nowhere.
    pub(super) fn id(&self) -> Result<Uuid, Failure> {
        self.path.get("id").parse().map_err(|_| Failure::NotFound)
    }
}
