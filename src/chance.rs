//! Chance: the only source of randomness. It is handed down as an argument, so a test can replay it from a seed.
//!
//! Not here: keys and sealing (`vault`).

use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Where random bytes come from.
#[derive(Clone, Debug)]
pub struct Chance(Source);

#[derive(Clone)]
enum Source {
    System,
    Seeded(Arc<Mutex<(u64, u64)>>),
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("..")
    }
}

/// The operating system gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes; nothing was written")]
pub struct NoChance;

impl Chance {
    /// The operating system's randomness: the only one that may make keys in earnest.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// The same bytes for the same seed: for tests and rehearsals only.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Mutex::new((seed, 0)))))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], NoChance> {
        let mut out = [0; N];
        match &self.0 {
            Source::System => system_fill(&mut out)?,
            Source::Seeded(state) => seeded_fill(state, &mut out),
        }
        Ok(out)
    }

    /// A random identifier (version 4).
    pub fn uuid(&self) -> Result<Uuid, NoChance> {
        Ok(uuid::Builder::from_random_bytes(self.bytes()?).into_uuid())
    }
}

/// Random identifiers that stand near those drawn just before: so many share their first 6 bytes, which are random too and say neither when nor
/// in which order. Where rows lie in the order of their ids, those of people who talk at the same time lie together, and writing them
/// touches few pages however many people are stored (docs/decisions/0028).
#[derive(Debug, Default)]
pub struct Nearby(Mutex<Run>);

/// Those that share their first bytes.
#[derive(Debug, Default)]
struct Run {
    first: [u8; 6],
    left: u8,
}

/// How many stand together.
const RUN: u8 = 128;

impl Nearby {
    /// The next one (version 4; 74 of its bits are its own).
    pub fn uuid(&self, chance: &Chance) -> Result<Uuid, NoChance> {
        let mut bytes: [u8; 16] = chance.bytes()?;
        let mut run = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if run.left == 0 {
            *run = Run { first: chance.bytes()?, left: RUN };
        }
        run.left -= 1;
        bytes.iter_mut().zip(run.first).for_each(|(byte, first)| *byte = first);
        Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that asks the system for randomness")]
fn system_fill(out: &mut [u8]) -> Result<(), NoChance> {
    getrandom::fill(out).map_err(|_| NoChance)
}

fn seeded_fill(state: &Mutex<(u64, u64)>, out: &mut [u8]) {
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    for chunk in out.chunks_mut(32) {
        let block = Sha256::new().chain_update(state.0.to_le_bytes()).chain_update(state.1.to_le_bytes()).finalize();
        state.1 = state.1.wrapping_add(1);
        for (to, from) in chunk.iter_mut().zip(block) {
            *to = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_replays_and_never_repeats() {
        let (a, b) = (Chance::seeded(7), Chance::seeded(7));
        let first: [u8; 40] = a.bytes().unwrap();
        assert_eq!(first, b.bytes::<40>().unwrap());
        assert_ne!(first, a.bytes::<40>().unwrap());
        assert_ne!(Chance::system().uuid().unwrap(), Chance::system().uuid().unwrap());
    }

    #[test]
    fn p27_ids_that_stand_together_are_random_all_the_same_and_say_nothing_of_their_order() {
        let (nearby, chance) = (Nearby::default(), Chance::seeded(7));
        let ids: Vec<Uuid> = (0..3 * u16::from(RUN)).map(|_| nearby.uuid(&chance).unwrap()).collect();
        let runs: Vec<&[Uuid]> = ids.chunks(RUN.into()).collect();
        for run in &runs {
            let first = run.first().unwrap().as_bytes().get(..6);
            assert!(run.iter().all(|id| id.as_bytes().get(..6) == first && id.get_version_num() == 4));
            assert!(!run.is_sorted(), "an order would show who came first");
        }
        let different: std::collections::HashSet<&Uuid> = ids.iter().collect();
        assert_eq!(different.len(), ids.len());
    }
}
