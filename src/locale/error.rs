//! What is wrong with locale files: all of it, with file and line.
//!
//! Not here: whether a text is well written (`check`).

use std::fmt;
use std::ops::Range;

/// The locale files could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the locale files hold {} broken entries; nothing was loaded:\n{}", .faults.len(), lines(.faults))]
pub struct LocaleError {
    /// Everything that is wrong.
    pub faults: Vec<Fault>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file's name; empty if it is about no one file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// Where, in bytes.
    pub at: Range<usize>,
    /// What is wrong, and what to do.
    pub message: String,
    /// What sort of fault it is.
    pub sort: FaultSort,
}

/// What sort of fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultSort {
    /// The file is no Fluent there.
    Syntax,
    /// A function, an attribute, a reference to nothing.
    Unusable,
    /// The message stands in the language twice.
    Twice,
    /// A language that lacks what no language can do without, or a folder that is named after none.
    Language,
}

impl Fault {
    pub(super) fn new(sort: FaultSort, file: &str, text: &str, at: Range<usize>, message: impl Into<String>) -> Self {
        let line = text.bytes().take(at.start).filter(|byte| *byte == b'\n').count() + 1;
        Self { file: file.to_owned(), line, at, message: message.into(), sort }
    }

    /// A fault that stands in no one file.
    pub(super) fn of_all(message: impl Into<String>) -> Self {
        Self { file: String::new(), line: 1, at: 0..0, message: message.into(), sort: FaultSort::Language }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.file.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}:{}: {}", self.file, self.line, self.message)
        }
    }
}

fn lines(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
}
