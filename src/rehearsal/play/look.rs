//! Looking into the house as nobody on the team can: what is kept and what was sent, opened without that being an act.

use super::Player;
use crate::locale::visible;
use crate::rehearsal::RehearsalError;
use crate::rehearsal::wire::CHAT;
use crate::staff::{OpenedReferral, Talk};
use crate::store::referrals::ReferralRow;
use crate::store::{approvals, fragments, people, places};
use crate::story::{Content, Fragment, Piece, Section, pieces};
use crate::vault;

impl Player<'_> {
    /// The sendings of a referral, by number, as the person saw them.
    pub(super) async fn sendings(&self, row: &ReferralRow) -> Result<Vec<(i64, String)>, RehearsalError> {
        let Some(key) = self.house.keystore.key_of(row.person).await? else { return Ok(Vec::new()) };
        let mut work = self.house.store.reading().await?;
        let mut out = Vec::new();
        for sent in approvals::of_referral(&mut work, row.id).await? {
            let place = approvals::place(row.id, sent.number);
            let sections: Vec<Section> = vault::open(&key, &places::sections(row.person, &place), &sent.sections)?;
            out.push((sent.number, shown(&sections)));
        }
        Ok(out)
    }

    /// All words that are kept in drafts, in the order in which they came.
    pub(super) async fn kept(&self) -> Result<Option<String>, RehearsalError> {
        let Some((person, key)) = self.house.keystore.find(CHAT).await? else { return Ok(None) };
        let mut work = self.house.store.reading().await?;
        let mut all: Vec<Fragment> = Vec::new();
        for row in fragments::of_person(&mut work, person).await? {
            all.push(vault::open(&key, &places::fragment(person, &row.message.to_string()), &row.fragment)?);
        }
        all.sort_by_key(|fragment| (fragment.message < 0, fragment.message));
        let text: Vec<_> = pieces(&all).iter().map(piece).collect();
        Ok((!text.is_empty()).then(|| text.join("\n")))
    }

    /// Whether anything at all is left of the person.
    pub(super) async fn anything_left(&self) -> Result<bool, RehearsalError> {
        let known = self.house.keystore.find(CHAT).await?.is_some();
        let rows = people::ids(&mut self.house.store.reading().await?).await?;
        Ok(known || !rows.is_empty())
    }
}

/// What a coordinator reads: the newest sending, then what was written since.
pub(super) fn read(opened: &OpenedReferral) -> String {
    let mut out: Vec<String> = opened.sent.last().map(|sent| shown(&sent.sections)).into_iter().collect();
    out.extend(opened.talk.iter().map(talk));
    out.join("\n\n")
}

fn talk(talk: &Talk) -> String {
    let by = talk.by.as_deref().unwrap_or("Person");
    let words = match &talk.content {
        Content::Text(words) => words.as_str().to_owned(),
        Content::Voice { seconds, .. } => voice(*seconds),
        Content::Picture { .. } => PICTURE.to_owned(),
    };
    format!("{by}: {words}")
}

fn shown(sections: &[Section]) -> String {
    let section = |section: &Section| {
        let body: Vec<_> = section.pieces.iter().map(piece).collect();
        let heading = visible(&section.heading);
        if body.is_empty() { heading } else { format!("{heading}:\n{}", body.join("\n")) }
    };
    sections.iter().map(section).collect::<Vec<_>>().join("\n\n")
}

const PICTURE: &str = "(picture)";

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Words(words) => words.as_str().to_owned(),
        Piece::Voice { seconds, .. } => voice(*seconds),
        Piece::Picture { .. } => PICTURE.to_owned(),
    }
}

fn voice(seconds: u32) -> String {
    format!("(voice note, {seconds} seconds)")
}
