//! E310: the shortest way is longer than two taps, one message and 120 words (P10). Found by going along the graph: start, words, a quiet
//! moment, the review, *Send these words*.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use crate::check::look::Look;
use crate::check::text::word_count;
use crate::check::{Finding, Rule};
use crate::dialogue::{Role, Step};
use crate::story::Purpose;

pub(super) const RULE: Rule = Rule::error("E310", "the shortest way is too long", find);

/// Taps: *Start* and *Send these words*.
const TAPS: usize = 2;
/// What the program says on the way, in the words of the base language.
const WORDS: usize = 120;
/// What is said when the first words come, and before the question whether to send.
const ON_THE_WAY: [&str; 2] = ["mark-means", "nobody-reads-before"];

fn find(look: &Look<'_>) -> Vec<Finding> {
    let graph = &look.graph;
    let content = look.subject.content;
    let (Some(start), Some(review)) =
        (graph.at(&content.start()), content.review_of(Purpose::Story).and_then(|place| graph.at(&place)))
    else {
        return Vec::new();
    };
    let Some((taps, passed)) = shortest(look, start, review) else {
        let finding = RULE.says("from the start no words can be written that would be sent");
        return vec![look.at_node(finding.with_help("begin with a menu that keeps what is written"), start, &["kind"])];
    };
    let mut found = Vec::new();
    if taps > TAPS {
        let finding = RULE.says(format!(
            "the shortest way from the start to words that are sent takes {taps} taps, where {TAPS} are the most"
        ));
        found.push(look.at_node(finding.with_help("begin with a menu that keeps what is written"), start, &["kind"]));
    }
    let keys = passed.iter().flat_map(|node| says(look, *node)).chain(ON_THE_WAY.map(str::to_owned));
    let words: usize = keys.collect::<BTreeSet<_>>().iter().map(|key| most_words(look, key)).sum();
    if words > WORDS {
        let finding =
            RULE.says(format!("the program says {words} words on the shortest way, where {WORDS} are the most"));
        found.push(look.at_node(
            finding.with_help("shorten what is said first, or what stands around the review"),
            start,
            &["say"],
        ));
    }
    found
}

/// The fewest taps, *Start* and *Send these words* among them, and the steps on that way.
fn shortest(look: &Look<'_>, start: usize, review: usize) -> Option<(usize, Vec<usize>)> {
    let mut ahead = BinaryHeap::from([Reverse((1_usize, vec![start]))]);
    let mut seen = BTreeSet::new();
    while let Some(Reverse((taps, way))) = ahead.pop() {
        let here = way.last().copied()?;
        if here == review {
            return Some((taps + 1, way));
        }
        if !seen.insert(here) {
            continue;
        }
        let on = |to: usize| way.iter().copied().chain([to]).collect::<Vec<_>>();
        match takes_words(look, here) {
            Takes::AndShows => ahead.push(Reverse((taps, on(review)))),
            Takes::AndGoesOn | Takes::None => {}
        }
        ahead.extend(look.graph.out(here).map(|edge| Reverse((taps + 1, on(edge.to)))));
    }
    None
}

enum Takes {
    /// Words are kept as the story, and after a quiet moment the review is shown.
    AndShows,
    /// Words are kept, and a tap ends the question.
    AndGoesOn,
    None,
}

fn takes_words(look: &Look<'_>, node: usize) -> Takes {
    let has_story = look.subject.content.part_with(Role::Story).is_some();
    match look.graph.step(node) {
        Some(Step::Menu(menu)) if menu.unkept => Takes::None,
        Some(Step::Menu(_) | Step::Invite(_) | Step::Listings(_)) if has_story => Takes::AndShows,
        Some(Step::Listen(_)) => Takes::AndGoesOn,
        Some(Step::Menu(_) | Step::Invite(_) | Step::Listings(_) | Step::Review(_) | Step::Sent(_)) | None => {
            Takes::None
        }
    }
}

fn says(look: &Look<'_>, node: usize) -> Vec<String> {
    let step = look.graph.step(node);
    step.map(|step| crate::check::script::says(step).into_iter().map(|said| said.name).collect()).unwrap_or_default()
}

fn most_words(look: &Look<'_>, key: &str) -> usize {
    look.base(key).into_iter().flat_map(|said| &said.longest).map(|text| word_count(text)).max().unwrap_or_default()
}
