//! What people do: one of many acts, drawn by chance from what they could do with what is on their phone.
//!
//! Not here: giving it to the house, and what it must come to (`acts`).

use ajar::buttons::{Button, Constant, Press};
use ajar::dialogue::{Event, OtherKind};
use ajar::story::{Content, FileRef, Words};
use ajar::turn::Incoming;

use super::expect::{DATES, OWN};
use super::model::{Said, Standing};
use super::post::whole_seconds;
use super::run::Run;

/// A kind of act.
#[derive(Clone, Copy, Debug)]
enum Act {
    Start,
    Words,
    LongWords,
    Voice,
    Sticker,
    Edit,
    LateEdit,
    Tap,
    OldTap,
    Gibberish,
    Command,
    Date,
    Block,
}

const ACTS: [(usize, Act); 13] = [
    (4, Act::Start),
    (30, Act::Words),
    (3, Act::LongWords),
    (3, Act::Voice),
    (3, Act::Sticker),
    (10, Act::Edit),
    (3, Act::LateEdit),
    (45, Act::Tap),
    (8, Act::OldTap),
    (2, Act::Gibberish),
    (8, Act::Command),
    (2, Act::Date),
    (2, Act::Block),
];

const COMMANDS: [&str; 17] = [
    "/start",
    "/stop",
    "/person",
    "/help",
    "/skip",
    "/language",
    "/my-words",
    "/mywords",
    "/clear",
    "/forget",
    "/more",
    "help",
    "Stop.",
    "skip",
    "more",
    "/help@ajar_bot",
    "forget me",
];
const PAYLOADS: [&str; 5] = ["", "k:fly", "c:1:2", "c:99999999999:x:y", "drop table"];

impl Run<'_> {
    /// Draws what somebody does now. Their phone says what can be pressed.
    pub fn draw(&mut self, number: usize) -> Incoming {
        if self.folk[number].phone.blocked {
            self.folk[number].phone.unblock();
            return self.incoming(number, None, Event::Unblocked);
        }
        if self.folk[number].id.is_none() && self.dice.percent(70) {
            return self.start(number);
        }
        match self.dice.weighed(&ACTS) {
            Act::Start => self.start(number),
            Act::Words => self.words(number, false),
            Act::LongWords => self.words(number, true),
            Act::Voice => self.voice(number),
            Act::Sticker => {
                let message = self.fresh();
                let kind = *self.dice.pick(&OtherKind::ALL);
                self.incoming(number, Some(message), Event::OtherKind { message, kind })
            }
            Act::Edit => self.edit(number, 0),
            Act::LateEdit => self.edit(number, 40),
            Act::Tap => self.tap(number, true),
            Act::OldTap => self.tap(number, false),
            Act::Gibberish => {
                let payload = self.dice.pick::<&str>(&PAYLOADS);
                let press = Press::decode(payload);
                self.press(number, press)
            }
            Act::Command => {
                let text = *self.dice.pick(&COMMANDS);
                self.say(number, text.to_owned())
            }
            Act::Date => {
                let text = *self.dice.pick(&[DATES[0], "soon", DATES[1], "31/2"]);
                let text = if text == "soon" { self.text() } else { text.to_owned() };
                self.say(number, text)
            }
            Act::Block => {
                self.folk[number].phone.blocked = true;
                self.incoming(number, None, Event::Blocked)
            }
        }
    }

    /// A number that nothing has had.
    pub fn fresh(&mut self) -> i64 {
        self.count += 1;
        self.count
    }

    pub fn incoming(&mut self, number: usize, message: Option<i64>, event: Event) -> Incoming {
        let update = Some(self.fresh());
        Incoming { update, chat: self.folk[number].chat, message, language: Some("en".into()), event }
    }

    fn start(&mut self, number: usize) -> Incoming {
        let code = *self.dice.pick(&[None, Some("gp-seaton"), Some("no code!"), Some("library_7")]);
        let message = self.fresh();
        self.incoming(number, Some(message), Event::Start { code: code.map(str::to_owned) })
    }

    /// Words that nobody has written before.
    fn text(&mut self) -> String {
        let ends = ["", " ", "\n\nand so on", " å ü 漢字 🙂", "  two  spaces "];
        format!("{}{OWN}{}{}", self.dice.pick(&["", " ", "well "]), self.fresh(), self.dice.pick(&ends))
    }

    pub fn words(&mut self, number: usize, long: bool) -> Incoming {
        let mut text = self.text();
        if long {
            text.push_str(&"lång ".repeat(800));
        }
        self.say(number, text)
    }

    pub fn command(&mut self, number: usize, text: &str) -> Incoming {
        self.say(number, text.to_owned())
    }

    fn say(&mut self, number: usize, text: String) -> Incoming {
        let message = self.fresh();
        let sent_at = whole_seconds(self.telegrams_time);
        let said = Said { text: text.clone(), edited_at: None, standing: Standing::New, spoken: false };
        self.folk[number].said.insert(message, said);
        let content = Content::Text(Words::new(text));
        self.incoming(number, Some(message), Event::Said { message, sent_at, content })
    }

    fn voice(&mut self, number: usize) -> Incoming {
        let message = self.fresh();
        let caption = self.dice.percent(40).then(|| self.text());
        let text = caption.clone().unwrap_or_default();
        let (caption, file) = (caption.map(Words::new), FileRef(format!("file{message}")));
        let said = Said { text, edited_at: None, standing: Standing::New, spoken: true };
        self.folk[number].said.insert(message, said);
        let content = if self.dice.percent(50) {
            Content::Voice { file, seconds: 7, caption }
        } else {
            Content::Picture { file, caption }
        };
        let sent_at = whole_seconds(self.telegrams_time);
        self.incoming(number, Some(message), Event::Said { message, sent_at, content })
    }

    /// Edits one of the last messages; `late` seconds before now at most.
    pub fn edit(&mut self, number: usize, late: i64) -> Incoming {
        let written = self.folk[number].written();
        let Some(last) = written.len().checked_sub(1) else { return self.words(number, false) };
        let message = written[last - self.dice.below(written.len().min(4))];
        let edited_at = whole_seconds(self.telegrams_time) - chrono::TimeDelta::seconds(self.dice.between(0, late));
        let words = Words::new(self.text());
        self.incoming(number, None, Event::Edited { message, edited_at, words, kept: None })
    }

    pub fn press(&mut self, number: usize, press: Press) -> Incoming {
        let query = format!("q{}", self.fresh());
        self.incoming(number, None, Event::Pressed { query, press })
    }

    /// A button: of the newest message, the ways onward more often than the ways out; or any that ever stood there.
    fn tap(&mut self, number: usize, newest: bool) -> Incoming {
        let phone = &self.folk[number].phone;
        let buttons: Vec<Button> = (if newest { phone.newest() } else { phone.ever() }).into_iter().cloned().collect();
        if buttons.is_empty() {
            return self.words(number, false);
        }
        let weighed: Vec<_> = buttons.iter().enumerate().map(|(at, button)| (weight(&button.press), at)).collect();
        let press = buttons[self.dice.weighed(&weighed)].press.clone();
        self.press(number, press)
    }
}

/// How often a button is pressed.
fn weight(press: &Press) -> usize {
    match press {
        Press::Constant(Constant::WriteTo) => 12,
        Press::Constant(_) => 2,
        Press::Copy(_) | Press::Unknown => 1,
        Press::Choice { choice, .. } => match choice.as_str() {
            "take-back" | "no-contact" | "contact" | "tell-me" | "more" => 12,
            "forget" | "forget-and-clear" | "clear" | "start" => 3,
            "done" | "that-is-all" | "changed" | "tell" => 20,
            "keep-typed" => 60,
            "remove" | "parts" | "change" | "remind" => 12,
            send if send.starts_with("send-") => 45,
            _ => 8,
        },
    }
}
