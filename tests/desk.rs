//! The desk over a real server and a real database: who gets in and how, who may what, and what is refused with nothing done.
//!
//! Not here: how it looks and what only a browser can show.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

#[path = "desk/browser.rs"]
mod browser;
#[path = "desk/crawl.rs"]
mod crawl;
#[path = "desk/people.rs"]
mod people;
#[path = "desk/refused.rs"]
mod refused;
#[path = "desk/sign_in.rs"]
mod sign_in;
#[path = "desk/media.rs"]
mod media;
#[path = "desk/posters.rs"]
mod posters;
#[path = "desk/reviewed.rs"]
mod reviewed;
#[path = "desk/take_along.rs"]
mod take_along;
#[path = "desk/words.rs"]
mod words;
#[path = "support/telegram.rs"]
#[expect(dead_code, reason = "this test uses a part of it")]
mod telegram;
