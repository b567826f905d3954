//! The desk in real Chromium: the whole main job, two browsers at once, keys alone, every page as somebody sees it, and words that try to be more
//! than words. Chromium and chromedriver are looked for on the path; without them it is said and skipped (`AJAR_REQUIRE=chromium`: it fails).
//!
//! The person's side is a phone of the house's (`support::house`): the real turn, with no Telegram between. What Telegram does to it is held in
//! `telegram_*.rs`, and who may what at the desk in `desk.rs`.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

#[path = "support/telegram.rs"]
#[expect(dead_code, reason = "this test uses a part of it")]
mod telegram;
#[path = "desk/browser.rs"]
#[expect(dead_code, reason = "this test uses a part of it")]
mod desk;
#[path = "browser/driver.rs"]
mod driver;
#[path = "browser/keys.rs"]
mod keys;
#[path = "browser/looks.rs"]
mod looks;
#[path = "browser/story.rs"]
mod story;
#[path = "browser/strings.rs"]
mod strings;
