//! What came to the phone, as a story writes it.
//!
//! Not here: reading it back (`parse`).

use super::phone::Came;
use super::story::Comes;
use crate::buttons::{Button, Constant, Press};
use crate::locale::visible;

/// What a story would say of it: no story holds marks that nobody can see.
pub fn as_told(came: &Came) -> Comes {
    match came {
        Came::Bubble { text, rows } => Comes::Bubble(visible(text), choices(rows)),
        Came::Mark => Comes::Mark,
        Came::Notice(text) => Comes::Notice(visible(text)),
        Came::Gone(many) => Comes::Gone(*many),
    }
}

/// The labels of the choices: all buttons but the ways that are always there.
fn choices(rows: &[Vec<Button>]) -> Vec<String> {
    rows.iter().flatten().filter(|button| !is_constant(button)).map(|button| visible(&button.label)).collect()
}

/// Whether it is one of the three ways that stand under every newest message.
pub fn is_constant(button: &Button) -> bool {
    let always = [Constant::Stop, Constant::Person, Constant::Help].map(Press::Constant);
    always.contains(&button.press)
}

/// Lines of a story, with a line break at the end.
pub fn written(comes: &Comes) -> String {
    match comes {
        Comes::Bubble(text, choices) => {
            let mut out = block("Ajar:", text);
            if !choices.is_empty() {
                let labels: Vec<_> = choices.iter().map(|label| format!("[{label}]")).collect();
                out.push_str(&format!("    {}\n", labels.join(" ")));
            }
            out
        }
        Comes::Mark => "✍\n".to_owned(),
        Comes::Notice(text) => block("Notice:", text),
        Comes::Gone(1) => "(1 message is deleted)\n".to_owned(),
        Comes::Gone(many) => format!("({many} messages are deleted)\n"),
    }
}

/// `start` and a text of perhaps several lines.
pub fn block(start: &str, text: &str) -> String {
    let mut out = start.to_owned();
    for (place, line) in text.split('\n').enumerate() {
        match (place, line) {
            (0, "") => {}
            (0, line) => out.push_str(&format!(" {line}")),
            (_, "") => out.push('\n'),
            (_, line) => out.push_str(&format!("\n    {line}")),
        }
    }
    out + "\n"
}

/// Whether a text is what a story expects, where `...` stands for any words.
pub fn fits(expected: &str, text: &str) -> bool {
    let mut pieces = expected.split("...");
    let Some(mut rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return rest.is_empty() };
    for piece in middle {
        let Some((_, behind)) = rest.split_once(piece) else { return false };
        rest = behind;
    }
    rest.ends_with(last)
}

/// Whether what came is what a story expects.
pub fn is_told(expected: &Comes, came: &Comes) -> bool {
    match (expected, came) {
        (Comes::Bubble(text, choices), Comes::Bubble(said, offered)) => {
            fits(text, said) && (choices == offered || choices.as_slice() == ["..."])
        }
        (Comes::Notice(text), Comes::Notice(said)) => fits(text, said),
        (Comes::Mark, Comes::Mark) => true,
        (Comes::Gone(expected), Comes::Gone(many)) => expected == many,
        (Comes::Bubble(..) | Comes::Notice(_) | Comes::Mark | Comes::Gone(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_words_fit_where_three_dots_stand_and_nowhere_else() {
        for (expected, text) in
            [("a", "a"), ("...", "any\nwords"), ("a ... c", "a b c"), ("a...", "a"), ("...b...b", "abcb")]
        {
            assert!(fits(expected, text), "{expected} and {text}");
        }
        for (expected, text) in [("a", "ab"), ("a...c", "ab"), ("a...a", "a"), ("", "a"), ("...b", "ba")] {
            assert!(!fits(expected, text), "{expected} and {text}");
        }
    }

    #[test]
    fn several_lines_are_written_so_that_they_are_read_again() {
        assert_eq!(block("Ajar:", "one\n\n  two"), "Ajar: one\n\n      two\n");
        assert_eq!(block("Ajar:", "\nx"), "Ajar:\n    x\n");
    }
}
