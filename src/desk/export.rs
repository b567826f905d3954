//! One person's words as a file: JSON, byte for byte, or one row for a spreadsheet, in which nothing is ever a formula.
//!
//! Not here: notes of the team's (they stay at the desk), and Telegram's names for voice notes and pictures.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::staff::{OpenedReferral, Sent, Talk};
use crate::store::talk::Delivery;
use crate::story::{Content, Piece, Section};

/// A sign that nobody sees. Before a sign that spreadsheets take for the beginning of a formula, it makes a text of it.
const HARMLESS: char = '\u{200b}';
/// What spreadsheets take for the beginning of a formula, in narrow and in wide letters.
const BEGINS_A_FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// Behind these a cell may begin, if a program reads the file by other rules than it was written by.
const BEGINS_A_CELL: [char; 6] = ['\t', '\r', '\n', ',', ';', '|'];
/// What may stand between the beginning of a cell and a formula.
const PASSED_OVER: [char; 4] = [' ', '\u{a0}', '"', '\''];
/// Tells spreadsheets that the text is UTF-8.
const MARK: &str = "\u{feff}";

/// As JSON. Words stand in it byte for byte.
pub(super) fn json(opened: &OpenedReferral) -> Option<String> {
    serde_json::to_string_pretty(&Person::of(opened)).ok()
}

/// As a heading and a row. What would begin a formula has an invisible sign before it; everything else is as it was.
pub(super) fn csv(opened: &OpenedReferral) -> Option<String> {
    let line = &opened.line;
    let fields = [
        ("reference", line.reference.clone()),
        ("queue", line.queue.as_str().to_owned()),
        ("state", line.status.as_str().to_owned()),
        ("waiting since", moment(line.waiting_since)),
        ("last sent", moment(line.sent_at)),
        ("with", line.with.clone().unwrap_or_default()),
        ("contact welcome", if line.contact_welcome { "yes" } else { "no" }.to_owned()),
        ("found us by", opened.facts.found_us.as_ref().map(|found| found.code.clone()).unwrap_or_default()),
        ("language", opened.facts.language.clone().unwrap_or_default()),
        ("words", opened.sent.iter().map(in_full).collect::<Vec<_>>().join("\n\n")),
        ("conversation", opened.talk.iter().filter_map(said).collect::<Vec<_>>().join("\n\n")),
    ];
    let mut out = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    out.write_record(fields.iter().map(|(name, _)| *name)).ok()?;
    out.write_record(fields.iter().map(|(_, value)| harmless(value))).ok()?;
    Some(MARK.to_owned() + &String::from_utf8(out.into_inner().ok()?).ok()?)
}

/// The same text, with nothing in it that a spreadsheet would work out.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut at_start = true;
    for letter in text.chars() {
        if at_start && (BEGINS_A_FORMULA.contains(&letter) || (out.is_empty() && matches!(letter, '\t' | '\r' | '\n')))
        {
            out.push(HARMLESS);
        }
        at_start = BEGINS_A_CELL.contains(&letter) || (at_start && PASSED_OVER.contains(&letter));
        out.push(letter);
    }
    out
}

/// One approval as a text: each part's heading, then its words.
fn in_full(sent: &Sent) -> String {
    let section = |section: &Section| {
        let pieces: Vec<_> = section.pieces.iter().map(piece_in_words).collect();
        format!("{}\n{}", section.heading, pieces.join("\n"))
    };
    sent.sections.iter().map(section).collect::<Vec<_>>().join("\n\n")
}

fn piece_in_words(piece: &Piece) -> String {
    match piece {
        Piece::Words(words) => words.as_str().to_owned(),
        Piece::Voice { seconds, .. } => format!("[voice note, {seconds} s]"),
        Piece::Picture { .. } => "[picture]".to_owned(),
    }
}

fn said(talk: &Talk) -> Option<String> {
    if talk.deleted_at.is_some() {
        return None;
    }
    let by = talk.by.as_deref().unwrap_or("person");
    let what = match &talk.content {
        Content::Text(_) => None,
        Content::Voice { seconds, .. } => Some(format!("[voice note, {seconds} s]")),
        Content::Picture { .. } => Some("[picture]".to_owned()),
    };
    let words = talk.content.words().map(|words| words.as_str().to_owned());
    let text: Vec<_> = what.into_iter().chain(words).collect();
    Some(format!("{}, {by}:\n{}", moment(talk.at), text.join("\n")))
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[derive(Serialize)]
struct Person<'a> {
    reference: &'a str,
    queue: &'static str,
    state: &'static str,
    waiting_since: DateTime<Utc>,
    sent_at: DateTime<Utc>,
    with: Option<&'a str>,
    contact_welcome: bool,
    found_us_by: Option<&'a str>,
    sent: Vec<Approval<'a>>,
    conversation: Vec<Message<'a>>,
}

#[derive(Serialize)]
struct Approval<'a> {
    number: i64,
    purpose: &'static str,
    at: DateTime<Utc>,
    language: &'a str,
    parts: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    part: &'a str,
    heading: &'a str,
    pieces: Vec<What<'a>>,
}

/// Exactly one of these stands there; beside a voice note or a picture also the words that were written under it.
#[derive(Serialize, Default)]
struct What<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    voice_seconds: Option<u32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    picture: bool,
}

#[derive(Serialize)]
struct Message<'a> {
    at: DateTime<Utc>,
    /// Who of the team wrote; nobody: the person.
    by: Option<&'a str>,
    edited_at: Option<DateTime<Utc>>,
    #[serde(flatten)]
    what: What<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery: Option<&'static str>,
}

impl<'a> Person<'a> {
    fn of(opened: &'a OpenedReferral) -> Self {
        let line = &opened.line;
        Self {
            reference: &line.reference,
            queue: line.queue.as_str(),
            state: line.status.as_str(),
            waiting_since: line.waiting_since,
            sent_at: line.sent_at,
            with: line.with.as_deref(),
            contact_welcome: line.contact_welcome,
            found_us_by: opened.facts.found_us.as_ref().map(|found| found.code.as_str()),
            sent: opened.sent.iter().map(Approval::of).collect(),
            conversation: opened.talk.iter().filter(|talk| talk.deleted_at.is_none()).map(Message::of).collect(),
        }
    }
}

impl<'a> Approval<'a> {
    fn of(sent: &'a Sent) -> Self {
        let part = |section: &'a Section| Part {
            part: &section.part,
            heading: &section.heading,
            pieces: section.pieces.iter().map(What::of).collect(),
        };
        let parts = sent.sections.iter().map(part).collect();
        Self { number: sent.number, purpose: sent.purpose.as_str(), at: sent.at, language: &sent.locale, parts }
    }
}

impl<'a> What<'a> {
    fn of(piece: &'a Piece) -> Self {
        match piece {
            Piece::Words(words) => Self { words: Some(words.as_str()), ..Self::default() },
            Piece::Voice { seconds, .. } => Self { voice_seconds: Some(*seconds), ..Self::default() },
            Piece::Picture { .. } => Self { picture: true, ..Self::default() },
        }
    }
}

impl<'a> Message<'a> {
    fn of(talk: &'a Talk) -> Self {
        let words = talk.content.words().map(|words| words.as_str());
        let what = match &talk.content {
            Content::Text(_) => What { words, ..What::default() },
            Content::Voice { seconds, .. } => What { words, voice_seconds: Some(*seconds), picture: false },
            Content::Picture { .. } => What { words, voice_seconds: None, picture: true },
        };
        let (by, delivery) = (talk.by.as_deref(), talk.delivery.map(Delivery::as_str));
        Self { at: talk.at, by, edited_at: talk.edited_at, what, delivery }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_begin_a_formula_is_a_text_and_reads_the_same() {
        for text in [
            "=1+1",
            "+44 1632",
            "-2",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1",
            "a;=1",
            "a\n=1",
            "a,\"=1",
            "x | @y",
            "  =cmd|' /C calc'!A0",
        ] {
            let out = harmless(text);
            assert_eq!(out.replace(HARMLESS, ""), text);
            for cell in out.split(BEGINS_A_CELL) {
                let first = cell.trim_start_matches(PASSED_OVER).chars().next();
                assert!(!first.is_some_and(|first| BEGINS_A_FORMULA.contains(&first)), "{text:?}: {out:?}");
            }
        }
        for text in ["", "hiya", "1 - 2 = 3", "me@example.org", "well-known", "مرحبا"] {
            assert_eq!(harmless(text), text);
        }
    }
}
