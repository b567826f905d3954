//! What the tests share: a house with phones, places to keep things, and a throw-away PostgreSQL.

pub mod house;
pub mod places;
#[path = "postgres.rs"]
pub mod postgres;
