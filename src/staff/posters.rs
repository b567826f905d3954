//! Posters and leaflets: their codes and what the team calls them. A code that is not among them lets people in all the same.
//!
//! Not here: pictures of them (`outreach`), how many came by which (`going`).

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::guard::{record_about, somebody};
use super::{Staff, StaffError};
use crate::outreach::LinkCode;
use crate::store::audit::Done;
use crate::store::{Work, posters};

/// Letters in a label at most.
const LONGEST: usize = 60;

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
        if !fits || LinkCode::read(&code).is_none() {
            return Err(StaffError::NoCode);
        }
        self.write("make a poster", (name.to_owned(), code, label), |parts, group, (name, code, label)| {
            Box::pin(async move {
                let who = somebody(&mut group.main, name).await?;
                if !posters::add(&mut group.main, code, label, parts.clock.now()).await? {
                    return Err(StaffError::CodeTaken(code.clone()));
                }
                record_about(parts, group, (who.id, Done::MadeAPoster), Some(code)).await
            })
        })
        .await
    }

    /// It is not handed out any more, or is again.
    pub async fn pause_poster(&self, name: &str, code: &str, paused: bool) -> Result<(), StaffError> {
        let asked = (name.to_owned(), code.trim().to_owned(), paused);
        self.write("pause a poster", asked, |parts, group, (name, code, paused)| {
            Box::pin(async move {
                let who = somebody(&mut group.main, name).await?;
                let at = paused.then(|| parts.clock.now());
                if !posters::pause(&mut group.main, code, at).await? {
                    return Err(StaffError::NoSuchPoster(code.clone()));
                }
                let act = if *paused { Done::PausedAPoster } else { Done::TookUpAPosterAgain };
                record_about(parts, group, (who.id, act), Some(code)).await
            })
        })
        .await
    }
}

/// All labels.
pub(super) async fn labels(work: &mut Work) -> Result<Labels, StaffError> {
    Ok(posters::list(work).await?.into_iter().map(|row| (row.code, row.label)).collect())
}
