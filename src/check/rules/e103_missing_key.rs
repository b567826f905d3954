//! E103: a key that cannot be left out.
//!
//! Not here: finding it (the readers in `dialogue` and `locale` do).

use crate::check::Rule;
use crate::dialogue::Sort;

pub(super) const RULE: Rule = Rule::reading("E103", "something that has to be there is not", Sort::Missing);
