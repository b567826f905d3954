//! A rule: one code, what it is called, how bad it is, and the function that finds it.
//!
//! Not here: the rules (one file each, in `rules`), their pages (docs/codes).

use super::look::Look;
use super::{Finding, Severity};
use crate::dialogue::Sort;

/// One code of the checker's.
#[derive(Debug)]
pub struct Rule {
    /// `E` for what must not go live, `W` for what somebody has to look at, and a number that stays the same.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// Whether a comment with a reason may waive it. What is about consent or the graph never can be waived.
    pub waivable: bool,
    how: How,
}

#[derive(Debug)]
enum How {
    /// By looking at the whole edition.
    Looking(fn(&Look<'_>) -> Vec<Finding>),
    /// While a file is read: what sort of mistake it is then.
    Reading(Sort),
    /// While the waivers are laid over what was found, or while the files are opened.
    Elsewhere,
}

impl Rule {
    /// What must not go live.
    pub(super) const fn error(code: &'static str, title: &'static str, find: fn(&Look<'_>) -> Vec<Finding>) -> Self {
        Self { code, severity: Severity::Error, title, waivable: false, how: How::Looking(find) }
    }

    /// What somebody has to look at.
    pub(super) const fn warning(code: &'static str, title: &'static str, find: fn(&Look<'_>) -> Vec<Finding>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, title, find) }
    }

    /// What comes up while a file is read.
    pub(super) const fn reading(code: &'static str, title: &'static str, sort: Sort) -> Self {
        Self { code, severity: Severity::Error, title, waivable: false, how: How::Reading(sort) }
    }

    /// What comes up while files are opened, or waivers laid over.
    pub(super) const fn elsewhere(code: &'static str, title: &'static str, severity: Severity) -> Self {
        Self { code, severity, title, waivable: false, how: How::Elsewhere }
    }

    /// The same; a comment beside the text, with a reason, may waive it.
    pub(super) const fn waivable(self) -> Self {
        Self { waivable: true, ..self }
    }

    /// What it finds in an edition.
    pub(super) fn find(&self, look: &Look<'_>) -> Vec<Finding> {
        match self.how {
            How::Looking(find) => find(look),
            How::Reading(_) | How::Elsewhere => Vec::new(),
        }
    }

    /// Whether this is the rule for a sort of mistake in reading.
    pub(super) fn is_of(&self, sort: Sort) -> bool {
        matches!(self.how, How::Reading(known) if known == sort)
    }

    /// A finding of this rule, in no place yet.
    pub(super) fn says(&self, message: impl Into<String>) -> Finding {
        Finding::new(self, message.into())
    }
}
