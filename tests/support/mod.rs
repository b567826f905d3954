//! What the tests share: a house with phones, and a throw-away PostgreSQL.

pub mod house;
