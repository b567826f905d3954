//! What a call costs: a round trip over loopback with our own client, with hyper-util's pooled client and with reqwest,
//! one call at a time and 64 at once, against a bare server that answers as `sendMessage` does. Also writing a call, and
//! reading its answer.
//!
//! First a table of processor time: a run counts what all threads but the server's have used, as Linux tells it. Then
//! divan's times.
//!
//! Not here: what our own pacing or the outbox cost (`group`, and the load table in `docs/performance.md`).

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::fs;
use std::pin::Pin;
use std::sync::LazyLock;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use ajar::buttons::{Button, Constant, Press};
use ajar::store::outgoing::Outgoing;
use ajar::telegram::Call;
use ajar::telegram::client::{Client, Token};
use ajar::telegram::outbound::{Dress, calls};
use hyper::body::Body as _;
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request};
use hyper_util::client::legacy::Client as Pooled;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use serde::Deserialize;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::time::timeout;

const AT_ONCE: usize = 64;
/// Rounds take turns, so that what else the machine does falls on all alike.
const ROUNDS: usize = 15;
/// Calls in a round.
const TABLE: usize = 12_800;
/// Each client has a time-out, as any bot has.
const LIMIT: Duration = Duration::from_secs(20);
const TOKEN: &str = "12345:BENCH";
const ANSWER: &str = r#"{"ok":true,"result":{"message_id":81234,"from":{"id":12345,"is_bot":true,"first_name":"The Open Door","username":"Open_Door_Bot"},"chat":{"id":5000000001,"first_name":"Kate","type":"private"},"date":1800000000,"text":"Thank you. I am listening. Write as much or as little as you like, in as many messages as you like.","reply_markup":{"inline_keyboard":[[{"text":"That is all for now","callback_data":"s:done:812"}],[{"text":"Urgent help","callback_data":"c:help"}]]}}}"#;

fn main() {
    println!(
        "processor time for one call in microseconds, the server's own left out: least and middle of {ROUNDS} rounds"
    );
    for at_once in [1, AT_ONCE] {
        let mut costs = Way::ALL.map(|way| (way, Vec::new()));
        for _ in 0..ROUNDS {
            costs.iter_mut().for_each(|(way, costs)| costs.push(HOUSE.cost(*way, at_once)));
        }
        for (way, mut costs) in costs {
            costs.sort_by(f64::total_cmp);
            println!(
                "  {at_once:>2} at once  {way:<11} {:6.1} {:6.1}",
                costs.first().unwrap(),
                costs.get(ROUNDS / 2).unwrap()
            );
        }
    }
    divan::main();
}

/// How a call is made.
#[derive(Clone, Copy, Debug)]
enum Way {
    Ours,
    Pooled,
    Reqwest,
}

impl Way {
    const ALL: [Self; 3] = [Self::Ours, Self::Pooled, Self::Reqwest];
}

impl std::fmt::Display for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Ours => "ours",
            Self::Pooled => "hyper-util",
            Self::Reqwest => "reqwest",
        })
    }
}

/// A server in a thread of its own, and the three clients.
struct House {
    runtime: Runtime,
    server: String,
    address: String,
    ours: Client,
    pooled: Pooled<HttpConnector, String>,
    reqwest: reqwest::Client,
}

static HOUSE: LazyLock<House> = LazyLock::new(House::new);

impl House {
    fn new() -> Self {
        let (tell, told) = channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let thread = fs::read_link("/proc/thread-self").unwrap();
                let thread = thread.file_name().unwrap().to_str().unwrap().to_owned();
                tell.send((thread, format!("http://{}", listener.local_addr().unwrap()))).unwrap();
                loop {
                    tokio::spawn(serve(listener.accept().await.unwrap().0));
                }
            });
        });
        let (server, address) = told.recv().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let ours = Client::new(&address, &Token::new(TOKEN).unwrap()).unwrap();
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let pooled = Pooled::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector);
        let reqwest = reqwest::Client::builder().no_proxy().timeout(LIMIT).build().unwrap();
        Self { runtime, server, address, ours, pooled, reqwest }
    }

    /// Makes `count` calls, so many at once.
    fn make(&'static self, way: Way, count: usize, at_once: usize) {
        let line = move || async move {
            let call = hello();
            for _ in 0..count / at_once {
                assert_eq!(self.call(way, &call).await, 81_234);
            }
        };
        let lines: Vec<_> = (0..at_once).map(|_| self.runtime.spawn(line())).collect();
        self.runtime.block_on(async {
            for line in lines {
                line.await.unwrap();
            }
        });
    }

    async fn call(&self, way: Way, call: &Call) -> i64 {
        match way {
            Way::Ours => self.ours.send(call).await.unwrap().unwrap(),
            Way::Pooled => {
                let mut request = Request::new(call.body().to_owned());
                *request.method_mut() = Method::POST;
                *request.uri_mut() = format!("{}/bot{TOKEN}/{}", self.address, call.method()).parse().unwrap();
                request.headers_mut().insert(CONTENT_TYPE, "application/json".parse().unwrap());
                let answer = async {
                    let mut body = self.pooled.request(request).await.unwrap().into_body();
                    let mut bytes = Vec::new();
                    while let Some(frame) = std::future::poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
                        bytes.extend_from_slice(&frame.unwrap().into_data().unwrap());
                    }
                    bytes
                };
                message(&timeout(LIMIT, answer).await.unwrap())
            }
            Way::Reqwest => {
                let url = format!("{}/bot{TOKEN}/{}", self.address, call.method());
                let request =
                    self.reqwest.post(url).header(CONTENT_TYPE, "application/json").body(call.body().to_owned());
                message(request.send().await.unwrap().text().await.unwrap().as_bytes())
            }
        }
    }

    /// The processor time of one call, in microseconds.
    fn cost(&'static self, way: Way, at_once: usize) -> f64 {
        self.make(way, at_once * 20, at_once);
        let (used, begun) = (self.used(), Instant::now());
        self.make(way, TABLE, at_once);
        let used = self.used() - used;
        assert!(used > 0, "Linux does not tell what threads have used ({:?} for {TABLE} calls)", begun.elapsed());
        used as f64 / TABLE as f64 / 1_000.0
    }

    /// What all threads but the server's have used so far, in nanoseconds.
    fn used(&self) -> u64 {
        let threads = fs::read_dir("/proc/self/task").unwrap().map(|thread| thread.unwrap());
        let ours = threads.filter(|thread| thread.file_name().to_str() != Some(&self.server));
        let stat = ours.map(|thread| fs::read_to_string(thread.path().join("schedstat")).unwrap());
        stat.map(|stat| stat.split(' ').next().unwrap().parse::<u64>().unwrap()).sum()
    }
}

fn message(answer: &[u8]) -> i64 {
    #[derive(Deserialize)]
    struct Answer {
        result: Sent,
    }
    #[derive(Deserialize)]
    struct Sent {
        message_id: i64,
    }
    serde_json::from_slice::<Answer>(answer).unwrap().result.message_id
}

/// Answers one call after the other, as long as each comes in one piece.
async fn serve(mut stream: TcpStream) {
    stream.set_nodelay(true).unwrap();
    let length = ANSWER.len();
    let answer = format!(
        "HTTP/1.1 200 OK\r\nServer: nginx/1.18.0\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: keep-alive\r\n\r\n{ANSWER}"
    );
    let mut request = Vec::with_capacity(16_384);
    while stream.read_buf(&mut request).await.is_ok_and(|read| read > 0) {
        if is_whole(&request) {
            request.clear();
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    }
}

fn is_whole(request: &[u8]) -> bool {
    let text = std::str::from_utf8(request).unwrap();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    body.len() == length.parse::<usize>().unwrap()
}

fn bubble() -> Outgoing {
    let button = |label: &str, press: Press| vec![Button { label: label.into(), press }];
    let rows =
        vec![button("Urgent help", Press::Constant(Constant::Help)), button("Show", Press::Constant(Constant::Help))];
    let text = "Thank you. I am listening. Write as much or as little as you like, in as many messages as you like.";
    Outgoing::Bubble { text: text.into(), rows }
}

fn hello() -> Call {
    calls(5_000_000_001, &bubble(), Dress::default()).remove(0)
}

#[divan::bench(args = Way::ALL)]
fn one_call(bencher: divan::Bencher<'_, '_>, way: Way) {
    bencher.bench_local(|| HOUSE.make(way, 1, 1));
}

#[divan::bench(args = Way::ALL)]
fn sixty_four_calls_at_once(bencher: divan::Bencher<'_, '_>, way: Way) {
    bencher.bench_local(|| HOUSE.make(way, AT_ONCE, AT_ONCE));
}

#[divan::bench]
fn write_a_call(bencher: divan::Bencher<'_, '_>) {
    let bubble = bubble();
    bencher.bench_local(|| calls(5_000_000_001, &bubble, Dress::default()));
}
