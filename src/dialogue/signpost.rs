//! Signposts: what a person is shown when words suggest danger, and the table that says which. Reviewed data (`dialogues/answers.toml`): an
//! area, how soon help is wanted, an age and a nation lead to a message and to rows of the register. No sentences (P19).
//!
//! Not here: what suggests danger (`safety`), what was shown to somebody (`episode`), how it is shown (`step::signpost`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Helpline, Helplines, Key, Nation};
use crate::safety::{Area, Level};

/// A signpost's id: what is written down when it was shown.
pub type SignpostId = String;

/// The signposts, and the table of who meets which.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signposts {
    /// Each signpost by its id.
    #[serde(default)]
    pub signpost: BTreeMap<SignpostId, Signpost>,
    /// Who meets which: adults, and everybody who has not said that they are younger.
    #[serde(default)]
    pub adult: Table,
    /// The same for people who said that they are under 18.
    #[serde(default, rename = "under-18")]
    pub under_18: Table,
    /// The signpost for somebody who says in words that they are under 18, where there is no danger in them.
    #[serde(default, rename = "said-under-18", skip_serializing_if = "Option::is_none")]
    pub said_under_18: Option<SignpostId>,
    /// Rows that another row stands in for, nation by nation.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub instead: BTreeMap<Nation, BTreeMap<String, String>>,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signpost {
    /// How it is shown.
    pub shape: Shape,
    /// The line above the ways, by key. It is neutral for as long as a lock screen shows.
    pub say: Key,
    /// Rows of the register, the best first. What is open comes first in any case.
    pub rows: Vec<String>,
    /// Rows that come first behind *More ways*.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<String>,
    /// A further choice under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
}

/// How a signpost is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Up to four ways in a message of their own; then whether a person here may know.
    Now,
    /// One way by voice and one in writing, then room.
    Pair,
    /// Up to four ways, and how to be here for somebody else.
    Somebody,
    /// A line that takes note, and a way or two in their order, with no alarm: the conversation goes on under it.
    Gently,
}

/// A further choice under a signpost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Offer {
    /// Clearing this chat.
    Clear,
    /// Saying that one is under 18.
    Young,
}

/// Who meets which signpost: a line for each area, and one for everything that has no line of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Table {
    /// Suicide.
    pub suicide: Cells,
    /// Self-harm.
    pub self_harm: Cells,
    /// Domestic abuse and coercion.
    pub domestic_abuse: Cells,
    /// Sexual violence.
    pub sexual_violence: Cells,
    /// A child at risk.
    pub child: Cells,
    /// A medical emergency, an overdose.
    pub medical: Cells,
    /// Harm to others.
    pub harm_others: Cells,
    /// Being controlled or exploited.
    pub exploitation: Cells,
    /// Frightening experiences that make somebody unsafe.
    pub frightening: Cells,
    /// Eating distress.
    pub eating: Cells,
    /// No area, and what an area has no signpost of its own for.
    pub other: Cells,
}

/// A line of the table: the signpost for each level.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cells {
    /// Danger now, or very soon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub immediate: Option<SignpostId>,
    /// Danger that is not this minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concern: Option<SignpostId>,
    /// Worry about somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub third_party: Option<SignpostId>,
    /// The writer's own history, now over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub past: Option<SignpostId>,
    /// Somebody has died.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bereavement: Option<SignpostId>,
}

impl Signposts {
    /// The table for somebody under 18, or for everybody else.
    pub fn table(&self, young: bool) -> &Table {
        if young { &self.under_18 } else { &self.adult }
    }

    /// What somebody meets: the signpost and its id; `None` where the table has a gap (which the checker does not let live).
    pub fn find(&self, young: bool, level: Level, area: Option<Area>) -> Option<(&SignpostId, &Signpost)> {
        let id = self.table(young).cell(level, area)?;
        self.signpost.get_key_value(id)
    }

    /// Whether one of the signposts that were `shown` stands for the same area, at this level or a more urgent one: then there is nothing
    /// new to show. What has no area is covered by any.
    pub fn covers<'s>(
        &self,
        shown: impl Iterator<Item = &'s SignpostId>,
        (young, level, area): (bool, Level, Option<Area>),
    ) -> bool {
        let table = self.table(young);
        let areas: Vec<Option<Area>> = match area {
            Some(area) => vec![Some(area)],
            None => Area::ALL.into_iter().map(Some).chain([None]).collect(),
        };
        // A loss is nobody's danger: no alarm stands for what is said then.
        let levels = || {
            Level::ALL.into_iter().filter(|known| *known >= level && (level != Level::Bereavement || *known == level))
        };
        let cells: Vec<&SignpostId> =
            areas.into_iter().flat_map(|area| levels().filter_map(move |level| table.cell(level, area))).collect();
        shown.into_iter().any(|id| cells.contains(&id))
    }

    /// The rows of these ids in this nation, in their order. What is for other nations only is left out.
    pub fn rows<'h>(&self, ids: &[String], nation: Nation, register: &'h Helplines) -> Vec<&'h Helpline> {
        let mut rows: Vec<&Helpline> = Vec::new();
        for row in ids.iter().filter_map(|id| register.get(self.in_nation(id, nation))) {
            // Where one row stands in for two, it stands there once.
            if row.is_in(nation) && !rows.contains(&row) {
                rows.push(row);
            }
        }
        rows
    }

    /// The row that stands in for this one in a nation: itself, if none does.
    pub fn in_nation<'s>(&'s self, row: &'s str, nation: Nation) -> &'s str {
        self.instead.get(&nation).and_then(|instead| instead.get(row)).map_or(row, String::as_str)
    }
}

impl Table {
    /// The signpost's id for a level and an area: the area's own, or the one for everything else.
    pub fn cell(&self, level: Level, area: Option<Area>) -> Option<&SignpostId> {
        self.line(area).at(level).or_else(|| self.other.at(level))
    }

    /// The line of an area.
    pub fn line(&self, area: Option<Area>) -> &Cells {
        match area {
            Some(Area::Suicide) => &self.suicide,
            Some(Area::SelfHarm) => &self.self_harm,
            Some(Area::DomesticAbuse) => &self.domestic_abuse,
            Some(Area::SexualViolence) => &self.sexual_violence,
            Some(Area::Child) => &self.child,
            Some(Area::Medical) => &self.medical,
            Some(Area::HarmOthers) => &self.harm_others,
            Some(Area::Exploitation) => &self.exploitation,
            Some(Area::Frightening) => &self.frightening,
            Some(Area::Eating) => &self.eating,
            None => &self.other,
        }
    }
}

impl Cells {
    /// The signpost's id for a level.
    pub fn at(&self, level: Level) -> Option<&SignpostId> {
        match level {
            Level::Immediate => self.immediate.as_ref(),
            Level::Concern => self.concern.as_ref(),
            Level::ThirdParty => self.third_party.as_ref(),
            Level::Past => self.past.as_ref(),
            Level::Bereavement => self.bereavement.as_ref(),
        }
    }
}
