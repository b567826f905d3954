//! The n-th call that the program makes to Telegram goes wrong, for n = 1, 2, … until none does: the power goes before the call has had its
//! effect, or after it; the connection breaks before, or after; Telegram fails, or asks for patience. Every time a whole conversation reaches
//! the queue once, word for word, and no bubble is missing, altered or out of its place. One comes twice only if nobody could have known that
//! it had come (P31).
//!
//! This is the program as it is shipped, polling, in a process that is really killed. The calls to the databases: `fail_points.rs`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use crate::support::program::{Serving, ajar, beside, change, init, name, pressed, said};
use crate::support::telegram::{Fault, TOKEN, Telegram};
use serde_json::Value;

const KATE: i64 = 7_001_777_001;
/// How many conversations go on side by side.
const AT_ONCE: usize = 6;

/// What somebody does.
#[derive(Clone, Copy)]
enum Act {
    Say(&'static str),
    /// A button, and what its answer begins with.
    Tap(&'static str, &'static str),
}

/// Eight updates that end in the queue.
const STORY: [Act; 8] = [
    Act::Say("/start"),
    Act::Tap("Tell you something", "Write anything"),
    Act::Say("I lost my job in March & stopped answering the phone."),
    Act::Tap("Anything I like doing", "Anything you like"),
    Act::Say("I used to bake bread for the whole street."),
    Act::Tap("That is all for now", "Thank you."),
    Act::Tap("That is enough", "This is what would be sent"),
    Act::Tap("Send these words", "Your words are sent"),
];

/// What goes wrong, and whether a bubble may come twice by it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Wrong {
    KilledBefore,
    KilledAfter,
    BrokenBefore,
    BrokenAfter,
    Failing,
    Patience,
}

impl Wrong {
    const ALL: [Self; 6] =
        [Self::KilledBefore, Self::KilledAfter, Self::BrokenBefore, Self::BrokenAfter, Self::Failing, Self::Patience];

    fn fault(self) -> Fault {
        match self {
            Self::KilledBefore => Fault::Silent { effect: false },
            Self::KilledAfter => Fault::Silent { effect: true },
            Self::BrokenBefore => Fault::ResetBefore,
            Self::BrokenAfter => Fault::ResetAfter,
            Self::Failing => Fault::Server(500),
            Self::Patience => Fault::TooMany(1),
        }
    }

    fn kills(self) -> bool {
        matches!(self, Self::KilledBefore | Self::KilledAfter)
    }

    /// A killed process may have had an answer that it could not write down any more.
    fn may_repeat(self) -> bool {
        match self {
            // A connection that breaks: from outside, nobody knows whether before or after.
            Self::KilledBefore | Self::KilledAfter | Self::BrokenBefore | Self::BrokenAfter => true,
            Self::Failing | Self::Patience => false,
        }
    }
}

struct House {
    /// Which call goes wrong, and how.
    case: String,
    folder: tempfile::TempDir,
    telegram: Telegram,
}

fn command(folder: &Path, telegram: &str) -> Command {
    let mut command = ajar(folder);
    beside(&mut command, telegram, TOKEN);
    command
}

impl House {
    async fn new(case: String) -> Self {
        let house = Self { case, folder: tempfile::tempdir().unwrap(), telegram: Telegram::start().await };
        house.telegram.open(KATE);
        init(house.folder.path());
        name(house.folder.path());
        // The pace is not what this is about, and no quiet moment is to fall into it.
        let pace = [("# per_chat = 1.0", "per_chat = 1000.0"), ("# quiet_seconds = 20", "quiet_seconds = 45")];
        change(&house.folder.path().join("ajar.toml"), &pace);
        house
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = command(self.folder.path(), self.telegram.address()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn serve(&self) -> Serving {
        let mut command = command(self.folder.path(), self.telegram.address());
        Serving::start(command.arg("serve"), &self.folder.path().join("serve.log"))
    }

    /// Somebody goes through the story, each act once what came before has been answered.
    async fn play(&self) {
        for (place, act) in (1_i64..).zip(STORY) {
            match act {
                Act::Say(words) => self.say(place, words).await,
                Act::Tap(label, answer) => self.tap(place, label, answer).await,
            }
        }
    }

    async fn say(&self, update: i64, words: &str) {
        let id = self.telegram.write(KATE, words);
        self.telegram.push(said(update, KATE, id, words));
        if !words.starts_with('/') {
            self.until("its mark", |telegram| is_marked(telegram, id)).await;
        }
    }

    async fn tap(&self, update: i64, label: &str, answer: &str) {
        self.until(label, |telegram| newest_button(telegram, label).is_some()).await;
        let (message, data) = newest_button(&self.telegram, label).unwrap();
        self.telegram.query(&format!("q{update}"));
        self.telegram.push(pressed(update, KATE, message, &data));
        self.until("its answer", |telegram| said_once(telegram).iter().any(|text| text.starts_with(answer))).await;
    }

    /// Waits until `test` holds; fails after half a minute with all that there is to see.
    async fn until(&self, what: &str, test: impl Fn(&Telegram) -> bool) {
        for _ in 0..3_000 {
            if test(&self.telegram) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let log = fs::read_to_string(self.folder.path().join("serve.log")).unwrap_or_default();
        let screen: Vec<_> = self
            .telegram
            .screen(KATE)
            .into_iter()
            .map(|shown| (shown.id, shown.ours, shown.text, shown.reaction, shown.keyboard.is_some()))
            .collect();
        panic!("{}: never came: {what}\n{screen:#?}\n{log}", self.case);
    }

    /// What a coordinator reads in the queue, without times.
    fn queue(&self) -> Vec<Value> {
        self.run(&["coordinator", "add", "Sam"]);
        let list: Vec<Value> = serde_json::from_str(&self.run(&["queue", "--as", "Sam", "--json", "list"])).unwrap();
        let mut out = Vec::new();
        for line in list {
            let reference = line["reference"].as_str().unwrap();
            let shown = self.run(&["queue", "--as", "Sam", "--json", "show", reference]);
            let shown: Value = serde_json::from_str(&shown).unwrap();
            out.extend(shown["sent"].as_array().unwrap().iter().map(|approval| approval["sections"].clone()));
        }
        out
    }
}

fn is_marked(telegram: &Telegram, message: i64) -> bool {
    telegram.screen(KATE).iter().any(|shown| shown.id == message && shown.reaction.is_some())
}

/// What the bot has said, each bubble once, though it may have come twice in a row.
fn said_once(telegram: &Telegram) -> Vec<String> {
    let mut said = telegram.texts(KATE);
    said.dedup();
    said
}

/// The newest bubble that has buttons, and what the one with this label carries.
fn newest_button(telegram: &Telegram, label: &str) -> Option<(i64, String)> {
    let shown = telegram.screen(KATE).into_iter().rfind(|shown| shown.keyboard.is_some())?;
    let rows = shown.keyboard?["inline_keyboard"].as_array()?.clone();
    let mut buttons = rows.iter().filter_map(Value::as_array).flatten();
    let found = buttons.find(|button| button["text"].as_str().is_some_and(|text| text.contains(label)))?;
    Some((shown.id, found["callback_data"].as_str()?.to_owned()))
}

/// What a conversation came to.
#[derive(Debug)]
struct End {
    /// The bot's bubbles, in order.
    once: Vec<String>,
    /// How many of them came twice.
    twice: usize,
    queue: Vec<Value>,
}

/// Plays the whole story; the `n`-th call goes wrong. False: there were not so many calls.
async fn conversation(n: u64, wrong: Option<Wrong>) -> (End, bool) {
    let house = House::new(format!("{wrong:?}, call {n}")).await;
    if let Some(wrong) = wrong {
        house.telegram.fail_nth(n, wrong.fault());
    }
    let mut serving = house.serve();
    let kills = wrong.is_some_and(Wrong::kills);
    let watch = async {
        while !kills || !house.telegram.has_failed() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        serving.kill();
        serving = house.serve();
        std::future::pending::<()>().await;
    };
    tokio::select! {
        () = watch => {}
        () = told(&house) => {}
    }
    serving.end().await;
    let once = said_once(&house.telegram);
    let twice = house.telegram.texts(KATE).len() - once.len();
    let end = End { once, twice, queue: house.queue() };
    (end, house.telegram.has_failed())
}

/// The story is played, and everything that it leads to has come.
async fn told(house: &House) {
    house.play().await;
    house.until("everything is taken", |telegram| telegram.unconfirmed() == 0).await;
    house.until("the last bubble", |telegram| newest_button(telegram, "Where are my words").is_some()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn p31_whatever_call_to_telegram_goes_wrong_nothing_is_lost_and_nothing_comes_twice_that_was_confirmed() {
    let (well, _) = conversation(0, None).await;
    assert_eq!(well.queue.len(), 1, "{well:?}");
    let well = Arc::new(well);
    let turns = Arc::new(tokio::sync::Semaphore::new(AT_ONCE));
    let ways = Wrong::ALL.map(|wrong| tokio::spawn(every_call(wrong, well.clone(), turns.clone())));
    for way in ways {
        let calls = way.await.unwrap();
        eprintln!("{calls} calls");
        assert!(calls > 30);
    }
}

/// Makes each call go wrong in this way; says how many there were.
async fn every_call(wrong: Wrong, well: Arc<End>, turns: Arc<tokio::sync::Semaphore>) -> u64 {
    for n in 1.. {
        let turn = turns.acquire().await.unwrap();
        let (end, failed) = conversation(n, Some(wrong)).await;
        drop(turn);
        assert_eq!((&end.once, &end.queue), (&well.once, &well.queue), "{wrong:?}, call {n}");
        assert!(end.twice <= usize::from(wrong.may_repeat()), "{wrong:?}, call {n}: {}", end.twice);
        if !failed {
            return n - 1;
        }
    }
    0
}
