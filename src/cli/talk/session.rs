//! One sitting at the terminal's phone: lines in, bubbles out, and time that passes.
//!
//! In a terminal time passes by itself. From a pipe each line takes a second, and a quiet moment passes before a button is pressed,
//! before a command that looks or waits, and at the end: so a file of lines is a conversation, the same each time.
//!
//! Not here: what can be done at a phone (`rehearsal::Sitting`).

use std::io::Write;

use super::frame;
use super::line::{self, HELP, Line};
use crate::buttons::Button;
use crate::cli::house::House;
use crate::cli::{CliError, queue};
use crate::clock::Hand;
use crate::rehearsal::{Came, Sitting, Why};

/// Who looks at the queue in `:queue`.
pub(super) const COORDINATOR: &str = "Sample";

/// A sitting.
pub(super) struct Session<W> {
    house: House,
    sitting: Sitting,
    hand: Hand,
    out: W,
    piped: bool,
    /// How much of the chat has been drawn: messages up to this id, marks on these.
    drawn: i64,
    marked: Vec<i64>,
    why: Why,
}

impl<W: Write> Session<W> {
    /// A sitting in `house`, drawn to `out`. `piped`: nobody is at the keyboard.
    pub fn new(house: House, hand: Hand, why: Why, out: W, piped: bool) -> Self {
        let quiet = house.config.listening.quiet_seconds;
        let sitting = Sitting::new(house.rooms(), hand.clone(), quiet.into(), COORDINATOR);
        Self { house, sitting, why, hand, out, piped, drawn: 0, marked: Vec::new() }
    }

    /// Something that whoever plays the saved sitting has to know.
    pub fn remark(&mut self, remark: &str) {
        self.sitting.remark(remark);
    }

    /// The person presses Start, by a link with this code if there is one.
    pub async fn start(&mut self, code: Option<String>) -> Result<(), CliError> {
        self.sitting.start(code).await?;
        self.show()
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
            Line::Words(words) => self.sitting.say(&words).await?,
            Line::Number(number, text) => match self.sitting.phone().button(number).cloned() {
                Some(button) => self.press(number, button).await?,
                None => self.sitting.say(&text).await?,
            },
            Line::Edit(words) => {
                if !self.sitting.edit(&words).await? {
                    self.print("  (there is no message of yours yet)\n")?;
                }
            }
            Line::Voice(seconds) => self.sitting.voice(seconds).await?,
            Line::Photo(caption) => self.sitting.picture(caption).await?,
            Line::Sticker => self.sitting.sticker().await?,
            Line::Lang(language) => self.sitting.speak(language),
            Line::Later(seconds) => self.sitting.later(seconds).await?,
            Line::Quiet if self.piped => {}
            Line::Quiet => self.sitting.quiet().await?,
            Line::Queue => self.queue().await?,
            Line::Screen => self.print(&frame::screen(self.sitting.phone().messages()))?,
            Line::Help => self.print(HELP)?,
            Line::Why => self.print(&self.why.last().unwrap_or_else(|| "  nothing has happened yet\n".to_owned()))?,
            Line::Save(file) => self.save(&file)?,
            Line::Unclear(usage) => self.print(&format!("  ({usage})\n"))?,
            Line::Quit => return Ok(false),
        }
        self.show()?;
        Ok(true)
    }

    /// Time passed by itself.
    pub async fn tick(&mut self) -> Result<(), CliError> {
        self.sitting.tick().await?;
        self.show()
    }

    /// There are no more lines.
    pub async fn end(&mut self) -> Result<(), CliError> {
        if self.piped { self.quiet().await } else { Ok(()) }
    }

    async fn press(&mut self, number: usize, button: Button) -> Result<(), CliError> {
        if self.piped {
            self.print(&format!("  > [{number}] {}\n", button.label))?;
        }
        Ok(self.sitting.press(button).await?)
    }

    async fn quiet(&mut self) -> Result<(), CliError> {
        if self.sitting.is_unquiet() {
            self.sitting.quiet().await?;
            self.show()?;
        }
        Ok(())
    }

    async fn queue(&mut self) -> Result<(), CliError> {
        let staff = &self.house.staff;
        let lines = staff.list(COORDINATOR).await?;
        let mut text = queue::list(&lines);
        if let Some(newest) = lines.iter().max_by_key(|line| line.sent_at) {
            text.push_str(&queue::opened(&staff.show(COORDINATOR, &newest.reference).await?));
            self.sitting.note(&format!("{COORDINATOR} opens it"));
        }
        self.print(&text)
    }

    /// The sitting as a story.
    fn save(&mut self, file: &str) -> Result<(), CliError> {
        match std::fs::write(file, self.sitting.story()) {
            Ok(()) => self.print(&format!("  (written: ajar rehearse {file})\n")),
            // A name that cannot be written to is no reason to lose the sitting.
            Err(error) => self.print(&format!("  ({file} could not be written: {error})\n")),
        }
    }

    /// Draws what is new.
    fn show(&mut self) -> Result<(), CliError> {
        let (came, phone) = (self.sitting.came(), self.sitting.phone());
        let mut text = String::new();
        for shown in phone.messages() {
            let is_new = shown.id > self.drawn;
            // At a terminal the person's line stands there already.
            if is_new && shown.own && self.piped {
                text.push_str(&frame::own(shown));
            }
            if shown.marked && !self.marked.contains(&shown.id) {
                self.marked.push(shown.id);
                text.push_str("  ✍\n");
            }
            if is_new && !shown.own {
                text.push_str(&frame::bubble(shown));
            }
        }
        self.drawn = phone.newest();
        for came in came {
            match came {
                Came::Notice(notice) => text.push_str(&format!("  ({notice})\n")),
                Came::Gone(1..) => text.push_str("  (messages were deleted; :screen shows what is left)\n"),
                Came::Gone(_) | Came::Bubble { .. } | Came::Mark => {}
            }
        }
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
