//! Accepting what came: the story's file as it would be with the words that the bot says now. Everything that people do, and everything
//! that is said to be true, stays as it was written, and so does a message with `...` that fits.
//!
//! Not here: writing the file (`cli`), and whether that is a good idea.

use std::ops::Range;

use super::play::{Beat, Played};
use super::story::{Comes, Line, Story, What};
use super::write::{as_told, is_told, written};

/// The file's text with what came in place of what was told.
pub fn accepted(story: &Story, played: &Played) -> String {
    let mut out = story.text.clone();
    for beat in played.beats.iter().rev() {
        let told = told(story, beat.line);
        let text = renewed(story, &told, beat);
        let place = place(story, &told, beat.line);
        if story.text.get(place.clone()) != Some(text.trim_end_matches('\n')) {
            replace(&mut out, place, &text, told.is_empty());
        }
    }
    out
}

/// The lines that tell what came of the act on `line`.
fn told(story: &Story, line: usize) -> Vec<&Line> {
    story.lines.iter().skip(line + 1).take_while(|line| matches!(line.what, What::Comes(_))).collect()
}

/// Where they stand; behind the act, if there are none.
fn place(story: &Story, told: &[&Line], line: usize) -> Range<usize> {
    let act = story.lines.get(line).map_or(0, |line| line.at.end);
    match (told.first(), told.last()) {
        (Some(first), Some(last)) => first.at.start..last.at.end,
        (None, _) | (_, None) => act..act,
    }
}

/// What came, each in the story's own words where they fit.
fn renewed(story: &Story, told: &[&Line], beat: &Beat) -> String {
    let came: Vec<Comes> = beat.came.iter().map(as_told).collect();
    let fits = |line: &Line, came: &Comes| matches!(&line.what, What::Comes(expected) if is_told(expected, came));
    if came.len() == told.len() && told.iter().zip(&came).all(|(line, came)| fits(line, came)) {
        return story.text.get(place(story, told, beat.line)).unwrap_or_default().to_owned();
    }
    let lines = came.iter().enumerate().map(|(place, came)| match told.get(place) {
        Some(line) if fits(line, came) => format!("{}\n", story.written(line)),
        Some(_) | None => written(came),
    });
    lines.collect()
}

fn replace(out: &mut String, place: Range<usize>, text: &str, anew: bool) {
    let text = text.trim_end_matches('\n');
    let text = if anew && !text.is_empty() { format!("\n{text}") } else { text.to_owned() };
    if place.end <= out.len() && out.is_char_boundary(place.start) && out.is_char_boundary(place.end) {
        out.replace_range(place, &text);
    }
}
