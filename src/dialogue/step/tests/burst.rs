//! Bursts: what is said in two messages is looked at whole, and what is remembered for it goes when the words go.

use std::sync::{Arc, LazyLock};

use chrono::TimeDelta;

use super::chat::Chat;
use crate::buttons::Constant;
use crate::dialogue::Event;
use crate::safety::Rules;
use crate::story::{Content as Held, FileRef, Words};

/// Two messages that say nothing alone.
const FIRST: &str = "I've got all my tablets";
const SECOND: &str = "lined up on the bed";

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    Rules::compile(&[toml::from_str(include_str!("../../../../dialogues/safety/en.toml")).unwrap()]).unwrap()
});

/// A conversation over the shipped English rules.
fn telling() -> Chat {
    let mut chat = Chat::begun();
    Arc::make_mut(&mut chat.content).rules = RULES.clone();
    chat.tap("choice-tell");
    chat
}

fn helped(chat: &Chat) -> bool {
    chat.says().first().is_some_and(|say| say.urgent)
}

#[test]
fn p21_what_is_said_in_two_messages_is_seen() {
    let mut chat = telling();
    assert!(!helped(chat.say(FIRST)));
    assert!(helped(chat.say(SECOND)));
    let mut alone = telling();
    assert!(!helped(alone.say(SECOND)));
}

#[test]
fn p21_a_caption_belongs_to_the_burst_before_and_after_it() {
    let picture = |words: &str| Held::Picture { file: FileRef("f".into()), caption: Some(Words::new(words)) };
    let mut chat = telling();
    let sent_at = chat.now;
    chat.event(Event::Said { message: 101, sent_at, content: picture(FIRST) });
    assert!(helped(chat.event(Event::Said { message: 102, sent_at, content: picture(SECOND) })));
}

#[test]
fn p21_an_edit_is_looked_at_with_the_messages_around_it() {
    let edit = |chat: &Chat, message, words: &str| Event::Edited {
        message,
        edited_at: chat.now,
        words: Words::new(words),
        kept: None,
    };
    let mut chat = telling();
    chat.say(FIRST).say("lovely weather");
    assert!(helped(chat.event(edit(&chat, chat.message, SECOND))));
    // The earlier of the two is edited, and the later one completes it.
    let mut chat = telling();
    chat.say("lovely weather").say(SECOND);
    assert!(helped(chat.event(edit(&chat, chat.message - 1, FIRST))));
}

#[test]
fn p31_messages_that_come_in_the_wrong_order_are_read_in_the_right_one() {
    let mut chat = telling();
    let sent_at = chat.now;
    let said = |message, words: &str| Event::Said { message, sent_at, content: Held::Text(Words::new(words)) };
    assert!(!helped(chat.event(said(202, SECOND))));
    assert!(helped(chat.event(said(201, FIRST))));
}

#[test]
fn p9_a_text_that_the_app_cut_in_two_is_looked_at_as_one() {
    let mut chat = telling();
    let sent_at = chat.now;
    let said = |message, words: &str| Event::Said { message, sent_at, content: Held::Text(Words::new(words)) };
    let long = format!("{}. I am going to ki", "It rained and rained. ".repeat(190));
    assert!(!helped(chat.event(said(201, &long))));
    assert!(helped(chat.event(said(202, "ll myself tonight"))));
}

#[test]
fn p23_words_of_long_ago_are_not_joined_to_new_ones() {
    let mut chat = telling();
    chat.say(FIRST);
    chat.now += TimeDelta::minutes(3);
    assert!(!helped(chat.say(SECOND)));
}

#[test]
fn p23_what_was_answered_is_not_answered_again_by_the_message_after_it() {
    let mut chat = telling();
    assert!(helped(chat.say("I'm going to kill myself")));
    chat.tap("choice-keep-writing");
    assert!(!helped(chat.say("is there a bus on Sunday")));
}

#[test]
fn p26_words_are_remembered_only_while_they_are_kept() {
    let mut chat = telling();
    chat.say("one").say("two");
    assert!(!chat.state.burst.is_empty());
    chat.quiet().tap("choice-done").tap("choice-enough").tap("choice-one-by-one").tap("choice-remove");
    assert!(chat.state.burst.is_empty(), "the part was removed, and its words with it");
    // On a page where words are not kept they are not remembered either.
    let mut chat = Chat::begun();
    chat.tap("choice-other").tap("choice-my-work").say("She is called Iris");
    assert!(chat.state.burst.is_empty());
    // And what was kept fades when nothing more is said.
    let mut chat = telling();
    chat.say("one");
    chat.now += TimeDelta::minutes(3);
    chat.way(Constant::Stop);
    assert!(chat.state.burst.is_empty());
}

#[test]
fn what_is_remembered_is_small_however_much_is_written() {
    let mut chat = telling();
    let empty = serde_json::to_string(&chat.state).unwrap().len();
    for _ in 0..40 {
        chat.say(&"Ľ".repeat(3_000)).say(&"some words ".repeat(400));
    }
    let grown = serde_json::to_string(&chat.state).unwrap().len() - empty;
    assert!(grown < 3_000, "{grown} bytes");
    assert!(!format!("{:?}", chat.state).contains("some words"), "P28");
}
