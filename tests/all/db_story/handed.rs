//! What is handed to delivery in memory: only what is committed, only what fits, and never instead of the outbox.

use ajar::store::handed::{self, Handed, HandedLine};
use ajar::store::outbox::{self, Class, Kind, NewOutgoing};
use ajar::store::outgoing::Outgoing;
use ajar::store::{Group, Store, StoreError, places};
use ajar::vault::Key;
use uuid::Uuid;

use crate::db_story::lines::{ids, on_work, somebody, take};
use crate::db_story::stores::{self, Stores, at, id, seal};

/// Telegram's id of everybody's chat here.
const CHAT: i64 = 7_654_321_098;

fn mark() -> Outgoing {
    Outgoing::Mark { message: 7 }
}

fn new(person: Uuid, change: impl Fn(&mut NewOutgoing)) -> NewOutgoing {
    let id = id();
    let outgoing =
        seal(&Key::new([1; 32]), &places::outgoing(person, &id.to_string()), &stores::bubble(&id.to_string()));
    let (class, kind, at) = (Class::Bubble, Kind::Scripted, at(0));
    let mut new =
        NewOutgoing { id, person, class, kind, urgent: false, expires_at: None, has_buttons: true, outgoing, at };
    change(&mut new);
    new
}

fn put_all(group: &mut Group, all: &[NewOutgoing]) -> Vec<bool> {
    let mut waits = Vec::new();
    for one in all {
        waits.push(handed::put(group, one.clone(), CHAT, stores::bubble(&one.id.to_string())));
    }
    waits
}

/// A job that puts these as a turn does, and a mark. Answers of which of them delivery is to be told.
async fn turn(stores: &Stores, all: Vec<NewOutgoing>, errs: bool) -> Result<Vec<bool>, StoreError> {
    let job = stores.writer.write("turn", move |group| {
        let all = all.clone();
        Box::pin(async move {
            let waits = put_all(group, &all);
            group.pass(CHAT, mark());
            if errs { Err(StoreError::BrokeOff) } else { Ok(waits) }
        })
    });
    job.await
}

fn line(handed: &mut Handed) -> Option<HandedLine> {
    handed.lines.try_recv().ok()
}

fn marks(handed: &mut Handed) -> usize {
    std::iter::from_fn(|| handed.passing.try_recv().ok()).filter(|passing| passing.outgoing == mark()).count()
}

#[tokio::test]
async fn p31_a_handed_bubble_is_nobody_elses_until_its_loan_is_over_and_then_not_lost() {
    for stores in stores::both().await {
        let person = somebody(&stores).await;
        let mut handed = stores.writer.hand_over(8);
        let bubble = new(person, |_| {});
        assert_eq!(turn(&stores, vec![bubble.clone()], false).await.unwrap(), [false]);
        let line = line(&mut handed).unwrap();
        let shown = stores::bubble(&bubble.id.to_string());
        assert_eq!((line.person, line.chat, line.rows.len()), (person, CHAT, 1));
        assert!(line.rows[0].item.id == bubble.id && line.rows[0].outgoing == shown);
        assert!(!format!("{line:?}").contains("7654321098"), "P28");
        assert_eq!(marks(&mut handed), 1);
        assert!(take(&stores, 179).await.is_empty());
        // The process died before it was sent.
        assert_eq!(ids(&take(&stores, 180).await[0]), [bubble.id]);
    }
}

#[tokio::test]
async fn p31_a_process_that_is_alone_finds_at_its_start_what_the_last_one_had_in_hand() {
    let stores = stores::on_sqlite().await;
    let person = somebody(&stores).await;
    drop(stores.writer.hand_over(8));
    let handed = stores.writer.hand_over(8);
    let bubble = new(person, |_| {});
    turn(&stores, vec![bubble.clone()], false).await.unwrap();
    drop(handed);
    assert!(take(&stores, 1).await.is_empty());
    on_work(&stores, async |work| outbox::wake_all(work, at(2)).await.unwrap()).await;
    assert_eq!(ids(&take(&stores, 2).await[0]), [bubble.id]);
}

#[tokio::test]
async fn p33_one_turns_bubbles_are_handed_together_and_a_later_turns_wait_behind_them() {
    for stores in stores::both().await {
        let person = somebody(&stores).await;
        let mut handed = stores.writer.hand_over(8);
        let [first, help, second] = [false, true, false].map(|urgent| new(person, |new| new.urgent = urgent));
        let waits = turn(&stores, vec![first.clone(), help.clone(), second.clone()], false).await.unwrap();
        let later = new(person, |_| {});
        assert_eq!((waits, turn(&stores, vec![later.clone()], false).await.unwrap()), (vec![false; 3], vec![false]));
        let line = line(&mut handed).unwrap();
        let order: Vec<Uuid> = line.rows.iter().map(|row| row.item.id).collect();
        assert_eq!(order, [help.id, first.id, second.id]);
        assert!(handed.lines.try_recv().is_err() && take(&stores, 1).await.is_empty());
        on_work(&stores, async |work| {
            for (place, row) in line.rows.iter().enumerate() {
                outbox::sent(work, &row.item, &[place as i64], at(2)).await.unwrap();
            }
            outbox::done(work, person, Class::Bubble, at(2));
        })
        .await;
        assert_eq!(ids(&take(&stores, 2).await[0]), [later.id]);
    }
}

#[tokio::test]
async fn p31_what_is_undone_or_not_committed_hands_over_nothing() {
    for stores in stores::both().await {
        let mut handed = stores.writer.hand_over(8);
        let (ann, ben) = (somebody(&stores).await, somebody(&stores).await);
        let kept = new(ben, |_| {});
        // Both in one group: one job errs, its neighbour is kept.
        let (undone, done) =
            tokio::join!(turn(&stores, vec![new(ann, |_| {})], true), turn(&stores, vec![kept.clone()], false));
        assert!(undone.is_err() && done.is_ok());
        assert_eq!(line(&mut handed).unwrap().rows[0].item.id, kept.id);
        assert!(line(&mut handed).is_none() && marks(&mut handed) == 1);
        let calls = calls_of_a_turn(&stores).await;
        let mut handed = stores.writer.hand_over(8);
        let fuse = stores.store.fuse();
        for n in 1..=calls {
            fuse.blow_at(n);
            assert!(turn(&stores, vec![new(ann, |_| {})], false).await.is_err(), "call {n}");
            assert!(line(&mut handed).is_none() && marks(&mut handed) == 0, "call {n} of {calls}");
        }
        turn(&stores, vec![new(ann, |_| {})], false).await.unwrap();
        assert!(line(&mut handed).is_some() && marks(&mut handed) == 1);
    }
}

/// How many calls a turn makes, the commit being the last.
async fn calls_of_a_turn(stores: &Stores) -> i64 {
    let fuse = stores.store.fuse();
    for n in 1.. {
        let person = somebody(stores).await;
        let other = stores.writer.hand_over(8);
        fuse.blow_at(n);
        let done = turn(stores, vec![new(person, |_| {})], false).await;
        drop(other);
        if fuse.take_out() {
            done.unwrap();
            return n - 1;
        }
    }
    unreachable!("the range has no end")
}

#[tokio::test]
async fn what_finds_no_room_or_nobody_waits_in_the_outbox_as_ever() {
    for stores in stores::both().await {
        let [ann, ben, cat] = [somebody(&stores).await, somebody(&stores).await, somebody(&stores).await];
        let [first, second, third] = [ann, ben, cat].map(|person| new(person, |_| {}));
        let mut handed = stores.writer.hand_over(1);
        let waits = turn(&stores, vec![first.clone(), second.clone()], false).await.unwrap();
        assert_eq!(waits, [false, true]);
        assert_eq!(line(&mut handed).unwrap().person, ann);
        assert_eq!(ids(&take(&stores, 1).await[0]), [second.id]);
        drop(handed);
        assert_eq!(turn(&stores, vec![third.clone()], false).await.unwrap(), [true]);
        assert_eq!(ids(&take(&stores, 1).await[0]), [third.id]);
    }
}

#[tokio::test]
async fn p31_a_coordinators_words_and_deletions_are_never_handed_over() {
    for stores in stores::both().await {
        let person = somebody(&stores).await;
        let mut handed = stores.writer.hand_over(8);
        let words = new(person, |new| new.kind = Kind::Coordinator);
        let tidy = new(person, |new| new.class = Class::Tidy);
        assert_eq!(turn(&stores, vec![words, tidy], false).await.unwrap(), [true, true]);
        assert!(line(&mut handed).is_none());
        assert_eq!(take(&stores, 0).await.len(), 2);
    }
}

#[tokio::test]
async fn what_a_turn_takes_back_is_not_handed_over() {
    let stores = stores::on_sqlite().await;
    let (ann, ben) = (somebody(&stores).await, somebody(&stores).await);
    let mut handed = stores.writer.hand_over(8);
    let both = [new(ann, |_| {}), new(ben, |_| {})];
    let job = stores.writer.write("turn", move |group| {
        let both = both.clone();
        Box::pin(async move {
            put_all(group, &both);
            group.take_back(ann);
            outbox::unreachable(&mut group.main, ann).await
        })
    });
    job.await.unwrap();
    assert_eq!(line(&mut handed).unwrap().person, ben);
    assert!(line(&mut handed).is_none());
}

/// What an earlier version had stored of answers and marks, and its tables as they were.
const BEFORE: &[&str] = &[
    "DELETE FROM _sqlx_migrations WHERE version IN (3, 4)",
    "DROP INDEX bubble_live",
    "DROP INDEX bubble_owed",
    "DROP TABLE instance",
    "ALTER TABLE line DROP COLUMN owner",
    "ALTER TABLE line DROP COLUMN fresh",
    "UPDATE outbox SET class = 'ack'",
    "UPDATE line SET class = 'ack'",
];

#[tokio::test]
async fn answers_and_marks_that_an_earlier_version_stored_break_no_start() {
    for stores in stores::both().await {
        let (ann, ben) = (somebody(&stores).await, somebody(&stores).await);
        turn(&stores, vec![new(ann, |_| {})], false).await.unwrap();
        for statement in BEFORE {
            match &stores.store {
                Store::Sqlite(file, _) => drop(sqlx::query(*statement).execute(&file.reading).await.unwrap()),
                Store::Postgres(pool, _) => drop(sqlx::query(*statement).execute(pool).await.unwrap()),
            }
        }
        stores.store.close().await;
        let store = Store::open(&stores.data).await.unwrap();
        let mut work = store.begin().await.unwrap();
        assert_eq!(outbox::count(&mut work).await.unwrap(), 0);
        assert_eq!(outbox::next_ready(&mut work).await.unwrap(), None);
        outbox::put(&mut work, new(ben, |_| {}));
        outbox::put(&mut work, new(ben, |_| {}));
        assert_eq!(outbox::count(&mut work).await.unwrap(), 2);
    }
}
