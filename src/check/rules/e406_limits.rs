//! E406: what is kept, who reads it and what Telegram does is not said before the first kept word (P20). The engine says the texts of the
//! first menu before it keeps anything; so they have to hold it, in every language.

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E406", "the limits are not told first", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let Some(start) = look.graph.at(&content.start()) else { return Vec::new() };
    let Some(Step::Menu(menu)) = look.graph.step(start) else {
        let finding = RULE.says("the first step is no menu, so its texts are not said before words are kept");
        return vec![look.at_node(finding.with_help("begin with a step with kind = \"menu\""), start, &["kind"])];
    };
    let mut found = Vec::new();
    for language in &look.languages {
        let said: Vec<_> = menu.say.iter().filter_map(|key| language.texts.get(key.as_str())).collect();
        if said.len() < menu.say.len() {
            continue;
        }
        let names = |placeable: &str| said.iter().any(|said| said.entry.placeables.contains(placeable));
        let carries = said.iter().flat_map(|said| &said.plain).any(|text| text.contains("Telegram"));
        let lacking = [
            ("who reads it ($service)", names("service")),
            ("how long it is kept ($keep-days)", names("keep-days")),
            ("what Telegram can see", carries),
        ];
        let lacking: Vec<_> = lacking.iter().filter(|(_, there)| !there).map(|(what, _)| *what).collect();
        if !lacking.is_empty() {
            let finding = RULE.says(format!("in {} the first texts do not say {}", language.code, lacking.join(", ")));
            found.push(look.at_node(
                finding.with_help("say it in the first or the second message of the first step"),
                start,
                &["say"],
            ));
        }
    }
    found
}
