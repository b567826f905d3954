//! One sitting at the phone: what a person can do there, time that passes, and all of it noted as a story.
//!
//! Not here: how it looks (`cli::talk` in a terminal, `handset` on a page).

use chrono::{DateTime, Utc};

use super::wire::Rooms;
use super::{Came, Notebook, Phone, RehearsalError, Wire};
use crate::buttons::{Button, Press};
use crate::clock::{Clock, Hand};
use crate::dialogue::{Event, OtherKind};
use crate::story::{Content, FileRef, Words};

/// A sitting.
pub struct Sitting {
    wire: Wire,
    phone: Phone,
    clock: Clock,
    hand: Hand,
    notebook: Notebook,
    presses: u64,
    quiet_seconds: i64,
    /// Words have come and no quiet moment has passed since.
    unquiet: bool,
}

impl Sitting {
    /// A sitting at the other end of these rooms. `quiet_seconds`: how long the service waits for a quiet moment; `team`: who answers.
    pub fn new(rooms: Rooms, hand: Hand, quiet_seconds: u32, team: &str) -> Self {
        let clock = rooms.clock.clone();
        let wire = Wire::new(rooms);
        let notebook = Notebook::new(wire.now(), team);
        let quiet_seconds = i64::from(quiet_seconds) + 1;
        Self { wire, phone: Phone::default(), clock, hand, notebook, presses: 0, quiet_seconds, unquiet: false }
    }

    /// What stands on the phone.
    pub fn phone(&self) -> &Phone {
        &self.phone
    }

    /// What time it is there.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The sitting as a story, so far.
    pub fn story(&self) -> String {
        self.notebook.story()
    }

    /// Something that whoever plays the story has to know.
    pub fn remark(&mut self, remark: &str) {
        self.notebook.remark(remark);
    }

    /// Something that somebody on the team did: a line of the story.
    pub fn note(&mut self, line: &str) {
        self.notebook.done(line, self.now());
    }

    /// The person presses Start, by a link with this code if there is one.
    pub async fn start(&mut self, code: Option<String>) -> Result<(), RehearsalError> {
        let start = code.as_ref().map_or("/start".to_owned(), |code| format!("/start {code}"));
        self.note_words("Person:", &start);
        self.act(None, Event::Start { code }).await
    }

    /// The person writes.
    pub async fn say(&mut self, words: &str) -> Result<(), RehearsalError> {
        self.note_words("Person:", words);
        match words.strip_prefix("/start").filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
            Some(code) => {
                let code = Some(code.trim().to_owned()).filter(|code| !code.is_empty());
                let message = self.phone.own(words);
                self.act(Some(message), Event::Start { code }).await
            }
            None => self.send(words, |_| Content::Text(Words::new(words))).await,
        }
    }

    /// A voice note of so many seconds.
    pub async fn voice(&mut self, seconds: u32) -> Result<(), RehearsalError> {
        self.note(&format!("(voice note, {seconds} seconds)"));
        let content = |file| Content::Voice { file, seconds, caption: None };
        self.send(&format!("(a voice note of {seconds} seconds)"), content).await
    }

    /// A picture, perhaps with words.
    pub async fn picture(&mut self, caption: Option<String>) -> Result<(), RehearsalError> {
        let shown = caption.as_deref().map_or("(a picture)".to_owned(), |words| format!("(a picture) {words}"));
        self.note(&caption.as_deref().map_or("(picture)".to_owned(), |words| format!("(picture: {words})")));
        self.send(&shown, |file| Content::Picture { file, caption: caption.map(Words::new) }).await
    }

    /// A sticker.
    pub async fn sticker(&mut self) -> Result<(), RehearsalError> {
        let message = self.phone.own("(a sticker)");
        self.note("(sticker)");
        self.act(Some(message), Event::OtherKind { message, kind: OtherKind::Sticker }).await
    }

    /// The person's last message is changed. False: there is none.
    pub async fn edit(&mut self, words: &str) -> Result<bool, RehearsalError> {
        let Some(message) = self.phone.edit(words) else { return Ok(false) };
        self.unquiet = true;
        self.note_words("Person edits:", words);
        let words = Words::new(words);
        self.act(None, Event::Edited { message, edited_at: self.wire.now(), words, kept: None }).await?;
        Ok(true)
    }

    /// The person presses a button.
    pub async fn press(&mut self, Button { label, press }: Button) -> Result<(), RehearsalError> {
        // The phone copies a number by itself, and Telegram tells nobody.
        if matches!(press, Press::Copy(_)) {
            return Ok(());
        }
        self.presses += 1;
        self.notebook.pressed(&label, self.clock.now());
        let query = format!("phone-{}", self.presses);
        self.act(None, Event::Pressed { query, press }).await
    }

    /// The language that the person's Telegram is in from now on.
    pub fn speak(&mut self, language: String) {
        self.notebook.remark(format!("The person's Telegram was in {language} from some time on."));
        self.wire.speak(language);
    }

    /// Time passes, all at once.
    pub async fn later(&mut self, seconds: i64) -> Result<(), RehearsalError> {
        self.unquiet = false;
        self.hand.forward(seconds);
        self.wire.housekeeping().await?;
        self.tick().await
    }

    /// A moment passes in which nobody writes.
    pub async fn quiet(&mut self) -> Result<(), RehearsalError> {
        self.later(self.quiet_seconds).await
    }

    /// Whether the person wrote something, and no such moment has passed since.
    pub fn is_unquiet(&self) -> bool {
        self.unquiet
    }

    /// Time passed by itself: stored times come, and what waits to be sent.
    pub async fn tick(&mut self) -> Result<(), RehearsalError> {
        self.wire.due().await?;
        self.wire.drain(&mut self.phone).await?;
        if self.phone.has_come() {
            self.notebook.waited(self.clock.now());
        }
        Ok(())
    }

    /// What has come since this was last asked.
    pub fn came(&mut self) -> Vec<Came> {
        let came = self.phone.came();
        self.notebook.came(&came);
        came
    }

    async fn send(&mut self, shown: &str, content: impl FnOnce(FileRef) -> Content) -> Result<(), RehearsalError> {
        let message = self.phone.own(shown);
        let content = content(FileRef(format!("phone-{message}")));
        self.unquiet = true;
        self.act(Some(message), Event::Said { message, sent_at: self.wire.now(), content }).await
    }

    async fn act(&mut self, message: Option<i64>, event: Event) -> Result<(), RehearsalError> {
        self.wire.take(message, event).await?;
        self.wire.drain(&mut self.phone).await
    }

    fn note_words(&mut self, start: &str, words: &str) {
        let now = self.now();
        self.notebook.said(start, words, now);
    }
}
