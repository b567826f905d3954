//! The terminal's phone: what stands in the chat, which buttons are live, what is marked. It stands where Telegram would.
//!
//! Not here: drawing (`frame`), and where orders come from (`wire`).

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
    /// Whether a ✍ stands on it.
    pub marked: bool,
}

/// A chat with one person.
#[derive(Debug, Default)]
pub struct Phone {
    messages: Vec<Shown>,
    last: i64,
    notice: Option<String>,
}

impl Phone {
    /// The person's own message; its id.
    pub fn own(&mut self, text: &str) -> i64 {
        self.put(true, text, Vec::new())
    }

    /// The person edits their last message: its id, if there is one.
    pub fn edit(&mut self, text: &str) -> Option<i64> {
        let message = self.messages.iter_mut().rev().find(|message| message.own)?;
        text.clone_into(&mut message.text);
        Some(message.id)
    }

    /// Does what Telegram would do with an order; the id of the message that it made, if it made one.
    pub fn receive(&mut self, order: &Outgoing) -> Option<i64> {
        match order {
            Outgoing::Bubble { text, rows } => return Some(self.put(false, text, rows.clone())),
            Outgoing::Ack { notice, .. } => self.notice.clone_from(notice),
            Outgoing::Mark { message } => self.change(*message, |shown| shown.marked = true),
            Outgoing::Strip { message } => self.change(*message, |shown| shown.rows.clear()),
            Outgoing::Delete { messages } => self.messages.retain(|shown| !messages.contains(&shown.id)),
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

    /// The small notice of the last press, once.
    pub fn notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// The button of this number: they are counted from 1 on the newest message that has any.
    pub fn button(&self, number: usize) -> Option<&Button> {
        let newest = self.messages.iter().rev().find(|shown| !shown.rows.is_empty())?;
        newest.rows.iter().flatten().nth(number.checked_sub(1)?)
    }

    fn put(&mut self, own: bool, text: &str, rows: Vec<Vec<Button>>) -> i64 {
        self.last += 1;
        self.messages.push(Shown { id: self.last, own, text: text.to_owned(), rows, marked: false });
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
        assert_eq!((phone.notice(), phone.notice()), (Some("Kept.".to_owned()), None));
        phone.receive(&Outgoing::Delete { messages: vec![own] });
        assert!(phone.messages().is_empty());
        assert_eq!(phone.own("again"), own + 1);
    }
}
