//! The directory room: what goes on at the service, and what a first visit to each of these is like (P37). Pure.
//!
//! Not here: sentences. A listing holds facts; what is said of it is in the locales, under keys that are made from its id.

mod listing;

pub use listing::{Listing, Listings, Question, empty_or_date};
