//! Where each message is used, in words.
//!
//! Not here: the messages.

use std::collections::BTreeMap;

use crate::dialogue::{Content, Invitation, Step};
use crate::locale::{FORMAT_KEYS, MISSING, NAME};

/// The places that name each key.
pub(super) fn used(content: &Content, engine_keys: &[&str]) -> BTreeMap<String, Vec<String>> {
    let mut used: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut put = |key: &str, place: String| {
        let places = used.entry(key.to_owned()).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    };
    for dialogue in content.dialogues.values() {
        for (id, step) in &dialogue.step {
            says(step).iter().chain(&labels(step)).for_each(|key| put(key, format!("{}/{id}", dialogue.id)));
        }
        dialogue.part.values().for_each(|part| put(&part.heading, "the heading of a part in what is sent".to_owned()));
    }
    content.helplines.helpline.iter().for_each(|row| put(&row.key(), "a row of urgent help".to_owned()));
    for (id, signpost) in &content.signposts.signpost {
        put(&signpost.say, format!("when words suggest danger: {id}"));
    }
    for listing in &content.listings {
        listing.keys().iter().for_each(|key| put(key, format!("what goes on: {}", listing.id)));
    }
    engine_keys.iter().for_each(|key| put(key, "the program itself".to_owned()));
    used
}

/// What a message is for that no step names.
pub(super) fn elsewhere(key: &str) -> &'static str {
    match key {
        "description" | "short-description" => "what stands in an empty chat, before Start",
        MISSING => "in place of a message that is missing",
        NAME => "what the language calls itself",
        _ if key.starts_with("typed-") => "words that act when somebody types them",
        _ if key.starts_with("command-") => "Telegram's menu",
        _ if FORMAT_KEYS.contains(&key) => "how days, hours and lists are written",
        _ => "nothing names it",
    }
}

/// The keys of what a step says.
pub(super) fn says(step: &Step) -> Vec<String> {
    match step {
        Step::Menu(menu) => menu.say.clone(),
        Step::Listen(listen) => vec![listen.say.clone()],
        Step::Invite(invite) => vec![invite.say.clone()],
        Step::Review(review) => vec![review.say.clone(), review.after.clone()],
        Step::Sent(sent) => vec![sent.say.clone()],
        Step::Listings(list) => vec![list.say.clone(), list.none.clone()],
    }
}

fn labels(step: &Step) -> Vec<String> {
    let invited = |list: &[Invitation]| list.iter().map(|it| it.label.clone()).collect::<Vec<_>>();
    match step {
        Step::Menu(menu) => menu.choice.iter().map(|choice| choice.label.clone()).collect(),
        Step::Listen(listen) => {
            listen.answer.iter().map(|answer| answer.label.clone()).chain(invited(&listen.invite)).collect()
        }
        Step::Invite(invite) => invited(&invite.invite),
        Step::Review(_) | Step::Sent(_) | Step::Listings(_) => Vec::new(),
    }
}
