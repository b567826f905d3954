//! What to do about what the readers of TOML and Fluent say, for somebody who has never written either.
//!
//! Not here: what they say (their own crates), where it stands (`finding`).

use crate::dialogue::Sort;

/// How a message of TOML's reader begins, and what to do.
const TOML: [(&str, &str); 14] = [
    ("invalid basic string", QUOTE),
    ("invalid literal string", QUOTE),
    ("missing opening quote", QUOTE),
    ("string values must be quoted", QUOTE),
    ("unclosed table", BRACKET),
    ("unclosed array table", BRACKET),
    ("invalid table", BRACKET),
    ("unclosed array", LIST),
    ("missing comma", LIST),
    ("unclosed inline table", LIST),
    (
        "duplicate key",
        "this stands there already: one more of a list has two brackets on each side, [[…]]; anything else stands once",
    ),
    ("key with no value", ASSIGN),
    ("missing value", ASSIGN),
    ("unexpected key or value", "each thing has a line of its own; a note begins with #"),
];
const QUOTE: &str = "text stands between two quotes, and a quote is missing here or above: say = \"tell-ask\"";
const BRACKET: &str =
    "the head of a step stands in brackets, [step.tell]; one more of a list in two, [[step.tell.invite]]";
const LIST: &str = "a list stands in brackets, with a comma between two of it: say = [\"welcome\", \"welcome-limits\"]";
const ASSIGN: &str = "a line is a name, an equals sign and a value: next = \"invite\"";

/// How a message of Fluent's reader begins, and what to do.
const FLUENT: [(&str, &str); 6] = [
    ("Expected a token starting with \"=\"", LINE),
    ("Expected a message field", "behind the equals sign stand the words; an empty message is left out"),
    ("Expected one of", LINE),
    ("Unbalanced closing brace", BRACE),
    ("Expected an inline expression", BRACE),
    ("Expected a token starting with \"}\"", BRACE),
];
const LINE: &str = "a message is a name, an equals sign and the words; if the words go on in a second line, begin that one with four spaces";
const BRACE: &str =
    "what is filled in stands in braces, with a dollar sign: { $service }; there are no other braces in a message";

/// What to do, where it is known.
pub(super) fn help(sort: Sort, message: &str) -> Option<String> {
    let known: &[(&str, &str)] = match sort {
        Sort::Syntax => &TOML,
        Sort::Fluent => &FLUENT,
        Sort::UnknownKey | Sort::Missing | Sort::Value | Sort::Name | Sort::Unusable | Sort::Twice | Sort::Language => {
            &[]
        }
    };
    let found = known.iter().find(|(begins, _)| message.starts_with(begins));
    found.map(|(_, help)| (*help).to_owned())
}

#[cfg(test)]
mod tests {
    use crate::check::broken;
    use crate::dialogue::parse_dialogue;

    /// What is said of this text in place of a dialogue: the message, and what to do.
    fn said(text: &str) -> (String, Option<String>) {
        let first = broken(&parse_dialogue("dialogues/a.toml", text).unwrap_err()).remove(0);
        (first.message, first.help)
    }

    #[test]
    fn whoever_forgets_a_quote_a_bracket_or_a_comma_is_told_what_to_do_in_plain_words() {
        for (text, help) in [
            ("id = \"a\nstart = \"b\"", "a quote is missing"),
            ("id = a", "a quote is missing"),
            ("[step.a", "stands in brackets"),
            ("[[step.a]", "stands in brackets"),
            ("[step.a]\nsay = [\"b\" \"c\"]", "with a comma between"),
            ("[step.a]\nsay = [\"b\"", "with a comma between"),
            ("id = \"a\"\nid = \"b\"", "stands once"),
            ("id", "an equals sign and a value"),
            ("id =", "text stands between two quotes"),
            ("id = \"a\" start = \"b\"", "a line of its own"),
        ] {
            let (message, told) = said(text);
            assert!(told.as_ref().is_some_and(|told| told.contains(help)), "{text:?}: {message}: {told:?}");
        }
    }
}
