//! The two cookies: what a browser is known by, and the device that somebody has signed in on before. Both are random tokens, for this site and
//! encrypted connections only, and out of every script's reach. (`Lax`, not `Strict`: docs/decisions/0034.)
//!
//! Not here: whose they are (`staff`).

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

use crate::staff::accounts::Token;

const BROWSER: &str = "__Host-ajar";
const DEVICE: &str = "__Host-ajar-device";
const RULES: &str = "Path=/; Secure; HttpOnly; SameSite=Lax";
/// Seconds for which a device is known: 180 days.
const KNOWN: u32 = 180 * 24 * 60 * 60;

/// What a browser is known by.
pub(super) fn browser(headers: &HeaderMap) -> Option<Token> {
    read(headers, BROWSER)
}

/// The device, if somebody has signed in on it.
pub(super) fn device(headers: &HeaderMap) -> Option<Token> {
    read(headers, DEVICE)
}

/// From now on the browser is known by this.
pub(super) fn set_browser(token: &Token) -> String {
    format!("{BROWSER}={}; {RULES}", token.reveal())
}

/// From now on the device is known by this.
pub(super) fn set_device(token: &Token) -> String {
    format!("{DEVICE}={}; {RULES}; Max-Age={KNOWN}", token.reveal())
}

fn read(headers: &HeaderMap, name: &str) -> Option<Token> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(of, _)| *of == name).and_then(|(_, value)| Token::read(value))
}
