//! Signing in: a name and a password, which lead to a session that asks for a code. And changing one's own password.
//!
//! Not here: the code (`second`), how long to wait after failures (`wait`).

use std::net::IpAddr;
use uuid::Uuid;

use super::sessions::{Visitor, begin};
use super::{KNOWN_FOR, Token, password, since, wait};
use crate::staff::guard::record;
use crate::staff::{Parts, Staff, StaffError};
use crate::store::accounts::{self, AccountRow};
use crate::store::audit::Done;
use crate::store::coordinators::{self, CoordinatorRow};
use crate::store::sessions::{self, Stage};
use crate::store::{Group, Work};

/// Where an attempt comes from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its address on the net.
    pub address: IpAddr,
    /// The token by which a device is known on which somebody has signed in before.
    pub device: Option<Token>,
    /// What it is, in a few words.
    pub words: String,
}

/// A name and a password. Its `Debug` prints `..`.
#[derive(Clone)]
pub struct Attempt {
    /// The name.
    pub name: String,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Attempt(..)")
    }
}

impl Source {
    /// What attempts at somebody's account are counted against.
    pub(super) async fn counted(
        &self,
        work: &mut Work,
        who: Option<Uuid>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<wait::Counted, StaffError> {
        if let (Some(who), Some(device)) = (who, &self.device)
            && sessions::knows(work, device.hash(), who, now - KNOWN_FOR).await?
        {
            return Ok(wait::counted("device", &device.hash()));
        }
        Ok(wait::counted("address", &network(self.address)))
    }

    /// What codes for somebody's account are counted against.
    pub(super) async fn counted_codes(
        &self,
        work: &mut Work,
        who: Uuid,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<wait::Counted, StaffError> {
        match &self.device {
            Some(device) if sessions::knows(work, device.hash(), who, now - KNOWN_FOR).await? => {
                Ok(wait::counted("codes of a device", &device.hash()))
            }
            Some(_) | None => Ok(wait::counted("codes", who.as_bytes())),
        }
    }
}

/// Of an IPv6 address the first half: the rest is one household's to choose.
fn network(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(four) => four.octets().to_vec(),
        IpAddr::V6(six) => six.octets().into_iter().take(8).collect(),
    }
}

impl Staff {
    /// Takes a name and a password. What comes back opens a session that asks for a code, or for a second factor to be set up.
    pub async fn sign_in(&self, attempt: Attempt, source: Source) -> Result<Token, StaffError> {
        let found = self.try_at(attempt.name, source.clone()).await?;
        let hash = found.account.as_ref().map(|account| account.password.clone());
        let right = password::is_right(attempt.password, hash).await?;
        let (true, Some(who), Some(account)) = (right, found.who, found.account) else {
            return Err(StaffError::WrongPassword);
        };
        let stage = if account.second.is_some() { Stage::Code } else { Stage::Enrol };
        let token = self.token()?;
        let asked = (found.counted, who.id, stage, token.clone(), source.words);
        self.write("sign in", asked, |parts, group, (counted, who, stage, token, words)| {
            Box::pin(async move {
                sessions::clear(&mut group.main, *counted).await?;
                let now = parts.clock.now();
                sessions::sweep(&mut group.main, since(now), now - wait::FORGOTTEN).await?;
                begin(group, parts, (*who, *stage, token, words)).await
            })
        })
        .await?;
        Ok(token)
    }

    /// Another password, for somebody who knows the one they have. Every session of theirs ends.
    pub async fn change_password(
        &self,
        visitor: &Visitor,
        old: String,
        new: String,
        source: Source,
    ) -> Result<(), StaffError> {
        self.prove(visitor, old, source).await?;
        password::look_at(&new, &visitor.name)?;
        let hash = password::hash(new, &self.parts().chance).await?;
        self.write("change password", (visitor.coordinator, hash), |parts, group, (who, hash)| {
            Box::pin(async move {
                let now = parts.clock.now();
                accounts::put_password(&mut group.main, *who, hash, now).await?;
                sessions::end_all(&mut group.main, *who).await?;
                record(parts, group, Some(*who), Done::ChangedTheirPassword, None, now).await
            })
        })
        .await
    }

    /// Whether it is really them who sits there: their password once more.
    pub(super) async fn prove(&self, visitor: &Visitor, given: String, source: Source) -> Result<(), StaffError> {
        let found = self.try_at(visitor.name.clone(), source).await?;
        let hash = found.account.map(|account| account.password);
        if !password::is_right(given, hash).await? {
            return Err(StaffError::WrongPassword);
        }
        self.write("password was right", found.counted, |_, group, counted| {
            Box::pin(async move { Ok(sessions::clear(&mut group.main, *counted).await?) })
        })
        .await
    }

    /// Counts an attempt at an account, or says how long to wait.
    async fn try_at(&self, name: String, source: Source) -> Result<Found, StaffError> {
        self.write("try", (name, source), |parts, group, (name, source)| {
            Box::pin(Found::of(parts, group, name, source))
        })
        .await
    }
}

/// What an attempt was at.
struct Found {
    who: Option<CoordinatorRow>,
    account: Option<AccountRow>,
    counted: wait::Counted,
}

impl Found {
    async fn of(parts: &Parts, group: &mut Group, name: &str, source: &Source) -> Result<Self, StaffError> {
        let now = parts.clock.now();
        let work = &mut group.main;
        let who = coordinators::by_name(work, name).await?.filter(|row| row.active);
        let account = match &who {
            Some(who) => accounts::get(work, who.id).await?,
            None => None,
        };
        let counted = source.counted(work, who.as_ref().map(|who| who.id), now).await?;
        wait::attempt(work, counted, now).await?;
        Ok(Self { who, account, counted })
    }
}
