//! E603: a bubble over Telegram's 4,096 signs once it is put together, or a notice over its 200, with the longest names in any language.

use crate::check::look::{Language, Look};
use crate::check::script::{says, steps};
use crate::check::{Finding, Rule};
use crate::dialogue::Step;
use crate::directory::{Listing, Question};

pub(super) const RULE: Rule = Rule::error("E603", "longer than Telegram takes", find);

/// A text, in UTF-16 units.
const TEXT: usize = 4_096;
/// A notice at the top of the chat.
const NOTICE: usize = 200;
/// What is joined to a listing's own answers on its page.
const CHECKED: &str = "listing-checked";

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        let length = |key: &str| longest(language, key);
        for (key, _) in language.messages().filter(|(key, _)| key.starts_with("notice-")) {
            if length(key) > NOTICE {
                let finding =
                    RULE.says(format!("the notice `{key}` has {} signs, where Telegram takes {NOTICE}", length(key)));
                found.push(look.in_locale(finding.with_help("shorten it"), &language.code, key));
            }
        }
        for (place, listing) in look.subject.content.listings.iter().enumerate() {
            let signs = page_of(language, listing);
            if signs > TEXT {
                let finding = RULE.says(format!(
                    "the page of `{}` has {signs} signs in {}, where Telegram takes {TEXT}",
                    listing.id, language.code
                ));
                let finding = finding.with_help("shorten the answers");
                found.push(look.in_toml(finding, "dialogues/listings.toml", &["listing", &place.to_string(), "id"]));
            }
        }
        for (dialogue, id, step) in
            steps(look.subject.content).filter(|(_, _, step)| matches!(step, Step::Menu(_) | Step::Listen(_)))
        {
            for said in says(step).into_iter().filter(|said| length(&said.name) > TEXT) {
                let finding = RULE.says(format!(
                    "`{}` has {} signs in {}, where Telegram takes {TEXT}",
                    said.name,
                    length(&said.name),
                    language.code
                ));
                found.push(look.in_step(finding.with_help("shorten it"), &dialogue.id, id, &said.path));
            }
        }
    }
    found
}

/// The signs of a message with the longest names.
fn longest(language: &Language<'_>, key: &str) -> usize {
    let texts = language.texts.get(key).into_iter().flat_map(|said| &said.longest);
    texts.map(|text| text.encode_utf16().count()).max().unwrap_or_default()
}

/// The signs of a listing's page: its name, what it is, every question with its answer, and when it was checked.
fn page_of(language: &Language<'_>, listing: &Listing) -> usize {
    let length = |key: &str| longest(language, key) + 2;
    let answers = Question::ALL.map(|asked| {
        let answer = listing.answer(asked).unwrap_or_else(|| "answer-unknown".to_owned());
        length(&format!("ask-{}", asked.as_str())) + length(&answer)
    });
    listing.name.encode_utf16().count() + length(&listing.summary()) + answers.iter().sum::<usize>() + length(CHECKED)
}
