//! What each kind of update means, from hand-written JSON in the shapes of the Bot API.
//!
//! Not here: polling (`telegram_run`).

use ajar::buttons::{Constant, Press};
use ajar::dialogue::{Event, OtherKind};
use ajar::story::{Content, FileRef, Words};
use ajar::telegram::inbound::{Inbound, Me, read};
use serde_json::{Value, json};

const KATE: i64 = 5_000_000_001;

fn me() -> Me {
    Me { id: 12345, username: "Ajar_Bot".into() }
}

fn meaning(update: &Value) -> Inbound {
    read(update, &me()).expect("it has a number")
}

/// The event of a private update, with the chat and the language checked.
fn event(update: &Value) -> Event {
    let Inbound::Take(incoming) = meaning(update) else { panic!("an event was expected of {update}") };
    assert_eq!((incoming.update, incoming.chat, incoming.language.as_deref()), (Some(9), KATE, Some("pl")));
    incoming.event
}

fn kate() -> Value {
    json!({"id": KATE, "is_bot": false, "first_name": "Kate", "last_name": "Smith", "username": "kate", "language_code": "pl"})
}

fn private() -> Value {
    json!({"id": KATE, "type": "private", "first_name": "Kate", "username": "kate"})
}

/// An update of `kind` with Kate's message that holds `content`.
fn message(kind: &str, content: &Value) -> Value {
    let mut body = json!({"message_id": 41, "from": kate(), "chat": private(), "date": 1_800_000_000});
    body.as_object_mut().unwrap().extend(content.as_object().unwrap().clone());
    json!({"update_id": 9, kind: body})
}

fn said(content: &Value) -> Event {
    event(&message("message", content))
}

fn kept(content: &Value) -> Content {
    let Event::Said { message: 41, sent_at, content } = said(content) else {
        panic!("words were expected of {content}")
    };
    assert_eq!(sent_at.timestamp(), 1_800_000_000);
    content
}

#[test]
fn p11_words_come_through_byte_for_byte() {
    for words in
        [" hiya \n\n aye  ", "مَرْحَبًا", "/help", "/mywords please", "a /start", "/help@another_bot", "user@example.org"]
    {
        assert_eq!(kept(&json!({"text": words})), Content::Text(Words::new(words)), "{words}");
    }
}

#[test]
fn p11_words_come_through_beside_things_that_nobody_knows_yet() {
    let novel = json!({"text": "tomorrow at five", "entities": [{"type": "not_invented_yet", "offset": 0, "length": 8}],
        "reply_to_message": {"strange": true}, "forward_origin": {"type": "novel"}, "effect_id": 7});
    assert_eq!(kept(&novel), Content::Text(Words::new("tomorrow at five")));
}

#[test]
fn a_command_loses_our_own_name_only() {
    assert_eq!(kept(&json!({"text": "/help@ajar_bot"})), Content::Text(Words::new("/help")));
    assert_eq!(kept(&json!({"text": "/help@AJAR_BOT now"})), Content::Text(Words::new("/help now")));
}

#[test]
fn start_carries_its_code_as_it_came() {
    let start = |text: &str| said(&json!({"text": text}));
    assert_eq!(start("/start"), Event::Start { code: None });
    assert_eq!(start("/start gp-seaton"), Event::Start { code: Some("gp-seaton".into()) });
    assert_eq!(start("/start@ajar_bot  x! y "), Event::Start { code: Some("x! y".into()) });
    assert!(matches!(start("/started"), Event::Said { .. }));
}

#[test]
fn p9_voice_notes_and_pictures_are_references() {
    let voice = json!({"voice": {"file_id": "V", "file_unique_id": "u", "duration": 7}, "caption": "listen"});
    assert_eq!(
        kept(&voice),
        Content::Voice { file: FileRef("V".into()), seconds: 7, caption: Some(Words::new("listen")) }
    );
    let photo = json!({"photo": [{"file_id": "S", "width": 90, "height": 60}, {"file_id": "L", "width": 900, "height": 600},
        {"file_id": "M", "width": 320, "height": 240}]});
    assert_eq!(kept(&photo), Content::Picture { file: FileRef("L".into()), caption: None });
}

#[test]
fn other_kinds_are_told_apart() {
    let kinds = [
        ("sticker", OtherKind::Sticker),
        ("dice", OtherKind::Sticker),
        ("game", OtherKind::Sticker),
        ("document", OtherKind::Document),
        ("video", OtherKind::Video),
        ("video_note", OtherKind::Video),
        ("audio", OtherKind::Audio),
        ("poll", OtherKind::Poll),
        ("location", OtherKind::Location),
        ("contact", OtherKind::Contact),
        ("story", OtherKind::Else),
        ("not_invented_yet", OtherKind::Else),
    ];
    for (name, kind) in kinds {
        assert_eq!(said(&json!({name: {"file_id": "F"}})), Event::OtherKind { message: 41, kind }, "{name}");
    }
    let two = |a: &str, b: &str| said(&json!({a: {"file_id": "F"}, b: {"file_id": "F"}}));
    assert_eq!(two("animation", "document"), Event::OtherKind { message: 41, kind: OtherKind::Video });
    assert_eq!(two("venue", "location"), Event::OtherKind { message: 41, kind: OtherKind::Location });
}

#[test]
fn what_is_not_as_it_should_be_is_still_met() {
    for broken in [json!({"text": 5}), json!({"text": ""}), json!({"photo": []}), json!({"photo": "x"}), json!({})] {
        assert!(matches!(said(&broken), Event::OtherKind { kind: OtherKind::Else, .. }), "{broken}");
    }
    assert!(matches!(said(&json!({"voice": {"duration": 3}})), Event::OtherKind { kind: OtherKind::Audio, .. }));
}

#[test]
fn p21_words_under_any_file_reach_the_screening() {
    let video = json!({"video": {"file_id": "F"}, "caption": "read this"});
    assert_eq!(kept(&video), Content::Text(Words::new("read this")));
}

#[test]
fn p11_an_edit_carries_the_words_as_they_are_now() {
    let edit = |content: Value| event(&message("edited_message", &content));
    let Event::Edited { message: 41, edited_at, words, kept: None } =
        edit(json!({"text": "new", "edit_date": 1_800_000_060}))
    else {
        panic!()
    };
    assert_eq!((edited_at.timestamp(), words.as_str()), (1_800_000_060, "new"));
    let Event::Edited { words, .. } = edit(json!({"voice": {}, "caption": "c", "edit_date": 1_800_000_060})) else {
        panic!()
    };
    assert_eq!(words.as_str(), "c");
    let Event::Edited { words, .. } = edit(json!({"photo": [], "edit_date": 1_800_000_060})) else { panic!() };
    assert_eq!(words.as_str(), "", "a caption that was taken away");
    let moving = message("edited_message", &json!({"location": {"latitude": 1, "longitude": 2}}));
    assert!(matches!(meaning(&moving), Inbound::Ignore { update: 9 }));
}

#[test]
fn a_press_is_read_with_and_without_its_message() {
    let press = |extra: Value| {
        let mut query = json!({"id": "77", "from": kate(), "chat_instance": "1", "data": "k:help"});
        query.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        event(&json!({"update_id": 9, "callback_query": query}))
    };
    let help = Event::Pressed { query: "77".into(), press: Press::Constant(Constant::Help) };
    assert_eq!(press(json!({"message": {"message_id": 5, "date": 1, "chat": private(), "text": "x"}})), help);
    assert_eq!(press(json!({"message": {"message_id": 5, "date": 0, "chat": private()}})), help, "inaccessible");
    assert_eq!(press(json!({"inline_message_id": "i"})), help, "missing");
    assert_eq!(press(json!({"data": "junk"})), Event::Pressed { query: "77".into(), press: Press::Unknown });
    assert_eq!(press(json!({"data": null})), Event::Pressed { query: "77".into(), press: Press::Unknown });
}

fn member(chat: &Value, status: &Value) -> Value {
    let change = json!({"chat": chat, "from": kate(), "date": 1, "old_chat_member": {}, "new_chat_member": status});
    json!({"update_id": 9, "my_chat_member": change})
}

#[test]
fn blocking_and_letting_in_again_are_events() {
    assert_eq!(event(&member(&private(), &json!({"status": "kicked", "until_date": 0}))), Event::Blocked);
    assert_eq!(event(&member(&private(), &json!({"status": "member"}))), Event::Unblocked);
}

#[test]
fn groups_are_not_conversations() {
    let group = json!({"id": -100_555, "type": "supergroup", "title": "G"});
    let joined = |update: &Value| {
        let Inbound::Group { update: 9, chat: -100_555, joined } = meaning(update) else { panic!("{update}") };
        joined
    };
    assert!(joined(&member(&group, &json!({"status": "administrator"}))));
    assert!(joined(&member(&group, &json!({"status": "restricted", "is_member": true}))));
    assert!(!joined(&member(&group, &json!({"status": "left"}))));
    assert!(!joined(&member(&group, &json!({"status": "kicked"}))));
    assert!(joined(&message("message", &json!({"chat": group, "text": "/start"}))));
    assert!(joined(&message("edited_message", &json!({"chat": group, "text": "x"}))));
    let query = json!({"id": "77", "from": kate(), "message": {"message_id": 1, "chat": group}, "data": "k:help"});
    assert!(joined(&json!({"update_id": 9, "callback_query": query})));
}

#[test]
fn service_messages_and_other_bots_are_ignored() {
    for name in ["pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "chat_background_set"] {
        let update = message("message", &json!({name: {"text": "x"}}));
        assert!(matches!(meaning(&update), Inbound::Ignore { update: 9 }), "{name}");
    }
    let bot = json!({"id": 3, "is_bot": true, "first_name": "B"});
    assert!(matches!(meaning(&message("message", &json!({"from": bot, "text": "x"}))), Inbound::Ignore { update: 9 }));
}

#[test]
fn p28_what_is_unknown_is_told_by_kind_length_and_hash_only() {
    let update = json!({"update_id": 9, "novelty": {"secret": "words"}});
    let Inbound::Odd { update: 9, kind, length, hash } = meaning(&update) else { panic!() };
    assert_eq!((kind.as_str(), length, hash.len()), ("novelty", update.to_string().len(), 16));
    let Inbound::Odd { kind, .. } = meaning(&json!({"update_id": 9, "Secret Words": 1})) else { panic!() };
    assert_eq!(kind, "unreadable");
}

#[test]
fn malformed_updates_are_odd_and_never_an_error() {
    let broken = [
        json!({"update_id": 9}),
        json!({"update_id": 9, "message": null}),
        json!({"update_id": 9, "message": [1, 2]}),
        json!({"update_id": 9, "message": {"text": "no chat"}}),
        json!({"update_id": 9, "message": {"chat": {"id": "x", "type": "private"}, "text": "x"}}),
        json!({"update_id": 9, "message": {"chat": private(), "text": "no sender"}}),
        json!({"update_id": 9, "callback_query": {"from": kate(), "data": "no id"}}),
        json!({"update_id": 9, "my_chat_member": {"chat": private()}}),
        message("message", &json!({"date": i64::MAX, "text": "x"})),
    ];
    for update in broken {
        assert!(matches!(meaning(&update), Inbound::Odd { update: 9, .. }), "{update}");
    }
    for nothing in [json!(null), json!([]), json!({"message": {}}), json!({"update_id": "9"})] {
        assert!(read(&nothing, &me()).is_none(), "{nothing}");
    }
}

/// Why `inbound` reads fields by itself: the library's own type loses a whole message for one novelty in it.
#[test]
fn p11_the_librarys_message_type_would_lose_words() {
    let update = message(
        "message",
        &json!({"text": "hi", "entities": [{"type": "not_invented_yet", "offset": 0, "length": 1}]}),
    );
    let read: teloxide::types::Update = serde_json::from_value(update).unwrap();
    assert!(matches!(read.kind, teloxide::types::UpdateKind::Error(_)));
}
