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
const LIST: &str = "somebody on the team `picks it up`, `opens it`, `writes: …`, `puts it to rest`, `hands it back`, or \
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
        .or_else(|| other(rest.trim_end(), refused))
        .ok_or_else(|| Wrong::new(format!("{name} does nothing that is written like this"), LIST))?;
    Ok(Act::Team { name: name.clone(), does, queue, refused })
}

fn no_name(line: &str) -> Wrong {
    let word = line.split(' ').next().unwrap_or_default();
    let looks_like_one = ["picks", "opens", "writes:", "puts", "hands", "cannot"]
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

fn other(rest: &str, refused: bool) -> Option<(Does, Option<Queue>)> {
    let forms = [
        (Does::PicksUp, "picks", "pick", "up"),
        (Does::Opens, "opens", "open", ""),
        (Does::Rests, "puts", "put", "to rest"),
        (Does::HandsBack, "hands", "hand", "back"),
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
