//! E123: a language with no name of its own, no base language, or a folder that is named after none.
//!
//! Not here: finding it (the readers in `dialogue` and `locale` do).

use crate::check::Rule;
use crate::dialogue::Sort;

pub(super) const RULE: Rule = Rule::reading("E123", "a language that lacks what it cannot do without", Sort::Language);
