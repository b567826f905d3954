//! Every test that is not beside the code it tests, in one program: the parts they share are compiled once and linked once.
//!
//! `cargo test --test all desk::` runs those of one file. Not here: what they read (`tests/stories`, `tests/safety`, `tests/check`) and
//! what measures a whole process (`tests/load`).

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

mod acts;
mod arrows;
mod browser;
mod check;
mod clock_jumps;
mod commands;
mod db_story;
mod desk;
mod diff_and_rename;
mod every_call;
mod fail_points;
mod forgotten;
mod full_disk;
mod half_migrated;
mod handed;
mod handset;
mod hazards;
mod keys;
mod main_job;
mod metrics;
mod mutations;
mod out_of_step;
mod promises;
mod rehearsal;
mod reload;
mod screening;
mod simulation;
mod statements;
mod talk;
mod telegram_client;
mod telegram_deliver;
mod telegram_handed;
mod telegram_inbound;
mod telegram_instances;
mod telegram_run;
mod torn;
mod two_sides;
mod upgrades;
mod webhook;
