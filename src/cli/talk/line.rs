//! What is typed at the terminal's phone: words, a button's number, or a `:command`. Pure.
//!
//! Not here: doing it (`session`).

use crate::rehearsal::unit_of_time;

/// One line, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Words, as they are.
    Words(String),
    /// A button's number, if such a button is shown; words otherwise.
    Number(usize, String),
    /// An empty line: a quiet moment.
    Quiet,
    /// `:later 3 days`, in seconds.
    Later(i64),
    /// `:edit TEXT`: the last message's words are these now.
    Edit(String),
    /// `:voice 12`: a voice note of so many seconds.
    Voice(u32),
    /// `:photo CAPTION`.
    Photo(Option<String>),
    /// `:sticker`.
    Sticker,
    /// `:lang pl`: the language that the person's Telegram is in.
    Lang(String),
    /// `:queue`: what a coordinator would see.
    Queue,
    /// `:screen`: the whole chat again.
    Screen,
    /// `:why`: which rule took the last thing that happened.
    Why,
    /// `:save FILE`: the sitting as a story.
    Save(String),
    /// `:help`.
    Help,
    /// `:quit`.
    Quit,
    /// A command that there is none of, or half of one, and how it is written.
    Unclear(&'static str),
}

/// What `:help` prints.
pub const HELP: &str = "\
  words            are sent as they are; several lines are several messages
  2                presses the button with that number
  (an empty line)  lets a quiet moment pass
  :say 2           sends the digit as words
  :edit TEXT       changes your last message
  :voice 12        a voice note of 12 seconds      :photo CAPTION   a picture
  :sticker         a sticker                       :lang pl         your Telegram's language
  :later 3 days    time passes (seconds, minutes, hours, days, weeks)
  :screen          the whole chat again            :queue           what a coordinator would see (they open it)
  :why             which rule took the last thing       :save FILE       this sitting as a story, for ajar rehearse
  :quit            the end; everything is thrown away
";

/// Understands a line.
pub fn line(text: &str) -> Line {
    let text = text.strip_suffix('\r').unwrap_or(text);
    if let Some(command) = text.strip_prefix(':') {
        let (name, rest) = command.split_once(' ').unwrap_or((command, ""));
        return command_of(name, rest);
    }
    match text.trim().parse() {
        Ok(number) => Line::Number(number, text.to_owned()),
        Err(_) if text.trim().is_empty() => Line::Quiet,
        Err(_) => Line::Words(text.to_owned()),
    }
}

fn command_of(name: &str, rest: &str) -> Line {
    let words = Some(rest).filter(|rest| !rest.trim().is_empty()).map(str::to_owned);
    match name {
        "say" => words.map_or(Line::Unclear(":say WORDS"), Line::Words),
        "edit" => words.map_or(Line::Unclear(":edit TEXT"), Line::Edit),
        "voice" if rest.trim().is_empty() => Line::Voice(5),
        "voice" => rest.trim().parse().map_or(Line::Unclear(":voice SECONDS"), Line::Voice),
        "photo" => Line::Photo(words),
        "sticker" => Line::Sticker,
        "lang" => words.map_or(Line::Unclear(":lang pl"), |code| Line::Lang(code.trim().to_owned())),
        "later" => seconds(rest).map_or(Line::Unclear(":later 3 days"), Line::Later),
        "queue" => Line::Queue,
        "screen" => Line::Screen,
        "why" => Line::Why,
        "save" => words.map_or(Line::Unclear(":save FILE"), |file| Line::Save(file.trim().to_owned())),
        "help" => Line::Help,
        "quit" | "q" => Line::Quit,
        _ => Line::Unclear(":help says what there is"),
    }
}

/// `3 days`, `20 seconds`, `1 week` in seconds.
fn seconds(text: &str) -> Option<i64> {
    let (number, unit) = text.trim().split_once(' ')?;
    let each = unit_of_time(unit.trim())?;
    number.parse::<u32>().ok().and_then(|number| i64::from(number).checked_mul(each))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p11_words_stay_as_they_were_typed() {
        assert_eq!(line("  aye, reet "), Line::Words("  aye, reet ".to_owned()));
        assert_eq!(line(":say 3"), Line::Words("3".to_owned()));
        assert_eq!(line("3 of us"), Line::Words("3 of us".to_owned()));
    }

    #[test]
    fn numbers_and_commands_are_told_from_words() {
        assert_eq!(line("3"), Line::Number(3, "3".to_owned()));
        assert_eq!(line("   "), Line::Quiet);
        assert_eq!(line(":later 3 days"), Line::Later(259_200));
        assert_eq!(line(":later 1 second"), Line::Later(1));
        assert_eq!(line(":voice 12"), Line::Voice(12));
        assert_eq!(line(":photo"), Line::Photo(None));
        assert_eq!(line(":photo our dog"), Line::Photo(Some("our dog".to_owned())));
        for half in [":later", ":later soon", ":edit", ":voice x", ":fly", ":"] {
            assert!(matches!(line(half), Line::Unclear(_)), "{half}");
        }
    }
}
