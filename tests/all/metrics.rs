//! What the metrics show after a conversation: counts and times, and nothing of anybody (P28).

use std::time::Duration;

use crate::support::house::House;
use crate::support::places::sqlite;
use crate::support::webhook::{Room, SECRET, text};
use ajar::http::Health;
use ajar::metrics::Metrics;
use ajar::telegram::run::Reached;
use serde_json::json;

const KATE: i64 = 7_001_777_001;

#[tokio::test]
async fn p28_after_a_conversation_the_metrics_hold_no_chat_no_id_and_no_word() {
    let place = sqlite();
    let mut room = Room::at(&place).await;
    let caller = room.caller();
    let words = ["/start gp-seaton", "the kettle and the canary", "Send these words"];
    for (update, said) in (88_001..).zip(words) {
        assert_eq!(caller.bring(&text(update, KATE, said)).await, 200);
    }
    assert_eq!(caller.bring(&json!({"update_id": 88_009, "canary_kind": {"text": "kettle"}})).await, 200);
    let before = room.count("ajar_outbox_waiting").await;
    assert!(before > 0, "something is said");
    room.house.quiet().await;
    assert_eq!(room.count("ajar_outbox_waiting").await, 0);
    let (code, text) = caller.get("/metrics").await;
    assert_eq!(code, 200);
    let secret = ["kettle", "canary", "gp-seaton", "Katharina", "Open Door", "7001777001", "8800", SECRET, "12345"];
    for one in secret {
        assert!(!text.contains(one), "{one} in\n{text}");
    }
    for line in [
        "ajar_updates_total{outcome=\"taken\"} 3",
        "ajar_updates_total{outcome=\"set_aside\"} 1",
        "ajar_turn_seconds_count 3",
        "ajar_telegram_calls_total{method=\"GetMe\",outcome=\"done\"} 1",
        "ajar_deliveries_unsure 0",
        "ajar_dues_late 0",
        "ajar_store_answers 1",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
    }
    room.end().await;
}

#[tokio::test]
async fn what_waits_too_long_shows() {
    let place = sqlite();
    let room = Room::at(&place).await;
    let caller = room.caller();
    assert_eq!(caller.bring(&text(1, KATE, "/start")).await, 200);
    assert_eq!(caller.bring(&text(2, KATE, "kettle")).await, 200);
    room.house.hand.forward(90);
    assert_eq!(room.count("ajar_outbox_oldest_seconds").await, 90);
    // The quiet moment came and nobody looked.
    assert!(room.count("ajar_dues_late").await > 0);
    room.end().await;
}

#[tokio::test]
async fn after_a_write_has_failed_readiness_is_red_until_one_goes_through() {
    let place = sqlite();
    let house = House::at(&place.data, &place.keys).await;
    let metrics = Metrics::new();
    let health = Health {
        store: house.store.clone(),
        keystore: house.keystore.clone(),
        clock: house.clock.clone(),
        metrics: metrics.clone(),
        reached: Reached::default(),
    };
    let not_reached = "Telegram was not reached yet";
    assert_eq!(health.missing().await, [not_reached]);
    metrics.commit(3, Duration::ZERO, false);
    // An empty commit goes through on a full disk as well.
    metrics.commit(1, Duration::ZERO, true);
    // The first call to the store asks whether it answers, the second one begins the trial.
    house.store.fuse().blow_at(2);
    let missing = health.missing().await;
    assert!(missing[0].starts_with("nothing can be written") && missing.len() == 2, "{missing:?}");
    assert!(metrics.text().contains("ajar_store_writes 0"));
    assert_eq!(health.missing().await, [not_reached]);
    assert!(metrics.text().contains("ajar_store_writes 1"));
}
