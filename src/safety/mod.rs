//! The safety room: a person's words go in, a concern or nothing comes out. Pure, transparent, no model, no score of a person (P22).
//!
//! The rules themselves are still to be written and reviewed: until then the only rule set is the empty one, and it says so.
//! Not here: what the person meets (`dialogue`), helplines (`dialogue::register`). Nothing here is ever stored as a level of a person.

mod concern;
mod rules;

pub use concern::{Area, Concern, Level};
pub use rules::{Rules, RulesFile};

/// What `words` suggest, by `rules`. Nothing found means nothing: it is never shown to anyone as "no danger".
pub fn screen(rules: &Rules, words: &str) -> Option<Concern> {
    // The one arm there is. Whoever adds a rule has to say here how it is matched.
    match rules {
        Rules::None => {
            let _ = words;
            None
        }
        #[cfg(test)]
        Rules::Probe(word) => {
            words.contains(word).then(|| Concern { level: Level::Immediate, area: None, rules: Vec::new() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_rule_set_says_that_it_is_empty_and_finds_nothing() {
        assert!(Rules::none().is_empty());
        assert_eq!(screen(&Rules::none(), "any words at all"), None);
    }
}
