//! A strict stand-in for Telegram on loopback: it refuses what the real one refuses, and fails as the real one fails.
//!
//! Not here: a person's hands. Tests put updates in and look at the calls that were made.

#[path = "telegram/world.rs"]
mod world;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::{Value, json};
use tokio::sync::Notify;

use self::world::{Outcome, Refusal, World};

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
    /// No answer at all, with the effect or without it: until the caller is gone.
    Silent {
        /// Whether the call has its effect.
        effect: bool,
    },
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

/// The stand-in. It stops when the test's runtime does.
#[derive(Clone)]
pub struct Telegram {
    world: Arc<Mutex<World>>,
    changed: Arc<Notify>,
    address: String,
}

impl Telegram {
    /// Starts it on a free port.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let world = Arc::new(Mutex::new(World { next_message: 1_000, ..World::default() }));
        let telegram = Self { world, changed: Arc::default(), address };
        let app = Router::new()
            .route("/{bot}/{method}", post(answer))
            .route("/file/{bot}/voice/{name}", get(file))
            .with_state(telegram.clone());
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

    /// A file that somebody has sent.
    pub fn keep_file(&self, id: &str, bytes: &[u8]) {
        self.world().files.insert(id.to_owned(), bytes.to_vec());
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

    /// The `n`-th call from now on, whatever it is, fails so (1 is the next one).
    pub fn fail_nth(&self, n: u64, fault: Fault) {
        let mut world = self.world();
        world.cut = Some((world.arrived + n, fault));
    }

    /// Whether the call that was to fail has come.
    pub fn has_failed(&self) -> bool {
        self.world().cut.is_none()
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
        let fault = self.fault(method);
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
            Some(Fault::Silent { effect }) => {
                if effect {
                    let _ = self.perform(method, body).await;
                }
                // The caller goes, and this with it.
                std::future::pending().await
            }
            Some(Fault::Slow(time)) => {
                let outcome = self.perform(method, body).await;
                tokio::time::sleep(time).await;
                Ok(outcome)
            }
        }
    }

    /// What is to go wrong with this call.
    fn fault(&self, method: &str) -> Option<Fault> {
        let mut world = self.world();
        world.arrived += 1;
        let arrived = world.arrived;
        if let Some((_, fault)) = world.cut.take_if(|(n, _)| *n == arrived) {
            return Some(fault);
        }
        world.faults.get_mut(&method.to_lowercase()).and_then(VecDeque::pop_front)
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

async fn file(State(telegram): State<Telegram>, Path((bot, name)): Path<(String, String)>) -> Response {
    let id = name.trim_end_matches(".oga");
    let found = telegram.world().files.get(id).filter(|_| bot == format!("bot{TOKEN}")).cloned();
    let status = if found.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let mut response = Response::new(Body::from(found.unwrap_or_default()));
    *response.status_mut() = status;
    response
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
