//! W523: a language with no lists of its own: nobody has said which of its words give somebody away, so nothing can look for them.

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::locale::NAME;

pub(super) const RULE: Rule = Rule::warning("W523", "a language with no lists of its own", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let lists = |code: &str, what: &str| {
        let finding = RULE.says(format!("{code} has no {what}"));
        let help = format!("write locales/{code}/voice.toml, with words that speakers of the language have reviewed");
        look.in_locale(finding.with_help(help), code, NAME)
    };
    let languages = look.languages.iter();
    languages
        .filter_map(|language| match &language.voice {
            _ if !language.has_voice => Some(lists(&language.code, "voice.toml")),
            voice if voice.revealing.is_empty() => Some(lists(&language.code, "list of revealing words")),
            voice if voice.identifying.is_empty() => Some(lists(&language.code, "list of identifying words")),
            _ => None,
        })
        .collect()
}
