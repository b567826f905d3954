//! What turns hand to delivery in memory, from a real store to a strict stand-in for Telegram: once, in order, and not lost when delivery
//! is gone from one moment to the next.
//!
//! Not here: what is handed over and when (`db_story/handed.rs`), which turn hands over what (`handed.rs`).

use std::time::Duration;

use crate::support::delivery::{House, bubble, fast, with_button};
use crate::support::telegram::{Fault, Telegram};
use ajar::store::bubbles;
use ajar::store::outgoing::Outgoing;
use ajar::telegram::deliver::Waits;
use ajar::telegram::deliver::pace::Rates;

const KATE: i64 = 5_000_000_001;

/// A pace at which a second bubble in one chat waits, in memory, for so many seconds.
fn slow(seconds: u32) -> Rates {
    Rates { chat_every_ms: seconds * 1_000, chat_burst: 1, ..fast() }
}

fn keyboards(telegram: &Telegram) -> Vec<bool> {
    telegram.screen(KATE).iter().map(|shown| shown.keyboard.is_some()).collect()
}

fn reactions(telegram: &Telegram) -> Vec<i64> {
    telegram.made("setMessageReaction").iter().filter_map(|made| made.body["message_id"].as_i64()).collect()
}

#[tokio::test]
async fn answers_and_marks_reach_the_chat_and_leave_no_row() {
    let house = House::new(fast()).await;
    house.telegram.open(KATE);
    let message = house.telegram.write(KATE, "hiya");
    let work = house.deliver_what_is_handed().await;
    house.telegram.query("q1");
    for fault in [Fault::Server(500), Fault::ResetBefore] {
        house.telegram.fail("answerCallbackQuery", fault);
    }
    house.pass(KATE, Outgoing::Ack { query: "q1".into(), notice: Some("Kept.".into()) }).await;
    house.pass(KATE, Outgoing::Mark { message }).await;
    let answered = |telegram: &Telegram| {
        let made = telegram.made("answerCallbackQuery");
        made.iter().any(|made| made.code == 200 && made.body["callback_query_id"] == "q1")
    };
    house.telegram.until("the answer, in spite of two faults", answered).await;
    let marked = |telegram: &Telegram| telegram.screen(KATE).iter().any(|shown| shown.reaction.is_some());
    house.telegram.until("the mark", marked).await;
    assert_eq!(house.waiting().await, 0);
    work.end().await;
}

#[tokio::test]
async fn of_several_marks_that_wait_only_the_newest_is_put() {
    let house = House::new(Rates { total: 1, ..fast() }).await;
    let messages: Vec<i64> = (0..4).map(|_| house.telegram.write(KATE, "x")).collect();
    let work = house.deliver_what_is_handed().await;
    house.telegram.fail("setMessageReaction", Fault::TooMany(1));
    for (place, message) in messages.iter().enumerate() {
        house.pass(KATE, Outgoing::Mark { message: *message }).await;
        if place == 0 {
            house.telegram.until("the first", |telegram| reactions(telegram).len() == 1).await;
        }
    }
    house.telegram.until("the newest", |telegram| reactions(telegram).len() == 2).await;
    work.end().await;
    let ends = [messages.first(), messages.last()].map(|message| *message.unwrap());
    assert_eq!(reactions(&house.telegram), ends, "the first was refused, and then the newest took its place");
}

/// Until no mark is written down as owed.
async fn all_are_marked(house: &House) {
    for _ in 0..500 {
        if house.owed().await.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("owed: {:?}", house.owed().await);
}

#[tokio::test]
async fn p31_a_mark_that_was_put_is_written_down_and_never_put_again() {
    let mut house = House::new(fast()).await;
    house.waits = Waits { owed: Duration::ZERO, look: Duration::from_millis(5), ..house.waits };
    let kate = house.person(KATE).await;
    let work = house.deliver_what_is_handed().await;
    let mut asked = Vec::new();
    for _ in 0..20 {
        asked.push(house.mark(&kate).await);
        let newest = asked.last().copied();
        house.telegram.until("its mark", |telegram| reactions(telegram).last().copied() == newest).await;
    }
    all_are_marked(&house).await;
    work.end().await;
    let work = house.deliver_what_is_handed().await;
    asked.push(house.mark(&kate).await);
    all_are_marked(&house).await;
    work.end().await;
    assert_eq!(reactions(&house.telegram), asked);
}

#[tokio::test]
async fn p31_a_mark_that_a_crash_has_left_is_put_at_the_next_start_the_newest_of_each_person() {
    let mut house = House::new(slow(30)).await;
    let (kate, tom) = (house.person(KATE).await, house.person(7).await);
    house.telegram.fail("setMessageReaction", Fault::TooMany(60));
    let work = house.deliver_what_is_handed().await;
    house.mark(&kate).await;
    house.telegram.until("the refusal", |telegram| !reactions(telegram).is_empty()).await;
    let left = [house.mark(&kate).await, house.mark(&kate).await];
    work.crash().await;
    // Committed, and handed to nobody.
    let toms = house.mark(&tom).await;
    assert_eq!(house.owed().await.len(), 4, "none is lost, none is written down too early");
    house.rates = fast();
    let before = reactions(&house.telegram).len();
    let work = house.deliver();
    all_are_marked(&house).await;
    work.end().await;
    let mut put = reactions(&house.telegram).split_off(before);
    put.sort_unstable();
    let mut expected = [left[1], toms];
    expected.sort_unstable();
    assert_eq!(put, expected);
}

#[tokio::test]
async fn p31_a_mark_that_was_refused_for_good_or_whose_person_is_gone_is_owed_no_more() {
    let mut house = House::new(fast()).await;
    house.waits = Waits { owed: Duration::ZERO, look: Duration::from_millis(5), ..house.waits };
    let (kate, tom) = (house.person(KATE).await, house.person(7).await);
    house.telegram.fail("setMessageReaction", Fault::Refuse(400, "Bad Request: message to react not found"));
    let work = house.deliver_what_is_handed().await;
    house.mark(&kate).await;
    all_are_marked(&house).await;
    assert_eq!(reactions(&house.telegram).len(), 1);
    work.crash().await;
    house.mark(&tom).await;
    house.keystore.erase(tom.id, &house.chance).await.unwrap();
    let work = house.deliver_what_is_handed().await;
    let last = house.mark(&kate).await;
    house.telegram.until("somebody else's", |telegram| reactions(telegram).last() == Some(&last)).await;
    assert_eq!(house.owed().await.iter().filter(|(person, _)| *person == tom.id).count(), 1);
    let rows = house.writer.write("erase", move |group| {
        Box::pin(async move { ajar::store::people::erase_rows(&mut group.main, tom.id).await })
    });
    assert!(rows.await.unwrap());
    all_are_marked(&house).await;
    work.end().await;
    assert_eq!(reactions(&house.telegram).len(), 2);
}

#[tokio::test]
async fn p31_marks_for_which_there_was_no_room_or_nobody_are_found_after_a_while() {
    let mut house = House::new(fast()).await;
    house.waits = Waits { owed: Duration::ZERO, look: Duration::from_millis(5), ..house.waits };
    let mut people = Vec::new();
    for chat in 1..=150 {
        people.push(house.person(chat).await);
        house.mark(people.last().unwrap()).await;
    }
    let work = house.deliver_what_is_handed().await;
    all_are_marked(&house).await;
    work.end().await;
    assert_eq!(reactions(&house.telegram).len(), 150);
}

#[tokio::test]
async fn p31_a_mark_waits_out_what_telegram_asks_for() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    for fault in [Fault::TooMany(1), Fault::Server(500), Fault::Server(502), Fault::ResetBefore] {
        house.telegram.fail("setMessageReaction", fault);
    }
    let work = house.deliver_what_is_handed().await;
    let message = house.mark(&kate).await;
    let marked =
        |telegram: &Telegram| telegram.screen(KATE).iter().any(|shown| shown.id == message && shown.reaction.is_some());
    house.telegram.until("the mark, in spite of four faults", marked).await;
    all_are_marked(&house).await;
    work.end().await;
}

#[tokio::test]
async fn p31_a_handed_bubble_is_sent_once_though_the_outbox_is_looked_at_meanwhile() {
    let house = House::new(slow(2)).await;
    let kate = house.person(KATE).await;
    let work = house.deliver_what_is_handed().await;
    assert!(!house.turn(&kate, &[bubble("one")]).await, "it was handed over");
    house.emptied().await;
    assert!(!house.turn(&kate, &[bubble("two")]).await, "it was handed over");
    while house.waiting().await > 0 {
        house.grew.notify_one();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    work.end().await;
    assert_eq!(house.telegram.texts(KATE), ["one", "two"]);
}

#[tokio::test]
async fn p31_a_crash_between_the_commit_and_the_sending_loses_nothing() {
    let mut house = House::new(slow(30)).await;
    let kate = house.person(KATE).await;
    let work = house.deliver_what_is_handed().await;
    house.turn(&kate, &[bubble("one")]).await;
    house.emptied().await;
    assert!(!house.turn(&kate, &[bubble("two"), bubble("three")]).await, "it was handed over");
    work.crash().await;
    assert_eq!((house.telegram.texts(KATE).len(), house.waiting().await), (1, 2));
    house.rates = fast();
    let work = house.deliver();
    house.emptied().await;
    assert_eq!(house.telegram.texts(KATE), ["one", "two", "three"]);
    work.end().await;
}

#[tokio::test]
async fn p31_what_was_handed_over_goes_back_at_a_stop() {
    let house = House::new(slow(30)).await;
    let kate = house.person(KATE).await;
    let work = house.deliver_what_is_handed().await;
    house.turn(&kate, &[bubble("one")]).await;
    house.emptied().await;
    house.turn(&kate, &[bubble("two")]).await;
    work.end().await;
    let now = house.clock.now();
    let next = ajar::store::outbox::next_ready(&mut house.store.reading().await.unwrap()).await.unwrap();
    assert!(next.unwrap() <= now, "another instance need not wait for the loan's end");
    assert_eq!((house.telegram.texts(KATE).len(), house.waiting().await), (1, 1));
}

#[tokio::test]
async fn p33_turns_in_quick_succession_keep_their_order_for_each_person() {
    let house = House::new(fast()).await;
    let people = [house.person(1).await, house.person(2).await, house.person(3).await];
    let work = house.deliver_what_is_handed().await;
    let mut handed = 0;
    for number in 0..12 {
        for person in &people {
            let pair = [bubble(&format!("{number} a")), bubble(&format!("{number} b"))];
            handed += usize::from(!house.turn(person, &pair).await);
        }
    }
    house.emptied().await;
    work.end().await;
    let expected: Vec<String> = (0..12).flat_map(|number| [format!("{number} a"), format!("{number} b")]).collect();
    for person in &people {
        assert_eq!(house.telegram.texts(person.chat), expected);
    }
    assert_eq!(handed, 36, "delivery is told of none: it has them, or will find them behind what it has");
}

#[tokio::test]
async fn what_finds_no_room_arrives_all_the_same() {
    let house = House::new(fast()).await;
    let full = house.writer.hand_over(1);
    for chat in 1..=5 {
        let person = house.person(chat).await;
        house.turn(&person, &[bubble("hello")]).await;
    }
    let work = house.deliver();
    house.emptied().await;
    assert!((1..=5).all(|chat| house.telegram.texts(chat) == ["hello"]));
    assert_eq!(full.lines.len(), 1, "what was handed to somebody who is gone was sent by who came after");
    work.end().await;
}

#[tokio::test]
async fn p31_faults_are_ridden_out_in_order_by_handed_bubbles_too() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    for fault in [Fault::TooMany(1), Fault::Server(500), Fault::ResetBefore] {
        house.telegram.fail("sendMessage", fault);
    }
    let work = house.deliver_what_is_handed().await;
    for text in ["one", "two", "three"] {
        house.turn(&kate, &[bubble(text)]).await;
    }
    house.emptied().await;
    assert_eq!(house.telegram.texts(KATE), ["one", "two", "three"]);
    work.end().await;
}

#[tokio::test]
async fn p1_buttons_that_a_crash_has_left_are_taken_off_with_the_next_bubble() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    let work = house.deliver_what_is_handed().await;
    house.turn(&kate, &[with_button("one")]).await;
    house.emptied().await;
    house.telegram.fail("editMessageReplyMarkup", Fault::TooMany(60));
    house.turn(&kate, &[with_button("two")]).await;
    house.telegram.until("the refusal", |telegram| !telegram.made("editMessageReplyMarkup").is_empty()).await;
    work.crash().await;
    assert_eq!(keyboards(&house.telegram), [true, true]);
    let work = house.deliver_what_is_handed().await;
    house.turn(&kate, &[with_button("three")]).await;
    house.telegram.until("one keyboard", |telegram| keyboards(telegram) == [false, false, true]).await;
    for _ in 0..500 {
        let live = bubbles::live(&mut house.store.reading().await.unwrap(), kate.id).await.unwrap();
        if live.len() == 1 {
            return work.end().await;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it was never written down that they are gone");
}

#[tokio::test]
async fn p1_buttons_that_can_never_be_taken_off_are_asked_for_once() {
    let house = House::new(fast()).await;
    let kate = house.person(KATE).await;
    let work = house.deliver_what_is_handed().await;
    house.telegram.fail("editMessageReplyMarkup", Fault::Refuse(400, "Bad Request: message can't be edited"));
    for text in ["one", "two", "three"] {
        house.turn(&kate, &[with_button(text)]).await;
        house.emptied().await;
        let asked = |telegram: &Telegram| telegram.made("editMessageReplyMarkup").len();
        let wanted = house.telegram.texts(KATE).len() - 1;
        house.telegram.until("the buttons before", |telegram| asked(telegram) >= wanted).await;
        for _ in 0..500 {
            if bubbles::live(&mut house.store.reading().await.unwrap(), kate.id).await.unwrap().len() == 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    assert_eq!(house.telegram.made("editMessageReplyMarkup").len(), 2);
    work.end().await;
}
