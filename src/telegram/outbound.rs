//! From one order of the outbox to the calls it needs: split, with buttons on the last piece, silent, without markup.
//!
//! Not here: making the calls (`client`), their order and pace (`deliver`), the words and labels (`turn`).

use teloxide::payloads::{
    AnswerCallbackQuery, AnswerCallbackQuerySetters as _, DeleteMessages, EditMessageReplyMarkup, EditMessageText,
    EditMessageTextSetters as _, LeaveChat, SendMessage, SendMessageSetters as _, SetMessageReaction,
    SetMessageReactionSetters as _,
};
use teloxide::types::{
    CallbackQueryId, ChatId, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, MessageId,
    ReactionType, Recipient,
};

use super::call::Call;
use super::split;
use crate::buttons::{Button, PAYLOAD_LIMIT, Press};
use crate::store::outgoing::Outgoing;

/// The sign on a message that is kept, in the form that Telegram's list of reactions has: without a variation selector.
const KEPT: &str = "\u{270D}";
/// What Telegram takes in the notice on a press, in UTF-16 units.
const NOTICE: usize = 200;
/// How many messages one call may delete.
const DELETE_AT_ONCE: usize = 100;

/// How an order is put into calls. Other ways than the usual one are for what Telegram refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dress {
    /// The most that one message may hold, in UTF-16 units.
    pub limit: usize,
    /// Whether the buttons go along.
    pub buttons: bool,
    /// How many messages one call may delete.
    pub at_once: usize,
}

impl Default for Dress {
    fn default() -> Self {
        Self { limit: split::LIMIT, buttons: true, at_once: DELETE_AT_ONCE }
    }
}

/// The calls for `outgoing` in the chat `chat`, in order. None for what Telegram would refuse (an empty text, say).
pub fn calls(chat: i64, outgoing: &Outgoing, dress: Dress) -> Vec<Call> {
    let to = Recipient::Id(ChatId(chat));
    match outgoing {
        Outgoing::Bubble { text, rows } => bubble(&to, text, rows, dress),
        Outgoing::Ack { query, notice } => vec![ack(query, notice.as_deref())],
        Outgoing::Mark { message } => message_id(*message).map(|message| mark(to, message)).into_iter().collect(),
        Outgoing::Strip { message } => {
            let strip = |message| Call::of(&EditMessageReplyMarkup::new(to, message));
            message_id(*message).map(strip).into_iter().collect()
        }
        Outgoing::Edit { message, text, rows } => {
            message_id(*message).map(|message| edit(to, message, (text, rows), dress)).into_iter().collect()
        }
        Outgoing::Delete { messages } => delete(&to, messages, dress.at_once),
        Outgoing::Leave => vec![Call::of(&LeaveChat::new(to))],
    }
}

fn bubble(to: &Recipient, text: &str, rows: &[Vec<Button>], dress: Dress) -> Vec<Call> {
    // A piece of nothing but white space would be refused as empty.
    let pieces: Vec<&str> =
        split::split(text, dress.limit).into_iter().filter(|piece| !piece.trim().is_empty()).collect();
    let last = pieces.len().saturating_sub(1);
    let keyboard = if dress.buttons { keyboard(rows) } else { None };
    let send = |(at, piece): (usize, &&str)| {
        let send = silent(to.clone(), piece);
        match keyboard.clone().filter(|_| at == last) {
            Some(keyboard) => Call::of(&send.reply_markup(keyboard)),
            None => Call::of(&send),
        }
    };
    pieces.iter().enumerate().map(send).collect()
}

fn silent(to: Recipient, text: &str) -> SendMessage {
    SendMessage::new(to, text).disable_notification(true).link_preview_options(no_preview())
}

/// Without buttons named, Telegram takes those away that the message has.
fn edit(to: Recipient, message: MessageId, (text, rows): (&str, &[Vec<Button>]), dress: Dress) -> Call {
    let no_preview = no_preview();
    let edit = EditMessageText::new(to, message, text).link_preview_options(no_preview);
    match keyboard(rows).filter(|_| dress.buttons) {
        Some(keyboard) => Call::of(&edit.reply_markup(keyboard)),
        None => Call::of(&edit),
    }
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// The keyboard, without buttons that Telegram would refuse; nothing if none is left.
fn keyboard(rows: &[Vec<Button>]) -> Option<InlineKeyboardMarkup> {
    let rows: Vec<Vec<InlineKeyboardButton>> = rows
        .iter()
        .map(|row| row.iter().filter_map(button).collect::<Vec<_>>())
        .filter(|row| !row.is_empty())
        .collect();
    (!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows))
}

fn button(button: &Button) -> Option<InlineKeyboardButton> {
    let payload = button.press.encode();
    if button.label.trim().is_empty() || payload.is_empty() || payload.len() > PAYLOAD_LIMIT {
        // One button less is better than a bubble that never arrives.
        tracing::error!(
            bytes = payload.len(),
            limit = PAYLOAD_LIMIT,
            "a button was left out: Telegram would refuse it; ids in dialogues are too long"
        );
        return None;
    }
    let label = button.label.as_str();
    Some(match &button.press {
        Press::Copy(number) => InlineKeyboardButton::copy_text_button(label, CopyTextButton { text: number.clone() }),
        Press::Constant(_) | Press::Choice { .. } | Press::Unknown => InlineKeyboardButton::callback(label, payload),
    })
}

fn ack(query: &str, notice: Option<&str>) -> Call {
    let answer = AnswerCallbackQuery::new(CallbackQueryId(query.to_owned()));
    match notice.and_then(|notice| split::split(notice, NOTICE).first().copied()) {
        Some(notice) => Call::of(&answer.text(notice)),
        None => Call::of(&answer),
    }
}

fn mark(to: Recipient, message: MessageId) -> Call {
    Call::of(&SetMessageReaction::new(to, message).reaction([ReactionType::Emoji { emoji: KEPT.to_owned() }]))
}

fn delete(to: &Recipient, messages: &[i64], at_once: usize) -> Vec<Call> {
    let ids: Vec<MessageId> = messages.iter().copied().filter_map(message_id).collect();
    ids.chunks(at_once.max(1)).map(|chunk| Call::of(&DeleteMessages::new(to.clone(), chunk.to_vec()))).collect()
}

/// Telegram's message ids are 32 bits wide; anything else is not a message of ours.
fn message_id(message: i64) -> Option<MessageId> {
    i32::try_from(message).ok().map(MessageId)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::buttons::Constant;

    fn made(outgoing: &Outgoing) -> Vec<(&'static str, Value)> {
        let calls = calls(7, outgoing, Dress::default());
        calls.iter().map(|call| (call.method(), serde_json::from_str(call.body()).unwrap())).collect()
    }

    fn help() -> Button {
        Button { label: "Urgent help".into(), press: Press::Constant(Constant::Help) }
    }

    #[test]
    fn p5_a_bubble_is_silent_plain_and_without_a_preview() {
        let bubble = Outgoing::Bubble { text: "1 < 2 & *so* on".into(), rows: vec![vec![help()]] };
        let expected = json!({
            "chat_id": 7, "text": "1 < 2 & *so* on", "disable_notification": true, "link_preview_options": {"is_disabled": true},
            "reply_markup": {"inline_keyboard": [[{"text": "Urgent help", "callback_data": "k:help"}]]},
        });
        assert_eq!(made(&bubble), [("SendMessage", expected)]);
    }

    #[test]
    fn a_long_bubble_has_its_buttons_on_the_last_piece_only() {
        let text = "word ".repeat(2_000);
        let calls = made(&Outgoing::Bubble { text: text.clone(), rows: vec![vec![help()]] });
        let joined: String = calls.iter().map(|(_, body)| body["text"].as_str().unwrap()).collect();
        assert_eq!((calls.len(), joined), (3, text));
        let with: Vec<bool> = calls.iter().map(|(_, body)| body.get("reply_markup").is_some()).collect();
        assert_eq!(with, [false, false, true]);
    }

    #[test]
    fn what_telegram_would_refuse_is_not_sent() {
        assert_eq!(made(&Outgoing::Bubble { text: " \n ".into(), rows: vec![vec![help()]] }), []);
        let long = Button {
            label: "x".into(),
            press: Press::Choice { nonce: 1, place: "p".repeat(40), choice: "c".repeat(40) },
        };
        let blank = Button { label: " ".into(), ..help() };
        let calls = made(&Outgoing::Bubble { text: "hi".into(), rows: vec![vec![long, blank]] });
        assert_eq!(calls[0].1.get("reply_markup"), None);
        assert_eq!(made(&Outgoing::Mark { message: i64::MAX }), []);
    }

    #[test]
    fn p4_the_mark_is_the_form_that_telegram_takes() {
        let (method, body) = made(&Outgoing::Mark { message: 3 }).remove(0);
        assert_eq!(method, "SetMessageReaction");
        assert_eq!(body, json!({"chat_id": 7, "message_id": 3, "reaction": [{"type": "emoji", "emoji": "\u{270D}"}]}));
    }

    #[test]
    fn presses_strips_and_leaving_are_one_call_each() {
        let notice = "ę".repeat(300);
        let acks = made(&Outgoing::Ack { query: "q".into(), notice: Some(notice) });
        assert_eq!(acks[0].1["text"].as_str().unwrap().chars().count(), NOTICE);
        let acks = made(&Outgoing::Ack { query: "q".into(), notice: None });
        assert_eq!(acks, [("AnswerCallbackQuery", json!({"callback_query_id": "q"}))]);
        assert_eq!(
            made(&Outgoing::Strip { message: 4 }),
            [("EditMessageReplyMarkup", json!({"chat_id": 7, "message_id": 4}))]
        );
        assert_eq!(made(&Outgoing::Leave), [("LeaveChat", json!({"chat_id": 7}))]);
    }

    #[test]
    fn messages_are_deleted_a_hundred_at_a_time() {
        let calls = made(&Outgoing::Delete { messages: (1..=250).collect() });
        let sizes: Vec<usize> = calls.iter().map(|(_, body)| body["message_ids"].as_array().unwrap().len()).collect();
        assert_eq!(sizes, [100, 100, 50]);
        assert_eq!(calls[0].1["message_ids"][0], json!(1));
    }
}
