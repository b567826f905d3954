//! E101: a dialogue or a register that is no TOML.
//!
//! Not here: finding it (the readers in `dialogue` and `locale` do).

use crate::check::Rule;
use crate::dialogue::Sort;

pub(super) const RULE: Rule = Rule::reading("E101", "the file is not written as TOML", Sort::Syntax);
