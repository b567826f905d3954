//! E120: a locale file that is no Fluent there: the rest would load, and one message would be gone.
//!
//! Not here: finding it (the readers in `dialogue` and `locale` do).

use crate::check::Rule;
use crate::dialogue::Sort;

pub(super) const RULE: Rule = Rule::reading("E120", "the file is not written as Fluent", Sort::Fluent);
