//! Forgotten means gone (P26), over the whole house: with all keys that are left, a copy of the database made before opens no more.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::house::{House, root};
use crate::support::images::{pool, sealed};
use crate::support::places::sqlite;
use ajar::store::{Store, places};
use ajar::vault::{self, Bound, Key};
use uuid::Uuid;

const KATE: i64 = 7_001_777_001;
const LEN: i64 = 7_002_777_002;
const WORDS: &str = "the kettle and the canary";
/// Bytes of a wrapped key in the keystore.
const WRAPPED: usize = 104;

fn files(dir: &Path, start: &str) -> Vec<u8> {
    let all = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let ours = all.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(start));
    ours.flat_map(|path| std::fs::read(path).unwrap()).collect()
}

/// Every key that can be had from these bytes with the root key: epoch keys at any offset, and under each of them the person's.
fn keys_from(bytes: &[u8], person: Uuid) -> Vec<Key> {
    let key = |plain: Vec<u8>| Some(Key::new(plain.try_into().ok()?));
    let opened = |with: &Key, place: &Bound<'_>| -> Vec<Key> {
        bytes.windows(WRAPPED).filter_map(|window| key(vault::open_bytes(with, place, window).ok()?)).collect()
    };
    let mut found = Vec::new();
    for number in 1..6 {
        let row = number.to_string();
        for epoch in opened(&root(), &Bound { table: "epoch", column: "wrapped", person: Uuid::nil(), row: &row }) {
            found.extend(opened(&epoch, &Bound { table: "person_key", column: "wrapped", person, row: &row }));
        }
    }
    found
}

/// How many of a person's sealed values in this database open with any of these keys, of how many.
async fn opens(database: &Path, person: Uuid, keys: &[Key]) -> (usize, usize) {
    let store = Store::open(&format!("sqlite:{}", database.display())).await.unwrap();
    let all = sealed(pool(&store), person).await;
    store.close().await;
    (all.iter().filter(|row| keys.iter().any(|key| row.opens(person, key))).count(), all.len())
}

#[tokio::test]
async fn p26_after_forget_me_no_copy_opens_with_any_key_that_is_left() {
    let place = sqlite();
    let dir = place.dir.path();
    let mut house = House::at(&place.data, &place.keys).await;
    for chat in [KATE, LEN] {
        house.start(chat, Some("gp-seaton")).await;
        house.say(chat, WORDS).await;
        house.quiet().await;
        house.tap(chat, "Send these words").await;
        house.say(chat, "/help").await;
    }
    let (person, _) = house.keystore.find(KATE).await.unwrap().unwrap();
    let (other, _) = house.keystore.find(LEN).await.unwrap().unwrap();
    // A bubble that has not been sent yet is in the copy too.
    house.turns.take(still_waiting()).await.unwrap();
    let copy = dir.join("backup");
    std::fs::create_dir(&copy).unwrap();
    for name in ["ajar.db", "ajar.db-wal"] {
        std::fs::copy(dir.join(name), copy.join(name)).unwrap();
    }
    let copy = copy.join("ajar.db");
    let before = keys_from(&files(dir, "keys.db"), person);
    let (opened, all) = opens(&copy, person, &before).await;
    assert_eq!(opened, all, "before, everything of hers opens");
    assert!(all >= 7, "{all} sealed values were found");

    house.say(KATE, "/forget").await;
    house.tap(KATE, "Forget me").await;

    let left = files(dir, "keys.db");
    assert_eq!(opens(&copy, person, &keys_from(&left, person)).await.0, 0);
    assert_eq!(opens(&dir.join("ajar.db"), person, &before).await.1, 0, "her rows are gone");
    let (opened, all) = opens(&copy, other, &keys_from(&left, other)).await;
    assert_eq!(opened, all, "everybody else's still open");
    assert!(house.keystore.find(KATE).await.unwrap().is_none());
}

fn still_waiting() -> ajar::turn::Incoming {
    let event = ajar::dialogue::Event::Pressed { query: "q".into(), press: ajar::buttons::Press::Unknown };
    ajar::turn::Incoming { update: Some(1), chat: KATE, message: None, language: None, event }
}

#[tokio::test]
async fn p27_nothing_in_the_files_gives_words_names_or_chat_ids_away() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    house.start(KATE, Some("gp-seaton")).await;
    house.say(KATE, WORDS).await;
    house.quiet().await;
    house.tap(KATE, "Send these words").await;
    let bytes = files(place.dir.path(), "");
    let holds = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    let secrets: BTreeSet<Vec<u8>> = [
        WORDS.as_bytes().to_vec(),
        b"canary".to_vec(),
        b"gp-seaton".to_vec(),
        KATE.to_string().into_bytes(),
        KATE.to_be_bytes().to_vec(),
        KATE.to_le_bytes().to_vec(),
    ]
    .into();
    for secret in secrets {
        assert!(!holds(&secret), "{:?} stands in a file", String::from_utf8_lossy(&secret));
    }
    assert!(holds(b"waiting"), "the test reads the right files");
}

#[tokio::test]
async fn p26_the_queue_shows_nothing_of_somebody_forgotten_and_who_writes_again_is_new() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    house.staff.add_coordinator("Sam").await.unwrap();
    house.sends(KATE, WORDS).await;
    let reference = house.staff.list("Sam").await.unwrap().remove(0).reference;
    house.say(KATE, "/forget").await;
    house.tap(KATE, "Forget me").await;
    house.phones.get_mut(&KATE).unwrap().is_forgotten();
    assert!(house.staff.list("Sam").await.unwrap().is_empty());
    assert!(house.staff.show("Sam", &reference).await.is_err());
    house.say(KATE, "hello again").await;
    assert!(house.keystore.find(KATE).await.unwrap().is_some());
}

/// The places that the test opens are those that the store seals at.
#[test]
fn the_places_are_the_stores_own() {
    let id = Uuid::nil();
    assert_eq!(places::chat(id).column, "chat");
    assert_eq!((places::fragment(id, "7").table, places::fragment(id, "7").row), ("fragment", "7"));
    assert_eq!(places::sections(id, "x/1").column, "sections");
    assert_eq!(places::outgoing(id, "x").column, "outgoing");
}
