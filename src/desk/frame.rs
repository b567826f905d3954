//! The frame: what every page has. Words, whoever is signed in, where they may go, and what a form has to carry.
//!
//! Not here: how it looks (`pages/base.html`, `pages/desk.css`).

use std::sync::Arc;

use axum::http::Uri;
use chrono::{DateTime, Utc};

use super::words::Words;
use super::{Desk, Rehearsal, files};
use crate::locale::Value;
use crate::staff::accounts::{Token, Visitor};
use crate::store::coordinators::{Role, Roles};
use crate::store::sessions::Stage;

/// What every page has. Cheap to clone.
#[derive(Clone)]
pub(super) struct Frame {
    pub(super) words: Words,
    /// The desk's address.
    pub(super) address: Arc<str>,
    /// The service's name.
    pub(super) service: Arc<str>,
    /// Where this page is: path and query.
    pub(super) here: String,
    /// The name of whoever is signed in.
    pub(super) name: Option<String>,
    /// What they may do.
    pub(super) roles: Roles,
    /// Whether anything has come in one of their conversations since they last looked.
    pub(super) news: bool,
    /// What every form carries.
    pub(super) token: String,
    /// There, where this is a rehearsal.
    pub(super) rehearsal: Option<Rehearsal>,
}

/// A way in the navigation.
pub(super) struct Way {
    pub(super) to: &'static str,
    pub(super) key: &'static str,
    pub(super) is_here: bool,
    /// Something new is there.
    pub(super) is_new: bool,
}

/// Where somebody may go: path, words, and which roles. (The pages are held by the table of routes; this only shows ways.)
const WAYS: [(&str, &str, &[Role]); 11] = [
    ("/people", "desk-nav-people", &[Role::Coordinator, Role::Lead]),
    ("/mine", "desk-nav-mine", &[Role::Coordinator, Role::Lead]),
    ("/resting", "desk-nav-resting", &[Role::Coordinator, Role::Lead]),
    ("/going", "desk-nav-going", &Role::ALL),
    ("/posters", "desk-nav-posters", &[Role::Coordinator, Role::Lead]),
    ("/helplines", "desk-nav-helplines", &[Role::Coordinator, Role::Lead]),
    ("/reviewed", "desk-nav-reviewed", &Role::ALL),
    ("/team", "desk-nav-team", &[Role::Lead]),
    ("/audit", "desk-nav-audit", &[Role::Auditor, Role::Lead]),
    ("/settings", "desk-nav-settings", &[Role::Keeper, Role::Lead]),
    ("/devices", "desk-nav-devices", &Role::ALL),
];

impl Frame {
    pub(super) fn new(desk: &Desk, uri: &Uri, visitor: Option<&Visitor>, browser: &Token) -> Self {
        let inside = visitor.filter(|visitor| visitor.stage == Stage::In);
        Self {
            name: inside.map(|visitor| visitor.name.clone()),
            roles: inside.map(|visitor| visitor.roles).unwrap_or_default(),
            token: browser.for_forms().reveal(),
            ..Self::nobodys(desk, uri)
        }
    }

    /// The same page for a browser that is known by another token from now on.
    pub(super) fn of(&self, browser: &Token) -> Self {
        Self { token: browser.for_forms().reveal(), ..self.clone() }
    }

    /// For a page that knows nobody.
    pub(super) fn nobodys(desk: &Desk, uri: &Uri) -> Self {
        Self {
            words: Words::new(desk.words.borrow().clone(), desk.staff.time()),
            address: desk.address.as_str().into(),
            service: desk.service.as_str().into(),
            here: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            name: None,
            roles: Roles::default(),
            news: false,
            token: String::new(),
            rehearsal: desk.rehearsal.clone(),
        }
    }

    /// The same page, where it belongs to another in the navigation.
    pub(super) fn under(&self, here: &str) -> Self {
        Self { here: here.to_owned(), ..self.clone() }
    }

    /// A text.
    pub(super) fn w(&self, key: &str) -> String {
        self.words.text(key, &[])
    }

    /// A text with a fact in it.
    pub(super) fn w1(&self, key: &str, name: &str, fact: &str) -> String {
        self.words.text(key, &[(name, Value::Fact(fact.to_owned()))])
    }

    /// A text with two facts in it.
    pub(super) fn w2(&self, key: &str, (one, first): (&str, &str), (two, second): (&str, &str)) -> String {
        self.words.text(key, &[(one, Value::Fact(first.to_owned())), (two, Value::Fact(second.to_owned()))])
    }

    /// A text with a number in it.
    pub(super) fn n(&self, key: &str, name: &str, number: &i64) -> String {
        self.words.text(key, &[(name, Value::Number(*number))])
    }

    /// A moment in words.
    pub(super) fn when(&self, at: &DateTime<Utc>) -> String {
        self.words.when(*at)
    }

    /// The same, to the second.
    pub(super) fn exact(&self, at: &DateTime<Utc>) -> String {
        self.words.exact(*at)
    }

    /// The same, for a program.
    pub(super) fn machine(&self, at: &DateTime<Utc>) -> String {
        self.words.machine(*at)
    }

    /// Where they may go.
    pub(super) fn ways(&self) -> Vec<Way> {
        let path = self.here.split('?').next().unwrap_or_default();
        let is_here = |to: &str| path == to || path.strip_prefix(to).is_some_and(|rest| rest.starts_with('/'));
        let mine = WAYS.into_iter().filter(|(_, _, roles)| self.roles.has_any(roles));
        mine.map(|(to, key, _)| Way { to, key, is_here: is_here(to), is_new: self.news && to == "/mine" }).collect()
    }

    /// The address of the style sheet.
    pub(super) fn style(&self) -> &'static str {
        files::style()
    }

    /// The address of the style of what is printed.
    pub(super) fn sheet(&self) -> &'static str {
        files::sheet()
    }

    /// The address of the mark.
    pub(super) fn mark(&self) -> &'static str {
        files::mark()
    }

    /// The address of the script.
    pub(super) fn script(&self) -> &'static str {
        files::script()
    }
}
