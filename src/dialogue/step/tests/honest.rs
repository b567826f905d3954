//! Honesty: only reviewed words, limits told before anything is kept, help from the register, and nothing that measures a person.

use std::collections::BTreeSet;

use super::chat::{Chat, content, facts, words};
use super::walk::reached;
use crate::buttons::{Constant, Press};
use crate::dialogue::{Arg, Effect, Event, Message, Nation, OtherKind, Text, Told};
use crate::story::Purpose;

/// A message and those within it.
fn with_inner(message: &Message) -> Vec<&Message> {
    let inner =
        message.args.iter().filter_map(|(_, arg)| if let Arg::Message(inner) = arg { Some(&**inner) } else { None });
    std::iter::once(message).chain(inner.flat_map(with_inner)).collect()
}

/// Every message that a turn orders: texts, labels, notices, kept choices.
fn messages(chat: &Chat) -> Vec<&Message> {
    fn of(effect: &Effect) -> Vec<&Message> {
        if let Effect::Say(say) = effect {
            let texts = say.text.iter();
            let texts = texts.filter_map(|text| if let Text::Message(message) = text { Some(message) } else { None });
            texts.chain(say.choices.iter().map(|choice| &choice.label)).collect()
        } else if let Effect::Ack(Some(message)) | Effect::KeepChoice { label: message, .. } = effect {
            vec![message]
        } else {
            vec![]
        }
    }
    chat.last.iter().flat_map(of).flat_map(with_inner).collect()
}

/// Every fact that the engine may put into a sentence: names, numbers, codes.
fn known_facts() -> BTreeSet<String> {
    let (facts, content) = (facts(), content());
    let rows = content.helplines.helpline.iter().flat_map(|row| row.facts().into_iter().map(|(_, fact)| fact));
    let names = content.listings.iter().map(|listing| listing.name.clone());
    let languages = content.locales.iter().map(|(_, name)| name.clone());
    rows.chain(names).chain(languages).chain([facts.name, facts.phone, "gp-seaton".into()]).collect()
}

#[test]
fn p19_everything_said_in_every_state_is_a_reviewed_message_filled_with_facts() {
    let known = known_facts();
    let mut said = BTreeSet::new();
    for chat in reached(true) {
        for message in messages(&chat) {
            assert!(words().has("en-GB", &message.key), "no reviewed message {}", message.key);
            said.insert(message.key.clone());
            for (name, arg) in &message.args {
                if let Arg::Fact(fact) = arg {
                    assert!(known.contains(fact), "{name} of {} is {fact:?}", message.key);
                }
            }
        }
    }
    assert!(said.len() > 120, "the walk meets {} messages only", said.len());
}

#[test]
fn p19_no_field_of_a_register_is_a_sentence() {
    let content = content();
    let rows = content.helplines.helpline.iter().flat_map(|row| row.facts());
    let facts: Vec<String> =
        rows.map(|(_, fact)| fact).chain(content.listings.iter().map(|listing| listing.name.clone())).collect();
    for fact in facts {
        assert!(
            fact.split_whitespace().count() <= 7 && !fact.ends_with(['.', '?', ':']),
            "{fact:?} reads like a sentence"
        );
    }
}

/// Every way in which somebody who never pressed Start may begin.
fn beginnings() -> Vec<Chat> {
    let old = Press::Choice { nonce: 9, place: "first-contact/welcome".into(), choice: "tell".into() };
    let acts: [&dyn Fn(&mut Chat); 9] = [
        &|_| (),
        &|chat| chat.press(old.clone()).done(),
        &|chat| chat.way(Constant::Help).done(),
        &|chat| chat.say("/person").done(),
        &|chat| chat.say("/more").done(),
        &|chat| chat.say("stop").done(),
        &|chat| chat.event(Event::OtherKind { message: 1, kind: OtherKind::Sticker }).done(),
        &|chat| chat.say("/start").done(),
        &|chat| chat.event(Event::Start { code: Some("gp-seaton".into()) }).done(),
    ];
    let begin = |act: &&dyn Fn(&mut Chat)| {
        let mut chat = Chat::new();
        act(&mut chat);
        chat
    };
    acts.iter().map(begin).collect()
}

#[test]
fn p20_the_limits_stand_before_or_with_the_first_kept_word_on_every_way_to_one() {
    let kinds: [fn(&mut Chat); 2] = [|chat| chat.say("hello there").done(), |chat| chat.voice().done()];
    for beginning in beginnings() {
        for keep in kinds {
            let mut chat = beginning.fork();
            let before = chat.state.told.contains(&Told::Limits);
            assert!(before || chat.state.drafts.is_empty(), "nothing is kept before");
            keep(&mut chat);
            assert!(chat.last.iter().any(|effect| matches!(effect, Effect::Keep { .. })));
            assert!(
                before || chat.keys().starts_with(&["welcome".into(), "welcome-limits".into()]),
                "{:?}",
                chat.keys()
            );
            chat.say("and more");
            assert!(!chat.said("welcome-limits"), "once");
        }
    }
}

#[test]
fn p20_somebody_who_asks_for_a_person_first_meets_the_limits_before_anything_can_be_sent() {
    let mut chat = Chat::new();
    chat.say("/person").tap("choice-please-write");
    assert!(chat.said("welcome-limits") && chat.said("would-be-sent"));
    assert!(chat.buttons().iter().any(|choice| choice.label.key == "choice-send"));
}

#[test]
fn p17_somebody_who_forgot_everything_and_just_writes_meets_the_welcome_again() {
    let mut chat = Chat::begun();
    chat.say("words").say("/forget").tap("choice-forget").say("me again");
    assert_eq!(chat.keys().first().map(String::as_str), Some("welcome"));
}

#[test]
fn p22_the_state_holds_no_field_that_measures_a_person() {
    let mut names = BTreeSet::new();
    for chat in reached(true) {
        fields(&serde_json::to_value(&chat.state).unwrap(), &mut names);
    }
    assert!(names.contains("drafts") && names.contains("place"));
    for name in names {
        let measures =
            ["level", "score", "risk", "colour", "color", "rank", "priority", "severity", "concern", "flag", "danger"];
        assert!(!measures.iter().any(|word| name.contains(word)), "{name}");
    }
}

fn fields(value: &serde_json::Value, names: &mut BTreeSet<String>) {
    for (name, inner) in value.as_object().into_iter().flatten() {
        names.insert(name.clone());
        fields(inner, names);
    }
    value.as_array().into_iter().flatten().for_each(|inner| fields(inner, names));
}

#[test]
fn p24_every_helpline_that_is_ever_shown_stands_in_the_register() {
    let rows: BTreeSet<String> = content().helplines.helpline.iter().map(|row| row.key()).collect();
    let here = content().helplines.helpline.into_iter().filter(|row| row.is_in(Nation::England));
    let here: BTreeSet<String> = here.map(|row| row.key()).collect();
    let mut shown = BTreeSet::new();
    for chat in reached(true) {
        for key in messages(&chat).into_iter().map(|message| &message.key).filter(|key| key.starts_with("helpline-")) {
            assert!(rows.contains(key) || key == "helpline-closed", "{key} is in no register");
            shown.insert(key.clone());
        }
    }
    assert!(shown.is_superset(&here), "some rows are never shown: {:?}", here.difference(&shown));
}

#[test]
fn p37_every_listing_answers_every_question_or_says_that_it_is_not_known_yet() {
    let mut chat = Chat::begun();
    chat.tap("choice-look").tap("choice-goes-on");
    for listing in &content().listings {
        let mut page = chat.fork();
        let press = page
            .buttons()
            .into_iter()
            .find(|choice| format!("{:?}", choice.label).contains(&listing.name))
            .unwrap()
            .press;
        page.press(press);
        let keys: Vec<String> = messages(&page).into_iter().map(|message| message.key.clone()).collect();
        for question in crate::directory::Question::ALL {
            assert!(
                keys.contains(&format!("ask-{}", question.as_str())),
                "{} is not asked of {}",
                question.as_str(),
                listing.id
            );
        }
        let unknown = keys.iter().filter(|key| *key == "answer-unknown").count();
        assert_eq!(unknown + listing.known.len(), crate::directory::Question::ALL.len());
        assert!(keys.iter().any(|key| key.starts_with("listing-checked") || key == "listing-unchecked"));
    }
}

#[test]
fn p30_a_complaint_goes_to_the_named_persons_queue_and_to_no_other() {
    let mut chat = Chat::begun();
    chat.say("my story");
    chat.say("/more").tap("choice-who").tap("choice-complain").tap("choice-complain-here").say("nobody rang").quiet();
    if !chat.buttons().iter().any(|choice| choice.label.key == "choice-send") {
        chat.tap("choice-done");
    }
    chat.tap("choice-send");
    let referred: Vec<_> = chat
        .last
        .iter()
        .filter_map(
            |effect| if let Effect::Refer { purpose, queue, .. } = effect { Some((*purpose, *queue)) } else { None },
        )
        .collect();
    assert_eq!(referred, [(Purpose::Complaint, crate::referral::Queue::Complaints)]);
}
