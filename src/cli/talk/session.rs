//! One sitting at the terminal's phone: lines in, bubbles out, and time that passes.
//!
//! In a terminal time passes by itself. From a pipe each line takes a second, and a quiet moment passes before a button is pressed,
//! before a command that looks or waits, and at the end: so a file of lines is a conversation, the same each time.

use std::io::Write;

use chrono::{DateTime, Utc};

use super::frame;
use super::line::{self, HELP, Line};
use crate::buttons::Button;
use crate::cli::house::House;
use crate::cli::{CliError, queue};
use crate::clock::Hand;
use crate::dialogue::{Event, OtherKind};
use crate::rehearsal::{Came, Notebook, Phone, Why, Wire};
use crate::story::{Content, FileRef, Words};

/// Who looks at the queue in `:queue`.
pub(super) const COORDINATOR: &str = "Sample";

/// A sitting.
pub(super) struct Session<W> {
    house: House,
    wire: Wire,
    phone: Phone,
    hand: Hand,
    out: W,
    piped: bool,
    /// Words have come and no quiet moment has passed since.
    unquiet: bool,
    /// How much of the chat has been drawn: messages up to this id, marks on these.
    drawn: i64,
    marked: Vec<i64>,
    presses: u64,
    why: Why,
    notebook: Notebook,
}

impl<W: Write> Session<W> {
    /// A sitting in `house`, drawn to `out`. `piped`: nobody is at the keyboard.
    pub fn new(house: House, hand: Hand, why: Why, out: W, piped: bool) -> Self {
        let (wire, phone, marked) = (Wire::new(house.rooms()), Phone::default(), Vec::new());
        let notebook = Notebook::new(wire.now(), COORDINATOR);
        Self { house, why, notebook, wire, phone, hand, out, piped, unquiet: false, drawn: 0, marked, presses: 0 }
    }

    /// Something that whoever plays the saved sitting has to know.
    pub fn remark(&mut self, remark: &str) {
        self.notebook.remark(remark);
    }

    /// The person presses Start, by a link with this code if there is one.
    pub async fn start(&mut self, code: Option<String>) -> Result<(), CliError> {
        let start = code.as_ref().map_or("/start".to_owned(), |code| format!("/start {code}"));
        self.note_words("Person:", &start);
        self.act(None, Event::Start { code }).await
    }

    /// One line was typed. False: that was the end.
    pub async fn line(&mut self, text: &str) -> Result<bool, CliError> {
        let line = line::line(text);
        if self.piped {
            self.hand.forward(1);
            if !is_message(&line) {
                self.quiet().await?;
            }
        }
        match line {
            Line::Words(words) => self.say(&words).await?,
            Line::Number(number, text) => match self.phone.button(number).cloned() {
                Some(button) => self.press(number, button).await?,
                None => self.say(&text).await?,
            },
            Line::Edit(words) => self.edit(&words).await?,
            Line::Voice(seconds) => {
                self.notebook.done(&format!("(voice note, {seconds} seconds)"), self.now());
                let content = |file| Content::Voice { file, seconds, caption: None };
                self.send(&format!("(a voice note of {seconds} seconds)"), content).await?;
            }
            Line::Photo(caption) => {
                let shown = caption.as_deref().map_or("(a picture)".to_owned(), |words| format!("(a picture) {words}"));
                let line = caption.as_deref().map_or("(picture)".to_owned(), |words| format!("(picture: {words})"));
                self.notebook.done(&line, self.now());
                self.send(&shown, |file| Content::Picture { file, caption: caption.map(Words::new) }).await?;
            }
            Line::Sticker => {
                let message = self.own("(a sticker)")?;
                self.notebook.done("(sticker)", self.now());
                self.act(Some(message), Event::OtherKind { message, kind: OtherKind::Sticker }).await?;
            }
            Line::Lang(language) => {
                self.notebook.remark(format!("The person's Telegram was in {language} from some time on."));
                self.wire.speak(language);
            }
            Line::Later(seconds) => self.later(seconds).await?,
            Line::Quiet if self.piped => {}
            Line::Quiet => self.later(self.quiet_seconds()).await?,
            Line::Queue => self.queue().await?,
            Line::Screen => self.print(&frame::screen(self.phone.messages()))?,
            Line::Help => self.print(HELP)?,
            Line::Why => self.print(&self.why.last().unwrap_or_else(|| "  nothing has happened yet\n".to_owned()))?,
            Line::Save(file) => self.save(&file)?,
            Line::Unclear(usage) => self.print(&format!("  ({usage})\n"))?,
            Line::Quit => return Ok(false),
        }
        Ok(true)
    }

    /// Time passed by itself.
    pub async fn tick(&mut self) -> Result<(), CliError> {
        self.wire.due().await?;
        self.wire.drain(&mut self.phone).await?;
        if self.phone.has_come() {
            self.notebook.waited(self.now());
        }
        self.show().await
    }

    /// There are no more lines.
    pub async fn end(&mut self) -> Result<(), CliError> {
        if self.piped { self.quiet().await } else { Ok(()) }
    }

    async fn say(&mut self, words: &str) -> Result<(), CliError> {
        self.note_words("Person:", words);
        match words.strip_prefix("/start").filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
            Some(code) => {
                let code = Some(code.trim().to_owned()).filter(|code| !code.is_empty());
                let message = self.own(words)?;
                self.act(Some(message), Event::Start { code }).await
            }
            None => self.send(words, |_| Content::Text(Words::new(words))).await,
        }
    }

    async fn send(&mut self, shown: &str, content: impl FnOnce(FileRef) -> Content) -> Result<(), CliError> {
        let message = self.own(shown)?;
        let content = content(FileRef(format!("talk-{message}")));
        self.unquiet = true;
        self.act(Some(message), Event::Said { message, sent_at: self.wire.now(), content }).await
    }

    async fn edit(&mut self, words: &str) -> Result<(), CliError> {
        let Some(message) = self.phone.edit(words) else { return self.print("  (there is no message of yours yet)\n") };
        self.unquiet = true;
        self.note_words("Person edits:", words);
        let words = Words::new(words);
        self.act(None, Event::Edited { message, edited_at: self.wire.now(), words, kept: None }).await
    }

    async fn press(&mut self, number: usize, Button { label, press }: Button) -> Result<(), CliError> {
        self.presses += 1;
        if self.piped {
            self.print(&format!("  > [{number}] {label}\n"))?;
        }
        self.notebook.pressed(&label, self.now());
        let query = format!("talk-{}", self.presses);
        self.act(None, Event::Pressed { query, press }).await
    }

    async fn later(&mut self, seconds: i64) -> Result<(), CliError> {
        self.unquiet = false;
        self.hand.forward(seconds);
        self.wire.housekeeping().await?;
        self.tick().await
    }

    async fn quiet(&mut self) -> Result<(), CliError> {
        if self.unquiet { self.later(self.quiet_seconds()).await } else { Ok(()) }
    }

    fn quiet_seconds(&self) -> i64 {
        i64::from(self.house.config.listening.quiet_seconds) + 1
    }

    async fn queue(&mut self) -> Result<(), CliError> {
        let staff = &self.house.staff;
        let lines = staff.list(COORDINATOR).await?;
        let mut text = queue::list(&lines);
        if let Some(newest) = lines.iter().max_by_key(|line| line.sent_at) {
            text.push_str(&queue::opened(&staff.show(COORDINATOR, &newest.reference).await?));
            self.notebook.done(&format!("{COORDINATOR} opens it"), self.now());
        }
        self.print(&text)
    }

    async fn act(&mut self, message: Option<i64>, event: Event) -> Result<(), CliError> {
        self.wire.take(message, event).await?;
        self.show().await
    }

    fn now(&self) -> DateTime<Utc> {
        self.house.kept.clock.now()
    }

    fn note_words(&mut self, start: &str, words: &str) {
        let now = self.now();
        self.notebook.said(start, words, now);
    }

    /// The sitting as a story.
    fn save(&mut self, file: &str) -> Result<(), CliError> {
        match std::fs::write(file, self.notebook.story()) {
            Ok(()) => self.print(&format!("  (written: ajar rehearse {file})\n")),
            // A name that cannot be written to is no reason to lose the sitting.
            Err(error) => self.print(&format!("  ({file} could not be written: {error})\n")),
        }
    }

    fn own(&mut self, text: &str) -> Result<i64, CliError> {
        let message = self.phone.own(text);
        self.drawn = message;
        // At a terminal the line stands there already.
        if self.piped {
            let drawn = self.phone.messages().last().map(frame::own);
            self.print(&drawn.unwrap_or_default())?;
        }
        Ok(message)
    }

    /// Draws what is new.
    async fn show(&mut self) -> Result<(), CliError> {
        let before = self.phone.messages().len();
        self.wire.drain(&mut self.phone).await?;
        let mut text = String::new();
        for shown in self.phone.messages() {
            if shown.marked && !self.marked.contains(&shown.id) {
                self.marked.push(shown.id);
                text.push_str("  ✍\n");
            }
            if shown.id > self.drawn && !shown.own {
                text.push_str(&frame::bubble(shown));
            }
        }
        if self.phone.messages().len() < before {
            text.push_str("  (messages were deleted; :screen shows what is left)\n");
        }
        let came = self.phone.came();
        self.notebook.came(&came);
        for came in came {
            if let Came::Notice(notice) = came {
                text.push_str(&format!("  ({notice})\n"));
            }
        }
        self.drawn = self.phone.newest();
        self.print(&text)
    }

    fn print(&mut self, text: &str) -> Result<(), CliError> {
        self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()).map_err(CliError::Terminal)
    }
}

/// Whether a line is a message: several in a row are one turn.
fn is_message(line: &Line) -> bool {
    match line {
        Line::Words(_) | Line::Edit(_) | Line::Voice(_) | Line::Photo(_) | Line::Sticker => true,
        Line::Number(..) | Line::Quiet | Line::Later(_) | Line::Lang(_) | Line::Queue => false,
        Line::Screen | Line::Why | Line::Save(_) | Line::Help | Line::Quit | Line::Unclear(_) => false,
    }
}
