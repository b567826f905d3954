//! The clock jumps: a day back, ninety days ahead, a year ahead and back again, wrong at the start, and both changes of the clocks in London.
//! Nobody's words go because of it, nobody waits until the clock has caught up, and each update has one effect.
//!
//! Not here: the rule by itself (`turn::clock_watch`), opening hours over both changes (`hours`).

use crate::support::house::House;
use crate::support::places::{Place, both};
use ajar::clock::{Clock, Hand};
use ajar::dialogue::Event;
use ajar::store::errands;
use ajar::store::outbox::{self, Take};
use ajar::store::people;
use ajar::story::{Content, Words};
use ajar::turn::{Incoming, Taken};
use chrono::{DateTime, TimeDelta, Utc};

const KATE: i64 = 7_001_777_001;
const LEN: i64 = 7_002_777_002;
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 365 * DAY;

/// A house in which two people have written something, and that has believed its clock once.
async fn lived_in(place: &Place) -> House {
    let mut house = House::at(&place.data, &place.keys).await;
    house.turns.housekeeping().await.unwrap();
    for chat in [KATE, LEN] {
        house.start(chat, None).await;
        house.say(chat, "the kettle").await;
        house.quiet().await;
    }
    house
}

async fn is_kept(house: &House, chat: i64) -> bool {
    let Some((person, _)) = house.keystore.find(chat).await.unwrap() else { return false };
    people::ids(&mut house.store.reading().await.unwrap()).await.unwrap().contains(&person)
}

fn at(text: &str) -> (Clock, Hand) {
    Clock::fixed(DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc))
}

fn said(update: i64, house: &House, words: &str) -> Incoming {
    let (sent_at, content) = (house.clock.now(), Content::Text(Words::new(words)));
    let event = Event::Said { message: update, sent_at, content };
    Incoming { update: Some(update), chat: KATE, message: Some(update), language: None, event }
}

#[tokio::test]
async fn p6_a_clock_that_jumps_ahead_erases_nobody_and_who_writes_is_met_as_always() {
    for place in both().await {
        let mut house = lived_in(&place).await;
        house.hand.jump(YEAR);
        house.say(KATE, "the canary").await;
        house.turns.housekeeping().await.unwrap();
        house.quiet().await;
        let newest = house.newest(KATE);
        assert!(newest.contains("the kettle") && newest.contains("the canary"), "{newest}");
        assert!(is_kept(&house, LEN).await);
        // Nobody sets it right: after a day it is believed.
        house.later(TimeDelta::days(1)).await;
        house.turns.housekeeping().await.unwrap();
        assert!(is_kept(&house, KATE).await && !is_kept(&house, LEN).await);
    }
}

#[tokio::test]
async fn p6_a_clock_that_is_set_right_again_has_cost_nobody_anything() {
    for place in both().await {
        let mut house = lived_in(&place).await;
        for jump in [YEAR, -YEAR, -DAY, DAY, 91 * DAY, -91 * DAY, -YEAR, YEAR] {
            house.hand.jump(jump);
            house.say(KATE, "a word").await;
            house.turns.housekeeping().await.unwrap();
            house.later(TimeDelta::hours(1)).await;
        }
        house.later(TimeDelta::days(2)).await;
        house.turns.housekeeping().await.unwrap();
        assert!(is_kept(&house, KATE).await && is_kept(&house, LEN).await);
        house.say(KATE, "the last").await;
        house.quiet().await;
        assert_eq!(house.newest(KATE).matches("a word").count(), 8);
    }
}

#[tokio::test]
async fn p6_a_house_that_starts_with_a_wrong_clock_erases_nobody() {
    for place in both().await {
        let house = lived_in(&place).await;
        house.turns.housekeeping().await.unwrap();
        let house = reopened(house, &place, at("2031-01-01T12:00:00Z")).await;
        house.turns.housekeeping().await.unwrap();
        assert!(is_kept(&house, KATE).await && is_kept(&house, LEN).await);
        // And another one, whose clock was never set; somebody writes to it, and it is set right.
        let now = "2026-11-22T03:00:00Z";
        let mut house = reopened(house, &place, at("2020-01-01T00:00:00Z")).await;
        house.turns.housekeeping().await.unwrap();
        house.say(KATE, "the canary").await;
        house.hand.jump((at(now).0.now() - house.clock.now()).num_seconds());
        house.turns.housekeeping().await.unwrap();
        house.later(TimeDelta::days(2)).await;
        house.turns.housekeeping().await.unwrap();
        assert!(is_kept(&house, KATE).await && is_kept(&house, LEN).await);
    }
}

async fn reopened(house: House, place: &Place, (clock, hand): (Clock, Hand)) -> House {
    let mut moved = house;
    (moved.clock, moved.hand) = (clock, hand);
    moved.restart(&place.data, &place.keys).await
}

#[tokio::test]
async fn p31_an_update_is_known_again_after_a_jump_ahead() {
    for place in both().await {
        let mut house = lived_in(&place).await;
        let update = said(77_001, &house, "once");
        assert_eq!(house.turns.take(update.clone()).await.unwrap(), Taken::Done);
        house.hand.jump(30 * DAY);
        house.turns.housekeeping().await.unwrap();
        assert_eq!(house.turns.take(update).await.unwrap(), Taken::Again);
        house.deliver().await;
    }
}

#[tokio::test]
async fn p33_a_clock_that_is_set_back_keeps_nobody_waiting() {
    for back in [HOUR, DAY, YEAR] {
        for place in both().await {
            let mut house = lived_in(&place).await;
            let before = house.phones[&KATE].bubbles.len();
            house.turns.take(said(9_001, &house, "/person")).await.unwrap();
            // Whoever had it in hand is gone: it waits in the outbox.
            while house.handed.lines.try_recv().is_ok() {}
            house.hand.jump(-back);
            // What comes afterwards stands in the same line, behind it.
            house.turns.take(said(9_002, &house, "/help")).await.unwrap();
            // What was handed over in memory is lost, as with a process that is killed: the outbox alone has it.
            while house.handed.lines.try_recv().is_ok() {}
            house.deliver().await;
            assert_eq!(house.phones[&KATE].bubbles.len(), before, "the line lies ahead");
            house.turns.due().await.unwrap();
            if house.store.is_shared() {
                house.hand.forward(180);
            }
            house.deliver().await;
            assert!(house.phones[&KATE].bubbles.len() > before, "set back by {back} s: the answer does not come");
            house.tap(KATE, "Keep writing").await;
            house.say(KATE, "and more").await;
            house.quiet().await;
            assert!(house.newest(KATE).contains("and more"), "{}", house.newest(KATE));
        }
    }
}

async fn forget(house: &mut House) {
    for chat in [KATE, LEN] {
        house.say(chat, "/forget").await;
        house.tap(chat, "Forget me").await;
        house.phones.get_mut(&chat).unwrap().is_forgotten();
    }
}

#[tokio::test]
async fn p5_a_quiet_moment_that_was_stored_ahead_of_a_set_back_clock_comes_once() {
    for place in both().await {
        let mut house = lived_in(&place).await;
        house.say(KATE, "the canary").await;
        house.hand.jump(-YEAR);
        assert_eq!(house.turns.due().await.unwrap(), 0);
        house.later(TimeDelta::seconds(21)).await;
        house.deliver().await;
        assert!(house.newest(KATE).contains("the canary"), "{}", house.newest(KATE));
        let shown = house.phones[&KATE].bubbles.len();
        house.hand.jump(YEAR);
        house.later(TimeDelta::minutes(5)).await;
        assert_eq!(house.phones[&KATE].bubbles.len(), shown);
    }
}

#[tokio::test]
async fn p31_a_coordinators_words_that_are_under_way_are_not_taken_for_left_behind() {
    for place in both().await {
        let mut house = lived_in(&place).await;
        house.tap(KATE, "Send these words").await;
        house.staff.add_coordinator("Sam").await.unwrap();
        let reference = house.staff.list("Sam").await.unwrap().remove(0).reference;
        house.staff.show("Sam", &reference).await.unwrap();
        house.deliver().await;
        house.staff.reply("Sam", &reference, "Hello, this is Sam.").await.unwrap();
        let take = async |house: &House| {
            let (now, mut work) = (house.clock.now(), house.store.begin().await.unwrap());
            let take = Take { lines: 9, rows: 9, until: now + TimeDelta::minutes(3) };
            let lines = outbox::take(&mut work, now, take).await.unwrap();
            work.commit().await.unwrap();
            lines
        };
        let lines = take(&house).await;
        assert_eq!(lines.len(), 1);
        house.hand.jump(-DAY);
        house.turns.due().await.unwrap();
        assert!(take(&house).await.is_empty(), "they are lent already");
        let mut work = house.store.begin().await.unwrap();
        outbox::sent(&mut work, &lines[0].rows[0].item, &[99], house.clock.now()).await.unwrap();
        outbox::done(&mut work, lines[0].person, lines[0].class, house.clock.now());
        assert_eq!(ajar::store::talk::count_unsure(&mut work).await.unwrap(), 0);
        work.commit().await.unwrap();
    }
}

#[tokio::test]
async fn p26_an_errand_lives_for_ten_minutes_though_the_clock_is_set_back() {
    for place in both().await {
        let mut house = lived_in(&place).await;
        forget(&mut house).await;
        house.hand.jump(-YEAR);
        house.turns.due().await.unwrap();
        let ready = async |house: &House| {
            let mut work = house.store.begin().await.unwrap();
            let now = house.clock.now();
            let ready = errands::take(&mut work, now, now, 9).await.unwrap();
            work.rollback().await.unwrap();
            ready
        };
        let errand = ready(&house).await.remove(0).id;
        assert!(house.keystore.errand_key(errand).await.unwrap().is_some());
        house.hand.forward(601);
        house.turns.due().await.unwrap();
        assert!(ready(&house).await.is_empty() && house.keystore.errand_key(errand).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn p5_quiet_moments_and_reminders_come_at_their_time_over_both_changes_of_the_clocks() {
    // A moment just before the change, and when it is ten in the morning on the next day but one.
    let changes = [("2027-03-28T00:59:50Z", "2027-03-29T09:00:00Z"), ("2026-10-25T00:59:50Z", "2026-10-26T10:00:00Z")];
    for (before, ten) in changes {
        for place in both().await {
            let (clock, hand) = at(before);
            let mut house = House::with(&place.data, &place.keys, clock, hand).await;
            house.start(KATE, None).await;
            house.say(KATE, "the kettle").await;
            house.quiet().await;
            assert_eq!(house.newest(KATE).matches("the kettle").count(), 1);
            house.tap(KATE, "Stop for now").await;
            house.tap(KATE, "Set a reminder").await;
            house.tap(KATE, "Tomorrow").await;
            assert!(house.newest(KATE).contains("10:00"), "{}", house.newest(KATE));
            let shown = house.phones[&KATE].bubbles.len();
            let left = at(ten).0.now() - house.clock.now();
            house.later(left - TimeDelta::seconds(1)).await;
            assert_eq!(house.phones[&KATE].bubbles.len(), shown, "it came early");
            house.later(TimeDelta::seconds(1)).await;
            assert_eq!(house.phones[&KATE].bubbles.len(), shown + 1, "it did not come");
        }
    }
}
