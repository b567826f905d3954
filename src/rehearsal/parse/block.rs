//! Blocks of a story, and what each of them says: the list of lines that there are.

use std::ops::Range;

use super::{Wrong, team, then, time};
use crate::dialogue::{OtherKind, did_you_mean};
use crate::rehearsal::story::{Act, Comes, What};

/// What a block goes on with on its next lines.
const INDENT: &str = "    ";
/// How lines begin, for "did you mean".
const BEGINNINGS: &[&str] = &[
    "Ajar:",
    "Person:",
    "Person edits:",
    "Person blocks the bot",
    "Person lets the bot back in",
    "Notice:",
    "Then",
    "(the bot restarts)",
    "(the last message arrives twice)",
    "(voice note, 12 seconds)",
    "(picture)",
    "(sticker)",
    "(a quiet moment passes)",
    "(3 weeks pass)",
    "(it is Monday, 9:30)",
    "(2 messages are deleted)",
];

/// One block of the file.
pub(super) struct Block<'a> {
    /// Where it stands, without the line break at its end.
    pub at: Range<usize>,
    /// Its first line.
    pub first: &'a str,
    /// The lines that go on with it, without their indent.
    pub rest: Vec<&'a str>,
}

impl Block<'_> {
    /// What follows `start` on the first line and in all that goes on with it, if the block begins so.
    pub fn after(&self, start: &str) -> Option<String> {
        let first = self.first.strip_prefix(start)?;
        let first = first.strip_prefix(' ').unwrap_or(first);
        let mut lines: Vec<&str> = vec![first];
        lines.extend(&self.rest);
        if first.is_empty() && lines.len() > 1 {
            lines.remove(0);
        }
        Some(lines.join("\n"))
    }
}

/// Cuts a text into blocks; remarks (`#`) and empty lines between them are left out.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut out: Vec<Block<'_>> = Vec::new();
    let (mut offset, mut open, mut empty) = (0, false, 0);
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let end = offset + line.len();
        match out.last_mut() {
            Some(block) if open && line.starts_with(INDENT) => {
                block.rest.extend(std::iter::repeat_n("", empty));
                block.rest.push(line.strip_prefix(INDENT).unwrap_or(line));
                block.at.end = end;
                empty = 0;
            }
            Some(_) | None if line.trim().is_empty() => empty += 1,
            Some(_) | None => {
                empty = 0;
                open = !line.starts_with('#');
                if open {
                    out.push(Block { at: offset..end, first: line, rest: Vec::new() });
                }
            }
        }
        offset += whole.len();
    }
    out
}

/// What a block says.
pub(super) fn what(block: &Block<'_>, team: &[String]) -> Result<What, Wrong> {
    if let Some(found) = comes(block) {
        return Ok(What::Comes(found?));
    }
    if let Some(act) = person(block) {
        return Ok(What::Act(act));
    }
    if block.first.starts_with("Then ") {
        return then::then(block, team).map(What::Then);
    }
    if let Some(inside) = block.first.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return happening(inside).map(What::Act);
    }
    if let Some(act) = pressed(block.first) {
        return Ok(What::Act(act));
    }
    team::act(block, team).map(What::Act)
}

/// Something that comes to the phone.
fn comes(block: &Block<'_>) -> Option<Result<Comes, Wrong>> {
    if let Some(text) = block.after("Ajar:") {
        return Some(Ok(bubble(&text)));
    }
    if let Some(text) = block.after("Notice:") {
        return Some(Ok(Comes::Notice(text)));
    }
    if block.first.trim_end() == "✍" {
        return Some(Ok(Comes::Mark));
    }
    let number = block.first.strip_prefix('(')?.strip_suffix(')')?;
    let number = number.strip_suffix(" messages are deleted").or(number.strip_suffix(" message is deleted"))?;
    let wrong = || Wrong::new(format!("`{number}` is no number"), "write `(2 messages are deleted)`");
    Some(number.parse().map(Comes::Gone).map_err(|_| wrong()))
}

/// A message: its last lines that hold nothing but `[labels]` are its buttons.
fn bubble(text: &str) -> Comes {
    let lines: Vec<&str> = text.split('\n').collect();
    let rows = lines.iter().rev().take_while(|line| labels(line).is_some()).count();
    let (words, rows) = lines.split_at(lines.len() - rows);
    Comes::Bubble(words.join("\n"), rows.iter().filter_map(|row| labels(row)).flatten().collect())
}

/// `[one] [two]` as labels, if the line holds nothing else.
pub(super) fn labels(line: &str) -> Option<Vec<String>> {
    let inside = line.trim().strip_prefix('[')?.strip_suffix(']')?;
    Some(inside.split("] [").map(str::to_owned).collect())
}

/// Something that the person does with their keyboard, or with the bot.
fn person(block: &Block<'_>) -> Option<Act> {
    match block.first.trim_end() {
        "Person blocks the bot" => return Some(Act::Blocks(true)),
        "Person lets the bot back in" => return Some(Act::Blocks(false)),
        _ => {}
    }
    if let Some(words) = block.after("Person:") {
        return Some(Act::Says(words));
    }
    if let Some(words) = block.after("Person edits:") {
        return Some(Act::Edits { of: None, words });
    }
    let (of, _) = block.first.strip_prefix("Person edits \"")?.split_once("\":")?;
    let words = block.after(&format!("Person edits \"{of}\":"))?;
    Some(Act::Edits { of: Some(of.to_owned()), words })
}

/// What stands in brackets.
fn happening(inside: &str) -> Result<Act, Wrong> {
    match inside {
        "the bot restarts" => return Ok(Act::Restart),
        "the last message arrives twice" => return Ok(Act::Again),
        _ => {}
    }
    if let Some(code) = inside.strip_prefix("their Telegram is in ") {
        return Ok(Act::Speaks(code.to_owned()));
    }
    if let Some(span) = time::span(inside) {
        return Ok(Act::Passes(span));
    }
    sent(inside).ok_or_else(|| strange(&format!("({inside})")))
}

/// Something that is sent and is no text.
fn sent(inside: &str) -> Option<Act> {
    let (what, caption) = match inside.split_once(": ") {
        Some((what, caption)) => (what, Some(caption.to_owned())),
        None => (inside, None),
    };
    if what == "picture" {
        return Some(Act::Picture(caption));
    }
    if let Some(length) = what.strip_prefix("voice note, ") {
        let seconds = length.strip_suffix(" seconds").or(length.strip_suffix(" second"))?;
        return Some(Act::Voice(seconds.parse().ok()?, caption));
    }
    let kind = match what {
        "sticker" => OtherKind::Sticker,
        "file" => OtherKind::Document,
        "video" => OtherKind::Video,
        "music" => OtherKind::Audio,
        "poll" => OtherKind::Poll,
        "location" => OtherKind::Location,
        "contact" => OtherKind::Contact,
        "something else" => OtherKind::Else,
        _ => return None,
    };
    caption.is_none().then_some(Act::Other(kind))
}

/// `[label]`, and `[label] from earlier`.
fn pressed(line: &str) -> Option<Act> {
    let line = line.trim_end();
    let (button, earlier) = match line.strip_suffix(" from earlier") {
        Some(button) => (button, true),
        None => (line, false),
    };
    let label = button.strip_prefix('[')?.strip_suffix(']')?;
    Some(Act::Presses { label: label.to_owned(), earlier })
}

/// A line that there is none of.
pub(super) fn strange(line: &str) -> Wrong {
    let help = did_you_mean(line, BEGINNINGS.iter().copied());
    let help = help.unwrap_or_else(|| "docs/writing-stories.md lists every line that there is".to_owned());
    Wrong::new("no line of a story begins like this", help)
}
