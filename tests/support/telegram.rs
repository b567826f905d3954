//! A strict stand-in for Telegram on loopback: it refuses what the real one refuses, and fails as the real one fails.
//!
//! Not here: a person's hands. Tests put updates in and look at the calls that were made.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;
use serde_json::{Map, Value, json};
use tokio::sync::Notify;

/// The only token it knows.
pub const TOKEN: &str = "12345:TEST";

/// A fault, for one call.
#[derive(Clone, Debug)]
pub enum Fault {
    /// 429 with so many seconds to wait.
    TooMany(u64),
    /// A fault of its own with this code, without any effect.
    Server(u16),
    /// The connection breaks before the call has had its effect.
    ResetBefore,
    /// The connection breaks after the call has had its effect.
    ResetAfter,
    /// No answer for so long, but the effect.
    Slow(Duration),
    /// This text in place of an answer, with the status 200.
    Answer(String),
    /// A refusal with this code and description.
    Refuse(u16, &'static str),
}

/// One call that was made, with what was answered.
#[derive(Clone, Debug)]
pub struct Made {
    /// The method, in Telegram's own spelling but for the first letter's case.
    pub method: String,
    /// The parameters.
    pub body: Value,
    /// The code of the refusal, or 200.
    pub code: u16,
    /// When.
    pub at: Instant,
}

/// A message in a chat.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its id.
    pub id: i64,
    /// Its text.
    pub text: String,
    /// Its inline keyboard.
    pub keyboard: Option<Value>,
    /// Whether the bot sent it.
    pub ours: bool,
    /// The bot's reaction to it.
    pub reaction: Option<String>,
}

#[derive(Default)]
struct World {
    updates: VecDeque<Value>,
    /// Text that stands in for the list of updates from this update id on.
    broken: HashMap<i64, String>,
    next_message: i64,
    chats: HashMap<i64, Vec<Shown>>,
    blocked: HashSet<i64>,
    queries: HashSet<String>,
    faults: HashMap<String, VecDeque<Fault>>,
    made: Vec<Made>,
    webhook: bool,
    profile: BTreeMap<String, Value>,
    sent: VecDeque<(Instant, i64)>,
    flood: bool,
}

/// The stand-in. It stops when the test's runtime does.
#[derive(Clone)]
pub struct Telegram {
    world: Arc<Mutex<World>>,
    changed: Arc<Notify>,
    address: String,
}

struct Refusal(u16, String, Option<u64>);

type Outcome = Result<Value, Refusal>;

fn bad(description: &str) -> Refusal {
    Refusal(400, format!("Bad Request: {description}"), None)
}

impl Telegram {
    /// Starts it on a free port.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let world = Arc::new(Mutex::new(World { next_message: 1_000, ..World::default() }));
        let telegram = Self { world, changed: Arc::default(), address };
        let app = Router::new().route("/{bot}/{method}", post(answer)).with_state(telegram.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        telegram
    }

    /// Its address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Counts messages as Telegram does, and answers 429.
    pub fn count_floods(&self) {
        self.world().flood = true;
    }

    /// Opens a private chat (or a group, with an id below zero).
    pub fn open(&self, chat: i64) {
        self.world().chats.entry(chat).or_default();
    }

    /// A message of a person's in a chat; gives its id.
    pub fn write(&self, chat: i64, text: &str) -> i64 {
        let mut world = self.world();
        let id = world.fresh();
        let shown = Shown { id, text: text.to_owned(), keyboard: None, ours: false, reaction: None };
        world.chats.entry(chat).or_default().push(shown);
        id
    }

    /// The person blocks the bot.
    pub fn block(&self, chat: i64) {
        self.world().blocked.insert(chat);
    }

    /// A press that can be answered once.
    pub fn query(&self, id: &str) {
        self.world().queries.insert(id.to_owned());
    }

    /// An update for the next poll.
    pub fn push(&self, update: Value) {
        self.world().updates.push_back(update);
        self.changed.notify_waiters();
    }

    /// An update that is not even JSON: the answer to a poll that would hold it is this text.
    pub fn push_broken(&self, update: i64, answer: &str) {
        self.world().broken.insert(update, answer.to_owned());
        self.push(json!({"update_id": update}));
    }

    /// The next call of `method` fails so.
    pub fn fail(&self, method: &str, fault: Fault) {
        self.world().faults.entry(method.to_lowercase()).or_default().push_back(fault);
    }

    /// Sets a webhook, as another program would.
    pub fn set_webhook(&self) {
        self.world().webhook = true;
    }

    /// Every call of `method` so far.
    pub fn made(&self, method: &str) -> Vec<Made> {
        self.world().made.iter().filter(|made| made.method.eq_ignore_ascii_case(method)).cloned().collect()
    }

    /// What stands in a chat.
    pub fn screen(&self, chat: i64) -> Vec<Shown> {
        self.world().chats.get(&chat).cloned().unwrap_or_default()
    }

    /// The texts that the bot has put into a chat.
    pub fn texts(&self, chat: i64) -> Vec<String> {
        self.screen(chat).into_iter().filter(|shown| shown.ours).map(|shown| shown.text).collect()
    }

    /// How many updates have not been confirmed.
    pub fn unconfirmed(&self) -> usize {
        self.world().updates.len()
    }

    /// Waits until `test` holds; fails after ten seconds.
    pub async fn until(&self, what: &str, test: impl Fn(&Self) -> bool) {
        for _ in 0..1_000 {
            if test(self) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("never came: {what}");
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    async fn call(&self, method: &str, body: &Value) -> Result<Result<Outcome, String>, ()> {
        let fault = self.world().faults.get_mut(&method.to_lowercase()).and_then(VecDeque::pop_front);
        match fault {
            None => Ok(self.perform(method, body).await),
            Some(Fault::TooMany(wait)) => {
                Ok(Ok(Err(Refusal(429, format!("Too Many Requests: retry after {wait}"), Some(wait)))))
            }
            Some(Fault::Server(code)) => Ok(Ok(Err(Refusal(code, "Internal Server Error".into(), None)))),
            Some(Fault::Refuse(code, text)) => Ok(Ok(Err(Refusal(code, text.into(), None)))),
            Some(Fault::Answer(text)) => Ok(Err(text)),
            Some(Fault::ResetBefore) => Err(()),
            Some(Fault::ResetAfter) => {
                let _ = self.perform(method, body).await;
                Err(())
            }
            Some(Fault::Slow(time)) => {
                let outcome = self.perform(method, body).await;
                tokio::time::sleep(time).await;
                Ok(outcome)
            }
        }
    }

    async fn perform(&self, method: &str, body: &Value) -> Result<Outcome, String> {
        if method.eq_ignore_ascii_case("getUpdates") {
            return self.poll(body).await;
        }
        Ok(self.world().perform(method, body))
    }

    async fn poll(&self, body: &Value) -> Result<Outcome, String> {
        let until = Instant::now() + Duration::from_secs(body["timeout"].as_u64().unwrap_or(0));
        loop {
            let changed = self.changed.notified();
            let found = self.world().updates_for(body);
            match found {
                Ok(found) if found.is_empty() && Instant::now() < until => {}
                Ok(found) => {
                    let broken = found.iter().find_map(|one| self.broken(one));
                    return broken.map_or(Ok(Ok(Value::Array(found))), Err);
                }
                Err(refusal) => return Ok(Err(refusal)),
            }
            let _ = tokio::time::timeout(Duration::from_millis(20), changed).await;
        }
    }
}

impl Telegram {
    fn broken(&self, update: &Value) -> Option<String> {
        self.world().broken.get(&update["update_id"].as_i64()?).cloned()
    }
}

async fn answer(
    State(telegram): State<Telegram>,
    Path((bot, method)): Path<(String, String)>,
    bytes: Bytes,
) -> Response {
    let body: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    let outcome = if bot == format!("bot{TOKEN}") {
        telegram.call(&method, &body).await
    } else {
        Ok(Ok(Err(Refusal(401, "Unauthorized".into(), None))))
    };
    let code = match &outcome {
        Ok(Ok(Err(refusal))) => refusal.0,
        Ok(_) => 200,
        Err(()) => 0,
    };
    telegram.world().made.push(Made { method, body, code, at: Instant::now() });
    let text = match outcome {
        Ok(Ok(Ok(result))) => json!({"ok": true, "result": result}).to_string(),
        Ok(Ok(Err(Refusal(code, description, wait)))) => {
            let parameters = wait.map(|wait| json!({"retry_after": wait}));
            let mut answer = json!({"ok": false, "error_code": code, "description": description});
            answer.as_object_mut().unwrap().extend(parameters.map(|found| ("parameters".to_owned(), found)));
            answer.to_string()
        }
        Ok(Err(text)) => text,
        Err(()) => {
            let cut = futures_util::stream::once(async { Err::<Bytes, _>(std::io::Error::other("reset")) });
            return Response::new(Body::from_stream(cut));
        }
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = StatusCode::from_u16(if code == 0 { 200 } else { code }).unwrap();
    response
}

/// The parameters that each method takes; whatever else is given is a mistake.
const METHODS: [(&str, &[&str]); 15] = [
    ("getme", &[]),
    ("deletewebhook", &["drop_pending_updates"]),
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
    fn fresh(&mut self) -> i64 {
        self.next_message += 1;
        self.next_message
    }

    fn perform(&mut self, method: &str, body: &Value) -> Outcome {
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
            "deletewebhook" => {
                self.webhook = false;
                Ok(json!(true))
            }
            "sendmessage" => self.send(body),
            "editmessagereplymarkup" => self.edit_markup(body),
            "deletemessages" => self.delete(body),
            "setmessagereaction" => self.react(body),
            "answercallbackquery" => self.answer_query(body),
            "leavechat" => self.chat(body).map(|_| json!(true)),
            profile => self.profile(profile, body),
        }
    }

    fn updates_for(&mut self, body: &Value) -> Result<Vec<Value>, Refusal> {
        if self.webhook {
            return Err(Refusal(409, "Conflict: can't use getUpdates method while webhook is active".into(), None));
        }
        let kinds: HashSet<&str> =
            body["allowed_updates"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if kinds != HashSet::from(["message", "edited_message", "callback_query", "my_chat_member"]) {
            return Err(bad("these are not the updates that Ajar needs"));
        }
        if let Some(offset) = body["offset"].as_i64() {
            self.updates.retain(|update| update["update_id"].as_i64() >= Some(offset));
        }
        let limit = usize::try_from(body["limit"].as_u64().unwrap_or(100).clamp(1, 100)).unwrap();
        Ok(self.updates.iter().take(limit).cloned().collect())
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

/// An inline keyboard, or nothing; refuses what Telegram would.
fn keyboard(markup: &Value) -> Result<Option<Value>, Refusal> {
    let Some(rows) = markup["inline_keyboard"].as_array() else { return Ok(None) };
    for button in rows.iter().filter_map(Value::as_array).flatten() {
        let data = button["callback_data"].as_str().unwrap_or_default();
        if button["text"].as_str().unwrap_or_default().trim().is_empty() {
            return Err(bad("inline keyboard button text is empty"));
        }
        if !(1..=64).contains(&data.len()) {
            return Err(bad("BUTTON_DATA_INVALID"));
        }
    }
    Ok((!rows.is_empty()).then(|| markup.clone()))
}
