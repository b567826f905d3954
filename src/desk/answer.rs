//! What a handler gives: a page, a way on, or bytes; and cookies with it.
//!
//! Not here: the headers that everything has (`headers`).

use askama::Template;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION, SET_COOKIE};
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
        Self { status: StatusCode::OK, kind, keep, to: None, file: None, body, cookies: Vec::new() }
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
        for cookie in self.cookies.into_iter().filter_map(|cookie| HeaderValue::try_from(cookie).ok()) {
            headers.append(SET_COOKIE, cookie);
        }
        response
    }
}
