//! The walk over the shipped dialogues, and over broken ones: what is broken is found, by the shortest way.

use super::*;
use crate::config::Config;
use crate::content::Edition;
use crate::dialogue::Step;

fn shipped() -> (Arc<Content>, Arc<Facts>) {
    (Arc::new(Edition::load(None).unwrap().content), Arc::new(Config::sample().facts()))
}

fn broken(change: impl FnOnce(&mut Content)) -> Broken {
    let (content, facts) = shipped();
    let mut content = (*content).clone();
    change(&mut content);
    walk(&Arc::new(content), &facts).broken.expect("the walk does not see what is broken")
}

#[test]
fn p1_p3_p13_every_state_of_the_shipped_dialogues_keeps_its_promises() {
    let (content, facts) = shipped();
    let walked = walk(&content, &facts);
    let told = walked.broken.as_ref().map(|broken| (broken.what.clone(), broken.way.clone()));
    assert_eq!(told, None);
    assert!(walked.states() > 1_000 && !walked.too_many, "{} states", walked.states());
}

#[test]
fn p3_a_fifth_choice_is_found_by_the_shortest_way() {
    let found = broken(|content| {
        let dialogue = content.dialogues.get_mut("more").unwrap();
        let Some(Step::Menu(menu)) = dialogue.step.get_mut("menu-2") else { panic!("no menu") };
        let mut fifth = menu.choice[0].clone();
        fifth.id = "fifth".to_owned();
        menu.choice.push(fifth);
    });
    assert!(found.what.starts_with("P3"), "{}", found.what);
    // Start, More (or the typed word), More.
    assert!(found.way.len() <= 3, "{:?}", found.way);
}

#[test]
fn p13_a_sending_that_leads_nowhere_is_found() {
    let found = broken(|content| {
        let dialogue = content.dialogues.get_mut("first-contact").unwrap();
        let Some(Step::Review(review)) = dialogue.step.get_mut("review") else { panic!("no review") };
        review.sent = "nowhere".to_owned();
    });
    assert!(found.what.contains("odd"), "{}", found.what);
}
