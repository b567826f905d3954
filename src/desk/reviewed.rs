//! What people read, and what the checker says of it: to be read only. It is changed in its files.
//!
//! Not here: the book's pages (`drawing`), the rules (`check`).

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use chrono::{DateTime, Utc};

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use super::files;
use super::frame::Frame;
use crate::check::{Finding, Severity, Subject, check};
use crate::dialogue::{Content, KEYS};
use crate::drawing::{Book, Stands, book};
use crate::locale::Locales;

/// An edition, as the desk shows it.
#[derive(Debug)]
pub struct Reviewed {
    /// Dialogues and registers.
    pub content: Content,
    /// What people read.
    pub locales: Arc<Locales>,
    /// What the team reads.
    pub desk: Arc<Locales>,
    /// Every file: path and text.
    pub files: Vec<(String, String)>,
}

impl Reviewed {
    /// What the checker finds in it.
    fn findings(&self, at: DateTime<Utc>) -> Vec<Finding> {
        let subject = Subject {
            content: &self.content,
            locales: &self.locales,
            desk: &self.desk,
            files: &self.files,
            engine_keys: KEYS,
            at,
        };
        check(&subject)
    }
}

#[derive(Template)]
#[template(path = "reviewed.html")]
struct Page<'a> {
    f: &'a Frame,
    edition: &'a str,
    languages: Vec<String>,
    dialogues: i64,
    warnings: i64,
    waived: i64,
    files: Vec<(String, Vec<Finding>)>,
}

impl Page<'_> {
    fn severity(&self, finding: &Finding) -> String {
        self.f.w(match finding.severity {
            Severity::Error => "desk-reviewed-error",
            Severity::Warning => "desk-reviewed-warning",
            Severity::Waived => "desk-reviewed-waived",
        })
    }

    fn line(&self, finding: &Finding) -> String {
        self.f.n("desk-reviewed-line", "line", &i64::try_from(finding.line).unwrap_or_default())
    }
}

/// The page: what runs, and what the checker found.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    let (reviewed, at) = (ask.desk.reviewed.borrow().clone(), ask.desk.staff.time());
    let looked = reviewed.clone();
    // It takes a moment, and nobody else is to wait for it.
    let found = tokio::task::spawn_blocking(move || looked.findings(at)).await.map_err(|_| Failure::Drawing)?;
    let count = |severity| i64::try_from(found.iter().filter(|it| it.severity == severity).count()).unwrap_or(i64::MAX);
    let page = Page {
        f: &ask.frame,
        edition: reviewed.content.hash.get(..12).unwrap_or_default(),
        languages: reviewed.content.locales.iter().map(|(_, name)| name.clone()).collect(),
        dialogues: i64::try_from(reviewed.content.dialogues.len()).unwrap_or(i64::MAX),
        warnings: count(Severity::Warning) + count(Severity::Error),
        waived: count(Severity::Waived),
        files: by_file(found.clone()),
    };
    Answer::page(&page)
}

/// The book: every message as it stands on a phone.
pub(super) async fn words(ask: Ask) -> Result<Answer, Failure> {
    let reviewed = ask.desk.reviewed.borrow().clone();
    let (title, back) = (ask.frame.w("desk-reviewed-book"), ask.frame.w("desk-reviewed-back"));
    let drawn = tokio::task::spawn_blocking(move || {
        let stands = Stands::Served { style: files::book_style(), back: "/reviewed", back_label: &back };
        let (content, locales) = (&reviewed.content, &*reviewed.locales);
        book(&Book { content, locales, engine_keys: KEYS, title: &title, stands })
    });
    let drawn = drawn.await.map_err(|_| Failure::Drawing)?;
    Ok(Answer::of("text/html; charset=utf-8", "no-store", Body::from(drawn)))
}

fn by_file(found: Vec<Finding>) -> Vec<(String, Vec<Finding>)> {
    let mut files: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in found {
        files.entry(finding.file.clone()).or_default().push(finding);
    }
    files.into_iter().collect()
}
