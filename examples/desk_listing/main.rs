//! How long a coordinator's lists take when many wait and many more rest: `cargo run --release --example desk_listing [WAITING RESTING [DATA KEYS]]`.
//! Without addresses it fills SQLite files that are gone afterwards. It prints the median and the slowest of two hundred, in milliseconds.
//!
//! Not here: drawing pages, and the rest of the house at work beside it (`tests/load`). Never for databases in which anybody real is kept.

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use ajar::chance::Chance;
use ajar::clock::Clock;
use ajar::content::Edition;
use ajar::hours::Hours;
use ajar::referral::{Given, Glance, Queue};
use ajar::staff::{Parts, Staff, Which};
use ajar::store::approvals::{self, ApprovalRow};
use ajar::store::people::{self, NewPerson};
use ajar::store::referrals::{self, NewReferral};
use ajar::store::{GROUP, Group, Keystore, Store, Writer, pair, places};
use ajar::story::{Piece, Purpose, Section, Words};
use ajar::vault::{self, Key};
use chrono::{DateTime, TimeDelta, Utc};

type Failed = Box<dyn Error + Send + Sync>;

/// People committed together.
const BATCH: usize = 500;
/// How often each list is asked for.
const TIMES: usize = 200;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, or: usize| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(or);
    let (waiting, resting) = (number(0, 10_000), number(1, 200_000));
    let folder = std::env::temp_dir().join(format!("ajar-desk-listing-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let at = |name: &str| format!("sqlite:{}", folder.join(name).display());
    let data = arguments.get(2).cloned().unwrap_or_else(|| at("ajar.db"));
    let keys = arguments.get(3).cloned().unwrap_or_else(|| at("keys.db"));
    let done = measured((waiting, resting), &data, &keys).await;
    std::fs::remove_dir_all(&folder)?;
    done
}

async fn measured((waiting, resting): (usize, usize), data: &str, keys: &str) -> Result<(), Failed> {
    let (clock, chance) = (Clock::system(), Chance::system());
    let keystore = Keystore::open(keys, Key::new([7; 32]), &chance).await?;
    let store = Store::open(data).await?;
    pair(&store, &keystore, &chance).await?;
    let writer = Writer::start(store.clone(), keystore.clone(), GROUP);
    let staff = staff(&store, &keystore, &writer, (&clock, &chance))?;
    staff.add_coordinator("Sam").await?;
    let begun = Instant::now();
    let all = waiting + resting;
    for first in (0..all).step_by(BATCH) {
        let (chance, now, last) = (chance.clone(), clock.now(), (first + BATCH).min(all));
        let filled = writer.write("fill", move |group| {
            let chance = chance.clone();
            Box::pin(async move {
                for number in first..last {
                    fill(group, &chance, number, now).await?;
                }
                Ok::<_, Failed>(())
            })
        });
        filled.await?;
    }
    rest(&store, resting).await?;
    println!("{waiting} wait and {resting} rest (filled in {} s)", begun.elapsed().as_secs());
    for which in [Which::Waiting, Which::Resting, Which::Others] {
        let times = timed(|| async { staff.people("Sam", which, None).await.map(drop) }).await?;
        println!("{which:?}: {times}");
    }
    let first = staff.people("Sam", Which::Waiting, None).await?;
    let next = first.next.clone();
    let times = timed(|| async { staff.people("Sam", Which::Waiting, next.as_deref()).await.map(drop) }).await?;
    println!("the next page of those who wait: {times}");
    for line in first.lines.iter().take(20) {
        staff.claim("Sam", &line.reference).await?;
    }
    let times = timed(|| async { staff.mine("Sam").await.map(drop) }).await?;
    println!("my conversations (20): {times}");
    let one = first.lines.first().map(|line| line.reference.clone()).unwrap_or_default();
    let times = timed(|| async { staff.show("Sam", &one).await.map(drop) }).await?;
    println!("one person: {times}");
    let times = timed(|| async { staff.how_it_goes("Sam").await.map(drop) }).await?;
    println!("how things are going: {times}");
    writer.close().await;
    Ok(())
}

fn staff(
    store: &Store,
    keystore: &Keystore,
    writer: &Writer,
    (clock, chance): (&Clock, &Chance),
) -> Result<Staff, Failed> {
    Ok(Staff::new(Parts {
        store: store.clone(),
        keystore: keystore.clone(),
        writer: writer.clone(),
        clock: clock.clone(),
        chance: chance.clone(),
        locales: Arc::new(Edition::load(None)?.locales),
        lang: "en-GB".to_owned(),
        service: "The Open Door".to_owned(),
        keep_days: 90,
        named: vec![(Queue::Complaints, "Sam".to_owned()), (Queue::Young, "Sam".to_owned())],
        lead: None,
        hours: Hours::always(),
        outbox_grew: Arc::default(),
    }))
}

/// Somebody who has sent a few words, some minutes after the one before.
async fn fill(group: &mut Group, chance: &Chance, number: usize, now: DateTime<Utc>) -> Result<(), Failed> {
    let number = i64::try_from(number)?;
    let (chat, at) = (9_000_000_000 + number, now - TimeDelta::minutes(2_000_000 - number));
    let (person, key) = group.make_key(chat, chance.uuid()?, chance).await?;
    let new = NewPerson {
        id: person,
        chat: vault::seal(&key, &places::chat(person), &chat, chance.bytes()?)?,
        state: vault::seal(&key, &places::state(person), &"a state of the usual length ".repeat(40), chance.bytes()?)?,
        keep_until: now + TimeDelta::days(90),
        created_at: at,
    };
    people::add(&mut group.main, new).await?;
    let (id, queue) = (chance.uuid()?, if number % 50 == 0 { Queue::Young } else { Queue::Main });
    let glance = Glance {
        found_us: Some("gp-seaton".to_owned()),
        language: "en-GB".to_owned(),
        way: Some(Given::Chosen("answer-call".to_owned())),
        times: Some(Given::Words),
        ..Glance::default()
    };
    let glance = vault::seal(&key, &places::glance(person, &id.to_string()), &glance, chance.bytes()?)?;
    let reference = format!("R{number:06}");
    let (glance, told_days) = (Some(glance), Some(3));
    let new = NewReferral { id, person, queue, reference, contact_welcome: true, glance, told_days, at };
    referrals::add(&mut group.main, &new).await?;
    let words = Piece::Words(Words::new("I walked round the block three times before I dared come in. ".repeat(8)));
    let sections = vec![Section { part: "story".to_owned(), heading: "What".to_owned(), pieces: vec![words] }];
    let place = approvals::place(id, 1);
    let row = ApprovalRow {
        referral: id,
        number: 1,
        purpose: Purpose::Story,
        revision: 1,
        locale: "en-GB".to_owned(),
        content_hash: "edition".to_owned(),
        approved_at: at,
        sections: vault::seal(&key, &places::sections(person, &place), &sections, chance.bytes()?)?,
    };
    Ok(approvals::add(&mut group.main, &row).await?)
}

/// The first of them rest.
async fn rest(store: &Store, many: usize) -> Result<(), Failed> {
    let sql = "UPDATE referral SET status = 'closed', coordinator = (SELECT id FROM coordinator LIMIT 1) WHERE reference < $1";
    let before = format!("R{many:06}");
    match store {
        Store::Sqlite(file, _) => {
            sqlx::query(sql).bind(&before).execute(&file.writing).await?;
        }
        Store::Postgres(pool, _) => {
            sqlx::query(sql).bind(&before).execute(pool).await?;
            sqlx::query("ANALYZE").execute(pool).await?;
        }
    }
    Ok(())
}

async fn timed<F, E>(ask: impl Fn() -> F) -> Result<String, Failed>
where
    F: Future<Output = Result<(), E>>,
    Failed: From<E>,
{
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let begun = Instant::now();
        ask().await?;
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    let at = |place: usize| times.get(place).copied().unwrap_or_default();
    Ok(format!("median {:.2} ms, slowest {:.2} ms", at(TIMES / 2), at(TIMES - 1)))
}
