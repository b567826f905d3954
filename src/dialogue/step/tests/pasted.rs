//! Details of somebody else that were pasted in: out of the draft until the person chooses, asked about once, and gone if they go on.

use super::chat::Chat;
use crate::buttons::Constant;
use crate::dialogue::{Asked, Effect, Event, Overlay};
use crate::safety::Rules;
use crate::story::{Content as Held, FileRef, Purpose, Words};

const RECORD: &str = "Iris Brown DOB 12/03/1984, isolated since June";

fn keeps(chat: &Chat) -> Vec<String> {
    let kept = chat.last.iter().filter_map(|effect| {
        let Effect::Keep { fragment, .. } = effect else { return None };
        fragment.content.words().map(|words| words.as_str().to_owned())
    });
    kept.collect()
}

fn telling() -> Chat {
    let mut chat = Chat::begun();
    chat.tap("choice-tell");
    chat
}

#[test]
fn p13_pasted_details_are_in_no_draft_before_the_person_has_chosen() {
    let mut chat = telling();
    chat.say(RECORD);
    assert_eq!(chat.keys(), ["pasted-ask"]);
    assert!(keeps(&chat).is_empty() && chat.state.drafts.is_empty() && !chat.last.contains(&Effect::Mark));
    assert!(!format!("{:?}", chat.state).contains("Iris"), "P28");
    chat.tap("choice-leave-it-out");
    assert!(chat.state.held.is_none() && chat.state.drafts.is_empty());
    assert_eq!(chat.place(), "first-contact/tell");
    assert!(chat.said("tell-ask"), "the question is there again");
}

#[test]
fn p11_what_is_kept_after_all_is_kept_as_it_was_written_and_where_it_was_written() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").tap("choice-strengths").say(RECORD).tap("choice-keep-it");
    assert_eq!(keeps(&chat), [RECORD]);
    assert!(chat.state.draft(Purpose::Story).has("strengths") && chat.state.held.is_none());
    // Under *A person* they were words for the note.
    let mut chat = Chat::begun();
    chat.way(Constant::Person).say(RECORD).tap("choice-keep-it");
    assert_eq!(keeps(&chat), [RECORD]);
    assert!(chat.state.draft(Purpose::Note).would_send() && !chat.state.drafts.contains_key(&Purpose::Story));
}

#[test]
fn p2_nobody_is_asked_twice() {
    let mut chat = telling();
    chat.say(RECORD);
    // More of the same goes with the one answer, and is not asked about anew.
    chat.say("and her sister, born 01/02/1990");
    assert!(chat.says().is_empty() && keeps(&chat).is_empty());
    chat.tap("choice-keep-it");
    assert_eq!(keeps(&chat).len(), 2);
    // Whoever has kept such words once is not asked at every mention.
    chat.say("my client likes gardens");
    assert!(chat.says().is_empty());
    assert_eq!(keeps(&chat), ["my client likes gardens"]);
}

#[test]
fn p4_words_beside_the_question_are_kept_and_after_two_quiet_moments_the_rest_is_left_out() {
    let mut chat = telling();
    chat.say("first").say(RECORD).say("she would like company");
    assert_eq!(keeps(&chat), ["she would like company"]);
    assert!(chat.last.contains(&Effect::Mark) && matches!(chat.state.overlay, Some(Overlay::Pasted { .. })));
    chat.quiet();
    assert!(chat.said("pasted-ask"), "the question is put at the bottom");
    chat.say("on Tuesdays").quiet();
    assert!(chat.said("quiet") && chat.state.held.is_none() && chat.state.overlay.is_none());
    assert_eq!(chat.state.asked, Asked::Listening { said: true, prompted: true });
}

#[test]
fn whoever_goes_on_to_something_else_has_left_it_out() {
    let mut chat = telling();
    chat.say(RECORD).say("/more");
    assert!(chat.state.held.is_none());
    // But a look at something else loses nothing.
    let mut chat = telling();
    chat.say(RECORD).way(Constant::Help).tap("choice-keep-writing");
    assert_eq!(chat.keys(), ["pasted-ask"]);
    chat.way(Constant::Stop).tap("choice-go-on").tap("choice-keep-it");
    assert_eq!(keeps(&chat), [RECORD]);
}

#[test]
fn an_edit_that_takes_the_details_out_keeps_the_rest() {
    let mut chat = telling();
    chat.say(RECORD);
    let edit = |chat: &Chat, words: &str| Event::Edited {
        message: chat.message,
        edited_at: chat.now,
        words: Words::new(words),
        kept: None,
    };
    chat.event(edit(&chat, "Iris Brown DOB 12/03/84"));
    assert!(keeps(&chat).is_empty() && chat.state.held.is_some());
    chat.event(edit(&chat, "somebody who is isolated"));
    assert_eq!(keeps(&chat), ["somebody who is isolated"]);
    assert!(chat.state.held.is_none() && chat.state.overlay.is_none());
}

#[test]
fn p21_words_about_danger_come_first_and_are_asked_about_after_that() {
    let mut chat = telling();
    std::sync::Arc::make_mut(&mut chat.content).rules = Rules::Probe("PROBE");
    chat.say("my client PROBE");
    assert!(chat.says()[0].urgent && keeps(&chat).is_empty());
    // Writing on is no answer to a question that was not put yet.
    chat.say("please").quiet();
    assert!(chat.said("pasted-ask"));
    chat.tap("choice-keep-it");
    assert_eq!(keeps(&chat), ["my client PROBE"]);
}

#[test]
fn p17_somebody_who_never_pressed_start_meets_the_welcome_first() {
    let mut chat = Chat::new();
    chat.say(RECORD);
    assert!(chat.said("welcome-limits") && chat.keys().last().is_some_and(|key| key == "pasted-ask"));
}

#[test]
fn captions_are_looked_at_and_pages_that_keep_nothing_ask_nothing() {
    let mut chat = telling();
    let content = Held::Picture { file: FileRef("f".into()), caption: Some(Words::new("NHS 943 476 5919")) };
    chat.event(Event::Said { message: 9, sent_at: chat.now, content });
    assert!(chat.said("pasted-ask"));
    let mut chat = Chat::begun();
    chat.tap("choice-other").tap("choice-my-work").say(RECORD);
    assert_eq!(chat.keys(), ["not-kept"]);
}
