//! The group "Tests": what no story exercises. A warning each, and an error for what people rely on most.
//!
//! Not here: which stories there are and what they come to (`rehearsal`).

use super::{Finding, Rule, Severity};

/// A step that no story comes to.
pub static STEP: Rule = Rule::elsewhere("W901", "a step that no story comes to", Severity::Warning);
/// A way from one step to another that no story takes.
pub static EDGE: Rule = Rule::elsewhere("W902", "a way that no story takes", Severity::Warning);
/// A button that no story presses.
pub static BUTTON: Rule = Rule::elsewhere("W903", "a button that no story presses", Severity::Warning);
/// A message that no story shows.
pub static MESSAGE: Rule = Rule::elsewhere("W904", "a message that no story shows", Severity::Warning);
/// Sending, urgent help, clearing or forgetting, which no story shows.
pub static NEED: Rule = Rule::elsewhere("E905", "something that people rely on, and no story shows", Severity::Error);

/// The rules of the group.
pub static UNTOLD: [&Rule; 5] = [&STEP, &EDGE, &BUTTON, &MESSAGE, &NEED];

/// A finding of the group, in no place yet.
pub fn untold(rule: &Rule, message: String) -> Finding {
    rule.says(message).with_help("write a story for it, or take it out: what nobody tries is broken by the next change")
}
