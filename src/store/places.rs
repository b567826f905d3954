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

/// One thing to send; `outgoing` is its id as text.
pub fn outgoing(person: Uuid, outgoing: &str) -> Bound<'_> {
    Bound { table: "outbox", column: "outgoing", person, row: outgoing }
}

/// What an errand has left to do, under the errand's own key.
pub fn errand(errand: Uuid) -> Bound<'static> {
    Bound { table: "errand", column: "orders", person: errand, row: "" }
}
