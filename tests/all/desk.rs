//! The desk over a real server and a real database: who gets in and how, who may what, and what is refused with nothing done.
//!
//! Not here: how it looks and what only a browser can show.

mod crawl;
mod day;
mod people;
mod refused;
mod sign_in;
mod live;
mod media;
mod posters;
mod reviewed;
mod take_along;
mod words;
