//! E308: something that tells who somebody is, or how to reach them, asked before they chose that (P16). It may be asked only behind *How
//! to reach me* on the review, or *Another way or time* after sending.

use crate::check::graph::By;
use crate::check::look::Look;
use crate::check::text::{self, Phrases};
use crate::check::{Finding, Rule};
use crate::dialogue::{Listen, Role, Step};

pub(super) const RULE: Rule = Rule::error("E308", "something identifying is asked before sending", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let graph = &look.graph;
    let unchosen = graph.reached_at_all(|edge| edge.by != By::Reach);
    let mut found = Vec::new();
    for (place, node) in graph.nodes().filter(|(place, _)| unchosen.get(*place) == Some(&true)) {
        let Step::Listen(listen) = node.step else { continue };
        let why =
            if is_reach(look, listen) { Some("asks how to reach somebody".to_owned()) } else { asks_who(look, listen) };
        if let Some(why) = why {
            let finding = RULE.says(format!("`{}` {why}, and can be come to before that was chosen", node.id));
            let help = "let only `reach` of a review or of a page after sending lead here";
            found.push(look.at_node(finding.with_help(help), place, &["say"]));
        }
    }
    found
}

fn is_reach(look: &Look<'_>, listen: &Listen) -> bool {
    let role = look.subject.content.part(&listen.part).and_then(|part| part.role);
    role.is_some_and(Role::is_reach)
}

/// A question whose words ask who somebody is, whatever its part is called.
fn asks_who(look: &Look<'_>, listen: &Listen) -> Option<String> {
    look.languages.iter().find_map(|language| {
        let said = language.texts.get(listen.say.as_str())?;
        let words = text::words(&said.plain.join("\n"));
        let asked = Phrases::new(&language.voice.identifying);
        let word = asked.within(&words, &language.fine).first().copied()?;
        Some(format!("asks for \"{word}\""))
    })
}
