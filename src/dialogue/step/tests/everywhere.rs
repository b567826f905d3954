//! Danger in every state of every dialogue, in every area, in a text, a caption and an edit: ways to a human are the first bubble of that
//! same turn, *Keep writing* returns exactly, and the story keeps its words.

use std::sync::Arc;

use super::chat::{Chat, content};
use super::walk::reached;
use crate::dialogue::{Content, Effect, Event, Kept, Overlay, Say, Text};
use crate::safety::{Area, Level, Rules, screen};
use crate::story::{Content as Held, FileRef, Words};

/// A way of saying for each area.
const PHRASES: [(Area, &str); 10] = [
    (Area::Suicide, "I'm going to kill myself tonight"),
    (Area::SelfHarm, "I keep cutting my arms"),
    (Area::DomesticAbuse, "my husband hits me and takes my phone"),
    (Area::SexualViolence, "I was raped last night"),
    (Area::Child, "I am scared he will hurt the kids again"),
    (Area::Medical, "my dad has collapsed and is not breathing"),
    (Area::HarmOthers, "I am going to stab my boss tonight"),
    (Area::Exploitation, "they make me sell drugs for them and I can't get out"),
    (Area::Frightening, "the voices are telling me to jump off the roof"),
    (Area::Eating, "I make myself sick after every meal"),
];

fn shipped() -> Content {
    let rules = include_str!("../../../../dialogues/safety/en.toml");
    Content { rules: Rules::compile(&[toml::from_str(rules).unwrap()]).unwrap(), ..content() }
}

/// The ways in which words come, here.
fn events(chat: &Chat, words: &str) -> [Event; 3] {
    let (message, sent_at) = (chat.message + 1, chat.now);
    let words = || Words::new(words);
    let kept = chat.state.drafts.iter().find_map(|(purpose, draft)| {
        let part = draft.parts.last()?.part.clone();
        Some(Kept { purpose: *purpose, part, changes: true })
    });
    let picture = Held::Picture { file: FileRef("f".into()), caption: Some(words()) };
    [
        Event::Said { message, sent_at, content: Held::Text(words()) },
        Event::Said { message, sent_at, content: picture },
        Event::Edited { message: chat.message, edited_at: sent_at, words: words(), kept },
    ]
}

/// What a turn does with words.
fn words_of(chat: &Chat) -> Vec<Effect> {
    let about_words = |effect: &&Effect| {
        matches!(effect, Effect::Keep { .. } | Effect::PassOn(_) | Effect::Amend | Effect::RemovePart { .. })
    };
    chat.last.iter().filter(about_words).cloned().collect()
}

fn ways_to_a_human(say: &Say) -> usize {
    let row = |text: &&Text| matches!(text, Text::Message(message) if message.key.starts_with("helpline-"));
    say.text.iter().filter(row).count()
}

/// Holds one turn; what it is about stands in `at`.
fn hold(mut chat: Chat, mut without: Chat, event: &Event, at: &str) {
    chat.event(event.clone());
    let first = chat.says().first().map(|say| (say.urgent, ways_to_a_human(say)));
    assert!(matches!(first, Some((true, 1..=4))), "P21: {first:?} {at}");
    assert!(!chat.last.contains(&Effect::Mark), "P4: a mark {at}");
    assert!(!chat.last.iter().any(|effect| matches!(effect, Effect::Refer { .. })), "P13: sent {at}");
    without.event(event.clone());
    assert_eq!(words_of(&chat), words_of(&without), "P11: the words {at}");
    chat.tap("choice-keep-writing");
    assert_eq!((&chat.state.place, &chat.state.overlay), (&without.state.place, &None), "P21: back {at}");
    let outlines = |chat: &Chat| {
        let drafts = chat.state.drafts.iter();
        // A part that says that help was shown stands there only with the rules.
        let own = drafts.map(|(purpose, draft)| {
            (
                *purpose,
                draft.parts.iter().filter(|part| !part.part.ends_with("help-shown")).cloned().collect::<Vec<_>>(),
            )
        });
        own.collect::<Vec<_>>()
    };
    assert_eq!(outlines(&chat), outlines(&without), "P11: the drafts {at}");
    if without.state.overlay.is_none() {
        assert_eq!(chat.state.asked, without.state.asked, "P21: what was asked {at}");
    }
}

#[test]
fn p21_danger_in_every_state_and_every_area_is_answered_first_and_nothing_is_lost() {
    let content = Arc::new(shipped());
    for (area, words) in PHRASES {
        let found = screen(&content.rules, words).map(|concern| (concern.level >= Level::Concern, concern.area));
        assert_eq!(found, Some((true, Some(area))), "{words}");
    }
    let (mut turns, mut states) = (0, 0);
    for chat in reached(false) {
        states += 1;
        let mut danger = chat.fork();
        danger.content = content.clone();
        for (area, words) in PHRASES {
            for (how, event) in ["text", "caption", "edit"].into_iter().zip(events(&chat, words)) {
                let over = chat.state.overlay.as_ref().map_or("", Overlay::name);
                let at = format!("{how} about {} at {} {over} {:?}", area.as_str(), chat.place(), chat.state.asked);
                hold(danger.fork(), chat.fork(), &event, &at);
                turns += 1;
            }
        }
    }
    assert!(states > 150 && turns == states * 30, "{turns} turns in {states} states");
    println!("{turns} turns in {states} states");
}
