//! Whatever is left over from another time is an effect, never an error.

use super::chat::Chat;
use crate::dialogue::{Event, Place, State};

#[test]
fn p32_a_step_that_is_gone_never_locks_anybody_out() {
    let mut chat = Chat::begun();
    chat.say("kept");
    chat.state.place = Place { dialogue: "gone".into(), step: "gone".into() };
    chat.say("more words").quiet();
    assert!(chat.said("would-be-sent"));
}

#[test]
fn a_state_comes_back_from_its_json_as_it_was() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").say("words").quiet();
    let text = serde_json::to_string(&chat.state).unwrap();
    assert_eq!(serde_json::from_str::<State>(&text).unwrap(), chat.state);
}

#[test]
fn p26_after_forget_me_nothing_is_left_in_the_state() {
    let mut chat = Chat::begun();
    chat.say("words").say("/forget").tap("choice-forget");
    assert!(chat.state.drafts.is_empty() && chat.state.told.is_empty());
}

#[test]
fn blocking_keeps_everything_and_cancels_every_stored_time() {
    let mut chat = Chat::begun();
    chat.say("words").event(Event::Blocked);
    assert_eq!(chat.last.len(), 4);
    assert!(!chat.state.drafts.is_empty());
}
