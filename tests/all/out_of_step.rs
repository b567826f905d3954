//! Keystore and data out of step: one of the two restored from a copy, missing, or of another house. What cannot go well is refused in words
//! and left as it is; what goes on never shows anybody words that are not theirs.
//!
//! Not here: damage (`torn`).

use crate::support::images;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::house::{House, root};
use crate::support::images::{Image, hold_to_the_rules, open_everybody};
use crate::support::places::{Place, sqlite};
use ajar::chance::Chance;
use ajar::store::{self, Keystore, Store, StoreError, people};

const KATE: i64 = 7_001_777_001;
const LEN: i64 = 7_002_777_002;

async fn told(house: &mut House, chat: i64, words: &str) {
    house.sends(chat, words).await;
}

/// Stops a house, and gives its files.
async fn shut(house: House, place: &Place) -> (Image, House) {
    house.turns.housekeeping().await.unwrap();
    for store in [&house.store, house.keystore.store()] {
        store.close().await;
    }
    (Image::of(place.dir.path()), house)
}

/// A house with one person, the same with two, and the house, shut.
async fn two_moments(place: &Place) -> (Image, Image, House) {
    let mut house = House::at(&place.data, &place.keys).await;
    told(&mut house, KATE, "the kettle").await;
    let (before, house) = shut(house, place).await;
    let mut house = house.restart(&place.data, &place.keys).await;
    told(&mut house, LEN, "the canary").await;
    let (after, house) = shut(house, place).await;
    (before, after, house)
}

fn lay(place: &Place, data: &Image, keys: &Image) {
    for name in images::FILES {
        let _ = fs::remove_file(place.dir.path().join(name));
    }
    let [one, two, ..] = data.0.clone();
    let [.., three, four] = keys.0.clone();
    Image([one, two, three, four]).lay_into(place.dir.path());
}

async fn open(place: &Place) -> Result<(), StoreError> {
    let chance = Chance::system();
    let keys = Keystore::open(&place.keys, root(), &chance).await?;
    let data = Store::open(&place.data).await?;
    let paired = store::pair(&data, &keys, &chance).await;
    data.close().await;
    keys.store().close().await;
    paired
}

async fn rows(house: &House) -> usize {
    people::ids(&mut house.store.reading().await.unwrap()).await.unwrap().len()
}

#[tokio::test]
async fn an_older_keystore_is_refused_and_nothing_is_erased() {
    let place = sqlite();
    let (before, after, house) = two_moments(&place).await;
    lay(&place, &after, &before);
    let error = open(&place).await.unwrap_err();
    assert!(matches!(error, StoreError::OlderKeystore), "{error}");
    assert!(error.to_string().contains("Nothing was changed"));
    assert!(Image::of(place.dir.path()).0 == [after.0[0].clone(), vec![], before.0[2].clone(), vec![]]);
    // The newest copy is found, and everything is there.
    lay(&place, &after, &after);
    let house = house.restart(&place.data, &place.keys).await;
    house.turns.housekeeping().await.unwrap();
    assert!(open_everybody(&house.store, &house.keystore).await.is_empty());
    assert_eq!(rows(&house).await, 2);
}

#[tokio::test]
async fn an_older_keystore_is_taken_once_somebody_says_that_there_is_no_newer_one() {
    let place = sqlite();
    let (before, after, house) = two_moments(&place).await;
    lay(&place, &after, &before);
    // As docs/operating.md has it.
    let data = Store::open(&place.data).await.unwrap();
    sqlx::query("DELETE FROM setting WHERE key = 'keystore'").execute(images::pool(&data)).await.unwrap();
    data.close().await;
    let mut house = house.restart(&place.data, &place.keys).await;
    house.turns.housekeeping().await.unwrap();
    assert_eq!(rows(&house).await, 1, "what has no key is gone");
    // Len is met as somebody new, and sees nothing of before.
    house.phones.get_mut(&LEN).unwrap().is_forgotten();
    told(&mut house, LEN, "hello again").await;
    assert!(!house.newest(LEN).contains("canary"));
    assert!(open_everybody(&house.store, &house.keystore).await.is_empty());
}

#[tokio::test]
async fn p26_with_an_older_copy_of_the_data_who_was_forgotten_stays_so_and_who_came_since_is_met_as_new() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    told(&mut house, KATE, "the kettle").await;
    let (before, house) = shut(house, &place).await;
    let mut house = house.restart(&place.data, &place.keys).await;
    house.say(KATE, "/forget").await;
    house.tap(KATE, "Forget me").await;
    house.phones.get_mut(&KATE).unwrap().is_forgotten();
    told(&mut house, KATE, "somebody new").await;
    told(&mut house, LEN, "the canary").await;
    let (after, house) = shut(house, &place).await;
    lay(&place, &before, &after);
    let mut house = house.restart(&place.data, &place.keys).await;
    house.turns.housekeeping().await.unwrap();
    assert_eq!(rows(&house).await, 0, "what has no key is gone");
    house.staff.add_coordinator("Sam").await.unwrap();
    assert!(house.staff.list("Sam").await.unwrap().is_empty());
    for chat in [KATE, LEN] {
        house.phones.get_mut(&chat).unwrap().is_forgotten();
        told(&mut house, chat, "hello again").await;
        let shown = house.phones[&chat].bubbles.iter().skip(house.phones[&chat].forgotten);
        assert!(shown.clone().count() > 0 && !shown.clone().any(|bubble| bubble.text.contains("kettle")));
    }
    hold_to_the_rules(&house.store).await;
    assert!(open_everybody(&house.store, &house.keystore).await.is_empty());
}

#[tokio::test]
async fn with_an_older_copy_of_the_data_what_was_sent_since_is_sent_again() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    told(&mut house, KATE, "the kettle").await;
    let event = ajar::dialogue::Event::Pressed {
        query: "q".into(),
        press: ajar::buttons::Press::Constant(ajar::buttons::Constant::Help),
    };
    let incoming = ajar::turn::Incoming { update: Some(77), chat: KATE, message: None, language: None, event };
    house.turns.take(incoming.clone()).await.unwrap();
    let (before, house) = shut(house, &place).await;
    let mut house = house.restart(&place.data, &place.keys).await;
    house.deliver().await;
    let once = house.phones[&KATE].bubbles.len();
    let (after, house) = shut(house, &place).await;
    lay(&place, &before, &after);
    let mut house = house.restart(&place.data, &place.keys).await;
    // The update itself is known: it stands in the same copy.
    assert_eq!(house.turns.take(incoming).await.unwrap(), ajar::turn::Taken::Again);
    // The chat cannot take away what was sent by a house that has forgotten it.
    house.phones.get_mut(&KATE).unwrap().is_forgotten();
    house.deliver().await;
    assert_eq!(house.phones[&KATE].bubbles.len(), once + 1);
}

#[tokio::test]
async fn a_keystore_of_another_house_is_refused_and_both_are_left_as_they_are() {
    let (place, other) = (sqlite(), sqlite());
    let mut images = Vec::new();
    for place in [&place, &other] {
        let mut house = House::at(&place.data, &place.keys).await;
        told(&mut house, KATE, "the kettle").await;
        images.push(shut(house, place).await.0);
    }
    lay(&place, &images[0], &images[1]);
    assert!(matches!(open(&place).await, Err(StoreError::WrongPair)));
    assert!(Image::of(place.dir.path()).0 == [images[0].0[0].clone(), vec![], images[1].0[2].clone(), vec![]]);
}

fn ajar(folder: &Path, verb: &str) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ajar"));
    for name in ["AJAR_ROOT_KEY", "AJAR_CLOCK_FILE", "CREDENTIALS_DIRECTORY"] {
        command.env_remove(name);
    }
    command.env("AJAR_TELEGRAM__TOKEN", "12345:TEST").env("AJAR_TELEGRAM__API", "http://127.0.0.1:1");
    let output = command.arg(verb).current_dir(folder).output().unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    let words: Vec<_> = text.split_whitespace().filter(|word| *word != "|" && *word != "│").collect();
    (output.status.code(), words.join(" "))
}

#[test]
fn serve_and_doctor_say_in_words_what_is_missing_or_strange_and_make_nothing() {
    let houses = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for house in &houses {
        for verb in ["init", "migrate"] {
            assert_eq!(ajar(house.path(), verb).0, Some(0));
        }
    }
    let [one, other] = houses.each_ref().map(tempfile::TempDir::path);
    let keys = fs::read(one.join("ajar-keys.db")).unwrap();
    fs::remove_file(one.join("ajar-keys.db")).unwrap();
    for verb in ["serve", "doctor", "migrate"] {
        let (code, said) = ajar(one, verb);
        assert!(code == Some(ends(verb)) && said.contains("there is a database but no keystore"), "{verb}: {said}");
        assert!(!one.join("ajar-keys.db").exists(), "{verb} has made one");
    }
    // With the other house's root key beside it, so that it is the pair that is looked at.
    fs::copy(other.join("ajar-keys.db"), one.join("ajar-keys.db")).unwrap();
    let root = fs::read(one.join("ajar.key")).unwrap();
    for (key, why) in
        [(None, "the root key is not the one"), (Some(other.join("ajar.key")), "does not belong to this database")]
    {
        if let Some(key) = key {
            fs::copy(key, one.join("ajar.key")).unwrap();
        }
        for verb in ["serve", "doctor", "migrate"] {
            let (code, said) = ajar(one, verb);
            assert!(
                code == Some(ends(verb)) && said.contains(why) && said.contains("Nothing was changed"),
                "{verb}: {said}"
            );
        }
    }
    fs::write(one.join("ajar-keys.db"), keys).unwrap();
    fs::write(one.join("ajar.key"), root).unwrap();
    let (code, said) = ajar(one, "migrate");
    assert_eq!(code, Some(0), "{said}");
}

/// systemd leaves `serve` alone until somebody has mended it.
fn ends(verb: &str) -> i32 {
    if verb == "serve" { 78 } else { 2 }
}
