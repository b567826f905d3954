//! Being away: on which days somebody does not read, and who covers. Whoever writes straight to them is told once (P34).
//!
//! Not here: telling them (`dialogue`).

use chrono::NaiveDate;

use super::guard::{record, record_about, somebody};
use super::{Staff, StaffError};
use crate::store::audit::Done;
use crate::store::away;

/// Somebody is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// Who.
    pub name: String,
    /// The first day on which they do not read.
    pub from: NaiveDate,
    /// The day on which they read again.
    pub back: NaiveDate,
    /// Who covers.
    pub cover: Option<String>,
}

impl Staff {
    /// This coordinator does not read from one day until another, on which they read again.
    pub async fn away(
        &self,
        name: &str,
        (from, back): (NaiveDate, NaiveDate),
        cover: Option<&str>,
    ) -> Result<(), StaffError> {
        let today = crate::hours::london(self.now()).0;
        if back <= from || back <= today {
            return Err(StaffError::Passed(back));
        }
        let asked = (name.to_owned(), (from, back), cover.map(str::to_owned));
        self.write("away", asked, |parts, group, (name, days, cover)| {
            Box::pin(async move {
                let who = somebody(&mut group.main, name).await?;
                let cover = match cover {
                    Some(cover) => Some(somebody(&mut group.main, cover).await?),
                    None => None,
                };
                if cover.as_ref().is_some_and(|cover| cover.id == who.id) {
                    return Err(StaffError::NotForThem(who.name));
                }
                away::put(&mut group.main, who.id, *days, cover.as_ref().map(|cover| cover.id)).await?;
                let detail = cover.map(|cover| cover.name);
                record_about(parts, group, (who.id, Done::IsAway), detail.as_deref()).await
            })
        })
        .await
    }

    /// They are here again, before or on the day.
    pub async fn here_again(&self, name: &str) -> Result<(), StaffError> {
        self.write("here again", name.to_owned(), |parts, group, name| {
            Box::pin(async move {
                let who = somebody(&mut group.main, name).await?;
                if away::remove(&mut group.main, who.id).await? {
                    record(parts, group, Some(who.id), Done::IsHereAgain, None, parts.clock.now()).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Who is away, or will be.
    pub async fn who_is_away(&self) -> Result<Vec<Away>, StaffError> {
        let today = crate::hours::london(self.now()).0;
        let rows = away::list(&mut self.parts().store.reading().await?, today).await?;
        let away =
            |row: away::AwayRow| Away { name: row.name, from: row.from_day, back: row.back_day, cover: row.cover_name };
        Ok(rows.into_iter().map(away).collect())
    }
}
