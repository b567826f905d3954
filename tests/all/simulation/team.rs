//! What coordinators do, several of them at one referral too, and what must be true of it.
//!
//! Not here: what people do (`people`).

use ajar::referral::{Queue, Status};
use ajar::staff::{OpenedReferral, StaffError};
use ajar::store::StoreError;
use ajar::store::referrals::ReferralRow;
use ajar::store::talk::Delivery;
use chrono::TimeDelta;
use uuid::Uuid;

use super::broken::{Broken, Held, must};
use super::expect::Expected;
use super::look::{Look, rendered, words};
use super::run::Run;

const NAMES: [&str; 3] = ["Sam", "Ann", "Joe"];
/// Stands around the number of each text of theirs.
const MARK: char = '¤';

/// The coordinators' words so far.
#[derive(Default)]
pub struct Team {
    words: Vec<Word>,
}

/// Words of a coordinator's.
struct Word {
    person: usize,
    referral: Option<Uuid>,
    arrived: usize,
    /// From here on they must not arrive: refused, or the person does not want them any more.
    stopped: bool,
}

/// What a coordinator does with one referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Claim,
    Show,
    Reply,
    Rest,
    HandBack,
    /// To whoever comes next in the team.
    HandOn,
}

const ACTS: [(usize, Act); 6] =
    [(20, Act::Claim), (25, Act::Show), (35, Act::Reply), (8, Act::Rest), (16, Act::HandBack), (8, Act::HandOn)];

impl Team {
    /// A bubble arrives on somebody's phone: words of a coordinator's come once, to the one they are for (P31).
    pub fn arrives(&mut self, person: usize, text: &str) -> Held {
        let Some(word) = number(text).and_then(|number| self.words.get_mut(number)) else { return Ok(()) };
        word.arrived += 1;
        must(word.person == person, || "a coordinator's words arrive with somebody else".into())?;
        must(word.arrived == 1, || "P31: a coordinator's words arrive twice".into())?;
        must(!word.stopped, || "P15: words arrive that were not sent, or are not wanted any more".into())
    }

    /// What a person's act did to what they have sent.
    pub fn moved(&mut self, person: usize, before: Option<&Look>, after: &Look, expected: &Expected) -> Held {
        for row in after.sent.iter().map(|sent| &sent.row) {
            let was = before.and_then(|before| before.sent.iter().map(|sent| &sent.row).find(|was| was.id == row.id));
            may_move(was, row, expected)?;
            if !row.contact_welcome {
                let theirs = |word: &&mut Word| word.person == person && word.referral == Some(row.id);
                self.words.iter_mut().filter(theirs).for_each(|word| word.stopped = true);
            }
        }
        let is_there = |id: Uuid| after.sent.iter().any(|sent| sent.row.id == id);
        let lost = before.is_some_and(|before| before.sent.iter().any(|sent| !is_there(sent.row.id)));
        must(!lost, || "something they sent is not there any more".into())
    }

    /// What is said of each of the coordinators' words is so.
    pub fn delivered(&self, person: usize, seen: &Look) -> Held {
        for talk in seen.talk.iter().filter(|talk| talk.is_coordinators) {
            let word = number(words(&talk.content)).and_then(|number| self.words.get(number));
            let word = word.filter(|word| word.person == person);
            let arrived = word.ok_or_else(|| Broken("words are kept that no coordinator wrote".into()))?.arrived;
            let so = match talk.delivery {
                Some(Delivery::Sent) => arrived == 1,
                Some(Delivery::Refused) => arrived == 0,
                Some(Delivery::Unsure) => true,
                Some(Delivery::Waiting) | None => false,
            };
            must(so, || {
                format!("P31: a coordinator's words are said to be {:?}, and arrived {arrived} times", talk.delivery)
            })?;
        }
        Ok(())
    }
}

/// A person moves what they sent by sending, by taking it back, and by *Not yet* once it rests; by nothing else.
fn may_move(was: Option<&ReferralRow>, row: &ReferralRow, expected: &Expected) -> Held {
    let sends = expected.sends.is_some();
    let Some(was) = was else {
        return must(sends && row.status == Status::Waiting && row.coordinator.is_none(), || {
            "a referral comes from nowhere".into()
        });
    };
    let moved = match (was.status, row.status) {
        (before, after) if before == after => was.coordinator == row.coordinator,
        (_, Status::Withdrawn) => expected.moves,
        (Status::Closed, Status::Waiting) => sends && row.coordinator.is_none(),
        (Status::Closed, Status::InTouch) => expected.not_yet && row.coordinator == was.coordinator,
        _ => false,
    };
    must(moved, || format!("P34: a person's act moved a referral from {:?} to {:?}", was.status, row.status))?;
    must(was.contact_welcome == row.contact_welcome || expected.moves || sends, || {
        "P15: their wish about contact changed".into()
    })
}

fn number(text: &str) -> Option<usize> {
    text.split(MARK).nth(1)?.parse().ok()
}

fn opens(row: &ReferralRow, name: &str) -> bool {
    row.queue == Queue::Main || (row.queue == Queue::Complaints && name == "Ann")
}

/// Whom somebody hands on to.
fn next(name: &str) -> &'static str {
    let place = NAMES.iter().position(|known| *known == name).unwrap_or_default();
    NAMES[(place + 1) % NAMES.len()]
}

/// Where it stands after an act that may be done; `None`: it may not.
fn lawful(act: Act, name: &str, row: &ReferralRow, reachable: bool) -> Option<Status> {
    if !opens(row, name) || row.status == Status::Withdrawn {
        return None;
    }
    let theirs = row.coordinator_name.as_deref() == Some(name);
    let open = matches!(row.status, Status::Claimed | Status::InTouch);
    match act {
        Act::Claim | Act::Show if row.status == Status::Waiting => Some(Status::Claimed),
        Act::Claim | Act::Show => theirs.then_some(row.status),
        Act::Reply => (theirs && open && row.contact_welcome && reachable).then_some(Status::InTouch),
        Act::Rest => (theirs && open).then_some(Status::Closed),
        Act::HandBack => (theirs && row.status == Status::Claimed).then_some(Status::Waiting),
        Act::HandOn => (theirs && open && opens(row, next(name))).then_some(Status::Claimed),
    }
}

/// What became of a coordinator's act.
pub enum Came {
    Done(Option<Box<OpenedReferral>>),
    Refused,
    Failed,
}

impl Run<'_> {
    pub async fn hire(&mut self) -> Held {
        for name in NAMES {
            let added = self.process.staff.add_coordinator(name).await;
            must(matches!(added, Ok(true)), || "a coordinator could not be added".into())?;
        }
        Ok(())
    }

    pub async fn team_acts(&mut self) -> Held {
        let name = *self.dice.pick(&NAMES);
        let mut standing = Vec::new();
        for number in 0..self.folk.len() {
            let seen = self.seen(number).await?;
            standing.extend(seen.into_iter().flat_map(|seen| seen.sent).map(|sent| (number, sent.row)));
        }
        if standing.is_empty() || self.dice.percent(8) {
            return self.wrong_reference(name).await;
        }
        let (number, row) = self.dice.pick(&standing).clone();
        match self.dice.below(10) {
            0 => self.lists(name, &standing).await,
            1 | 2 => self.race(number, &row).await,
            3 => self.answer_meets_no(number, &row).await,
            _ => {
                let owner = row.coordinator_name.clone().filter(|_| self.dice.percent(80));
                let act = self.dice.weighed(&ACTS);
                self.one_act(act, owner.as_deref().unwrap_or(name), number, &row).await
            }
        }
    }

    async fn wrong_reference(&mut self, name: &str) -> Held {
        self.note(format!("{name}: a wrong reference"));
        let refused = self.process.staff.show(name, "NOTHING").await;
        must(matches!(refused, Err(StaffError::NoSuchReference(_))), || "a wrong reference opens something".into())?;
        let refused = self.process.staff.claim("Nobody", "NOTHING").await;
        must(matches!(refused, Err(StaffError::Stranger(_))), || "a stranger may act".into())
    }

    /// The list holds everything that is open and theirs to open, and nothing of anybody who is gone.
    async fn lists(&mut self, name: &str, standing: &[(usize, ReferralRow)]) -> Held {
        self.note(format!("{name}: list"));
        let open = |row: &ReferralRow| !matches!(row.status, Status::Closed | Status::Withdrawn);
        let theirs =
            |row: &ReferralRow| lawful(Act::Claim, name, &ReferralRow { status: Status::Waiting, ..row.clone() }, true);
        let rows = standing.iter().map(|(_, row)| row).filter(|row| open(row) && theirs(row).is_some());
        let mut expected: Vec<&str> = rows.map(|row| row.reference.as_str()).collect();
        let listed = self.process.staff.list(name).await.map_err(|error| Broken(error.to_string()))?;
        let listed = listed.iter().filter(|line| line.status != Status::Withdrawn);
        let mut listed: Vec<&str> = listed.map(|line| line.reference.as_str()).collect();
        expected.sort_unstable();
        listed.sort_unstable();
        must(listed == expected, || format!("{name}'s list has {} lines, not {}", listed.len(), expected.len()))
    }

    /// All three at one referral: one has it in the end, the others are told (P34).
    async fn race(&mut self, number: usize, row: &ReferralRow) -> Held {
        self.note(format!("all of them at {} of person {number}", row.reference));
        let staff = self.process.staff.clone();
        let (sam, ann, joe) = tokio::join!(
            staff.claim("Sam", &row.reference),
            staff.show("Ann", &row.reference),
            staff.claim("Joe", &row.reference)
        );
        let won = [sam.is_ok(), ann.is_ok(), joe.is_ok()];
        let count = won.iter().filter(|won| **won).count();
        let after = self.row(number, row.id).await?;
        if row.status == Status::Waiting && row.queue == Queue::Main {
            self.saw("races for one referral");
            must(count == 1, || format!("P34: {count} of three have it"))?;
            let winner = NAMES.iter().zip(won).find(|(_, won)| *won).map(|(name, _)| *name);
            return must(after.coordinator_name.as_deref() == winner, || "P34: somebody else has it".into());
        }
        let kept = after.coordinator == row.coordinator || row.status == Status::Waiting;
        must(kept && count <= 1, || "P34: it went from one to another".into())
    }

    async fn row(&self, number: usize, id: Uuid) -> Held<ReferralRow> {
        let seen = self.seen(number).await?.ok_or_else(|| Broken("they are gone".into()))?;
        let found = seen.sent.into_iter().map(|sent| sent.row).find(|row| row.id == id);
        found.ok_or_else(|| Broken("a referral is gone".into()))
    }

    pub async fn one_act(&mut self, act: Act, name: &str, number: usize, row: &ReferralRow) -> Held {
        self.note(format!("{name}: {act:?} {} of person {number} ({:?})", row.reference, row.status));
        let reachable = self.seen(number).await?.is_some_and(|seen| seen.reachable);
        let fuse = self.perhaps_blow();
        let came = self.does(act, name, number, row).await;
        self.take_out(fuse);
        let came = came?;
        let after = self.row(number, row.id).await?;
        let Came::Done(opened) = came else {
            let failed = matches!(came, Came::Failed);
            must(failed == fuse || !failed, || "a coordinator's act fails by itself".into())?;
            must(failed || lawful(act, name, row, reachable).is_none(), || format!("{name} may not, and could"))?;
            return must((after.status, after.coordinator) == (row.status, row.coordinator), || {
                "an act was refused, and changed something".into()
            });
        };
        self.saw(match act {
            Act::Claim => "claims",
            Act::Show => "stories opened",
            Act::Reply => "coordinators' answers",
            Act::Rest => "referrals put to rest",
            Act::HandBack => "referrals handed back",
            Act::HandOn => "referrals handed on",
        });
        let expected = lawful(act, name, row, reachable);
        must(expected == Some(after.status), || format!("P34: it stands at {:?}, not {expected:?}", after.status))?;
        let owner = match act {
            Act::HandBack => None,
            Act::HandOn => Some(next(name)),
            Act::Claim | Act::Show | Act::Reply | Act::Rest => Some(name),
        };
        must(after.coordinator_name.as_deref() == owner, || "P34: it is not whose it should be".into())?;
        if act == Act::Rest {
            let until = self.now() + TimeDelta::days(90);
            let who = &mut self.folk[number];
            who.keep_until = who.keep_until.max(until);
        }
        opened.map_or(Ok(()), |opened| self.reads(number, row.id, &opened))
    }

    pub async fn does(&mut self, act: Act, name: &str, number: usize, row: &ReferralRow) -> Held<Came> {
        let (staff, reference) = (self.process.staff.clone(), row.reference.as_str());
        let done = match act {
            Act::Claim => staff.claim(name, reference).await.map(|()| None),
            Act::Show => staff.show(name, reference).await.map(|opened| Some(Box::new(opened))),
            Act::Rest => staff.rest(name, reference).await.map(|()| None),
            Act::HandBack => staff.hand_back(name, reference).await.map(|()| None),
            Act::HandOn => staff.hand_on(name, reference, next(name)).await.map(|()| None),
            Act::Reply => {
                let text = format!("{MARK}{}{MARK} would Tuesday do?", self.team.words.len());
                let done = staff.reply(name, reference, &text).await;
                let (referral, stopped) = (Some(row.id), done.is_err());
                self.team.words.push(Word { person: number, referral, arrived: 0, stopped });
                done.map(|()| None)
            }
        };
        match done {
            Ok(opened) => Ok(Came::Done(opened)),
            Err(StaffError::Store(StoreError::Injected)) => Ok(Came::Failed),
            Err(StaffError::Store(error)) => Err(error.into()),
            Err(StaffError::Vault(error)) => Err(error.into()),
            Err(_) => Ok(Came::Refused),
        }
    }

    /// What a coordinator reads is what the person saw and sent, in order, and all of it (P13).
    fn reads(&self, number: usize, referral: Uuid, opened: &OpenedReferral) -> Held {
        let approved: Vec<_> = self.folk[number].approved.iter().filter(|known| known.referral == referral).collect();
        must(approved.len() == opened.sent.len(), || "P13: they read more or less than was sent".into())?;
        for (known, sent) in approved.into_iter().zip(&opened.sent) {
            let read: Vec<_> =
                sent.sections.iter().map(|section| rendered(&self.process.turns, &sent.locale, section)).collect();
            must((known.number, &known.sections) == (sent.number, &read), || {
                "P13: they read what was not sent".into()
            })?;
        }
        Ok(())
    }
}
