//! E105: a dialogue's id is its file's name.
//!
//! Not here: finding it (the readers in `dialogue` and `locale` do).

use crate::check::Rule;
use crate::dialogue::Sort;

pub(super) const RULE: Rule = Rule::reading("E105", "a dialogue that has another name than its file", Sort::Name);
