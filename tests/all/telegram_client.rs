//! The client against a strict stand-in: every way in which a call can fail is told apart.
//!
//! Not here: what follows from a failure (`src/telegram/refusal.rs`).

use std::time::Duration;

use crate::support::telegram::{Fault, TOKEN, Telegram};
use crate::support::wire::{Act, Wire};
use ajar::store::outgoing::Outgoing;
use ajar::telegram::client::{Client, Token};
use ajar::telegram::outbound::{Dress, calls};
use ajar::telegram::profile::{self, Page};
use ajar::telegram::{Call, CallError};
use serde_json::json;

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
    let sent = client.send(&hello()).await.unwrap();
    assert_eq!(sent, Some(telegram.screen(KATE)[0].id));
    assert_eq!(telegram.texts(KATE), ["hello"]);
    let marked = calls(KATE, &Outgoing::Mark { message: sent.unwrap() }, Dress::default()).remove(0);
    assert_eq!(client.send(&marked).await.unwrap(), None, "a mark is no message");
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

async fn line(acts: &[Act]) -> (Wire, Client) {
    let wire = Wire::start(acts).await;
    let client = Client::new(wire.address(), &Token::new(TOKEN).unwrap()).unwrap();
    (wire, client.with_time_out(Duration::from_millis(400)))
}

fn said(text: &str) -> Call {
    calls(KATE, &Outgoing::Bubble { text: text.into(), rows: vec![] }, Dress::default()).remove(0)
}

#[tokio::test]
async fn one_connection_serves_call_after_call_and_none_that_is_to_close() {
    let (wire, client) = line(&[Act::Answer, Act::Answer, Act::AnswerAndSayClose]).await;
    for number in 1..=5 {
        assert_eq!(client.send(&hello()).await, Ok(Some(number)));
    }
    assert_eq!(wire.seen().connections, 2);
    let hello = hello();
    let (a, b) = tokio::join!(client.send(&hello), client.send(&hello));
    assert!(a.is_ok() && b.is_ok());
    assert_eq!(wire.seen().connections, 3, "one more, for two at once");
}

#[tokio::test]
async fn p31_a_connection_that_was_closed_while_idle_costs_nothing() {
    let (wire, client) = line(&[Act::Late(50), Act::Late(50), Act::AnswerAndClose, Act::AnswerAndClose]).await;
    let hello = hello();
    for _ in 0..2 {
        let (a, b) = tokio::join!(client.send(&hello), client.send(&hello));
        assert!(a.is_ok() && b.is_ok());
    }
    // Both connections are closed now; the client has not looked at them since.
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(client.send(&hello).await, Ok(Some(5)));
    assert_eq!((wire.seen().connections, wire.seen().bodies.len()), (3, 5));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p31_a_call_into_a_closing_connection_is_made_once_at_most_and_told_as_what_it_was() {
    let (wire, client) = line(&[Act::AnswerAndCloseSoon; 300]).await;
    let (mut made, mut unsent) = (Vec::new(), Vec::new());
    for number in 0..300 {
        let call = said(&format!("number {number}"));
        match client.send(&call).await {
            Ok(_) => made.push(call.body().to_owned()),
            Err(CallError::Unsent(_)) => unsent.push(call.body().to_owned()),
            Err(error) => assert_eq!(error, CallError::Lost("the connection broke")),
        }
    }
    let seen = wire.seen().bodies;
    let times = |body: &String| seen.iter().filter(|one| *one == body).count();
    assert!(!made.is_empty() && seen.iter().all(|body| times(body) == 1), "twice: {seen:?}");
    assert!(made.iter().all(|body| times(body) == 1) && unsent.iter().all(|body| times(body) == 0));
}

#[tokio::test]
async fn p31_a_connection_that_breaks_once_the_call_was_read_is_lost_and_not_tried_again() {
    for act in [Act::Reset, Act::Half] {
        let (wire, client) = line(&[act, Act::Answer, act]).await;
        assert_eq!(client.send(&said("first")).await, Err(CallError::Lost("the connection broke")), "{act:?}");
        assert_eq!(client.send(&said("second")).await, Ok(Some(2)), "{act:?}");
        let again = client.send(&said("over the same connection")).await;
        assert_eq!(again, Err(CallError::Lost("the connection broke")), "{act:?}");
        assert_eq!((wire.seen().connections, wire.seen().bodies.len()), (2, 3), "{act:?}");
    }
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_lost_whether_it_says_so_or_not() {
    let most = 32 * 1024 * 1024;
    let (_wire, client) = line(&[Act::Declares(most + 1), Act::Pours(most + 1), Act::Pours(most)]).await;
    let client = client.with_time_out(Duration::from_secs(20));
    for _ in 0..2 {
        assert_eq!(client.send(&hello()).await, Err(CallError::Lost("the answer is too long")));
    }
    assert_eq!(client.send(&hello()).await, Err(CallError::Lost("the answer could not be read")), "this one was read");
}

#[tokio::test]
async fn a_late_answer_is_lost_in_time_and_never_taken_for_that_to_another_call() {
    let (wire, client) = line(&[Act::Drip, Act::Late(600)]).await;
    for _ in 0..2 {
        assert_eq!(client.send(&hello()).await, Err(CallError::Lost("no answer in time")));
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(client.send(&hello()).await, Ok(Some(3)));
    assert_eq!(wire.seen().connections, 3);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (wire, client) = line(&[Act::Elsewhere]).await;
    assert_eq!(client.send(&hello()).await, Err(CallError::Server(302)));
    assert_eq!(wire.seen().bodies.len(), 1);
}

#[tokio::test]
async fn what_gets_no_further_than_the_connection_was_not_sent() {
    // Connections are taken by the system, but nobody speaks TLS.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    let client = Client::new(&address, &Token::new(TOKEN).unwrap()).unwrap();
    let error = client.with_time_out(Duration::from_millis(200)).send(&hello()).await.unwrap_err();
    assert_eq!(error, CallError::Unsent("no connection could be made"));
}

#[tokio::test]
async fn p28_no_broken_connection_tells_the_token() {
    let acts = [Act::Reset, Act::Half, Act::Drip, Act::Declares(usize::MAX), Act::Elsewhere];
    let (_wire, client) = line(&acts).await;
    for act in acts {
        let error = client.send(&hello()).await.unwrap_err();
        let shown = format!("{error} {error:?} {client:?}");
        assert!(!shown.contains("TEST") && !shown.contains("12345") && !shown.contains("/bot"), "{act:?}: {shown}");
    }
}
