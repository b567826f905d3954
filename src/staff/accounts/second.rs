//! The second factor: set up once, asked for at every sign-in. A code is taken once; recovery codes are for the day on which a phone is lost.
//!
//! Not here: what a code is (`code`), drawing the picture that a phone reads (`desk`).

use uuid::Uuid;

use super::sessions::{Visitor, begin};
use super::{Source, Token, code, wait};
use crate::staff::guard::record;
use crate::staff::{Parts, Staff, StaffError};
use crate::store::accounts::{self, AccountRow};
use crate::store::audit::Done;
use crate::store::sessions::{self, Stage};
use crate::store::{Group, Keystore};
use crate::vault::{self, Bound, Sealed};

/// What an authenticator app has to be told.
#[derive(Clone)]
pub struct Enrolment {
    /// The secret, in groups of four, to be typed.
    pub typed: String,
    /// The address that stands in the picture.
    pub address: String,
}

// Whoever has it has the second factor.
impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment(..)")
    }
}

/// A session that is in, and the token by which the device is known from now on.
#[derive(Clone, Debug)]
pub struct Entered {
    /// The session's.
    pub session: Token,
    /// The device's.
    pub device: Token,
}

/// The second factor is set up.
#[derive(Clone)]
pub struct Enrolled {
    /// They are in.
    pub entered: Entered,
    /// To be shown once, and written down by whoever they are for.
    pub recovery: Vec<String>,
}

impl std::fmt::Debug for Enrolled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolled(..)")
    }
}

impl Staff {
    /// What somebody's app has to be told; the same until it was proved.
    pub async fn enrolment(&self, visitor: &Visitor) -> Result<Enrolment, StaffError> {
        let (parts, who) = (self.parts(), visitor.coordinator);
        let sealed = self.write("enrolment", who, |parts, group, who| {
            Box::pin(async move {
                match account(group, *who).await?.next {
                    Some(next) => Ok(next),
                    None => put_next(parts, group, *who).await,
                }
            })
        });
        let secret = open(&parts.keystore, who, &sealed.await?)?;
        let groups: Vec<String> =
            secret.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
        Ok(Enrolment { typed: groups.join(" "), address: code::address(&parts.service, &visitor.name, &secret) })
    }

    /// Takes the first code of a new second factor: from now on it is asked for. Every other session of theirs ends.
    pub async fn enrol(&self, visitor: &Visitor, code: &str, source: Source) -> Result<Enrolled, StaffError> {
        let (parts, recovery) = (self.parts(), code::recovery(&self.parts().chance)?);
        self.count_code(visitor, &source).await?;
        let entered = Entered { session: Token::new(&parts.chance)?, device: Token::new(&parts.chance)? };
        let asked = (visitor.coordinator, code.to_owned(), source, entered.clone(), recovery.clone());
        self.write("enrol", asked, |parts, group, asked| Box::pin(enrol(parts, group, asked))).await?;
        Ok(Enrolled { entered, recovery })
    }

    /// Takes a code, or a recovery code, and lets them in.
    pub async fn enter(&self, visitor: &Visitor, code: &str, source: Source) -> Result<Entered, StaffError> {
        let parts = self.parts();
        self.count_code(visitor, &source).await?;
        let entered = Entered { session: Token::new(&parts.chance)?, device: Token::new(&parts.chance)? };
        let asked = (visitor.clone(), code.to_owned(), source, entered.clone());
        self.write("enter", asked, |parts, group, asked| Box::pin(enter(parts, group, asked))).await?;
        Ok(entered)
    }

    /// Begins to set up another second factor, for somebody who knows their password. All their sessions end but for the one that comes back,
    /// which can do nothing but that; the factor that they have holds until the new one is proved.
    pub async fn renew_second(&self, visitor: &Visitor, password: String, source: Source) -> Result<Token, StaffError> {
        self.prove(visitor, password, source.clone()).await?;
        let token = self.token()?;
        let asked = (visitor.coordinator, token.clone(), source.words);
        self.write("renew second", asked, |parts, group, (who, token, words)| {
            Box::pin(async move {
                sessions::end_all(&mut group.main, *who).await?;
                put_next(parts, group, *who).await?;
                begin(group, parts, (*who, Stage::Enrol, token, words)).await?;
                let now = parts.clock.now();
                record(parts, group, Some(*who), Done::BeganAnotherSecondFactor, None, now).await
            })
        })
        .await?;
        Ok(token)
    }

    /// How many recovery codes somebody has left.
    pub async fn recovery_left(&self, visitor: &Visitor) -> Result<i64, StaffError> {
        let mut work = self.parts().store.reading().await?;
        Ok(accounts::count_recovery(&mut work, visitor.coordinator).await?)
    }

    /// Counts an attempt at a code, or says how long to wait.
    async fn count_code(&self, visitor: &Visitor, source: &Source) -> Result<(), StaffError> {
        self.write("count code", (visitor.coordinator, source.clone()), |parts, group, (who, source)| {
            Box::pin(async move {
                let now = parts.clock.now();
                let counted = source.counted_codes(&mut group.main, *who, now).await?;
                wait::attempt(&mut group.main, counted, now).await
            })
        })
        .await
    }
}

async fn account(group: &mut Group, who: Uuid) -> Result<AccountRow, StaffError> {
    accounts::get(&mut group.main, who).await?.ok_or(StaffError::NotSignedIn)
}

/// A new secret that is to be proved.
pub(super) async fn put_next(parts: &Parts, group: &mut Group, who: Uuid) -> Result<Sealed<String>, StaffError> {
    let secret = code::secret(&parts.chance)?;
    let sealed = vault::seal(parts.keystore.desk_key(), &place(who), &secret, parts.chance.bytes()?)?;
    accounts::put_next(&mut group.main, who, Some(&sealed)).await?;
    Ok(sealed)
}

/// Both columns are one place: a secret moves from the one to the other once it is proved.
fn place(who: Uuid) -> Bound<'static> {
    Bound { table: "account", column: "second", person: who, row: "" }
}

fn open(keystore: &Keystore, who: Uuid, sealed: &Sealed<String>) -> Result<String, StaffError> {
    Ok(vault::open(keystore.desk_key(), &place(who), sealed)?)
}

async fn enrol(
    parts: &Parts,
    group: &mut Group,
    (who, given, source, entered, recovery): &(Uuid, String, Source, Entered, Vec<String>),
) -> Result<(), StaffError> {
    let (now, account) = (parts.clock.now(), account(group, *who).await?);
    let secret = open(&parts.keystore, *who, &account.next.ok_or(StaffError::NotSignedIn)?)?;
    let step = code::step_of(&secret, given, now).ok_or(StaffError::WrongCode)?;
    if !accounts::proved(&mut group.main, *who, step, now).await? {
        return Err(StaffError::NotSignedIn);
    }
    let hashes: Vec<_> = recovery.iter().map(|code| code::recovery_hash(parts.keystore.desk_key(), code)).collect();
    accounts::put_recovery(&mut group.main, *who, &hashes).await?;
    sessions::end_all(&mut group.main, *who).await?;
    sessions::unknow(&mut group.main, *who).await?;
    record(parts, group, Some(*who), Done::SetUpASecondFactor, None, now).await?;
    let_in(parts, group, *who, (source, entered)).await
}

async fn enter(
    parts: &Parts,
    group: &mut Group,
    (visitor, given, source, entered): &(Visitor, String, Source, Entered),
) -> Result<(), StaffError> {
    let (now, who) = (parts.clock.now(), visitor.coordinator);
    let account = account(group, who).await?;
    let secret = open(&parts.keystore, who, &account.second.ok_or(StaffError::NotSignedIn)?)?;
    let act = match code::step_of(&secret, given, now) {
        // A code that somebody has seen over a shoulder has been used by then.
        Some(step) if accounts::use_step(&mut group.main, who, step).await? => Done::SignedIn,
        Some(_) => return Err(StaffError::UsedCode),
        None => {
            let hash = code::recovery_hash(parts.keystore.desk_key(), given);
            if !accounts::use_recovery(&mut group.main, who, hash).await? {
                return Err(StaffError::WrongCode);
            }
            Done::SignedInWithARecoveryCode
        }
    };
    let counted = source.counted_codes(&mut group.main, who, now).await?;
    sessions::clear(&mut group.main, counted).await?;
    // The session that asked for the code has done its work: whoever knew its token before knows nothing now.
    if !sessions::end(&mut group.main, visitor.session, who).await? {
        return Err(StaffError::NotSignedIn);
    }
    record(parts, group, Some(who), act, None, now).await?;
    let_in(parts, group, who, (source, entered)).await
}

async fn let_in(
    parts: &Parts,
    group: &mut Group,
    who: Uuid,
    (source, entered): (&Source, &Entered),
) -> Result<(), StaffError> {
    begin(group, parts, (who, Stage::In, &entered.session, &source.words)).await?;
    Ok(sessions::know(&mut group.main, entered.device.hash(), who, parts.clock.now()).await?)
}
