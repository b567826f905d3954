//! E517: numbers or links that are written out and differ between a translation and the base text.

use crate::check::look::Look;
use crate::check::text::numbers_and_links;
use crate::check::{Finding, Rule};
use crate::locale::BASE;

pub(super) const RULE: Rule = Rule::error("E517", "numbers or links that differ", find).waivable();

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in look.languages.iter().filter(|language| language.code != BASE) {
        for (key, said) in language.messages() {
            let Some(base) = look.base(key) else { continue };
            // Variants may say a number as often as the language has forms.
            let of = |texts: &[String]| {
                let mut all: Vec<_> = texts.iter().flat_map(|text| numbers_and_links(text)).collect();
                all.sort();
                all.dedup();
                all
            };
            let (wanted, written) = (of(&base.plain), of(&said.plain));
            if wanted != written {
                let message = format!("`{key}` says {}, where {BASE} says {}", in_words(&written), in_words(&wanted));
                found.push(look.in_locale(
                    RULE.says(message).with_help("say the same numbers and links"),
                    &language.code,
                    key,
                ));
            }
        }
    }
    found
}

fn in_words(list: &[String]) -> String {
    if list.is_empty() { "no number".to_owned() } else { list.join(", ") }
}
