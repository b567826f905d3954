//! The telegram room: between the Bot API and the rest of the house. It knows Telegram's shapes and limits, and no words.
//!
//! In reading order: `inbound` (updates to events), `run` (polling), `outbound` (orders to calls), `refusal` (what each
//! refusal means), `deliver` (the outbox, paced), `profile` (what stands before Start), `client` (the calls themselves).
//!
//! Not here: what an event leads to (`turn`, `dialogue`), how rows are kept (`store`), webhooks.

mod answer;
mod call;
pub mod client;
pub mod inbound;
pub mod outbound;
mod split;

pub use answer::CallError;
pub use call::Call;
