//! How long one step of the engine takes, without any I/O: a typical message, a tap, the whole of a review.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::collections::BTreeMap;

use ajar::buttons::Press;
use ajar::content::Edition;
use ajar::dialogue::{Content, Effect, Event, Facts, Holder, Situation, State, step};
use ajar::hours::Hours;
use ajar::story::{Content as Held, Words};
use chrono::{DateTime, Utc};

fn main() {
    divan::main();
}

struct Scene {
    content: Content,
    facts: Facts,
    now: DateTime<Utc>,
}

impl Scene {
    fn new() -> Self {
        let hours = r#"h = { mon = "09:30-16:30", thu = "09:30-16:30" }"#;
        let facts = Facts {
            name: "The Open Door".into(),
            phone: "01632 960 123".into(),
            email: None,
            address: None,
            link: None,
            website: None,
            hours: toml::from_str::<BTreeMap<String, Hours>>(hours).unwrap().remove("h").unwrap(),
            heard_within_days: None,
            keep_draft_days: 90,
            quiet_seconds: 20,
            young: None,
            complaints: None,
            team: vec![],
            nation: ajar::dialogue::Nation::default(),
        };
        Self {
            content: Edition::load(None).unwrap().content,
            facts,
            now: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        }
    }

    fn step(&self, state: State, event: Event) -> ajar::dialogue::Turn {
        let situation = Situation { facts: &self.facts, holder: Holder::Bot, away: None, referrals: vec![] };
        step(&self.content, &situation, state, event, self.now)
    }

    /// A conversation that listens to a story, three messages in, and the press that ends it.
    fn listening(&self) -> (State, Press) {
        let begin =
            self.step(State::new(String::new(), self.content.start(), "en-GB".into()), Event::Start { code: None });
        let press = |turn: &ajar::dialogue::Turn| {
            let mut says =
                turn.effects.iter().filter_map(|effect| if let Effect::Say(say) = effect { Some(say) } else { None });
            says.next_back().and_then(|say| say.choices.first()).map(|choice| choice.press.clone()).unwrap()
        };
        let tell = Event::Pressed { query: String::new(), press: press(&begin) };
        let turn = self.step(begin.state, tell);
        let done = press(&turn);
        let state = (1..4).fold(turn.state, |state, message| self.step(state, self.said(message)).state);
        (state, done)
    }

    fn said(&self, message: i64) -> Event {
        let text = "I lost my job in March and since then the days run into each other.";
        Event::Said { message, sent_at: self.now, content: Held::Text(Words::new(text)) }
    }
}

#[divan::bench]
fn a_message_while_listening(bencher: divan::Bencher<'_, '_>) {
    let scene = Scene::new();
    let (state, _) = scene.listening();
    bencher.with_inputs(|| (state.clone(), scene.said(9))).bench_values(|(state, event)| scene.step(state, event));
}

#[divan::bench]
fn a_tap_that_moves_on(bencher: divan::Bencher<'_, '_>) {
    let scene = Scene::new();
    let (state, done) = scene.listening();
    let press = || (state.clone(), Event::Pressed { query: String::new(), press: done.clone() });
    bencher.with_inputs(press).bench_values(|(state, event)| scene.step(state, event));
}

#[divan::bench]
fn urgent_help(bencher: divan::Bencher<'_, '_>) {
    let scene = Scene::new();
    let (state, _) = scene.listening();
    let help = || {
        (state.clone(), Event::Pressed { query: String::new(), press: Press::Constant(ajar::buttons::Constant::Help) })
    };
    bencher.with_inputs(help).bench_values(|(state, event)| scene.step(state, event));
}
