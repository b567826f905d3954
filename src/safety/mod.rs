//! The safety room: a person's words go in, a concern or nothing comes out. Pure, transparent, no model, no score of a person (P22).
//!
//! A message is folded (`letters`, `veil`, `fold`), brought into each language's spelling (`spelling`) and looked through for that language's
//! rules (`language`, `finder`, `matching`, `look`); guards then hold or change what was found (`guard`). Rules are compiled once, from patterns
//! (`pattern`, `tree`) to phrases over words (`weave`, `shape`, `term`, `phrase`, `need`). They are data:
//! `dialogues/safety/LANGUAGE.toml`, and `docs/safety/rules.md` says how to read them.
//!
//! Not here: what the person meets (`dialogue`), helplines (`dialogue::register`). Nothing here is ever stored as a level of a person.

mod age;
mod concern;
mod examples;
mod explain;
mod file;
mod finder;
mod fold;
mod guard;
mod language;
mod letters;
mod look;
mod matching;
mod need;
mod pasted;
mod pattern;
mod phone;
mod phrase;
mod places;
mod quick;
mod rules;
mod shape;
mod spelling;
mod term;
mod tree;
mod veil;
mod weave;

pub use age::says_under_18;
pub use concern::{Area, Category, Concern, Level};
pub use examples::{Fault, faults};
pub use explain::{Reading, Sighting, explain};
pub use file::{Beside, GuardEntry, Makes, Reviewed, RuleEntry, RulesFile, Scope, SpellingFile};
pub use pasted::{Pasted, pasted};
pub use phone::variations;
pub use rules::{Compiled, RuleMistake, Rules};

/// So much text of neighbouring messages is looked at together, in bytes.
const LONGEST_BURST: usize = 16 << 10;

/// What `words` suggest, by `rules`. Nothing found means nothing: it is never shown to anyone as "no danger".
pub fn screen(rules: &Rules, words: &str) -> Option<Concern> {
    match rules {
        Rules::None => None,
        Rules::Compiled(compiled) => Concern::of(explain::sightings(compiled, words)),
        #[cfg(test)]
        Rules::Probe(word) => words.contains(word).then(|| Concern {
            level: Level::Immediate,
            area: None,
            category: Category::None,
            rules: Vec::new(),
            spans: Vec::new(),
        }),
    }
}

/// What the newest of a row of neighbouring messages suggests, `burst` being the oldest first: by itself, or together with those before it
/// ("i cant do this" · "anymore"). Only what reaches into the newest message counts, and was not said by the others already, so that a
/// message is not answered twice. Spans are those of the newest message, clipped to it.
pub fn screen_burst(rules: &Rules, burst: &[&str]) -> Option<Concern> {
    let (newest, before) = burst.split_last()?;
    let alone = screen(rules, newest);
    let Rules::Compiled(compiled) = rules else { return alone };
    let (joined, start) = joined(before, newest);
    let earlier = explain::sightings(compiled, joined.get(..start).unwrap_or_default());
    let is_new = |seen: &Sighting| {
        let same = |before: &Sighting| before.rule == seen.rule && before.level >= seen.level;
        seen.span.end > start && !earlier.iter().any(same)
    };
    let together = explain::sightings(compiled, &joined).into_iter().filter(is_new);
    let together = Concern::of(together.map(|seen| seen.clipped_to(start)).collect());
    match (alone, together) {
        // Alone it may be more than together ("i do though"), and together more than alone. The more urgent of the two.
        (Some(alone), Some(together)) if together.level > alone.level => Some(together),
        (alone, together) => alone.or(together),
    }
}

/// The messages as one text, and where in it the newest begins. What is longer than a burst is left away at the beginning.
fn joined(before: &[&str], newest: &str) -> (String, usize) {
    let mut kept: Vec<&str> = Vec::new();
    let mut room = LONGEST_BURST.saturating_sub(newest.len());
    for message in before.iter().rev() {
        if message.len() >= room {
            break;
        }
        room -= message.len() + 1;
        kept.push(message);
    }
    let mut text: String = kept.iter().rev().flat_map(|message| [*message, "\n"]).collect();
    let start = text.len();
    text.push_str(newest);
    (text, start)
}

#[cfg(test)]
mod tests;
