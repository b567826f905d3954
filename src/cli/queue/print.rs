//! How the queue looks at a terminal, and as JSON. A list holds no words of anybody's (P28). Pure.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
use serde_json::{Value, json};

use crate::referral::{Queue, Status};
use crate::staff::{Opened, QueueLine};
use crate::story::{Piece, Section};

/// Who is waiting, one a line.
pub fn list(lines: &[QueueLine]) -> String {
    if lines.is_empty() {
        return "Nobody is waiting.\n".to_owned();
    }
    lines.iter().map(|line| format!("{}\n", summary(line))).collect()
}

/// One referral whole: every approval as it was sent, then what was written since.
pub fn opened(whole: &Opened) -> String {
    let mut out = format!("{}\n", summary(&whole.line));
    if !whole.line.contact_welcome {
        out.push_str("Please do not contact this person: they have asked for that.\n");
    }
    for approval in &whole.approvals {
        let (number, at) = (approval.number, moment(approval.approved_at));
        out.push_str(&format!("\n── sent {at} (number {number}, in {}) ──\n", approval.locale));
        approval.sections.iter().for_each(|section| out.push_str(&one_section(section)));
    }
    for said in &whole.talk {
        let by = said.by.as_deref().unwrap_or("They");
        let unsure = if said.delivery.as_deref() == Some("unsure") { " (may not have arrived)" } else { "" };
        out.push_str(&format!("\n── {by}, {}{unsure} ──\n{}\n", moment(said.at), said.words.as_str()));
    }
    out
}

/// The list, for a program.
pub fn list_json(lines: &[QueueLine]) -> String {
    format!("{}\n", Value::Array(lines.iter().map(line_json).collect()))
}

/// One referral whole, for a program.
pub fn opened_json(whole: &Opened) -> String {
    let approvals: Vec<_> = whole
        .approvals
        .iter()
        .map(|approval| {
            json!({ "number": approval.number, "approved_at": approval.approved_at, "locale": approval.locale,
                    "sections": approval.sections })
        })
        .collect();
    let said: Vec<_> = whole
        .talk
        .iter()
        .map(|said| json!({ "at": said.at, "by": said.by, "words": said.words, "delivery": said.delivery }))
        .collect();
    format!("{}\n", json!({ "referral": line_json(&whole.line), "approvals": approvals, "talk": said }))
}

fn line_json(line: &QueueLine) -> Value {
    json!({ "reference": line.reference, "queue": line.queue, "status": line.status, "sent_at": line.sent_at,
            "coordinator": line.coordinator, "contact_welcome": line.contact_welcome })
}

fn summary(line: &QueueLine) -> String {
    let name = line.coordinator.as_deref().unwrap_or("somebody");
    let status = match line.status {
        Status::Waiting => "waiting".to_owned(),
        Status::Claimed => format!("opened by {name}"),
        Status::InTouch => format!("in touch with {name}"),
        Status::Closed => "resting".to_owned(),
        Status::Withdrawn => "taken back".to_owned(),
    };
    let queue = match line.queue {
        Queue::Main => "",
        Queue::Complaints => "  complaint",
        Queue::Young => "  under 18",
    };
    format!("{}  {status}  since {}{queue}", line.reference, moment(line.sent_at))
}

fn one_section(section: &Section) -> String {
    let mut out = if section.heading.is_empty() { String::new() } else { format!("{}\n", section.heading) };
    for piece in &section.pieces {
        match piece {
            Piece::Words(words) => out.push_str(&format!("{}\n", words.as_str())),
            Piece::Voice { seconds, .. } => out.push_str(&format!("[a voice note of {seconds} seconds]\n")),
            Piece::Picture { .. } => out.push_str("[a picture]\n"),
        }
    }
    out + "\n"
}

fn moment(at: DateTime<Utc>) -> String {
    at.with_timezone(&London).format("%a %-d %b, %H:%M").to_string()
}
