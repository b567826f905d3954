//! Ajar, a door left open: first contact with a community wellbeing charity, told at a person's own pace.
//!
//! The rooms, in reading order. `ARCHITECTURE.md` has the map and the arrows between them; `tests/all/arrows.rs` holds them.

pub mod clock;
pub mod chance;
pub mod metrics;
pub mod hours;
pub mod safety;
pub mod story;
pub mod referral;
pub mod buttons;
pub mod directory;
pub mod outreach;
pub mod locale;
pub mod vault;
pub mod dialogue;
pub mod check;
pub mod config;
pub mod content;
pub mod drawing;
pub mod store;
pub mod turn;
pub mod staff;
pub mod assembly;
pub mod rehearsal;
pub mod handset;
pub mod telegram;
pub mod http;
pub mod desk;
pub mod cli;
