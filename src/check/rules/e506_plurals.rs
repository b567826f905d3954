//! E506: a choice between plural forms that lacks one which the language needs.

use std::collections::BTreeSet;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E506", "a plural form that the language needs is missing", find);

/// Every name of a form.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        let needed = needed(&language.code);
        for (key, said) in &language.texts {
            let plural =
                said.entry.selects.iter().filter(|(_, forms)| forms.iter().any(|form| FORMS.contains(&form.as_str())));
            for (placeable, forms) in plural {
                let lacking: Vec<_> = needed.iter().filter(|form| !forms.contains(**form)).copied().collect();
                if !lacking.is_empty() {
                    let message = format!(
                        "`{key}` has no form {} for ${placeable}, which {} needs",
                        lacking.join(", "),
                        language.code
                    );
                    let finding = RULE.says(message).with_help("write every form, or a sentence that needs no number");
                    found.push(look.in_locale(finding, &language.code, key));
                }
            }
        }
    }
    found
}

/// The forms that a language has for whole numbers, and `other`.
fn needed(language: &str) -> BTreeSet<&'static str> {
    // A country makes no difference to plural forms.
    let spoken = language.split(['-', '_']).next().and_then(|spoken| spoken.parse::<LanguageIdentifier>().ok());
    let rules = spoken.and_then(|id| PluralRules::create(id, PluralRuleType::CARDINAL).ok());
    let of = |number: u32| rules.as_ref().and_then(|rules| rules.select(number).ok()).map(name);
    (0..=200).chain([1_000_000]).filter_map(of).chain(["other"]).collect()
}

fn name(form: PluralCategory) -> &'static str {
    match form {
        PluralCategory::ZERO => "zero",
        PluralCategory::ONE => "one",
        PluralCategory::TWO => "two",
        PluralCategory::FEW => "few",
        PluralCategory::MANY => "many",
        PluralCategory::OTHER => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p35_every_language_has_the_forms_of_the_table_in_voice() {
        let forms = |language| needed(language).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(forms("en-GB"), "one other");
        assert_eq!(forms("cy"), "few many one other two zero");
        assert_eq!(forms("ar"), "few many one other two zero");
        assert_eq!(forms("pl"), "few many one other");
        assert_eq!(forms("uk"), "few many one other");
        assert_eq!(forms("ur"), "one other");
    }
}
