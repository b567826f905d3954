//! What the stories exercise: everything that people rely on most, and nearly everything else. Without the stories that show one of these,
//! the checker says so.

use std::sync::Arc;

use ajar::check::{Finding, Severity};
use ajar::content::Edition;
use ajar::dialogue::{Content, KEYS};
use ajar::rehearsal::Theatre;
use ajar::rehearsal::cover::{Seen, There, Watcher, findings, report};

use super::{service, stories};

/// What people rely on most: the button, and how the checker calls it.
const NEEDED: [(&str, &str, &str); 4] = [
    ("first-contact/review", "send", "sending"),
    ("ways", "help", "urgent help"),
    ("clear", "clear", "clearing the chat"),
    ("forget", "forget", "forgetting"),
];

/// What each story exercises, and what was shown in all of them.
async fn played(content: &Arc<Content>) -> (Vec<Seen>, Seen) {
    let shown = Watcher::default();
    let mut watched = Edition::load(None).unwrap();
    watched.locales = watched.locales.noting(shown.noted());
    let theatre = Theatre::open(watched, service()).await.unwrap();
    let mut seen = Vec::new();
    for story in stories() {
        let watcher = Watcher::default();
        theatre.plain(&story, Some(watcher.witness(content.clone()))).await.unwrap();
        seen.push(watcher.seen());
    }
    (seen, shown.seen())
}

/// What stories exercise between them.
fn together<'a>(stories: impl Iterator<Item = &'a Seen>, shown: &Seen) -> Seen {
    let mut all = shown.clone();
    for seen in stories.cloned() {
        all.edges.extend(seen.edges);
        all.buttons.extend(seen.buttons);
        seen.steps.into_iter().for_each(|(place, often)| *all.steps.entry(place).or_default() += often);
    }
    all
}

fn errors(found: Vec<Finding>) -> Vec<String> {
    found.into_iter().filter(|finding| finding.severity == Severity::Error).map(|finding| finding.message).collect()
}

#[tokio::test]
async fn p1_p26_p29_sending_urgent_help_clearing_and_forgetting_are_told_by_stories() {
    let edition = Edition::load(None).unwrap();
    let content = Arc::new(edition.content.clone());
    let there = There::of(&content, &edition.locales, &service().facts);
    let subject = edition.subject(KEYS, chrono::DateTime::UNIX_EPOCH);
    let (seen, shown) = played(&content).await;
    let told = report(&together(seen.iter(), &shown), &there);
    for row in &told.rows {
        println!("{} % of {}: {:?}", row.percent(), row.name, row.counts);
    }
    assert_eq!(errors(findings(&told, &subject)), Vec::<String>::new());
    assert!(told.steps.is_empty(), "no story comes to {:?}", told.steps);
    // Take the stories away that show one of them: that is what is missing then.
    for (place, button, what) in NEEDED {
        let shows = |seen: &&Seen| seen.buttons.contains(&(place.to_owned(), button.to_owned()));
        assert!(seen.iter().any(|seen| shows(&seen)));
        let rest = together(seen.iter().filter(|seen| !shows(seen)), &shown);
        let missing = errors(findings(&report(&rest, &there), &subject));
        assert!(missing.contains(&format!("no story shows {what}")), "{what}: {missing:?}");
    }
    let untold = findings(&report(&Seen::default(), &there), &subject);
    for code in ["E901", "W902", "W903", "W904", "W905"] {
        assert!(untold.iter().any(|finding| finding.code == code), "{code} is found where no story is left");
    }
    assert_eq!(errors(untold).len(), NEEDED.len());
}
