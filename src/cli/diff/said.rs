//! How a comparison is printed: what changes, and what becomes of how many.
//!
//! Not here: comparing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Compared;
use crate::check::Waiting;
use crate::cli::deployed::Standing;
use crate::dialogue::{Change, Content, Place, Stand, stand};

/// What becomes of everybody there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fates {
    /// They go on at the same question.
    here: u64,
    /// They are led to another step.
    there: u64,
    /// They stay in the version that they know, until they come to a step that is there.
    former: u64,
}

/// What becomes of whom.
pub(super) fn fates(today: &Content, earlier: &BTreeMap<String, Content>, standing: &Standing) -> Fates {
    let mut fates = Fates::default();
    for ((hash, place), count) in standing {
        let fate = match earlier.get(hash) {
            _ if *hash == today.hash => Stand::Here(place.clone()),
            former => stand(today, former, place),
        };
        match fate {
            Stand::Here(_) => fates.here += count,
            Stand::There { .. } => fates.there += count,
            Stand::Former => fates.former += count,
        }
    }
    fates
}

/// For people.
pub(super) fn text(compared: &Compared) -> String {
    let mut out = format!("From {} to {}.\n", compared.from, compared.to);
    if compared.changes.is_empty() {
        out.push_str("Nothing is different for anybody who stands in the middle.\n");
    }
    for change in &compared.changes {
        _ = writeln!(out, "  {}", line(change, compared.waiting.as_ref()));
    }
    if compared.waiting.is_some() {
        let Fates { here, there, former } = compared.fates;
        _ = writeln!(
            out,
            "Of everybody who is kept: {here} go on where they are and notice nothing, {there} go on at another step, {former} stay in the \
             version that they know until they come to a step that is there."
        );
    }
    out
}

/// For programs.
pub(super) fn json(compared: &Compared) -> Value {
    let waiting = compared.waiting.as_ref();
    let changes: Vec<_> = compared.changes.iter().map(|change| of_change(change, waiting)).collect();
    let Fates { here, there, former } = compared.fates;
    let people = waiting.map(|_| json!({ "go_on": here, "elsewhere": there, "stay": former }));
    json!({ "from": compared.from, "to": compared.to, "changes": changes, "people": people, "findings": compared.findings })
}

fn of_change(change: &Change, waiting: Option<&Waiting>) -> Value {
    let (kind, what) = match change {
        Change::StepGone { place, .. } => ("step-gone", named(place)),
        Change::StepMeansElse { place, .. } => ("step-means-else", named(place)),
        Change::ChoiceMeansElse { place, choice } => ("choice-means-else", format!("{}:{choice}", named(place))),
        Change::PartGone { part, .. } => ("part-gone", part.clone()),
        Change::PartRetyped { part, .. } => ("part-retyped", part.clone()),
    };
    json!({ "kind": kind, "what": what, "says": line(change, None), "waiting": count(change, waiting) })
}

fn line(change: &Change, waiting: Option<&Waiting>) -> String {
    let says = match change {
        Change::StepGone { place, stand } => format!("{} is gone: {}", named(place), goes(stand)),
        Change::StepMeansElse { place, stand } => format!("{} asks something else: {}", named(place), goes(stand)),
        Change::ChoiceMeansElse { place, choice } => {
            format!("`{choice}` in {} means something else: buttons that stand in chats do not act", named(place))
        }
        Change::PartGone { part, now: Some(now) } => format!("the part {part} is {now} now, and its words go with it"),
        Change::PartGone { part, now: None } => {
            format!("the part {part} is gone: its words stay, under the heading that they had")
        }
        Change::PartRetyped { part, how, .. } => format!("the part {part} is another kind of answer: {how}"),
    };
    match count(change, waiting) {
        Some(0) => format!("{says}. Nobody waits there."),
        Some(1) => format!("{says}. One person waits there."),
        Some(count) => format!("{says}. {count} people wait there."),
        None => format!("{says}."),
    }
}

fn goes(stand: &Stand) -> String {
    match stand {
        Stand::Here(place) => format!("whoever stands there goes on at {} and notices nothing", named(place)),
        Stand::There { place, calm: false } => format!("whoever stands there goes on at {}", named(place)),
        Stand::There { place, calm: true } => {
            format!("whoever stands there goes on at {}, with one calm sentence and every answer kept", named(place))
        }
        Stand::Former => {
            "whoever stands there stays in the version that they know, until they come to a step that is there"
                .to_owned()
        }
    }
}

fn count(change: &Change, waiting: Option<&Waiting>) -> Option<u64> {
    match change {
        Change::StepGone { place, .. }
        | Change::StepMeansElse { place, .. }
        | Change::ChoiceMeansElse { place, .. } => Some(waiting?.get(place).copied().unwrap_or_default()),
        Change::PartGone { .. } | Change::PartRetyped { .. } => None,
    }
}

fn named(place: &Place) -> String {
    format!("{}/{}", place.dialogue, place.step)
}
