//! What the tests share: a house with phones, places to keep things, and a throw-away PostgreSQL.

#![allow(dead_code, reason = "each test uses a part of this")]

pub mod house;
pub mod places;
#[path = "postgres.rs"]
pub mod postgres;

/// Each test uses a part of this. Named here, the other parts do not count as forgotten.
const _: fn() = || {
    use house::{Bubble, House};
    let _ = (
        House::at,
        House::restart,
        House::fresh,
        House::start,
        House::say,
        House::say_at_once,
        House::voice,
        House::edit,
    );
    let _ = (House::tap, House::quiet, House::newest, places::both, places::sqlite);
    let _ = (House::upgraded, House::stopped);
    let _ = |house: &House| house.staff.clone();
    let _ = |place: &places::Place| place.dir.path().to_owned();
    let _ = |bubble: &Bubble| bubble.message;
};
