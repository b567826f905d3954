//! A person and the coordinators, at the same time: whose words go to whom, and what is not sent any more once it is not wanted.

use crate::support::house::House;
use crate::support::places::{Place, both, sqlite};
use ajar::dialogue::Event;
use ajar::referral::{Queue, Status};
use ajar::staff::OpenedReferral;
use ajar::store::outbox::{self, Class};
use ajar::store::outgoing::Outgoing;
use ajar::store::talk::Delivery;
use ajar::store::{dues, people};
use chrono::TimeDelta;

const KATE: i64 = 7_001;
const LEN: i64 = 7_002;

async fn sent_something(house: &mut House, chat: i64) -> String {
    house.sends(chat, "hello").await;
    let list = house.staff.list("Sam").await.unwrap();
    list.iter().rfind(|line| line.queue == Queue::Main && line.status == Status::Waiting).unwrap().reference.clone()
}

async fn house_with_a_team(place: &Place) -> House {
    let house = House::at(&place.data, &place.keys).await;
    for name in ["Sam", "Ann"] {
        house.staff.add_coordinator(name).await.unwrap();
    }
    house
}

/// Sam is in touch with somebody who has pressed *Write to Sam*.
async fn in_touch(place: &Place) -> (House, String) {
    let mut house = house_with_a_team(place).await;
    let reference = sent_something(&mut house, KATE).await;
    house.staff.claim("Sam", &reference).await.unwrap();
    house.staff.reply("Sam", &reference, "Hello, this is Sam.").await.unwrap();
    house.deliver().await;
    house.tap(KATE, "Write to").await;
    (house, reference)
}

fn said(opened: &OpenedReferral) -> Vec<&str> {
    opened.talk.iter().filter(|talk| talk.by.is_none()).map(|talk| talk.content.words().unwrap().as_str()).collect()
}

/// Whether the phone ever showed this.
fn showed(house: &House, chat: i64, text: &str) -> bool {
    house.phones[&chat].bubbles.iter().any(|bubble| bubble.text.contains(text))
}

#[tokio::test]
async fn p13_words_for_the_complaints_person_never_go_to_the_coordinator_they_are_about() {
    for place in both().await {
        let (mut house, with_sam) = in_touch(&place).await;
        house.say(KATE, "hello Sam").await;
        house.say(KATE, "/more").await;
        complain(&mut house).await;
        let list = house.staff.list("Ann").await.unwrap();
        let complaint = list.iter().find(|line| line.queue == Queue::Complaints).unwrap().reference.clone();
        house.tap(KATE, "Write to").await;
        house.staff.claim("Ann", &complaint).await.unwrap();
        house.say(KATE, "this is still for Sam").await;
        house.staff.reply("Ann", &complaint, "Hello, this is Ann.").await.unwrap();
        house.deliver().await;
        house.say(KATE, "for nobody yet").await;
        house.tap(KATE, "Write to").await;
        house.say(KATE, "Sam was late").await;
        assert_eq!(said(&house.staff.show("Sam", &with_sam).await.unwrap()), ["hello Sam", "this is still for Sam"]);
        assert_eq!(said(&house.staff.show("Ann", &complaint).await.unwrap()), ["Sam was late"]);
    }
}

/// Writes a complaint and sends it, with taps and words alone: writing straight to Sam is never ended.
async fn complain(house: &mut House) {
    for tap in ["Who is behind this", "How to complain", "Write a complaint here"] {
        house.tap(KATE, tap).await;
    }
    house.say(KATE, "Sam forgot me").await;
    house.quiet().await;
    house.tap(KATE, "That is all").await;
    house.tap(KATE, "Send").await;
}

#[tokio::test]
async fn p15_a_coordinators_words_that_still_wait_are_not_sent_once_it_is_taken_back() {
    for place in both().await {
        let mut house = house_with_a_team(&place).await;
        let reference = sent_something(&mut house, KATE).await;
        house.staff.claim("Sam", &reference).await.unwrap();
        house.staff.reply("Sam", &reference, "would Tuesday do?").await.unwrap();
        house.tap(KATE, "More").await;
        assert!(showed(&house, KATE, "would Tuesday do?"), "sent with the next bubble");
        house.staff.reply("Sam", &reference, "or Wednesday?").await.unwrap();
        house.tap(KATE, "Take it back").await;
        assert!(!showed(&house, KATE, "or Wednesday?"));
        assert!(house.staff.reply("Sam", &reference, "or Thursday?").await.is_err());
        let person = house.keystore.find(KATE).await.unwrap().unwrap().0;
        let row = people::load::<()>(&mut house.store.reading().await.unwrap(), person).await.unwrap().unwrap();
        assert_eq!(row.coordinator, None, "P34: the bot has it again");
    }
}

#[tokio::test]
async fn p15_taking_it_back_and_an_answer_from_another_process_come_one_after_the_other() {
    for place in both().await {
        let mut house = house_with_a_team(&place).await;
        let other = House::at(&place.data, &place.keys).await;
        for chat in KATE..KATE + 12 {
            let reference = sent_something(&mut house, chat).await;
            house.staff.claim("Sam", &reference).await.unwrap();
            house.tap(chat, "More").await;
            let press = house.button(chat, "Take it back");
            let event = Event::Pressed { query: "q".into(), press };
            let incoming = ajar::turn::Incoming { update: Some(chat), chat, message: None, language: None, event };
            let (taken, _) =
                tokio::join!(house.turns.take(incoming), other.staff.reply("Sam", &reference, "would Tuesday do?"));
            taken.unwrap();
            assert!(house.staff.show("Sam", &reference).await.is_err(), "it is taken back, whoever was first");
            house.deliver().await;
            assert!(!showed(&house, chat, "would Tuesday do?"));
        }
    }
}

#[tokio::test]
async fn p15_nor_once_the_person_asks_not_to_be_contacted() {
    let place = sqlite();
    let mut house = house_with_a_team(&place).await;
    let reference = sent_something(&mut house, KATE).await;
    house.staff.claim("Sam", &reference).await.unwrap();
    house.tap(KATE, "More").await;
    house.staff.reply("Sam", &reference, "would Tuesday do?").await.unwrap();
    house.tap(KATE, "not contact").await;
    assert!(!showed(&house, KATE, "would Tuesday do?"));
    let opened = house.staff.show("Sam", &reference).await.unwrap();
    assert_eq!(opened.talk[0].delivery, Some(Delivery::Refused), "Sam sees that it did not go out");
}

#[tokio::test]
async fn p11_an_edit_changes_the_words_that_went_straight_to_a_coordinator() {
    for place in both().await {
        let (mut house, reference) = in_touch(&place).await;
        let message = house.say(KATE, "Teusday").await;
        let before = house.clock.now();
        house.edit(KATE, message, "Tuesday").await;
        late_edit(&mut house, message, before).await;
        let opened = house.staff.show("Sam", &reference).await.unwrap();
        assert_eq!(said(&opened), ["Tuesday"]);
        assert!(opened.talk.iter().any(|talk| talk.edited_at.is_some()));
    }
}

/// An earlier edit of the same message, which arrives late.
async fn late_edit(house: &mut House, message: i64, edited_at: chrono::DateTime<chrono::Utc>) {
    let words = ajar::story::Words::new("Teuesday");
    house.event(KATE, None, Event::Edited { message, edited_at, words, kept: None }).await;
}

#[tokio::test]
async fn whoever_writes_again_can_be_answered_again() {
    let place = sqlite();
    let mut house = house_with_a_team(&place).await;
    let reference = sent_something(&mut house, KATE).await;
    house.staff.claim("Sam", &reference).await.unwrap();
    house.staff.reply("Sam", &reference, "are you there?").await.unwrap();
    let message = house.newest(KATE).to_owned();
    house.event(KATE, None, Event::Blocked).await;
    assert_eq!(house.newest(KATE), message, "nothing is sent to somebody who has stopped the bot");
    assert!(house.staff.reply("Sam", &reference, "hello?").await.is_err());
    house.say(KATE, "I am back").await;
    house.staff.reply("Sam", &reference, "good to hear").await.unwrap();
    house.deliver().await;
    assert!(showed(&house, KATE, "good to hear") && !showed(&house, KATE, "are you there?"));
}

#[tokio::test]
async fn p6_what_rested_late_can_still_be_written_to() {
    let place = sqlite();
    let mut house = house_with_a_team(&place).await;
    let reference = sent_something(&mut house, KATE).await;
    house.staff.claim("Sam", &reference).await.unwrap();
    house.later(TimeDelta::days(100)).await;
    house.staff.rest("Sam", &reference).await.unwrap();
    house.turns.housekeeping().await.unwrap();
    assert!(
        house.keystore.find(KATE).await.unwrap().is_some(),
        "not erased on the very day on which it is put to rest"
    );
    house.later(TimeDelta::days(91)).await;
    house.turns.housekeeping().await.unwrap();
    assert!(house.keystore.find(KATE).await.unwrap().is_none());
}

#[tokio::test]
async fn p31_somebody_who_writes_just_as_their_date_passes_is_kept() {
    for place in both().await {
        let mut house = House::at(&place.data, &place.keys).await;
        house.start(KATE, None).await;
        house.hand.forward(TimeDelta::days(91).num_seconds());
        let now = house.clock.now();
        let past = people::past_their_date(&mut house.store.reading().await.unwrap(), now, 10).await.unwrap();
        assert_eq!(past.len(), 1);
        house.phones.get_mut(&KATE).unwrap().is_forgotten();
        house.say(KATE, "I am back").await;
        let mut work = house.store.begin().await.unwrap();
        assert!(!people::expire(&mut work, past[0], chrono::DateTime::UNIX_EPOCH, now).await.unwrap());
        work.commit().await.unwrap();
    }
}

#[tokio::test]
async fn p26_a_bubble_that_was_on_its_way_while_its_person_was_erased_is_settled() {
    for place in both().await {
        let mut house = House::at(&place.data, &place.keys).await;
        house.start(KATE, None).await;
        house.turns.take(asks_to_forget(&house)).await.unwrap();
        let now = house.clock.now();
        let line = house.handed.lines.try_recv().unwrap();
        let Outgoing::Bubble { rows, .. } = &line.rows[0].outgoing else { unreachable!() };
        let press = rows.iter().flatten().find(|button| button.label.contains("Forget me")).unwrap().press.clone();
        house.event(KATE, None, Event::Pressed { query: "q".into(), press }).await;
        assert!(house.keystore.find(KATE).await.unwrap().is_none());
        let mut work = house.store.begin().await.unwrap();
        for row in &line.rows {
            assert!(outbox::sent(&mut work, &row.item, &[99], now).await.unwrap().is_empty());
        }
        outbox::done(&mut work, line.person, Class::Bubble, now);
        work.commit().await.unwrap();
    }
}

fn asks_to_forget(house: &House) -> ajar::turn::Incoming {
    let content = ajar::story::Content::Text(ajar::story::Words::new("/forget"));
    let event = Event::Said { message: 9_000, sent_at: house.clock.now(), content };
    ajar::turn::Incoming { update: Some(1), chat: KATE, message: Some(9_000), language: None, event }
}

#[tokio::test]
async fn p26_an_errand_ends_after_ten_minutes_without_waiting_for_housekeeping() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    house.start(KATE, None).await;
    house.say(KATE, "/forget").await;
    house.tap(KATE, "Forget me").await;
    let keys = || async {
        let mut work = house.store.begin().await.unwrap();
        let now = house.clock.now();
        let taken = ajar::store::errands::take(&mut work, now, now, 9).await.unwrap();
        work.rollback().await.unwrap();
        taken
    };
    let errand = keys().await.remove(0).id;
    assert!(house.keystore.errand_key(errand).await.unwrap().is_some());
    house.hand.forward(600);
    assert!(keys().await.is_empty(), "it is not begun any more");
    house.turns.due().await.unwrap();
    assert!(house.keystore.errand_key(errand).await.unwrap().is_none());
}

#[tokio::test]
async fn p33_a_stored_time_that_cannot_be_acted_on_does_not_stand_before_others() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    for chat in [KATE, LEN] {
        house.start(chat, None).await;
        house.say(chat, "words").await;
    }
    // Somebody whose row was written by a newer version, say: it does not open.
    let person = house.keystore.find(KATE).await.unwrap().unwrap().0;
    let mut work = house.store.begin().await.unwrap();
    let shut = ajar::vault::Sealed::<()>::from_bytes(vec![0; 99]);
    people::save(&mut work, person, 2, shut, house.clock.now() + TimeDelta::days(9)).await.unwrap();
    work.commit().await.unwrap();
    house.hand.forward(30);
    assert_eq!(house.turns.due().await.unwrap(), 2);
    assert_eq!(house.turns.due().await.unwrap(), 0, "it is not tried every second");
    house.deliver().await;
    assert!(showed(&house, LEN, "words"));
    let kept = dues::of_person(&mut house.store.reading().await.unwrap(), person).await.unwrap();
    assert_eq!(kept.len(), 1, "it is kept");
}
