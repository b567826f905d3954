//! E121: a message with a function, an attribute or a reference to nothing.
//!
//! Not here: finding it (the readers in `dialogue` and `locale` do).

use crate::check::Rule;
use crate::dialogue::Sort;

pub(super) const RULE: Rule = Rule::reading("E121", "a message that the program cannot use", Sort::Unusable);
