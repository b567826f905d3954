//! Polling against a strict stand-in for Telegram, with a stand-in for what takes events: what is kept, in which order,
//! and when the offset moves.
//!
//! Not here: what an update means (`telegram_inbound`), what an event leads to (`turn`).

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::telegram::{Fault, TOKEN, Telegram};
use ajar::chance::Chance;
use ajar::dialogue::Event;
use ajar::metrics::Metrics;
use ajar::story::Content;
use ajar::telegram::client::{Client, Token};
use ajar::telegram::intake::{Intake, IntakeError};
use ajar::telegram::run::{Reached, Receive, RunError, Way};
use ajar::turn::{Incoming, Taken};
use serde_json::{Value, json};
use tokio::sync::watch;

/// Keeps what it is given, and fails where it is told to.
#[derive(Clone, Default)]
struct Keeper(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    /// Chat and words, in the order of keeping.
    words: Vec<(i64, String)>,
    aside: Vec<(i64, String)>,
    /// Events that had no update id: gentle answers.
    answers: usize,
    /// How often an update still fails.
    failing: HashMap<i64, u32>,
    /// Nothing works.
    away: bool,
    panics: bool,
}

impl Keeper {
    fn kept<T>(&self, look: impl FnOnce(&mut Kept) -> T) -> T {
        look(&mut self.0.lock().unwrap())
    }

    fn words(&self, chat: i64) -> Vec<String> {
        self.kept(|kept| kept.words.iter().filter(|(of, _)| *of == chat).map(|(_, words)| words.clone()).collect())
    }
}

impl Intake for Keeper {
    async fn take(&self, incoming: Incoming) -> Result<Taken, IntakeError> {
        tokio::time::sleep(Duration::from_millis(2)).await;
        let panics = self.kept(|kept| kept.panics);
        assert!(!panics || incoming.update != Some(13), "a fault in a turn");
        self.kept(|kept| {
            if kept.away {
                return Err(IntakeError::new("away", true));
            }
            let Some(update) = incoming.update else {
                kept.answers += 1;
                return Ok(Taken::Done);
            };
            if let Some(left) = kept.failing.get_mut(&update).filter(|left| **left > 0) {
                *left -= 1;
                return Err(IntakeError::new("fails", false));
            }
            if let Event::Said { content: Content::Text(words), .. } = incoming.event {
                kept.words.push((incoming.chat, words.as_str().to_owned()));
            }
            Ok(Taken::Done)
        })
    }

    async fn set_aside(&self, update: i64, kind: &str, _length: usize, _hash: &str) -> Result<(), IntakeError> {
        self.kept(|kept| {
            if kept.away {
                return Err(IntakeError::new("away", true));
            }
            kept.aside.push((update, kind.to_owned()));
            Ok(())
        })
    }
}

struct Room {
    telegram: Telegram,
    keeper: Keeper,
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<Result<(), RunError>>,
}

fn receive(telegram: &Telegram, keeper: &Keeper, token: &str) -> (watch::Sender<bool>, Receive<Keeper>) {
    let client = Client::new(telegram.address(), &Token::new(token).unwrap()).unwrap();
    let (stop, stopped) = watch::channel(false);
    let receive = Receive {
        client: client.with_time_out(Duration::from_secs(2)),
        intake: keeper.clone(),
        groups: BTreeSet::from([-100]),
        profile: watch::channel(Vec::new()).1,
        way: Way::Polling(Duration::from_secs(1)),
        reached: Reached::default(),
        metrics: Metrics::new(),
        chance: Chance::seeded(7),
        stop: stopped,
    };
    (stop, receive)
}

impl Room {
    async fn start(telegram: Telegram) -> Self {
        let keeper = Keeper::default();
        Self::with(telegram, keeper)
    }

    fn with(telegram: Telegram, keeper: Keeper) -> Self {
        let (stop, receive) = receive(&telegram, &keeper, TOKEN);
        let task = tokio::spawn(receive.run());
        Self { telegram, keeper, stop, task }
    }

    async fn confirmed(&self) {
        self.telegram.until("all updates confirmed", |telegram| telegram.unconfirmed() == 0).await;
    }

    async fn end(self) {
        self.stop.send(true).unwrap();
        tokio::time::timeout(Duration::from_secs(5), self.task).await.expect("it stops").unwrap().unwrap();
    }
}

fn text(update: i64, chat: i64, words: &str) -> Value {
    let from = json!({"id": chat, "is_bot": false, "first_name": "K", "language_code": "en"});
    let message = json!({"message_id": update, "date": 1_800_000_000, "chat": {"id": chat, "type": "private"}, "from": from, "text": words});
    json!({"update_id": update, "message": message})
}

#[tokio::test]
async fn p33_each_persons_messages_are_kept_in_order() {
    let room = Room::start(Telegram::start().await).await;
    for n in 0..150 {
        room.telegram.push(text(1 + n, 500 + n % 3, &n.to_string()));
    }
    room.confirmed().await;
    for person in 0..3 {
        let expected: Vec<String> = (0..150).filter(|n| n % 3 == person).map(|n| n.to_string()).collect();
        assert_eq!(room.keeper.words(500 + person), expected);
    }
    room.end().await;
}

#[tokio::test]
async fn polling_begins_and_resumes_after_an_empty_answer_without_an_offset() {
    let room = Room::start(Telegram::start().await).await;
    room.telegram.push(text(700, 5, "before the quiet week"));
    room.confirmed().await;
    let offsets = |telegram: &Telegram| -> Vec<Option<i64>> {
        telegram.made("getUpdates").iter().map(|made| made.body["offset"].as_i64()).collect()
    };
    room.telegram.until("an empty answer", |telegram| offsets(telegram).len() >= 2).await;
    room.telegram.push(text(12, 5, "numbered anew, and lower"));
    room.telegram.until("the next poll is answered", |telegram| offsets(telegram).contains(&Some(13))).await;
    assert_eq!(offsets(&room.telegram), [None, Some(701), None, Some(13)]);
    assert_eq!(room.keeper.words(5).len(), 2);
    room.end().await;
}

#[tokio::test]
async fn p31_the_offset_does_not_move_past_what_is_not_kept() {
    let telegram = Telegram::start().await;
    let keeper = Keeper::default();
    keeper.kept(|kept| kept.away = true);
    let room = Room::with(telegram.clone(), keeper.clone());
    telegram.push(text(1, 5, "kept in the end"));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!((telegram.unconfirmed(), keeper.kept(|kept| kept.aside.len())), (1, 0));
    room.end().await;
    assert_eq!(telegram.unconfirmed(), 1, "stopped while the store was away: it comes again at the next start");
    keeper.kept(|kept| kept.away = false);
    let room = Room::with(telegram, keeper);
    room.confirmed().await;
    assert_eq!(room.keeper.words(5), ["kept in the end"]);
    room.end().await;
}

#[tokio::test]
async fn p31_a_store_that_is_away_for_a_moment_loses_nothing() {
    let room = Room::start(Telegram::start().await).await;
    room.keeper.kept(|kept| kept.away = true);
    room.telegram.push(text(1, 5, "one"));
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    room.keeper.kept(|kept| kept.away = false);
    room.confirmed().await;
    assert_eq!((room.keeper.words(5), room.keeper.kept(|kept| kept.aside.len())), (vec!["one".to_owned()], 0));
    room.end().await;
}

#[tokio::test]
async fn a_poison_update_is_set_aside_and_others_go_on() {
    let room = Room::start(Telegram::start().await).await;
    room.keeper.kept(|kept| kept.failing = HashMap::from([(2, u32::MAX), (3, 2)]));
    for (update, chat, words) in [(1, 5, "a"), (2, 5, "poison"), (3, 6, "fails twice"), (4, 7, "b"), (5, 5, "c")] {
        room.telegram.push(text(update, chat, words));
    }
    room.confirmed().await;
    assert_eq!(room.keeper.words(5), ["a", "c"]);
    assert_eq!((room.keeper.words(6), room.keeper.words(7)), (vec!["fails twice".to_owned()], vec!["b".to_owned()]));
    assert_eq!(room.keeper.kept(|kept| (kept.aside.clone(), kept.answers)), (vec![(2, "message".to_owned())], 1));
    room.end().await;
}

#[tokio::test]
async fn a_fault_in_a_turn_does_not_stop_the_polling() {
    let room = Room::start(Telegram::start().await).await;
    room.keeper.kept(|kept| kept.panics = true);
    room.telegram.push(text(13, 5, "falls"));
    room.telegram.push(text(14, 5, "stands"));
    room.confirmed().await;
    assert_eq!((room.keeper.words(5), room.keeper.kept(|kept| kept.aside.len())), (vec!["stands".to_owned()], 1));
    room.end().await;
}

#[tokio::test]
async fn unknown_and_broken_updates_are_remembered_and_block_nobody() {
    let room = Room::start(Telegram::start().await).await;
    room.telegram.push(json!({"update_id": 1, "novelty": {"x": 1}}));
    room.telegram.push(json!({"no": "number"}));
    room.telegram.push(text(2, 5, "before"));
    room.telegram.push_broken(3, r#"{"ok":true,"result":[{"update_id":3,"message":{"text":"\ud83d"}}]}"#);
    room.telegram.push(text(4, 5, "after"));
    room.telegram.until("the last", |_| room.keeper.words(5).len() >= 2).await;
    room.telegram.until("confirmed", |telegram| telegram.unconfirmed() == 0).await;
    assert_eq!(room.keeper.words(5), ["before", "after"]);
    let aside = room.keeper.kept(|kept| kept.aside.clone());
    assert!(aside.contains(&(1, "novelty".to_owned())) && aside.contains(&(3, "unreadable".to_owned())), "{aside:?}");
    room.end().await;
}

#[tokio::test]
async fn faults_of_the_poll_itself_are_ridden_out() {
    let telegram = Telegram::start().await;
    for fault in [Fault::Server(500), Fault::ResetBefore, Fault::Answer("<html>".into()), Fault::TooMany(1)] {
        telegram.fail("getUpdates", fault);
    }
    telegram.fail("getMe", Fault::Server(502));
    telegram.fail("deleteWebhook", Fault::Server(502));
    let room = Room::start(telegram).await;
    room.telegram.push(text(1, 5, "in the end"));
    room.confirmed().await;
    assert_eq!(room.keeper.words(5), ["in the end"]);
    room.end().await;
}

#[tokio::test]
async fn a_webhook_is_taken_away_at_start_without_dropping_anything() {
    let telegram = Telegram::start().await;
    telegram.set_webhook();
    telegram.push(text(1, 5, "waited"));
    let room = Room::start(telegram).await;
    room.confirmed().await;
    assert_eq!(room.telegram.made("deleteWebhook")[0].body, json!({"drop_pending_updates": false}));
    assert_eq!(room.keeper.words(5), ["waited"]);
    room.end().await;
}

#[tokio::test]
async fn a_wrong_token_ends_it_with_one_clear_sentence() {
    let (telegram, keeper) = (Telegram::start().await, Keeper::default());
    let (_stop, receive) = receive(&telegram, &keeper, "12345:OTHER");
    let sentence = receive.run().await.unwrap_err().to_string();
    assert!(sentence.contains("@BotFather") && !sentence.contains("OTHER"));
}

#[tokio::test]
async fn a_group_that_the_config_does_not_name_is_left_in_silence() {
    let room = Room::start(Telegram::start().await).await;
    for (update, group) in [(1, -100), (2, -200)] {
        room.telegram.open(group);
        let change = json!({"chat": {"id": group, "type": "supergroup"}, "from": {"id": 5}, "new_chat_member": {"status": "member"}});
        room.telegram.push(json!({"update_id": update, "my_chat_member": change}));
        room.telegram.push(text(update + 10, 5, "between"));
    }
    room.confirmed().await;
    room.telegram.until("left", |telegram| !telegram.made("leaveChat").is_empty()).await;
    let left: Vec<i64> =
        room.telegram.made("leaveChat").iter().filter_map(|made| made.body["chat_id"].as_i64()).collect();
    assert_eq!(left, [-200]);
    assert!(room.telegram.made("sendMessage").is_empty());
    room.end().await;
}
