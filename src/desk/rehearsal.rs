//! The desk beside a phone on a page: whoever opens it with the key of this start is a coordinator of the rehearsal, with no sign-in.
//!
//! Not here: the phone (`handset`). Where real people are served there is no such key, and this page is nowhere.

use super::answer::Answer;
use super::ask::Ask;
use super::carried::Carried;
use super::cookies;
use super::failure::Failure;
use crate::staff::accounts::Token;

/// What lets a rehearsal in.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    /// The key, new at each start.
    pub key: Token,
    /// Whose desk it is: a coordinator of the rehearsal.
    pub name: String,
}

/// Signs the rehearsal's coordinator in.
pub(super) async fn enter(ask: Ask) -> Result<Answer, Failure> {
    let rehearsal = ask.desk.rehearsal.clone().ok_or(Failure::NotFound)?;
    let given = Token::read(ask.path.get("key")).ok_or(Failure::NotFound)?;
    if given.hash() != rehearsal.key.hash() {
        return Err(Failure::NotFound);
    }
    let session = ask.desk.staff.rehearse(&rehearsal.name, ask.source.words.as_str()).await?;
    let to = Carried::read(&ask.query).to;
    Ok(Answer::go(to).with(cookies::set_browser(&session)))
}

impl Rehearsal {
    /// The way in, to a page of the desk.
    pub(super) fn link(&self, to: &str) -> String {
        Carried { to: to.to_owned(), kept: String::new() }.link(&format!("/enter/{}", self.key.reveal()))
    }
}
