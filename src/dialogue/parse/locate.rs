//! Finding a value's place in a file's text, so that a check can point at it though the types carry no places.
//!
//! Not here: the checks.

use std::ops::Range;

use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

/// A file's values with their places, for whoever points into it more than once.
#[derive(Debug)]
pub struct Places<'t>(Spanned<DeTable<'t>>);

impl<'t> Places<'t> {
    /// Reads a file's text; what is broken in it has no places.
    pub fn of(text: &'t str) -> Self {
        Self(DeTable::parse_recoverable(text).0)
    }

    /// As [`locate`].
    pub fn locate(&self, path: &[&str]) -> Option<Range<usize>> {
        within(&self.0, path)
    }
}

/// The bytes of `text` where the value at `path` stands: keys, or places in a list counted from 0. Where the path breaks off, the
/// nearest thing above it; `None` if not even its first key is there.
pub fn locate(text: &str, path: &[&str]) -> Option<Range<usize>> {
    Places::of(text).locate(path)
}

fn within(document: &Spanned<DeTable<'_>>, path: &[&str]) -> Option<Range<usize>> {
    let (first, rest) = path.split_first()?;
    let (key, value) = document.get_ref().get_key_value(*first)?;
    let mut found = if rest.is_empty() { value.span() } else { key.span() };
    let mut value = value.get_ref();
    for name in rest {
        let next = match value {
            DeValue::Table(table) => table.get_key_value(*name).map(|(key, value)| (key.span(), value)),
            DeValue::Array(items) => {
                name.parse::<usize>().ok().and_then(|place| items.get(place)).map(|value| (value.span(), value))
            }
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => None,
        };
        let Some((key, inner)) = next else { break };
        found = if inner.get_ref().is_table() || inner.get_ref().is_array() { key } else { inner.span() };
        value = inner.get_ref();
    }
    Some(found)
}
