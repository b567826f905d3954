//! Where each sealed value lies: the place that it is bound to when it is sealed, and has to be opened at.
//!
//! Not here: sealing and opening (`vault`, by those who hold the key).

use uuid::Uuid;

use crate::vault::Bound;

/// A person's chat id (`i64`).
pub fn chat(person: Uuid) -> Bound<'static> {
    Bound { table: "person", column: "chat", person, row: "" }
}

/// A person's state.
pub fn state(person: Uuid) -> Bound<'static> {
    Bound { table: "person", column: "state", person, row: "" }
}

/// A fragment; `message` is the message's id as text.
pub fn fragment(person: Uuid, message: &str) -> Bound<'_> {
    Bound { table: "fragment", column: "fragment", person, row: message }
}

/// The sections of an approval; `approval` is `REFERRAL/NUMBER`.
pub fn sections(person: Uuid, approval: &str) -> Bound<'_> {
    Bound { table: "approval", column: "sections", person, row: approval }
}

/// One message between a person and a coordinator; `talk` is its id as text.
pub fn talk(person: Uuid, talk: &str) -> Bound<'_> {
    Bound { table: "talk", column: "words", person, row: talk }
}

/// What can be told of a referral without opening it; `referral` is its id as text.
pub fn glance(person: Uuid, referral: &str) -> Bound<'_> {
    Bound { table: "referral", column: "glance", person, row: referral }
}

/// What a coordinator has promised about a referral; `referral` is its id as text.
pub fn promise(person: Uuid, referral: &str) -> Bound<'_> {
    Bound { table: "referral", column: "promise", person, row: referral }
}

/// What a coordinator has noted about a person; `note` is its id as text.
pub fn note(person: Uuid, note: &str) -> Bound<'_> {
    Bound { table: "note", column: "words", person, row: note }
}

/// What a coordinator has begun to write; `begun` is `REFERRAL/COORDINATOR`.
pub fn begun(person: Uuid, begun: &str) -> Bound<'_> {
    Bound { table: "begun", column: "words", person, row: begun }
}

/// What a coordinator has written to be sent later; `later` is its id as text.
pub fn later(person: Uuid, later: &str) -> Bound<'_> {
    Bound { table: "later", column: "words", person, row: later }
}

/// One thing to send; `outgoing` is its id as text.
pub fn outgoing(person: Uuid, outgoing: &str) -> Bound<'_> {
    Bound { table: "outbox", column: "outgoing", person, row: outgoing }
}

/// What an errand has left to do, under the errand's own key.
pub fn errand(errand: Uuid) -> Bound<'static> {
    Bound { table: "errand", column: "orders", person: errand, row: "" }
}
