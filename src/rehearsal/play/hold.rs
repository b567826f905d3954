//! What holds after every act of every story, whether it says so or not: the ways stand under the newest message and buttons nowhere
//! else (P1), and a turn is two messages with four choices at most (P3).

use super::{Fault, Player};
use crate::buttons::{Button, Constant, Press};
use crate::rehearsal::phone::Came;
use crate::rehearsal::story::Act;

/// Messages in one turn.
const MOST_BUBBLES: usize = 2;
/// Choices beside the constant ones.
const MOST_CHOICES: usize = 4;
/// What Telegram takes in one message, in UTF-16 units.
const LONGEST: usize = 4_096;

impl Player<'_> {
    pub(super) fn hold(&mut self, index: usize, act: &Act, came: &[Came]) {
        let bubbles: Vec<_> = came
            .iter()
            .filter_map(|came| if let Came::Bubble { text, rows } = came { Some((text, rows)) } else { None })
            .collect();
        // Several stored times may come while time passes.
        let one_turn = !matches!(act, Act::Passes(_));
        let long = bubbles.iter().any(|(text, _)| text.is_empty() || text.encode_utf16().count() > LONGEST);
        let keyboards = self.keyboards();
        let checks = [
            (one_turn && bubbles.len() > MOST_BUBBLES, "P3: more than two messages in a turn"),
            (bubbles.iter().any(|(_, rows)| choices(rows) > MOST_CHOICES), "P3: more than four choices"),
            (bubbles.last().is_some_and(|(_, rows)| !has_ways(rows)), "P1: a way is missing under the newest message"),
            (keyboards > 1, "P1: buttons stand under earlier messages too"),
            (long, "a message is empty, or longer than Telegram takes"),
        ];
        let broken = checks.into_iter().filter(|(broken, _)| *broken);
        self.played.faults.extend(broken.map(|(_, message)| Fault::new(index, message)));
    }

    /// How many messages have buttons, of this life of the person's.
    fn keyboards(&self) -> usize {
        let here = self.phone.messages().iter().filter(|shown| shown.id > self.forgotten);
        here.filter(|shown| !shown.rows.is_empty()).count()
    }
}

fn choices(rows: &[Vec<Button>]) -> usize {
    rows.iter().flatten().filter(|button| matches!(button.press, Press::Choice { .. })).count()
}

fn has_ways(rows: &[Vec<Button>]) -> bool {
    let has = |way: Constant| rows.iter().flatten().any(|button| button.press == Press::Constant(way));
    [Constant::Stop, Constant::Person, Constant::Help].into_iter().all(has)
}
