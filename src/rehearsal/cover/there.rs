//! What there is to exercise.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::seen::{Edge, Offer};
use crate::buttons::Constant;
use crate::dialogue::{Contact, Content, Facts, Place, Step};
use crate::locale::{FORMAT_KEYS, Locales};
use crate::rehearsal::walk::walk;

/// Messages that stand in no conversation: the words that act, Telegram's menu and what stands before Start.
const ELSEWHERE: [&str; 5] = ["typed-", "command-", "description", "short-description", "template-"];

/// Steps, edges, buttons and messages that stories can exercise.
#[derive(Clone, Debug, Default)]
pub struct There {
    /// Every step.
    pub steps: BTreeSet<Place>,
    /// Every way from step to step that a dialogue names.
    pub edges: BTreeSet<Edge>,
    /// Every choice that is offered in some state.
    pub buttons: BTreeSet<Offer>,
    /// Every message that a conversation can show: language and key.
    pub messages: BTreeSet<(String, String)>,
}

impl There {
    /// Everything there is in these dialogues and words. Buttons are found by walking the dialogues, for a service that has what only
    /// some services have: others offer fewer.
    pub fn of(content: &Arc<Content>, locales: &Locales, facts: &Facts) -> Self {
        let place = |dialogue: &str, step: &str| Place { dialogue: dialogue.to_owned(), step: step.to_owned() };
        let steps: BTreeSet<Place> = content
            .dialogues
            .iter()
            .flat_map(|(id, dialogue)| dialogue.step.keys().map(move |step| place(id, step)))
            .collect();
        let edges = steps
            .iter()
            .flat_map(|from| targets(content, from).into_iter().map(|to| (from.clone(), to)))
            .filter(|(from, to)| from != to)
            .collect();
        let buttons = walk(content, &Arc::new(with_all(facts)))
            .offered
            .into_iter()
            .chain(Constant::ALL.map(|way| ("ways".to_owned(), way.as_str().to_owned())))
            .collect();
        Self { steps, edges, buttons, messages: messages(locales) }
    }
}

fn with_all(facts: &Facts) -> Facts {
    let somebody = |name: &str| Some(Contact { name: name.to_owned(), phone: None, email: None });
    let link = Some("https://t.me/OpenDoorBot".to_owned());
    Facts { young: somebody("Jo"), complaints: somebody("Ann"), link, ..facts.clone() }
}

fn messages(locales: &Locales) -> BTreeSet<(String, String)> {
    let shown = |key: &&str| !FORMAT_KEYS.contains(key) && !ELSEWHERE.iter().any(|start| key.starts_with(start));
    let of = |language: &str| {
        locales
            .keys(language)
            .into_iter()
            .filter(shown)
            .map(|key| (language.to_owned(), key.to_owned()))
            .collect::<Vec<_>>()
    };
    locales.languages().iter().flat_map(|(language, _)| of(language)).collect()
}

/// The steps to which a step leads, as its dialogue names them.
pub(super) fn targets(content: &Content, from: &Place) -> BTreeSet<Place> {
    let names: Vec<&str> = match content.step(from) {
        Some(Step::Menu(menu)) => menu.choice.iter().filter_map(|choice| choice.to.as_deref()).collect(),
        Some(Step::Listen(listen)) => {
            let answers = listen.answer.iter().filter_map(|answer| answer.to.as_deref());
            let invites = listen.invite.iter().map(|invitation| invitation.to.as_str());
            std::iter::once(listen.next.as_str()).chain(answers).chain(invites).collect()
        }
        Some(Step::Invite(invite)) => {
            invite.invite.iter().map(|invitation| invitation.to.as_str()).chain([invite.done.as_str()]).collect()
        }
        Some(Step::Review(review)) => {
            [&review.more, &review.sent].into_iter().chain(&review.reach).map(String::as_str).collect()
        }
        Some(Step::Sent(sent)) => sent.reach.iter().chain(&sent.add).map(String::as_str).collect(),
        Some(Step::Listings(list)) => vec![&list.come, &list.back],
        None => Vec::new(),
    };
    names.into_iter().map(|name| content.target(&from.dialogue, name)).collect()
}
