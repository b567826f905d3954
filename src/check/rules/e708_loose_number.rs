//! E708: a number that somebody could call, written into a sentence, and that no row of the register holds: nobody would ever check it (P24).

use std::collections::BTreeSet;

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E708", "a number that nobody checks", find).waivable();

/// From so many digits on a number could be called.
const DIGITS: usize = 3;

fn find(look: &Look<'_>) -> Vec<Finding> {
    let rows = &look.subject.content.helplines.helpline;
    let known: BTreeSet<&str> = rows.iter().flat_map(|row| &row.numbers).map(String::as_str).collect();
    let mut found = Vec::new();
    for language in &look.languages {
        for key in language.texts.keys() {
            let text = look.subject.locales.filled(&language.code, key, &|_| String::new()).join(" ");
            let numbers = text.split(|c: char| !c.is_numeric());
            let numbers: BTreeSet<_> =
                numbers.filter(|digits| digits.len() >= DIGITS && !known.contains(digits)).collect();
            for number in numbers {
                let finding = RULE.says(format!("`{key}` says {number}, which is the number of no row"));
                let finding = finding.with_help("pass it as a variable, from a row that somebody checks");
                found.push(look.in_locale(finding, &language.code, key));
            }
        }
    }
    found
}
