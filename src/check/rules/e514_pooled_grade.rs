//! E514: all English messages together read above grade 5 (P36).

use crate::check::look::Look;
use crate::check::syllables::{LONG, Measure, is_graded};
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E514", "the words are hard to read altogether", find);

/// The grade of all messages of a language together.
const MOST: f64 = 5.0;

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in look.languages.iter().filter(|language| language.is_english()) {
        let texts = language.messages().filter(|(key, _)| is_graded(key));
        let texts = texts.filter_map(|(_, said)| said.longest.iter().max_by_key(|text| text.len()));
        let pooled = texts.fold(Measure::default(), |so_far, text| so_far.and(Measure::of(text)));
        if pooled.words >= LONG && pooled.grade() > MOST {
            let message =
                format!("{} reads at grade {:.1} altogether, where {MOST} is the most", language.code, pooled.grade());
            found.push(RULE.says(message).with_help("shorten the longest sentences; W513 names the hardest messages"));
        }
    }
    found
}
