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
        let texts = texts.filter_map(|(key, said)| Some((key, said.longest.iter().max_by_key(|text| text.len())?)));
        let measured: Vec<(&str, Measure)> = texts.map(|(key, text)| (key, Measure::of(text))).collect();
        let pooled = measured.iter().fold(Measure::default(), |so_far, (_, measure)| so_far.and(*measure));
        if pooled.words >= LONG && pooled.grade() > MOST {
            let message =
                format!("{} reads at grade {:.1} altogether, where {MOST} is the most", language.code, pooled.grade());
            let finding = RULE.says(message);
            let of_its_own = |measure: &Measure| measure.words >= LONG;
            let hardest = measured.iter().max_by(|(_, one), (_, other)| {
                of_its_own(one).cmp(&of_its_own(other)).then(one.grade().total_cmp(&other.grade()))
            });
            let Some((key, _)) = hardest else { continue };
            let finding = finding.with_help(
                "this message is the hardest of them: shorten its sentences first, then those that W513 names",
            );
            found.push(look.in_locale(finding, &language.code, key));
        }
    }
    found
}
