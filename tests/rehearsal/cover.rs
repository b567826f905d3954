//! What the stories exercise: everything that people rely on most, and nearly everything else.

use std::sync::Arc;

use ajar::check::Severity;
use ajar::content::Edition;
use ajar::dialogue::KEYS;
use ajar::rehearsal::Theatre;
use ajar::rehearsal::cover::{Seen, There, Watcher, findings, report};

use super::{service, stories};

#[tokio::test]
async fn p1_p26_p29_sending_urgent_help_clearing_and_forgetting_are_told_by_stories() {
    let edition = Edition::load(None).unwrap();
    let content = Arc::new(edition.content.clone());
    let there = There::of(&content, &edition.locales, &service().facts);
    let watcher = Watcher::default();
    let mut watched = Edition::load(None).unwrap();
    watched.locales = watched.locales.noting(watcher.noted());
    let theatre = Theatre::open(watched, service()).await.unwrap();
    for story in stories() {
        theatre.plain(&story, Some(watcher.witness(content.clone()))).await.unwrap();
    }
    let told = report(&watcher.seen(), &there);
    for row in &told.rows {
        println!("{} % of {}: {:?}", row.percent(), row.name, row.counts);
    }
    let subject = edition.subject(KEYS, chrono::DateTime::UNIX_EPOCH);
    let errors: Vec<_> =
        findings(&told, &subject).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(told.steps.is_empty(), "no story comes to {:?}", told.steps);
    let untold = report(&Seen::default(), &there);
    let errors = findings(&untold, &subject).into_iter().filter(|finding| finding.severity == Severity::Error);
    assert_eq!(errors.count(), 4, "with no stories, what people rely on most is not told");
}
