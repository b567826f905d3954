//! From keys to words: renders what `step` ordered, in the person's language. A person's own words never pass through Fluent;
//! they are put in beside it, as they are.
//!
//! Not here: what is said (`dialogue`), how Telegram is told (`telegram`).

use crate::buttons::{Button, Constant, Press};
use crate::dialogue::{Arg, Choice, Facts, Helplines, Message, Say, Ways};
use crate::locale::{BASE, Locales, Value, visible};
use crate::store::outgoing::Outgoing;
use crate::story::{Piece, Section};

/// Renders in one language, with the facts of one service.
pub struct Renderer<'a> {
    locales: &'a Locales,
    /// Earlier words, for what today's do not have any more.
    former: Vec<&'a Locales>,
    known: &'a KnownFacts,
    lang: &'a str,
}

/// The facts that every message may use, by the name of their placeable.
#[derive(Clone, Debug)]
pub struct KnownFacts {
    values: Vec<(&'static str, Option<Value>)>,
    team: Vec<String>,
    hours: crate::hours::Hours,
}

impl KnownFacts {
    /// Gathers them from the config's facts and the register.
    pub fn new(facts: &Facts, helplines: &Helplines) -> Self {
        let fact = |text: &str| Some(Value::Fact(text.to_owned()));
        let maybe = |text: &Option<String>| text.clone().map(Value::Fact);
        let number = |id: &str| helplines.get(id).and_then(|row| row.numbers.first()).cloned().map(Value::Fact);
        let complaints = facts.complaints.as_ref();
        let values = vec![
            ("service", fact(&facts.name)),
            ("phone", fact(&facts.phone)),
            ("email", maybe(&facts.email)),
            ("address", maybe(&facts.address)),
            ("website", maybe(&facts.website)),
            ("link", maybe(&facts.link)),
            ("keep-days", Some(Value::Number(i64::from(facts.keep_draft_days)))),
            ("complaints-name", complaints.map_or_else(|| fact(&facts.name), |contact| fact(&contact.name))),
            ("complaints-phone", complaints.map_or_else(|| fact(&facts.phone), |contact| maybe(&contact.phone))),
            ("complaints-email", complaints.map_or_else(|| maybe(&facts.email), |contact| maybe(&contact.email))),
            ("young-name", facts.young.as_ref().and_then(|contact| fact(&contact.name))),
            ("childline", number("childline")),
            ("childline-chat", number("childline-chat")),
            ("samaritans", number("samaritans")),
        ];
        Self { values, team: facts.team.clone(), hours: facts.hours.clone() }
    }
}

impl<'a> Renderer<'a> {
    /// Renders in `lang`.
    pub fn new(locales: &'a Locales, known: &'a KnownFacts, lang: &'a str) -> Self {
        Self { locales, former: Vec::new(), known, lang }
    }

    /// The same, with earlier words for what today's do not have any more. Today's win wherever the key is still there.
    #[must_use]
    pub fn with_former(self, former: Vec<&'a Locales>) -> Self {
        Self { former, ..self }
    }

    /// The words that have this message.
    fn words(&self, key: &str) -> &'a Locales {
        // Nearly always: nobody stands in an earlier edition. This is asked for every label of every bubble.
        if self.former.is_empty() {
            return self.locales;
        }
        let has = |locales: &&Locales| [self.lang, BASE].iter().any(|lang| locales.has(lang, key));
        if has(&self.locales) {
            return self.locales;
        }
        self.former.iter().copied().find(|former| has(former)).unwrap_or(self.locales)
    }

    /// A reviewed message in words.
    pub fn message(&self, message: &Message) -> String {
        let words = self.words(&message.key);
        let known = words.needs(self.lang, &message.key).filter_map(|name| Some((name, self.known_value(name)?)));
        let mut args: Vec<(&str, Value)> = known.collect();
        args.extend(message.args.iter().map(|(name, arg)| (*name, self.value(arg))));
        words.text(self.lang, &message.key, &args)
    }

    /// What every message may use under this name.
    fn known_value(&self, name: &str) -> Option<Value> {
        if name == "team" {
            return Some(Value::Text(self.locales.list(self.lang, &self.known.team)));
        }
        let (_, value) = self.known.values.iter().find(|(known, _)| *known == name)?;
        Some(value.clone().unwrap_or_else(|| Value::Text(self.unknown())))
    }

    /// A message with no arguments of its own.
    pub fn key(&self, key: &str) -> String {
        self.message(&Message::new(key))
    }

    /// A message as it may be stored: without the marks that keep directions apart on a screen.
    pub fn stored(&self, message: &Message) -> String {
        visible(&self.message(message))
    }

    fn unknown(&self) -> String {
        self.locales.text(self.lang, "fact-unknown", &[])
    }

    fn value(&self, arg: &Arg) -> Value {
        match arg {
            Arg::Fact(text) => Value::Fact(text.clone()),
            Arg::Number(number) => Value::Number(*number),
            Arg::Day(day) => Value::Text(self.locales.day(self.lang, *day)),
            Arg::Moment(at) => Value::Text(self.locales.moment(self.lang, *at)),
            Arg::Message(message) => Value::Text(self.message(message)),
            Arg::List(items) => Value::Text(self.locales.list(self.lang, items)),
            Arg::Hours => Value::Text(self.locales.hours(self.lang, &self.known.hours)),
            Arg::ReadingDays => Value::Text(self.locales.reading_days(self.lang, &self.known.hours)),
        }
    }

    /// One part under its heading, in the person's own words.
    pub fn section(&self, section: &Section) -> String {
        let body: Vec<String> = section.pieces.iter().map(|piece| self.piece(piece)).collect();
        if body.is_empty() { section.heading.clone() } else { format!("{}:\n{}", section.heading, body.join("\n")) }
    }

    fn piece(&self, piece: &Piece) -> String {
        match piece {
            Piece::Words(words) => words.as_str().to_owned(),
            Piece::Voice { seconds, .. } => {
                self.message(&Message::new("piece-voice").with("seconds", Arg::Number(i64::from(*seconds))))
            }
            Piece::Picture { .. } => self.key("piece-picture"),
        }
    }

    /// A bubble, its paragraphs rendered already.
    pub fn bubble(&self, say: &Say, paragraphs: &[String]) -> Outgoing {
        // Numbers to be copied are short: two fit into a row.
        let mut rows: Vec<Vec<Button>> = say
            .choices
            .chunk_by(|one, other| [one, other].iter().all(|choice| matches!(choice.press, Press::Copy(_))))
            .flat_map(|alike| alike.chunks(2))
            .map(|row| row.iter().map(|choice| self.button(choice)).collect())
            .collect();
        rows.extend(self.ways(say.ways));
        Outgoing::Bubble { text: paragraphs.join("\n\n"), rows }
    }

    /// The constant ways, in two rows at most (P1).
    pub fn ways(&self, ways: Ways) -> Vec<Vec<Button>> {
        let row = |all: &[Constant]| all.iter().map(|way| self.way(*way)).collect();
        match ways {
            Ways::None => Vec::new(),
            // Three in a row would be cut off on a phone.
            Ways::Constant => vec![row(&[Constant::Stop]), row(&[Constant::Person, Constant::Help])],
            Ways::WithSkip => vec![row(&[Constant::Skip, Constant::Stop]), row(&[Constant::Person, Constant::Help])],
        }
    }

    fn button(&self, choice: &Choice) -> Button {
        Button { label: self.message(&choice.label), press: choice.press.clone() }
    }

    fn way(&self, way: Constant) -> Button {
        Button { label: self.key(&format!("way-{}", way.as_str())), press: Press::Constant(way) }
    }
}
