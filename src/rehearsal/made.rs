//! Languages that nobody speaks, made from the base language: one accented and 40 % longer, one written from right to left. Every story is
//! played in them too, so that nothing in the house depends on English words, on their length or on their direction.
//!
//! Not here: real languages (`locales/`).

use std::collections::BTreeMap;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};
use fluent_syntax::{parser, serializer};

use crate::locale::BASE;

/// A language that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Every letter has an accent, and every text is 40 % longer.
    Accented,
    /// Every letter is one of a right-to-left script.
    Mirrored,
}

/// Letters that are written from right to left, in the place of a to z.
const MIRRORED: [char; 26] = [
    'ا', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح', 'ي', 'ط', 'ك', 'ل', 'م', 'ن', 'ع', 'ف', 'ق', 'ر', 'س', 'ت', 'ث', 'خ', 'ذ',
    'ض', 'غ', 'ظ',
];
const ACCENTED: [char; 26] = [
    'á', 'ƀ', 'ć', 'ď', 'é', 'ƒ', 'ğ', 'ĥ', 'í', 'ĵ', 'ķ', 'ľ', 'ɱ', 'ñ', 'ó', 'þ', 'ʠ', 'ř', 'š', 'ť', 'ú', 'ṽ', 'ŵ',
    'ẋ', 'ý', 'ž',
];

/// The files of an edition, with the words of the base language made into words of such a language.
pub fn made(files: &[(String, String)], how: Made) -> BTreeMap<String, String> {
    let base = format!("locales/{BASE}/");
    let file = |(path, text): &(String, String)| {
        let text = if path.starts_with(&base) { words(text, how) } else { text.clone() };
        (path.clone(), text)
    };
    files.iter().map(file).collect()
}

fn words(text: &str, how: Made) -> String {
    let Ok(mut resource) = parser::parse(text.to_owned()) else { return text.to_owned() };
    change(&mut resource, how);
    serializer::serialize(&resource)
}

fn change(resource: &mut Resource<String>, how: Made) {
    for entry in &mut resource.body {
        match entry {
            // Words that act are what people type, in English too.
            Entry::Message(message) if !message.id.name.starts_with("typed-") => {
                message.value.iter_mut().for_each(|value| pattern(value, how));
            }
            Entry::Term(term) => pattern(&mut term.value, how),
            Entry::Message(_)
            | Entry::Comment(_)
            | Entry::GroupComment(_)
            | Entry::ResourceComment(_)
            | Entry::Junk { .. } => {}
        }
    }
}

fn pattern(pattern: &mut Pattern<String>, how: Made) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = changed(value, how),
            PatternElement::Placeable { expression } => within(expression, how),
        }
    }
}

fn within(expression: &mut Expression<String>, how: Made) {
    match expression {
        Expression::Select { variants, .. } => variants.iter_mut().for_each(|variant| pattern(&mut variant.value, how)),
        Expression::Inline(InlineExpression::Placeable { expression }) => within(expression, how),
        Expression::Inline(
            InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::FunctionReference { .. }
            | InlineExpression::MessageReference { .. }
            | InlineExpression::TermReference { .. }
            | InlineExpression::VariableReference { .. },
        ) => {}
    }
}

fn changed(text: &str, how: Made) -> String {
    match how {
        Made::Mirrored => text.chars().map(|c| letter(c, &MIRRORED)).collect(),
        Made::Accented => longer(text),
    }
}

fn letter(c: char, letters: &[char; 26]) -> char {
    let place =
        u32::from(c.to_ascii_lowercase()).checked_sub(u32::from('a')).and_then(|place| usize::try_from(place).ok());
    place.and_then(|place| letters.get(place)).copied().unwrap_or(c)
}

/// Accented, vowels doubled, and the rest of the 40 % put behind the last letter.
fn longer(text: &str) -> String {
    let mut out = String::new();
    for c in text.trim_end().chars() {
        out.push(letter(c, &ACCENTED));
        if "aeiou".contains(c) {
            out.push(letter(c, &ACCENTED));
        }
    }
    let letters = text.trim_end().chars().count();
    let missing = (letters * 14).div_ceil(10).saturating_sub(out.chars().count());
    if letters > 3 {
        out.push_str(&"·".repeat(missing));
    }
    out + text.get(text.trim_end().len()..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Locales, Value};

    fn text(how: Made, ftl: &str, key: &str) -> String {
        let needed = "language-name = English\nmissing-text = Nothing.\n";
        let files = [(format!("locales/{BASE}/a.ftl"), format!("{needed}{ftl}"))];
        let files = made(&files, how).into_iter().map(|(path, text)| (BASE.to_owned(), path, text)).collect();
        Locales::load(files).unwrap().text(BASE, key, &[("n", Value::Number(2)), ("name", Value::Fact("Sam".into()))])
    }

    const FTL: &str = "some = { $n ->\n    [one] One word.\n   *[other] { $n } words for { $name }, as they are.\n }\ntyped-stop = stop\n";

    #[test]
    fn a_made_text_keeps_what_is_put_into_it() {
        let accented = text(Made::Accented, FTL, "some");
        assert!(accented.contains("Sam") && accented.contains('2') && accented.contains("ŵóó"), "{accented}");
        let mirrored = text(Made::Mirrored, FTL, "some");
        assert!(mirrored.contains("Sam") && !mirrored.contains("words"), "{mirrored}");
        assert_eq!(text(Made::Mirrored, FTL, "typed-stop"), "stop");
    }

    #[test]
    fn an_accented_text_is_two_fifths_longer() {
        for words in ["Stop for now", "rhythm", "You can stop here. Nothing is sent."] {
            let (before, after) = (words.chars().count(), longer(words).chars().count());
            assert!(after * 10 >= before * 14, "{before} and {after}");
        }
    }
}
