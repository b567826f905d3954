//! The webhook over the real turn, store and HTTP server: who is let in, what is answered when, and that nothing is lost or doubled.
//!
//! Not here: what an update means (`telegram_inbound`), polling (`telegram_run`).

use std::time::Duration;

use crate::support::places::{both, sqlite};
use crate::support::telegram::{Fault, Telegram};
use crate::support::webhook::{Caller, Room, SECRET, text};
use futures_util::future::join_all;
use serde_json::{Value, json};

const KATE: i64 = 7_001_777_001;
const LEN: i64 = 7_002_777_002;

/// How often these words stand in the newest thing that somebody is shown, once it is quiet.
async fn shown(room: &mut Room, chat: i64, words: &str) -> usize {
    room.house.quiet().await;
    room.house.newest(chat).matches(words).count()
}

async fn started(caller: &Caller, chat: i64) {
    assert_eq!(caller.bring(&text(chat, chat, "/start")).await, 200);
}

#[tokio::test]
async fn telegram_is_told_of_the_webhook_with_everything_that_waits_kept() {
    let place = sqlite();
    let room = Room::at(&place).await;
    let told = room.telegram.made("setWebhook").remove(0).body;
    assert_eq!((&told["secret_token"], &told["max_connections"]), (&json!(SECRET), &json!(40)));
    assert_eq!(told["drop_pending_updates"], json!(false));
    assert!(room.telegram.made("deleteWebhook").is_empty() && room.telegram.made("getUpdates").is_empty());
    room.end().await;
}

#[tokio::test]
async fn who_does_not_know_the_secret_is_sent_away_and_nothing_is_kept() {
    let place = sqlite();
    let room = Room::at(&place).await;
    let caller = room.caller();
    let update = text(1, KATE, "hello").to_string();
    let longer = format!("{SECRET}x");
    for wrong in [None, Some(""), Some("x"), Some(&SECRET[1..]), Some(longer.as_str())] {
        assert_eq!(caller.post(wrong, update.clone()).await, 401, "{wrong:?}");
    }
    let (code, _) = caller.get("/telegram").await;
    assert_eq!(code, 405);
    assert_eq!(room.count("ajar_webhook_requests_total{outcome=\"stranger\"}").await, 5);
    assert_eq!(room.count("ajar_updates_total{outcome=\"taken\"}").await, 0);
    assert_eq!(caller.post(Some(SECRET), update).await, 200);
    assert_eq!(room.count("ajar_updates_total{outcome=\"taken\"}").await, 1);
    room.end().await;
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_and_one_at_the_limit_is_read() {
    let place = sqlite();
    let room = Room::at(&place).await;
    let caller = room.caller();
    let update = text(1, KATE, "hello").to_string();
    let body = |bytes: usize| update.clone() + &" ".repeat(bytes - update.len());
    assert_eq!(caller.post(Some(SECRET), body(ajar::http::LIMIT + 1)).await, 413);
    assert_eq!(room.count("ajar_updates_total{outcome=\"taken\"}").await, 0);
    assert_eq!(caller.post(Some(SECRET), body(ajar::http::LIMIT)).await, 200);
    assert_eq!(room.count("ajar_updates_total{outcome=\"taken\"}").await, 1);
    room.end().await;
}

#[tokio::test]
async fn p31_no_answer_comes_before_the_commit() {
    let place = sqlite();
    let mut room = Room::at(&place).await;
    started(&room.caller(), KATE).await;
    let held = room.house.store.begin().await.unwrap();
    let caller = room.caller();
    let mut answer = tokio::spawn(async move { caller.bring(&text(2, KATE, "kettle")).await });
    let early = tokio::time::timeout(Duration::from_millis(300), &mut answer).await;
    assert!(early.is_err(), "answered while nothing could be committed");
    held.rollback().await.unwrap();
    assert_eq!(answer.await.unwrap(), 200);
    assert_eq!(shown(&mut room, KATE, "kettle").await, 1);
    room.end().await;
}

#[tokio::test]
async fn p31_whatever_call_to_the_store_fails_the_update_comes_again_and_has_one_effect() {
    for place in both().await {
        let mut room = Room::at(&place).await;
        let caller = room.caller();
        let fuse = room.house.store.fuse().clone();
        started(&caller, KATE).await;
        let mut failed = 0;
        for n in 1.. {
            let update = text(100 + n, KATE, &format!("word{n}."));
            fuse.blow_at(n);
            let code = caller.bring(&update).await;
            let not_reached = fuse.take_out();
            assert_eq!(code, if not_reached { 200 } else { 500 }, "call {n}");
            assert_eq!(caller.bring(&update).await, 200, "call {n}: the second time");
            assert_eq!(shown(&mut room, KATE, &format!("word{n}.")).await, 1, "call {n}");
            failed += u32::from(!not_reached);
            if not_reached {
                break;
            }
        }
        assert!(failed > 6, "only {failed} calls");
        assert_eq!(room.count("ajar_updates_total{outcome=\"failed\"}").await, u64::from(failed));
        room.end().await;
    }
}

#[tokio::test]
async fn a_store_that_is_away_is_answered_with_a_fault_and_said_on_readyz() {
    let place = sqlite();
    let room = Room::at(&place).await;
    let caller = room.caller();
    room.house.store.close().await;
    assert_eq!(caller.bring(&text(1, KATE, "hello")).await, 503);
    assert_eq!(caller.get("/readyz").await, (503, "the database does not answer\n".to_owned()));
    assert_eq!(caller.get("/healthz").await.0, 200);
    assert_eq!(room.count("ajar_store_answers").await, 0);
    room.end().await;
}

#[tokio::test]
async fn an_update_that_always_fails_is_set_aside_the_third_time() {
    let place = sqlite();
    let room = Room::at(&place).await;
    let caller = room.caller();
    started(&caller, KATE).await;
    let mut codes = Vec::new();
    for _ in 0..3 {
        room.house.store.fuse().blow_at(1);
        codes.push(caller.bring(&text(2, KATE, "poison")).await);
    }
    assert_eq!(codes, [500, 500, 200]);
    assert_eq!(room.count("ajar_updates_total{outcome=\"set_aside\"}").await, 1);
    assert_eq!(caller.bring(&text(2, KATE, "poison")).await, 200);
    assert_eq!(room.count("ajar_updates_total{outcome=\"again\"}").await, 1);
    room.end().await;
}

#[tokio::test]
async fn p31_the_same_update_three_times_at_once_has_one_effect() {
    for place in both().await {
        let mut room = Room::at(&place).await;
        let caller = room.caller();
        started(&caller, KATE).await;
        let update = text(2, KATE, "kettle");
        let codes = join_all((0..3).map(|_| caller.bring(&update))).await;
        assert_eq!(codes, [200; 3]);
        assert_eq!(room.count("ajar_updates_total{outcome=\"taken\"}").await, 2);
        assert_eq!(room.count("ajar_updates_total{outcome=\"again\"}").await, 2);
        assert_eq!(shown(&mut room, KATE, "kettle").await, 1);
        room.end().await;
    }
}

#[tokio::test]
async fn p31_updates_of_two_chats_shuffled_and_at_once_are_all_kept() {
    for place in both().await {
        let mut room = Room::at(&place).await;
        let caller = room.caller();
        join_all([KATE, LEN].map(|chat| started(&caller, chat))).await;
        let of = |chat: i64, from: i64| (0..10).map(move |n| (from + n * 7 % 10, chat));
        let order = of(KATE, 100).zip(of(LEN, 200)).flat_map(|(kate, len)| [kate, len]);
        let updates: Vec<_> = order.map(|(update, chat)| text(update, chat, &format!("<{update}>"))).collect();
        let codes = join_all(updates.iter().map(|update| caller.bring(update))).await;
        assert_eq!(codes, [200; 20]);
        for (chat, from) in [(KATE, 100), (LEN, 200)] {
            for update in from..from + 10 {
                assert_eq!(shown(&mut room, chat, &format!("<{update}>")).await, 1, "{update}");
            }
        }
        room.end().await;
    }
}

/// In an order that a seed gives.
fn shuffled<T>(mut all: Vec<T>, seed: u64) -> Vec<T> {
    let chance = ajar::chance::Chance::seeded(seed);
    for end in (1..all.len()).rev() {
        let draw = u64::from_le_bytes(chance.bytes().unwrap());
        all.swap(end, usize::try_from(draw % (end as u64 + 1)).unwrap());
    }
    all
}

#[tokio::test]
async fn p31_every_update_three_times_shuffled_and_at_once_has_one_effect() {
    for (seed, place) in both().await.into_iter().enumerate() {
        let mut room = Room::at(&place).await;
        let caller = room.caller();
        let chats: Vec<i64> = (0..6).map(|n| KATE + n).collect();
        join_all(chats.iter().map(|chat| started(&caller, *chat))).await;
        let of = |chat: i64| (1..=12).map(move |n| (chat, (chat - KATE) * 100 + n));
        let all = chats.iter().flat_map(|chat| of(*chat));
        let updates: Vec<Value> = all.map(|(chat, update)| text(update, chat, &format!("<{update}>"))).collect();
        let thrice = shuffled(updates.iter().flat_map(|update| [update; 3]).collect(), seed as u64);
        // Forty at a time, as Telegram does; whoever is handed back comes again.
        for some in thrice.chunks(40) {
            join_all(some.iter().map(|update| insist(&caller, update))).await;
        }
        let total = updates.len() as u64;
        assert_eq!(room.count("ajar_updates_total{outcome=\"taken\"}").await, total + 6);
        assert_eq!(room.count("ajar_updates_total{outcome=\"again\"}").await, total * 2);
        for chat in chats {
            for (_, update) in of(chat) {
                assert_eq!(shown(&mut room, chat, &format!("<{update}>")).await, 1, "{update}");
            }
        }
        room.end().await;
    }
}

/// Brings an update until it is kept, as Telegram does.
async fn insist(caller: &Caller, update: &Value) {
    for _ in 0..100 {
        if caller.bring(update).await == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never kept");
}

#[tokio::test]
async fn p31_an_update_that_reaches_two_instances_at_once_has_one_effect() {
    // Two processes on one database: PostgreSQL only, and skipped loudly where there is none.
    for place in both().await.into_iter().skip(1) {
        let (mut one, mut other) = (Room::at(&place).await, Room::at(&place).await);
        // Only one of them sends.
        other.house.handed.lines.close();
        let callers = [one.caller(), other.caller()];
        let updates: Vec<_> = (0..10).map(|n| text(300 + n, KATE, &format!("<{n}>"))).collect();
        let pairs = updates.iter().flat_map(|update| callers.iter().map(move |caller| insist(caller, update)));
        join_all(pairs).await;
        let line = "ajar_updates_total{outcome=\"taken\"}";
        assert_eq!(one.count(line).await + other.count(line).await, 10);
        for n in 0..10 {
            assert_eq!(shown(&mut one, KATE, &format!("<{n}>")).await, 1, "{n}");
        }
        one.end().await;
        other.end().await;
    }
}

#[tokio::test]
async fn what_cannot_be_understood_is_set_aside_and_never_asked_for_again() {
    let place = sqlite();
    let room = Room::at(&place).await;
    let caller = room.caller();
    let unknown = json!({"update_id": 5, "a_novelty": {"secret": "words"}}).to_string();
    let broken = r#"{"update_id": 6, "message": {"text": "\ud83d"#.to_owned();
    for odd in [unknown, broken] {
        assert_eq!(caller.post(Some(SECRET), odd).await, 200);
    }
    assert_eq!(room.count("ajar_updates_total{outcome=\"set_aside\"}").await, 2);
    for nothing in ["", "[]", "{}", "null", "no update at all"] {
        assert_eq!(caller.post(Some(SECRET), nothing.to_owned()).await, 200, "{nothing}");
    }
    room.end().await;
}

#[tokio::test]
async fn before_telegram_is_reached_the_house_lives_but_is_not_ready_and_takes_nothing() {
    let telegram = Telegram::start().await;
    telegram.fail("getMe", Fault::Slow(Duration::from_secs(3)));
    let place = sqlite();
    let room = Room::strange_to(telegram, &place).await;
    let caller = room.caller();
    assert_eq!(caller.get("/healthz").await, (200, "alive\n".to_owned()));
    assert_eq!(caller.get("/readyz").await, (503, "Telegram was not reached yet\n".to_owned()));
    assert_eq!(caller.bring(&text(1, KATE, "hello")).await, 503);
    room.end().await;
}

#[tokio::test]
async fn p31_a_stop_finishes_the_request_that_is_under_way() {
    let place = sqlite();
    let mut room = Room::at(&place).await;
    let (caller, other) = (room.caller(), room.caller());
    started(&caller, KATE).await;
    let held = room.house.store.begin().await.unwrap();
    let answer = tokio::spawn(async move { caller.bring(&text(2, KATE, "kettle")).await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!answer.is_finished());
    room.stop.send(true).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(other.is_gone().await, "nobody new is let in");
    held.rollback().await.unwrap();
    assert_eq!(answer.await.unwrap(), 200);
    assert_eq!(shown(&mut room, KATE, "kettle").await, 1);
    room.end().await;
}
