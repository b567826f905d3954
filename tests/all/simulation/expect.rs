//! What an act is to do, told from where the conversation stands before it: which words are kept, which go, whether anything may be sent.
//!
//! Not here: whether it did (`compare`).

use ajar::buttons::{Constant, Press};
use ajar::dialogue::{Asked, Content, Event, Overlay, State, Step};
use ajar::story::Purpose;

use super::look::{Look, words};

/// All words that nobody has written before hold this letter.
pub const OWN: char = '§';
/// What is a date wherever one is asked for, and words elsewhere.
pub const DATES: [&str; 2] = ["3/12", "2/1"];

/// What an act, or several at once, may do.
#[derive(Default)]
pub struct Expected {
    /// These messages are kept.
    pub kept: Vec<i64>,
    /// These are met, and not kept.
    pub not_kept: Vec<i64>,
    /// Words of these parts go.
    pub gone: Vec<(Purpose, String)>,
    /// Parts that go out of what was sent, too.
    pub removed: Vec<(Purpose, String)>,
    /// A word that acted is kept after all.
    pub typed: Option<i64>,
    /// What rests may be with whoever had it again.
    pub not_yet: bool,
    /// What is sent may be taken back, or its welcome change.
    pub moves: bool,
    /// The person is forgotten.
    pub forgets: bool,
    /// They send what they saw beside this press.
    pub sends: Option<Press>,
    /// It has to go through.
    pub surely: bool,
    /// A reminder or a notice is set.
    pub reminder: bool,
    pub tell_me: bool,
    /// Nobody is owed an answer: an edit, a page that has said that nothing is kept.
    pub silent: bool,
}

impl Expected {
    /// Adds what `event` is to do. `before`: where the conversation stands, unless they are new.
    pub fn add(&mut self, content: &Content, before: Option<&Look>, event: &Event) {
        match event {
            Event::Said { message, content: held, .. } => self.said(content, before, *message, words(held), held),
            Event::Pressed { press, .. } => self.pressed(content, before, press),
            Event::Start { .. } | Event::OtherKind { .. } => {}
            Event::Edited { .. } | Event::Blocked | Event::Unblocked | Event::Due { .. } | Event::Stale { .. } => {
                self.silent = true;
            }
        }
    }

    fn said(
        &mut self,
        content: &Content,
        before: Option<&Look>,
        message: i64,
        text: &str,
        held: &ajar::story::Content,
    ) {
        let is_text = matches!(held, ajar::story::Content::Text(_));
        if is_text && is_command(content, text) {
            return self.not_kept.push(message);
        }
        let Some(before) = before else { return self.kept.push(message) };
        if is_direct(before) {
            return self.kept.push(message);
        }
        let state = &before.state;
        let unkept = matches!(content.step(&state.place), Some(Step::Menu(menu)) if menu.unkept);
        match (&state.overlay, unkept) {
            (Some(Overlay::Remind { asked: 1 | 2 }), _) if is_text && DATES.contains(&text) => {
                self.reminder = true;
                self.not_kept.push(message);
            }
            (Some(Overlay::Remind { asked: 1 }), _) => self.not_kept.push(message),
            (Some(Overlay::Person), true) if state.under_18 => self.not_kept.push(message),
            (Some(Overlay::Person), _) | (_, false) => self.kept.push(message),
            (_, true) => {
                self.silent = true;
                self.not_kept.push(message);
            }
        }
        if !matches!(&state.overlay, Some(Overlay::Person) if !state.under_18) {
            self.replaced(&state.asked);
        }
    }

    /// The first words after *Change* take the place of those that were there.
    fn replaced(&mut self, asked: &Asked) {
        if let Asked::Changing { part, begun: false } = asked {
            self.gone.extend(Purpose::ALL.map(|purpose| (purpose, part.clone())));
        }
    }

    fn pressed(&mut self, content: &Content, before: Option<&Look>, press: &Press) {
        let Some(before) = before else { return };
        let state = &before.state;
        self.not_yet |= *press == Press::Constant(Constant::NotYet);
        let Press::Choice { nonce, place, choice } = press else { return };
        if *nonce != state.nonce || *place != label(state) {
            return;
        }
        match (choice.as_str(), &state.asked) {
            ("keep-typed", asked) => {
                self.typed = state.typed.as_ref().map(|typed| typed.message);
                self.replaced(asked);
            }
            ("forget" | "forget-and-clear", _) if state.overlay == Some(Overlay::Forget) => self.forgets = true,
            ("take-back" | "contact" | "no-contact", _) => self.moves = true,
            ("remove", Asked::OnePart { part }) => {
                self.gone.extend(Purpose::ALL.map(|purpose| (purpose, part.clone())));
                self.removed.extend(Purpose::ALL.map(|purpose| (purpose, part.clone())));
            }
            ("days-1" | "days-3" | "days-7", _) => self.reminder = true,
            ("tell-me", _) => self.tell_me = true,
            (answer, _) if answer.starts_with("answer-") => {
                if let Some(Step::Listen(listen)) = content.step(&state.place) {
                    self.gone.extend(Purpose::ALL.map(|purpose| (purpose, listen.part.clone())));
                }
            }
            (send, _) if send.starts_with("send-") => self.send(content, state, press, send),
            _ => {}
        }
    }

    fn send(&mut self, content: &Content, state: &State, press: &Press, choice: &str) {
        self.sends = Some(press.clone());
        let revision = choice.strip_prefix("send-").and_then(|number| number.parse().ok());
        let Some(Step::Review(review)) = content.step(&state.place) else { return };
        let draft = state.draft(review.purpose);
        let shown = draft.shown.as_ref().map(|shown| shown.revision());
        self.surely = Some(draft.revision) == revision && shown == revision;
    }
}

/// Whether what they write goes straight to the coordinator who is in touch.
pub fn is_direct(before: &Look) -> bool {
    let theirs = |sent: &super::look::Sent| {
        sent.row.status == ajar::referral::Status::InTouch && sent.row.coordinator == before.holder
    };
    let name = before.sent.iter().filter(|sent| theirs(sent)).find_map(|sent| sent.row.coordinator_name.as_ref());
    before.holder.is_some() && name.is_some() && before.state.direct.as_ref() == name
}

/// What choices that are offered now belong to.
pub fn label(state: &State) -> String {
    match &state.overlay {
        Some(overlay) => overlay.name().to_owned(),
        None => format!("{}/{}", state.place.dialogue, state.place.step),
    }
}

/// Whether a whole message is a command, or a word that acts like one.
fn is_command(content: &Content, text: &str) -> bool {
    let word = text.trim_end_matches(['.', '!', '?']).to_lowercase();
    text.starts_with('/') || content.typed.contains_key(&word)
}
