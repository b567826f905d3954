//! What can be told of somebody without opening what they wrote, in words: closed choices as they chose them, and "given" where they wrote (P28).

use super::frame::Frame;
use crate::referral::Queue;
use crate::staff::{Given, PersonLine};

/// In words, one after the other. None of them is about how badly anybody is (P22).
pub(super) fn facts(f: &Frame, line: &PersonLine) -> Vec<String> {
    let mut out = Vec::new();
    let queue = match line.queue {
        Queue::Main => None,
        Queue::Complaints => Some("desk-line-complaint"),
        Queue::Young => Some("desk-line-young"),
    };
    let flags = [
        (line.asked_for_a_person, "desk-line-asked-person"),
        (line.wants_visit, "desk-line-visit"),
        (line.urgent_help_shown, "desk-line-help-shown"),
        (!line.contact_welcome, "desk-line-no-contact"),
        (line.reading_along, "desk-line-along"),
    ];
    out.extend(
        queue.into_iter().chain(flags.into_iter().filter(|(is, _)| *is).map(|(_, key)| key)).map(|key| f.w(key)),
    );
    if let Some(language) = line.language.as_deref().filter(|code| *code != "en-GB") {
        out.push(f.w1("desk-line-language", "language", language));
    }
    if let Some(found) = &line.found_us {
        out.push(f.w1("desk-line-found", "code", found.label.as_deref().unwrap_or(&found.code)));
    }
    let chosen = [
        (&line.way, "desk-line-way", "desk-line-way-given"),
        (&line.times, "desk-line-times", "desk-line-times-given"),
        (&line.access, "desk-line-access", "desk-line-access-given"),
        (&line.message, "desk-line-message", "desk-line-message-given"),
    ];
    for (given, named, written) in chosen {
        match given {
            Some(Given::Chosen(label)) => out.push(f.w1(named, "chose", label)),
            Some(Given::Words) => out.push(f.w(written)),
            None => {}
        }
    }
    out
}

/// What they were told about how long it takes.
pub(super) fn told(f: &Frame, line: &PersonLine) -> String {
    match line.told_days {
        Some(days) => f.n("desk-line-told", "days", &i64::from(days)),
        None => f.w("desk-line-told-unknown"),
    }
}
