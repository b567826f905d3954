//! Each code of the group has a change that it is for, and the same change done well.

use std::collections::BTreeMap;

use super::{Waiting, change};
use crate::content::Edition;
use crate::dialogue::Place;

const FIRST: &str = "dialogues/first-contact.toml";
const START: &str = "start = \"welcome\"\n";

fn edition(changes: &[(&str, &str)]) -> Edition {
    let mut files: BTreeMap<String, String> = Edition::load(None).unwrap().files.into_iter().collect();
    for (from, to) in changes {
        let text = files.get_mut(FIRST).unwrap();
        assert!(text.contains(from), "there is no {from:?}");
        *text = text.replace(from, to);
    }
    Edition::of(files).unwrap()
}

/// What is found: code, line and message.
fn found(changes: &[(&str, &str)]) -> Vec<(&'static str, usize, String)> {
    let (old, new) = (edition(&[]), edition(changes));
    let at = |step: &str| Place { dialogue: "first-contact".into(), step: step.into() };
    let waiting = Waiting::from([(at("hopes"), 3), (at("welcome"), 1)]);
    let subject = new.subject(&[], "2026-11-22T12:00:00Z".parse().unwrap());
    let found = change(&subject, &old.content, Some(&waiting));
    found.into_iter().map(|finding| (finding.code, finding.line, finding.message)).collect()
}

const NO_STEP: [(&str, &str); 2] = [
    ("[[step.invite.invite]]\nlabel = \"choice-hopes\"\nto = \"hopes\"\n", ""),
    ("[step.hopes]\nkind = \"listen\"\npart = \"hopes\"\nsay = \"hopes-ask\"\nnext = \"invite\"\n", ""),
];
const NO_SECTION: (&str, &str) = ("[section.telling]", "[section.other]");
const NO_PART: (&str, &str) = ("[part.hopes]\norder = 50\nheading = \"part-hopes\"\n", "");

#[test]
fn nothing_is_found_where_nothing_has_changed() {
    assert_eq!(found(&[]), []);
}

#[test]
fn e801_a_step_that_is_gone_needs_an_entry_or_an_anchor() {
    let bad = found(&[NO_STEP[0], NO_STEP[1], NO_SECTION, ("\"hopes\", ", "")]);
    assert_eq!(bad[0].0, "E801");
    assert!(bad[0].2.contains("`hopes`") && bad[0].2.ends_with("3 people wait there."), "{bad:?}");
    assert_eq!(found(&NO_STEP), [], "the section has an anchor");
    let moved = (START, "start = \"welcome\"\n[moved.step]\nhopes = \"story\"\n");
    assert_eq!(found(&[NO_STEP[0], NO_STEP[1], NO_SECTION, ("\"hopes\", ", ""), moved]), []);
}

#[test]
fn w802_a_part_that_is_gone_is_told() {
    let bad = found(&[NO_STEP[0], NO_STEP[1], NO_PART]);
    assert_eq!(bad.iter().map(|found| found.0).collect::<Vec<_>>(), ["W802"]);
    assert_eq!(
        found(&[NO_STEP[0], NO_STEP[1], NO_PART, (START, "start = \"welcome\"\n[moved.part]\nhopes = \"story\"\n")]),
        []
    );
}

#[test]
fn e803_a_part_that_is_sent_as_something_else_needs_to_be_meant() {
    let note = ("[part.hopes]\norder = 50\n", "[part.hopes]\norder = 50\npurpose = \"note\"\n");
    let bad = found(&[note]);
    assert!(bad.iter().any(|found| found.0 == "E803" && found.2.contains("sent as something else")), "{bad:?}");
    let meant = (START, "start = \"welcome\"\n[moved.part]\nhopes = \"hopes\"\n");
    assert!(found(&[note, meant]).iter().all(|found| found.0 != "E803"));
}

#[test]
fn e804_a_step_that_keeps_its_id_asks_the_same() {
    let bad = found(&[("part = \"hopes\"\nsay", "part = \"places\"\nsay")]);
    assert_eq!((bad[0].0, bad.len()), ("E804", 1), "{bad:?}");
    let text = &edition(&[]).files.into_iter().find(|(path, _)| path == FIRST).unwrap().1;
    let line = text.find("[step.hopes]").unwrap();
    assert_eq!(bad[0].1, crate::dialogue::line_of(text, line));
}

#[test]
fn w805_a_choice_that_keeps_its_id_means_the_same() {
    let bad = found(&[("to = \"just-looking/menu\"", "to = \"someone/menu\"")]);
    assert_eq!((bad[0].0, bad.len()), ("W805", 1), "{bad:?}");
    assert!(bad[0].2.contains("`look`") && bad[0].2.ends_with("One person waits there."), "{bad:?}");
}

#[test]
fn e806_entries_and_anchors_lead_somewhere() {
    let codes = |changes: &[(&str, &str)]| {
        let new = edition(changes);
        let found = crate::check::check(&new.subject(crate::dialogue::KEYS, "2026-11-22T12:00:00Z".parse().unwrap()));
        found.into_iter().filter(|finding| finding.code == "E806").map(|finding| finding.message).collect::<Vec<_>>()
    };
    let entry = |entry: &str| codes(&[(START, &format!("{START}\n{entry}\n"))]);
    assert!(entry("[moved.step]\nold = \"tell\"").is_empty());
    assert!(entry("[moved.step]\nold = \"tel\"")[0].contains("which is no step"));
    assert!(entry("[moved.step]\ntell = \"story\"")[0].contains("a step of this id still"));
    assert!(entry("[moved.part]\nold = \"nowhere\"")[0].contains("which is no part"));
    assert!(entry("[moved.part]\nhopes = \"story\"")[0].contains("a part of this id still"));
    assert!(entry("[moved.step]\na = \"b\"\nb = \"a\"").len() == 2, "a circle leads nowhere");
    assert!(codes(&[("anchor = \"invite\"", "anchor = \"invit\"")])[0].contains("no step of this dialogue"));
}
