//! Fragments: one Telegram message's worth of a part, and how fragments are joined again into what the person wrote.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Words;

/// A piece of this many UTF-16 units or more was probably cut by the app from a longer text.
const CUT_BY_THE_APP: usize = 4_000;
/// The rest of a cut text follows within this time.
const FOLLOWS_WITHIN: TimeDelta = TimeDelta::seconds(1);

/// A file that Telegram keeps for us; never downloaded to disk. Its `Debug` prints `..`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileRef(pub String);

impl fmt::Debug for FileRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

/// What one message holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// Written words.
    Text(Words),
    /// A voice note of so many seconds.
    Voice {
        /// Where Telegram keeps it.
        file: FileRef,
        /// How long it is.
        seconds: u32,
        /// Words written under it.
        caption: Option<Words>,
    },
    /// A picture.
    Picture {
        /// Where Telegram keeps it.
        file: FileRef,
        /// Words written under it.
        caption: Option<Words>,
    },
}

impl Content {
    /// The written words in it, if any.
    pub fn words(&self) -> Option<&Words> {
        match self {
            Self::Text(words) => Some(words),
            Self::Voice { caption, .. } | Self::Picture { caption, .. } => caption.as_ref(),
        }
    }

    /// The same content with other words: what an edit of the message does.
    pub fn with_words(self, words: Words) -> Self {
        match self {
            Self::Text(_) => Self::Text(words),
            Self::Voice { file, seconds, .. } => Self::Voice { file, seconds, caption: Some(words) },
            Self::Picture { file, .. } => Self::Picture { file, caption: Some(words) },
        }
    }
}

/// One message's worth of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragment {
    /// Telegram's id of the message, unique within the chat.
    pub message: i64,
    /// When it was sent, by Telegram's clock (whole seconds).
    pub sent_at: DateTime<Utc>,
    /// When its words were last edited; later edits win, earlier ones are ignored.
    pub edited_at: Option<DateTime<Utc>>,
    /// What it holds.
    pub content: Content,
}

/// A stretch of a part as it is shown and approved: words, or something that the program cannot read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// Words, joined from neighbouring fragments.
    Words(Words),
    /// A voice note.
    Voice {
        /// Where Telegram keeps it.
        file: FileRef,
        /// How long it is.
        seconds: u32,
    },
    /// A picture.
    Picture {
        /// Where Telegram keeps it.
        file: FileRef,
    },
}

/// The fragments of one part, in order, as pieces: neighbouring words are joined by a line break, or by nothing where
/// the app had cut one long text.
pub fn pieces(fragments: &[Fragment]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut text: Option<(String, usize, DateTime<Utc>)> = None;
    for fragment in fragments {
        match &fragment.content {
            Content::Text(words) => text = Some(join(text.take(), words.as_str(), fragment.sent_at)),
            Content::Voice { file, seconds, caption } => {
                flush(&mut out, &mut text);
                out.push(Piece::Voice { file: file.clone(), seconds: *seconds });
                text = caption.as_ref().map(|words| join(None, words.as_str(), fragment.sent_at));
            }
            Content::Picture { file, caption } => {
                flush(&mut out, &mut text);
                out.push(Piece::Picture { file: file.clone() });
                text = caption.as_ref().map(|words| join(None, words.as_str(), fragment.sent_at));
            }
        }
    }
    flush(&mut out, &mut text);
    out
}

fn join(
    before: Option<(String, usize, DateTime<Utc>)>,
    next: &str,
    at: DateTime<Utc>,
) -> (String, usize, DateTime<Utc>) {
    let units = next.encode_utf16().count();
    let Some((mut text, last_units, last_at)) = before else {
        return (next.to_owned(), units, at);
    };
    let cut = last_units >= CUT_BY_THE_APP && at - last_at <= FOLLOWS_WITHIN;
    if !cut {
        text.push('\n');
    }
    text.push_str(next);
    (text, units, at)
}

fn flush(out: &mut Vec<Piece>, text: &mut Option<(String, usize, DateTime<Utc>)>) {
    if let Some((words, ..)) = text.take() {
        out.push(Piece::Words(Words::new(words)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(message: i64, second: i64, text: &str) -> Fragment {
        let sent_at = DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap();
        Fragment { message, sent_at, edited_at: None, content: Content::Text(Words::new(text)) }
    }

    fn only_words(fragments: &[Fragment]) -> String {
        match pieces(fragments).as_slice() {
            [Piece::Words(words)] => words.as_str().to_owned(),
            other => panic!("one piece was expected, not {}", other.len()),
        }
    }

    #[test]
    fn p11_messages_are_joined_by_a_line_break_and_nothing_else_changes() {
        assert_eq!(only_words(&[said(1, 0, " hiya  "), said(2, 30, "aye\n\nreet")]), " hiya  \naye\n\nreet");
    }

    #[test]
    fn p9_a_text_that_the_app_cut_is_one_text_again() {
        let long = "å".repeat(4_096);
        assert_eq!(only_words(&[said(1, 0, &long), said(2, 0, "end")]), format!("{long}end"));
        assert_eq!(only_words(&[said(1, 0, &long), said(2, 9, "end")]), format!("{long}\nend"));
    }

    #[test]
    fn p9_a_voice_note_stands_between_the_words_around_it() {
        let mut voice = said(2, 5, "");
        voice.content = Content::Voice { file: FileRef("f".into()), seconds: 12, caption: Some(Words::new("listen")) };
        let got = pieces(&[said(1, 0, "a"), voice, said(3, 9, "b")]);
        assert!(
            matches!(got.as_slice(), [Piece::Words(_), Piece::Voice { seconds: 12, .. }, Piece::Words(w)] if w.as_str() == "listen\nb")
        );
    }

    #[test]
    fn p28_debug_of_a_fragment_holds_no_words() {
        let shown = format!("{:?} {:?}", said(1, 0, "secret"), FileRef("file".into()));
        assert!(!shown.contains("secret") && !shown.contains("FileRef(\"file"));
    }
}
