//! The desk: the coordinators' web pages, drawn by the server, over `staff`. They work without JavaScript; a little of our own keeps open pages fresh.
//!
//! In reading order: `routes` (the one table of paths, with who may), `guard` (what stands before every handler), `ask` and `answer` (what a handler
//! gets and gives), `frame` (what every page has), then one file for each page. Not here: any rule about people's words (`staff`), listening
//! (`http`), TLS (the reverse proxy's).

mod acts;
mod answer;
mod ask;
mod audit;
mod carried;
mod code;
mod cookies;
mod device;
mod devices;
mod done;
mod enrol;
mod export;
mod failure;
mod files;
mod form;
mod frame;
mod going;
mod guard;
mod headers;
mod helplines;
mod home;
mod invited;
mod lines;
mod live;
mod media;
mod mine;
mod origin;
mod people;
mod person;
mod posters;
mod rehearsal;
mod reply;
mod reviewed;
mod routes;
mod settings;
mod sign_in;
mod take_along;
mod team;
mod words;

use std::sync::Arc;

use axum::Router;
use tokio::sync::watch;

use crate::locale::Locales;
use crate::staff::Staff;

pub use media::{FetchMedia, NoMedia};
pub use rehearsal::Rehearsal;
pub use reviewed::Reviewed;
pub use routes::matrix;
pub use settings::Fact;

/// What the desk is made from.
#[derive(Clone)]
pub struct Parts {
    /// The acts.
    pub staff: Staff,
    /// The words of its pages; others may take their place while it runs.
    pub words: watch::Receiver<Arc<Locales>>,
    /// Where browsers reach it, as `https://desk.example.org`: for links, and for telling our own forms from others'.
    pub address: String,
    /// The service's name.
    pub service: String,
    /// The service's phone number, for posters; empty if it has none.
    pub phone: String,
    /// The bot's username, for links.
    pub bot: Option<String>,
    /// What people read now; another edition may take its place while it runs.
    pub reviewed: watch::Receiver<Arc<Reviewed>>,
    /// Where voice notes and pictures are fetched from.
    pub media: Arc<dyn FetchMedia>,
    /// What the settings page shows.
    pub facts: Vec<Fact>,
    /// There, where this is a rehearsal: nobody real is served.
    pub rehearsal: Option<Rehearsal>,
    /// Open pages are let go when this becomes true.
    pub stop: watch::Receiver<bool>,
}

/// The desk. Cheap to clone.
#[derive(Clone)]
struct Desk(Arc<Inner>);

struct Inner {
    parts: Parts,
    live: live::Live,
}

impl std::ops::Deref for Desk {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}

/// Every route of the desk. Call it inside a tokio runtime.
pub fn router(parts: Parts) -> Router {
    let live = live::Live::start(parts.staff.clone(), parts.stop.clone());
    routes::router(&Desk(Arc::new(Inner { parts, live })))
}
