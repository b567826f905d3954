//! Our own thin client of the Bot API: one HTTP client, its own time-outs, and answers told apart by what may have
//! happened at the other end. The token never leaves this file.
//!
//! Not here: what is called and why (`outbound`, `profile`, `run`), what a refusal means (`refusal`), retries (`deliver`).

use std::fmt;
use std::time::{Duration, Instant};

use reqwest::Url;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde_json::Value;

use super::answer::{self, CallError};
use super::call::Call;
use crate::metrics::{self, Metrics};

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);
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
    http: reqwest::Client,
    /// The address with the token in it, ending in `/`.
    base: Url,
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
    /// A client for the API at `address` (such as [`ADDRESS`]). Proxies of the environment are not used.
    pub fn new(address: &str, token: &Token) -> Result<Self, ClientError> {
        let base = Url::parse(&format!("{}/bot{}/", address.trim_end_matches('/'), token.0));
        let base = base.map_err(|_| ClientError::Address)?;
        if !matches!(base.scheme(), "http" | "https") || !base.has_host() {
            return Err(ClientError::Address);
        }
        let http =
            reqwest::Client::builder().connect_timeout(CONNECT).no_proxy().redirect(reqwest::redirect::Policy::none());
        let http = http.build().map_err(|_| ClientError::Http)?;
        Ok(Self { http, base, call: CALL, metrics: Metrics::new() })
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
        let begun = Instant::now();
        let answer = self.post(call, self.call).await.and_then(|text| answer::result(&text));
        self.count(call, begun, answer.as_ref().err());
        answer
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

    fn count(&self, call: &Call, begun: Instant, error: Option<&CallError>) {
        self.metrics.call(call.method(), error.map_or(metrics::Call::Done, outcome), begun.elapsed());
    }

    /// The answer's text if its status says success.
    async fn post(&self, call: &Call, limit: Duration) -> Result<String, CallError> {
        let url = self.base.join(call.method()).map_err(|_| CallError::Unsent("the call has no address"))?;
        let request = self.http.post(url).timeout(limit).body(call.body().to_owned());
        let request = request.header(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let response = request.send().await.map_err(lost)?;
        let status = response.status();
        let text = response.text().await.map_err(lost)?;
        if status.is_success() { Ok(text) } else { Err(answer::refusal(status.as_u16(), &text)) }
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

/// What a failed exchange may have done. The error itself is dropped: it carries the address, and so the token.
fn lost(error: reqwest::Error) -> CallError {
    if error.is_connect() {
        return CallError::Unsent("no connection could be made");
    }
    if error.is_builder() {
        return CallError::Unsent("the call could not be written");
    }
    if error.is_timeout() { CallError::Lost("no answer in time") } else { CallError::Lost("the connection broke") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p28_neither_client_nor_token_prints_the_token() {
        let token = Token::new(" 12345:SECRET-part_1 ").unwrap();
        let client = Client::new("http://127.0.0.1:1/", &token).unwrap();
        assert_eq!(format!("{token:?} {client:?}"), "Token(..) Client(..)");
        assert_eq!(client.base.as_str(), "http://127.0.0.1:1/bot12345:SECRET-part_1/");
    }

    #[test]
    fn what_is_not_a_token_or_an_address_is_refused_at_once() {
        for text in ["", "12345", "abc:def", "1:", "1:a b", "1:a/../b", "1:a?b"] {
            assert!(matches!(Token::new(text), Err(ClientError::Token)), "{text}");
        }
        let token = Token::new("1:a").unwrap();
        for address in ["", "api.telegram.org", "ftp://example.org", "http://"] {
            assert!(matches!(Client::new(address, &token), Err(ClientError::Address)), "{address}");
        }
    }
}
