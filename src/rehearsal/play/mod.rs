//! Playing a story: its acts are done in the house, and what comes of each is held against what the story says.
//!
//! Not here: in which ways a story is played (`variant`), how a fault is shown (`difference`).

mod acts;
mod hold;
mod look;
mod team;
mod then;

use std::collections::VecDeque;

use super::house::{House, Reviewed, Service, Stage};
use super::phone::{Came, Phone};
use super::story::{Act, Comes, Does, Has, Story, What};
use super::wire::Wire;
use super::write::{as_told, is_told, written};
use super::{RehearsalError, house};
use crate::buttons::Press;
use crate::referral::Queue;
use crate::turn::Witness;

/// How a story is played.
#[derive(Clone, Default)]
pub struct How<'a> {
    /// Every update is given twice.
    pub doubled: bool,
    /// The process is started again before every line.
    pub restarts: bool,
    /// What is served in turns from the first line on, in place of the edition that the story begins in.
    pub upgrades: Option<&'a [Reviewed; 2]>,
    /// The call to a store that fails in every act: which (from 1), and whether of the keystore.
    pub fails: Option<(i64, bool)>,
    /// The person's Telegram is in this language.
    pub language: Option<String>,
    /// Only the structure counts: the same things come as came here, with the same buttons.
    pub like: Option<&'a Played>,
    /// Told of every move.
    pub witness: Option<Witness>,
}

/// What came of a story.
#[derive(Clone, Debug, Default)]
pub struct Played {
    /// What each act led to.
    pub beats: Vec<Beat>,
    /// Where the story and the bot disagree.
    pub faults: Vec<Fault>,
    /// A failure that was ordered has happened.
    pub fired: bool,
}

/// One act and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beat {
    /// The number of its line in the story, from 0.
    pub line: usize,
    /// What was pressed.
    pub press: Option<Press>,
    /// What came.
    pub came: Vec<Came>,
}

/// A story and the bot disagree. It holds the words of the story, which are nobody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The number of the line in the story, from 0.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What the story says, in its own form.
    pub expected: String,
    /// What is so.
    pub got: String,
    /// The words or buttons of a message differ, and nothing else: `--accept` writes them anew.
    pub acceptable: bool,
}

impl Fault {
    fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into(), expected: String::new(), got: String::new(), acceptable: false }
    }
}

/// Why a story cannot go on.
enum Stop {
    Fault(Fault),
    Error(RehearsalError),
}

impl<E: Into<RehearsalError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// A story being played.
struct Player<'a> {
    story: &'a Story,
    how: &'a How<'a>,
    reviewed: &'a Reviewed,
    house: House,
    wire: Wire,
    phone: Phone,
    presses: u64,
    restarted: usize,
    /// Messages up to this one are of a life of this person's that was forgotten.
    forgotten: i64,
    /// The line of the last act, and what came of it and is not told yet.
    act: usize,
    ahead: VecDeque<Came>,
    played: Played,
}

/// Plays a story.
pub async fn play(
    stage: &Stage,
    reviewed: &Reviewed,
    service: &Service,
    story: &Story,
    how: &How<'_>,
) -> Result<Played, RehearsalError> {
    let service = service_of(service, story);
    let house = House::on(stage, reviewed, service, (story.head.begins, 1), how.witness.clone()).await?;
    for name in &story.head.team {
        house.staff.add_coordinator(name).await?;
    }
    let mut wire = Wire::new(house.rooms());
    wire.speak(how.language.clone().unwrap_or_else(|| "en".to_owned()));
    let phone = Phone::default();
    let (ahead, played) = (VecDeque::new(), Played::default());
    let mut player = Player {
        story,
        how,
        reviewed,
        house,
        wire,
        phone,
        presses: 0,
        restarted: 0,
        forgotten: 0,
        act: 0,
        ahead,
        played,
    };
    let done = player.all().await;
    let Player { house, played, .. } = player;
    house.close().await;
    done.map(|()| played)
}

/// The service with what this story says it has.
fn service_of(service: &house::Service, story: &Story) -> Service {
    let mut service = service.clone();
    for has in &story.head.has {
        let facts = &mut service.facts;
        match has.clone() {
            Has::Complaints(contact) => {
                service.named.push((Queue::Complaints, contact.name.clone()));
                facts.complaints = Some(contact);
            }
            Has::Young(contact) => {
                service.named.push((Queue::Young, contact.name.clone()));
                facts.young = Some(contact);
            }
            Has::Link(link) => facts.link = Some(link),
            Has::Names(names) => facts.team = names,
            Has::HeardWithin(days) => facts.heard_within_days = Some(days),
        }
    }
    service
}

impl Player<'_> {
    async fn all(&mut self) -> Result<(), RehearsalError> {
        for (index, line) in self.story.lines.iter().enumerate() {
            let done = match &line.what {
                What::Act(act) => self.act(index, act).await,
                What::Comes(comes) => {
                    self.comes(index, comes);
                    Ok(())
                }
                What::Then(then) => {
                    self.nothing_more();
                    self.then(index, then).await
                }
            };
            match done {
                Ok(()) => {}
                Err(Stop::Error(error)) => return Err(error),
                Err(Stop::Fault(fault)) => {
                    self.played.faults.push(fault);
                    return Ok(());
                }
            }
        }
        self.nothing_more();
        Ok(())
    }

    async fn act(&mut self, index: usize, act: &Act) -> Result<(), Stop> {
        self.nothing_more();
        if self.how.restarts {
            self.restart(false).await?;
        }
        self.act = index;
        let press = self.perform(index, act).await?;
        self.wire.drain(&mut self.phone).await?;
        let came = self.phone.came();
        if self.house.keystore.find(super::wire::CHAT).await?.is_none() {
            self.forgotten = self.phone.newest();
        }
        self.hold(index, act, &came);
        self.ahead = came.clone().into();
        self.played.beats.push(Beat { line: index, press, came });
        if self.how.like.is_some() {
            self.same_structure(index);
        }
        Ok(())
    }

    /// Stops the process and starts it again.
    async fn restart(&mut self, reopen: bool) -> Result<(), RehearsalError> {
        self.restarted += 1;
        let [there, back] = match self.how.upgrades {
            Some([there, back]) => [there, back],
            None => [self.reviewed; 2],
        };
        let edition = if self.restarted % 2 == 1 { there } else { back };
        self.house.restart(edition, reopen).await?;
        self.wire.lead_to(self.house.rooms());
        Ok(())
    }

    /// The story says that this comes now.
    fn comes(&mut self, index: usize, expected: &Comes) {
        if self.how.like.is_some() {
            return;
        }
        let came = self.ahead.pop_front().map(|came| as_told(&came));
        if came.as_ref().is_some_and(|came| is_told(expected, came)) {
            return;
        }
        let message = if came.is_some() { "something else came" } else { "nothing more came" };
        let got = came.as_ref().map(written).unwrap_or_default();
        let (expected, fault) = (written(expected), Fault::new(index, message));
        self.played.faults.push(Fault { expected, got, acceptable: true, ..fault });
    }

    /// Everything that came was told.
    fn nothing_more(&mut self) {
        let left: String = self.ahead.drain(..).map(|came| written(&as_told(&came))).collect();
        if !left.is_empty() && self.how.like.is_none() {
            let fault = Fault::new(self.act, "something came that the story does not tell");
            self.played.faults.push(Fault { got: left, acceptable: true, ..fault });
        }
    }

    /// The same came as in the other playing, with the same buttons.
    fn same_structure(&mut self, index: usize) {
        let Some(like) = self.how.like else { return };
        let place = self.played.beats.len() - 1;
        let (here, there) = (self.played.beats.get(place), like.beats.get(place));
        let shape = |beat: Option<&Beat>| beat.map(|beat| beat.came.iter().map(shape).collect::<Vec<_>>());
        if shape(here) != shape(there) {
            let told = |beat: Option<&Beat>| {
                beat.map(|beat| beat.came.iter().map(|came| written(&as_told(came))).collect()).unwrap_or_default()
            };
            let (expected, got) = (told(there), told(here));
            self.played.faults.push(Fault { expected, got, ..Fault::new(index, "other things came than in English") });
        }
    }
}

/// What came, without its words.
#[derive(PartialEq, Eq)]
enum Shape {
    Bubble(Vec<Vec<Press>>),
    Mark,
    Notice,
    Gone(usize),
}

fn shape(came: &Came) -> Shape {
    match came {
        Came::Bubble { rows, .. } => {
            Shape::Bubble(rows.iter().map(|row| row.iter().map(|button| button.press.clone()).collect()).collect())
        }
        Came::Mark => Shape::Mark,
        Came::Notice(_) => Shape::Notice,
        Came::Gone(many) => Shape::Gone(*many),
    }
}

/// What a story calls an act of the team's.
fn in_words(does: &Does) -> &'static str {
    match does {
        Does::PicksUp => "pick it up",
        Does::Opens => "open it",
        Does::Writes(_) => "write",
        Does::Rests => "put it to rest",
        Does::HandsBack => "hand it back",
        Does::HandsOn(_) => "hand it on",
        Does::KnowsThem => "say that they know this person",
        Does::IsAway(..) => "be away",
    }
}
