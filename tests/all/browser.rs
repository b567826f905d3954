//! The desk in real Chromium: the whole main job, two browsers at once, keys alone, every page as somebody sees it, and words that try to be more
//! than words. Chromium and chromedriver are looked for on the path; without them it is said and skipped (`AJAR_REQUIRE=chromium`: it fails).
//!
//! The person's side is a phone of the house's (`crate::support::house`): the real turn, with no Telegram between. What Telegram does to it is held in
//! `telegram_*.rs`, and who may what at the desk in `desk.rs`.

mod driver;
mod keys;
mod live;
mod looks;
mod story;
mod strings;
mod trying;
