//! A conversation that is stopped at every wait there is, and goes on in the next version (P32). The waits are found by a walk over the pure
//! engine; each is then reached, upgraded and gone on from over the real turn and store.
//!
//! Not here: what one change does in particular (`upgrades.rs`).

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;

use ajar::buttons::{Constant, Press};
use ajar::content::Edition;
use ajar::dialogue::{Asked, Content, Due, Effect, Event, Holder, Say, Situation, State, Text, step};
use ajar::store::{fragments, places};
use ajar::story::{Content as Held, Draft, Fragment, Words};
use ajar::vault;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::OnceCell;

use super::editions::{removed, renamed, reordered, retyped, shipped, split, urgent, without_anchor};
use super::state;
use crate::support::house::{self, House, facts};
use crate::support::places::{Place, sqlite};

/// What a person does on the way to a wait.
#[derive(Clone, Debug, PartialEq)]
enum Act {
    Start,
    Say,
    Quiet,
    Choose(String),
    Way(Constant),
}

/// Somewhere on the walk.
#[derive(Clone)]
struct Stop {
    path: Vec<Act>,
    state: State,
    newest: Say,
    now: DateTime<Utc>,
}

impl Stop {
    fn next(&self, content: &Content, act: Act) -> Option<Self> {
        let mut next = self.clone();
        next.now += TimeDelta::seconds(30);
        let number = next.path.len() as i64 + 1;
        let event = match &act {
            Act::Start => Event::Start { code: None },
            Act::Say => {
                Event::Said { message: number, sent_at: next.now, content: Held::Text(Words::new(words(number))) }
            }
            Act::Quiet => Event::Due { what: Due::Quiet, mark: next.state.mark },
            Act::Choose(id) => Event::Pressed { query: "q".into(), press: offered(&self.newest, id)? },
            Act::Way(way) => Event::Pressed { query: "q".into(), press: Press::Constant(*way) },
        };
        let facts = facts();
        let situation = Situation { facts: &facts, holder: Holder::Bot, away: None, referrals: vec![] };
        let turn = step(content, &situation, next.state, event, next.now);
        if turn.effects.iter().any(|effect| matches!(effect, Effect::Forget { .. })) {
            return None;
        }
        next.state = turn.state;
        for effect in turn.effects {
            if let Effect::Say(say) = effect {
                for text in &say.text {
                    if let Text::Whole(purpose) = text {
                        let revision = next.state.draft(*purpose).revision;
                        next.state.draft_mut(*purpose).shown = Some(Draft::new(*purpose, revision, vec![]).show());
                    }
                }
                next.newest = say;
            }
        }
        next.path.push(act);
        Some(next)
    }

    fn acts(&self) -> Vec<Act> {
        let choices = self.newest.choices.iter().filter_map(|choice| match &choice.press {
            Press::Choice { choice, .. } => Some(Act::Choose(choice.clone())),
            Press::Constant(_) | Press::Copy(_) | Press::Unknown => None,
        });
        let ways = [Constant::Skip, Constant::Stop, Constant::Person, Constant::Help].map(Act::Way);
        [Act::Say, Act::Quiet].into_iter().chain(choices).chain(ways).collect()
    }

    /// What makes two waits the same.
    fn key(&self) -> String {
        let state = &self.state;
        let page = if let Asked::Page { page } = state.asked { page % 3 } else { 0 };
        let asked = if page > 0 { format!("page {page}") } else { format!("{:?}", state.asked) };
        match &state.overlay {
            Some(overlay) => format!("{overlay:?} over {}", state.place.dialogue == Content::FIRST),
            None => format!("{:?} {asked} {:?}", state.place, state.listing.is_some()),
        }
    }
}

/// What the person writes as the n-th thing they do.
fn words(number: i64) -> String {
    format!("these are words of mine, {number}")
}

fn offered(say: &Say, id: &str) -> Option<Press> {
    let is = |press: &Press| matches!(press, Press::Choice { choice, .. } if choice == id);
    say.choices.iter().map(|choice| choice.press.clone()).find(is)
}

/// Every wait, each by the shortest way to it.
fn waits(content: &Content) -> Vec<Stop> {
    let now = DateTime::parse_from_rfc3339("2026-11-22T01:40:00Z").unwrap().with_timezone(&Utc);
    let state = State::new(content.hash.clone(), content.start(), "en-GB".into());
    let begun = Stop { path: vec![], state, newest: Say::default(), now }.next(content, Act::Start).unwrap();
    let (mut seen, mut found, mut ahead) = (BTreeSet::from([begun.key()]), vec![], VecDeque::from([begun]));
    while let Some(stop) = ahead.pop_front() {
        for act in stop.acts() {
            let Some(next) = stop.next(content, act) else { continue };
            if seen.insert(next.key()) {
                ahead.push_back(next);
            }
        }
        found.push(stop);
    }
    found
}

/// The words that are kept of somebody, by message.
async fn kept(house: &House, chat: i64) -> BTreeMap<i64, String> {
    let (id, key) = house.keystore.find(chat).await.unwrap().unwrap();
    let mut kept = BTreeMap::new();
    for row in fragments::of_person(&mut house.store.reading().await.unwrap(), id).await.unwrap() {
        let number = row.message.to_string();
        let fragment: Fragment = vault::open(&key, &places::fragment(id, &number), &row.fragment).unwrap();
        kept.insert(row.message, fragment.content.words().map_or(String::new(), |words| words.as_str().to_owned()));
    }
    kept
}

fn newest_press(house: &House, chat: i64, wanted: impl Fn(&Press) -> bool) -> Option<Press> {
    let newest = house.phones[&chat].bubbles.iter().rev().find(|bubble| !bubble.rows.is_empty())?;
    newest.rows.iter().flatten().map(|button| button.press.clone()).find(|press| wanted(press))
}

async fn act(house: &mut House, chat: i64, number: i64, act: &Act) {
    let press = match act {
        Act::Start => return house.start(chat, None).await,
        Act::Say => {
            house.say(chat, &words(number)).await;
            return;
        }
        // Theirs alone: for nobody else time passes.
        Act::Quiet => {
            let mark = state(house, chat).await.mark;
            return house.event(chat, None, Event::Due { what: Due::Quiet, mark }).await;
        }
        Act::Way(way) => Press::Constant(*way),
        Act::Choose(id) => {
            newest_press(house, chat, |press| matches!(press, Press::Choice { choice, .. } if choice == id))
                .unwrap_or_else(|| panic!("no choice {id}"))
        }
    };
    house.event(chat, None, Event::Pressed { query: "q".into(), press }).await;
}

/// What somebody does first in the new version.
#[derive(Clone, Copy, Debug, PartialEq)]
enum First {
    Writes,
    Presses,
    ComesBack,
}

/// A choice that takes nothing away.
fn is_kind(press: &Press) -> bool {
    match press {
        Press::Choice { choice, .. } => {
            !["forget", "forget-and-clear", "clear", "remove", "take-back", "leave-out"].contains(&choice.as_str())
        }
        Press::Constant(_) | Press::Copy(_) | Press::Unknown => false,
    }
}

fn is_answer(press: &Press) -> bool {
    matches!(press, Press::Choice { choice, .. } if choice.starts_with("answer-"))
}

async fn go_on(house: &mut House, (chat, stop): (i64, &Stop), first: First, editions: [&Edition; 2]) {
    let whom = || format!("{first:?} after {:?}", stop.path);
    let (before, words) = (state(house, chat).await, kept(house, chat).await);
    let bubbles = house.phones[&chat].bubbles.len();
    match first {
        First::Writes => _ = house.say(chat, "and I go on").await,
        First::Presses => {
            // A closed answer takes the place of words that were written to the same question; that is asked for, too.
            let said = matches!(before.asked, Asked::Listening { said: true, .. });
            let kind = |press: &Press| is_kind(press) && !(said && is_answer(press));
            let press = newest_press(house, chat, kind).unwrap_or(Press::Constant(Constant::Stop));
            house.event(chat, None, Event::Pressed { query: "q".into(), press }).await;
            assert!(house.phones[&chat].bubbles.len() > bubbles, "a press has an answer: {}", whom());
        }
        First::ComesBack => {
            house.start(chat, None).await;
            assert!(house.phones[&chat].bubbles.len() > bubbles, "coming back has an answer: {}", whom());
        }
    }
    let after = state(house, chat).await;
    let [old, new] = editions;
    let stands_in = if after.content == old.hash { old } else { new };
    assert_eq!(after.content, stands_in.hash, "{}", whom());
    assert!(stands_in.content.step(&after.place).is_some(), "{:?} is nowhere: {}", after.place, whom());
    assert!(after.met.len() >= before.met.len() && after.told.is_superset(&before.told), "began anew: {}", whom());
    assert_eq!(after.first_nonce, before.first_nonce, "began anew: {}", whom());
    let now = kept(house, chat).await;
    let lost: Vec<_> =
        words.iter().filter(|(message, words)| **message > 0 && now.get(message) != Some(words)).collect();
    // Changing a part is asked for by the person: its first new words take the place of the old ones.
    let changing = matches!(before.asked, Asked::Changing { begun: false, .. }) && first == First::Writes;
    assert!(lost.is_empty() || changing, "{lost:?} are lost: {}", whom());
    everything_is_shown(house, chat, &whom()).await;
}

/// Their words are all there to see, each under a heading, and can be sent, wherever somebody stood.
async fn everything_is_shown(house: &mut House, chat: i64, whom: &str) {
    house.say(chat, "/my-words").await;
    let (shown, kept) = (house.newest(chat).to_owned(), kept(house, chat).await);
    for words in kept.values() {
        assert!(shown.contains(words.as_str()), "{words:?} is not among their words: {whom}: {shown}");
    }
    assert!(!shown.contains("\n\n:") && !shown.contains("Something is missing"), "a heading is lost: {whom}: {shown}");
    if newest_press(house, chat, |press| matches!(press, Press::Choice { choice, .. } if choice == "change")).is_some()
    {
        house.tap(chat, "Look at my words").await;
        let send = |press: &Press| matches!(press, Press::Choice { choice, .. } if choice.starts_with("send-"));
        if let Some(press) = newest_press(house, chat, send) {
            house.event(chat, None, Event::Pressed { query: "q".into(), press }).await;
            assert!(house.newest(chat).starts_with("Your words are sent."), "{whom}: {}", house.newest(chat));
        }
    }
}

/// Somebody at a wait of the shipped version, and what they do first in the next one.
struct Stopped {
    chat: i64,
    at: Stop,
    first: First,
}

/// The shipped version with somebody at each of its waits, reached once for all tests; each upgrades a copy of it.
struct Reached {
    place: Place,
    house: house::Stopped,
    people: Vec<Stopped>,
}

async fn reach() -> Reached {
    let waits = waits(&shipped().content);
    assert!(waits.len() > 100, "{} waits", waits.len());
    let firsts = [First::Writes, First::Presses, First::ComesBack];
    let mut people = Vec::new();
    for (number, at) in waits.into_iter().enumerate() {
        // Where the changes are, everything is tried; elsewhere one thing each.
        let near = at.state.overlay.is_none() && ["first-contact", "reach"].contains(&at.state.place.dialogue.as_str());
        let firsts = if near { firsts.to_vec() } else { vec![firsts[number % 3]] };
        for first in firsts {
            people.push(Stopped { chat: people.len() as i64 + 1, at: at.clone(), first });
        }
    }
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    for Stopped { chat, at, .. } in &people {
        for (number, done) in (1..).zip(&at.path) {
            act(&mut house, *chat, number, done).await;
        }
        let wanted = (&at.state.place, &at.state.asked, &at.state.overlay);
        let reached = state(&house, *chat).await;
        assert_eq!((&reached.place, &reached.asked, &reached.overlay), wanted, "{:?}", at.path);
    }
    let (data, keys) = (house.store.clone(), house.keystore.clone());
    let house = house.stopped();
    data.close().await;
    keys.store().close().await;
    Reached { place, house, people }
}

async fn everywhere(make: fn() -> Edition) {
    static REACHED: OnceCell<Reached> = OnceCell::const_new();
    let Reached { place, house, people } = REACHED.get_or_init(reach).await;
    let (old, new, copy) = (shipped(), make(), sqlite());
    for file in fs::read_dir(place.dir.path()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), copy.dir.path().join(file.file_name())).unwrap();
    }
    let mut house = house.clone().started(&copy.data, &copy.keys, make()).await;
    for Stopped { chat, at, first } in people {
        go_on(&mut house, (*chat, at), *first, [&old, &new]).await;
    }
}

#[tokio::test]
async fn p32_a_rename_reaches_everybody_at_every_wait() {
    everywhere(renamed).await;
}

#[tokio::test]
async fn p32_a_removed_step_strands_nobody_at_any_wait() {
    everywhere(removed).await;
    everywhere(without_anchor).await;
    everywhere(urgent).await;
}

#[tokio::test]
async fn p32_a_split_step_strands_nobody_at_any_wait() {
    everywhere(split).await;
}

#[tokio::test]
async fn p32_another_order_strands_nobody_at_any_wait() {
    everywhere(reordered).await;
}

#[tokio::test]
async fn p32_another_kind_of_answer_strands_nobody_at_any_wait() {
    everywhere(retyped).await;
}
