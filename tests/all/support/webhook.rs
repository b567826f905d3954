//! A house that is called by webhook: the real turn, store and HTTP server, with a stand-in for Telegram beside it.
//!
//! Not here: any test.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::support::house::House;
use crate::support::places::Place;
use crate::support::telegram::{TOKEN, Telegram};
use ajar::chance::Chance;
use ajar::http::{self, Health, HttpError};
use ajar::metrics::Metrics;
use ajar::telegram::client::{Client, Token};
use ajar::telegram::run::{Reached, Receive, RunError, Way};
use ajar::telegram::webhook::{Address, Hook};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub const SECRET: &str = "0123456789-abcdef_XYZ";
const PATH: &str = "/telegram";

pub struct Room {
    pub telegram: Telegram,
    pub house: House,
    pub stop: watch::Sender<bool>,
    pub server: JoinHandle<Result<(), HttpError>>,
    receiver: JoinHandle<Result<(), RunError>>,
    caller: Caller,
}

/// Calls the house. Cheap to clone.
#[derive(Clone)]
pub struct Caller {
    http: reqwest::Client,
    address: String,
}

impl Room {
    /// A house that Telegram has been told of.
    pub async fn at(place: &Place) -> Self {
        let room = Self::strange_to(Telegram::start().await, place).await;
        for _ in 0..1_000 {
            if room.caller.get("/readyz").await.0 == 200 {
                return room;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("never ready: {:?}", room.caller.get("/readyz").await);
    }

    /// A house that is only just starting.
    pub async fn strange_to(telegram: Telegram, place: &Place) -> Self {
        let house = House::at(&place.data, &place.keys).await;
        let (metrics, reached) = (Metrics::new(), Reached::default());
        let client = Client::new(telegram.address(), &Token::new(TOKEN).unwrap()).unwrap().measured(metrics.clone());
        let listener = http::listen(([127, 0, 0, 1], 0).into()).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let hook = Hook::new(SECRET);
        let routes = http::webhook(PATH, hook.clone(), metrics.clone());
        let routes = routes.merge(health(&house, &metrics, &reached).routes());
        let (stop, stopped) = watch::channel(false);
        let server = tokio::spawn(http::serve(listener, routes, stopped.clone()));
        let told = Address { url: format!("{address}{PATH}"), secret: SECRET.to_owned(), max_connections: 40 };
        let receive = Receive {
            client,
            intake: house.turns.clone(),
            groups: BTreeSet::new(),
            profile: watch::channel(Vec::new()).1,
            way: Way::Webhook(hook, told),
            reached,
            metrics,
            chance: Chance::seeded(7),
            stop: stopped,
        };
        let caller = Caller { http: reqwest::Client::new(), address };
        Self { telegram, house, stop, server, receiver: tokio::spawn(receive.run()), caller }
    }

    pub fn caller(&self) -> Caller {
        self.caller.clone()
    }

    /// What a counter or gauge says.
    pub async fn count(&self, line: &str) -> u64 {
        let text = self.caller.get("/metrics").await.1;
        let found = text.lines().find_map(|found| found.strip_prefix(line));
        found.unwrap_or_else(|| panic!("no {line} in\n{text}")).trim().parse().unwrap()
    }

    pub async fn end(self) {
        self.stop.send_replace(true);
        let ended = async { (self.server.await, self.receiver.await) };
        let (server, receiver) = tokio::time::timeout(Duration::from_secs(10), ended).await.expect("it stops");
        server.unwrap().unwrap();
        receiver.unwrap().unwrap();
    }
}

impl Caller {
    /// Brings an update as Telegram does, and gives the answer's code.
    pub async fn bring(&self, update: &Value) -> u16 {
        self.post(Some(SECRET), update.to_string()).await
    }

    pub async fn post(&self, secret: Option<&str>, body: String) -> u16 {
        let request = self.http.post(format!("{}{PATH}", self.address)).body(body);
        let request = secret.into_iter().fold(request, |request, secret| request.header(http::SECRET, secret));
        request.send().await.unwrap().status().as_u16()
    }

    /// The code and the text.
    pub async fn get(&self, path: &str) -> (u16, String) {
        let answer = self.http.get(format!("{}{path}", self.address)).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// Whether nobody listens any more.
    pub async fn is_gone(&self) -> bool {
        // A client of its own, so that no connection is left over.
        reqwest::Client::new().get(format!("{}/healthz", self.address)).send().await.is_err()
    }
}

fn health(house: &House, metrics: &Metrics, reached: &Reached) -> Health {
    Health {
        store: house.store.clone(),
        keystore: house.keystore.clone(),
        clock: house.clock.clone(),
        metrics: metrics.clone(),
        reached: reached.clone(),
    }
}

/// A message in somebody's chat. Its message id is the update's.
pub fn text(update: i64, chat: i64, words: &str) -> Value {
    let from = json!({"id": chat, "is_bot": false, "first_name": "Katharina", "language_code": "en"});
    // 2026-11-22T01:40:00Z, where the house's clock stands.
    let (date, chat) = (1_795_311_600, json!({"id": chat, "type": "private"}));
    let message = json!({"message_id": update, "date": date, "chat": chat, "from": from, "text": words});
    json!({"update_id": update, "message": message})
}
