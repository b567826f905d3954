//! Seeded mistakes in the shipped dialogues, registers and words, in kinds that each break a promise: the checker finds every one. The seed
//! and the rate are printed (`--nocapture`); `AJAR_SEED=2` makes others.
//!
//! Not here: what each code finds (`check`).

mod edition;
mod graph;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use edition::{Files, Mutation, draw, findings, shipped_twice};

/// So many of each kind are drawn at most.
const OF_A_KIND: usize = 7;
/// So many are made at least.
const LEAST: usize = 200;

#[expect(clippy::disallowed_methods, reason = "a test is asked by its environment")]
fn seed() -> u64 {
    std::env::var("AJAR_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

#[test]
fn p2_p3_p5_p8_p10_p13_p16_p20_p24_p25_p29_p35_p36_every_seeded_mistake_is_found() {
    let shipped = shipped_twice();
    let known: BTreeSet<String> = findings(&shipped).into_iter().collect();
    assert!(known.iter().all(|told| ["W704", "W705", "W728"].iter().any(|code| told.contains(code))), "{known:#?}");
    let seed = seed();
    let (mut made, mut missed, mut kinds) = (0, Vec::new(), BTreeMap::new());
    for mutation in mutations(&shipped, seed) {
        let found = findings(&mutation.files).into_iter().any(|told| !known.contains(&told));
        let count: &mut (usize, usize) = kinds.entry(mutation.kind).or_default();
        (made, count.1) = (made + 1, count.1 + 1);
        count.0 += usize::from(found);
        if !found {
            missed.push(format!("{}: {}", mutation.kind, mutation.what));
        }
    }
    for (kind, (found, all)) in &kinds {
        println!("{found:4} of {all:3}  {kind}");
    }
    println!("seed {seed}: {} of {made} mistakes were found, of {} kinds", made - missed.len(), kinds.len());
    assert!(made >= LEAST, "only {made} mistakes were made");
    assert!(missed.is_empty(), "seed {seed}: not found:\n{}", missed.join("\n"));
}

/// Some of each kind, drawn by the seed.
fn mutations(shipped: &Files, seed: u64) -> Vec<Mutation> {
    let mut kinds: BTreeMap<&'static str, Vec<Mutation>> = BTreeMap::new();
    for mutation in graph::all(shipped).into_iter().chain(words::all(shipped)) {
        kinds.entry(mutation.kind).or_default().push(mutation);
    }
    kinds.into_values().flat_map(|of_kind| draw(of_kind, OF_A_KIND, seed)).collect()
}
