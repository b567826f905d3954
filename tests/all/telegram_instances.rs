//! Two instances that deliver from one PostgreSQL database: what a dead one had in hand is sent by the other, and what a living one has in hand
//! is not.
//!
//! Not here: one instance by itself (`telegram_handed.rs`, `telegram_deliver.rs`).

use crate::support::postgres;
use crate::support::telegram;
use std::time::Duration;

use crate::support::delivery::{House, bubble, fast};
use ajar::store::outbox::{Class, Kind};
use ajar::store::{Store, instances};
use ajar::telegram::deliver::Waits;
use ajar::telegram::deliver::pace::Rates;

const KATE: i64 = 5_000_000_001;
/// Short waits, for a machine that may be slow.
const WAITS: Waits = Waits {
    beat: Duration::from_millis(100),
    dead: Duration::from_secs(2),
    owed: Duration::from_millis(500),
    look: Duration::from_millis(100),
};

/// A pace at which a second bubble in one chat waits, in memory, for so many seconds.
fn slow(seconds: u32) -> Rates {
    Rates { chat_every_ms: seconds * 1_000, chat_burst: 1, ..fast() }
}

/// Two instances, of which the first is slow. Nothing, where there is no PostgreSQL.
async fn two() -> Option<(House, House)> {
    let (data, keys) = (postgres::database().await?, postgres::database().await?);
    let mut one = House::on(tempfile::tempdir().unwrap(), (&data, &keys), slow(60)).await;
    one.waits = WAITS;
    let mut other = one.beside();
    other.rates = fast();
    Some((one, other))
}

async fn beats(house: &House) -> Vec<(uuid::Uuid, i64)> {
    instances::all(&house.store).await.unwrap()
}

/// Until each of `count` instances has been heard so many times more, by which time a dead one would have been found out.
async fn all_are_heard(house: &House, count: usize) {
    let before = beats(house).await;
    for _ in 0..3_000 {
        let now = beats(house).await;
        let more =
            |(id, beats): &(uuid::Uuid, i64)| now.iter().any(|(known, newer)| known == id && *newer >= beats + 40);
        if before.iter().filter(|one| more(one)).count() == count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{before:?} became {:?}", beats(house).await);
}

#[tokio::test]
async fn p31_what_a_dead_instance_had_in_hand_is_sent_by_another_and_its_marks_are_put() {
    let Some((one, other)) = two().await else { return };
    let kate = one.person(KATE).await;
    let first = one.deliver_what_is_handed().await;
    let second = other.deliver();
    one.turn(&kate, &[bubble("one")]).await;
    one.emptied().await;
    assert!(!one.turn(&kate, &[bubble("two"), bubble("three")]).await, "it was handed over");
    first.crash().await;
    let message = one.mark(&kate).await;
    other.emptied().await;
    assert_eq!(one.telegram.texts(KATE), ["one", "two", "three"]);
    let marked = |telegram: &telegram::Telegram| {
        telegram.screen(KATE).iter().any(|shown| shown.id == message && shown.reaction.is_some())
    };
    one.telegram.until("the mark", marked).await;
    second.end().await;
    assert_eq!((beats(&one).await, one.owed().await), (vec![], vec![]), "nothing is left of either");
}

#[tokio::test]
async fn p31_what_a_living_instance_has_in_hand_is_nobody_elses() {
    let Some((one, other)) = two().await else { return };
    let kate = one.person(KATE).await;
    let first = one.deliver_what_is_handed().await;
    let second = other.deliver();
    one.turn(&kate, &[bubble("one")]).await;
    one.emptied().await;
    one.turn(&kate, &[bubble("two")]).await;
    all_are_heard(&one, 2).await;
    assert_eq!((one.telegram.texts(KATE).len(), one.waiting().await), (1, 1));
    // At a stop it goes back, and the other need not wait for anything.
    first.end().await;
    other.emptied().await;
    assert_eq!(one.telegram.texts(KATE), ["one", "two"]);
    second.end().await;
}

#[tokio::test]
async fn p31_a_coordinators_words_that_a_dead_instance_had_in_hand_are_not_sent() {
    let Some((one, other)) = two().await else { return };
    let kate = one.person(KATE).await;
    let first = one.deliver_what_is_handed().await;
    one.turn(&kate, &[bubble("one")]).await;
    one.emptied().await;
    one.put(&kate, Class::Bubble, &bubble("from Sam"), |new| new.kind = Kind::Coordinator).await;
    one.put(&kate, Class::Bubble, &bubble("two"), |_| {}).await;
    until_sending(&one).await;
    first.crash().await;
    let second = other.deliver();
    other.emptied().await;
    assert_eq!(one.telegram.texts(KATE), ["one", "two"]);
    second.end().await;
}

async fn until_sending(house: &House) {
    let Store::Postgres(pool, _) = &house.store else { panic!("this is for PostgreSQL") };
    for _ in 0..1_000 {
        let sending = sqlx::query("SELECT id FROM outbox WHERE state = 'sending'").fetch_all(pool).await.unwrap();
        if !sending.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the words were never taken");
}

#[tokio::test]
async fn p31_one_that_was_taken_for_dead_lets_go_and_goes_on_under_another_name() {
    let Some((one, other)) = two().await else { return };
    let (kate, tom) = (one.person(KATE).await, one.person(7).await);
    let first = one.deliver_what_is_handed().await;
    one.turn(&kate, &[bubble("one")]).await;
    one.emptied().await;
    one.turn(&kate, &[bubble("two")]).await;
    let (name, _) = beats(&one).await[0];
    let second = other.deliver();
    while beats(&one).await.len() < 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    instances::leave(&one.store, name).await.unwrap();
    // The first may take what it has let go of again, and finds that it is not its turn yet.
    while beats(&one).await.iter().any(|(known, _)| *known == name) || beats(&one).await.len() < 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    all_are_heard(&one, 2).await;
    assert!(beats(&one).await.iter().all(|(known, _)| *known != name));
    assert!(!one.turn(&tom, &[bubble("hello")]).await, "things are handed to it again");
    one.telegram.until("the bubble", |telegram| telegram.texts(7) == ["hello"]).await;
    first.end().await;
    other.emptied().await;
    assert_eq!(one.telegram.texts(KATE), ["one", "two"]);
    second.end().await;
    assert_eq!(beats(&one).await, []);
}

/// PostgreSQL decides who is there when a statement begins, and looks again only at the row that it had to wait for.
#[tokio::test]
async fn p31_a_line_that_was_taken_up_meanwhile_is_not_freed_by_who_began_to_look_before() {
    let Some((house, _)) = two().await else { return };
    let Store::Postgres(pool, _) = &house.store else { panic!("this is for PostgreSQL") };
    let (dead, newcomer) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
    let kate = house.person(KATE).await;
    house.put(&kate, Class::Bubble, &bubble("one"), |_| {}).await;
    let lend = "UPDATE line SET owner = $1, ready_at = $2";
    let until = house.clock.now() + chrono::TimeDelta::minutes(3);
    sqlx::query(lend).bind(dead).bind(until).execute(pool).await.unwrap();
    let mut held = pool.begin().await.unwrap();
    sqlx::query(lend).bind(newcomer).bind(until).execute(&mut *held).await.unwrap();
    let (store, now) = (house.store.clone(), house.clock.now());
    let freeing = tokio::spawn(async move { instances::free_lines(&store, now).await.unwrap() });
    until_somebody_waits_for_a_line(pool).await;
    instances::enter(&house.store, newcomer).await.unwrap();
    held.commit().await.unwrap();
    assert_eq!(freeing.await.unwrap(), 0);
    let owner: Option<uuid::Uuid> = sqlx::query_scalar("SELECT owner FROM line").fetch_one(pool).await.unwrap();
    assert_eq!(owner, Some(newcomer));
}

async fn until_somebody_waits_for_a_line(pool: &sqlx::PgPool) {
    let waiting =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    for _ in 0..1_000 {
        let count: i64 = sqlx::query_scalar(waiting).fetch_one(pool).await.unwrap();
        if count > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("nobody waited");
}

#[tokio::test]
async fn p31_whoever_came_back_while_its_earlier_session_lingered_is_not_gone_when_that_ends() {
    let Some((house, _)) = two().await else { return };
    let id = uuid::Uuid::from_u128(3);
    let earlier = instances::Session::of(&house.store, id).await.unwrap();
    instances::enter(&house.store, id).await.unwrap();
    let mut later = instances::Session::of(&house.store, id).await.unwrap().unwrap();
    drop(earlier);
    // The server notices.
    while !instances::is_gone(&house.store, id).await.unwrap() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(later.beat().await.unwrap());
    assert!(!instances::is_gone(&house.store, id).await.unwrap());
}
