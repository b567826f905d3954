//! E518: marks of direction that are written by hand, or a right-to-left message that does not begin with a right-to-left word: names and
//! numbers in it would change places. (Facts are kept apart by Fluent; that cannot be switched off here.)

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E518", "directions that get mixed up", find).waivable();

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        let backwards = language.is_right_to_left();
        for (key, said) in language.messages() {
            // Facts are isolated, so they do not count as a beginning: nothing stands for them here.
            let written = look.subject.locales.filled(&language.code, key, &|_| String::new());
            let message = if written.iter().any(|text| text.chars().any(is_mark)) {
                format!("`{key}` holds a mark of direction that is written by hand")
            } else if backwards && said.plain.iter().zip(&written).any(|(_, text)| begins_left_to_right(text)) {
                format!("`{key}` begins with a left-to-right word")
            } else {
                continue;
            };
            let finding =
                RULE.says(message).with_help("begin with a word of the language, and pass facts as variables");
            found.push(look.in_locale(finding, &language.code, key));
        }
    }
    found
}

/// The marks that change directions.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether the first letter is one that is written from left to right.
fn begins_left_to_right(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(|c| !matches!(u32::from(c), 0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff))
}
