//! The routes, all below `/try`.
//!
//! Not here: how anything looks (`view`), what is done (`acts`).

use std::convert::Infallible;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use futures_util::stream;
use tokio::sync::watch;

use super::Handset;
use super::acts::{Form, MOST};
use super::guard::guard;

/// What a script asks with: it wants the part that changes, and no whole page.
const PART: &str = "x-part";

/// The phone's pages. `stop`: the program is to end, and whoever listens is let go.
pub fn router(handset: Handset, stop: watch::Receiver<bool>) -> Router {
    Router::new()
        .route("/try", get(shell).post(clock))
        .route("/try/phone", get(phone).post(act))
        .route("/try/chat", get(chat))
        .route("/try/time", get(time))
        .route("/try/story", get(story))
        .route("/try/live", get(move |State(handset): State<Handset>| async move { live(&handset, stop.clone()) }))
        .route("/try/handset.css", get(|| async { file("text/css", include_str!("pages/handset.css")) }))
        .route("/try/handset.js", get(|| async { file("text/javascript", include_str!("pages/handset.js")) }))
        .route("/try/shell.js", get(|| async { file("text/javascript", include_str!("pages/shell.js")) }))
        .layer(DefaultBodyLimit::max(MOST))
        .layer(middleware::from_fn_with_state(handset.clone(), guard))
        .with_state(handset)
}

async fn shell(State(handset): State<Handset>) -> Response {
    page(handset.shell().await)
}

async fn phone(State(handset): State<Handset>) -> Response {
    page(handset.phone().await)
}

async fn chat(State(handset): State<Handset>) -> Response {
    page(handset.chat().await)
}

async fn time(State(handset): State<Handset>) -> String {
    handset.time().await
}

/// The clock is moved on. The whole page is shown anew, and the desk with it.
async fn clock(State(handset): State<Handset>, headers: HeaderMap, body: Bytes) -> Response {
    match done(&handset, &body).await {
        Err(error) => error,
        Ok(()) if headers.contains_key(PART) => handset.time().await.into_response(),
        Ok(()) => Redirect::to("/try").into_response(),
    }
}

async fn act(State(handset): State<Handset>, headers: HeaderMap, body: Bytes) -> Response {
    match done(&handset, &body).await {
        Err(error) => error,
        Ok(()) if headers.contains_key(PART) => page(handset.chat().await),
        Ok(()) => Redirect::to("/try/phone#newest").into_response(),
    }
}

async fn done(handset: &Handset, body: &[u8]) -> Result<(), Response> {
    let Some(act) = Form::read(body).act() else { return Ok(()) };
    handset.done(act).await.map_err(|error| {
        tracing::error!(%error, "nothing was done on the phone");
        (StatusCode::INTERNAL_SERVER_ERROR, "Nothing was done. The terminal says why.\n").into_response()
    })
}

/// The sitting so far, as `ajar rehearse` plays it.
async fn story(State(handset): State<Handset>) -> impl IntoResponse {
    let story = handset.0.table.lock().await.sitting().story();
    let kept = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"my-story.txt\""),
    ];
    (kept, story)
}

/// Says a number whenever something is new.
fn live(handset: &Handset, stop: watch::Receiver<bool>) -> impl IntoResponse + use<> {
    let listening = (handset.0.changed.subscribe(), stop);
    let told = stream::unfold(listening, |(mut changed, mut stop)| async move {
        let version = tokio::select! {
            told = changed.changed() => told.ok().map(|()| *changed.borrow_and_update()),
            _ = stop.wait_for(|stop| *stop) => None,
        };
        version.map(|version| (Ok::<_, Infallible>(Event::default().data(version.to_string())), (changed, stop)))
    });
    Sse::new(told).keep_alive(KeepAlive::default())
}

fn page(rendered: Result<String, askama::Error>) -> Response {
    match rendered {
        Ok(page) => Html(page).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be put together");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn file(kind: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind)], text)
}
