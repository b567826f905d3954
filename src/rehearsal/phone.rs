//! The phone: what stands in the chat, which buttons are live, what is marked. It stands where Telegram would.
//!
//! Not here: drawing (`cli`), and where orders come from (`wire`).

use crate::buttons::Button;
use crate::store::outgoing::Outgoing;

/// One message in the chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its id within the chat, from 1 on.
    pub id: i64,
    /// Whether the person wrote it.
    pub own: bool,
    /// What stands in it.
    pub text: String,
    /// Rows of buttons that are still live.
    pub rows: Vec<Vec<Button>>,
    /// Every button that ever stood under it.
    pub offered: Vec<Button>,
    /// Whether a ✍ stands on it.
    pub marked: bool,
}

/// Something that came to the phone, in the order in which it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// A message of the bot's, with the buttons that it came with.
    Bubble {
        /// Its words.
        text: String,
        /// Its buttons, row by row.
        rows: Vec<Vec<Button>>,
    },
    /// A ✍ on a message of the person's.
    Mark,
    /// The small notice that answers a press.
    Notice(String),
    /// So many messages were deleted.
    Gone(usize),
}

/// A chat with one person.
#[derive(Debug, Default)]
pub struct Phone {
    messages: Vec<Shown>,
    last: i64,
    came: Vec<Came>,
}

impl Phone {
    /// The person's own message; its id.
    pub fn own(&mut self, text: &str) -> i64 {
        self.put(true, text, Vec::new())
    }

    /// The person edits their last message: its id, if there is one.
    pub fn edit(&mut self, text: &str) -> Option<i64> {
        self.edit_of("", text)
    }

    /// The same for their last message that begins with `start`.
    pub fn edit_of(&mut self, start: &str, text: &str) -> Option<i64> {
        let message = self.messages.iter_mut().rev().find(|message| message.own && message.text.starts_with(start))?;
        text.clone_into(&mut message.text);
        Some(message.id)
    }

    /// Does what Telegram would do with an order; the id of the message that it made, if it made one.
    pub fn receive(&mut self, order: &Outgoing) -> Option<i64> {
        match order {
            Outgoing::Bubble { text, rows } => {
                self.came.push(Came::Bubble { text: text.clone(), rows: rows.clone() });
                return Some(self.put(false, text, rows.clone()));
            }
            Outgoing::Ack { notice, .. } => self.came.extend(notice.clone().map(Came::Notice)),
            Outgoing::Mark { message } => {
                self.came.push(Came::Mark);
                self.change(*message, |shown| shown.marked = true);
            }
            Outgoing::Strip { message } => self.change(*message, |shown| shown.rows.clear()),
            Outgoing::Edit { message, text, rows } => self.change(*message, |shown| {
                text.clone_into(&mut shown.text);
                rows.clone_into(&mut shown.rows);
            }),
            Outgoing::Delete { messages } => {
                let before = self.messages.len();
                self.messages.retain(|shown| !messages.contains(&shown.id));
                self.came.push(Came::Gone(before - self.messages.len()));
            }
            Outgoing::Leave => {}
        }
        None
    }

    /// Everything in the chat, oldest first.
    pub fn messages(&self) -> &[Shown] {
        &self.messages
    }

    /// The id of the newest message that there has been.
    pub fn newest(&self) -> i64 {
        self.last
    }

    /// What has come since this was last asked.
    pub fn came(&mut self) -> Vec<Came> {
        std::mem::take(&mut self.came)
    }

    /// Whether something has come since then.
    pub fn has_come(&self) -> bool {
        !self.came.is_empty()
    }

    /// The newest message that has buttons.
    pub fn keyboard(&self) -> Option<&Shown> {
        self.messages.iter().rev().find(|shown| !shown.rows.is_empty())
    }

    /// The button of this number: they are counted from 1 on the newest message that has any.
    pub fn button(&self, number: usize) -> Option<&Button> {
        self.keyboard()?.rows.iter().flatten().nth(number.checked_sub(1)?)
    }

    fn put(&mut self, own: bool, text: &str, rows: Vec<Vec<Button>>) -> i64 {
        self.last += 1;
        let offered = rows.iter().flatten().cloned().collect();
        self.messages.push(Shown { id: self.last, own, text: text.to_owned(), rows, offered, marked: false });
        self.last
    }

    fn change(&mut self, id: i64, how: impl FnOnce(&mut Shown)) {
        if let Some(shown) = self.messages.iter_mut().find(|shown| shown.id == id) {
            how(shown);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::buttons::{Constant, Press};

    fn bubble(text: &str, ways: &[Constant]) -> Outgoing {
        let button = |way: &Constant| Button { label: way.as_str().to_owned(), press: Press::Constant(*way) };
        Outgoing::Bubble { text: text.to_owned(), rows: ways.iter().map(|way| vec![button(way)]).collect() }
    }

    #[test]
    fn numbers_press_the_newest_buttons() {
        let mut phone = Phone::default();
        phone.receive(&bubble("one", &[Constant::Skip]));
        let second = phone.receive(&bubble("two", &[Constant::Stop, Constant::Help])).unwrap();
        phone.receive(&bubble("three", &[]));
        let pressed = |phone: &Phone, number| phone.button(number).map(|button| button.press.clone());
        assert_eq!(pressed(&phone, 2), Some(Press::Constant(Constant::Help)));
        assert_eq!((phone.button(0), phone.button(3)), (None, None));
        phone.receive(&Outgoing::Strip { message: second });
        assert_eq!(pressed(&phone, 1), Some(Press::Constant(Constant::Skip)));
    }

    #[test]
    fn orders_change_the_chat() {
        let mut phone = Phone::default();
        let own = phone.own("hiya");
        phone.receive(&Outgoing::Mark { message: own });
        assert_eq!(phone.edit("hello"), Some(own));
        assert!(phone.messages()[0].marked && phone.messages()[0].text == "hello");
        phone.receive(&Outgoing::Ack { query: "q".into(), notice: Some("Kept.".into()) });
        assert_eq!(phone.came(), [Came::Mark, Came::Notice("Kept.".to_owned())]);
        assert!(phone.came().is_empty());
        phone.receive(&Outgoing::Delete { messages: vec![own] });
        assert!(phone.messages().is_empty());
        assert_eq!(phone.own("again"), own + 1);
    }
}
