//! What the tests share: a house with phones, places to keep things, and a throw-away PostgreSQL.

#![allow(dead_code, reason = "each test uses a part of this")]

pub mod house;
pub mod places;
#[path = "postgres.rs"]
pub mod postgres;
