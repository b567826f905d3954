//! How the pages look: what the templates in `pages/` are filled with.
//!
//! Not here: words (`locales/en-GB/desk.ftl`), what can be done (`acts`).

use askama::Template;
use chrono::NaiveDate;

use super::Handset;
use super::table::Table;
use crate::hours;
use crate::rehearsal::Shown;

/// The page around: what to try, the clock, and the two sides.
#[derive(Template)]
#[template(path = "shell.html")]
pub(super) struct Shell<'a> {
    handset: &'a Handset,
    now: String,
    desk: &'a str,
    lang: &'a str,
}

/// The phone.
#[derive(Template)]
#[template(path = "phone.html")]
pub(super) struct Phone<'a> {
    handset: &'a Handset,
    chat: Chat<'a>,
    service: &'a str,
    lang: &'a str,
}

/// What stands in the chat: the part of the phone that changes.
#[derive(Template)]
#[template(path = "chat.html")]
pub(super) struct Chat<'a> {
    handset: &'a Handset,
    description: &'a str,
    days: Vec<Day>,
    notice: Option<String>,
    is_started: bool,
}

/// The messages of one day.
struct Day {
    name: String,
    messages: Vec<Message>,
}

struct Message {
    id: i64,
    own: bool,
    text: String,
    time: String,
    marked: bool,
    /// Rows of buttons: what each sends back, and its label.
    rows: Vec<Vec<(String, String)>>,
}

impl Handset {
    pub(super) async fn shell(&self) -> Result<String, askama::Error> {
        let at = self.0.table.lock().await.sitting().now();
        let now = self.0.locales.moment(&self.0.lang, at);
        Shell { handset: self, now, desk: &self.0.desk, lang: &self.0.lang }.render()
    }

    pub(super) async fn phone(&self) -> Result<String, askama::Error> {
        let table = self.0.table.lock().await;
        let (chat, service, lang) = (self.chat_on(&table), &self.0.service, &self.0.lang);
        Phone { handset: self, chat, service, lang }.render()
    }

    pub(super) async fn chat(&self) -> Result<String, askama::Error> {
        let table = self.0.table.lock().await;
        self.chat_on(&table).render()
    }

    /// What time it is on the phone, in words.
    pub(super) async fn time(&self) -> String {
        let at = self.0.table.lock().await.sitting().now();
        self.0.locales.moment(&self.0.lang, at)
    }

    fn chat_on(&self, table: &Table) -> Chat<'_> {
        let mut days: Vec<(NaiveDate, Day)> = Vec::new();
        for shown in table.sitting().phone().messages() {
            let (date, message) = self.message(table, shown);
            match days.last_mut() {
                Some((day, so_far)) if *day == date => so_far.messages.push(message),
                Some(_) | None => {
                    days.push((date, Day { name: self.0.locales.day(&self.0.lang, date), messages: vec![message] }));
                }
            }
        }
        Chat {
            handset: self,
            description: &self.0.description,
            days: days.into_iter().map(|(_, day)| day).collect(),
            notice: table.notice().map(str::to_owned),
            is_started: table.is_started(),
        }
    }

    fn message(&self, table: &Table, shown: &Shown) -> (NaiveDate, Message) {
        let at = table.since(shown.id).unwrap_or_else(|| table.sitting().now());
        let (date, time) = hours::london(at);
        let mut place = 0..;
        let button = |label: &str, place: usize| (format!("{}.{place}", shown.id), label.to_owned());
        let rows = shown
            .rows
            .iter()
            .map(|row| row.iter().zip(place.by_ref()).map(|(there, place)| button(&there.label, place)).collect());
        let message = Message {
            id: shown.id,
            own: shown.own,
            text: shown.text.clone(),
            time: time.format("%H:%M").to_string(),
            marked: shown.marked,
            rows: rows.collect(),
        };
        (date, message)
    }
}
