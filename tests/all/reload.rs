//! A folder that is changed while the program serves: what is right is what the next person meets, what is wrong changes nothing and is named
//! in the log. Also at a start: what would strand whoever stands in the middle does not go live.
//!
//! This is the program as it is shipped, polling, with a folder of content that is read on SIGHUP.

#![cfg(unix)]
use crate::support::program;
use std::path::PathBuf;

use crate::support::program::{Serving, ajar, beside, change, init, name, said, shipped, told};
use crate::support::telegram::{TOKEN, Telegram};

const KATE: i64 = 7_001_777_001;
const LEN: i64 = 7_002_777_002;
const WORDS: &str = "locales/en-GB/first-contact.ftl";
const FIRST: &str = "dialogues/first-contact.toml";
/// How the welcome begins, and what that is changed to.
const BEFORE: &str = "Hello. This is";
const AFTER: &str = "Hi. This is";
const LATER: &str = "Hey. This is";

struct House {
    folder: tempfile::TempDir,
    telegram: Telegram,
}

impl House {
    async fn new() -> Self {
        let house = Self { folder: tempfile::tempdir().unwrap(), telegram: Telegram::start().await };
        init(house.folder.path());
        name(house.folder.path());
        shipped(&house.path("own"));
        house
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn own(&self, file: &str) -> PathBuf {
        self.path("own").join(file)
    }

    fn serve(&self) -> Serving {
        let mut command = ajar(self.folder.path());
        beside(&mut command, self.telegram.address(), TOKEN).args(["serve", "--content", "own"]);
        Serving::start(&mut command, &self.path("serve.log"))
    }

    /// Somebody says something, and everything that is said to it has come.
    async fn say(&self, update: i64, chat: i64, words: &str, answers: usize) -> Vec<String> {
        self.telegram.open(chat);
        let before = self.telegram.texts(chat).len();
        let id = self.telegram.write(chat, words);
        self.telegram.push(said(update, chat, id, words));
        self.telegram.until(words, |telegram| telegram.texts(chat).len() >= before + answers).await;
        self.telegram.texts(chat).split_off(before)
    }

    /// Takes a step away that nothing says a word about: whoever stands there could not go on.
    fn strand(&self) {
        change(&self.own("dialogues/more.toml"), &[("step.skill", "step.gift"), ("\"skill\"", "\"gift\"")]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p32_what_is_changed_is_met_at_once_and_what_is_wrong_changes_nothing_and_is_named_in_the_log() {
    let house = House::new().await;
    let mut serving = house.serve();
    assert!(house.say(1, KATE, "/start", 2).await[0].contains(BEFORE));
    change(&house.own(WORDS), &[(BEFORE, AFTER)]);
    change(
        &house.own("locales/en-GB/profile.ftl"),
        &[("short-description = A way in", "short-description = The way in")],
    );
    serving.signal("HUP");
    serving.logged("people meet it from now on", 1).await;
    assert!(house.say(2, LEN, "/start", 2).await[0].contains(AFTER));
    // Telegram is told of what people see before they press Start.
    let short = |telegram: &Telegram| {
        telegram
            .made("setMyShortDescription")
            .iter()
            .any(|made| made.body["short_description"].to_string().contains("The way in"))
    };
    house.telegram.until("the profile", short).await;

    // Broken: nothing of it is taken, not even the file that is right.
    change(&house.own(WORDS), &[(AFTER, LATER)]);
    let (toml, whole) =
        (house.own("dialogues/more.toml"), std::fs::read_to_string(house.own("dialogues/more.toml")).unwrap());
    std::fs::write(&toml, format!("id = \n{whole}")).unwrap();
    serving.signal("HUP");
    serving.logged("what people met before stays", 1).await;
    serving.logged("dialogues/more.toml:1", 1).await;
    assert!(serving.said().contains("E101"), "{}", serving.said());
    // The team goes on meanwhile, and has no need to know of it.
    let added = program::well(house.folder.path(), &["--content", "own", "coordinator", "add", "Sam"]);
    assert!(added.contains("Sam may answer people now") && !added.contains("more.toml"), "{added}");
    assert!(house.say(3, KATE + 2, "/start", 2).await[0].contains(AFTER));

    // In order for a reader, and not for people: refused by the checker.
    std::fs::write(&toml, whole.replace("do = \"forget\"", "do = \"stop\"")).unwrap();
    serving.signal("HUP");
    serving.logged("E407", 1).await;
    assert!(house.say(4, KATE + 3, "/start", 2).await[0].contains(AFTER));

    // Mended: the sentence that waited all the while is there.
    std::fs::write(&toml, whole).unwrap();
    serving.signal("HUP");
    serving.logged("people meet it from now on", 2).await;
    assert!(house.say(5, KATE + 4, "/start", 2).await[0].contains(LATER));
    assert!(!serving.said().contains("7001777001"), "P28: {}", serving.said());
    serving.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p32_whoever_stands_in_the_middle_goes_on_in_what_was_read_anew() {
    let house = House::new().await;
    let mut serving = house.serve();
    house.say(1, KATE, "/start", 2).await;
    house.say(2, KATE, "/more", 1).await;
    let renamed = program::well(house.folder.path(), &["--content", "own", "rename", "step", "welcome", "hello"]);
    assert!(renamed.contains("hello"), "{renamed}");
    assert!(std::fs::read_to_string(house.own(FIRST)).unwrap().contains("[moved.step]"));
    serving.signal("HUP");
    serving.logged("people meet it from now on", 1).await;
    let answer = house.say(3, KATE, "/help", 1).await;
    assert!(answer[0].contains("999"), "{answer:?}");
    serving.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p32_a_change_that_would_strand_somebody_goes_live_neither_on_reload_nor_at_a_start() {
    let house = House::new().await;
    let mut serving = house.serve();
    house.say(1, KATE, "/start", 2).await;
    house.strand();
    serving.signal("HUP");
    serving.logged("E801", 1).await;
    assert!(
        serving.said().contains("the step `skill` of `more` is gone") && serving.said().contains("Nobody waits there.")
    );
    serving.end().await;
    let mut command = ajar(house.folder.path());
    let output =
        beside(&mut command, house.telegram.address(), TOKEN).args(["serve", "--content", "own"]).output().unwrap();
    let said = program::flat(&told(&output));
    assert_eq!(output.status.code(), Some(78), "{said}");
    assert!(said.contains("E801") && said.contains("write under [moved.step]: skill = "), "{said}");
    // Told where they go on, it goes live; and what was live before may come back.
    let more = house.own("dialogues/more.toml");
    let text = std::fs::read_to_string(&more).unwrap();
    std::fs::write(&more, format!("{text}\n[moved.step]\nskill = \"gift\"\n")).unwrap();
    let mut serving = house.serve();
    house.say(2, KATE, "/help", 1).await;
    serving.end().await;
    shipped(&house.path("own"));
    let mut serving = house.serve();
    house.say(3, KATE, "/more", 1).await;
    serving.logged("an earlier edition of the dialogues is live again", 1).await;
    serving.end().await;
}
