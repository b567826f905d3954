//! An answer with its reasons, for whoever reviews the rules: how each language read the message, what matched, which guard held it.
//!
//! Not here: finding it (`safety::explain`).

use std::io::{self, Write};

use super::Asked;
use crate::safety::{Reading, Rules, Sighting, explain, screen};

/// Writes one answer with its reasons.
pub(super) fn write(out: &mut impl Write, rules: &Rules, asked: &Asked) -> io::Result<()> {
    writeln!(out, "{}", super::answer(&asked.id, screen(rules, &asked.text).as_ref()))?;
    for (place, reading) in explain(rules, &asked.text).iter().enumerate() {
        if place == 0 || !reading.sightings.is_empty() {
            writeln!(out, "  {} reads: {}", reading.language, reading.read_as)?;
        }
        lines(out, reading, &asked.text)?;
    }
    Ok(())
}

fn lines(out: &mut impl Write, reading: &Reading, text: &str) -> io::Result<()> {
    for seen in reading.sightings.iter().filter(|seen| !is_told_already(seen, &reading.sightings)) {
        let words = text.get(seen.span.clone()).unwrap_or_default();
        writeln!(out, "    {}: \"{}\" -> {}", seen.rule, words.replace('\n', " "), became(seen))?;
    }
    Ok(())
}

/// Whether the same rule found more around it, and the same became of that: then only the longer one is told.
fn is_told_already(seen: &Sighting, all: &[Sighting]) -> bool {
    all.iter().any(|other| {
        let same = other.rule == seen.rule && other.level == seen.level && other.guard == seen.guard;
        let around = other.span.start <= seen.span.start && other.span.end >= seen.span.end;
        same && around && other.span != seen.span
    })
}

fn became(seen: &Sighting) -> String {
    match (seen.level, &seen.guard) {
        (Some(level), None) => level.as_str().to_owned(),
        (Some(level), Some(guard)) => format!("{}, by the guard {guard}", level.as_str()),
        (None, Some(guard)) => format!("held by the guard {guard}"),
        (None, None) => "held".to_owned(),
    }
}
