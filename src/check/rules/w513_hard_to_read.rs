//! W513: an English message that is hard to read: ten words or more, over grade 8 (P36).

use crate::check::look::Look;
use crate::check::syllables::{LONG, Measure, is_graded};
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::warning("W513", "a message that is hard to read", find).waivable();

/// The grade of one message.
const MOST: f64 = 8.0;

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in look.languages.iter().filter(|language| language.is_english()) {
        for (key, said) in language.messages().filter(|(key, _)| is_graded(key)) {
            // Names are not the message's own words.
            let Some(plain) = said.shortest.iter().max_by_key(|text| text.len()) else { continue };
            let one = Measure::of(plain);
            if one.words >= LONG && one.grade() > MOST {
                let finding = RULE.says(format!("`{key}` reads at grade {:.1}, where {MOST} is the most", one.grade()));
                found.push(look.in_locale(
                    finding.with_help("shorter sentences, and shorter words"),
                    &language.code,
                    key,
                ));
            }
        }
    }
    found
}
