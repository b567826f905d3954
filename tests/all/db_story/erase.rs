//! Forgotten means gone (P26): after an erasure nothing that is left in the keystore opens what was kept, in any copy.

use std::collections::HashSet;

use ajar::chance::Chance;
use ajar::store::{self, Keystore, Store, StoreError, errands, people, places};
use ajar::vault::{self, Bound, Key};
use sqlx::FromRow;
use uuid::Uuid;

use crate::db_story::stores::{self, ROOT, Stores, at, id, seal};

/// Bytes of a wrapped key.
const WRAPPED: usize = 104;

#[derive(FromRow)]
struct Wrapped(Vec<u8>);

async fn make_people(stores: &Stores, count: i64) -> Vec<(i64, Uuid, Key)> {
    let chance = stores.chance.clone();
    let made = stores.writer.write("people", move |group| {
        let chance = chance.clone();
        Box::pin(async move {
            let mut all = Vec::new();
            for chat in 0..count {
                let (person, key) = group.make_key(chat, chance.uuid()?, &chance).await?;
                all.push((chat, person, key));
            }
            Ok::<_, StoreError>(all)
        })
    });
    made.await.unwrap()
}

async fn wrapped(store: &Store, sql: &'static str) -> Vec<Vec<u8>> {
    let rows: Vec<Wrapped> = match store {
        Store::Sqlite(file, _) => sqlx::query_as(sql).fetch_all(&file.reading).await.unwrap(),
        Store::Postgres(pool, _) => sqlx::query_as(sql).fetch_all(pool).await.unwrap(),
    };
    rows.into_iter().map(|row| row.0).collect()
}

/// Everything that stands in the keystore's file and its journal.
fn keystore_bytes(stores: &Stores) -> Vec<u8> {
    let mut files: Vec<_> =
        std::fs::read_dir(stores.folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.file_name().unwrap().to_str().unwrap().starts_with("keys.db"));
    assert!(!files.is_empty());
    files.iter().flat_map(|path| std::fs::read(path).unwrap()).collect()
}

/// How many of these wrapped keys stand in the bytes.
fn found_in(bytes: &[u8], wrapped: &HashSet<Vec<u8>>) -> usize {
    bytes.windows(WRAPPED).filter(|window| wrapped.contains(*window)).collect::<HashSet<_>>().len()
}

/// How many places in these bytes open as the epoch key of this number, by the root key.
fn epoch_keys_in(bytes: &[u8], number: i64) -> usize {
    let (root, row) = (Key::new(ROOT), number.to_string());
    let place = Bound { table: "epoch", column: "wrapped", person: Uuid::nil(), row: &row };
    bytes.windows(WRAPPED).filter(|window| vault::open_bytes(&root, &place, window).is_ok()).count()
}

#[tokio::test]
async fn p26_no_old_key_is_left_in_the_keystores_file_or_journal() {
    let stores = stores::on_sqlite().await;
    // Enough of them for pages to be split and filled again.
    let people = make_people(&stores, 2_000).await;
    let mut old: HashSet<Vec<u8>> =
        wrapped(stores.keystore.store(), "SELECT wrapped FROM person_key").await.into_iter().collect();
    old.extend(wrapped(stores.keystore.store(), "SELECT wrapped FROM epoch").await);
    assert_eq!(found_in(&keystore_bytes(&stores), &old), 2_001, "before, they are all there");
    stores.keystore.erase(people[7].1, &stores.chance).await.unwrap();
    assert_eq!(found_in(&keystore_bytes(&stores), &old), 0);
}

#[tokio::test]
async fn p26_the_old_epoch_key_cannot_be_opened_from_what_is_left_of_the_keystore() {
    let stores = stores::on_sqlite().await;
    let people = make_people(&stores, 5).await;
    assert!(epoch_keys_in(&keystore_bytes(&stores), 1) > 0, "before, the root key opens it");
    stores.keystore.erase(people[2].1, &stores.chance).await.unwrap();
    let after = keystore_bytes(&stores);
    assert_eq!((epoch_keys_in(&after, 1), epoch_keys_in(&after, 2)), (0, 1));
}

#[tokio::test]
async fn p26_the_forgotten_persons_key_is_gone_and_everybody_elses_still_opens() {
    for stores in stores::both().await {
        // More than are wrapped anew at once.
        let people = make_people(&stores, 4_200).await;
        let hashes = wrapped(stores.keystore.store(), "SELECT hash FROM person_key").await.len();
        let (_, person, _) = people[100].clone();
        stores.keystore.erase(person, &stores.chance).await.unwrap();
        stores.keystore.erase(person, &stores.chance).await.unwrap();
        for (chat, other, key) in &people {
            let found = stores.keystore.find(*chat).await.unwrap();
            assert_eq!(found, (*other != person).then(|| (*other, key.clone())));
        }
        assert!(stores.keystore.key_of(person).await.unwrap().is_none());
        assert_eq!(stores.keystore.people().await.unwrap().len(), hashes - 1);
        assert_eq!(wrapped(stores.keystore.store(), "SELECT hash FROM person_key").await.len(), hashes - 1);
        // Who writes again is somebody new.
        assert_ne!(make_people(&stores, 101).await[100].1, person);
    }
}

#[tokio::test]
async fn p26_whose_erasure_was_broken_off_is_found_among_many_more_than_a_page_holds() {
    for stores in stores::both().await {
        let mut without_key = Vec::new();
        for round in 0..3 {
            // Keys of people who have no rows lie between those who have.
            make_people(&stores, 700 * (round + 1)).await;
            for _ in 0..2 {
                without_key.push(crate::db_story::lines::somebody(&stores).await);
            }
        }
        add_rows(&stores, stores.keystore.people().await.unwrap().split_off(800)).await;
        without_key.sort_unstable();
        assert_eq!(people::half_erased(&stores.store, &stores.keystore).await.unwrap(), without_key);
    }
}

/// Rows for these people, who have keys.
async fn add_rows(stores: &Stores, people: Vec<Uuid>) {
    let mut work = stores.store.begin().await.unwrap();
    for id in people {
        let key = Key::new([1; 32]);
        let (chat, state) = (seal(&key, &places::chat(id), &1_i64), seal(&key, &places::state(id), &0_u8));
        let new = people::NewPerson { id, chat, state, keep_until: at(0), created_at: at(0) };
        people::add(&mut work, new).await.unwrap();
    }
    work.commit().await.unwrap();
}

#[tokio::test]
async fn p26_an_erasure_that_fails_anywhere_leaves_every_key_as_it_was_or_is_done() {
    for stores in stores::both().await {
        let fuse = stores.keystore.store().fuse().clone();
        for n in 1.. {
            let person = make_people(&stores, n + 3).await[0].clone();
            fuse.blow_at(n);
            let outcome = stores.keystore.erase(person.1, &stores.chance).await;
            let not_reached = fuse.take_out();
            let left = stores.keystore.find(0).await.unwrap();
            assert_eq!(left, outcome.is_err().then_some((person.1, person.2)), "call {n}");
            assert!(stores.keystore.find(1).await.unwrap().is_some(), "call {n}");
            if not_reached {
                assert!(n > 6);
                break;
            }
        }
    }
}

#[tokio::test]
async fn p26_an_errand_outlives_an_erasure_but_not_its_own_end() {
    for stores in stores::both().await {
        let (errand, chance) = (id(), stores.chance.clone());
        let made = stores.writer.write("errand", move |group| {
            let chance = chance.clone();
            Box::pin(async move {
                let key = group.make_errand_key(errand, at(600), &chance).await?;
                let orders = errands::Orders { chat: 42, left: Vec::new() };
                let orders = seal(&key, &places::errand(errand), &orders);
                let row = errands::ErrandRow {
                    id: errand,
                    kind: "forget".into(),
                    ready_at: at(0),
                    expires_at: at(600),
                    orders,
                };
                errands::add(&mut group.main, &row).await?;
                Ok::<_, StoreError>(key)
            })
        });
        let key = made.await.unwrap();
        stores.keystore.erase(id(), &stores.chance).await.unwrap();
        assert_eq!(stores.keystore.errand_key(errand).await.unwrap(), Some(key.clone()));
        let mut work = stores.store.begin().await.unwrap();
        let taken = errands::take(&mut work, at(1), at(61), 10).await.unwrap();
        assert_eq!(vault::open(&key, &places::errand(errand), &taken[0].orders).unwrap().chat, 42);
        assert!(errands::take(&mut work, at(2), at(62), 10).await.unwrap().is_empty());
        assert_eq!(errands::expire(&mut work, at(599)).await.unwrap(), 0);
        assert_eq!(errands::expire(&mut work, at(600)).await.unwrap(), 1);
        work.commit().await.unwrap();
        assert_eq!(stores.keystore.expire_errands(at(600)).await.unwrap(), 1);
        assert_eq!(stores.keystore.errand_key(errand).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_wrong_root_key_is_refused_and_changes_nothing() {
    for stores in stores::both().await {
        let people = make_people(&stores, 2).await;
        let refused = Keystore::open(&stores.keys, Key::new([8; 32]), &stores.chance).await.unwrap_err();
        assert!(matches!(refused, StoreError::WrongRoot));
        let again = Keystore::open(&stores.keys, Key::new(ROOT), &stores.chance).await.unwrap();
        assert_eq!(again.find(0).await.unwrap().unwrap().1, people[0].2);
    }
}

#[tokio::test]
async fn a_keystore_of_another_database_is_refused() {
    for stores in stores::both().await {
        let stranger = stores::on_sqlite().await;
        let chance = Chance::system();
        let refused = store::pair(&stores.store, &stranger.keystore, &chance).await.unwrap_err();
        assert!(matches!(refused, StoreError::WrongPair));
        let again = Store::open(&stores.data).await.unwrap();
        store::pair(&again, &stores.keystore, &chance).await.unwrap();
    }
}

#[tokio::test]
async fn a_keystore_with_keys_is_not_taken_up_by_a_new_database() {
    let stores = stores::on_sqlite().await;
    make_people(&stores, 1).await;
    let empty = Store::open(&format!("sqlite:{}", stores.folder.path().join("new.db").display())).await.unwrap();
    let refused = store::pair(&empty, &stores.keystore, &stores.chance).await.unwrap_err();
    assert!(matches!(refused, StoreError::WrongPair));
}

#[tokio::test]
async fn p26_one_broken_key_keeps_nobody_else_from_being_forgotten() {
    let stores = stores::on_sqlite().await;
    let people = make_people(&stores, 3).await;
    let Store::Sqlite(file, _) = stores.keystore.store() else { unreachable!() };
    let broken = people[0].1.as_bytes().to_vec();
    let sql = "UPDATE person_key SET wrapped = zeroblob(104) WHERE person = $1";
    assert_eq!(sqlx::query(sql).bind(broken).execute(&file.reading).await.unwrap().rows_affected(), 1);
    stores.keystore.erase(people[1].1, &stores.chance).await.unwrap();
    assert!(stores.keystore.key_of(people[1].1).await.unwrap().is_none());
    assert_eq!(stores.keystore.key_of(people[2].1).await.unwrap(), Some(people[2].2.clone()));
}
