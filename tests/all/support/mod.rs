//! What the tests share: a house with phones, places to keep things, a throw-away PostgreSQL, the program itself, and a strict Telegram.

pub mod delivery;
pub mod desk;
pub mod house;
pub mod images;
pub mod places;
pub mod postgres;
pub mod program;
pub mod telegram;
pub mod webhook;
pub mod wire;
