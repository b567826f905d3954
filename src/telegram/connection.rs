//! Connections to one address that are kept alive, and one exchange over one of them: a call is written once at most, and
//! what a failed exchange may have done at the other end is told apart.
//!
//! Each connection is driven by the call that uses it, not by a task of its own, so nothing of a call goes on after it. One
//! that is idle is not driven at all, and is looked at before it is used (`docs/decisions/0011-our-own-http-client.md`).
//!
//! Not here: what is asked and with which headers (`client`), what the answer means (`answer`).

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Waker};
use std::time::Duration;

use hyper::body::{Body, Incoming};
use hyper::client::conn::http1::{Connection, SendRequest, handshake};
use hyper::{Request, Response, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use rustls::crypto::ring;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};
use tower_service::Service;

use super::answer::CallError;

/// How long a connection may take to be made, TLS included.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a connection is kept without a call: less than the minute or more after which servers close theirs, so that
/// they seldom do it under a call.
const IDLE: Duration = Duration::from_secs(50);
/// How long nothing may come before the system asks whether the other end is still there; also the time between askings.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// The longest answer that is read: a hundred updates of the largest kind are a tenth of this.
const LONGEST: usize = 32 * 1024 * 1024;

/// The connections to one address: as many as there are calls at once.
pub(super) struct Connections {
    connector: HttpsConnector<HttpConnector>,
    address: Uri,
    /// Those that no call uses, the one that was used last at the end.
    idle: Mutex<VecDeque<Idle>>,
}

struct Idle {
    line: Line,
    since: Instant,
}

/// One connection, and the end at which calls are put in.
struct Line {
    sender: SendRequest<String>,
    /// Nothing once it has ended.
    connection: Option<Connection<MaybeHttpsStream<TokioIo<TcpStream>>, String>>,
}

/// An answer, as it came.
pub(super) struct Answered {
    pub status: StatusCode,
    pub bytes: Vec<u8>,
}

impl Answered {
    /// Read as text; what is none of it is replaced.
    pub fn text(self) -> String {
        String::from_utf8(self.bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

/// Why an exchange over one connection brought no answer.
enum Failure {
    /// The connection ended before a byte of the request was written; here it is back.
    Unwritten(Box<Request<String>>),
    /// The request may have been read.
    Lost(&'static str),
}

impl Connections {
    /// Connections to the scheme, host and port of `address`. None is made yet. Fails if TLS cannot be set up.
    pub fn new(address: Uri) -> Result<Self, rustls::Error> {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        http.set_connect_timeout(Some(CONNECT));
        http.set_keepalive(Some(KEEP_ALIVE));
        http.set_keepalive_interval(Some(KEEP_ALIVE));
        http.set_keepalive_retries(Some(3));
        let https = HttpsConnectorBuilder::new().with_provider_and_webpki_roots(ring::default_provider())?;
        let connector = https.https_or_http().enable_http1().wrap_connector(http);
        Ok(Self { connector, address, idle: Mutex::default() })
    }

    /// Writes `request` once at most and reads the answer, if all of it comes within `limit`.
    pub async fn exchange(&self, mut request: Request<String>, limit: Duration) -> Result<Answered, CallError> {
        let until = Instant::now() + limit;
        loop {
            let kept = self.kept();
            let is_fresh = kept.is_none();
            let line = if let Some(line) = kept { line } else { self.connect(until).await? };
            match timeout_at(until, line.exchange(request)).await {
                Ok(Ok((answered, line))) => {
                    self.keep(line);
                    return Ok(answered);
                }
                // A connection that was closed while nobody looked. This call had no part in it, so the next one is
                // tried; after the last of them a fresh one.
                Ok(Err(Failure::Unwritten(back))) if !is_fresh => request = *back,
                Ok(Err(Failure::Unwritten(_))) => return Err(CallError::Unsent("the connection closed at once")),
                Ok(Err(Failure::Lost(why))) => return Err(CallError::Lost(why)),
                Err(_) => return Err(CallError::Lost("no answer in time")),
            }
        }
    }

    async fn connect(&self, until: Instant) -> Result<Line, CallError> {
        let mut connector = self.connector.clone();
        let connecting = async {
            poll_fn(|cx| connector.poll_ready(cx)).await.ok()?;
            let stream = connector.call(self.address.clone()).await.ok()?;
            // This sends nothing: HTTP/1.1 has no handshake of its own.
            handshake(stream).await.ok()
        };
        let made = timeout_at(until.min(Instant::now() + CONNECT), connecting).await;
        let (sender, connection) = made.ok().flatten().ok_or(CallError::Unsent("no connection could be made"))?;
        Ok(Line { sender, connection: Some(connection) })
    }

    /// The connection that was used last, and so is the likeliest to be open still.
    fn kept(&self) -> Option<Line> {
        let mut idle = self.idle();
        let last = idle.pop_back()?;
        if last.since.elapsed() < IDLE {
            return Some(last.line);
        }
        // All the others are older.
        idle.clear();
        None
    }

    fn keep(&self, line: Line) {
        if !line.can_be_used() {
            return;
        }
        let mut idle = self.idle();
        while idle.front().is_some_and(|oldest| oldest.since.elapsed() >= IDLE) {
            idle.pop_front();
        }
        idle.push_back(Idle { line, since: Instant::now() });
    }

    fn idle(&self) -> MutexGuard<'_, VecDeque<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    /// The answer, and the connection as it is left. A connection whose exchange has failed, or is dropped half-way, is
    /// closed by being dropped.
    ///
    /// Why `Unwritten` is sure: hyper gives a request back only if it was still in the queue in front of the connection
    /// when that ended, and a connection that finds its other end closed takes nothing out of the queue (it reads before
    /// it writes). From the moment it takes the request out, whatever goes wrong comes without it, and counts as lost.
    async fn exchange(mut self, request: Request<String>) -> Result<(Answered, Self), Failure> {
        let response = self.sender.try_send_request(request);
        let answered = self.drive(async {
            match response.await {
                Ok(response) => read(response).await,
                Err(mut error) => Err(match error.take_message() {
                    Some(request) => Failure::Unwritten(Box::new(request)),
                    None => Failure::Lost("the connection broke"),
                }),
            }
        });
        let answered = answered.await?;
        // So that the connection sees that the exchange is over, and whether the other end closes behind it. From here on
        // nobody is to be woken by it.
        self.go_on(&mut Context::from_waker(Waker::noop()));
        Ok((answered, self))
    }

    /// Runs `work` with the connection that it waits for.
    async fn drive<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        poll_fn(|cx| {
            self.go_on(cx);
            work.as_mut().poll(cx)
        })
        .await
    }

    fn go_on(&mut self, cx: &mut Context<'_>) {
        if let Some(connection) = &mut self.connection
            && Pin::new(connection).poll(cx).is_ready()
        {
            // Dropping it gives a request back that it has not begun. What it has read stays readable.
            self.connection = None;
        }
    }

    fn can_be_used(&self) -> bool {
        self.connection.is_some() && self.sender.is_ready()
    }
}

async fn read(response: Response<Incoming>) -> Result<Answered, Failure> {
    const TOO_LONG: Failure = Failure::Lost("the answer is too long");
    let status = response.status();
    let mut body = response.into_body();
    let told = usize::try_from(body.size_hint().lower()).ok().filter(|told| *told <= LONGEST).ok_or(TOO_LONG)?;
    let mut bytes = Vec::with_capacity(told);
    while !body.is_end_stream() {
        let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await else { break };
        let frame = frame.map_err(|_| Failure::Lost("the connection broke"))?;
        let data = frame.into_data().unwrap_or_default();
        if bytes.len() + data.len() > LONGEST {
            return Err(TOO_LONG);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(Answered { status, bytes })
}
