//! What screening can say of a message. It lives for one turn and is stored nowhere.
//!
//! Not here: how it is found (`rules`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a message suggests. About the message, never about the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// How soon help is wanted.
    pub level: Level,
    /// What it is about, if one area fits.
    pub area: Option<Area>,
    /// The ids of the rules that matched, for the explanation.
    pub rules: Vec<String>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_in_files_and_in_code() {
        for area in Area::ALL {
            assert_eq!(serde_json::to_value(area).unwrap(), area.as_str());
        }
        for level in Level::ALL {
            assert_eq!(serde_json::to_value(level).unwrap(), level.as_str());
        }
    }
}
