//! The one table of routes: method, path, who may, and the handler. There is no other way to a handler, and a route with no rule does not compile.
//!
//! Not here: how the rules are held (`guard`).

use axum::Router;
use axum::extract::Request;
use axum::routing::{MethodFilter, MethodRouter, on};
use futures_util::future::BoxFuture;

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use super::guard::Path;
use super::{
    Desk, acts, audit, code, devices, enrol, files, going, guard, helplines, home, invited, live, media, mine, people,
    person, posters, rehearsal, reply, reviewed, settings, sign_in, take_along, team,
};
use crate::store::coordinators::Role;
use crate::store::sessions::Stage;

/// Who may.
#[derive(Clone, Copy, Debug)]
pub(super) enum Who {
    /// Everybody, signed in or not.
    Anybody,
    /// Whoever has come so far with signing in, and no further.
    At(Stage),
    /// Everybody who is signed in.
    In,
    /// Whoever is signed in with one of these roles.
    With(&'static [Role]),
}

/// Whether it only shows, or changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// Shows.
    Get,
    /// Changes: it needs the form's token, and our own origin.
    Post,
}

type Act = fn(Ask) -> BoxFuture<'static, Result<Answer, Failure>>;

/// One route.
pub(super) struct Route {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) who: Who,
    act: Act,
}

macro_rules! routes {
    ($($method:ident $path:literal $who:expr => $act:path;)*) => {
        &[$(Route { method: Method::$method, path: $path, who: $who, act: |ask| Box::pin($act(ask)) }),*]
    };
}

/// Whoever opens what people send.
const READERS: Who = Who::With(&[Role::Coordinator, Role::Lead]);
const LEADS: Who = Who::With(&[Role::Lead]);

/// Every route there is.
pub(super) const ROUTES: &[Route] = routes! {
    Get "/" Who::In => home::home;
    Get "/assets/{name}" Who::Anybody => files::file;
    Get "/live" Who::In => live::listen;
    Get "/sign-in" Who::Anybody => sign_in::page;
    Post "/sign-in" Who::Anybody => sign_in::sign_in;
    Post "/sign-out" Who::Anybody => sign_in::sign_out;
    Get "/code" Who::At(Stage::Code) => code::page;
    Post "/code" Who::At(Stage::Code) => code::enter;
    Get "/enrol" Who::At(Stage::Enrol) => enrol::page;
    Post "/enrol" Who::At(Stage::Enrol) => enrol::enrol;
    Get "/invited/{token}" Who::Anybody => invited::page;
    Post "/invited/{token}" Who::Anybody => invited::accept;
    Get "/enter/{key}" Who::Anybody => rehearsal::enter;
    Get "/people" READERS => people::waiting;
    Get "/others" READERS => people::others;
    Get "/resting" READERS => people::resting;
    Get "/mine" READERS => mine::page;
    Get "/people/{reference}" READERS => person::page;
    Post "/people/{reference}/claim" READERS => acts::claim;
    Post "/people/{reference}/back" READERS => acts::hand_back;
    Post "/people/{reference}/hand-on" READERS => acts::hand_on;
    Post "/people/{reference}/read-with" READERS => acts::read_with;
    Post "/people/{reference}/read-alone" READERS => acts::read_alone;
    Post "/people/{reference}/know" READERS => acts::know;
    Post "/people/{reference}/rest" READERS => acts::rest;
    Post "/people/{reference}/note" READERS => acts::note;
    Post "/people/{reference}/quiet" READERS => acts::quiet;
    Post "/people/{reference}/promise" READERS => acts::promise;
    Post "/people/{reference}/reply" READERS => reply::reply;
    Post "/people/{reference}/draft" READERS => reply::keep;
    Post "/people/{reference}/later/{id}/stop" READERS => reply::not_later;
    Post "/people/{reference}/begin" READERS => reply::begin;
    Post "/people/{reference}/talk/{id}/edit" READERS => reply::edit;
    Post "/people/{reference}/talk/{id}/delete" READERS => reply::delete;
    Get "/devices" Who::In => devices::page;
    Post "/devices/{id}/end" Who::In => devices::end;
    Post "/devices/away" READERS => devices::away;
    Post "/devices/here" READERS => devices::here;
    Post "/devices/password" Who::In => devices::password;
    Post "/devices/second" Who::In => devices::second;
    Get "/team" LEADS => team::page;
    Post "/team/invite" LEADS => team::invite;
    Post "/team/{id}/roles" LEADS => team::roles;
    Post "/team/{id}/invite" LEADS => team::invite_again;
    Post "/team/{id}/uninvite" LEADS => team::uninvite;
    Post "/team/{id}/suspend" LEADS => team::suspend;
    Post "/team/{id}/restore" LEADS => team::restore;
    Post "/team/{id}/remove" LEADS => team::remove;
    Get "/people/{reference}/take-along" READERS => take_along::page;
    Post "/people/{reference}/take-along/{how}" READERS => take_along::take;
    Get "/people/{reference}/sent/{number}/{section}/{piece}" READERS => media::sent;
    Get "/people/{reference}/talk/{id}" READERS => media::talk;
    Get "/going" Who::In => going::page;
    Get "/posters" READERS => posters::page;
    Post "/posters" READERS => posters::make;
    Get "/posters/{code}" READERS => posters::one;
    Get "/posters/{code}/print" READERS => posters::print;
    Post "/posters/{code}/pause" READERS => posters::pause;
    Post "/posters/{code}/resume" READERS => posters::resume;
    Get "/helplines" READERS => helplines::page;
    Post "/helplines/{id}/checked" READERS => helplines::checked;
    Get "/reviewed" Who::In => reviewed::page;
    Get "/reviewed/book" Who::In => reviewed::words;
    Get "/audit" Who::With(&[Role::Auditor, Role::Lead]) => audit::page;
    Get "/settings" Who::With(&[Role::Keeper, Role::Lead]) => settings::page;
};

/// The table as lines of text: method, path, who may. A test holds it against what the desk does.
pub fn matrix() -> Vec<(&'static str, &'static str, String)> {
    let line = |route: &Route| {
        let method = if route.method == Method::Get { "GET" } else { "POST" };
        (method, route.path, route.who.words())
    };
    ROUTES.iter().map(line).collect()
}

impl Who {
    fn words(self) -> String {
        match self {
            Self::Anybody => "anybody".to_owned(),
            Self::At(stage) => format!("at {}", stage.as_str()),
            Self::In => "signed in".to_owned(),
            Self::With(roles) => roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", "),
        }
    }
}

impl Route {
    /// Whether what it gives has the frame: not a change, a file, a line that stays open or a voice note.
    pub(super) fn draws_a_page(&self) -> bool {
        let bare = ["/assets/", "/live", "/people/{reference}/sent/", "/people/{reference}/talk/"];
        self.method == Method::Get && !bare.iter().any(|start| self.path.starts_with(start))
    }

    pub(super) fn act(&self, ask: Ask) -> BoxFuture<'static, Result<Answer, Failure>> {
        (self.act)(ask)
    }
}

/// The table as routes of axum's.
pub(super) fn router(desk: &Desk) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        router = router.route(route.path, method(desk, route));
    }
    let (missing, wrong) = (desk.clone(), desk.clone());
    router
        .fallback(move |request: Request| guard::nothing_there(missing.clone(), request, Failure::NotFound))
        .method_not_allowed_fallback(move |request: Request| {
            guard::nothing_there(wrong.clone(), request, Failure::Method)
        })
}

fn method(desk: &Desk, route: &'static Route) -> MethodRouter {
    let filter = match route.method {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
    };
    let desk = desk.clone();
    let answer = move |path: Path, request: Request| guard::answer(desk.clone(), route, path, request);
    on(filter, answer)
}
