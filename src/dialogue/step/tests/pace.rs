//! Pace: nothing is pushed, nothing is asked twice, silence is fine.

use super::chat::Chat;
use crate::buttons::{Constant, Press};
use crate::dialogue::{Asked, Due, Effect, Event, Overlay, Told};
use crate::story::Words;

#[test]
fn p2_a_skipped_or_answered_question_is_never_offered_again() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").tap("choice-strengths").way(Constant::Skip);
    assert_eq!(chat.place(), "first-contact/invite");
    for _ in 0..20 {
        let Some(next) = chat
            .buttons()
            .into_iter()
            .find(|choice| !["choice-more", "choice-enough"].contains(&choice.label.key.as_str()))
        else {
            break;
        };
        assert_ne!(next.label.key, "choice-strengths");
        chat.press(next.press).way(Constant::Skip);
    }
    assert_eq!(
        chat.place(),
        "first-contact/review",
        "when nothing is left to offer, the invitations end by themselves"
    );
}

#[test]
fn p4_while_somebody_writes_the_bot_is_quiet() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").say("first");
    assert!(chat.said("mark-means"), "the first mark says what it means");
    for _ in 0..60 {
        chat.say("hm");
        assert!(chat.says().is_empty() && chat.last.contains(&Effect::Mark));
    }
    chat.quiet();
    assert!(chat.said("quiet"));
    chat.say("more").quiet();
    assert!(chat.says().is_empty(), "the quiet moment speaks once");
}

#[test]
fn p4_a_quiet_moment_that_was_overtaken_is_void() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").say("a");
    let old = chat.state.mark;
    chat.say("b").event(Event::Due { what: Due::Quiet, mark: old });
    assert!(chat.last.is_empty());
}

#[test]
fn p5_no_reminder_comes_that_nobody_set() {
    let mut chat = Chat::begun();
    chat.event(Event::Due { what: Due::Reminder, mark: 0 });
    assert!(chat.last.is_empty());
    chat.way(Constant::Stop).tap("choice-remind").tap("choice-tomorrow");
    let at = chat.state.reminder.unwrap();
    let hour = crate::hours::london(at).1;
    assert_eq!(hour.to_string(), "10:00:00");
    chat.tap("choice-cancel-reminder");
    assert!(chat.state.reminder.is_none() && chat.last.contains(&Effect::Cancel(Due::Reminder)));
}

#[test]
fn p5_a_date_that_cannot_be_read_is_said_once_and_then_let_be() {
    let mut chat = Chat::begun();
    chat.way(Constant::Stop).tap("choice-remind").tap("choice-a-date").say("when the clocks change");
    assert!(chat.said("remind-unread"));
    chat.say("never mind");
    assert!(!chat.said("remind-unread") && chat.state.overlay.is_none());
    chat.way(Constant::Stop).tap("choice-remind").tap("choice-a-date").say("3/12/2027");
    assert!(chat.said("remind-set") || chat.said("remind-unread"));
}

#[test]
fn p17_p20_words_that_come_before_any_welcome_are_kept_and_the_welcome_is_said() {
    let mut chat = Chat::new();
    chat.way(Constant::Help).say("hello again");
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::Keep { .. })));
    assert!(chat.said("welcome") && chat.said("welcome-limits"));
    chat.say("and this");
    assert!(!chat.said("welcome"));
    chat.quiet();
    assert!(chat.said("would-be-sent"));
}

#[test]
fn p11_words_where_a_date_was_asked_for_can_be_kept_as_words() {
    let mut chat = Chat::begun();
    chat.way(Constant::Stop).tap("choice-remind").tap("choice-a-date").say("I lost my job today");
    chat.tap("choice-keep-typed");
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::Keep { .. })));
}

#[test]
fn p6_coming_back_is_hello_and_a_choice_and_the_place_is_kept() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").tap("choice-strengths").say("bread").way(Constant::Stop);
    assert!(chat.said("stop-kept"));
    chat.event(Event::Start { code: None });
    assert_eq!(chat.keys(), ["hello"]);
    chat.tap("choice-go-on-there");
    assert_eq!(chat.place(), "first-contact/strengths");
    assert!(matches!(chat.state.asked, Asked::Listening { said: true, .. }));
}

#[test]
fn p6_words_after_a_stop_are_kept_where_the_person_was() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").tap("choice-people").say("my dog").way(Constant::Stop).say("and my nan");
    assert!(chat.state.overlay.is_none());
    assert!(matches!(&chat.last[..], [Effect::Keep { part, .. }, ..] if part == "people"));
}

#[test]
fn an_old_button_is_answered_gently_and_shows_the_present_question() {
    let mut chat = Chat::begun();
    let old = chat.buttons()[0].press.clone();
    chat.tap("choice-tell").press(old);
    assert!(matches!(&chat.last[0], Effect::Ack(Some(notice)) if notice.key == "notice-old-button"));
    assert!(chat.said("tell-ask"));
    chat.press(Press::Unknown);
    assert!(chat.said("tell-ask"));
}

#[test]
fn a_typed_word_acts_when_it_is_the_whole_message_and_can_still_be_kept() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").say("I could do with some help");
    assert!(chat.state.overlay.is_none());
    chat.say("Help");
    assert_eq!(chat.state.overlay, Some(Overlay::Help { page: 0 }));
    chat.tap("choice-keep-typed");
    assert!(
        matches!(&chat.last[..], [Effect::Keep { part, fragment, .. }, ..] if part == "story" && fragment.content.words().unwrap().as_str() == "Help")
    );
    assert!(chat.state.overlay.is_none());
}

#[test]
fn p11_a_typed_word_that_is_edited_is_kept_as_it_was_last_edited() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").say("I write").say("Help");
    let (message, at) = (chat.message, chat.now);
    for (words, seconds) in [("Help me write", 9), ("Help!", 3)] {
        let edited_at = at + chrono::TimeDelta::seconds(seconds);
        chat.event(Event::Edited { message, edited_at, words: Words::new(words), kept: None });
    }
    chat.tap("choice-keep-typed");
    let kept = chat
        .last
        .iter()
        .find_map(|effect| if let Effect::Keep { fragment, .. } = effect { Some(fragment) } else { None });
    assert_eq!(
        kept.unwrap().content.words().unwrap().as_str(),
        "Help me write",
        "the later edit, not the one that came last"
    );
}

#[test]
fn p9_a_voice_note_is_kept_and_told_once_that_nobody_can_hear_it_yet() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").voice();
    assert!(chat.said("media-kept") && chat.state.told.contains(&Told::Media));
    chat.voice();
    assert!(!chat.said("media-kept"));
}

#[test]
fn p16_browsing_keeps_nothing_and_asks_nothing() {
    let mut chat = Chat::begun();
    chat.tap("choice-look").tap("choice-visit").tap("choice-list").tap("choice-goes-on");
    let listing = chat.buttons()[0].press.clone();
    chat.press(listing);
    assert!(chat.state.drafts.is_empty());
    assert!(chat.keys().iter().filter(|key| *key == "listing-line").count() == 8);
}
