//! E106: a file that is there and cannot be taken as text: a folder, not UTF-8, or far too big.
//!
//! Not here: finding it (`content` does, when it opens the files).

use crate::check::{Rule, Severity};

pub(in crate::check) const RULE: Rule = Rule::elsewhere("E106", "a file that cannot be read as text", Severity::Error);
