//! Audit: what coordinators did, and when. It holds no words, and stays when a person is forgotten.
//!
//! Not here: deciding what is recorded (`staff`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::statements::{acts, desk};
use super::work::{all, run};
use super::{StoreError, Work};

macro_rules! done {
    ($($name:ident $as_kept:literal;)*) => {
        /// What can be done and is recorded.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Done {
            $(#[doc = $as_kept] $name),*
        }

        impl Done {
            /// All of them, as they are kept.
            pub const ALL: &[&str] = &[$($as_kept),*];

            /// As it is kept.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $as_kept),*
                }
            }
        }
    };
}

done! {
    AskedForSomebodyElse "asked for somebody else";
    AskedThatItDoesNotRest "asked that it does not rest";
    TookOn "took on";
    Opened "opened";
    TookAlong "took along";
    ChangedTheirWords "changed their words";
    TookBackTheirWords "took back their words";
    WroteForLater "wrote for later";
    DidNotSendForLater "did not send for later";
    PutAside "put aside";
    TookUpAgain "took up again";
    Promised "promised";
    KeptAPromise "kept a promise";
    CheckedAHelpline "checked a helpline";
    Wrote "wrote";
    HandedBack "handed back";
    PutToRest "put to rest";
    AskedToReadAlong "asked to read along";
    EndedReadingAlong "ended reading along";
    KeptForTheLead "kept for the lead";
    HandedOn "handed on";
    KnowsThem "knows them";
    Noted "noted";
    AddedToTheTeam "added to the team";
    IsAway "is away";
    IsHereAgain "is here again";
    TookAnInvitationBack "took an invitation back";
    Invited "invited";
    TookAnInvitationUp "took an invitation up";
    SignedIn "signed in";
    SignedInWithARecoveryCode "signed in with a recovery code";
    SignedOut "signed out";
    ChangedTheirPassword "changed their password";
    GaveOtherRolesTo "gave other roles to";
    Suspended "suspended";
    Restored "restored";
    Removed "removed";
    BeganAnotherSecondFactor "began another second factor";
    SetUpASecondFactor "set up a second factor";
    MadeAPoster "made a poster";
    PausedAPoster "paused a poster";
    TookUpAPosterAgain "took up a poster again";
}

/// An act to record.
#[derive(Clone, Debug)]
pub struct NewAct<'a> {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Whose; `None` for an act at the command line that is nobody's in particular.
    pub coordinator: Option<Uuid>,
    /// What.
    pub act: Done,
    /// On which referral.
    pub referral: Option<Uuid>,
    /// What else is to be known of it. Never words of a person's.
    pub detail: Option<&'a str>,
}

/// An act, recorded.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ActRow {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Whose.
    pub coordinator: Option<Uuid>,
    /// Their name.
    pub coordinator_name: Option<String>,
    /// What.
    pub act: String,
    /// On which referral.
    pub referral: Option<Uuid>,
    /// The code by which it is called; gone once its person is forgotten.
    pub reference: Option<String>,
    /// What else.
    pub detail: Option<String>,
}

/// Records an act, in the same transaction as the act itself.
pub async fn add(work: &mut Work, act: &NewAct<'_>) -> Result<(), StoreError> {
    run!(work, desk::AUDIT_PUT, act.id, act.at, act.coordinator, act.act.as_str(), act.referral, act.detail).map(drop)
}

/// All that was done about a referral, the first first.
pub async fn of_referral(work: &mut Work, referral: Uuid) -> Result<Vec<ActRow>, StoreError> {
    all!(work, acts::AUDIT_REFERRAL, referral)
}

/// The newest acts.
pub async fn newest(work: &mut Work, limit: i64) -> Result<Vec<ActRow>, StoreError> {
    all!(work, desk::AUDIT_LIST, limit)
}

/// The newest acts before a moment.
pub async fn before(work: &mut Work, at: DateTime<Utc>, limit: i64) -> Result<Vec<ActRow>, StoreError> {
    all!(work, desk::AUDIT_BEFORE, at, limit)
}
