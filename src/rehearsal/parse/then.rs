//! What may be said to be true: the closed list of `Then` sentences.

use super::block::Block;
use super::{Wrong, time};
use crate::dialogue::did_you_mean;
use crate::referral::Queue;
use crate::rehearsal::story::{Standing, Then};

/// Sentences that hold nothing that changes.
const PLAIN: [(&str, Then); 10] = [
    ("no coordinator has seen anything", Then::NothingSeen),
    ("the queue is empty", Then::Queue(Queue::Main, 0, None)),
    ("the complaints queue is empty", Then::Queue(Queue::Complaints, 0, None)),
    ("the queue for under 18 is empty", Then::Queue(Queue::Young, 0, None)),
    ("no words are kept", Then::Kept(None)),
    ("nothing is left of the person", Then::Forgotten),
    ("no message comes", Then::NothingComes),
    ("the person is not to be contacted", Then::NotWelcome),
    ("the chat is empty", Then::EmptyChat),
    ("it waits", Then::Stands(Standing::Waits)),
];
const MORE: [(&str, Then); 2] =
    [("it rests", Then::Stands(Standing::Rests)), ("it is taken back", Then::Stands(Standing::TakenBack))];
/// The others, as they are shown to somebody who mistyped one.
const OPEN: [&str; 7] = [
    "the queue has 1 new, with: …",
    "the complaints queue has 1 new, with: …",
    "the queue for under 18 has 1 new, with: …",
    "NAME reads: …",
    "sending 1 is: …",
    "the words kept are: …",
    "it is with NAME",
];
const QUEUES: [(&str, Queue); 3] = [
    ("the queue has ", Queue::Main),
    ("the complaints queue has ", Queue::Complaints),
    ("the queue for under 18 has ", Queue::Young),
];

/// Reads one.
pub(super) fn then(block: &Block<'_>, team: &[String]) -> Result<Then, Wrong> {
    let said = block.after("Then").unwrap_or_default();
    let plain = PLAIN.iter().chain(&MORE).find(|(sentence, _)| *sentence == said.trim_end().trim_end_matches('.'));
    if let Some((_, then)) = plain {
        return Ok(then.clone());
    }
    queue(&said).or_else(|| somebody(&said, team)).or_else(|| words(&said)).ok_or_else(|| {
        let known: Vec<_> = PLAIN.iter().chain(&MORE).map(|(sentence, _)| *sentence).chain(OPEN).collect();
        let near = did_you_mean(&said, known.iter().copied());
        let help = near.unwrap_or_else(|| format!("what may follow `Then`: {}", known.join("; ")));
        Wrong::new("nothing is said to be true in these words", help)
    })
}

fn queue(said: &str) -> Option<Then> {
    let (rest, queue) = QUEUES.iter().find_map(|(start, queue)| Some((said.strip_prefix(start)?, *queue)))?;
    let (number, rest) = rest.split_once(" new")?;
    let number = usize::try_from(time::number(number)?).ok()?;
    let words = match rest.trim_end().trim_end_matches('.') {
        "" => None,
        _ => Some(behind(rest.strip_prefix(", with:")?)),
    };
    Some(Then::Queue(queue, number, words))
}

fn somebody(said: &str, team: &[String]) -> Option<Then> {
    if let Some(name) = said.strip_prefix("it is with ") {
        let name = name.trim_end().trim_end_matches('.');
        return team.iter().any(|known| known == name).then(|| Then::Stands(Standing::With(name.to_owned())));
    }
    let (name, words) = said.split_once(" reads:")?;
    team.iter().any(|known| known == name).then(|| Then::Reads(name.to_owned(), behind(words)))
}

fn words(said: &str) -> Option<Then> {
    if let Some(words) = said.strip_prefix("the words kept are:") {
        return Some(Then::Kept(Some(behind(words))));
    }
    let (number, words) = said.strip_prefix("sending ")?.split_once(" is:")?;
    Some(Then::Sending(number.parse().ok()?, behind(words)))
}

/// What follows a colon, on the same line or on the next ones.
fn behind(words: &str) -> String {
    words.strip_prefix(' ').or(words.strip_prefix('\n')).unwrap_or(words).to_owned()
}
