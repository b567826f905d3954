//! The stories of `tests/stories`: each passes as it is written and in every other way, and together they show what they have to. Also
//! that a rehearsal notices what is wrong, and that a sitting at the terminal becomes a story.

mod cover;
mod sequences;
mod sitting;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use ajar::config::Config;
use ajar::content::Edition;
use ajar::rehearsal::{Service, Story, Theatre, accepted, parse, shown};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// The sample service, which all stories are about.
pub fn service() -> Service {
    Service { facts: Config::sample().facts(), named: Vec::new(), lead: None }
}

async fn theatre() -> Theatre {
    Theatre::open(Edition::load(None).unwrap(), service()).await.unwrap()
}

/// Every story there is.
pub fn stories() -> Vec<Story> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| read(&file.display().to_string(), &std::fs::read_to_string(file).unwrap())).collect()
}

fn read(file: &str, text: &str) -> Story {
    parse(file, text).unwrap_or_else(|error| panic!("{error}: {:?}", error.mistakes))
}

/// What is wrong with a story played in every way, in words.
async fn wrong_with(theatre: &Theatre, story: &Story) -> (usize, String) {
    let done = theatre.all(story).await.unwrap();
    let plain = done.plain.faults.iter().map(|fault| shown(story, fault));
    let others = done.faults.iter().map(|(variant, fault)| format!("played {variant}:\n{}", shown(story, fault)));
    (done.plays, plain.chain(others).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn p31_every_story_passes_in_every_way_in_which_it_is_played() {
    let (theatre, room) = (Arc::new(theatre().await), Arc::new(Semaphore::new(2)));
    let mut tasks = JoinSet::new();
    for story in stories() {
        let (theatre, room) = (theatre.clone(), room.clone());
        tasks.spawn(async move {
            let _turn = room.acquire_owned().await;
            wrong_with(&theatre, &story).await
        });
    }
    let (mut plays, mut wrong) = (0, String::new());
    while let Some(done) = tasks.join_next().await {
        let (some, text) = done.unwrap();
        plays += some;
        wrong.push_str(&text);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    println!("{plays} plays");
    assert!(plays > 400, "{plays} plays only");
}

/// Pace, own words, consent and change.
const PROMISED: [u32; 17] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 32];

#[test]
fn the_stories_show_between_them_the_promises_of_pace_own_words_consent_and_change() {
    let stories = stories();
    assert!(stories.len() >= 40, "{} stories", stories.len());
    let shown: BTreeSet<u32> = stories.iter().flat_map(|story| story.head.shows.iter().copied()).collect();
    let missing: Vec<_> = PROMISED.iter().filter(|number| !shown.contains(number)).collect();
    assert!(missing.is_empty(), "no story shows P{missing:?}");
    assert_eq!(stories.iter().filter(|story| story.head.failing).count(), 10, "ten are played with failing stores");
    for story in &stories {
        assert!(!story.head.shows.is_empty(), "{} shows nothing", story.file);
    }
}

/// The story of the shortest way, told wrongly in one place.
async fn told(change: (&str, &str)) -> (Story, ajar::rehearsal::Played) {
    let theatre = theatre().await;
    let text = stories().remove(3).text.replace(change.0, change.1);
    let story = read("a.txt", &text);
    let played = theatre.plain(&story, None).await.unwrap();
    (story, played)
}

#[tokio::test]
async fn p19_one_word_that_differs_is_shown_with_its_line_and_can_be_accepted() {
    let (story, played) = told(("Nobody is reading live,", "Nobody is listening live,")).await;
    assert_eq!(played.faults.len(), 1);
    let text = shown(&story, &played.faults[0]);
    assert!(text.starts_with("a.txt:7: something else came"), "{text}");
    assert!(text.contains("  - Ajar: Hello.") && text.contains("  + Ajar: Hello."), "{text}");
    assert_eq!(
        accepted(&story, &played),
        stories().remove(3).text,
        "the words that came are written, and nothing else"
    );
}

#[tokio::test]
async fn p13_a_button_that_is_not_there_and_words_that_were_not_sent_are_noticed() {
    let (story, played) = told(("[Send these words]\nAjar", "[Send it]\nAjar")).await;
    let last = played.faults.last().unwrap();
    assert!(last.message.contains("no such button") && last.got.contains("[Send these words]"), "{last:?}");
    assert_eq!(accepted(&story, &played), story.text, "what people do is never written anew");
    let (_, played) = told(("    My neighbour said", "    My doctor said")).await;
    assert!(!played.faults.is_empty());
    let (_, played) = told(("Then the queue has 1 new", "Then the queue has 2 new")).await;
    assert_eq!(played.faults.len(), 1);
}

#[tokio::test]
async fn p5_a_message_that_nobody_told_of_is_noticed() {
    let (story, played) = told(("\n✍\n", "\n")).await;
    assert!(played.faults.iter().all(|fault| fault.acceptable) && !played.faults.is_empty());
    let again = read("a.txt", &accepted(&story, &played));
    assert!(theatre().await.plain(&again, None).await.unwrap().faults.is_empty());
}
