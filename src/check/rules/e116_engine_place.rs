//! E116: a step or a part that the engine itself goes to is not there: `/more`, a complaint, the story, the review of each purpose.

use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule, file_of};
use crate::dialogue::{Act, Content, Role, Step};
use crate::story::Purpose;

pub(super) const RULE: Rule = Rule::error("E116", "a place that the program goes to is not there", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let mut found = Vec::new();
    for (dialogue, step, why) in
        [("more", "menu", "where /more leads"), ("complaint", "ask", "where the choice `do = \"complain\"` leads")]
    {
        let needed = step != "ask" || does(content, Act::Complain);
        if needed && content.step(&content.target(dialogue, step)).is_none() {
            let finding = RULE.says(format!("there is no step `{step}` in `{dialogue}`, {why}"));
            let finding = finding.with_help(format!("add [step.{step}] to {}", file_of(dialogue)));
            found.push(look.in_toml(finding, &file_of(dialogue), &["start"]));
        }
    }
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

/// The file where such words are at home: that of the dialogue with this name, or the one where everybody begins.
fn home(content: &Content, name: &str) -> String {
    file_of(content.dialogues.get(name).map_or(Content::FIRST, |dialogue| dialogue.id.as_str()))
}

fn does(content: &Content, act: Act) -> bool {
    steps(content).any(
        |(_, _, step)| matches!(step, Step::Menu(menu) if menu.choice.iter().any(|choice| choice.act == Some(act))),
    )
}
