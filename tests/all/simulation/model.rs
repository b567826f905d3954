//! The model: what must be true of somebody, told from what they did and what reached their phone, and not from the code.
//!
//! Not here: what is in the store (`look`), holding the one against the other (`compare`).

use std::collections::BTreeMap;

use ajar::story::Purpose;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::phone::Phone;

/// Somebody with a phone.
pub struct Somebody {
    pub chat: i64,
    pub phone: Phone,
    /// Everything they have written in this life, by message.
    pub said: BTreeMap<i64, Said>,
    /// Everything of theirs that was sent and not taken back.
    pub approved: Vec<Approved>,
    /// The random id of this life, once it is known.
    pub id: Option<Uuid>,
    /// Those of earlier lives: nothing of them may be left.
    pub former: Vec<Uuid>,
    /// Until when they are kept, unless something of theirs is open.
    pub keep_until: DateTime<Utc>,
    /// They have set a reminder; have asked to be told.
    pub reminder: bool,
    pub tell_me: bool,
    /// They have asked to be forgotten, by an update that failed after some of it was done: it is finished at any time from then on.
    pub leaving: bool,
    /// An update of theirs that failed: Telegram gives it before any later one.
    pub pending: Vec<ajar::turn::Incoming>,
}

/// A message of theirs.
pub struct Said {
    pub text: String,
    pub edited_at: Option<DateTime<Utc>>,
    pub standing: Standing,
    /// A voice note or a picture: no words to edit.
    pub spoken: bool,
}

/// Whether a message is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is on its way.
    New,
    /// It stands in a draft or with a coordinator, once.
    Kept,
    /// It was met, and is not kept: a command, a date, a page that says so.
    NotKept,
    /// It was kept, and has been removed by the person.
    Gone,
}

/// Something that was seen and sent.
pub struct Approved {
    pub referral: Uuid,
    pub number: i64,
    pub purpose: Purpose,
    /// Part by part, as the person saw it.
    pub sections: Vec<(String, String)>,
}

impl Somebody {
    pub fn new(chat: i64, now: DateTime<Utc>) -> Self {
        Self {
            chat,
            phone: Phone::default(),
            said: BTreeMap::new(),
            approved: Vec::new(),
            id: None,
            former: Vec::new(),
            keep_until: now,
            reminder: false,
            tell_me: false,
            leaving: false,
            pending: Vec::new(),
        }
    }

    /// They were forgotten: what comes next is a new beginning.
    pub fn forgotten(&mut self) {
        self.former.extend(self.id.take());
        // What they are writing now belongs to the next life.
        self.said.retain(|_, said| said.standing == Standing::New);
        self.approved.clear();
        (self.reminder, self.tell_me, self.leaving) = (false, false, false);
        self.phone.forgotten = self.phone.bubbles.len();
    }

    /// An edit: the latest by Telegram's clock counts, of two in one second the one that came later.
    pub fn edit(&mut self, message: i64, at: DateTime<Utc>, text: &str) {
        if let Some(said) = self.said.get_mut(&message)
            && said.edited_at.is_none_or(|known| known <= at)
        {
            said.text = text.to_owned();
            said.edited_at = Some(at);
        }
    }

    /// The messages that can be edited: those that have been taken. (An edit that comes before its message is a matter of its own.)
    pub fn written(&self) -> Vec<i64> {
        let taken = |said: &Said| !said.spoken && said.standing != Standing::New;
        self.said.iter().filter(|(_, said)| taken(said)).map(|(message, _)| *message).collect()
    }
}
