//! A conversation in a test: it plays a person, and holds every turn to what is promised of all of them.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, TimeDelta, Utc};

use crate::buttons::{Constant, PAYLOAD_LIMIT, Press};
use crate::dialogue::*;
use crate::directory::Listings as Directory;
use crate::hours::Hours;
use crate::locale::Locales;
use crate::safety::Rules;
use crate::story::{Content as Held, Draft, Words};

pub struct Chat {
    pub content: Arc<Content>,
    pub facts: Facts,
    pub holder: Holder,
    pub away: Option<AwayView>,
    pub referrals: Vec<ReferralView>,
    pub state: State,
    pub now: DateTime<Utc>,
    pub last: Vec<Effect>,
    /// The newest bubble in the chat.
    pub newest: Say,
    pub message: i64,
}

pub fn facts() -> Facts {
    Facts {
        name: "The Open Door".into(),
        phone: "01632 960 123".into(),
        email: Some("hello@example.org".into()),
        address: None,
        link: None,
        nation: Nation::England,
        website: None,
        hours: toml::from_str::<toml::Table>("h = { mon = \"09:30-16:30\", thu = \"09:30-16:30\" }").unwrap()["h"]
            .clone()
            .try_into::<Hours>()
            .unwrap(),
        heard_within_days: None,
        keep_draft_days: 90,
        quiet_seconds: 20,
        young: None,
        complaints: Some(Contact { name: "Ann".into(), phone: None, email: None }),
        team: vec![],
    }
}

pub fn content() -> Content {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogues");
    let read = |name: &str| std::fs::read_to_string(dir.join(name)).unwrap();
    let names = ["first-contact", "reach", "just-looking", "someone", "more", "note", "visit", "complaint", "young"];
    let dialogues = names.map(|name| (name.to_owned(), parse_dialogue(name, &read(&format!("{name}.toml"))).unwrap()));
    Content {
        hash: "edition".into(),
        dialogues: dialogues.into_iter().collect(),
        rules: Rules::none(),
        helplines: toml::from_str(&read("helplines.toml")).unwrap(),
        signposts: toml::from_str(&read("answers.toml")).unwrap(),
        listings: toml::from_str::<Directory>(&read("listings.toml")).unwrap().listing,
        locales: vec![("en-GB".into(), "English".into())],
        typed: words().typed("en-GB").into_iter().collect(),
    }
}

/// The reviewed words that are shipped.
pub fn words() -> &'static Locales {
    static WORDS: OnceLock<Locales> = OnceLock::new();
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en-GB");
    let file = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        ("en-GB".to_owned(), path.display().to_string(), std::fs::read_to_string(path).unwrap())
    };
    WORDS.get_or_init(|| {
        let words = std::fs::read_dir(dir).unwrap().map(file).filter(|(_, path, _)| path.ends_with(".ftl"));
        Locales::load(words.collect()).unwrap()
    })
}

impl Chat {
    pub fn new() -> Self {
        static CONTENT: OnceLock<Arc<Content>> = OnceLock::new();
        let content = CONTENT.get_or_init(|| Arc::new(content())).clone();
        let state = State::new("edition".into(), content.start(), "en-GB".into());
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        Self {
            content,
            facts: facts(),
            holder: Holder::Bot,
            away: None,
            referrals: vec![],
            state,
            now,
            last: vec![],
            newest: Say::default(),
            message: 100,
        }
    }

    /// A conversation that has begun.
    pub fn begun() -> Self {
        let mut chat = Self::new();
        chat.event(Event::Start { code: None });
        chat
    }

    pub fn event(&mut self, event: Event) -> &mut Self {
        let pressed = matches!(event, Event::Pressed { .. });
        let situation = Situation {
            facts: &self.facts,
            holder: self.holder.clone(),
            away: self.away.clone(),
            referrals: self.referrals.clone(),
        };
        let turn = step(&self.content, &situation, self.state.clone(), event, self.now);
        self.state = turn.state;
        self.last = turn.effects;
        self.hold_to_promises(pressed);
        self.note_what_was_shown();
        if let Some(say) = self.says().last() {
            self.newest = (*say).clone();
        }
        self
    }

    pub fn say(&mut self, text: &str) -> &mut Self {
        self.message += 1;
        self.now += TimeDelta::seconds(1);
        self.event(Event::Said { message: self.message, sent_at: self.now, content: Held::Text(Words::new(text)) })
    }

    pub fn voice(&mut self) -> &mut Self {
        self.message += 1;
        let content = Held::Voice { file: crate::story::FileRef("f".into()), seconds: 3, caption: None };
        self.event(Event::Said { message: self.message, sent_at: self.now, content })
    }

    pub fn quiet(&mut self) -> &mut Self {
        self.now += TimeDelta::seconds(20);
        self.event(Event::Due { what: Due::Quiet, mark: self.state.mark })
    }

    pub fn press(&mut self, press: Press) -> &mut Self {
        self.event(Event::Pressed { query: "q".into(), press })
    }

    pub fn way(&mut self, way: Constant) -> &mut Self {
        self.press(Press::Constant(way))
    }

    /// Presses the newest button whose label has this key.
    pub fn tap(&mut self, label: &str) -> &mut Self {
        let press = self.buttons().into_iter().find(|choice| choice.label.key == label).map(|choice| choice.press);
        let keys: Vec<String> = self.buttons().into_iter().map(|choice| choice.label.key).collect();
        self.press(press.unwrap_or_else(|| panic!("no button {label:?} among {keys:?}")))
    }

    /// The choices under the newest bubble.
    pub fn buttons(&self) -> Vec<Choice> {
        self.newest.choices.clone()
    }

    /// The end of a chain, where its value is not wanted.
    pub fn done(&mut self) {}

    pub fn says(&self) -> Vec<&Say> {
        self.last.iter().filter_map(|effect| if let Effect::Say(say) = effect { Some(say) } else { None }).collect()
    }

    /// The keys of everything said in the last turn.
    pub fn keys(&self) -> Vec<String> {
        let texts = self.says().into_iter().flat_map(|say| say.text.clone());
        texts.filter_map(|text| if let Text::Message(message) = text { Some(message.key) } else { None }).collect()
    }

    pub fn said(&self, key: &str) -> bool {
        self.keys().iter().any(|known| known == key)
    }

    pub fn place(&self) -> String {
        format!("{}/{}", self.state.place.dialogue, self.state.place.step)
    }

    fn hold_to_promises(&self, pressed: bool) {
        let says = self.says();
        assert!(says.len() <= 2, "P3: {} messages in a turn at {}: {:?}", says.len(), self.place(), self.keys());
        for (index, say) in says.iter().enumerate() {
            let own = say.choices.iter().filter(|choice| matches!(choice.press, Press::Choice { .. })).count();
            assert!(own <= 4, "P3: {own} choices at {}", self.place());
            assert!(!say.text.is_empty(), "an empty bubble at {}", self.place());
            assert_eq!(
                say.ways != Ways::None,
                index + 1 == says.len(),
                "P1: the ways stand under the newest bubble, at {}",
                self.place()
            );
            for choice in &say.choices {
                assert!(choice.press.encode().len() <= PAYLOAD_LIMIT, "payload of {}", choice.label.key);
            }
        }
        assert!(
            !self.last.iter().any(|effect| matches!(effect, Effect::Odd(_))),
            "something odd at {}: {:?}",
            self.place(),
            self.last
        );
        assert!(!pressed || !self.last.is_empty() || self.state.overlay.is_none(), "a press with no answer");
    }

    /// What `turn` does when it renders the whole: it marks the revision as shown.
    fn note_what_was_shown(&mut self) {
        let shown: Vec<_> = self.says().into_iter().flat_map(|say| say.text.clone()).collect();
        for text in shown {
            if let Text::Whole(purpose) = text {
                let revision = self.state.draft(purpose).revision;
                self.state.draft_mut(purpose).shown = Some(Draft::new(purpose, revision, vec![]).show());
            }
        }
    }
}
