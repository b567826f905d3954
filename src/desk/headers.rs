//! The headers of every answer: nothing from elsewhere is loaded or run, nothing is framed, told on or kept.
//!
//! Not here: cookies (`cookies`), encryption (the reverse proxy's).

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// What a page may load and do: what is ours, from files of ours.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The same, for a rehearsal: the phone beside it is on a page of ours.
const POLICY_FRAMED: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'self'; frame-src 'self'";

const FIXED: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ("x-robots-tag", "noindex"),
];

/// Puts them. `framed`: a page of our own origin may frame it.
pub fn put(headers: &mut HeaderMap, framed: bool) {
    let (policy, frame) = if framed { (POLICY_FRAMED, "SAMEORIGIN") } else { (POLICY, "DENY") };
    let own = [("content-security-policy", policy), ("x-frame-options", frame)];
    for (name, value) in FIXED.into_iter().chain(own) {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}
