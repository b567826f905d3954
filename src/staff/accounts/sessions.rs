//! Sessions: who is signed in, until when, and on which devices. Password, role and second factor end them all when they change.
//!
//! Not here: how one begins (`sign_in`, `second`, `invite`).

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{IDLE, LONGEST_SESSION, Token, since};
use crate::staff::guard::{record, somebody};
use crate::staff::{Parts, Staff, StaffError};
use crate::store::Group;
use crate::store::audit::Done;
use crate::store::coordinators::Roles;
use crate::store::sessions::{self, NewSession, SessionRow, Stage};

/// How often it is written down that a session is in use.
const TOUCH: TimeDelta = TimeDelta::seconds(60);

/// Somebody with a session.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The session's id.
    pub session: Uuid,
    /// Who.
    pub coordinator: Uuid,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub roles: Roles,
    /// How far they have come.
    pub stage: Stage,
    /// When the session ends, if it is used until then.
    pub until: DateTime<Utc>,
}

/// One of somebody's sessions.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Its id.
    pub id: Uuid,
    /// On what, in a few words.
    pub device: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it was last used.
    pub used_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

impl Staff {
    /// A new token, for a browser that has none.
    pub fn token(&self) -> Result<Token, StaffError> {
        Ok(Token::new(&self.parts().chance)?)
    }

    /// Whose token it is; `None` if nobody's, or if the session is over. Whoever is only `looking` does not use it.
    pub async fn visitor(&self, token: &Token, looking: bool) -> Result<Option<Visitor>, StaffError> {
        let now = self.now();
        let mut work = self.parts().store.reading().await?;
        let Some(row) = sessions::find(&mut work, token.hash(), since(now)).await? else { return Ok(None) };
        drop(work);
        if !looking && now - row.used_at > TOUCH {
            self.write("touch", (row.id, now), |_, group, (session, now)| {
                Box::pin(async move { Ok(sessions::touch(&mut group.main, *session, *now).await?) })
            })
            .await?;
        }
        Ok(Some(visitor(row, now)))
    }

    /// A session for a coordinator of a rehearsal, with no password: whoever calls this has made sure that it is one.
    pub async fn rehearse(&self, name: &str, device: &str) -> Result<Token, StaffError> {
        let token = self.token()?;
        let asked = (name.to_owned(), device.to_owned(), token.clone());
        self.write("rehearse", asked, |parts, group, (name, device, token)| {
            Box::pin(async move {
                let who = somebody(&mut group.main, name).await?;
                begin(group, parts, (who.id, Stage::In, token, device)).await?;
                record(parts, group, Some(who.id), Done::SignedIn, None, parts.clock.now()).await
            })
        })
        .await?;
        Ok(token)
    }

    /// The session ends.
    pub async fn sign_out(&self, visitor: &Visitor) -> Result<(), StaffError> {
        self.end_session(visitor, visitor.session).await.map(drop)
    }

    /// Where somebody is signed in, the newest use first.
    pub async fn signed_in(&self, visitor: &Visitor) -> Result<Vec<SignedIn>, StaffError> {
        let mut work = self.parts().store.reading().await?;
        let rows = sessions::list(&mut work, visitor.coordinator, since(self.now())).await?;
        let one = |row: SessionRow| SignedIn {
            is_this: row.id == visitor.session,
            id: row.id,
            device: row.device,
            since: row.made_at,
            used_at: row.used_at,
        };
        Ok(rows.into_iter().map(one).collect())
    }

    /// Ends one of their own sessions. False: there is none of theirs by this id.
    pub async fn end_session(&self, visitor: &Visitor, session: Uuid) -> Result<bool, StaffError> {
        let asked = (visitor.coordinator, session, self.now());
        self.write("end session", asked, |parts, group, (who, session, now)| {
            Box::pin(async move {
                let ended = sessions::end(&mut group.main, *session, *who).await?;
                if ended {
                    record(parts, group, Some(*who), Done::SignedOut, None, *now).await?;
                }
                Ok(ended)
            })
        })
        .await
    }
}

/// Begins a session in this group, with a token that was made outside of it.
pub(super) async fn begin(
    group: &mut Group,
    parts: &Parts,
    (who, stage, token, device): (Uuid, Stage, &Token, &str),
) -> Result<(), StaffError> {
    let id = parts.chance.uuid()?;
    let at = parts.clock.now();
    let new = NewSession { id, token: token.hash(), coordinator: who, stage, device: device.to_owned(), at };
    Ok(sessions::put(&mut group.main, &new).await?)
}

fn visitor(row: SessionRow, now: DateTime<Utc>) -> Visitor {
    Visitor {
        session: row.id,
        coordinator: row.coordinator,
        name: row.name,
        roles: row.roles,
        stage: row.stage,
        until: (now + IDLE).min(row.made_at + LONGEST_SESSION),
    }
}
