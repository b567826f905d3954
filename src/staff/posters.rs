//! Posters and leaflets: their codes and what the team calls them. A code that is not among them lets people in all the same.
//!
//! Not here: pictures of them (`outreach`), how many came by which (`going`).

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::guard::{record_about, somebody};
use super::{Staff, StaffError};
use crate::store::{Work, posters};

/// Letters in a label at most.
const LONGEST: usize = 60;
/// What Telegram carries in a link.
const LONGEST_CODE: usize = 64;

/// What the posters are called, by their codes.
pub(super) type Labels = HashMap<String, String>;

/// A poster or leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poster {
    /// The code that its link carries.
    pub code: String,
    /// What the team calls it.
    pub label: String,
    /// Since when it is there.
    pub made_at: DateTime<Utc>,
    /// Since when it is not handed out any more. Its link works all the same.
    pub paused_at: Option<DateTime<Utc>>,
}

impl Staff {
    /// All posters, the newest first.
    pub async fn posters(&self) -> Result<Vec<Poster>, StaffError> {
        let rows = posters::list(&mut self.parts().store.reading().await?).await?;
        let poster = |row: posters::PosterRow| {
            let posters::PosterRow { code, label, made_at, paused_at } = row;
            Poster { code, label, made_at, paused_at }
        };
        Ok(rows.into_iter().map(poster).collect())
    }

    /// One more.
    pub async fn make_poster(&self, name: &str, code: &str, label: &str) -> Result<(), StaffError> {
        let (code, label) = (code.trim().to_owned(), label.trim().to_owned());
        let fits = !label.is_empty() && label.chars().count() <= LONGEST;
        if !fits || !is_code(&code) {
            return Err(StaffError::NoCode);
        }
        let (parts, asked) = (self.parts(), (name.to_owned(), code, label));
        let writer = parts.writer.clone();
        let written = writer.write("make a poster", move |group| {
            let (parts, asked) = (parts.clone(), asked.clone());
            Box::pin(async move {
                let (name, code, label) = &asked;
                let who = somebody(&mut group.main, name).await?;
                if !posters::add(&mut group.main, code, label, parts.clock.now()).await? {
                    return Err(StaffError::CodeTaken(code.clone()));
                }
                record_about(&parts, group, (who.id, "made a poster"), Some(code)).await
            })
        });
        written.await
    }

    /// It is not handed out any more, or is again.
    pub async fn pause_poster(&self, name: &str, code: &str, paused: bool) -> Result<(), StaffError> {
        let (parts, asked) = (self.parts(), (name.to_owned(), code.trim().to_owned()));
        let writer = parts.writer.clone();
        let written = writer.write("pause a poster", move |group| {
            let (parts, asked) = (parts.clone(), asked.clone());
            Box::pin(async move {
                let (name, code) = &asked;
                let who = somebody(&mut group.main, name).await?;
                let at = paused.then(|| parts.clock.now());
                if !posters::pause(&mut group.main, code, at).await? {
                    return Err(StaffError::NoSuchPoster(code.clone()));
                }
                let act = if paused { "paused a poster" } else { "took up a poster again" };
                record_about(&parts, group, (who.id, act), Some(code)).await
            })
        });
        written.await
    }
}

/// What a link can carry (`outreach` reads the same).
fn is_code(code: &str) -> bool {
    (1..=LONGEST_CODE).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// All labels.
pub(super) async fn labels(work: &mut Work) -> Result<Labels, StaffError> {
    Ok(posters::list(work).await?.into_iter().map(|row| (row.code, row.label)).collect())
}
