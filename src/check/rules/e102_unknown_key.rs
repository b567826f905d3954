//! E102: a key that no reader knows: most often a slip of the pen.
//!
//! Not here: finding it (the readers in `dialogue` and `locale` do).

use crate::check::Rule;
use crate::dialogue::Sort;

pub(super) const RULE: Rule = Rule::reading("E102", "a key that nobody knows", Sort::UnknownKey);
