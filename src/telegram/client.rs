//! Our own thin client of the Bot API: one HTTP client, its own time-outs, and answers told apart by what may have
//! happened at the other end. The token never leaves this file but in the first line of a call that is being written.
//!
//! Not here: connections (`connection`), what is called and why (`outbound`, `profile`, `run`), what a refusal means (`refusal`), retries (`deliver`).

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper::header::{CONTENT_TYPE, HOST, HeaderValue};
use hyper::{Method, Request, Uri};
use serde_json::Value;

use super::answer::{self, CallError};
use super::call::Call;
use super::connection::Connections;
use crate::metrics::{self, Metrics};

/// How long any call but a poll may take.
const CALL: Duration = Duration::from_secs(20);
/// What a poll may take beyond the time that Telegram was asked to wait.
const POLL_MARGIN: Duration = Duration::from_secs(10);

/// Telegram's own address.
pub const ADDRESS: &str = "https://api.telegram.org";

/// The bot's token. Its `Debug` prints `..`.
#[derive(Clone)]
pub struct Token(String);

/// Calls Telegram. Cheap to clone. Its `Debug` prints `..`.
#[derive(Clone)]
pub struct Client {
    connections: Arc<Connections>,
    /// The path of every call up to the method: it holds the token, and ends in `/`.
    path: Arc<str>,
    /// The same for files.
    files: Arc<str>,
    host: HeaderValue,
    call: Duration,
    metrics: Metrics,
}

/// Why no client can be made.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Not a token.
    #[error(
        "the bot's token does not look like one from @BotFather (numbers, a colon, then letters and numbers); nothing was sent"
    )]
    Token,
    /// Not an address.
    #[error("Telegram's address is not an http or https address; leave it out of the config to use {ADDRESS}")]
    Address,
    /// The TLS library did not start.
    #[error("the HTTPS client could not be started; nothing was sent")]
    Http,
}

impl Token {
    /// A token as @BotFather gives it: `NUMBER:LETTERS`.
    pub fn new(text: &str) -> Result<Self, ClientError> {
        let (number, secret) = text.trim().split_once(':').ok_or(ClientError::Token)?;
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if !digits || secret.is_empty() || !secret.bytes().all(plain) {
            return Err(ClientError::Token);
        }
        Ok(Self(text.trim().to_owned()))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client(..)")
    }
}

impl Client {
    /// A client for the API at `address` (such as [`ADDRESS`]). Proxies of the environment are not used, redirects are not
    /// followed.
    pub fn new(address: &str, token: &Token) -> Result<Self, ClientError> {
        let method = format!("/bot{}/", token.0);
        let base = Uri::try_from(format!("{}{method}", address.trim_end_matches('/')));
        let base = base.map_err(|_| ClientError::Address)?;
        // A question mark or a hash in the address would take the rest into itself.
        if !matches!(base.scheme_str(), Some("http" | "https")) || !base.path().ends_with(&method) {
            return Err(ClientError::Address);
        }
        let host = base.authority().map(|host| host.as_str()).filter(|host| !host.contains('@'));
        let host = host.and_then(|host| HeaderValue::from_str(host).ok()).ok_or(ClientError::Address)?;
        let path: Arc<str> = base.path().into();
        let before = path.strip_suffix(method.as_str()).unwrap_or_default();
        let files = format!("{before}/file{method}").into();
        let connections = Connections::new(base).map_err(|_| ClientError::Http)?;
        Ok(Self { connections: Arc::new(connections), path, files, host, call: CALL, metrics: Metrics::new() })
    }

    /// The same client, with its calls counted and timed.
    #[must_use]
    pub fn measured(mut self, metrics: Metrics) -> Self {
        self.metrics = metrics;
        self
    }

    /// The same client with another limit for a call: for tests, which should not wait for 20 seconds.
    #[must_use]
    pub fn with_time_out(mut self, call: Duration) -> Self {
        self.call = call;
        self
    }

    /// Makes one call, once, and gives what Telegram answered in `result`.
    pub async fn call(&self, call: &Call) -> Result<Value, CallError> {
        self.ask(call, answer::result).await
    }

    /// Makes one call, once, and gives the id of the message that it has sent, if it sends one. It costs less than
    /// [`Client::call`], because the rest of the answer is skipped.
    pub async fn send(&self, call: &Call) -> Result<Option<i64>, CallError> {
        self.ask(call, answer::sent_message).await
    }

    /// A long poll: like [`Client::call`], but Telegram may take `wait` over it. Gives the answer's text, for
    /// [`answer::updates`] to read as well as it can be read.
    pub async fn poll(&self, call: &Call, wait: Duration) -> Result<String, CallError> {
        let limit = wait.saturating_add(POLL_MARGIN).max(self.call);
        let begun = Instant::now();
        let answer = self.post(call, limit).await;
        self.count(call, begun, answer.as_ref().err());
        answer
    }

    async fn ask<T>(&self, call: &Call, read: fn(&str) -> Result<T, CallError>) -> Result<T, CallError> {
        let begun = Instant::now();
        let answer = self.post(call, self.call).await.and_then(|text| read(&text));
        self.count(call, begun, answer.as_ref().err());
        answer
    }

    fn count(&self, call: &Call, begun: Instant, error: Option<&CallError>) {
        self.metrics.call(call.method(), error.map_or(metrics::Call::Done, outcome), begun.elapsed());
    }

    /// The answer's text if its status says success.
    async fn post(&self, call: &Call, limit: Duration) -> Result<String, CallError> {
        let request = self.request(call).ok_or(CallError::Unsent("the call has no address"))?;
        let answered = self.connections.exchange(request, limit).await?;
        if answered.status.is_success() {
            return Ok(answered.text());
        }
        Err(answer::refusal(answered.status.as_u16(), &answered.text()))
    }

    /// The bytes of a file at `path`, as `getFile` names it, once.
    pub(super) async fn bytes(&self, path: &str) -> Result<Vec<u8>, CallError> {
        let mut request = Request::new(String::new());
        let address = [&*self.files, path].concat();
        *request.uri_mut() = Uri::try_from(address).map_err(|_| CallError::Unsent("the file has no address"))?;
        request.headers_mut().insert(HOST, self.host.clone());
        let answered = self.connections.exchange(request, self.call).await?;
        let status = answered.status;
        if status.is_success() { Ok(answered.bytes) } else { Err(answer::refusal(status.as_u16(), &answered.text())) }
    }

    fn request(&self, call: &Call) -> Option<Request<String>> {
        let mut request = Request::new(call.body().to_owned());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::try_from([&*self.path, call.method()].concat()).ok()?;
        request.headers_mut().insert(HOST, self.host.clone());
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Some(request)
    }
}

/// An error, as it is counted.
fn outcome(error: &CallError) -> metrics::Call {
    match error {
        CallError::Refused { code: 429, .. } => metrics::Call::Flood,
        CallError::Refused { .. } => metrics::Call::Refused,
        CallError::Server(_) => metrics::Call::Server,
        CallError::Unsent(_) => metrics::Call::Unsent,
        CallError::Lost(_) => metrics::Call::Lost,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p28_neither_client_nor_token_prints_the_token() {
        let token = Token::new(" 12345:SECRET-part_1 ").unwrap();
        let client = Client::new("http://127.0.0.1:1/", &token).unwrap();
        assert_eq!(format!("{token:?} {client:?}"), "Token(..) Client(..)");
        assert_eq!(&*client.path, "/bot12345:SECRET-part_1/");
        assert_eq!(&*client.files, "/file/bot12345:SECRET-part_1/");
        let behind = Client::new("http://127.0.0.1:1/telegram/", &token).unwrap();
        assert_eq!(&*behind.files, "/telegram/file/bot12345:SECRET-part_1/");
    }

    #[test]
    fn what_is_not_a_token_or_an_address_is_refused_at_once() {
        for text in ["", "12345", "abc:def", "1:", "1:a b", "1:a/../b", "1:a?b"] {
            assert!(matches!(Token::new(text), Err(ClientError::Token)), "{text}");
        }
        let token = Token::new("1:a").unwrap();
        for address in
            ["", "api.telegram.org", "ftp://example.org", "http://", "http://a?b", "http://a#b", "http://me:pass@a"]
        {
            assert!(matches!(Client::new(address, &token), Err(ClientError::Address)), "{address}");
        }
    }
}
