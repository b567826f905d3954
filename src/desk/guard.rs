//! What stands before every handler: is the form ours, who asks, and may they. After it: the headers.
//!
//! Not here: who may (`routes`), what they do.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{ConnectInfo, RawPathParams, Request};
use axum::http::header::{CONTENT_TYPE, RANGE, USER_AGENT};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use subtle::ConstantTimeEq as _;

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use super::form::{Fields, MOST};
use super::frame::Frame;
use super::routes::{Method, Route, Who};
use super::{Desk, carried, cookies, device, headers, origin};
use crate::staff::accounts::{Source, Token, Visitor};
use crate::store::sessions::Stage;

/// How long a form may take to arrive.
const PATIENCE: Duration = Duration::from_secs(20);
/// The field in which a form carries its token.
pub(super) const TOKEN: &str = "form";
/// Pages that only look whether anything is new say so: that is no use of a session.
const LOOKING: &str = "x-ajar-looking";

/// What stands in a path, if it is text.
pub(super) type Path = Result<RawPathParams, RawPathParamsRejection>;

/// Answers a request to one of the routes.
pub(super) async fn answer(desk: Desk, route: &'static Route, path: Path, request: Request) -> Response {
    // What is no text behind its percent signs leads nowhere.
    let Ok(path) = path else { return nothing_there(desk, request, Failure::NotFound).await };
    let path = Fields::of(path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())));
    let framed = desk.rehearsal.is_some();
    let mut caller = match Caller::of(&desk, request.headers(), request.uri(), source(&request)).await {
        Ok(caller) => caller,
        Err((frame, failure)) => return finish(failure.answer(&frame, &Fields::default()), framed),
    };
    let is_new = std::mem::take(&mut caller.is_new);
    let (frame, browser) = (caller.frame.clone(), caller.browser.clone());
    let mut typed = Fields::default();
    let answered = match admit(route, &caller, request, &mut typed).await {
        Ok(()) => {
            caller.look(&desk, route).await;
            route.act(caller.ask(desk, path, typed.clone())).await
        }
        Err(Failure::SignedOut) if route.method == Method::Get => Ok(carried::to_sign_in(&frame)),
        Err(failure) => Err(failure),
    };
    let answer = answered.or_else(|failure| failure.answer(&frame, &typed));
    let answer = match answer {
        // The first answer to a browser tells it what it is known by: its forms carry a token that follows from it.
        Ok(answer) if is_new && !route.path.starts_with("/assets/") => Ok(answer.with(cookies::set_browser(&browser))),
        other => other,
    };
    finish(answer, framed)
}

/// Answers a request to a place that is none.
pub(super) async fn nothing_there(desk: Desk, request: Request, why: Failure) -> Response {
    let framed = desk.rehearsal.is_some();
    let caller = Caller::of(&desk, request.headers(), request.uri(), source(&request)).await;
    let (frame, failure) = match caller {
        Ok(caller) => (caller.frame, why),
        Err(other) => other,
    };
    finish(failure.answer(&frame, &Fields::default()), framed)
}

fn finish(answer: Result<Answer, Failure>, framed: bool) -> Response {
    let mut response = match answer {
        Ok(answer) => answer.into_response(),
        // A page that says what went wrong could not be drawn either.
        Err(_) => Answer::of("text/plain; charset=utf-8", "no-store", Body::empty()).into_response(),
    };
    headers::put(response.headers_mut(), framed);
    response
}

/// Who asks, and what every page for them has.
struct Caller {
    frame: Frame,
    visitor: Option<Visitor>,
    browser: Token,
    is_new: bool,
    source: Source,
    query: Fields,
    range: Option<String>,
}

impl Caller {
    async fn of(desk: &Desk, headers: &HeaderMap, uri: &Uri, source: Source) -> Result<Self, (Frame, Failure)> {
        let known = cookies::browser(headers);
        let is_new = known.is_none();
        let browser = match known.map_or_else(|| desk.staff.token(), Ok) {
            Ok(browser) => browser,
            Err(error) => return Err((Frame::nobodys(desk, uri), error.into())),
        };
        let looking = headers.contains_key(LOOKING);
        let visitor = if is_new { Ok(None) } else { desk.staff.visitor(&browser, looking).await };
        let query = Fields::read(uri.query().unwrap_or_default().as_bytes());
        let visitor = visitor.map_err(|error| (Frame::nobodys(desk, uri), Failure::from(error)))?;
        let frame = Frame::new(desk, uri, visitor.as_ref(), &browser);
        let Some(query) = query else { return Err((frame, Failure::Unreadable)) };
        let range = headers.get(RANGE).and_then(|range| range.to_str().ok()).map(str::to_owned);
        Ok(Self { frame, visitor, browser, is_new, source, query, range })
    }

    /// Whether anything has come for them, where a page will be drawn that says so. If that cannot be told, the page is drawn without.
    async fn look(&mut self, desk: &Desk, route: &Route) {
        let reads = matches!(route.who, Who::In | Who::With(_)) && self.frame.roles.reads_stories();
        if let Some(visitor) = self.visitor.as_ref().filter(|_| reads && route.draws_a_page()) {
            self.frame.news = desk.staff.has_news(visitor.coordinator).await.unwrap_or_default();
        }
    }

    fn ask(self, desk: Desk, path: Fields, form: Fields) -> Ask {
        let Self { frame, visitor, source, query, range, .. } = self;
        Ask { desk, frame, visitor, source, path, query, form, range }
    }
}

/// Lets the request through, with its form read; or not.
async fn admit(route: &Route, caller: &Caller, request: Request, typed: &mut Fields) -> Result<(), Failure> {
    if route.method == Method::Post {
        if !origin::is_ours(request.headers(), &caller.frame.address) {
            return Err(Failure::Origin);
        }
        *typed = form(request).await?;
        let expected = caller.browser.for_forms().reveal();
        let given = typed.get(TOKEN);
        if caller.is_new || !bool::from(given.as_bytes().ct_eq(expected.as_bytes())) {
            return Err(Failure::Form);
        }
    }
    may(route.who, caller.visitor.as_ref())
}

/// The one place that says whether somebody may.
fn may(who: Who, visitor: Option<&Visitor>) -> Result<(), Failure> {
    let stage = visitor.map(|visitor| visitor.stage);
    match (who, visitor) {
        (Who::Anybody, _) => Ok(()),
        (Who::At(wanted), _) if stage == Some(wanted) => Ok(()),
        (Who::In, Some(_)) if stage == Some(Stage::In) => Ok(()),
        (Who::With(roles), Some(visitor)) if visitor.stage == Stage::In => {
            if visitor.roles.has_any(roles) {
                Ok(())
            } else {
                Err(Failure::NotForRole)
            }
        }
        (Who::At(_), Some(visitor)) if visitor.stage == Stage::In => Err(Failure::NotFound),
        (Who::At(_) | Who::In | Who::With(_), _) => Err(Failure::SignedOut),
    }
}

async fn form(request: Request) -> Result<Fields, Failure> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/x-www-form-urlencoded") {
        return Err(Failure::Kind);
    }
    let body = tokio::time::timeout(PATIENCE, to_bytes(request.into_body(), MOST)).await;
    let body = body.map_err(|_| Failure::Slow)?.map_err(|_| Failure::TooLong)?;
    Fields::read(&body).ok_or(Failure::Unreadable)
}

/// Where a request comes from. The reverse proxy stands on this machine and says for whom it asks; anybody else is who they are.
fn source(request: &Request) -> Source {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let said = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let last = said("x-forwarded-for").and_then(|list| list.rsplit(',').next()?.trim().parse().ok());
    Source {
        address: last.filter(|_| peer.is_loopback()).unwrap_or(peer),
        device: cookies::device(request.headers()),
        words: device::words(said(USER_AGENT.as_str()).unwrap_or_default()),
    }
}
