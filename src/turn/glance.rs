//! The glance of what is sent: what can be told of it without opening it, and who of the team opens nothing of it.
//!
//! Not here: sending itself (`handing_over`).

use uuid::Uuid;

use super::TurnError;
use super::carry_out::Hands;
use super::person::Person;
use crate::dialogue::{Content, Role};
use crate::referral::{Given, Glance};
use crate::store::apart::{self, Why};
use crate::store::{coordinators, places, referrals};
use crate::story::{Approved, Piece, Purpose, Section};
use crate::vault::{self, Sealed};

/// What can be told of this sending.
fn of(hands: &Hands<'_>, purpose: Purpose, approved: &Approved) -> Glance {
    let roles = Roles { content: hands.person.content(&hands.inner.parts.content), person: hands.person, purpose };
    let sections = approved.sections();
    Glance {
        found_us: roles.has(sections, Role::FoundUs).and_then(|part| roles.chosen(part)),
        language: hands.person.state.locale.clone(),
        way: roles.given(sections, Role::ContactWay),
        times: roles.given(sections, Role::Times),
        access: roles.given(sections, Role::Access),
        safe_message: roles.given(sections, Role::SafeMessage),
        asked_for_a_person: matches!(purpose, Purpose::Note | Purpose::Young),
        visit: purpose == Purpose::Visit,
        help_shown: roles.has(sections, Role::HelpShown).is_some(),
    }
}

/// The same, beside what was sent into the same referral before, sealed.
pub(super) fn sealed(
    hands: &Hands<'_>,
    (purpose, approved): (Purpose, &Approved),
    referral: Uuid,
    before: Option<&Sealed<Glance>>,
) -> Result<Sealed<Glance>, TurnError> {
    let before = match before {
        Some(before) => Some(open(hands.person, referral, before)?),
        None => None,
    };
    let new = of(hands, purpose, approved);
    let glance = if purpose == Purpose::Story { new.after(before) } else { new.beside(before) };
    seal(hands, referral, &glance)
}

/// Whom the person names in what they send is kept from it, and lets go of it. A story without such a part names nobody.
pub(super) async fn keep_apart(
    hands: &mut Hands<'_>,
    purpose: Purpose,
    approved: &Approved,
    first: bool,
) -> Result<(), TurnError> {
    let roles = Roles { content: hands.person.content(&hands.inner.parts.content), person: hands.person, purpose };
    let named = roles.has(approved.sections(), Role::RatherNot).map(words);
    let person = hands.person.id;
    if purpose == Purpose::Story && !first {
        apart::forget_asked(&mut hands.group.main, person).await?;
    }
    let Some(named) = named else { return Ok(()) };
    for coordinator in coordinators::list(&mut hands.group.main).await? {
        if names(&named, &coordinator.name) {
            apart::keep_from(&mut hands.group.main, person, coordinator.id, Why::Asked).await?;
        }
    }
    let now = hands.now();
    Ok(apart::let_go(&mut hands.group.main, person, now).await?)
}

/// A part was removed from everything that was sent: nothing tells of it any more.
pub(super) async fn without(hands: &mut Hands<'_>, purpose: Purpose, part: &str) -> Result<(), TurnError> {
    let content = hands.person.content(&hands.inner.parts.content);
    let Some(role) = hands.person.state.part(content, purpose, part).and_then(|part| part.role) else { return Ok(()) };
    if role == Role::RatherNot {
        apart::forget_asked(&mut hands.group.main, hands.person.id).await?;
    }
    for row in hands.person.referrals.clone() {
        let Some(sealed) = &row.glance else { continue };
        let glance = cut(open(hands.person, row.id, sealed)?, role);
        let sealed = seal(hands, row.id, &glance)?;
        referrals::put_glance(&mut hands.group.main, row.id, &sealed, row.told_days).await?;
    }
    Ok(())
}

fn cut(glance: Glance, role: Role) -> Glance {
    match role {
        Role::FoundUs => Glance { found_us: None, ..glance },
        Role::ContactWay => Glance { way: None, ..glance },
        Role::Times => Glance { times: None, ..glance },
        Role::Access => Glance { access: None, ..glance },
        Role::SafeMessage => Glance { safe_message: None, ..glance },
        Role::HelpShown => Glance { help_shown: false, ..glance },
        Role::Story | Role::Note | Role::Visit | Role::Complaint | Role::Young | Role::Reach | Role::RatherNot => {
            glance
        }
    }
}

fn open(person: &Person, referral: Uuid, sealed: &Sealed<Glance>) -> Result<Glance, TurnError> {
    Ok(vault::open(&person.key, &places::glance(person.id, &referral.to_string()), sealed)?)
}

fn seal(hands: &Hands<'_>, referral: Uuid, glance: &Glance) -> Result<Sealed<Glance>, TurnError> {
    let (person, place) = (&hands.person, referral.to_string());
    Ok(vault::seal(&person.key, &places::glance(person.id, &place), glance, hands.inner.parts.chance.bytes()?)?)
}

/// Which section has which role, for one person's draft.
struct Roles<'a> {
    content: &'a Content,
    person: &'a Person,
    purpose: Purpose,
}

impl Roles<'_> {
    fn has<'s>(&self, sections: &'s [Section], role: Role) -> Option<&'s Section> {
        let is = |section: &&Section| {
            let part = self.person.state.part(self.content, self.purpose, &section.part);
            part.is_some_and(|part| part.role == Some(role))
        };
        sections.iter().find(is)
    }

    fn chosen(&self, section: &Section) -> Option<String> {
        self.person.state.drafts.get(&self.purpose)?.chosen(&section.part).map(str::to_owned)
    }

    fn given(&self, sections: &[Section], role: Role) -> Option<Given> {
        let section = self.has(sections, role)?;
        Some(self.chosen(section).map_or(Given::Words, Given::Chosen))
    }
}

/// The written words of a section.
fn words(section: &Section) -> String {
    let written = |piece: &Piece| match piece {
        Piece::Words(words) => Some(words.as_str().to_owned()),
        Piece::Voice { .. } | Piece::Picture { .. } => None,
    };
    section.pieces.iter().filter_map(written).collect::<Vec<_>>().join("\n")
}

/// Whether a text names somebody: all words of the name, one after the other, letter case aside.
fn names(text: &str, name: &str) -> bool {
    let split = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (text, name) = (split(text), split(name));
    !name.is_empty() && text.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_among_words_and_not_within_one() {
        for (text, name, found) in [
            ("not Ann please", "Ann", true),
            ("ann", "Ann", true),
            ("Anna is fine", "Ann", false),
            ("Mary-Jo or Sam", "mary jo", true),
            ("Mary, and Jo", "Mary Jo", false),
            ("nobody", "", false),
        ] {
            assert_eq!(names(text, name), found, "{text}: {name}");
        }
    }
}
