//! What the stand-in knows and what it refuses: chats, presses, limits, the profile.
//!
//! Not here: faults, HTTP (`telegram`).

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use super::{Fault, Made, Shown};

/// All that the stand-in knows.
#[derive(Default)]
pub(super) struct World {
    pub updates: VecDeque<Value>,
    /// Text that stands in for the list of updates from this update id on.
    pub broken: HashMap<i64, String>,
    pub next_message: i64,
    pub chats: HashMap<i64, Vec<Shown>>,
    pub blocked: HashSet<i64>,
    pub queries: HashSet<String>,
    pub faults: HashMap<String, VecDeque<Fault>>,
    pub made: Vec<Made>,
    /// How many calls have come.
    pub arrived: u64,
    /// The call, by its number, that is to fail.
    pub cut: Option<(u64, Fault)>,
    pub webhook: bool,
    pub profile: BTreeMap<String, Value>,
    pub sent: VecDeque<(Instant, i64)>,
    pub flood: bool,
    /// Files by their id.
    pub files: HashMap<String, Vec<u8>>,
}

/// A code, a description and the seconds to wait.
pub(super) struct Refusal(pub u16, pub String, pub Option<u64>);

pub(super) type Outcome = Result<Value, Refusal>;

fn bad(description: &str) -> Refusal {
    Refusal(400, format!("Bad Request: {description}"), None)
}

/// The parameters that each method takes; whatever else is given is a mistake.
const METHODS: [(&str, &[&str]); 17] = [
    ("getfile", &["file_id"]),
    ("getme", &[]),
    ("deletewebhook", &["drop_pending_updates"]),
    ("setwebhook", &["url", "secret_token", "max_connections", "allowed_updates", "drop_pending_updates"]),
    ("sendmessage", &["chat_id", "text", "disable_notification", "link_preview_options", "reply_markup"]),
    ("editmessagereplymarkup", &["chat_id", "message_id", "reply_markup"]),
    ("deletemessages", &["chat_id", "message_ids"]),
    ("setmessagereaction", &["chat_id", "message_id", "reaction"]),
    ("answercallbackquery", &["callback_query_id", "text"]),
    ("leavechat", &["chat_id"]),
    ("getmydescription", &["language_code"]),
    ("setmydescription", &["description", "language_code"]),
    ("getmyshortdescription", &["language_code"]),
    ("setmyshortdescription", &["short_description", "language_code"]),
    ("getmycommands", &["language_code"]),
    ("setmycommands", &["commands", "language_code"]),
    ("getupdates", &["offset", "limit", "timeout", "allowed_updates"]),
];

impl World {
    pub fn fresh(&mut self) -> i64 {
        self.next_message += 1;
        self.next_message
    }

    pub fn perform(&mut self, method: &str, body: &Value) -> Outcome {
        let method = method.to_lowercase();
        let known =
            METHODS.iter().find(|(name, _)| *name == method).ok_or_else(|| Refusal(404, "Not Found".into(), None))?;
        let empty = Map::new();
        let given = body.as_object().unwrap_or(&empty);
        if let Some(strange) = given.keys().find(|name| !known.1.contains(&name.as_str())) {
            return Err(bad(&format!("unknown parameter {strange}")));
        }
        match method.as_str() {
            "getme" => Ok(json!({"id": 12345, "is_bot": true, "first_name": "Test", "username": "Ajar_Test_Bot"})),
            "getfile" => {
                let id = body["file_id"].as_str().unwrap_or_default();
                let file =
                    self.files.get(id).ok_or_else(|| bad("wrong file_id or the file is temporarily unavailable"))?;
                Ok(
                    json!({"file_id": id, "file_unique_id": "u", "file_size": file.len(), "file_path": format!("voice/{id}.oga")}),
                )
            }
            "deletewebhook" => {
                self.webhook = false;
                Ok(json!(true))
            }
            "setwebhook" => self.set_webhook(body),
            "sendmessage" => self.send(body),
            "editmessagereplymarkup" => self.edit_markup(body),
            "deletemessages" => self.delete(body),
            "setmessagereaction" => self.react(body),
            "answercallbackquery" => self.answer_query(body),
            "leavechat" => self.chat(body).map(|_| json!(true)),
            profile => self.profile(profile, body),
        }
    }

    pub fn updates_for(&mut self, body: &Value) -> Result<Vec<Value>, Refusal> {
        if self.webhook {
            return Err(Refusal(409, "Conflict: can't use getUpdates method while webhook is active".into(), None));
        }
        kinds(body)?;
        if let Some(offset) = body["offset"].as_i64() {
            self.updates.retain(|update| update["update_id"].as_i64() >= Some(offset));
        }
        let limit = usize::try_from(body["limit"].as_u64().unwrap_or(100).clamp(1, 100)).unwrap();
        Ok(self.updates.iter().take(limit).cloned().collect())
    }

    fn set_webhook(&mut self, body: &Value) -> Outcome {
        kinds(body)?;
        let url = body["url"].as_str().unwrap_or_default();
        if !url.starts_with("https://") && !url.starts_with("http://127.0.0.1:") {
            return Err(bad("bad webhook: An HTTPS URL must be provided for webhook"));
        }
        let secret = body["secret_token"].as_str().unwrap_or_default();
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
        if !(1..=256).contains(&secret.len()) || !secret.chars().all(plain) {
            return Err(bad("secret token contains unallowed characters"));
        }
        if !(1..=100).contains(&body["max_connections"].as_i64().unwrap_or(40)) {
            return Err(bad("max_connections must be between 1 and 100"));
        }
        if body["drop_pending_updates"] == json!(true) {
            self.updates.clear();
        }
        self.webhook = true;
        Ok(json!(true))
    }

    fn chat(&mut self, body: &Value) -> Result<i64, Refusal> {
        let chat = body["chat_id"].as_i64().ok_or_else(|| bad("chat_id is empty"))?;
        if self.blocked.contains(&chat) {
            return Err(Refusal(403, "Forbidden: bot was blocked by the user".into(), None));
        }
        if self.chats.contains_key(&chat) { Ok(chat) } else { Err(bad("chat not found")) }
    }

    fn flood(&mut self, chat: i64) -> Result<(), Refusal> {
        let now = Instant::now();
        self.sent.retain(|(at, _)| now - *at < Duration::from_secs(60));
        let within = |seconds, of: Option<i64>| {
            let young = |at: &Instant| now - *at < Duration::from_secs(seconds);
            self.sent.iter().filter(|(at, sent)| young(at) && of.is_none_or(|of| of == *sent)).count()
        };
        let (window, most) = if chat < 0 { (60, 20) } else { (10, 20) };
        if self.flood && (within(window, Some(chat)) >= most || within(1, None) >= 30) {
            return Err(Refusal(429, "Too Many Requests: retry after 1".into(), Some(1)));
        }
        self.sent.push_back((now, chat));
        Ok(())
    }

    fn send(&mut self, body: &Value) -> Outcome {
        let chat = self.chat(body)?;
        let text = body["text"].as_str().unwrap_or_default();
        if text.trim().is_empty() {
            return Err(bad("message text is empty"));
        }
        if text.encode_utf16().count() > 4_096 {
            return Err(bad("message is too long"));
        }
        let keyboard = keyboard(&body["reply_markup"])?;
        self.flood(chat)?;
        let id = self.fresh();
        let shown = Shown { id, text: text.to_owned(), keyboard, ours: true, reaction: None };
        self.chats.entry(chat).or_default().push(shown);
        Ok(json!({"message_id": id, "date": 1, "chat": {"id": chat, "type": "private"}, "text": text}))
    }

    fn find(&mut self, body: &Value, missing: &str) -> Result<&mut Shown, Refusal> {
        let (chat, id) = (self.chat(body)?, body["message_id"].as_i64());
        let messages = self.chats.entry(chat).or_default();
        messages.iter_mut().find(|shown| Some(shown.id) == id).ok_or_else(|| bad(missing))
    }

    fn edit_markup(&mut self, body: &Value) -> Outcome {
        let wanted = keyboard(&body["reply_markup"])?;
        let shown = self.find(body, "message to edit not found")?;
        if !shown.ours {
            return Err(bad("message can't be edited"));
        }
        if shown.keyboard == wanted {
            return Err(bad(
                "message is not modified: specified new message content and reply markup are exactly the same",
            ));
        }
        shown.keyboard = wanted;
        Ok(json!({"message_id": shown.id}))
    }

    fn delete(&mut self, body: &Value) -> Outcome {
        let chat = self.chat(body)?;
        let ids: Vec<i64> = body["message_ids"].as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
        if ids.is_empty() || ids.len() > 100 {
            return Err(bad("message_ids must hold 1-100 identifiers"));
        }
        self.chats.entry(chat).or_default().retain(|shown| !ids.contains(&shown.id));
        Ok(json!(true))
    }

    fn react(&mut self, body: &Value) -> Outcome {
        let emoji = body["reaction"][0]["emoji"].as_str().map(str::to_owned);
        let known = ["\u{270D}", "\u{1F44D}", "\u{2764}", "\u{1F44C}"];
        if body["reaction"].as_array().is_some_and(|all| all.len() > 1)
            || emoji.as_deref().is_some_and(|it| !known.contains(&it))
        {
            return Err(bad("REACTION_INVALID"));
        }
        self.find(body, "message to react not found")?.reaction = emoji;
        Ok(json!(true))
    }

    fn answer_query(&mut self, body: &Value) -> Outcome {
        let id = body["callback_query_id"].as_str().unwrap_or_default();
        if !self.queries.remove(id) {
            return Err(bad("query is too old and response timeout expired or query ID is invalid"));
        }
        if body["text"].as_str().is_some_and(|text| text.encode_utf16().count() > 200) {
            return Err(bad("MESSAGE_TOO_LONG"));
        }
        Ok(json!(true))
    }

    fn profile(&mut self, method: &str, body: &Value) -> Outcome {
        let language = body["language_code"].as_str().unwrap_or_default();
        let (verb, what) = method.split_at(3);
        let (field, most) = match what {
            "mydescription" => ("description", 512),
            "myshortdescription" => ("short_description", 120),
            _ => ("commands", usize::MAX),
        };
        let slot = format!("{field}:{language}");
        if verb == "get" {
            let found = self.profile.get(&slot).cloned();
            return Ok(if field == "commands" {
                found.unwrap_or(json!([]))
            } else {
                json!({field: found.unwrap_or(json!(""))})
            });
        }
        if body[field].as_str().is_some_and(|text| text.encode_utf16().count() > most) {
            return Err(bad("it is too long"));
        }
        self.profile.insert(slot, body[field].clone());
        Ok(json!(true))
    }
}

/// Refuses other kinds of updates than Ajar needs.
fn kinds(body: &Value) -> Result<(), Refusal> {
    let asked: HashSet<&str> =
        body["allowed_updates"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if asked == HashSet::from(["message", "edited_message", "callback_query", "my_chat_member"]) {
        return Ok(());
    }
    Err(bad("these are not the updates that Ajar needs"))
}

/// An inline keyboard, or nothing; refuses what Telegram would.
fn keyboard(markup: &Value) -> Result<Option<Value>, Refusal> {
    let Some(rows) = markup["inline_keyboard"].as_array() else { return Ok(None) };
    for button in rows.iter().filter_map(Value::as_array).flatten() {
        let data = button["callback_data"].as_str().unwrap_or_default();
        if button["text"].as_str().unwrap_or_default().trim().is_empty() {
            return Err(bad("inline keyboard button text is empty"));
        }
        if let Some(copied) = button["copy_text"]["text"].as_str() {
            if !data.is_empty() || !(1..=256).contains(&copied.chars().count()) {
                return Err(bad("BUTTON_COPY_TEXT_INVALID"));
            }
            continue;
        }
        if !(1..=64).contains(&data.len()) {
            return Err(bad("BUTTON_DATA_INVALID"));
        }
    }
    Ok((!rows.is_empty()).then(|| markup.clone()))
}
