//! W522: a waiver that waives nothing, or gives no reason.
//!
//! Not here: finding it (`waiver` does, when it lays them over what was found).

use crate::check::{Rule, Severity};

pub(in crate::check) const RULE: Rule = Rule::elsewhere("W522", "a waiver that waives nothing", Severity::Warning);
