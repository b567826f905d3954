//! Taking along: what somebody sent as a page to print or as a file, and a voice note or picture of theirs. Each is an act of opening, and what
//! leaves the desk is written down as that, in the same transaction (P28).
//!
//! Not here: what the page and the files look like (`desk`), fetching from Telegram (`telegram`).

use uuid::Uuid;

use super::guard::{openable, record_with, somebody};
use super::open::{OpenedReferral, look, reads, whole};
use super::{Parts, Staff, StaffError};
use crate::store::Group;
use crate::store::audit::Done;
use crate::story::{Content, FileRef, Piece};

/// How it leaves the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenAs {
    /// A page to print.
    Page,
    /// JSON.
    Json,
    /// A row for a spreadsheet.
    Csv,
}

impl TakenAs {
    /// Every way there is.
    pub const ALL: [Self; 3] = [Self::Page, Self::Json, Self::Csv];

    /// The name that the audit has for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// The way of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == name)
    }
}

/// Which voice note or picture: by where it stands, so that no page has to hold Telegram's own name for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// In something that was sent: the approval's number, the section and the piece, from 0.
    Sent {
        /// The approval's number.
        number: i64,
        /// The section.
        section: usize,
        /// The piece of it.
        piece: usize,
    },
    /// In the conversation since.
    Talk(Uuid),
}

impl Staff {
    /// Everything about one person, to be taken along. Only for whoever has it or reads it along; nothing is taken on by this.
    pub async fn take_along(&self, name: &str, reference: &str, how: TakenAs) -> Result<OpenedReferral, StaffError> {
        let asked = (name.to_owned(), reference.to_owned(), how);
        self.write("take along", asked, |parts, group, (name, reference, how)| {
            Box::pin(async move {
                let who = somebody(&mut group.main, name).await?.id;
                let (opened, referral) = opened(parts, group, name, reference).await?;
                record_with(parts, group, (who, Done::TookAlong, how.as_str()), referral).await?;
                Ok(opened)
            })
        })
        .await
    }

    /// Where Telegram keeps one voice note or picture. Asking for it is part of opening.
    pub async fn medium(&self, name: &str, reference: &str, which: Medium) -> Result<FileRef, StaffError> {
        let asked = (name.to_owned(), reference.to_owned(), which);
        self.write("medium", asked, |parts, group, (name, reference, which)| {
            Box::pin(async move {
                let (opened, _) = opened(parts, group, name, reference).await?;
                file(&opened, *which).ok_or(StaffError::NoSuchMedium)
            })
        })
        .await
    }
}

/// Opens it for somebody who may read it already, and gives the referral's id.
async fn opened(
    parts: &Parts,
    group: &mut Group,
    name: &str,
    reference: &str,
) -> Result<(OpenedReferral, Uuid), StaffError> {
    let who = somebody(&mut group.main, name).await?;
    let row = openable(parts, group, &who, reference).await?;
    reads(group, &row, &who).await?;
    let key = group.key_of(row.person).await?.ok_or(StaffError::Forgotten)?;
    look(parts, group, &who, &row).await?;
    Ok((whole(parts, group, &who, (&key, row.id)).await?, row.id))
}

fn file(opened: &OpenedReferral, which: Medium) -> Option<FileRef> {
    match which {
        Medium::Sent { number, section, piece } => {
            let sent = opened.sent.iter().find(|sent| sent.number == number)?;
            match sent.sections.get(section)?.pieces.get(piece)? {
                Piece::Voice { file, .. } | Piece::Picture { file } => Some(file.clone()),
                Piece::Words(_) => None,
            }
        }
        Medium::Talk(id) => {
            match &opened.talk.iter().find(|talk| talk.id == id && talk.deleted_at.is_none())?.content {
                Content::Voice { file, .. } | Content::Picture { file, .. } => Some(file.clone()),
                Content::Text(_) => None,
            }
        }
    }
}
