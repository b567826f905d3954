//! The telegram room: between the Bot API and the rest of the house. It knows Telegram's shapes and limits, and no words.
//!
//! In reading order: `inbound` (updates to events), `run`, `polling`, `webhook` with `lines`, `dispatch` and `intake` (events to
//! `turn`), `outbound` (orders to calls), `refusal` (what each refusal means), `deliver` (the outbox, paced), `profile` (what stands before Start),
//! `file` (a voice note or a picture, once), `client` and `connection` (the calls themselves).
//!
//! Not here: what an event leads to (`turn`, `dialogue`), how rows are kept (`store`), HTTP that comes in (`http`).

mod answer;
mod call;
pub mod client;
mod connection;
pub mod deliver;
mod dispatch;
pub mod file;
pub mod inbound;
pub mod intake;
mod lean;
mod lines;
pub mod outbound;
mod pause;
mod polling;
pub mod profile;
pub mod refusal;
pub mod run;
mod split;
pub mod webhook;

pub use answer::CallError;
pub use call::Call;
