//! Coverage: which steps, edges, buttons and messages the stories exercise, and which no story does.
//!
//! What there is to exercise is not written down anywhere: steps and edges stand in the dialogues, buttons are those that the walk was
//! offered, messages those that a conversation can show. In reading order: `seen` (what a story exercised), `there` (what there is),
//! `report` (the two against one another), `findings` (as the checker says it). Not here: how it is printed (`cli`).

mod findings;
mod report;
mod seen;
mod there;

pub use findings::findings;
pub use report::{Report, Row, report};
pub use seen::{Edge, Offer, Seen, Watcher};
pub use there::There;
