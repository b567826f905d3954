//! Urgent help: four ways at most on a page, open now first, one without speaking always among the first (P21, P24).

use super::super::register::PAGE;
use super::super::{Arg, Choice, Helpline, Message, Overlay, Text};
use super::movement::{Move, line, msg};
use super::press::stale;
use super::view::View;
use crate::buttons::Press;

pub(super) fn view(m: &Move<'_>, page: usize) -> View {
    let rows = all(m);
    let pages = pages(m);
    let from = (page % pages) * PAGE;
    let shown = rows.get(from..(from + PAGE).min(rows.len())).unwrap_or_default();
    let first = if page == 0 { "help-first" } else { "help-more" };
    let text = listed(m, line(first), shown);
    let mut choices = vec![m.choice("back", msg("choice-keep-writing"))];
    if pages > 1 {
        choices.push(m.choice("more", msg("choice-more-ways")));
    }
    View { text, choices, numbers: numbers(shown), ..View::default() }
}

/// A line, and rows under it.
pub(super) fn listed(m: &Move<'_>, first: Text, rows: &[&Helpline]) -> Vec<Text> {
    std::iter::once(first).chain(rows.iter().map(|row| Text::Message(row_message(m, row)))).collect()
}

/// A button for each number that is shown, once, that copies it.
pub(super) fn numbers(rows: &[&Helpline]) -> Vec<Choice> {
    let mut all: Vec<&str> = Vec::new();
    for number in rows.iter().filter_map(|row| row.to_copy()) {
        if !all.contains(&number) {
            all.push(number);
        }
    }
    let choice = |number: &str| Choice {
        label: msg("choice-copy").with("number", Arg::Fact(number.to_owned())),
        press: Press::Copy(number.to_owned()),
    };
    all.into_iter().map(choice).collect()
}

fn row_message(m: &Move<'_>, row: &Helpline) -> Message {
    let facts = row.facts().into_iter();
    let message = facts.fold(Message::new(row.key()), |message, (name, fact)| message.with(name, Arg::Fact(fact)));
    // A row whose hours nobody knows comes last, but is not said to be closed.
    if row.is_open(m.now, m.situation.facts) || row.hours.is_never() {
        return message;
    }
    msg("helpline-closed").with("row", Arg::Message(Box::new(message)))
}

/// How many pages of four there are.
fn pages(m: &Move<'_>) -> usize {
    all(m).len().div_ceil(PAGE).max(1)
}

fn all<'a>(m: &Move<'a>) -> Vec<&'a Helpline> {
    m.content.helplines.now(m.now, m.state.under_18, m.situation.facts)
}

pub(super) fn chosen(m: &mut Move<'_>, page: usize, id: &str) {
    match id {
        "more" => m.lay(Overlay::Help { page: (page + 1) % pages(m) }),
        _ => stale(m),
    }
}
