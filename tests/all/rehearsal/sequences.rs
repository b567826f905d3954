//! Property tests: random sequences of everything that can happen, from states that can be reached. `AJAR_SEQUENCES` says how many
//! (100,000 before a release), `AJAR_SEQUENCES_SEED` from which seed.

use std::sync::Arc;

use ajar::content::Edition;
use ajar::rehearsal::walk::{sequences, tell, walk};

use super::service;

#[expect(clippy::disallowed_methods, reason = "a test's own switches, not the program's config")]
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn p1_p3_p13_random_sequences_from_any_state_keep_the_promises() {
    let count = number("AJAR_SEQUENCES").unwrap_or(2_000);
    let seed = number("AJAR_SEQUENCES_SEED").unwrap_or(20_261_122);
    let edition = Edition::load(None).unwrap();
    let walked = walk(&Arc::new(edition.content), &Arc::new(service().facts));
    let done = sequences(&walked, seed, count).unwrap();
    println!("{} sequences, {} deeds, from {} states, seed {seed}", done.count, done.deeds, walked.states());
    if let Some((which, broken)) = done.broken {
        panic!("seed {seed}, sequence {which}: {}\n{}", broken.what, tell(&broken.way, &edition.locales, "en-GB"));
    }
    assert_eq!(done.count, count);
    assert_eq!(
        sequences(&walked, seed, 20).unwrap().deeds,
        sequences(&walked, seed, 20).unwrap().deeds,
        "a seed means the same sequences"
    );
}
