//! Being away, and rest that comes too early.

use ajar::buttons::{Constant, Press};
use ajar::dialogue::Event;
use ajar::locale::visible;
use ajar::referral::Status;
use ajar::staff::{StaffError, TurnOf, Which};
use chrono::{NaiveDate, TimeDelta};

use super::{KATE, house, newest, sent, showed};
use crate::support::house::House;
use crate::support::places::{Place, both};

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, number).unwrap()
}

/// Kate writes straight to Sam.
async fn straight(place: &Place) -> (House, String) {
    let mut house = house(place).await;
    let reference = sent(&mut house, None).await;
    house.staff.claim("Sam", &reference).await.unwrap();
    house.staff.reply("Sam", &reference, "Hello.").await.unwrap();
    house.deliver().await;
    house.tap(KATE, "Write to").await;
    (house, reference)
}

#[tokio::test]
async fn p34_whoever_writes_to_somebody_who_is_away_is_told_once_and_when_they_read_again() {
    for place in both().await {
        let (mut house, reference) = straight(&place).await;
        house.staff.away("Sam", (day(22), day(26)), Some("Joe")).await.unwrap();
        assert_eq!(house.staff.who_is_away().await.unwrap()[0].cover.as_deref(), Some("Joe"));
        house.say(KATE, "hello Sam").await;
        assert!(newest(&house).starts_with("This is the program. Your words are kept. Sam reads again on"));
        assert!(newest(&house).contains("Joe") && newest(&house).contains("Thursday"));
        let labels: Vec<_> =
            house.phones[&KATE].bubbles.last().unwrap().rows.iter().flatten().map(|it| visible(&it.label)).collect();
        for label in ["Ask for somebody else", "Urgent help"] {
            assert!(labels.iter().any(|it| it == label), "{label}: {labels:?}");
        }
        let bubbles = house.phones[&KATE].bubbles.len();
        house.say(KATE, "are you there").await;
        assert_eq!(house.phones[&KATE].bubbles.len(), bubbles, "once");
        house.later(TimeDelta::days(5)).await;
        house.say(KATE, "hello again").await;
        assert_eq!(house.phones[&KATE].bubbles.len(), bubbles, "Sam reads again");
        assert_eq!(house.staff.show("Sam", &reference).await.unwrap().talk.len(), 4, "all of it has reached Sam");
        house.staff.away("Sam", (day(27), day(30)), None).await.unwrap();
        house.say(KATE, "and now").await;
        assert_eq!(house.phones[&KATE].bubbles.len(), bubbles + 1, "another absence");
    }
}

#[tokio::test]
async fn p34_whoever_asks_for_somebody_else_is_with_whoever_covers_or_in_the_queue() {
    for cover in [Some("Joe"), None] {
        for place in both().await {
            let (mut house, reference) = straight(&place).await;
            house.staff.away("Sam", (day(22), day(26)), cover).await.unwrap();
            house.say(KATE, "hello Sam").await;
            house.tap(KATE, "Ask for somebody else").await;
            let line = house.staff.peek("Ann", &reference).await.unwrap();
            assert_eq!(line.with.as_deref(), cover);
            assert_eq!(line.status, if cover.is_some() { Status::Claimed } else { Status::Waiting });
            house.say(KATE, "this goes nowhere by itself").await;
            let next = cover.unwrap_or("Ann");
            let opened = house.staff.show(next, &reference).await.unwrap();
            assert_eq!(opened.talk.len(), 2, "what was said before, and nothing that was said since (P13)");
            assert!(opened.history.iter().any(|it| it.what == "asked for somebody else" && it.by.is_none()));
            assert!(house.staff.show("Sam", &reference).await.is_err());
        }
    }
}

#[tokio::test]
async fn p5_not_yet_puts_what_rests_back_with_whoever_had_it() {
    for place in both().await {
        let (mut house, reference) = straight(&place).await;
        house.hand.forward(60);
        house.staff.show("Sam", &reference).await.unwrap();
        house.staff.rest("Sam", &reference).await.unwrap();
        house.deliver().await;
        assert!(newest(&house).contains("You can write here again whenever you like."));
        assert!(house.staff.mine("Sam").await.unwrap().is_empty());
        assert_eq!(house.staff.people("Ann", Which::Resting, None).await.unwrap().lines.len(), 1);
        house.hand.forward(60);
        house.tap(KATE, "Not yet").await;
        assert!(showed(&house, "is told that you would like to go on"));
        let mine = house.staff.mine("Sam").await.unwrap().remove(0);
        assert_eq!((mine.line.status, mine.turn, mine.new), (Status::InTouch, TurnOf::Me, true));
        house.tap(KATE, "Write to").await;
        house.say(KATE, "there is something else").await;
        assert_eq!(house.staff.show("Sam", &reference).await.unwrap().talk.len(), 2);
        // An old button, under a bubble that has scrolled away.
        let press = Press::Constant(Constant::NotYet);
        house.event(KATE, None, Event::Pressed { query: "q".into(), press }).await;
        assert_eq!(
            house.staff.peek("Ann", &reference).await.unwrap().status,
            Status::InTouch,
            "an old button does no harm"
        );
    }
}

#[tokio::test]
async fn p34_urgent_help_and_the_way_back_work_while_somebody_is_written_to() {
    let place = crate::support::places::sqlite();
    let (mut house, _) = straight(&place).await;
    house.say(KATE, "hello Sam").await;
    house.tap(KATE, "Urgent help").await;
    assert!(newest(&house).contains("116 123"));
    house.say(KATE, "I will ring them").await;
    house.say(KATE, "/help").await;
    house.tap(KATE, "Back to the program").await;
    assert!(newest(&house).contains("This is the program again."));
}

#[tokio::test]
async fn an_absence_ends_after_it_begins_and_nobody_covers_for_themselves() {
    let place = crate::support::places::sqlite();
    let house = house(&place).await;
    assert!(matches!(house.staff.away("Sam", (day(26), day(25)), None).await, Err(StaffError::Passed(_))));
    assert!(matches!(house.staff.away("Sam", (day(10), day(12)), None).await, Err(StaffError::Passed(_))));
    assert!(house.staff.away("Sam", (day(23), day(26)), Some("Sam")).await.is_err());
    assert!(house.staff.away("Sam", (day(23), day(26)), Some("Zed")).await.is_err());
    assert!(house.staff.who_is_away().await.unwrap().is_empty());
}
