//! A rule file, `dialogues/safety/LANGUAGE.toml`, as it is written. `docs/safety/rules.md` says how to read and change one.
//!
//! Not here: what a pattern may be made of (`pattern`), whether the examples hold (`examples`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Area, Level};

/// The rules of one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RulesFile {
    /// The language that its rules are written for.
    pub language: String,
    /// Who looked at the rules, and when. Empty as long as nobody did.
    #[serde(default)]
    pub reviewed: Reviewed,
    /// How words are brought into one spelling, before any rule is looked at.
    #[serde(default)]
    pub spelling: SpellingFile,
    /// Classes: a name for ways of saying one thing, to be used in patterns as `{name}`.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
    /// The rules.
    pub rule: Vec<RuleEntry>,
    /// The guards.
    #[serde(default)]
    pub guard: Vec<GuardEntry>,
}

/// Who looked at the rules of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reviewed {
    /// A clinical safety lead: name and date.
    #[serde(default)]
    pub clinician: Option<String>,
    /// Somebody who speaks the language: name and date.
    #[serde(default)]
    pub speaker: Option<String>,
}

/// How words are brought into one spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpellingFile {
    /// What a word is read as, and the other ways of writing it: `kill = "kil kll"`.
    #[serde(default)]
    pub read_as: BTreeMap<String, String>,
    /// Words of seven letters or more that are known with one slip (a letter missing, doubled, wrong, or two that changed places).
    #[serde(default)]
    pub close: String,
    /// Words that are near to one of those and mean something else.
    #[serde(default)]
    pub apart: String,
    /// Words with a doubled letter, known again in `killlll`.
    #[serde(default)]
    pub doubled: String,
    /// Words that are known when they are spaced out or starred: `k i l l`, `k*ll`.
    #[serde(default)]
    pub veiled: String,
    /// Words that are read as another one beside some words only: `me dad` as `my dad`.
    #[serde(default)]
    pub beside: Vec<Beside>,
}

/// Words that are read as another one beside some words only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// The words as they are written.
    pub words: String,
    /// What they are read as.
    pub read_as: String,
    /// Only before one of these, if there are any.
    #[serde(default)]
    pub before: String,
    /// Not before one of these.
    #[serde(default)]
    pub not_before: String,
    /// Not behind one of these.
    #[serde(default)]
    pub not_after: String,
}

/// A rule: ways of saying something, and what they suggest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleEntry {
    /// Its id, unlike any other in the file.
    pub id: String,
    /// Why it is there, for whoever reviews it.
    pub reason: String,
    /// What a message that says this calls for.
    pub level: Level,
    /// What it is about.
    #[serde(default)]
    pub area: Option<Area>,
    /// The patterns. One of them is enough.
    #[schemars(length(min = 1))]
    pub say: Vec<String>,
    /// If there are any, one of these has to stand in the same message too, within forty words.
    #[serde(default)]
    pub with: Vec<String>,
    /// Guards that do not touch this rule; `"*"` means none does.
    #[serde(default)]
    pub despite: Vec<String>,
    /// Written `true` to switch the rule off in a hurry; its examples are then not looked at.
    #[serde(default)]
    pub off: bool,
    /// Messages in which it has to be what is found.
    #[schemars(length(min = 2))]
    pub catches: Vec<String>,
    /// Near ones, in which it must not be.
    #[schemars(length(min = 2))]
    pub spares: Vec<String>,
}

/// A guard: words that make something else of what a rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuardEntry {
    /// Its id.
    pub id: String,
    /// Why it is there.
    pub reason: String,
    /// The patterns. One of them is enough.
    #[schemars(length(min = 1))]
    pub say: Vec<String>,
    /// How near it has to stand.
    pub scope: Scope,
    /// What it makes of what was found.
    pub makes: Makes,
    /// The areas that it speaks of; empty means all.
    #[serde(default)]
    pub areas: Vec<Area>,
    /// The levels that it touches; empty means all.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Written `true` to switch it off; its examples are then not looked at.
    #[serde(default)]
    pub off: bool,
    /// Messages in which it has to act.
    #[schemars(length(min = 2))]
    pub acts: Vec<String>,
}

/// How near a guard has to stand to what a rule found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Overlapping it, or the very next word.
    Touching,
    /// Overlapping its beginning, or ending right before it.
    Before,
    /// No comma, full stop or "but" between them, and ten words at most.
    Clause,
    /// No full stop between them, and twenty words at most.
    Sentence,
    /// Anywhere in the message.
    Message,
}

/// What a guard makes of what a rule found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Makes {
    /// Nothing: it is not danger at all.
    Nothing,
    /// Somebody has died.
    Bereavement,
    /// It is over.
    Past,
    /// It is about somebody else.
    ThirdParty,
    /// Not this minute.
    Concern,
    /// This minute.
    Immediate,
}

impl Makes {
    /// The level that it becomes, if any is left.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Nothing => None,
            Self::Bereavement => Some(Level::Bereavement),
            Self::Past => Some(Level::Past),
            Self::ThirdParty => Some(Level::ThirdParty),
            Self::Concern => Some(Level::Concern),
            Self::Immediate => Some(Level::Immediate),
        }
    }
}
