//! The files that pages load: one style sheet, one script and the mark, built in. Their names hold a hash of what is in them, so a browser may keep them for
//! good and never shows an old one.

use std::sync::LazyLock;

use axum::body::Body;
use sha2::{Digest, Sha256};

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use crate::drawing::BOOK_STYLE;

struct File {
    path: String,
    kind: &'static str,
    text: &'static str,
}

static STYLE: LazyLock<File> =
    LazyLock::new(|| File::new("desk", "css", "text/css; charset=utf-8", include_str!("pages/desk.css")));
static SCRIPT: LazyLock<File> =
    LazyLock::new(|| File::new("live", "js", "text/javascript; charset=utf-8", include_str!("pages/live.js")));

static MARK: LazyLock<File> =
    LazyLock::new(|| File::new("mark", "svg", "image/svg+xml", include_str!("pages/mark.svg")));

static SHEET: LazyLock<File> =
    LazyLock::new(|| File::new("sheet", "css", "text/css; charset=utf-8", include_str!("pages/sheet.css")));
static BOOK: LazyLock<File> = LazyLock::new(|| File::new("book", "css", "text/css; charset=utf-8", BOOK_STYLE));

impl File {
    fn new(name: &str, ending: &str, kind: &'static str, text: &'static str) -> Self {
        Self { path: format!("/assets/{name}-{}.{ending}", fingerprint(text)), kind, text }
    }
}

/// A short hash of a text, in letters that an address may hold: another one says that the text is another.
pub(super) fn fingerprint(text: &str) -> String {
    Sha256::digest(text).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// The address of the style sheet.
pub(super) fn style() -> &'static str {
    &STYLE.path
}

/// The address of the style of what is printed.
pub(super) fn sheet() -> &'static str {
    &SHEET.path
}

/// The address of the book's style.
pub(super) fn book_style() -> &'static str {
    &BOOK.path
}

/// The address of the mark.
pub(super) fn mark() -> &'static str {
    &MARK.path
}

/// The address of the script.
pub(super) fn script() -> &'static str {
    &SCRIPT.path
}

/// One of them.
pub(super) async fn file(ask: Ask) -> Result<Answer, Failure> {
    let wanted = format!("/assets/{}", ask.path.get("name"));
    let file = [&STYLE, &SCRIPT, &MARK, &SHEET, &BOOK]
        .into_iter()
        .find(|file| file.path == wanted)
        .ok_or(Failure::NotFound)?;
    Ok(Answer::of(file.kind, "public, max-age=31536000, immutable", Body::from(file.text)))
}
