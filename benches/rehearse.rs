//! How long it takes to play all stories in all their ways on two cores, and to walk the shipped dialogues whole.
//!
//! The bars: under 60 seconds for the first, under 10 for the second. A benchmark says what is so; no test asserts it.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::path::Path;
use std::sync::Arc;

use ajar::config::Config;
use ajar::content::Edition;
use ajar::rehearsal::walk::walk;
use ajar::rehearsal::{Service, Story, Theatre, parse};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

fn main() {
    divan::main();
}

fn stories() -> Vec<Story> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file| parse(&file.display().to_string(), &std::fs::read_to_string(&file).unwrap()).unwrap()).collect()
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn all_stories_in_all_their_ways() -> usize {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let service = Service { facts: Config::sample().facts(), named: Vec::new(), lead: None };
        let theatre = Arc::new(Theatre::open(Edition::load(None).unwrap(), service).await.unwrap());
        let (room, mut tasks) = (Arc::new(Semaphore::new(2)), JoinSet::new());
        for story in stories() {
            let (theatre, room) = (theatre.clone(), room.clone());
            tasks.spawn(async move {
                let _turn = room.acquire_owned().await;
                theatre.all(&story).await.unwrap().plays
            });
        }
        tasks.join_all().await.into_iter().sum()
    })
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn the_whole_walk() -> usize {
    let content = Arc::new(Edition::load(None).unwrap().content);
    walk(&content, &Arc::new(Config::sample().facts())).states()
}
