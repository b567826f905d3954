//! A phone: what arrived in one chat, and what its keyboards lead to.
//!
//! Not here: what the house says was sent (`post`).

use ajar::buttons::{Button, Press};

use super::broken::{Held, must};

/// A message of the bot's.
pub struct Bubble {
    pub message: i64,
    pub text: String,
    /// The buttons that stand under it now.
    pub rows: Vec<Vec<Button>>,
    /// All that ever stood under it.
    pub offered: Vec<Button>,
    /// The house never learned that it arrived, or could not take its buttons off: they stay.
    pub ghost: bool,
}

/// What arrived in one chat.
#[derive(Default)]
pub struct Phone {
    pub bubbles: Vec<Bubble>,
    /// ✍ and answers to presses.
    pub marks: usize,
    pub answers: usize,
    pub deleted: Vec<i64>,
    /// The person has blocked the bot.
    pub blocked: bool,
    /// So many bubbles are of a life of this person's that the house has forgotten.
    pub forgotten: usize,
}

impl Phone {
    /// Everything that has come, of any kind.
    pub fn heard(&self) -> usize {
        self.bubbles.len() + self.marks + self.answers + self.deleted.len()
    }

    /// A bubble arrives.
    pub fn show(&mut self, message: i64, text: String, rows: Vec<Vec<Button>>, ghost: bool) {
        let offered = rows.iter().flatten().cloned().collect();
        self.bubbles.push(Bubble { message, text, rows, offered, ghost });
    }

    /// The buttons under a bubble go, or cannot be taken off.
    pub fn strip(&mut self, message: i64, works: bool) {
        for bubble in self.bubbles.iter_mut().filter(|bubble| bubble.message == message) {
            if works { bubble.rows.clear() } else { bubble.ghost = true }
        }
    }

    /// The person lets the bot back in. What was cut off in the middle of a turn has left an earlier keyboard where it was.
    pub fn unblock(&mut self) {
        self.blocked = false;
        self.bubbles
            .iter_mut()
            .rev()
            .skip(1)
            .filter(|bubble| !bubble.rows.is_empty())
            .for_each(|bubble| bubble.ghost = true);
    }

    /// The buttons under the newest message.
    pub fn newest(&self) -> Vec<&Button> {
        self.bubbles.last().map(|bubble| bubble.rows.iter().flatten().collect()).unwrap_or_default()
    }

    /// Every button that ever stood here: a screen that was not refreshed, or a ghost.
    pub fn ever(&self) -> Vec<&Button> {
        self.bubbles.iter().flat_map(|bubble| &bubble.offered).collect()
    }

    /// The newest bubble that showed a whole draft with a button to send that very revision of it, whichever offer that button was of.
    pub fn whole_with(&self, press: &Press, lead: &str) -> Option<&Bubble> {
        let offers = |bubble: &&Bubble| bubble.offered.iter().any(|button| sends_the_same(&button.press, press));
        let shows = |bubble: &&Bubble| bubble.text.contains(lead);
        self.bubbles.iter().skip(self.forgotten).rev().filter(offers).find(shows)
    }

    /// P1: buttons stand under the newest message only, ghosts aside.
    pub fn hold_to_one_keyboard(&self) -> Held {
        if self.blocked {
            return Ok(());
        }
        let there = self.bubbles.iter().skip(self.forgotten).filter(|bubble| !bubble.ghost);
        let there = there.filter(|bubble| !self.deleted.contains(&bubble.message));
        let earlier = there.rev().skip(1).filter(|bubble| !bubble.rows.is_empty());
        let which: Vec<_> = earlier.map(|bubble| bubble.message).collect();
        must(which.is_empty(), || format!("P1: buttons stand under the earlier messages {which:?}"))
    }
}

fn sends_the_same(one: &Press, other: &Press) -> bool {
    match (one, other) {
        (Press::Choice { place, choice, .. }, Press::Choice { place: of, choice: what, .. }) => {
            (place, choice) == (of, what)
        }
        (Press::Choice { .. } | Press::Constant(_) | Press::Copy(_) | Press::Unknown, _) => false,
    }
}
