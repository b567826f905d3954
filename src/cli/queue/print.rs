//! How the queue looks at a terminal, and as JSON. A list holds no words of anybody's (P28). Pure.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
use serde_json::json;

use crate::referral::{Queue, Status};
use crate::staff::{OpenedReferral, QueueLine, Sent, Talk};
use crate::store::talk::Delivery;
use crate::story::{Content, Piece, Section};

/// Who is waiting, one a line.
pub fn list(lines: &[QueueLine]) -> String {
    if lines.is_empty() {
        return "Nobody is waiting.\n".to_owned();
    }
    lines.iter().map(|line| format!("{}\n", summary(line))).collect()
}

/// One referral whole: every approval as it was sent, then what was written since.
pub fn opened(whole: &OpenedReferral) -> String {
    let mut out = format!("{}\n", summary(&whole.line));
    if !whole.line.contact_welcome {
        out.push_str("Please do not contact this person: they have asked for that.\n");
    }
    for sent in &whole.sent {
        out.push_str(&format!("\n── sent {} (number {}, in {}) ──\n", moment(sent.at), sent.number, sent.locale));
        sent.sections.iter().for_each(|section| out.push_str(&one_section(section)));
    }
    for talk in &whole.talk {
        let by = talk.by.as_deref().unwrap_or("They");
        let (at, arrived) = (moment(talk.at), talk.delivery.map_or("", arrived));
        let changed = talk.edited_at.map(|at| format!(", changed {}", moment(at))).unwrap_or_default();
        out.push_str(&format!("\n── {by}, {at}{changed}{arrived} ──\n{}", content(&talk.content)));
    }
    out
}

/// The same text with nothing in it that a terminal would obey: such characters are shown as `\u{1b}`.
pub fn for_a_terminal(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => c.to_string(),
        c if c.is_control() => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    text.chars().map(shown).collect()
}

/// The list, for a program.
pub fn list_json(lines: &[QueueLine]) -> String {
    format!("{}\n", json!(lines))
}

/// One referral whole, for a program.
pub fn opened_json(whole: &OpenedReferral) -> String {
    let sent = |sent: &Sent| {
        json!({ "number": sent.number, "purpose": sent.purpose, "at": sent.at, "locale": sent.locale,
                "sections": sent.sections })
    };
    let talk = |talk: &Talk| {
        let delivery = talk.delivery.map(Delivery::as_str);
        json!({ "by": talk.by, "at": talk.at, "edited_at": talk.edited_at, "content": talk.content, "delivery": delivery })
    };
    let sent: Vec<_> = whole.sent.iter().map(sent).collect();
    let talk: Vec<_> = whole.talk.iter().map(talk).collect();
    format!("{}\n", json!({ "referral": whole.line, "sent": sent, "talk": talk }))
}

fn summary(line: &QueueLine) -> String {
    let name = line.with.as_deref().unwrap_or("somebody");
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
    let contact = if line.contact_welcome { "" } else { "  asks not to be contacted" };
    format!("{}  {status}  since {}{queue}{contact}", line.reference, moment(line.waiting_since))
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

fn content(content: &Content) -> String {
    let words = content.words().map(|words| format!("{}\n", words.as_str())).unwrap_or_default();
    match content {
        Content::Text(_) => words,
        Content::Voice { seconds, .. } => format!("[a voice note of {seconds} seconds]\n{words}"),
        Content::Picture { .. } => format!("[a picture]\n{words}"),
    }
}

/// What is known of a coordinator's words on their way (P31).
fn arrived(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Waiting => " (on its way)",
        Delivery::Sent => "",
        Delivery::Unsure => " (may not have arrived)",
        Delivery::Refused => " (did not arrive)",
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.with_timezone(&London).format("%a %-d %b, %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Words;

    fn whole(words: &str) -> OpenedReferral {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let line = QueueLine {
            reference: "7K2".into(),
            queue: Queue::Main,
            status: Status::Waiting,
            waiting_since: at,
            sent_at: at,
            with: None,
            contact_welcome: true,
        };
        let section =
            Section { part: "story".into(), heading: String::new(), pieces: vec![Piece::Words(Words::new(words))] };
        let sent = Sent {
            number: 1,
            purpose: crate::story::Purpose::Story,
            at,
            locale: "en-GB".into(),
            sections: vec![section],
        };
        let content = Content::Text(Words::new("hello"));
        let talk = Talk {
            id: uuid::Uuid::nil(),
            by: Some("Sam".into()),
            at,
            edited_at: None,
            deleted_at: None,
            may_change: false,
            content,
            delivery: Some(Delivery::Unsure),
        };
        OpenedReferral {
            facts: facts(&line),
            line,
            sent: vec![sent],
            talk: vec![talk],
            notes: vec![],
            history: vec![],
            readers: vec![],
            draft: None,
            later: vec![],
            promise: None,
            quiet_until: None,
            may_write: crate::staff::MayWrite::Yes,
        }
    }

    fn facts(line: &QueueLine) -> crate::staff::PersonLine {
        crate::staff::PersonLine {
            reference: line.reference.clone(),
            queue: line.queue,
            status: line.status,
            waiting_since: line.waiting_since,
            sent_at: line.sent_at,
            changed_at: line.sent_at,
            with: None,
            contact_welcome: true,
            locked: false,
            reading_along: false,
            told_days: None,
            found_us: None,
            language: None,
            way: None,
            times: None,
            access: None,
            message: None,
            asked_for_a_person: false,
            wants_visit: false,
            urgent_help_shown: false,
        }
    }

    #[test]
    fn p11_words_are_printed_byte_for_byte() {
        let words = "  hiya\n\n\tye ken? 🌧️ <b>&amp;\u{202e}";
        assert!(opened(&whole(words)).contains(&format!("\n{words}\n")));
        let json: serde_json::Value = serde_json::from_str(&opened_json(&whole(words))).unwrap();
        assert_eq!(json["sent"][0]["sections"][0]["pieces"][0]["words"], words);
    }

    #[test]
    fn p28_a_list_holds_no_words() {
        let lines = [whole("secret").line];
        assert!(!format!("{}{}", list(&lines), list_json(&lines)).contains("secret"));
        assert!(list(&lines).starts_with("7K2  waiting"));
    }

    #[test]
    fn a_persons_words_cannot_command_a_coordinators_terminal() {
        assert_eq!(for_a_terminal("a\u{1b}[2J\r\n\té"), "a\\u{1b}[2J\\u{d}\n\té");
    }

    #[test]
    fn p31_words_that_may_not_have_arrived_are_marked() {
        assert!(opened(&whole("x")).contains("(may not have arrived)"));
    }
}
