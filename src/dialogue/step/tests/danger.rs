//! Danger: every path from words to script passes the screening, which is the first line of `step`.

use super::chat::Chat;
use crate::buttons::Constant;
use crate::dialogue::{Effect, Event, Overlay};
use crate::safety::Rules;
use crate::story::{Content as Held, FileRef, Words};

/// Ways to every kind of state, by what is pressed.
fn states() -> Vec<Chat> {
    let ways: [&[&str]; 8] = [
        &[],
        &["choice-tell"],
        &["choice-look"],
        &["choice-look", "choice-goes-on"],
        &["choice-other", "choice-my-work"],
        &["choice-more", "choice-language"],
        &["choice-tell", "choice-strengths"],
        &["choice-more", "choice-more", "choice-forget"],
    ];
    let mut out: Vec<Chat> = ways
        .iter()
        .map(|way| {
            let mut chat = Chat::begun();
            for label in *way {
                chat.tap(label);
            }
            chat
        })
        .collect();
    for constant in [Constant::Stop, Constant::Person, Constant::Help] {
        let mut chat = Chat::begun();
        chat.say("a").quiet().way(constant);
        out.push(chat);
    }
    out
}

#[test]
fn p21_every_path_from_words_to_script_passes_the_screening() {
    let caption = || Held::Picture { file: FileRef("f".into()), caption: Some(Words::new("a PROBE in it")) };
    let note = || Held::Voice { file: FileRef("f".into()), seconds: 1, caption: Some(Words::new("PROBE")) };
    for mut chat in states() {
        std::sync::Arc::make_mut(&mut chat.content).rules = Rules::Probe("PROBE");
        let edit = Event::Edited { message: 7, edited_at: chat.now, words: Words::new("PROBE"), kept: None };
        let said = |content| Event::Said { message: 9, sent_at: chat.now, content };
        for event in [said(Held::Text(Words::new("the PROBE"))), said(caption()), said(note()), edit] {
            chat.event(event);
            let first = chat.says()[0];
            assert!(first.urgent, "at {}", chat.place());
            assert_eq!(chat.keys()[0], "help-first");
            assert!(!chat.last.contains(&Effect::Mark), "P4: no mark beside an answer about danger");
        }
    }
}

#[test]
fn p21_the_words_are_kept_and_keep_writing_returns_exactly_there() {
    let mut chat = Chat::begun();
    std::sync::Arc::make_mut(&mut chat.content).rules = Rules::Probe("PROBE");
    chat.tap("choice-tell").tap("choice-strengths").say("PROBE");
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::Keep { part, .. } if part == "strengths")));
    assert_eq!(chat.state.overlay, Some(Overlay::Help { page: 0 }));
    chat.tap("choice-keep-writing");
    assert_eq!(chat.place(), "first-contact/strengths");
}
