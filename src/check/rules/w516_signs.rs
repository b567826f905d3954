//! W516: signs that are kept out: "!", "%", more than one small picture, and a number that is written out where it has to be a variable.

use crate::check::look::Look;
use crate::check::text::digits_apart;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::warning("W516", "a sign that is kept out", find).waivable();

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        for (key, said) in language.messages() {
            let text = said.plain.join("\n");
            let pictures =
                said.plain.iter().map(|text| text.chars().filter(|c| is_picture(*c)).count()).max().unwrap_or_default();
            let signs = [
                (text.contains(['!', '！']), "\"!\": nothing here is cheered or shouted"),
                (text.contains('%'), "\"%\": nothing is counted that is unfinished (P7)"),
                (pictures > 1, "several small pictures, where one quiet one is the most"),
                (
                    digits_apart(&text),
                    "a number with spaces in it: its digits change places in right-to-left text; pass it as a variable",
                ),
            ];
            for (_, what) in signs.iter().filter(|(there, _)| *there) {
                let finding = RULE.says(format!("`{key}` holds {what}"));
                found.push(look.in_locale(finding.with_help("take it out"), &language.code, key));
            }
        }
    }
    found
}

/// Emoji and other small pictures.
fn is_picture(c: char) -> bool {
    matches!(u32::from(c), 0x2600..=0x27bf | 0x1f000..=0x1faff)
}
