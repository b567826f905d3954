//! The dialogue room: scripts as data, and the pure engine that moves a conversation by one turn.
//!
//! Not here: any I/O, any word (text is named by key), the clock, Telegram.

mod burst;
mod change;
mod content;
mod effect;
mod episode;
mod event;
mod moved;
mod mover;
mod offer;
mod own;
mod parse;
mod register;
mod script;
mod signpost;
mod situation;
mod state;
mod step;

pub use burst::Burst;
pub use change::{Change, changes};
pub use content::{Content, Target};
pub use effect::{Arg, Choice, Effect, Message, Say, Text, Turn, Ways};
pub use episode::{Chose, Episode, InReview, Signposted};
pub use event::{Due, Event, Kept, OtherKind};
pub use moved::{Moved, Section};
pub use mover::{Renamed, Settled, Stand, settle, stand, step_on};
pub use own::OwnStep;
pub use parse::{
    Mistake, ParseError, Places, Sort, dialogue as parse_dialogue, did_you_mean, line_of, locate, read as read_toml,
    schema,
};
pub use register::{Helpline, Helplines};
pub use script::*;
pub use signpost::{Cells, Offer, Shape, Signpost, SignpostId, Signposts, Table};
pub use situation::{AwayView, Contact, Facts, Holder, Nation, ReferralView, Situation};
pub use state::{Asked, FormerPart, HeldBack, Overlay, Place, State, Told};
pub use step::{KEYS, step};
