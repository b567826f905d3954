//! The outbox's lines: order, urgency, one sender for each line, and what a dead sender leaves behind.

use ajar::store::outbox::{self, Class, Kind, Line, NewOutgoing, Take};
use ajar::store::{Work, bubbles, people, places};
use ajar::vault::Key;
use chrono::TimeDelta;
use uuid::Uuid;

use crate::db_story::stores::{self, Stores, at, bubble, id, seal};

const LINES: i64 = 3;

pub async fn somebody(stores: &Stores) -> Uuid {
    let person = id();
    let key = Key::new([1; 32]);
    let mut work = stores.store.begin().await.unwrap();
    let new = people::NewPerson {
        id: person,
        chat: seal(&key, &places::chat(person), &1_i64),
        state: seal(&key, &places::state(person), &0_u8),
        keep_until: at(0),
        created_at: at(0),
    };
    people::add(&mut work, new).await.unwrap();
    work.commit().await.unwrap();
    person
}

async fn put(stores: &Stores, person: Uuid, class: Class, change: impl Fn(&mut NewOutgoing)) -> Uuid {
    let id = id();
    let outgoing = seal(&Key::new([1; 32]), &places::outgoing(person, &id.to_string()), &bubble("Hello."));
    let (kind, urgent) = (Kind::Scripted, false);
    let mut new =
        NewOutgoing { id, person, class, kind, urgent, expires_at: None, has_buttons: true, outgoing, at: at(0) };
    change(&mut new);
    let mut work = stores.store.begin().await.unwrap();
    outbox::put(&mut work, new);
    work.commit().await.unwrap();
    id
}

pub async fn take(stores: &Stores, seconds: i64) -> Vec<Line> {
    let mut work = stores.store.begin().await.unwrap();
    let lines =
        outbox::take(&mut work, at(seconds), Take { lines: LINES, rows: 10, until: at(seconds + 60) }).await.unwrap();
    work.commit().await.unwrap();
    lines
}

pub async fn on_work<T>(stores: &Stores, act: impl AsyncFnOnce(&mut Work) -> T) -> T {
    let mut work = stores.store.begin().await.unwrap();
    let answer = act(&mut work).await;
    work.commit().await.unwrap();
    answer
}

pub fn ids(line: &Line) -> Vec<Uuid> {
    line.rows.iter().map(|row| row.item.id).collect()
}

#[tokio::test]
async fn p33_bubbles_come_in_order_and_help_overtakes() {
    for stores in stores::both().await {
        let person = somebody(&stores).await;
        let first = put(&stores, person, Class::Bubble, |_| {}).await;
        let second = put(&stores, person, Class::Bubble, |_| {}).await;
        let help = put(&stores, person, Class::Bubble, |new| new.urgent = true).await;
        let lines = take(&stores, 1).await;
        assert_eq!(ids(&lines[0]), [help, first, second]);
        assert!(take(&stores, 2).await.is_empty(), "a line has one sender at a time");
        on_work(&stores, async |work| {
            outbox::sent(work, &lines[0].rows[0].item, &[5], at(3)).await.unwrap();
            outbox::later(work, &lines[0].rows[1].item).await.unwrap();
            outbox::done(work, person, Class::Bubble, at(10));
        })
        .await;
        assert!(take(&stores, 9).await.is_empty(), "a line that was told to wait waits");
        let third = put(&stores, person, Class::Bubble, |_| {}).await;
        assert!(take(&stores, 9).await.is_empty(), "and something new behind it does not change that");
        let lines = take(&stores, 10).await;
        assert_eq!(ids(&lines[0]), [first, second, third]);
        assert_eq!(lines[0].rows[0].item.attempts, 1);
    }
}

#[tokio::test]
async fn p31_what_a_dead_sender_held_comes_back_ours_again_a_coordinators_never() {
    for stores in stores::both().await {
        let person = somebody(&stores).await;
        let ours = put(&stores, person, Class::Bubble, |_| {}).await;
        let theirs = put(&stores, person, Class::Bubble, |new| new.kind = Kind::Coordinator).await;
        let after = put(&stores, person, Class::Bubble, |_| {}).await;
        assert_eq!(ids(&take(&stores, 0).await[0]), [ours], "a coordinator's words come alone");
        let again = take(&stores, 60).await;
        assert_eq!(ids(&again[0]), [ours]);
        on_work(&stores, async |work| {
            outbox::sent(work, &again[0].rows[0].item, &[1], at(61)).await.unwrap();
            outbox::done(work, person, Class::Bubble, at(61));
        })
        .await;
        assert_eq!(ids(&take(&stores, 61).await[0]), [theirs]);
        // The process dies here, and a new one that is alone wakes every line.
        on_work(&stores, async |work| outbox::wake_all(work, at(62)).await.unwrap()).await;
        assert_eq!(ids(&take(&stores, 62).await[0]), [after]);
    }
}

#[tokio::test]
async fn p33_a_flood_for_one_person_does_not_hold_up_another() {
    for stores in stores::both().await {
        let flooded = somebody(&stores).await;
        for _ in 0..40 {
            put(&stores, flooded, Class::Bubble, |_| {}).await;
        }
        let mut waiting = Vec::new();
        for _ in 0..2 * LINES {
            let person = somebody(&stores).await;
            put(&stores, person, Class::Bubble, |new| new.at = at(1)).await;
            waiting.push(person);
        }
        let mut served = Vec::new();
        for second in 2..5 {
            for line in take(&stores, second).await {
                assert!(line.rows.len() <= 10);
                served.push(line.person);
                let next = at(second) + TimeDelta::seconds(1);
                on_work(&stores, async |work| outbox::done(work, line.person, line.class, next)).await;
            }
        }
        assert_eq!(served[0], flooded);
        assert!(waiting.iter().all(|person| served.contains(person)));
    }
}

#[tokio::test]
async fn nothing_that_has_expired_is_sent_and_empty_lines_go() {
    for stores in stores::both().await {
        let person = somebody(&stores).await;
        put(&stores, person, Class::Bubble, |new| new.expires_at = Some(at(15))).await;
        let left = put(&stores, person, Class::Tidy, |new| new.expires_at = Some(at(16))).await;
        let lines = take(&stores, 15).await;
        assert_eq!((lines.len(), ids(&lines[0])), (1, vec![left]));
        on_work(&stores, async |work| {
            outbox::sent(work, &lines[0].rows[0].item, &[], at(16)).await.unwrap();
            outbox::done(work, person, Class::Tidy, at(16));
            assert_eq!(outbox::next_ready(work).await.unwrap(), None, "empty lines go");
        })
        .await;
    }
}

/// Sends what waits, as these messages; answers whose buttons are to go.
async fn send(stores: &Stores, person: Uuid, second: i64, messages: &[i64]) -> Vec<i64> {
    put(stores, person, Class::Bubble, |_| {}).await;
    let lines = take(stores, second).await;
    on_work(stores, async |work| {
        let strip = outbox::sent(work, &lines[0].rows[0].item, messages, at(second)).await.unwrap();
        outbox::done(work, person, Class::Bubble, at(second));
        strip
    })
    .await
}

#[tokio::test]
async fn p1_buttons_are_live_until_they_are_known_to_be_gone() {
    for stores in stores::both().await {
        let person = somebody(&stores).await;
        assert_eq!(send(&stores, person, 1, &[10, 11]).await, [0; 0]);
        assert_eq!(send(&stores, person, 2, &[12]).await, [11]);
        // The process dies before it has taken them off: the next bubble does it.
        assert_eq!(send(&stores, person, 3, &[13]).await, [11, 12]);
        on_work(&stores, async |work| {
            bubbles::stripped(work, person, 11);
            bubbles::stripped(work, person, 12);
        })
        .await;
        assert_eq!(send(&stores, person, 4, &[14]).await, [13]);
        let left = on_work(&stores, async |work| bubbles::deletable(work, person, at(5)).await.unwrap()).await;
        assert_eq!(left, [14, 13, 12, 11, 10]);
    }
}

#[tokio::test]
async fn p5_nothing_waits_for_somebody_who_has_blocked_the_bot() {
    for stores in stores::both().await {
        let person = somebody(&stores).await;
        put(&stores, person, Class::Bubble, |_| {}).await;
        on_work(&stores, async |work| outbox::unreachable(work, person).await.unwrap()).await;
        assert!(take(&stores, 1).await.is_empty());
        let count = on_work(&stores, async |work| outbox::count(work).await.unwrap()).await;
        let row = on_work(&stores, async |work| people::load::<u8>(work, person).await.unwrap().unwrap()).await;
        assert_eq!((count, row.reachable), (0, false));
    }
}
