//! The program as it is shipped, in a process of its own: run once, or serving beside a stand-in for Telegram. Nothing of the environment that
//! the tests run in reaches it but the way to other programs and the place for temporary files.
//!
//! Not here: the stand-in (`telegram.rs`), what is expected.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use reqwest::redirect::Policy;
use serde_json::{Value, json};

/// The program, to be run in `folder`.
pub fn ajar(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ajar"));
    scrub(&mut command).current_dir(folder).stdin(Stdio::null());
    command
}

/// Takes away what would reach the program from whoever runs the tests.
pub fn scrub(command: &mut Command) -> &mut Command {
    let kept = ["PATH", "TMPDIR"].into_iter().filter_map(|name| Some((name, std::env::var_os(name)?)));
    command.env_clear().envs(kept)
}

/// The same, talking to a stand-in for Telegram.
pub fn beside<'a>(command: &'a mut Command, telegram: &str, token: &str) -> &'a mut Command {
    command.env("AJAR_TELEGRAM__API", telegram).env("AJAR_TELEGRAM__TOKEN", token)
}

/// Runs it to its end.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    ajar(folder).args(arguments).output().unwrap()
}

/// Everything that it said.
pub fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// What it said in the end, with the lines and signs of its frames taken away.
pub fn flat(said: &str) -> String {
    said.replace(['│', '×', '|'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// It works, and this is what it says.
pub fn well(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", told(&output));
    told(&output)
}

/// Makes a house in `folder`, with a config and a key.
pub fn init(folder: &Path) {
    well(folder, &["init"]);
}

/// Puts a name and a number of one's own into the config, without which it does not serve.
pub fn name(folder: &Path) {
    change(&folder.join("ajar.toml"), &[("The Open Door", "A place"), ("01632 960 123", "01632 960 999")]);
}

/// Replaces words in a file; each has to be there.
pub fn change(path: &Path, changes: &[(&str, &str)]) {
    let mut text = fs::read_to_string(path).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "there is no {from:?} in {}", path.display());
        text = text.replace(from, to);
    }
    fs::write(path, text).unwrap();
}

/// Copies a folder with everything in it.
pub fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let place = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copied(&entry.path(), &place),
            false => drop(fs::copy(entry.path(), place).unwrap()),
        }
    }
}

/// Copies the shipped dialogues and words into `to`.
pub fn shipped(to: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["dialogues", "locales"].iter().for_each(|folder| copied(&root.join(folder), &to.join(folder)));
}

/// The program at work, with its log in a file; it goes with the test.
pub struct Serving {
    pub child: Child,
    pub log: PathBuf,
}

impl Serving {
    /// Starts it; the log is added to what is there.
    pub fn start(command: &mut Command, log: &Path) -> Self {
        let to = fs::File::options().create(true).append(true).open(log).unwrap();
        let child = command.stdout(Stdio::null()).stderr(to).spawn().unwrap();
        Self { child, log: log.to_owned() }
    }

    /// What it has logged.
    pub fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Waits until it answers there; fails after half a minute.
    pub async fn answers(&self, url: &str) {
        let client = reqwest::Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        for _ in 0..3_000 {
            if client.get(url).send().await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it never answered: {}", self.said());
    }

    /// Waits until it has logged this so many times; fails after half a minute.
    pub async fn logged(&self, words: &str, times: usize) {
        for _ in 0..3_000 {
            if self.said().matches(words).count() >= times {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("never logged: {words}\n{}", self.said());
    }

    /// Sends it a signal ("TERM", "HUP").
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    /// As if the power went.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// It is told to stop: what was under way is sent and written down.
    pub async fn end(&mut self) {
        self.signal("TERM");
        loop {
            match self.child.try_wait().unwrap() {
                // One that has only just begun does not listen yet.
                Some(status) => return assert!(status.success() || status.code().is_none(), "{status}"),
                None => tokio::time::sleep(Duration::from_millis(5)).await,
            }
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Gone already, where all went well.
        let _ = self.child.kill();
    }
}
/// The update that brings words; `id` is the message's.
pub fn said(update: i64, chat: i64, id: i64, words: &str) -> Value {
    json!({"update_id": update, "message": message(update, chat, id, words)})
}

/// The update that brings a press of a button under the message `id`.
pub fn pressed(update: i64, chat: i64, id: i64, data: &str) -> Value {
    let message = message(update, chat, id, "");
    let query =
        json!({"id": format!("q{update}"), "from": from(chat), "chat_instance": "1", "data": data, "message": message});
    json!({"update_id": update, "callback_query": query})
}

fn message(update: i64, chat: i64, id: i64, words: &str) -> Value {
    // Not in the future, wherever this machine's clock stands.
    let (date, chat_is) = (1_700_000_000 + update, json!({"id": chat, "type": "private"}));
    json!({"message_id": id, "date": date, "chat": chat_is, "from": from(chat), "text": words})
}

fn from(chat: i64) -> Value {
    json!({"id": chat, "is_bot": false, "first_name": "Kate", "language_code": "en"})
}
