//! E519: a line that stands before somebody's own words, and is too short to keep them off a lock screen (P29).

use std::collections::BTreeSet;

use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E519", "a first line that is too short for a lock screen", find).waivable();

/// What a phone shows of a message at most, in characters.
pub(super) const SHOWN: usize = 60;
/// Messages of the program's that stand before words of somebody's, or before helplines.
const BEFORE_WORDS: [&str; 5] = ["my-words", "one-part", "from-coordinator", "help-first", "help-more"];

fn find(look: &Look<'_>) -> Vec<Finding> {
    let reviews = steps(look.subject.content);
    let reviews = reviews
        .filter_map(|(_, _, step)| if let Step::Review(review) = step { Some(review.say.as_str()) } else { None });
    let signposts = look.subject.content.signposts.signpost.values().map(|signpost| signpost.say.as_str());
    let keys: BTreeSet<&str> = reviews.chain(BEFORE_WORDS).chain(signposts).collect();
    let mut found = Vec::new();
    for language in &look.languages {
        for (key, said) in language.messages().filter(|(key, _)| keys.contains(key)) {
            let count = said.shortest.iter().map(|text| text.chars().count()).min().unwrap_or_default();
            if count < SHOWN {
                let message = format!(
                    "`{key}` stands before somebody's words and has {count} characters, where a lock screen shows {SHOWN}"
                );
                found.push(look.in_locale(
                    RULE.says(message).with_help("say a little more before the words come"),
                    &language.code,
                    key,
                ));
            }
        }
    }
    found
}
