//! Invitations: a link that holds for a week, once, for one person. It leads to a password and a second factor; there is no default password.
//!
//! An invitation for somebody who can sign in already is how a lost phone and a forgotten password are mended: it makes both anew.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::second::put_next;
use super::sessions::begin;
use super::{INVITED_FOR, Token, acting, password};
use crate::staff::guard::{named, record_of};
use crate::staff::{Parts, Staff, StaffError};
use crate::store::Group;
use crate::store::accounts::{self, NewInvitation};
use crate::store::audit::Done;
use crate::store::coordinators::{self, CoordinatorRow, Role, Roles};
use crate::store::sessions::{self, Stage};

/// An invitation.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// What stands in the link.
    pub token: Token,
    /// Whom it invites.
    pub name: String,
    /// Until when it holds.
    pub until: DateTime<Utc>,
}

impl Staff {
    /// Invites somebody, new or known; by a lead, or by nobody by name from a terminal. `roles` is what they may do; of somebody who is known
    /// nothing changes where it is `None`.
    pub async fn invite(&self, by: Option<Uuid>, name: &str, roles: Option<Roles>) -> Result<Invitation, StaffError> {
        let name = named(name)?;
        let (parts, token) = (self.parts(), Token::new(&self.parts().chance)?);
        let (now, id) = (parts.clock.now(), parts.chance.uuid()?);
        let invitation = Invitation { token, name, until: now + INVITED_FOR };
        let asked = (by, id, roles, invitation.clone());
        self.write("invite", asked, |parts, group, asked| Box::pin(invite(parts, group, asked))).await?;
        Ok(invitation)
    }

    /// The first invitation of all, for a lead: only where nobody can sign in yet. The name is the one that the terminal gave, or the first of
    /// the team's.
    pub async fn first_invitation(&self, name: &str) -> Result<Option<Invitation>, StaffError> {
        let mut work = self.parts().store.reading().await?;
        if accounts::any(&mut work).await? {
            return Ok(None);
        }
        drop(work);
        self.invite(None, name, Some(Roles::of([Role::Coordinator, Role::Lead]))).await.map(Some)
    }

    /// Whom a link invites; `None` if it never did, or no longer does.
    pub async fn invited(&self, token: &Token) -> Result<Option<CoordinatorRow>, StaffError> {
        let mut work = self.parts().store.reading().await?;
        Ok(accounts::invited(&mut work, token.hash(), self.now()).await?)
    }

    /// Takes an invitation up with a password. What comes back opens a session in which a second factor is set up.
    pub async fn accept(&self, token: &Token, given: String, device: &str) -> Result<Token, StaffError> {
        let who = self.invited(token).await?.ok_or(StaffError::NoInvitation)?;
        password::look_at(&given, &who.name)?;
        let parts = self.parts();
        let hash = password::hash(given, &parts.chance).await?;
        let session = Token::new(&parts.chance)?;
        let asked = (token.clone(), hash, session.clone(), device.to_owned());
        self.write("accept", asked, |parts, group, asked| Box::pin(accept(parts, group, asked))).await?;
        Ok(session)
    }

    /// An invitation no longer holds.
    pub async fn uninvite(&self, by: Uuid, who: Uuid) -> Result<bool, StaffError> {
        self.write("uninvite", (by, who), |parts, group, (by, who)| {
            Box::pin(async move {
                acting(&mut group.main, *by, Role::Lead).await?;
                let row = coordinators::get(&mut group.main, *who).await?.ok_or(StaffError::NobodyThere)?;
                let dropped = accounts::uninvite(&mut group.main, *who).await?;
                if dropped {
                    record_of(parts, group, Some(*by), (Done::TookAnInvitationBack, &row.name)).await?;
                }
                Ok(dropped)
            })
        })
        .await
    }
}

async fn invite(
    parts: &Parts,
    group: &mut Group,
    (by, id, roles, invitation): &(Option<Uuid>, Uuid, Option<Roles>, Invitation),
) -> Result<(), StaffError> {
    if let Some(by) = by {
        acting(&mut group.main, *by, Role::Lead).await?;
    }
    let (now, name) = (parts.clock.now(), invitation.name.as_str());
    let wanted = roles.unwrap_or_else(|| Roles::of([Role::Coordinator]));
    coordinators::add(&mut group.main, *id, name, wanted, now).await?;
    let row = coordinators::by_name(&mut group.main, name).await?.ok_or(StaffError::NobodyThere)?;
    if let Some(roles) = roles.filter(|roles| *roles != row.roles) {
        coordinators::set_roles(&mut group.main, row.id, roles).await?;
        sessions::end_all(&mut group.main, row.id).await?;
    }
    if !row.active {
        coordinators::set_active(&mut group.main, row.id, true).await?;
    }
    let new = NewInvitation {
        coordinator: row.id,
        token: invitation.token.hash(),
        made_by: *by,
        at: now,
        expires_at: invitation.until,
    };
    accounts::invite(&mut group.main, &new).await?;
    record_of(parts, group, *by, (Done::Invited, &row.name)).await
}

async fn accept(
    parts: &Parts,
    group: &mut Group,
    (token, hash, session, device): &(Token, String, Token, String),
) -> Result<(), StaffError> {
    let now = parts.clock.now();
    let who = accounts::invited(&mut group.main, token.hash(), now).await?.ok_or(StaffError::NoInvitation)?;
    // Everything that they had is made anew: password, second factor, sessions, known devices.
    accounts::drop_account(&mut group.main, who.id).await?;
    accounts::put_password(&mut group.main, who.id, hash, now).await?;
    put_next(parts, group, who.id).await?;
    accounts::uninvite(&mut group.main, who.id).await?;
    sessions::end_all(&mut group.main, who.id).await?;
    sessions::unknow(&mut group.main, who.id).await?;
    begin(group, parts, (who.id, Stage::Enrol, session, device)).await?;
    record_of(parts, group, Some(who.id), (Done::TookAnInvitationUp, &who.name)).await
}
