//! The n-th call to the store fails, for n = 1, 2, … until none does: whatever breaks, nothing half done is left, and what was said to be
//! kept is kept.

use ajar::store::outbox::{self, Class, Kind, NewOutgoing};
use ajar::store::{Fuse, Group, Store, StoreError, dues, people, places, updates};
use futures_util::future::join_all;
use uuid::Uuid;

use crate::db_story::stores::{self, Stores, at, bubble, id, seal};

#[tokio::test]
async fn p31_whatever_call_to_the_database_fails_nothing_half_done_is_left() {
    for stores in stores::both().await {
        let fuse = stores.store.fuse().clone();
        assert!(fail_each_call(&stores, &fuse, 1).await > 6);
        assert!(fail_each_call(&stores, &fuse, 3).await > 9);
    }
}

#[tokio::test]
async fn p31_whatever_call_to_the_keystore_fails_nothing_half_done_is_left() {
    for stores in stores::both().await {
        let fuse = stores.keystore.store().fuse().clone();
        assert!(fail_each_call(&stores, &fuse, 1).await > 3);
        assert!(fail_each_call(&stores, &fuse, 3).await > 6);
    }
}

/// Lets `people` new people write at once, again and again, and each time one call later fails. Says how many calls there were.
async fn fail_each_call(stores: &Stores, fuse: &Fuse, people: i64) -> i64 {
    for n in 1.. {
        let chats: Vec<i64> = (0..people).map(|place| id().as_u64_pair().1 as i64 ^ place).collect();
        fuse.blow_at(n);
        let outcomes = join_all(chats.iter().map(|chat| first_message(stores, *chat))).await;
        let not_reached = fuse.take_out();
        for (chat, outcome) in chats.iter().zip(outcomes) {
            match outcome {
                Ok(person) => assert_eq!(rows_of(stores, person, *chat).await, ALL_ROWS, "call {n}: told to be kept"),
                Err(StoreError::Injected) => {
                    assert_eq!(rows_by_chat(stores, *chat).await, NO_ROWS, "call {n}: told not to be")
                }
                Err(other) => panic!("call {n}: {other}"),
            }
        }
        // However it ended, the same once more goes through, as when Telegram offers the update again.
        for chat in &chats {
            let person = first_message(stores, *chat).await.unwrap();
            assert_eq!(rows_of(stores, person, *chat).await, ALL_ROWS, "call {n}: the second time");
        }
        if not_reached {
            return n - 1;
        }
    }
    unreachable!("the range has no end")
}

async fn first_message(stores: &Stores, chat: i64) -> Result<Uuid, StoreError> {
    let (chance, update) = (stores.chance.clone(), chat);
    let job = stores.writer.write("first message", move |group: &mut Group| {
        let chance = chance.clone();
        Box::pin(async move {
            if !updates::remember(&mut group.main, update, at(0)).await? {
                return group.find(chat).await?.map(|(person, _)| person).ok_or(StoreError::BrokenKey);
            }
            let (person, key) = match group.find(chat).await? {
                Some(known) => known,
                None => group.make_key(chat, chance.uuid()?, &chance).await?,
            };
            let new = people::NewPerson {
                id: person,
                chat: seal(&key, &places::chat(person), &chat),
                state: seal(&key, &places::state(person), &0_u8),
                keep_until: at(0),
                created_at: at(0),
            };
            people::add(&mut group.main, new).await?;
            dues::put(&mut group.main, &dues::DueRow { person, what: "quiet".into(), at: at(9), mark: 1 });
            outbox::put(&mut group.main, greeting(person, &key, chance.uuid()?));
            Ok(person)
        })
    });
    job.await
}

fn greeting(person: Uuid, key: &ajar::vault::Key, id: Uuid) -> NewOutgoing {
    NewOutgoing {
        id,
        person,
        class: Class::Bubble,
        kind: Kind::Scripted,
        urgent: false,
        expires_at: None,
        has_buttons: false,
        outgoing: seal(key, &places::outgoing(person, &id.to_string()), &bubble("Hello.")),
        at: at(0),
    }
}

/// Remembered, has a row, a stored time, something in the outbox.
type Rows = (bool, bool, usize, usize);
const ALL_ROWS: Rows = (true, true, 1, 1);
const NO_ROWS: Rows = (false, false, 0, 0);

async fn rows_by_chat(stores: &Stores, chat: i64) -> Rows {
    // A key without rows may be left: it does no harm, and the next try uses it.
    let person = stores.keystore.find(chat).await.unwrap().map_or(Uuid::nil(), |(person, _)| person);
    rows_of(stores, person, chat).await
}

async fn rows_of(stores: &Stores, person: Uuid, update: i64) -> Rows {
    let mut work = stores.store.begin().await.unwrap();
    let remembered = !updates::remember(&mut work, update, at(0)).await.unwrap();
    let row = people::load::<u8>(&mut work, person).await.unwrap().is_some();
    let dues = dues::of_person(&mut work, person).await.unwrap().len();
    let take = outbox::Take { lines: 10_000, rows: 5, until: at(60) };
    let lines = outbox::take(&mut work, at(1), take).await.unwrap();
    let waiting = lines.iter().filter(|line| line.person == person).map(|line| line.rows.len()).sum();
    work.rollback().await.unwrap();
    (remembered, row, dues, waiting)
}

#[tokio::test]
async fn a_killed_instances_question_is_let_go_of_by_the_server() {
    for stores in stores::both().await {
        let Store::Postgres(pool, _) = &stores.store else { continue };
        let version: String = sqlx::query_scalar("SHOW server_version_num").fetch_one(pool).await.unwrap();
        if version.parse::<i64>().unwrap() >= 140_000 {
            let asks: String =
                sqlx::query_scalar("SHOW client_connection_check_interval").fetch_one(pool).await.unwrap();
            assert_eq!(asks, "1s");
        }
    }
}
