//! One listing: something that somebody could come to.
//!
//! Not here: reading the file's text (`content`), whether its sentences exist (`check`).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

/// The listings file, `dialogues/listings.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Listings {
    /// The listings, in the order in which they are shown: six at most.
    #[serde(default)]
    #[schemars(length(max = 6))]
    pub listing: Vec<Listing>,
}

/// Something that somebody could come to.
///
/// Its sentences are in `locales/<lang>/service.ftl`: `listing-<id>` says in a line what it is, and for every question in
/// `known`, `listing-<id>-<question>` answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// Its id: small letters, digits and hyphens. It is part of the keys of its sentences.
    pub id: String,
    /// Its name, as it stands on the door.
    pub name: String,
    /// The questions that have an answer in the locales. To the others the person is told that we do not know yet, and can ask.
    #[serde(default)]
    pub known: Vec<Question>,
    /// When somebody last checked all this, as "2026-11-22"; empty until somebody has.
    #[serde(default, deserialize_with = "empty_or_date", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub last_checked: Option<NaiveDate>,
}

/// What somebody may want to know before a first visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// When it is.
    When,
    /// Where the door is.
    Door,
    /// Who will be there.
    Who,
    /// What happens.
    What,
    /// Can I bring someone?
    Bring,
    /// Quiet times.
    Quiet,
    /// What it costs.
    Cost,
    /// Access.
    Access,
}

impl Question {
    /// Every question, in the order in which they are shown.
    pub const ALL: [Self; 8] =
        [Self::When, Self::Door, Self::Who, Self::What, Self::Bring, Self::Quiet, Self::Cost, Self::Access];

    /// Its name. The key of its wording is `ask-` and this.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::When => "when",
            Self::Door => "door",
            Self::Who => "who",
            Self::What => "what",
            Self::Bring => "bring",
            Self::Quiet => "quiet",
            Self::Cost => "cost",
            Self::Access => "access",
        }
    }
}

impl Listing {
    /// The key of the line that says what it is.
    pub fn summary(&self) -> String {
        format!("listing-{}", self.id)
    }

    /// The key of the answer to `question`; `None` if nobody knows yet.
    pub fn answer(&self, question: Question) -> Option<String> {
        self.known.contains(&question).then(|| format!("listing-{}-{}", self.id, question.as_str()))
    }

    /// Every key of its sentences.
    pub fn keys(&self) -> Vec<String> {
        [self.summary()].into_iter().chain(Question::ALL.into_iter().filter_map(|asked| self.answer(asked))).collect()
    }
}

/// Reads a date, or nothing where the line is empty: how registers say that nobody has checked a row yet.
pub fn empty_or_date<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let text = String::deserialize(from)?;
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_| serde::de::Error::custom(format!("\"{text}\" is no date; write it as \"2026-11-22\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn garden() -> Listing {
        let text =
            "[[listing]]\nid = \"garden\"\nname = \"Garden group\"\nknown = [\"door\", \"cost\"]\nlast_checked = \"\"";
        toml::from_str::<Listings>(text).unwrap().listing.remove(0)
    }

    #[test]
    fn p37_what_is_known_has_a_key_and_what_is_not_has_none() {
        assert_eq!(garden().answer(Question::Door).as_deref(), Some("listing-garden-door"));
        assert_eq!(garden().answer(Question::Quiet), None);
        assert_eq!(garden().last_checked, None);
        assert_eq!(garden().keys(), ["listing-garden", "listing-garden-door", "listing-garden-cost"]);
    }

    #[test]
    fn names_are_the_same_in_files_and_in_code() {
        for question in Question::ALL {
            assert_eq!(serde_json::to_value(question).unwrap(), question.as_str());
        }
    }

    #[test]
    fn a_date_is_a_date_or_nothing() {
        let read =
            |date: &str| toml::from_str::<Listings>(&format!("[[listing]]\nid='a'\nname='A'\nlast_checked='{date}'"));
        assert!(read("2026-11-22").unwrap().listing[0].last_checked.is_some());
        assert!(read("last week").unwrap_err().message().contains("write it as"));
    }
}
