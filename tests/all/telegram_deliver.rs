//! Delivery from a real store to a strict stand-in for Telegram: order, pace, faults, and what is left after a stop.
//!
//! Not here: the rules by themselves (`src/telegram/refusal.rs`, `src/telegram/deliver/pace.rs`).

use std::time::Duration;

use crate::support::delivery::{House, bubble, fast, with_button};
use crate::support::telegram::{Fault, Telegram};
use ajar::store::errands::{self, ErrandRow, Orders};
use ajar::store::outbox::{Class, Kind};
use ajar::store::outgoing::Outgoing;
use ajar::store::{people, places};
use ajar::telegram::deliver::pace::Rates;
use ajar::vault;

const KATE: i64 = 5_000_000_001;

fn numbers(count: usize) -> Vec<String> {
    (0..count).map(|n| n.to_string()).collect()
}

#[tokio::test]
async fn p33_each_chat_gets_its_bubbles_in_order() {
    let house = House::new(fast()).await;
    let people = [house.person(1).await, house.person(2).await, house.person(3).await];
    let work = house.deliver();
    for text in numbers(15) {
        for person in &people {
            house.say(person, &text).await;
        }
    }
    house.emptied().await;
    for person in &people {
        assert_eq!(house.telegram.texts(person.chat), numbers(15));
    }
    work.end().await;
}

#[tokio::test]
async fn p33_urgent_help_goes_before_what_waits_in_the_same_chat() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    house.say(&kate, "first").await;
    house.put(&kate, Class::Bubble, &bubble("help"), |new| new.urgent = true).await;
    let work = house.deliver();
    house.emptied().await;
    assert_eq!(house.telegram.texts(KATE), ["help", "first"]);
    work.end().await;
}

#[tokio::test]
async fn p31_faults_that_had_no_effect_are_ridden_out_in_order_and_nothing_comes_twice() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    for fault in [Fault::TooMany(1), Fault::Server(500), Fault::ResetBefore, Fault::Server(502)] {
        house.telegram.fail("sendMessage", fault);
    }
    let work = house.deliver();
    for text in numbers(4) {
        house.say(&kate, &text).await;
    }
    house.emptied().await;
    assert_eq!(house.telegram.texts(KATE), numbers(4));
    work.end().await;
}

#[tokio::test]
async fn p31_a_scripted_bubble_comes_twice_at_most_once_for_each_unconfirmed_call() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    house.telegram.fail("sendMessage", Fault::ResetAfter);
    house.telegram.fail("sendMessage", Fault::Slow(Duration::from_secs(3)));
    let work = house.deliver();
    house.say(&kate, "scripted").await;
    house.emptied().await;
    assert_eq!(house.telegram.texts(KATE), ["scripted", "scripted", "scripted"]);
    work.end().await;
}

#[tokio::test]
async fn p31_a_coordinators_words_are_never_sent_again_after_an_unconfirmed_call() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    house.telegram.fail("sendMessage", Fault::ResetAfter);
    let work = house.deliver();
    house.put(&kate, Class::Bubble, &bubble("from Sam"), |new| new.kind = Kind::Coordinator).await;
    house.say(&kate, "after").await;
    house.emptied().await;
    assert_eq!(house.telegram.texts(KATE), ["from Sam", "after"]);
    work.end().await;
}

#[tokio::test]
async fn p31_a_coordinators_words_are_sent_again_when_they_surely_did_not_arrive() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    house.telegram.fail("sendMessage", Fault::TooMany(1));
    let work = house.deliver();
    house.put(&kate, Class::Bubble, &bubble("from Sam"), |new| new.kind = Kind::Coordinator).await;
    house.emptied().await;
    let made = house.telegram.made("sendMessage");
    assert_eq!((made.len(), house.telegram.texts(KATE)), (2, vec!["from Sam".to_owned()]));
    assert!(made[1].at - made[0].at >= Duration::from_secs(1), "the wait that was asked for");
    work.end().await;
}

#[tokio::test]
async fn p31_of_a_long_bubble_no_piece_comes_twice_when_a_later_one_has_to_wait() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    let work = house.deliver();
    house.say(&kate, &"first. ".repeat(100)).await;
    house.emptied().await;
    let long = "word ".repeat(2_000);
    house.telegram.fail("sendMessage", Fault::Slow(Duration::ZERO));
    house.telegram.fail("sendMessage", Fault::TooMany(1));
    house.telegram.fail("sendMessage", Fault::Server(500));
    house.say(&kate, &long).await;
    house.emptied().await;
    assert_eq!(house.telegram.texts(KATE)[1..].concat(), long);
    work.end().await;
}

fn keyboards(telegram: &Telegram) -> Vec<bool> {
    telegram.screen(KATE).iter().map(|shown| shown.keyboard.is_some()).collect()
}

#[tokio::test]
async fn a_new_bubble_with_buttons_takes_them_off_the_earlier_ones() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    let work = house.deliver();
    for text in ["one", "two", "three"] {
        house.put(&kate, Class::Bubble, &with_button(text), |_| {}).await;
    }
    house.emptied().await;
    house.telegram.until("one keyboard", |telegram| keyboards(telegram) == [false, false, true]).await;
    work.end().await;
}

#[tokio::test]
async fn deletions_reach_the_chat() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    let kept = house.telegram.write(KATE, "hiya");
    let gone = house.telegram.write(KATE, "gone");
    let work = house.deliver();
    house.put(&kate, Class::Tidy, &Outgoing::Delete { messages: vec![gone] }, |_| {}).await;
    house.emptied().await;
    let left: Vec<i64> = house.telegram.screen(KATE).iter().map(|shown| shown.id).collect();
    assert_eq!(left, [kept]);
    work.end().await;
}

#[tokio::test]
async fn what_cannot_be_deleted_does_not_keep_the_rest() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    let messages: Vec<i64> = (0..5).map(|_| house.telegram.write(KATE, "x")).collect();
    house.telegram.fail("deleteMessages", Fault::Refuse(400, "Bad Request: message can't be deleted for everyone"));
    house.telegram.fail("deleteMessages", Fault::Refuse(400, "Bad Request: message can't be deleted for everyone"));
    let work = house.deliver();
    house.put(&kate, Class::Tidy, &Outgoing::Delete { messages }, |_| {}).await;
    house.emptied().await;
    assert_eq!(house.telegram.screen(KATE).len(), 1);
    work.end().await;
}

#[tokio::test]
async fn p31_somebody_who_has_blocked_the_bot_keeps_everything_and_gets_nothing_more() {
    let house = House::new(fast()).await;
    let (kate, tom) = (house.person(KATE).await, house.person(7).await);
    house.telegram.block(KATE);
    let work = house.deliver();
    for text in numbers(3) {
        house.say(&kate, &text).await;
    }
    house.say(&tom, "hello").await;
    house.emptied().await;
    assert_eq!(house.telegram.texts(7), ["hello"]);
    let refused = house.telegram.made("sendMessage").iter().filter(|made| made.code == 403).count();
    let row: people::PersonRow<u8> =
        people::load(&mut house.store.begin().await.unwrap(), kate.id).await.unwrap().unwrap();
    assert!(!row.reachable && refused >= 1);
    work.end().await;
}

#[tokio::test]
async fn words_arrive_even_if_telegram_dislikes_their_buttons() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    house.telegram.fail("sendMessage", Fault::Refuse(400, "Bad Request: BUTTON_DATA_INVALID"));
    let work = house.deliver();
    house.put(&kate, Class::Bubble, &with_button("999 and Samaritans 116 123"), |_| {}).await;
    house.emptied().await;
    assert_eq!(house.telegram.texts(KATE), ["999 and Samaritans 116 123"]);
    work.end().await;
}

#[tokio::test]
async fn p33_one_chat_that_is_slow_or_refused_holds_up_no_other() {
    let house = House::new(fast()).await;
    let (kate, tom) = (house.person(KATE).await, house.person(7).await);
    house.telegram.fail("sendMessage", Fault::TooMany(5));
    let work = house.deliver();
    house.say(&kate, "waits").await;
    house.telegram.until("the refusal", |telegram| !telegram.made("sendMessage").is_empty()).await;
    for text in numbers(10) {
        house.say(&tom, &text).await;
    }
    house.telegram.until("Tom's bubbles", |telegram| telegram.texts(7).len() == 10).await;
    assert!(house.telegram.texts(KATE).is_empty());
    house.emptied().await;
    let made = house.telegram.made("sendMessage");
    let to_kate: Vec<_> = made.iter().filter(|made| made.body["chat_id"] == KATE).collect();
    assert!(to_kate.len() == 2 && to_kate[1].at - to_kate[0].at >= Duration::from_secs(5));
    work.end().await;
}

#[tokio::test]
async fn telegrams_own_limits_are_never_run_into() {
    let house = House::new(Rates::default()).await;
    house.telegram.count_floods();
    let mut people = Vec::new();
    for chat in 1..=40 {
        people.push(house.person(chat).await);
    }
    let work = house.deliver();
    for text in ["one", "two"] {
        for person in &people {
            house.say(person, text).await;
        }
    }
    house.emptied().await;
    let refused = house.telegram.made("sendMessage").iter().filter(|made| made.code != 200).count();
    assert_eq!(refused, 0);
    assert!(people.iter().all(|person| house.telegram.texts(person.chat) == ["one", "two"]));
    work.end().await;
}

#[tokio::test]
async fn what_is_left_at_a_stop_is_sent_after_the_next_start() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    house.telegram.fail("sendMessage", Fault::TooMany(3));
    let work = house.deliver();
    house.say(&kate, "one").await;
    house.say(&kate, "two").await;
    house.telegram.until("the refusal", |telegram| !telegram.made("sendMessage").is_empty()).await;
    work.end().await;
    assert_eq!((house.telegram.texts(KATE).len(), house.waiting().await), (0, 2));
    let work = house.deliver();
    house.emptied().await;
    assert_eq!(house.telegram.texts(KATE), ["one", "two"]);
    work.end().await;
}

#[tokio::test]
async fn p26_an_errand_is_carried_out_in_order_and_then_gone() {
    let house = House::new(fast()).await;
    house.telegram.open(KATE);
    let messages: Vec<i64> = (0..3).map(|_| house.telegram.write(KATE, "x")).collect();
    house.telegram.fail("deleteMessages", Fault::TooMany(1));
    let (chance, now) = (house.chance.clone(), house.clock.now());
    let id = chance.uuid().unwrap();
    let left = vec![Outgoing::Delete { messages }, bubble("Everything is gone.")];
    let orders = Orders { chat: KATE, left };
    let added = house.writer.write("errand", move |group| {
        let (chance, orders) = (chance.clone(), orders.clone());
        Box::pin(async move {
            let expires_at = now + errands::LIFE;
            let key = group.make_errand_key(id, expires_at, &chance).await?;
            let orders = vault::seal(&key, &places::errand(id), &orders, chance.bytes()?)?;
            let errand = ErrandRow { id, kind: "forget".into(), ready_at: now, expires_at, orders };
            errands::add(&mut group.main, &errand).await
        })
    });
    added.await.unwrap();
    let work = house.deliver();
    house.telegram.until("the last line", |telegram| telegram.texts(KATE) == ["Everything is gone."]).await;
    assert_eq!(house.telegram.screen(KATE).len(), 1);
    for _ in 0..500 {
        if house.keystore.errand_key(id).await.unwrap().is_none() {
            return work.end().await;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the errand's key is still there");
}

#[tokio::test]
async fn a_wrong_token_loses_nothing() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    house.telegram.fail("sendMessage", Fault::Refuse(401, "Unauthorized"));
    let work = house.deliver();
    house.say(&kate, "kept").await;
    house.telegram.until("the refusal", |telegram| !telegram.made("sendMessage").is_empty()).await;
    work.end().await;
    assert_eq!((house.telegram.texts(KATE).len(), house.waiting().await), (0, 1));
}
