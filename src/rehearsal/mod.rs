//! The rehearsal: conversations as files, played over the real turn, staff and store, with a phone in place of Telegram.
//!
//! In reading order: `story` and `parse` (what a file says), `house`, `wire` and `phone` (what it is played on), `play` (the playing),
//! `variant` and `made` (the ways in which every story is played), `cover` (what no story exercises), `walk` (every state that can be
//! reached), `why` (which rule fired). Not here: the command line (`cli`), any rule of the conversation's.

mod accept;
pub mod cover;
mod difference;
mod error;
mod house;
mod made;
mod notebook;
mod parse;
mod phone;
mod play;
mod renamed;
mod scratch;
mod sitting;
mod story;
mod variant;
pub mod walk;
mod why;
mod wire;
mod write;

pub use accept::accepted;
pub use difference::{lines as difference, shown};
pub use error::RehearsalError;
pub use house::{House, Reviewed, Service, Stage};
pub use made::Made;
pub use notebook::Notebook;
pub use parse::{parse, unit_of_time};
pub use phone::{Came, Phone, Shown};
pub use play::{Beat, Fault, How, Played, play};
pub use scratch::Scratch;
pub use sitting::Sitting;
pub use story::*;
pub use variant::{Rehearsed, Theatre, TheatreError, Variant};
pub use why::{Why, why};
pub use wire::{Rooms, Wire};
