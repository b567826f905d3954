//! E104: a value of the wrong kind, a word that is not in a closed list, a number or a date that makes no sense.
//!
//! Not here: finding it (the readers in `dialogue` and `locale` do).

use crate::check::Rule;
use crate::dialogue::Sort;

pub(in crate::check) const RULE: Rule = Rule::reading("E104", "a value that does not fit", Sort::Value);
