//! The ways that are one step away, from every state that can be reached: by button, by typed word, by command.

use super::chat::{Chat, words};
use super::walk::reached;
use crate::buttons::Constant;
use crate::dialogue::{Asked, Holder, Overlay, Step};
use crate::locale::MENU;

/// Where a way leads. *Skip* leads on from a question, and elsewhere shows where we are.
fn holds(before: &Chat, after: &Chat, way: &str) {
    let at = format!("{way} at {} {:?}", before.place(), before.state.overlay);
    match way {
        "stop" => assert_eq!(after.state.overlay, Some(Overlay::Stopped), "{at}"),
        "person" => assert_eq!(after.state.overlay, Some(Overlay::Person), "{at}"),
        "help" => assert_eq!(after.state.overlay, Some(Overlay::Help { page: 0 }), "{at}"),
        "language" => assert_eq!(after.state.overlay, Some(Overlay::Language { page: 0 }), "{at}"),
        "my-words" | "mywords" => assert_eq!(after.state.overlay, Some(Overlay::MyWords), "{at}"),
        "clear" => assert_eq!(after.state.overlay, Some(Overlay::Clear), "{at}"),
        "forget" => assert_eq!(after.state.overlay, Some(Overlay::Forget), "{at}"),
        "more" => assert_eq!(after.place(), "more/menu", "{at}"),
        "skip" => skipped(before, after, &at),
        other => panic!("no way is called {other}"),
    }
    assert!(!after.says().is_empty(), "it is answered: {at}");
    if !["more", "skip"].contains(&way) {
        assert_eq!(after.state.place, before.state.place, "P6: the place is kept: {at}");
    }
}

fn skipped(before: &Chat, after: &Chat, at: &str) {
    assert_eq!(after.state.overlay, None, "{at}");
    let on_a_question = before.state.overlay.is_none() && matches!(before.state.asked, Asked::Listening { .. });
    assert_eq!(after.state.place != before.state.place, on_a_question, "{at}");
}

#[test]
fn p1_every_way_is_one_tap_one_word_and_one_command_away_in_every_state() {
    let states = reached(false);
    let typed = words().typed("en-GB");
    for chat in &states {
        for (way, name) in
            [(Constant::Stop, "stop"), (Constant::Person, "person"), (Constant::Help, "help"), (Constant::Skip, "skip")]
        {
            let mut next = chat.fork();
            next.way(way);
            holds(chat, &next, name);
        }
        for command in MENU {
            let mut next = chat.fork();
            next.say(&format!("/{command}"));
            holds(chat, &next, command);
        }
    }
    // Each word means what its command means, so a state of each kind is enough for all of their forms.
    for chat in states.iter().step_by(7) {
        for (word, command) in &typed {
            for form in [word.clone(), word.to_uppercase(), format!(" {word}. ")] {
                let mut next = chat.fork();
                next.say(&form);
                holds(chat, &next, command);
            }
        }
    }
}

#[test]
fn p1_every_command_of_the_menu_and_every_way_has_words_in_every_language() {
    for (code, _) in words().languages() {
        for command in crate::locale::COMMANDS {
            assert!(words().typed(&code).iter().any(|(_, name)| name == command), "{code} has no word for {command}");
        }
        for way in Constant::ALL {
            assert!(words().has(&code, &format!("way-{}", way.as_str())), "{code} has no label for {way:?}");
        }
    }
}

#[test]
fn p35_another_language_keeps_the_place_in_every_state() {
    for chat in reached(false) {
        let mut next = chat.fork();
        std::sync::Arc::make_mut(&mut next.content).locales.push(("pl".into(), "polski".into()));
        next.say("/language");
        let press =
            next.buttons().into_iter().find(|choice| format!("{:?}", choice.label).contains("polski")).unwrap().press;
        next.press(press);
        assert_eq!((next.state.locale.as_str(), &next.state.place), ("pl", &chat.state.place));
        let parts =
            |chat: &Chat| chat.state.drafts.values().map(|draft| (draft.parts.clone(), draft.sent)).collect::<Vec<_>>();
        assert_eq!(
            (parts(&next), &next.state.met, next.state.overlay.is_none()),
            (parts(&chat), &chat.state.met, true)
        );
        if let (Some(Step::Listen(_)), Asked::Listening { .. }) =
            (next.content.step(&next.state.place), &chat.state.asked)
        {
            assert_eq!(next.state.asked, chat.state.asked, "an open question stays open");
        }
    }
}

/// Words straight to a coordinator let go of the word that acted, and its button still stands under the newest message.
#[test]
fn p1_a_button_to_keep_a_word_that_was_let_go_of_is_met_like_an_old_one() {
    let mut chat = Chat::begun();
    chat.holder = Holder::Coordinator { name: "Sam".to_owned(), in_touch: true };
    chat.tap("choice-tell").way(Constant::WriteTo).say("help").say("to Sam").tap("choice-keep-typed");
    assert!(!chat.says().is_empty());
}
