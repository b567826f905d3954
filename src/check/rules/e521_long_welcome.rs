//! E521: a first message of more than 60 words (P17).

use crate::check::look::Look;
use crate::check::text::word_count;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E521", "a welcome that is too long", find);

/// Words in the first message.
const MOST: usize = 60;

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let Some(Step::Menu(menu)) = content.step(&content.start()) else { return Vec::new() };
    let Some(welcome) = menu.say.first() else { return Vec::new() };
    let mut found = Vec::new();
    for language in &look.languages {
        let said = language.texts.get(welcome.as_str());
        let count =
            said.into_iter().flat_map(|said| &said.longest).map(|text| word_count(text)).max().unwrap_or_default();
        if count > MOST {
            let finding = RULE.says(format!("the first message has {count} words, where {MOST} are the most"));
            found.push(look.in_locale(finding.with_help("leave something for the second"), &language.code, welcome));
        }
    }
    found
}
