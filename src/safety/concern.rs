//! What screening can say of a message. It lives for one turn and is stored nowhere.
//!
//! Not here: how it is found (`rules`).

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::explain::Sighting;

/// What a message suggests. About the message, never about the person. It holds places of words, and no words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// How soon help is wanted: the most urgent of all that matched.
    pub level: Level,
    /// What it is about, if one area fits.
    pub area: Option<Area>,
    /// What that area counts as.
    pub category: Category,
    /// The ids of the rules that matched at this level, each once, for the explanation.
    pub rules: Vec<String>,
    /// The bytes of the message that they matched, in order.
    pub spans: Vec<Range<usize>>,
}

impl Concern {
    /// What is left of everything that matched, if anything is.
    pub(super) fn of(seen: Vec<Sighting>) -> Option<Self> {
        let level = seen.iter().filter_map(|seen| seen.level).max()?;
        let at_level: Vec<Sighting> = seen.into_iter().filter(|seen| seen.level == Some(level)).collect();
        let area = at_level.iter().filter_map(|seen| seen.area).min_by_key(|area| area.precedence());
        let category = area.map_or(Category::None, Area::category);
        let (mut rules, mut spans) = (Vec::new(), Vec::new());
        for seen in at_level {
            if !rules.contains(&seen.rule) {
                rules.push(seen.rule);
            }
            spans.push(seen.span);
        }
        spans.sort_by_key(|span| (span.start, span.end));
        spans.dedup();
        Some(Self { level, area, category, rules, spans })
    }
}

/// What a message calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Somebody has died: gently, no alarm.
    Bereavement,
    /// The writer's own history, now over: gently, no alarm.
    Past,
    /// Worry about somebody else.
    ThirdParty,
    /// Danger that is not this minute.
    Concern,
    /// Danger now, or very soon.
    Immediate,
}

impl Level {
    /// Every level, the mildest first.
    pub const ALL: [Self; 5] = [Self::Bereavement, Self::Past, Self::ThirdParty, Self::Concern, Self::Immediate];

    /// Its name in rule files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bereavement => "bereavement",
            Self::Past => "past",
            Self::ThirdParty => "third_party",
            Self::Concern => "concern",
            Self::Immediate => "immediate",
        }
    }
}

/// What a message, or a helpline, is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Suicide.
    Suicide,
    /// Self-harm.
    SelfHarm,
    /// Domestic abuse and coercion.
    DomesticAbuse,
    /// Sexual violence.
    SexualViolence,
    /// A child at risk.
    Child,
    /// A medical emergency, an overdose.
    Medical,
    /// Harm to others.
    HarmOthers,
    /// Being controlled or exploited.
    Exploitation,
    /// Frightening experiences that make somebody unsafe.
    Frightening,
    /// Eating distress.
    Eating,
}

impl Area {
    /// Every area.
    pub const ALL: [Self; 10] = [
        Self::Suicide,
        Self::SelfHarm,
        Self::DomesticAbuse,
        Self::SexualViolence,
        Self::Child,
        Self::Medical,
        Self::HarmOthers,
        Self::Exploitation,
        Self::Frightening,
        Self::Eating,
    ];

    /// What it counts as in the scored sets.
    pub fn category(self) -> Category {
        match self {
            Self::Suicide => Category::Suicide,
            Self::SelfHarm => Category::SelfHarm,
            Self::DomesticAbuse | Self::SexualViolence | Self::Exploitation => Category::Abuse,
            Self::Child => Category::Child,
            Self::Medical | Self::Frightening | Self::Eating => Category::Medical,
            Self::HarmOthers => Category::HarmOthers,
        }
    }

    /// Which area speaks where several match at one level: the smaller number. A child's way is never the adults'; what was done to
    /// somebody comes before what they feel; an area of its own before the wide ones.
    fn precedence(self) -> u8 {
        match self {
            Self::Child => 0,
            Self::HarmOthers => 1,
            Self::SexualViolence => 2,
            Self::Exploitation => 3,
            Self::DomesticAbuse => 4,
            Self::Suicide => 5,
            Self::SelfHarm => 6,
            Self::Eating => 7,
            Self::Frightening => 8,
            Self::Medical => 9,
        }
    }

    /// Its name in rule files and registers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suicide => "suicide",
            Self::SelfHarm => "self_harm",
            Self::DomesticAbuse => "domestic_abuse",
            Self::SexualViolence => "sexual_violence",
            Self::Child => "child",
            Self::Medical => "medical",
            Self::HarmOthers => "harm_others",
            Self::Exploitation => "exploitation",
            Self::Frightening => "frightening",
            Self::Eating => "eating",
        }
    }
}

/// What the scored sets call what a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Suicide.
    Suicide,
    /// Self-harm.
    SelfHarm,
    /// An adult who is harmed or controlled.
    Abuse,
    /// Somebody under 18 at risk.
    Child,
    /// A medical emergency, worrying signs of health.
    Medical,
    /// Harm to others.
    HarmOthers,
    /// None of these: bereavement.
    None,
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 7] =
        [Self::Suicide, Self::SelfHarm, Self::Abuse, Self::Child, Self::Medical, Self::HarmOthers, Self::None];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suicide => "suicide",
            Self::SelfHarm => "self_harm",
            Self::Abuse => "abuse",
            Self::Child => "child",
            Self::Medical => "medical",
            Self::HarmOthers => "harm_others",
            Self::None => "none",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_in_files_and_in_code() {
        for area in Area::ALL {
            assert_eq!(serde_json::to_value(area).unwrap(), area.as_str());
        }
        for category in Category::ALL {
            assert_eq!(serde_json::to_value(category).unwrap(), category.as_str());
        }
        for level in Level::ALL {
            assert_eq!(serde_json::to_value(level).unwrap(), level.as_str());
        }
    }
}
