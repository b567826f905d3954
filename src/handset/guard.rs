//! Who may call the page: a browser on this machine that was sent here by the page itself. Another site that is open in the same browser, or a
//! name that somebody has pointed at this machine, is refused.
//!
//! Not here: signing in (`desk`): the phone is one that lies on the table.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::Handset;

/// Everything from here, nothing from elsewhere; the two frames are of the same address.
const CONTENT: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; \
    form-action 'self'; frame-ancestors 'self'; base-uri 'none'";

/// Looks at who asks, and puts the headers on whatever is answered.
pub(super) async fn guard(State(handset): State<Handset>, request: Request, next: Next) -> Response {
    let mut answer = match may(&handset.0.address, request.method(), request.headers()) {
        true => next.run(request).await,
        false => (StatusCode::FORBIDDEN, "This is only for the page itself, on this machine.\n").into_response(),
    };
    let headers = answer.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, CONTENT),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // With `no-referrer` a browser would not say where a form comes from.
        (header::REFERRER_POLICY, "same-origin"),
    ];
    fixed.into_iter().for_each(|(name, value)| _ = headers.insert(name, HeaderValue::from_static(value)));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

fn may(address: &str, method: &Method, headers: &HeaderMap) -> bool {
    let value = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let port = address.rsplit_once(':').map(|(_, port)| port).unwrap_or_default();
    let local = [address.to_owned(), format!("localhost:{port}")];
    let Some(host) = value(header::HOST).filter(|host| local.iter().any(|local| local == host)) else { return false };
    let changes = !(method == Method::GET || method == Method::HEAD);
    !changes || value(header::ORIGIN).is_some_and(|origin| origin == format!("http://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "127.0.0.1:8088";

    fn asks(method: Method, host: &str, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        origin.map(|origin| headers.insert(header::ORIGIN, origin.parse().unwrap()));
        may(HERE, &method, &headers)
    }

    #[test]
    fn only_the_page_itself_acts_and_only_this_machine_looks() {
        assert!(asks(Method::GET, HERE, None) && asks(Method::GET, "localhost:8088", None));
        assert!(!asks(Method::GET, "evil.example:8088", None), "a name that was pointed here");
        assert!(asks(Method::POST, HERE, Some("http://127.0.0.1:8088")));
        for other in [None, Some("null"), Some("https://evil.example"), Some("http://127.0.0.1:9")] {
            assert!(!asks(Method::POST, HERE, other), "{other:?}");
        }
    }
}
