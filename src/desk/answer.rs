//! What a handler gives: a page, a way on, or bytes; and cookies with it.
//!
//! Not here: the headers that everything has (`headers`).

use askama::Template;
use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE, LOCATION, SET_COOKIE,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::failure::Failure;

/// An answer.
pub(super) struct Answer {
    status: StatusCode,
    kind: &'static str,
    keep: &'static str,
    to: Option<String>,
    /// The name of a file to be kept by whoever asked.
    file: Option<String>,
    /// Whether parts of it can be asked for, and which part this is.
    in_parts: bool,
    part: Option<String>,
    body: Body,
    cookies: Vec<String>,
}

/// What a page is kept for: not at all.
const NOT_KEPT: &str = "no-store";

impl Answer {
    /// A page.
    pub(super) fn page(template: &impl Template) -> Result<Self, Failure> {
        Self::page_with(StatusCode::OK, template)
    }

    /// A page with another status than "fine".
    pub(super) fn page_with(status: StatusCode, template: &impl Template) -> Result<Self, Failure> {
        let html = template.render().map_err(|_| Failure::Drawing)?;
        Ok(Self { status, ..Self::of("text/html; charset=utf-8", NOT_KEPT, Body::from(html)) })
    }

    /// On to another page.
    pub(super) fn go(to: impl Into<String>) -> Self {
        let to = Some(to.into());
        Self { status: StatusCode::SEE_OTHER, to, ..Self::of("text/plain; charset=utf-8", NOT_KEPT, Body::empty()) }
    }

    /// Something else than a page; `keep` says for how long a browser may keep it.
    pub(super) fn of(kind: &'static str, keep: &'static str, body: Body) -> Self {
        Self {
            status: StatusCode::OK,
            kind,
            keep,
            to: None,
            file: None,
            in_parts: false,
            part: None,
            body,
            cookies: Vec::new(),
        }
    }

    /// All of it, or the part that is asked for: some browsers play nothing else. `range` is what they say, as `bytes=0-1`.
    pub(super) fn part(kind: &'static str, bytes: Vec<u8>, range: Option<&str>) -> Self {
        let all = bytes.len();
        let (status, part, body) = match range.and_then(|range| asked_for(range, all)) {
            None => (StatusCode::OK, None, Body::from(bytes)),
            Some(None) => (StatusCode::RANGE_NOT_SATISFIABLE, Some(format!("bytes */{all}")), Body::empty()),
            Some(Some((first, last))) => {
                let part = bytes.get(first..=last).unwrap_or_default().to_vec();
                (StatusCode::PARTIAL_CONTENT, Some(format!("bytes {first}-{last}/{all}")), Body::from(part))
            }
        };
        Self { status, in_parts: true, part, ..Self::of(kind, NOT_KEPT, body) }
    }

    /// With a cookie.
    pub(super) fn with(mut self, cookie: String) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// As a file of that name, to be kept by whoever asked. The name holds plain letters, digits, `-` and `.`.
    pub(super) fn named(self, file: &str) -> Self {
        Self { file: Some(file.to_owned()), ..self }
    }

    pub(super) fn into_response(self) -> Response {
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(self.keep));
        if let Some(to) = self.to.and_then(|to| HeaderValue::try_from(to).ok()) {
            headers.insert(LOCATION, to);
        }
        if let Some(file) =
            self.file.and_then(|file| HeaderValue::try_from(format!("attachment; filename=\"{file}\"")).ok())
        {
            headers.insert(CONTENT_DISPOSITION, file);
        }
        if self.in_parts {
            headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        }
        if let Some(part) = self.part.and_then(|part| HeaderValue::try_from(part).ok()) {
            headers.insert(CONTENT_RANGE, part);
        }
        for cookie in self.cookies.into_iter().filter_map(|cookie| HeaderValue::try_from(cookie).ok()) {
            headers.append(SET_COOKIE, cookie);
        }
        response
    }
}

/// The first and the last byte that are asked for; `Some(None)`: there are none such. `None`: all of it, as whenever it is asked for in another way
/// than one part, which a server may leave unheard.
fn asked_for(range: &str, all: usize) -> Option<Option<(usize, usize)>> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let end = all.checked_sub(1);
    let number = |text: &str| text.trim().parse::<usize>();
    let (first, last) = match (number(first), number(last)) {
        (Ok(first), Ok(last)) if first <= last => (first, Some(last)),
        (Ok(first), Err(_)) if last.trim().is_empty() => (first, None),
        (Err(_), Ok(0)) if first.trim().is_empty() => return Some(None),
        (Err(_), Ok(length)) if first.trim().is_empty() => (all.saturating_sub(length), None),
        (Ok(_) | Err(_), _) => return None,
    };
    Some(end.filter(|end| first <= *end).map(|end| (first, last.unwrap_or(end).min(end))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_what_was_asked_for_and_no_more_than_there_is() {
        for (range, expected) in [
            ("bytes=0-1", Some(Some((0, 1)))),
            ("bytes=4-", Some(Some((4, 9)))),
            ("bytes=4-400", Some(Some((4, 9)))),
            ("bytes=-3", Some(Some((7, 9)))),
            ("bytes=-30", Some(Some((0, 9)))),
            ("bytes=10-", Some(None)),
            ("bytes=-0", Some(None)),
            ("bytes=0-1,3-4", None),
            ("bytes=3-2", None),
            ("bytes=-", None),
            ("lines=0-1", None),
            ("bytes=a-b", None),
        ] {
            assert_eq!(asked_for(range, 10), expected, "{range}");
        }
        assert_eq!(asked_for("bytes=0-", 0), Some(None));
    }
}
