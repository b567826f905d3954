//! E309: difficulties before strengths, people and places (P8). The three come before the story in what is sent and among invitations,
//! and stand beside the story's question or before it.

use crate::check::look::Look;
use crate::check::{Finding, Rule, file_of};
use crate::dialogue::{Invitation, Role, Step};

pub(super) const RULE: Rule = Rule::error("E309", "difficulties before strengths, people and places", find);

/// The parts that come first, or level.
const FIRST: [&str; 3] = ["strengths", "people", "places"];

fn find(look: &Look<'_>) -> Vec<Finding> {
    let Some((story, _)) = look.subject.content.part_with(Role::Story) else { return Vec::new() };
    let mut found = in_what_is_sent(look, story);
    for (place, node) in look.graph.nodes() {
        match node.step {
            Step::Invite(invite) => found.extend(among_invitations(look, place, &invite.invite, story)),
            Step::Listen(listen) if listen.part == *story => found.extend(at_the_question(look, place)),
            Step::Menu(_) | Step::Listen(_) | Step::Review(_) | Step::Sent(_) | Step::Listings(_) => {}
        }
    }
    found
}

/// The order in which parts are sent.
fn in_what_is_sent(look: &Look<'_>, story: &str) -> Vec<Finding> {
    let content = look.subject.content;
    let Some(after) = content.part(story).map(|part| part.order) else { return Vec::new() };
    let mut found = Vec::new();
    for name in FIRST {
        let at = content.dialogues.values().find(|dialogue| dialogue.part.contains_key(name));
        match at.and_then(|dialogue| Some((dialogue, dialogue.part.get(name)?))) {
            Some((dialogue, part)) if part.order > after => {
                let finding = RULE.says(format!("`{name}` is sent after the story"));
                let finding = finding.with_help(format!("give it an `order` of {after} or less"));
                found.push(look.in_toml(finding, &file_of(&dialogue.id), &["part", name, "order"]));
            }
            Some(_) => {}
            None => {
                let finding = RULE.says(format!("there is no part `{name}`, so nobody can share only that"));
                found.push(finding.with_help(format!("declare [part.{name}], and ask for it")));
            }
        }
    }
    found
}

fn among_invitations(look: &Look<'_>, place: usize, list: &[Invitation], story: &str) -> Vec<Finding> {
    let of = |part: &str| list.iter().position(|it| part_behind(look, place, it) == Some(part));
    let Some(told) = of(story) else { return Vec::new() };
    let late = FIRST.iter().filter_map(|name| of(name)).find(|at| *at > told);
    let finding =
        || RULE.says("the story is invited to before strengths, people and places").with_help("move it behind them");
    late.map(|_| look.at_node(finding(), place, &["invite", &told.to_string(), "to"])).into_iter().collect()
}

/// The story's question: where somebody comes to it first, the three stand beside it, or they were on every way to it.
fn at_the_question(look: &Look<'_>, place: usize) -> Vec<Finding> {
    let graph = &look.graph;
    let Some(Step::Listen(listen)) = graph.step(place) else { return Vec::new() };
    let beside = |name: &str| listen.invite.iter().any(|it| part_behind(look, place, it) == Some(name));
    // Dominated by the question about it: with that one's ways out shut, nobody comes here.
    let before = |name: &str| {
        let reached = graph.reached_at_all(|edge| !passes(look, edge.from, name));
        reached.get(place) != Some(&true)
    };
    let lacking: Vec<_> = FIRST.into_iter().filter(|name| !beside(name) && !before(name)).collect();
    if lacking.is_empty() {
        return Vec::new();
    }
    let finding = RULE.says(format!("here the story is asked for with no way to {}", lacking.join(", ")));
    vec![look.at_node(
        finding.with_help("stand them beside it, as [[step.….invite]], or ask for them before"),
        place,
        &["part"],
    )]
}

/// Whether a step stands for the strengths' question, or invites to it: whoever came by it had the choice.
fn passes(look: &Look<'_>, node: usize, name: &str) -> bool {
    let invites = |list: &[Invitation]| list.iter().any(|it| part_behind(look, node, it) == Some(name));
    match look.graph.step(node) {
        Some(Step::Listen(listen)) => listen.part == name || invites(&listen.invite),
        Some(Step::Invite(invite)) => invites(&invite.invite),
        Some(Step::Menu(_) | Step::Review(_) | Step::Sent(_) | Step::Listings(_)) | None => false,
    }
}

fn part_behind<'a>(look: &Look<'a>, node: usize, invitation: &Invitation) -> Option<&'a str> {
    let content = look.subject.content;
    let from = &look.graph.node(node)?.dialogue.id;
    match content.step(&content.target(from, &invitation.to))? {
        Step::Listen(listen) => Some(&listen.part),
        Step::Menu(_) | Step::Invite(_) | Step::Review(_) | Step::Sent(_) | Step::Listings(_) => None,
    }
}
