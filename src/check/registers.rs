//! Helplines and listings: ids, dates checked (P24, P37), and that a helpline's sentence shows its number.

use std::collections::BTreeSet;

use super::ids::plain;
use super::{Finding, Subject};

const HELPLINES: &str = "dialogues/helplines.toml";
const LISTINGS: &str = "dialogues/listings.toml";

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let helplines = subject.content.helplines.helpline.iter().map(|row| row.id.as_str());
    let listings = subject.content.listings.iter().map(|listing| listing.id.as_str());
    let mut found = ids(subject, HELPLINES, "helpline", helplines);
    found.extend(ids(subject, LISTINGS, "listing", listings));
    found.extend(unchecked(subject));
    found.extend(numberless(subject));
    found.extend(first_four(subject));
    found.extend(loose_numbers(subject));
    found
}

fn ids<'a>(subject: &Subject<'_>, file: &str, list: &str, ids: impl Iterator<Item = &'a str>) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (place, id) in ids.enumerate() {
        let message = match (plain(id), seen.insert(id)) {
            (false, _) => format!("`{id}` is no plain id: small letters, digits and hyphens"),
            (true, false) => format!("the id `{id}` stands here twice"),
            (true, true) => continue,
        };
        found.push(subject.in_toml(Finding::error("id", message), file, &[list, &place.to_string(), "id"]));
    }
    found
}

/// Rows that nobody has checked, or not lately.
fn unchecked(subject: &Subject<'_>) -> Vec<Finding> {
    let rows = subject.content.helplines.helpline.iter().enumerate().filter(|(_, row)| !row.is_checked(subject.at));
    let rows = rows.map(|(place, row)| {
        let since =
            row.checked_on.map_or("has never been checked".to_owned(), |day| format!("was last checked on {day}"));
        let finding = Finding::warning("unchecked", format!("the helpline `{}` {since}", row.id));
        let finding = finding.with_help("phone it or open its page, then write the day and your name in its row");
        subject.in_toml(finding, HELPLINES, &["helpline", &place.to_string(), "checked_on"])
    });
    let listings = subject.content.listings.iter().enumerate().filter(|(_, listing)| listing.last_checked.is_none());
    let listings = listings.map(|(place, listing)| {
        let finding = Finding::warning("unchecked", format!("the listing `{}` has never been checked", listing.id));
        subject.in_toml(finding, LISTINGS, &["listing", &place.to_string(), "last_checked"])
    });
    rows.chain(listings).collect()
}

/// Sentences that do not show each of their row's numbers, or that want one more than the row has.
fn numberless(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in subject.languages() {
        for row in &subject.content.helplines.helpline {
            let key = row.key();
            if !subject.locales.has(language, &key) {
                continue;
            }
            let shown = subject.locales.placeables(language, &key);
            let facts: BTreeSet<_> = row.facts().into_iter().map(|(name, _)| name.to_owned()).collect();
            let lacking =
                facts.difference(&shown).filter(|name| *name != "name").map(|name| format!("does not show ${name}"));
            let extra = shown.difference(&facts).map(|name| format!("wants ${name}, which its row does not have"));
            found.extend(
                lacking.chain(extra).map(|what| {
                    subject.in_locale(Finding::error("helpline", format!("`{key}` {what}")), language, &key)
                }),
            );
        }
    }
    found
}

/// Numbers that somebody could call, written into a sentence, which no row holds: nobody would ever check them (P24).
fn loose_numbers(subject: &Subject<'_>) -> Vec<Finding> {
    let known: BTreeSet<&str> =
        subject.content.helplines.helpline.iter().flat_map(|row| &row.numbers).map(String::as_str).collect();
    let mut found = Vec::new();
    for language in subject.languages() {
        for (key, _) in subject.locales.entries(language) {
            let text = subject.locales.filled(language, key, &|_| String::new()).join(" ");
            let numbers =
                text.split(|c: char| !c.is_numeric()).filter(|digits| digits.len() >= 3 && !known.contains(digits));
            found.extend(numbers.map(|number| {
                let finding =
                    Finding::error("helpline", format!("`{key}` says {number}, which is the number of no row"));
                subject.in_locale(
                    finding.with_help("pass it as a variable, from a row that somebody checks"),
                    language,
                    key,
                )
            }));
        }
    }
    found
}

/// Urgent help cannot do without the emergency number and a way that needs no voice (P21).
fn first_four(subject: &Subject<'_>) -> Vec<Finding> {
    let rows = &subject.content.helplines.helpline;
    let mut found = Vec::new();
    if !rows.iter().any(|row| row.emergency) {
        found.push("no row is the emergency number; mark one with `emergency = true`");
    }
    if !rows.iter().any(|row| !row.speech && !row.hours.is_never()) {
        found.push("no row can be used without speaking; add one with `speech = false` and hours");
    }
    found
        .into_iter()
        .map(|message| subject.in_toml(Finding::error("helpline", message), HELPLINES, &["helpline"]))
        .collect()
}
