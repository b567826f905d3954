//! Whether what a story says to be true is true.

use super::{Fault, Player, Stop, look};
use crate::locale::visible;
use crate::referral::{Queue, Status};
use crate::rehearsal::RehearsalError;
use crate::rehearsal::phone::Came;
use crate::rehearsal::story::{Standing, Then};
use crate::rehearsal::write::{block, fits};
use crate::store::referrals::{self, ReferralRow};

/// More than any story sends.
const MANY: i64 = 100;

impl Player<'_> {
    pub(super) async fn then(&mut self, index: usize, then: &Then) -> Result<(), Stop> {
        match then {
            Then::NothingSeen => self.nothing_seen(index).await?,
            Then::Queue(queue, many, words) => self.queue(index, *queue, *many, words.as_deref()).await?,
            Then::Reads(name, words) => self.reads(index, name, words).await?,
            Then::Sending(number, words) => {
                let row = self.newest(None).await?;
                let sent = match row {
                    Some(row) => self.sendings(&row).await?,
                    None => Vec::new(),
                };
                let found = sent.into_iter().find(|(known, _)| known == number).map(|(_, words)| words);
                self.words(index, words, &found.unwrap_or_default());
            }
            Then::Kept(words) => {
                let kept = self.kept().await?;
                match (words, kept) {
                    (Some(words), kept) => self.words(index, words, &kept.unwrap_or_default()),
                    (None, Some(kept)) => self.words(index, "", &kept),
                    (None, None) => {}
                }
            }
            Then::Forgotten => {
                let left = self.anything_left().await?;
                self.is_so(index, !left, "something of the person is left");
            }
            Then::NothingComes => {
                let is_message = |came: &Came| matches!(came, Came::Bubble { .. } | Came::Notice(_));
                let came = self.played.beats.last().is_some_and(|beat| beat.came.iter().any(is_message));
                self.is_so(index, !came, "a message came");
            }
            Then::Stands(standing) => self.stands(index, standing).await?,
            Then::NotWelcome => {
                let welcome = self.newest(None).await?.is_none_or(|row| row.contact_welcome);
                self.is_so(index, !welcome, "the team is not told that the person is not to be contacted");
            }
            Then::EmptyChat => {
                let empty = self.phone.messages().is_empty();
                self.is_so(index, empty, "messages stand in the chat");
            }
        }
        Ok(())
    }

    fn is_so(&mut self, index: usize, is: bool, else_say: &str) {
        if !is {
            self.played.faults.push(Fault::new(index, else_say));
        }
    }

    /// Words are what they are in English only: in another language their headings differ.
    fn words(&mut self, index: usize, expected: &str, got: &str) {
        if self.how.like.is_none() && !fits(&visible(expected), &visible(got)) {
            let (expected, got) = (block("", expected), block("", got));
            self.played.faults.push(Fault { expected, got, ..Fault::new(index, "the words are others") });
        }
    }

    async fn waiting(&self, queue: Queue) -> Result<Vec<ReferralRow>, RehearsalError> {
        let mut work = self.house.store.reading().await?;
        Ok(referrals::open_in(&mut work, queue, MANY).await?)
    }

    async fn nothing_seen(&mut self, index: usize) -> Result<(), RehearsalError> {
        let mut open = 0;
        for queue in Queue::ALL {
            open += self.waiting(queue).await?.len();
        }
        let opened = self.newest(None).await?.is_some_and(|row| row.status.is_opened());
        self.is_so(index, open == 0 && !opened, "something was handed over");
        Ok(())
    }

    async fn queue(
        &mut self,
        index: usize,
        queue: Queue,
        many: usize,
        words: Option<&str>,
    ) -> Result<(), RehearsalError> {
        let mut rows = self.waiting(queue).await?;
        rows.retain(|row| row.status == Status::Waiting);
        let found = rows.len();
        self.is_so(index, found == many, &format!("{found} are new in this queue"));
        let (Some(words), Some(newest)) = (words, rows.into_iter().max_by_key(|row| row.sent_at)) else {
            return Ok(());
        };
        let sent = self.sendings(&newest).await?.pop().map(|(_, words)| words);
        self.words(index, words, &sent.unwrap_or_default());
        Ok(())
    }

    /// Somebody on the team opens it: an act of theirs.
    async fn reads(&mut self, index: usize, name: &str, words: &str) -> Result<(), Stop> {
        let lines = self.house.staff.list(name).await?;
        let Some(newest) =
            lines.into_iter().filter(|line| line.status != Status::Withdrawn).max_by_key(|line| line.sent_at)
        else {
            return Err(Stop::Fault(Fault::new(index, format!("nothing stands in a queue of {name}'s"))));
        };
        match self.house.staff.show(name, &newest.reference).await {
            Ok(opened) => {
                self.words(index, words, &look::read(&opened));
                Ok(())
            }
            Err(error) => Err(Stop::Fault(Fault::new(index, format!("{name} cannot open it: {error}")))),
        }
    }

    async fn stands(&mut self, index: usize, standing: &Standing) -> Result<(), RehearsalError> {
        let Some(row) = self.newest(None).await? else {
            self.is_so(index, false, "nothing was sent");
            return Ok(());
        };
        let with = row.coordinator_name.as_deref();
        let is = match (standing, row.status) {
            (Standing::Waits, Status::Waiting) | (Standing::Rests, Status::Closed) => true,
            (Standing::TakenBack, Status::Withdrawn) => true,
            (Standing::With(name), Status::Claimed | Status::InTouch) => with == Some(name.as_str()),
            (Standing::Waits | Standing::Rests | Standing::TakenBack | Standing::With(_), _) => false,
        };
        let now = match with {
            Some(name) => format!("it is {} ({name})", row.status.as_str()),
            None => format!("it is {}", row.status.as_str()),
        };
        self.is_so(index, is, &now);
        Ok(())
    }
}
