//! The walk over the shipped dialogues, and over broken ones: what is broken is found, by the shortest way.

use super::*;
use crate::config::Config;
use crate::content::Edition;
use crate::dialogue::{Contact, Step};

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
    let young = Contact { name: "Jo".to_owned(), phone: None, email: None };
    let more = Facts { young: Some(young), ..(*facts).clone() };
    assert!(walk(&content, &Arc::new(more)).broken.is_none());
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
fn p25_a_page_with_no_way_out_but_stopping_is_found() {
    let found = broken(|content| {
        for dialogue in content.dialogues.values_mut() {
            for step in dialogue.step.values_mut() {
                if let Step::Menu(menu) = step {
                    menu.choice.retain(|choice| choice.id != "no-such");
                }
            }
        }
        let dialogue = content.dialogues.get_mut("first-contact").unwrap();
        let Some(Step::Review(review)) = dialogue.step.get_mut("review") else { panic!("no review") };
        review.sent = "nowhere".to_owned();
    });
    assert!(found.what.contains("odd"), "{}", found.what);
}

#[test]
fn p13_random_sequences_never_hand_anything_over_unseen() {
    let (content, facts) = shipped();
    let walked = walk(&content, &facts);
    let done = sequences(&walked, 7, 300).unwrap();
    assert!(done.broken.is_none() && done.count == 300 && done.deeds > 2_000);
    assert_eq!(sequences(&walked, 7, 300).unwrap().deeds, done.deeds, "a seed means the same sequences");
}
