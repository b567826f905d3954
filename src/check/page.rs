//! The page of a code, for `ajar explain`: docs/codes, in the binary.
//!
//! Not here: what the rules do.

use include_dir::{Dir, include_dir};

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/codes");

/// What a code means, why it matters and what to do, as Markdown. Capitals make no difference.
pub fn page(code: &str) -> Option<&'static str> {
    PAGES.get_file(format!("{}.md", code.to_ascii_uppercase()))?.contents_utf8()
}
