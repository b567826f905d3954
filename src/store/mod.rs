//! The store room: everything that is kept, over SQLite and PostgreSQL with one SQL text.
//!
//! Read in this order: `statements` (the one table of all SQL), `work` (a transaction on either database), `writer` and `group` (every
//! write goes through one task and is committed with its neighbours), `ahead` and `gathered` (what a group reads and writes for all its jobs at
//! once), `handed` (what goes to delivery in memory after that), then one file for each thing kept, then `keystore`.
//!
//! Not here: opening what is kept (only `keystore` opens, and only keys), what any of it means (`turn`, `staff`), sending (`telegram`).

pub mod accounts;
pub mod approvals;
pub mod apart;
pub mod archive;
pub mod audit;
pub mod away;
pub mod begun;
pub mod bubbles;
pub mod coordinators;
pub mod dues;
pub mod errands;
pub mod fragments;
pub mod going;
pub mod handed;
pub mod heard;
pub mod helpline_checks;
pub mod in_step;
pub mod instances;
pub mod keystore;
pub mod later;
pub mod lists;
pub mod looks;
pub mod notes;
pub mod outbox;
pub mod outgoing;
pub mod people;
pub mod places;
pub mod posters;
pub mod readers;
pub mod referrals;
pub mod rehearsed;
pub mod set_back;
pub mod sessions;
pub mod settings;
pub mod statements;
pub mod talk;
pub mod updates;

mod ahead;
mod error;
mod gathered;
mod group;
mod journal;
mod listed;
mod names;
mod open;
mod whole;
mod work;
mod writer;

pub use error::StoreError;
pub use group::{About, Group};
pub use journal::Misfit;
pub use keystore::Keystore;
pub use open::{is_there, pair};
pub use work::{File, Fuse, On, Store, Work};
pub use writer::{GROUP, Writer};
