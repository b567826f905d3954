//! What a step names: the steps that it leads to, and the message keys. Each with its path within the step, so that it can be pointed at.
//!
//! Not here: whether what it names is there.

use crate::dialogue::{Content, Dialogue, Invitation, Listen, Menu, Step};

/// Something that a step names, and where it stands in the step.
pub(super) struct Named {
    /// A key or a target.
    pub(super) name: String,
    /// The path within the step.
    pub(super) path: Vec<String>,
}

/// Every step of every dialogue.
pub(super) fn steps(content: &Content) -> impl Iterator<Item = (&Dialogue, &str, &Step)> {
    content
        .dialogues
        .values()
        .flat_map(|dialogue| dialogue.step.iter().map(move |(id, step)| (dialogue, id.as_str(), step)))
}

/// Where a step leads, as it is written.
pub(super) fn targets(step: &Step) -> Vec<Named> {
    match step {
        Step::Menu(menu) => menu_targets(menu),
        Step::Listen(listen) => listen_targets(listen),
        Step::Invite(invite) => chain([Some(named("done", &invite.done))], invitations(&invite.invite)),
        Step::Review(review) => {
            let reach = review.reach.as_ref().map(|to| named("reach", to));
            chain([Some(named("more", &review.more)), Some(named("sent", &review.sent)), reach], Vec::new())
        }
        Step::Sent(sent) => {
            let way = |path, to: &Option<String>| to.as_ref().map(|to| named(path, to));
            chain([way("reach", &sent.reach), way("add", &sent.add)], Vec::new())
        }
        Step::Listings(list) => chain([Some(named("come", &list.come)), Some(named("back", &list.back))], Vec::new()),
    }
}

/// The keys of what a step says.
pub(super) fn says(step: &Step) -> Vec<Named> {
    match step {
        Step::Menu(menu) => {
            let say =
                |(place, key): (usize, &String)| Named { name: key.clone(), path: path(["say", &place.to_string()]) };
            menu.say.iter().enumerate().map(say).collect()
        }
        Step::Listen(listen) => vec![named("say", &listen.say)],
        Step::Invite(invite) => vec![named("say", &invite.say)],
        Step::Review(review) => vec![named("say", &review.say), named("after", &review.after)],
        Step::Sent(sent) => vec![named("say", &sent.say)],
        Step::Listings(list) => vec![named("say", &list.say), named("none", &list.none)],
    }
}

/// The keys of a step's labels.
pub(super) fn labels(step: &Step) -> Vec<Named> {
    let invited = |list: &[Invitation]| -> Vec<Named> {
        list.iter().enumerate().map(|(place, it)| at("invite", place, "label", &it.label)).collect()
    };
    match step {
        Step::Menu(menu) => {
            menu.choice.iter().enumerate().map(|(place, it)| at("choice", place, "label", &it.label)).collect()
        }
        Step::Listen(listen) => {
            let answers = listen.answer.iter().enumerate().map(|(place, it)| at("answer", place, "label", &it.label));
            answers.chain(invited(&listen.invite)).collect()
        }
        Step::Invite(invite) => invited(&invite.invite),
        Step::Review(_) | Step::Sent(_) | Step::Listings(_) => Vec::new(),
    }
}

fn menu_targets(menu: &Menu) -> Vec<Named> {
    let target =
        |(place, choice): (usize, &crate::dialogue::MenuChoice)| Some(at("choice", place, "to", choice.to.as_ref()?));
    menu.choice.iter().enumerate().filter_map(target).collect()
}

fn listen_targets(listen: &Listen) -> Vec<Named> {
    let answers = listen.answer.iter().enumerate();
    let answers = answers.filter_map(|(place, answer)| Some(at("answer", place, "to", answer.to.as_ref()?)));
    chain([Some(named("next", &listen.next))], answers.chain(invitations(&listen.invite)).collect())
}

fn invitations(list: &[Invitation]) -> Vec<Named> {
    list.iter().enumerate().map(|(place, it)| at("invite", place, "to", &it.to)).collect()
}

fn chain<const N: usize>(first: [Option<Named>; N], rest: Vec<Named>) -> Vec<Named> {
    first.into_iter().flatten().chain(rest).collect()
}

fn named(field: &str, name: &str) -> Named {
    Named { name: name.to_owned(), path: vec![field.to_owned()] }
}

fn at(list: &str, place: usize, field: &str, name: &str) -> Named {
    Named { name: name.to_owned(), path: path([list, &place.to_string(), field]) }
}

fn path<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}
