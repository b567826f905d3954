//! The ways in which every story is played: as it is written, in two made languages and every other real one, with every update doubled,
//! with the process started again before every line, with every step under another id at every line; and some with every call to
//! a store failing once.
//!
//! Not here: one playing (`play`).

use std::fmt;
use std::sync::Arc;

use super::house::{Reviewed, Service, Stage};
use super::made::{Made, made};
use super::play::{Fault, How, Played, play};
use super::renamed::renamed;
use super::{RehearsalError, Story};
use crate::content::{ContentError, Edition};
use crate::turn::Witness;

/// One way of playing a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variant {
    /// As it is written.
    Plain,
    /// In a language that is made: structure only.
    Made(Made),
    /// In another real language: structure only.
    Language(String),
    /// Every update is given twice.
    Doubled,
    /// The state is saved and read again before every line.
    Restarted,
    /// At every line another edition is served, in which every step has another id.
    Upgraded,
    /// In every act this call to a store fails (of the keystore, or of the data).
    Failing {
        /// Which, from 1.
        call: i64,
        /// Of the keystore.
        keys: bool,
    },
}

/// Where stories are played.
pub struct Theatre {
    stage: Stage,
    service: Service,
    plain: Reviewed,
    /// Steps have other ids, and then those of before again.
    upgrades: [Reviewed; 2],
    accented: Reviewed,
    mirrored: Reviewed,
}

/// What came of all playings of one story.
#[derive(Clone, Debug, Default)]
pub struct Rehearsed {
    /// The playing as it is written.
    pub plain: Played,
    /// How often it was played in all.
    pub plays: usize,
    /// Faults of the other ways; none is tried where the story does not pass as it is written.
    pub faults: Vec<(Variant, Fault)>,
}

impl Theatre {
    /// Opens one, for this edition and service.
    pub async fn open(edition: Edition, service: Service) -> Result<Self, TheatreError> {
        let files = edition.files.clone();
        let [there, back] = renamed(&files, &edition.content).map_err(RehearsalError::from)?;
        let upgrades = [reviewed(Edition::of(there)?), reviewed(Edition::of(back)?)];
        let accented = reviewed(Edition::of(made(&files, Made::Accented))?);
        let mirrored = reviewed(Edition::of(made(&files, Made::Mirrored))?);
        let plain = reviewed(edition);
        let [there, back] = &upgrades;
        let stage = Stage::set(&[&plain, there, back]).await?;
        Ok(Self { stage, service, plain, upgrades, accented, mirrored })
    }

    /// Plays a story as it is written; `witness` is told of every move.
    pub async fn plain(&self, story: &Story, witness: Option<Witness>) -> Result<Played, RehearsalError> {
        play(&self.stage, &self.plain, &self.service, story, &How { witness, ..How::default() }).await
    }

    /// Plays a story in every way there is for it.
    pub async fn all(&self, story: &Story) -> Result<Rehearsed, RehearsalError> {
        let plain = self.plain(story, None).await?;
        let mut done = Rehearsed { plays: 1, ..Rehearsed::default() };
        if plain.faults.is_empty() {
            for variant in self.variants() {
                let played = self.play(story, &variant, &plain).await?;
                done.note(variant, played);
            }
            if story.head.failing {
                for keys in [false, true] {
                    self.failing(story, keys, &plain, &mut done).await?;
                }
            }
        }
        done.plain = plain;
        Ok(done)
    }

    /// Each call in turn fails in every act, until no act has so many.
    async fn failing(
        &self,
        story: &Story,
        keys: bool,
        plain: &Played,
        done: &mut Rehearsed,
    ) -> Result<(), RehearsalError> {
        for call in 1.. {
            let variant = Variant::Failing { call, keys };
            let played = self.play(story, &variant, plain).await?;
            let fired = played.fired;
            done.note(variant, played);
            if !fired {
                break;
            }
        }
        Ok(())
    }

    /// The ways in which every story is played beside the plain one.
    pub fn variants(&self) -> Vec<Variant> {
        let others = self.plain.content.locales.iter().skip(1).map(|(code, _)| Variant::Language(code.clone()));
        let made = [Variant::Made(Made::Accented), Variant::Made(Made::Mirrored)];
        made.into_iter().chain(others).chain([Variant::Doubled, Variant::Restarted, Variant::Upgraded]).collect()
    }

    /// Plays a story in one way; `plain` is what came of it as it is written.
    pub async fn play(&self, story: &Story, variant: &Variant, plain: &Played) -> Result<Played, RehearsalError> {
        let like = Some(plain);
        let (reviewed, how) = match variant {
            Variant::Plain => (&self.plain, How::default()),
            Variant::Made(Made::Accented) => (&self.accented, How { like, ..How::default() }),
            Variant::Made(Made::Mirrored) => (&self.mirrored, How { like, ..How::default() }),
            Variant::Language(code) => (&self.plain, How { like, language: Some(code.clone()), ..How::default() }),
            Variant::Doubled => (&self.plain, How { doubled: true, ..How::default() }),
            Variant::Restarted => (&self.plain, How { restarts: true, ..How::default() }),
            Variant::Upgraded => {
                (&self.plain, How { restarts: true, upgrades: Some(&self.upgrades), ..How::default() })
            }
            Variant::Failing { call, keys } => (&self.plain, How { fails: Some((*call, *keys)), ..How::default() }),
        };
        play(&self.stage, reviewed, &self.service, story, &how).await
    }
}

/// A theatre could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum TheatreError {
    /// The stage could not be set.
    #[error(transparent)]
    Rehearsal(#[from] RehearsalError),
    /// The edition could not be put together anew.
    #[error(transparent)]
    Content(#[from] ContentError),
}

impl Rehearsed {
    fn note(&mut self, variant: Variant, played: Played) {
        self.plays += 1;
        self.faults.extend(played.faults.into_iter().map(|fault| (variant.clone(), fault)));
    }
}

fn reviewed(edition: Edition) -> Reviewed {
    let files = edition.archived().cloned().collect();
    Reviewed { content: edition.content, locales: Arc::new(edition.locales), files }
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain => f.write_str("as it is written"),
            Self::Made(Made::Accented) => f.write_str("in longer, accented words"),
            Self::Made(Made::Mirrored) => f.write_str("in words from right to left"),
            Self::Language(code) => write!(f, "in {code}"),
            Self::Doubled => f.write_str("with every update coming twice"),
            Self::Restarted => f.write_str("with the bot starting again before every line"),
            Self::Upgraded => f.write_str("with the steps under other ids at every line"),
            Self::Failing { call, keys } => {
                let store = if *keys { "keystore" } else { "database" };
                write!(f, "with call {call} to the {store} failing in every act")
            }
        }
    }
}
