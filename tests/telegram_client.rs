//! The client against a strict stand-in: every way in which a call can fail is told apart.
//!
//! Not here: what follows from a failure (`src/telegram/refusal.rs`).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "the stand-in serves other tests as well")]
#[path = "support/telegram.rs"]
mod telegram;

use std::time::Duration;

use ajar::store::outgoing::Outgoing;
use ajar::telegram::client::{Client, Token};
use ajar::telegram::outbound::{Dress, calls, sent_message};
use ajar::telegram::profile::{self, Page};
use ajar::telegram::{Call, CallError};
use serde_json::json;
use telegram::{Fault, TOKEN, Telegram};

const KATE: i64 = 5_000_000_001;

async fn chat() -> (Telegram, Client) {
    let telegram = Telegram::start().await;
    telegram.open(KATE);
    let client = Client::new(telegram.address(), &Token::new(TOKEN).unwrap()).unwrap();
    (telegram, client.with_time_out(Duration::from_millis(400)))
}

fn hello() -> Call {
    let bubble = Outgoing::Bubble { text: "hello".into(), rows: vec![] };
    calls(KATE, &bubble, Dress::default()).remove(0)
}

#[tokio::test]
async fn a_bubble_arrives_and_tells_its_number() {
    let (telegram, client) = chat().await;
    let result = client.call(&hello()).await.unwrap();
    assert_eq!(sent_message(&result), Some(telegram.screen(KATE)[0].id));
    assert_eq!(telegram.texts(KATE), ["hello"]);
}

#[tokio::test]
async fn a_refusal_is_known_to_have_had_no_effect() {
    let (telegram, client) = chat().await;
    telegram.fail("sendMessage", Fault::TooMany(7));
    let error = client.call(&hello()).await.unwrap_err();
    assert!(
        matches!(error, CallError::Refused { code: 429, retry_after: Some(wait), .. } if wait == Duration::from_secs(7))
    );
    telegram.block(KATE);
    let error = client.call(&hello()).await.unwrap_err();
    assert_eq!((error.code(), error.is_uncertain()), (Some(403), false));
    assert!(telegram.texts(KATE).is_empty());
}

#[tokio::test]
async fn p31_what_may_have_arrived_is_told_apart_from_what_has_not() {
    let (telegram, client) = chat().await;
    for fault in [Fault::Server(500), Fault::Server(502), Fault::ResetBefore, Fault::Answer("<html>".into())] {
        telegram.fail("sendMessage", fault.clone());
        assert!(client.call(&hello()).await.unwrap_err().is_uncertain(), "{fault:?}");
    }
    assert!(telegram.texts(KATE).is_empty());
    telegram.fail("sendMessage", Fault::ResetAfter);
    assert!(client.call(&hello()).await.unwrap_err().is_uncertain());
    telegram.fail("sendMessage", Fault::Slow(Duration::from_secs(2)));
    assert_eq!(client.call(&hello()).await.unwrap_err(), CallError::Lost("no answer in time"));
    assert_eq!(telegram.texts(KATE).len(), 2, "these two did arrive");
    let nobody = Client::new("http://127.0.0.1:1", &Token::new(TOKEN).unwrap()).unwrap();
    assert_eq!(nobody.call(&hello()).await.unwrap_err(), CallError::Unsent("no connection could be made"));
}

#[tokio::test]
async fn p28_no_error_holds_the_token_or_the_words() {
    let (telegram, client) = chat().await;
    let wrong = Client::new(telegram.address(), &Token::new("777:WRONGSECRET").unwrap()).unwrap();
    let nobody = Client::new("http://127.0.0.1:1", &Token::new("777:WRONGSECRET").unwrap()).unwrap();
    telegram.fail("sendMessage", Fault::ResetBefore);
    telegram.fail("sendMessage", Fault::Refuse(400, "Bad Request: can't use 'hello' here"));
    for client in [&wrong, &nobody, &client, &client] {
        let error = client.call(&hello()).await.unwrap_err();
        let shown = format!("{error} {error:?} {:?} {client:?}", hello());
        for secret in ["SECRET", "TEST", "777", "hello", &KATE.to_string()] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
    assert_eq!(wrong.call(&hello()).await.unwrap_err().code(), Some(401));
}

#[tokio::test]
async fn a_call_by_hand_goes_the_same_way() {
    let (_telegram, client) = chat().await;
    let me = client.call(&Call::raw("getMe", &json!({}))).await.unwrap();
    assert_eq!(me["username"], "Ajar_Test_Bot");
}

#[tokio::test]
async fn the_stand_in_refuses_what_telegram_refuses() {
    let (telegram, client) = chat().await;
    let message = telegram.write(KATE, "x");
    let refused = [
        ("sendMessage", json!({"chat_id": KATE, "text": " \n"})),
        ("sendMessage", json!({"chat_id": KATE, "text": "é".repeat(4_097)})),
        ("sendMessage", json!({"chat_id": 1, "text": "x"})),
        ("sendMessage", json!({"chat_id": KATE, "text": "x", "novelty": 1})),
        (
            "sendMessage",
            json!({"chat_id": KATE, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "é".repeat(33)}]]}}),
        ),
        (
            "setMessageReaction",
            json!({"chat_id": KATE, "message_id": message, "reaction": [{"type": "emoji", "emoji": "\u{270D}\u{FE0F}"}]}),
        ),
        ("editMessageReplyMarkup", json!({"chat_id": KATE, "message_id": message})),
        ("answerCallbackQuery", json!({"callback_query_id": "never"})),
        ("deleteMessages", json!({"chat_id": KATE, "message_ids": []})),
    ];
    for (method, body) in refused {
        assert_eq!(client.call(&Call::raw(method, &body)).await.unwrap_err().code(), Some(400), "{method}");
    }
    assert_eq!(client.call(&Call::raw("noSuchMethod", &json!({}))).await.unwrap_err().code(), Some(404));
}

#[tokio::test]
async fn the_profile_is_set_once_and_again_only_where_it_differs() {
    let (telegram, client) = chat().await;
    let commands = vec![("help".to_owned(), "Urgent help".to_owned())];
    let page = |locale: &str, short: &str| Page {
        locale: locale.into(),
        description: format!("{locale} description"),
        short: short.into(),
        commands: commands.clone(),
    };
    assert_eq!(profile::apply(&client, &[page("en-GB", "one"), page("cy", "un")]).await, 6);
    assert_eq!(profile::apply(&client, &[page("en-GB", "one"), page("cy", "un")]).await, 0);
    assert_eq!(profile::apply(&client, &[page("en-GB", "one"), page("cy", "dau")]).await, 1);
    telegram.fail("setMyDescription", Fault::Server(500));
    let mut other = page("en-GB", "two");
    other.description = "another".into();
    assert_eq!(profile::apply(&client, &[other]).await, 1, "one fails, the next is set all the same");
}
