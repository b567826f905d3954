//! What somebody on the team does: a closed list.

use super::Wrong;
use super::block::{Block, strange};
use crate::referral::Queue;
use crate::rehearsal::story::{Act, Does};

/// What may be named in place of "it".
const THINGS: [(&str, Option<Queue>); 4] = [
    ("it", None),
    ("the complaint", Some(Queue::Complaints)),
    ("the one for under 18", Some(Queue::Young)),
    ("the words", Some(Queue::Main)),
];
const LIST: &str = "somebody on the team `picks it up`, `opens it`, `writes: …`, `puts it to rest`, `hands it back`, `hands it on to Ben`, \
                    `knows the sender of it`, `is away for 8 days, and Ben covers`, or \
                    `cannot pick it up`, `cannot open it`, `cannot write: …`, `cannot put it to rest`, `cannot hand it back`; in place \
                    of `it` may stand `the words`, `the complaint` or `the one for under 18`";

/// Reads one.
pub(super) fn act(block: &Block<'_>, team: &[String]) -> Result<Act, Wrong> {
    let Some(name) = team.iter().find(|name| block.first.starts_with(&format!("{name} "))) else {
        return Err(no_name(block.first));
    };
    let whole = block.after(&format!("{name} ")).unwrap_or_default();
    let (rest, refused) = match whole.strip_prefix("cannot ") {
        Some(rest) => (rest, true),
        None => (whole.as_str(), false),
    };
    let (does, queue) = writes(rest, refused)
        .or_else(|| hands_on(rest.trim_end(), team, refused))
        .or_else(|| is_away(rest.trim_end(), team).filter(|_| !refused))
        .or_else(|| other(rest.trim_end(), refused))
        .ok_or_else(|| Wrong::new(format!("{name} does nothing that is written like this"), LIST))?;
    Ok(Act::Team { name: name.clone(), does, queue, refused })
}

fn no_name(line: &str) -> Wrong {
    let word = line.split(' ').next().unwrap_or_default();
    let looks_like_one = ["picks", "opens", "writes:", "puts", "hands", "knows", "is away", "cannot"]
        .iter()
        .any(|verb| line.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with(verb)));
    if looks_like_one {
        return Wrong::new(
            format!("nobody on the team is called {word}"),
            format!("add `Team: {word}` above the story"),
        );
    }
    strange(line)
}

fn writes(rest: &str, refused: bool) -> Option<(Does, Option<Queue>)> {
    let verb = if refused { "write" } else { "writes" };
    let rest = rest.strip_prefix(verb)?;
    let (to, words) = rest.split_once(':')?;
    let queue = match to.strip_prefix(" about ") {
        Some(thing) => named(thing)?,
        None if to.is_empty() => None,
        None => return None,
    };
    let words = words.strip_prefix(' ').or(words.strip_prefix('\n')).unwrap_or(words);
    Some((Does::Writes(words.to_owned()), queue))
}

/// `hands it on to Ben`.
fn hands_on(rest: &str, team: &[String], refused: bool) -> Option<(Does, Option<Queue>)> {
    let rest = rest.strip_prefix(if refused { "hand " } else { "hands " })?;
    let (thing, to) = rest.split_once(" on to ")?;
    let to = team.iter().find(|name| *name == to)?;
    Some((Does::HandsOn(to.clone()), named(thing)?))
}

/// `is away for 8 days`, `is away for 8 days, and Ben covers`.
fn is_away(rest: &str, team: &[String]) -> Option<(Does, Option<Queue>)> {
    let rest = rest.strip_prefix("is away for ")?;
    let (length, cover) = match rest.split_once(", and ") {
        Some((length, covers)) => (length, Some(covers.strip_suffix(" covers")?)),
        None => (rest, None),
    };
    let days = length.strip_suffix(" days").or(length.strip_suffix(" day"))?;
    let days = u8::try_from(super::time::number(days)?).ok()?;
    let cover = match cover {
        Some(cover) => Some(team.iter().find(|name| *name == cover)?.clone()),
        None => None,
    };
    Some((Does::IsAway(days, cover), None))
}

fn other(rest: &str, refused: bool) -> Option<(Does, Option<Queue>)> {
    let forms = [
        (Does::PicksUp, "picks", "pick", "up"),
        (Does::Opens, "opens", "open", ""),
        (Does::Rests, "puts", "put", "to rest"),
        (Does::HandsBack, "hands", "hand", "back"),
        (Does::KnowsThem, "knows the sender of", "know the sender of", ""),
    ];
    forms.into_iter().find_map(|(does, verb, refused_verb, end)| {
        let verb = if refused { refused_verb } else { verb };
        let thing = rest.strip_prefix(verb)?.strip_prefix(' ')?.strip_suffix(end)?.trim_end();
        Some((does, named(thing)?))
    })
}

fn named(thing: &str) -> Option<Option<Queue>> {
    THINGS.iter().find(|(name, _)| *name == thing).map(|(_, queue)| *queue)
}
