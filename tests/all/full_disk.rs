//! A full disk: the program as it is shipped, with a limit on how large its files may grow, which rises in small steps from too small to
//! enough. Whatever could not be written is not confirmed to Telegram; once there is room, it has its effect, once; and the process never
//! dies of it.
//!
//! 8 steps by default; `AJAR_DISK_STEPS=60` goes up in 4 KiB. Not here: a disk that is really full (by hand, as root: CONTRIBUTING.md).

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::support::program::{beside, flat, init, name, said, scrub};
use crate::support::telegram::{TOKEN, Telegram};

const KATE: i64 = 7_001_777_001;
/// The index of a journal takes 32 KiB: with less, a database cannot be opened at all.
const TOO_SMALL: usize = 28;
/// With so much beside what is there, in KiB, a message finds room.
const ENOUGH: usize = 240;

struct House {
    folder: tempfile::TempDir,
    telegram: Telegram,
    port: u16,
}

impl House {
    async fn new() -> Self {
        let house = Self { folder: tempfile::tempdir().unwrap(), telegram: Telegram::start().await, port: free_port() };
        house.telegram.open(KATE);
        init(house.folder.path());
        name(house.folder.path());
        house
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, whose files may not grow beyond so many KiB.
    fn command(&self, verb: &str, limit: Option<usize>) -> Command {
        let mut command = Command::new("sh");
        let limit = limit.map_or("unlimited".to_owned(), |kib| (kib * 2).to_string());
        command.args(["-c", "ulimit -f $0 && exec \"$1\" \"$2\"", &limit, env!("CARGO_BIN_EXE_ajar"), verb]);
        beside(scrub(&mut command).current_dir(self.folder.path()), self.telegram.address(), TOKEN);
        command.env("AJAR_HTTP__LISTEN", format!("127.0.0.1:{}", self.port));
        command.stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
        command
    }

    /// Serves, with its log (which goes through a pipe: a file of it would have the limit too).
    fn serve(&self, limit: Option<usize>) -> Serving {
        let log = self.path("serve.log");
        let mut child = self.command("serve", limit).stderr(Stdio::piped()).spawn().unwrap();
        let mut from = child.stderr.take().unwrap();
        let mut to = fs::File::create(&log).unwrap();
        std::thread::spawn(move || std::io::copy(&mut from, &mut to));
        Serving { child, log }
    }

    /// Somebody writes; gives the update's number.
    fn write(&self, update: i64, words: &str) {
        let message = self.telegram.write(KATE, words);
        self.telegram.push(said(update, KATE, message, words));
    }

    /// How large the largest of the journals is, in KiB: no limit below it lets anything be written.
    fn grown(&self) -> usize {
        let sizes =
            ["ajar.db-wal", "ajar-keys.db-wal"].map(|name| fs::metadata(self.path(name)).map_or(0, |file| file.len()));
        usize::try_from(sizes.into_iter().max().unwrap_or(0)).unwrap().div_ceil(1024)
    }

    async fn ready(&self) -> Option<String> {
        let answer = reqwest::get(format!("http://127.0.0.1:{}/readyz", self.port)).await.ok()?;
        answer.text().await.ok()
    }
}

/// The program at work.
struct Serving {
    child: Child,
    log: PathBuf,
}

impl Serving {
    fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Every other time it is told to stop, and empties its journals.
    async fn end(mut self, gently: bool) {
        if !gently {
            return self.kill();
        }
        let status = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
        while self.child.try_wait().unwrap().is_none() {
            pause().await;
        }
    }

    /// As if the power went.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[expect(clippy::disallowed_methods, reason = "a test's own switch, not the program's config")]
fn steps() -> usize {
    std::env::var("AJAR_DISK_STEPS").ok().and_then(|text| text.parse().ok()).unwrap_or(8)
}

async fn pause() {
    tokio::time::sleep(Duration::from_millis(20)).await;
}

/// What became of a message under a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    NotStarted,
    NotKept,
    Kept,
}

/// Serves under a limit until the one message that waits is kept, or is said not to be.
async fn under(house: &House, limit: usize) -> End {
    let mut serving = house.serve(Some(limit));
    let end = loop {
        if house.telegram.unconfirmed() == 0 {
            break End::Kept;
        }
        if serving.child.try_wait().unwrap().is_some() {
            break End::NotStarted;
        }
        if serving.said().contains("it is kept at Telegram and tried again") {
            break End::NotKept;
        }
        pause().await;
    };
    let mut red = None;
    while end == End::NotKept && red.is_none() {
        red = house.ready().await.filter(|text| text.contains("nothing can be written"));
        pause().await;
    }
    let code = serving.child.try_wait().unwrap().map(|status| status.code());
    let said = serving.said();
    assert!(!said.contains("panicked"), "{limit} KiB: {said}");
    match end {
        End::NotStarted => {
            assert!(code == Some(Some(2)) && flat(&said).contains("has its disk room"), "{limit} KiB: {code:?} {said}")
        }
        End::NotKept => assert!(code.is_none() && said.contains("has its disk room"), "{limit} KiB: {code:?} {said}"),
        End::Kept => assert!(code.is_none(), "{limit} KiB: {said}"),
    }
    serving.kill();
    end
}

/// Serves without a limit until nothing is left at Telegram and `done` holds.
async fn with_room(house: &House, gently: bool, done: impl Fn(&Telegram) -> bool) {
    let serving = house.serve(None);
    for _ in 0..1_500 {
        if house.telegram.unconfirmed() == 0 && done(&house.telegram) {
            return serving.end(gently).await;
        }
        pause().await;
    }
    panic!("with room again, it never came: {}", serving.said());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p31_what_finds_no_room_is_not_confirmed_and_arrives_once_when_there_is_room() {
    let house = House::new().await;
    house.write(1, "/start");
    with_room(&house, true, |telegram| telegram.texts(KATE).len() == 2).await;
    let (steps, mut ends) = (steps(), Vec::new());
    for step in 0..steps {
        let limit =
            if step == 0 { TOO_SMALL } else { (house.grown() + ENOUGH * (step - 1) / (steps - 2)).max(TOO_SMALL) };
        let update = 2 + step as i64;
        house.write(update, &format!("<{step}>"));
        ends.push((limit, under(&house, limit).await));
        with_room(&house, step % 2 == 0, |_| true).await;
    }
    eprintln!("{ends:?}");
    assert!(ends.iter().any(|(_, end)| *end == End::NotKept), "{ends:?}");
    assert_eq!(ends.last().map(|(_, end)| *end), Some(End::Kept), "{ends:?}");
    let whole: String = (0..steps).map(|step| format!("<{step}>\n")).collect();
    // The quiet moment comes: all is there, in order, and once.
    with_room(&house, true, |telegram| telegram.texts(KATE).iter().any(|text| text.contains(whole.trim()))).await;
}
