//! E122: a message that stands in a language twice: which one is shown would be chance.
//!
//! Not here: finding it (the readers in `dialogue` and `locale` do).

use crate::check::Rule;
use crate::dialogue::Sort;

pub(super) const RULE: Rule = Rule::reading("E122", "a message that stands there twice", Sort::Twice);
