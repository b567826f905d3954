//! Torn and flipped files: a story is told to a house, its files are copied at many moments as a power cut would leave them, and images are
//! made of the copies: a journal that ends anywhere, sectors of nothing or of earlier bytes, a flipped bit, files of different moments.
//! Whoever opens such an image finds a state that was committed once, or is told that the files do not fit, and both are left as they are.
//!
//! 60 images by default; `AJAR_TORN_IMAGES=1000` makes a thousand, `AJAR_TORN_SEED` other ones.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::house::{House, root};
use crate::support::images::{Image, Rows, hold_to_the_rules, open_everybody, pool, rows};
use crate::support::places::sqlite;
use ajar::chance::Chance;
use ajar::dialogue::Event;
use ajar::store::{self, Keystore, Store, StoreError};
use ajar::story::{Content, Words};
use ajar::turn::{Incoming, Taken};

const PEOPLE: [i64; 5] = [7_001_777_001, 7_002_777_002, 7_003_777_003, 7_004_777_004, 7_005_777_005];

/// The story, with every state that was committed and the copies that were made on the way.
struct Story {
    house: House,
    folder: std::path::PathBuf,
    data: Vec<Rows>,
    keys: Vec<Rows>,
    moments: Vec<Moment>,
    update: i64,
}

/// A copy, with the number of states there were by then.
struct Moment {
    image: Image,
    data: usize,
    keys: usize,
}

impl Story {
    async fn seen(&mut self) {
        let (data, keys) = (rows(&self.house.store).await, rows(self.house.keystore.store()).await);
        self.data.push(data);
        self.keys.push(keys);
        let image = Image::of(&self.folder);
        if self.moments.last().is_none_or(|last| last.image != image) {
            self.moments.push(Moment { image, data: self.data.len(), keys: self.keys.len() });
        }
    }

    async fn act(&mut self, chat: i64, event: Event) {
        self.update += 1;
        let message = matches!(event, Event::Said { .. } | Event::Start { .. }).then_some(self.update);
        let incoming = Incoming { update: Some(self.update), chat, message, language: None, event };
        assert_eq!(self.house.turns.take(incoming).await.unwrap(), Taken::Done);
        self.seen().await;
        self.house.deliver().await;
        self.seen().await;
    }

    async fn say(&mut self, chat: i64, text: &str) {
        self.house.hand.forward(1);
        let (message, sent_at) = (self.update + 1, self.house.clock.now());
        self.act(chat, Event::Said { message, sent_at, content: Content::Text(Words::new(text)) }).await;
    }

    async fn tap(&mut self, chat: i64, label: &str) {
        let press = self.house.button(chat, label);
        self.act(chat, Event::Pressed { query: "q".into(), press }).await;
    }

    async fn quiet(&mut self) {
        self.house.hand.forward(21);
        assert_eq!(self.house.turns.due().await.unwrap(), 1, "one person at a time, so that each commit is seen");
        self.seen().await;
        self.house.deliver().await;
        self.seen().await;
    }

    /// Carries what is in the journals over into the files, and leaves the journals as they are.
    async fn carry_over(&mut self) {
        for store in [&self.house.store, self.house.keystore.store()] {
            sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(pool(store)).await.unwrap();
        }
        self.seen().await;
    }

    async fn one_person(&mut self, chat: i64) {
        self.act(chat, Event::Start { code: Some("gp-seaton".into()) }).await;
        for words in ["I lost my job in March.", "the kettle  and\n the canary", "it is a lot"] {
            self.say(chat, words).await;
        }
        self.quiet().await;
        self.tap(chat, "Send these words").await;
        if chat % 2 == 0 {
            self.carry_over().await;
        }
        self.say(chat, "and one thing more").await;
        self.quiet().await;
    }

    async fn told(folder: &Path, data: &str, keys: &str) -> Self {
        let house = House::at(data, keys).await;
        let folder = folder.to_owned();
        let mut story = Self { house, folder, data: vec![], keys: vec![], moments: vec![], update: 100 };
        story.house.turns.housekeeping().await.unwrap();
        story.seen().await;
        for chat in PEOPLE {
            story.one_person(chat).await;
        }
        story.say(PEOPLE[0], "/forget").await;
        story.tap(PEOPLE[0], "Forget me").await;
        story.house.turns.housekeeping().await.unwrap();
        story.seen().await;
        for chat in &PEOPLE[1..] {
            story.tap(*chat, "Send these words").await;
            story.tap(*chat, "More").await;
            story.tap(*chat, "Take it back").await;
            story.carry_over().await;
            story.say(*chat, "one last word").await;
            story.quiet().await;
        }
        story
    }
}

/// What is done to a copy.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Harm {
    None,
    StaleIndex,
    Cut,
    Nothing,
    OldBytes,
    Flip,
    OlderFile,
    OlderJournal,
}

const HARMS: [Harm; 8] = [
    Harm::None,
    Harm::StaleIndex,
    Harm::Cut,
    Harm::Nothing,
    Harm::OldBytes,
    Harm::Flip,
    Harm::OlderFile,
    Harm::OlderJournal,
];

struct Dice(Chance);

impl Dice {
    /// A number below `end`.
    fn roll(&self, end: usize) -> usize {
        usize::try_from(u64::from_le_bytes(self.0.bytes().unwrap()) % end.max(1) as u64).unwrap()
    }
}

/// How much of a journal is of its newest round: what stands behind is left over from earlier ones.
fn in_use(journal: &[u8]) -> usize {
    let ours = |frame: &&[u8]| frame[8..16] == journal[16..24];
    let frames = journal.get(32..).unwrap_or_default().chunks_exact(24 + 4096).take_while(ours).count();
    if journal.len() < 32 { 0 } else { 32 + frames * (24 + 4096) }
}

/// Does harm to the journal at `place` (1 the data's, 3 the keys'), with the help of an earlier copy.
fn harm(image: &mut Image, earlier: &Image, harm: Harm, place: usize, dice: &Dice) {
    let length = in_use(&image.0[place]);
    // Mostly near the end, where a crash strikes.
    let at =
        if dice.roll(3) == 0 { dice.roll(length) } else { length.saturating_sub(1 + dice.roll(length.min(60_000))) };
    let sector = at / 512 * 512..(at / 512 * 512 + 512).min(length);
    let journal = &mut image.0[place];
    match harm {
        Harm::None | Harm::StaleIndex => {}
        Harm::Cut => journal.truncate(at),
        Harm::Nothing => journal[sector].fill(0),
        Harm::OldBytes if sector.end <= earlier.0[place].len() => {
            journal[sector.clone()].copy_from_slice(&earlier.0[place][sector]);
        }
        Harm::OldBytes => journal[sector].fill(0xa5),
        Harm::Flip if length > 0 => journal[at] ^= 1 << dice.roll(8),
        Harm::Flip => {}
        Harm::OlderFile => image.0[place - 1].clone_from(&earlier.0[place - 1]),
        Harm::OlderJournal => image.0[place].clone_from(&earlier.0[place]),
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's own switch, not the program's config")]
fn asked(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[tokio::test]
async fn p31_a_torn_or_flipped_journal_gives_a_state_that_was_committed_or_is_refused_in_words() {
    let place = sqlite();
    let story = Story::told(place.dir.path(), &place.data, &place.keys).await;
    let dice = Dice(Chance::seeded(asked("AJAR_TORN_SEED", 1) as u64));
    let mut ends = BTreeMap::new();
    for number in 0..asked("AJAR_TORN_IMAGES", 60) {
        let now = 1 + dice.roll(story.moments.len() - 1);
        let (moment, earlier) = (&story.moments[now], &story.moments[dice.roll(now)]);
        let what = HARMS[number % HARMS.len()];
        let mut image = moment.image.clone();
        for place in [&[1][..], &[3], &[1, 3]][dice.roll(3)] {
            harm(&mut image, &earlier.image, what, *place, &dice);
        }
        let end = look_at(&story, moment, &image, what, number).await;
        *ends.entry((format!("{what:?}"), end)).or_insert(0_u32) += 1;
    }
    for ((what, end), count) in &ends {
        eprintln!("{count:>5}  {what:<13} {end}");
    }
    let opened: u32 = ends.iter().filter(|((_, end), _)| !end.contains("fil")).map(|(_, count)| count).sum();
    assert!(opened > 10, "{ends:?}");
}

/// Opens an image, and says how that ended.
async fn look_at(story: &Story, moment: &Moment, image: &Image, what: Harm, number: usize) -> String {
    let place = sqlite();
    image.lay_into(place.dir.path());
    if what == Harm::StaleIndex {
        for name in ["ajar.db-shm", "keys.db-shm"] {
            std::fs::write(place.dir.path().join(name), [0x5a; 32_768]).unwrap();
        }
    }
    let unharmed = matches!(what, Harm::None | Harm::StaleIndex);
    let (data, keys) = match open(&place.data, &place.keys).await {
        Ok(found) => found,
        Err(StoreError::Journal(_, misfit)) => {
            assert!(!unharmed, "image {number}: {misfit}");
            let left = Image::of(place.dir.path());
            assert!(
                left.0[0] == image.0[0] && left.0[1] == image.0[1],
                "image {number}: the data's files were changed"
            );
            return misfit.to_string();
        }
        // Back at the very beginning, a database belongs to nobody yet.
        // And keys that were cut back further than the data are those of an older keystore.
        Err(error @ (StoreError::WrongPair | StoreError::OlderKeystore)) if !unharmed => return error.to_string(),
        Err(error) => panic!("image {number}, {what:?}: {error}"),
    };
    let found = [rows(&data).await, rows(keys.store()).await];
    data.close().await;
    keys.store().close().await;
    let newest = [&story.data[moment.data - 1], &story.keys[moment.keys - 1]];
    if unharmed {
        assert!(found[0] == *newest[0] && found[1] == *newest[1], "image {number}: what was committed is not there");
    }
    for (nth, known) in [&story.data[..moment.data], &story.keys[..moment.keys]].into_iter().enumerate() {
        let was_committed =
            known.contains(&found[nth]) || is_new(&known[0], &found[nth]) || is_between(moment, nth, &found[nth]).await;
        assert!(was_committed, "image {number}, {what:?}: database {nth} is in a state that never was");
    }
    live_on(&place.data, &place.keys, story).await;
    if found[0] == *newest[0] && found[1] == *newest[1] { "all is there".into() } else { "an earlier state".into() }
}

/// Whether nothing of anybody's stands in it: it was cut back to the very beginning, and begins anew.
fn is_new(first: &Rows, found: &Rows) -> bool {
    let own = ["pair", "root_check", "epoch"];
    first.iter().filter(|(table, _)| !own.contains(&table.as_str())).all(|(table, hash)| found.get(table) == Some(hash))
}

async fn open(data: &str, keys: &str) -> Result<(Store, Keystore), StoreError> {
    let chance = Chance::system();
    let keys = Keystore::open(keys, root(), &chance).await?;
    let data = Store::open(data).await?;
    store::pair(&data, &keys, &chance).await?;
    Ok((data, keys))
}

/// Whether a state stood between two that were noted: some acts are several commits. The whole journal is cut behind each of its commits.
async fn is_between(moment: &Moment, nth: usize, wanted: &Rows) -> bool {
    let (file, journal) = (&moment.image.0[nth * 2], &moment.image.0[nth * 2 + 1]);
    let frame = 24 + 4096;
    for end in (32..journal.len()).step_by(frame).skip(1).chain([32]) {
        let commits = end == 32 || journal[end - frame + 4..end - frame + 8] != [0; 4];
        if !commits {
            continue;
        }
        let place = sqlite();
        let path = place.dir.path().join("one.db");
        std::fs::write(&path, file).unwrap();
        std::fs::write(place.dir.path().join("one.db-wal"), &journal[..end]).unwrap();
        let one = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
        let found =
            rows(&Store::Sqlite(store::File { writing: one.clone(), reading: one }, store::Fuse::default())).await;
        if found == *wanted {
            return true;
        }
    }
    false
}

/// The house goes on: what is kept opens, half an erasure is finished, and everybody who writes is met.
async fn live_on(data: &str, keys: &str, story: &Story) {
    let mut house = House::with(data, keys, story.house.clock.clone(), story.house.hand.clone()).await;
    hold_to_the_rules(&house.store).await;
    open_everybody(&house.store, &house.keystore).await;
    house.turns.housekeeping().await.unwrap();
    assert!(open_everybody(&house.store, &house.keystore).await.is_empty(), "rows without a key are left");
    hold_to_the_rules(&house.store).await;
    for (nth, chat) in PEOPLE.into_iter().enumerate() {
        let (update, sent_at) = (9_000 + nth as i64, house.clock.now());
        let event = Event::Said { message: update, sent_at, content: Content::Text(Words::new("hello")) };
        let incoming = Incoming { update: Some(update), chat, message: Some(update), language: None, event };
        assert_eq!(house.turns.take(incoming).await.unwrap(), Taken::Done);
    }
    house.deliver().await;
    hold_to_the_rules(&house.store).await;
    assert!(open_everybody(&house.store, &house.keystore).await.is_empty());
    house.store.close().await;
    house.keystore.store().close().await;
}
