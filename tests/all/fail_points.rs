//! The n-th call to the data, or to the keystore, fails, for n = 1, 2, … until none does: after each failure the same update, taken again as
//! Telegram would offer it again, has exactly one effect (P31).

use crate::support::house::House;
use crate::support::places::{Place, both};
use ajar::dialogue::Event;
use ajar::store::{Fuse, StoreError, approvals, fragments, people, referrals};
use ajar::story::{Content, Words};
use ajar::turn::{Incoming, Taken, TurnError};
use uuid::Uuid;

/// One thing that a person does, or that happens to them.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Start,
    Message,
    Quiet,
    Send,
    More,
    TakeBack,
    AskToForget,
    Forget,
}

/// The ways that are gone, each act of them with everything before it done well.
const WAYS: [&[Act]; 2] = [
    &[Act::Start, Act::Message, Act::Quiet, Act::Send, Act::More, Act::TakeBack],
    &[Act::Start, Act::Message, Act::Quiet, Act::Send, Act::AskToForget, Act::Forget],
];
/// Longer than a quiet moment, and longer than a stored time is put off that could not be acted on.
const A_WHILE: i64 = 700;

/// What can be seen of a person after an act.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    bubbles: usize,
    marks: usize,
    newest: String,
    rows: bool,
    kept: usize,
    standing: usize,
    approvals: usize,
}

#[tokio::test]
async fn p31_whatever_call_to_the_database_fails_a_turn_taken_again_has_one_effect() {
    for place in both().await {
        assert!(every_act(&place, |house| house.store.fuse().clone()).await > 100);
    }
}

#[tokio::test]
async fn p31_whatever_call_to_the_keystore_fails_a_turn_taken_again_has_one_effect() {
    for place in both().await {
        assert!(every_act(&place, |house| house.keystore.store().fuse().clone()).await > 20);
    }
}

/// Makes every call of every act fail once. Says how many there were.
async fn every_act(place: &Place, fuse: impl Fn(&House) -> Fuse) -> i64 {
    let mut house = House::at(&place.data, &place.keys).await;
    let fuse = fuse(&house);
    let (mut chat, mut calls) = (10_000, 0);
    for way in WAYS {
        for (place, act) in way.iter().enumerate() {
            let mut expected = None;
            for n in 0.. {
                chat += 1;
                go(&mut house, chat, &way[..place]).await;
                let (seen, fired) = with_a_failure(&mut house, &fuse, chat, *act, n).await;
                assert_eq!(&seen, expected.get_or_insert_with(|| copy(&seen)), "{act:?}, call {n}");
                calls += i64::from(fired);
                if n > 0 && !fired {
                    break;
                }
            }
        }
    }
    calls
}

/// Time goes on while the acts are tried: what is said of opening hours changes with it.
fn without_the_hour(text: &str) -> String {
    text.split("\n\n").filter(|paragraph| !paragraph.starts_with("Nobody here reads before")).collect()
}

fn copy(seen: &Seen) -> Seen {
    Seen { newest: seen.newest.clone(), ..*seen }
}

/// Goes a way on which everything goes well.
async fn go(house: &mut House, chat: i64, way: &[Act]) {
    for act in way {
        let update = house.fresh();
        once(house, chat, *act, update).await.unwrap();
        house.deliver().await;
    }
}

/// An act whose `n`-th call fails (0: none), taken three times in all.
async fn with_a_failure(house: &mut House, fuse: &Fuse, chat: i64, act: Act, n: i64) -> (Seen, bool) {
    let update = house.fresh();
    let person = house.keystore.find(chat).await.unwrap().map(|(person, _)| person);
    fuse.blow_at(n);
    let first = once(house, chat, act, update).await;
    let fired = !fuse.take_out() && n > 0;
    assert!(fired || first.is_ok(), "{act:?}: fails by itself");
    if let Err(error) = first {
        assert!(matches!(error, TurnError::Store(StoreError::Injected)), "{act:?}, call {n}: {error}");
    }
    once(house, chat, act, update).await.unwrap();
    assert_ne!(
        once(house, chat, act, update).await.unwrap(),
        Some(Taken::Done),
        "{act:?}, call {n}: it is known by now"
    );
    // What was broken off half way is finished by the next round.
    house.turns.housekeeping().await.unwrap();
    house.deliver().await;
    let person = person.or(house.keystore.find(chat).await.unwrap().map(|(person, _)| person));
    let seen = seen(house, chat, person.unwrap()).await;
    // Nobody's quiet moment is left over for the next round.
    house.later(chrono::TimeDelta::seconds(A_WHILE)).await;
    (seen, fired)
}

async fn once(house: &mut House, chat: i64, act: Act, update: i64) -> Result<Option<Taken>, TurnError> {
    let said = |text: &str, house: &House| {
        let content = Content::Text(Words::new(text));
        Event::Said { message: update, sent_at: house.clock.now(), content }
    };
    let press = |label: &str, house: &House| Event::Pressed { query: "q".into(), press: house.button(chat, label) };
    let event = match act {
        Act::Quiet => {
            house.hand.forward(A_WHILE);
            return house.turns.due().await.map(|_| None);
        }
        Act::Start => Event::Start { code: Some("gp-seaton".into()) },
        Act::Message => said("I lost my job in March.", house),
        Act::AskToForget => said("/forget", house),
        Act::Send => press("Send these words", house),
        Act::More => press("More", house),
        Act::TakeBack => press("Take it back", house),
        Act::Forget => press("Forget me", house),
    };
    let message = matches!(event, Event::Start { .. } | Event::Said { .. }).then_some(update);
    let incoming = Incoming { update: Some(update), chat, message, language: None, event };
    house.turns.take(incoming).await.map(Some)
}

async fn seen(house: &House, chat: i64, person: Uuid) -> Seen {
    let mut work = house.store.reading().await.unwrap();
    let mut sent = referrals::of_person(&mut work, person).await.unwrap();
    sent.retain(|row| row.status != ajar::referral::Status::Withdrawn);
    let mut count = 0;
    for row in &sent {
        count += approvals::of_referral(&mut work, row.id).await.unwrap().len();
    }
    let phone = house.phones.get(&chat);
    let newest = phone.and_then(|phone| phone.bubbles.last()).map(|bubble| bubble.text.clone());
    Seen {
        bubbles: phone.map_or(0, |phone| phone.bubbles.len()),
        marks: phone.map_or(0, |phone| phone.marks.len()),
        newest: without_the_hour(&newest.unwrap_or_default()),
        rows: people::ids(&mut work).await.unwrap().contains(&person),
        kept: fragments::of_person(&mut work, person).await.unwrap().len(),
        standing: sent.len(),
        approvals: count,
    }
}
