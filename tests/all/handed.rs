//! Which turn hands what to delivery: answers to presses and marks, which leave no row, and bubbles.
//!
//! Not here: how it is handed over (`db_story/handed.rs`), sending (`telegram_handed.rs`).

use crate::support::house::House;
use crate::support::places::{both, sqlite};
use ajar::buttons::{Constant, Press};
use ajar::dialogue::Event;
use ajar::store::outgoing::Outgoing;
use ajar::store::{bubbles, outbox, people};
use ajar::story::{Content, Words};
use ajar::turn::{Incoming, Taken};

const KATE: i64 = 7_001;

fn pressed(update: i64, query: &str) -> Incoming {
    let event = Event::Pressed { query: query.into(), press: Press::Constant(Constant::Help) };
    Incoming { update: Some(update), chat: KATE, message: None, language: None, event }
}

async fn rows(house: &House) -> i64 {
    outbox::count(&mut house.store.reading().await.unwrap()).await.unwrap()
}

/// The messages whose marks are owed.
async fn owed(house: &House) -> Vec<i64> {
    let owed = bubbles::owed(&mut house.store.reading().await.unwrap(), house.clock.now(), 100).await.unwrap();
    let mut messages: Vec<i64> = owed.into_iter().map(|owed| owed.message).collect();
    messages.sort_unstable();
    messages
}

/// Everything that was handed over and is never stored.
fn passing(house: &mut House) -> Vec<Outgoing> {
    std::iter::from_fn(|| house.handed.passing.try_recv().ok()).map(|passing| passing.outgoing).collect()
}

#[tokio::test]
async fn p31_a_press_taken_again_is_answered_again_and_has_no_other_effect() {
    for place in both().await {
        let mut house = House::at(&place.data, &place.keys).await;
        house.start(KATE, None).await;
        assert_eq!(house.turns.take(pressed(1, "q1")).await.unwrap(), Taken::Done);
        let answer = |query: &str| Outgoing::Ack { query: query.into(), notice: None };
        assert!(passing(&mut house) == [answer("q1")]);
        let waiting = rows(&house).await;
        assert_eq!(house.turns.take(pressed(1, "q1")).await.unwrap(), Taken::Again);
        assert!(passing(&mut house) == [answer("q1")]);
        assert_eq!(rows(&house).await, waiting);
        assert_eq!(house.handed.lines.len(), 1);
    }
}

#[tokio::test]
async fn p4_a_mark_is_handed_over_and_is_owed_until_it_was_put() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    house.start(KATE, None).await;
    house.say(KATE, "hiya").await;
    let content = Content::Text(Words::new("and the dog"));
    let event = Event::Said { message: 9_000, sent_at: house.clock.now(), content };
    let incoming = Incoming { update: Some(1), chat: KATE, message: Some(9_000), language: None, event };
    house.turns.take(incoming.clone()).await.unwrap();
    assert_eq!((owed(&house).await, rows(&house).await), (vec![9_000], 0), "of nothing that was put before");
    let mut reading = house.store.reading().await.unwrap();
    let (person, _) = house.keystore.find(KATE).await.unwrap().unwrap();
    assert!(!bubbles::live(&mut reading, person).await.unwrap().contains(&9_000), "no button stands under it");
    drop(reading);
    assert_eq!(house.turns.take(incoming).await.unwrap(), Taken::Again);
    assert!(passing(&mut house) == [Outgoing::Mark { message: 9_000 }], "once for both");
    house.say(KATE, "and the cat").await;
    assert_eq!((owed(&house).await, rows(&house).await), (vec![9_000], 0));
}

#[tokio::test]
async fn p26_what_is_owed_goes_with_its_person_and_is_forgotten_after_two_days() {
    for place in both().await {
        let mut house = House::at(&place.data, &place.keys).await;
        house.start(KATE, None).await;
        house.say(KATE, "hiya").await;
        let content = Content::Text(Words::new("and the dog"));
        for (chat, message) in [(KATE, 9_000), (KATE + 1, 9_001)] {
            let event = Event::Said { message, sent_at: house.clock.now(), content: content.clone() };
            let incoming = Incoming { update: Some(message), chat, message: Some(message), language: None, event };
            house.turns.take(incoming).await.unwrap();
        }
        house.hand.jump(-1_800);
        house.turns.due().await.unwrap();
        assert_eq!(owed(&house).await, [9_000, 9_001], "though the clock was set back");
        let (person, _) = house.keystore.find(KATE).await.unwrap().unwrap();
        let mut work = house.store.begin().await.unwrap();
        let now = house.clock.now();
        assert!(bubbles::deletable(&mut work, person, now).await.unwrap().contains(&9_000));
        people::erase_rows(&mut work, person).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(owed(&house).await, [9_001]);
        house.hand.forward(48 * 3_600 + 1);
        house.turns.housekeeping().await.unwrap();
        assert_eq!(owed(&house).await, [0; 0]);
    }
}

#[tokio::test]
async fn p26_the_press_that_forgets_is_answered_though_its_person_is_gone() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    house.start(KATE, None).await;
    house.say(KATE, "/forget").await;
    let event = Event::Pressed { query: "q9".into(), press: house.button(KATE, "Forget me") };
    let forget = Incoming { update: Some(1), chat: KATE, message: None, language: None, event };
    for taken in [Taken::Done, Taken::Again] {
        assert_eq!(house.turns.take(forget.clone()).await.unwrap(), taken);
        let answers = passing(&mut house);
        assert!(answers.iter().any(|outgoing| matches!(outgoing, Outgoing::Ack { query, .. } if query == "q9")));
    }
}
