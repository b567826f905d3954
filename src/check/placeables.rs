//! A placeable that only a translation has: nothing would fill it, so the neutral text would be shown instead.

use super::{Finding, Subject};
use crate::locale::BASE;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in subject.languages().filter(|language| *language != BASE) {
        for (key, entry) in subject.locales.entries(language).filter(|(key, _)| subject.locales.has(BASE, key)) {
            let base = subject.locales.placeables(BASE, key);
            for extra in entry.placeables.difference(&base) {
                let finding = Finding::error("placeable", format!("`{key}` uses ${extra}, which {BASE} does not have"));
                found.push(subject.in_locale(finding, language, key));
            }
        }
    }
    found
}
