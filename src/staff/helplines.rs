//! Helplines that somebody of the team has rung or looked up: one click, and the day counts over the register's own.
//!
//! Not here: the rows themselves (the register).

use chrono::NaiveDate;

use super::guard::{record_about, somebody};
use super::{Staff, StaffError};
use crate::store::audit::Done;
use crate::store::helpline_checks;

/// A helpline that was checked at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelplineCheck {
    /// The helpline's id.
    pub id: String,
    /// On which day.
    pub checked_on: NaiveDate,
    /// By whom.
    pub by: String,
}

impl Staff {
    /// All that were checked at the desk.
    pub async fn helplines(&self) -> Result<Vec<HelplineCheck>, StaffError> {
        let rows = helpline_checks::list(&mut self.parts().store.reading().await?).await?;
        let check = |row: helpline_checks::CheckRow| HelplineCheck {
            id: row.helpline,
            checked_on: row.checked_on,
            by: row.by_name,
        };
        Ok(rows.into_iter().map(check).collect())
    }

    /// This coordinator has checked one today. (Whether the register has such a row is the caller's to know.)
    pub async fn helpline_checked(&self, name: &str, id: &str) -> Result<(), StaffError> {
        self.write("helpline", (name.to_owned(), id.to_owned()), |parts, group, (name, id)| {
            Box::pin(async move {
                let who = somebody(&mut group.main, name).await?;
                let today = crate::hours::london(parts.clock.now()).0;
                helpline_checks::put(&mut group.main, id, today, who.id).await?;
                record_about(parts, group, (who.id, Done::CheckedAHelpline), Some(id)).await
            })
        })
        .await
    }
}
