//! E116: a step or a part that the engine itself goes to is not there: `/more`, a complaint, the story, the review of each purpose.

use crate::check::look::Look;
use crate::check::{Finding, Rule, file_of};
use crate::dialogue::{Content, OwnStep, Role};
use crate::story::Purpose;

pub(super) const RULE: Rule = Rule::error("E116", "a place that the program goes to is not there", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let gone = |own: &OwnStep| content.goes_to(*own) && content.step(&content.own(*own)).is_none();
    let mut found: Vec<_> = OwnStep::ALL.into_iter().filter(gone).map(|own| gone_from(look, own)).collect();
    let roles = [
        (Role::Story, "story", Purpose::Story),
        (Role::Note, "note", Purpose::Note),
        (Role::Young, "young", Purpose::Young),
    ];
    for (role, name, purpose) in roles {
        if content.part_with(role).is_none() {
            let finding =
                RULE.says(format!("no part has the role `{name}`, so the program has nowhere to keep such words"));
            let finding = finding.with_help(format!("write role = \"{name}\" in the part that they belong to"));
            found.push(look.in_toml(finding, &home(content, name), &["id"]));
        }
        if content.review_of(purpose).is_none() {
            let finding = RULE.says(format!("there is no review of the purpose `{}`", purpose.as_str()));
            let finding = finding.with_help("add a step with kind = \"review\": what is sent is seen first (P13)");
            found.push(look.in_toml(finding, &home(content, name), &["id"]));
        }
    }
    found
}

/// A step of the engine's own is not there, and no `[moved]` entry says where it is.
fn gone_from(look: &Look<'_>, own: OwnStep) -> Finding {
    let (dialogue, step) = own.known();
    let why = match own {
        OwnStep::More => "where /more leads",
        OwnStep::Complaint => "where the choice `do = \"complain\"` leads",
        OwnStep::Somebody => "one tap behind a signpost of the shape `somebody`",
        OwnStep::Young => "one tap behind a signpost with `offer = \"young\"`",
    };
    let file = file_of(dialogue);
    let help =
        format!("add [step.{step}] to {file}; if it has another id now, write under [moved.step]: {step} = \"…\"");
    let finding = RULE.says(format!("there is no step `{step}` in `{dialogue}`, {why}")).with_help(help);
    // Where the whole dialogue is gone, the caret stands where it would be led from.
    let home = if look.subject.content.dialogues.contains_key(dialogue) { file } else { file_of(Content::FIRST) };
    look.in_toml(finding, &home, &["start"])
}

/// The file where such words are at home: that of the dialogue with this name, or the one where everybody begins.
fn home(content: &Content, name: &str) -> String {
    file_of(content.dialogues.get(name).map_or(Content::FIRST, |dialogue| dialogue.id.as_str()))
}
