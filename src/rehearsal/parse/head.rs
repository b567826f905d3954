//! What stands above a story: its title, the promises that it shows, when it begins, who is on the team, what the service has.

use chrono::{DateTime, Utc};

use super::block::Block;
use super::{Wrong, time};
use crate::dialogue::{Contact, Mistake};
use crate::rehearsal::story::{Has, Head};

/// When a story begins that does not say it: a Sunday evening, with nobody there before Monday.
const BEGINS: i64 = 1_795_383_600;
/// The lines that there are.
const KEYS: [&str; 6] = ["Story:", "Shows:", "Begins:", "Team:", "Service:", "Also:"];
/// The only thing that `Also:` may say.
const FAILING: &str = "with every call to the store failing once";

/// Whether a block stands above the story.
pub(super) fn is_head(block: &Block<'_>) -> bool {
    KEYS.iter().any(|key| block.first.starts_with(key))
}

/// Reads it. Mistakes are added to `mistakes`.
pub(super) fn read(blocks: &[&Block<'_>], text: &str, mistakes: &mut Vec<Mistake>) -> Head {
    let begins = DateTime::<Utc>::from_timestamp(BEGINS, 0).unwrap_or_default();
    let (title, shows, team, has) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    let mut head = Head { title, shows, begins, team, has, failing: false };
    for block in blocks {
        for key in KEYS {
            if let Some(value) = block.after(key)
                && let Err(wrong) = line(&mut head, key, value.trim())
            {
                mistakes.push(wrong.at(text, block));
            }
        }
    }
    if head.title.is_empty() {
        mistakes
            .push(Mistake::new(text, "a story has a title", 0..0).with_help("begin with `Story: ` and what happens"));
    }
    head
}

fn line(head: &mut Head, key: &str, value: &str) -> Result<(), Wrong> {
    match key {
        "Story:" => head.title = value.to_owned(),
        "Shows:" => head.shows = promises(value)?,
        "Begins:" => {
            let help = "write it as `Sunday 22 November 2026, 21:40`; the weekday has to be the right one";
            head.begins = time::moment(value).ok_or_else(|| Wrong::new("this is no day and time", help))?;
        }
        "Team:" => head.team = names(value),
        "Service:" => head.has = value.split(';').map(|part| has(part.trim())).collect::<Result<_, _>>()?,
        _ if value == FAILING => head.failing = true,
        _ => {
            return Err(Wrong::new("`Also:` says one thing only", format!("write `Also: {FAILING}`, or leave it out")));
        }
    }
    Ok(())
}

fn promises(value: &str) -> Result<Vec<u32>, Wrong> {
    let number = |name: &str| name.trim().strip_prefix('P').and_then(|number| number.parse().ok());
    let wrong = |name: &str| Wrong::new(format!("`{}` is no promise", name.trim()), "write them as `Shows: P2, P5`");
    value
        .split(',')
        .map(|name| number(name).filter(|number| (1..=37).contains(number)).ok_or_else(|| wrong(name)))
        .collect()
}

fn names(value: &str) -> Vec<String> {
    value.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

fn has(part: &str) -> Result<Has, Wrong> {
    let named = |name: &str| Contact { name: name.to_owned(), phone: Some("01632 960 124".to_owned()), email: None };
    if let Some(name) = part.strip_prefix("complaints go to ") {
        return Ok(Has::Complaints(named(name)));
    }
    if let Some(name) = part.strip_suffix(" is there for people under 18") {
        return Ok(Has::Young(named(name)));
    }
    if let Some(link) = part.strip_prefix("the link is ") {
        return Ok(Has::Link(link.to_owned()));
    }
    if let Some(list) = part.strip_prefix("people are told the names ") {
        return Ok(Has::Names(names(list)));
    }
    let days = part.strip_prefix("nine in ten hear within ").and_then(|rest| rest.strip_suffix(" working days"));
    match days.and_then(|days| days.parse().ok()) {
        Some(days) => Ok(Has::HeardWithin(days)),
        None => Err(Wrong::new(format!("nothing about a service is written as `{part}`"), KNOWN)),
    }
}

const KNOWN: &str = "there are: `complaints go to NAME`, `NAME is there for people under 18`, `the link is https://…`, `people are told \
                     the names NAME, NAME`, `nine in ten hear within 5 working days`; several with `;` between them";
