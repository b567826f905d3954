//! The table of what is shown when words suggest danger, cell by cell, as the rules look at it.
//!
//! Not here: what must hold in it (`rules`, E721 to W727).

use super::Finding;
use super::look::Look;
use crate::dialogue::{Helpline, Nation, Signpost};
use crate::safety::{Area, Level};

/// The file.
pub(super) const FILE: &str = "dialogues/answers.toml";

/// A cell of the table: for one age, one level and one area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'a> {
    pub(super) young: bool,
    pub(super) level: Level,
    pub(super) area: Option<Area>,
    /// The signpost's id, if one is named: by the area's own line, or by that for everything else.
    pub(super) id: Option<&'a str>,
}

impl Cell<'_> {
    /// Where its word stands, or would stand.
    pub(super) fn path(&self, look: &Look<'_>) -> [&'static str; 3] {
        let table = look.subject.content.signposts.table(self.young);
        let own = table.line(self.area).at(self.level).is_some();
        let area = if own { self.area.map_or("other", Area::as_str) } else { "other" };
        [if self.young { "under-18" } else { "adult" }, area, self.level.as_str()]
    }

    /// It in words.
    pub(super) fn says(&self) -> String {
        let who = if self.young { "somebody under 18" } else { "an adult" };
        format!("{who}, {}, {}", self.area.map_or("no area", Area::as_str), self.level.as_str())
    }
}

/// Every cell.
pub(super) fn cells<'a>(look: &Look<'a>) -> Vec<Cell<'a>> {
    let signposts = &look.subject.content.signposts;
    let mut cells = Vec::new();
    for young in [false, true] {
        for area in Area::ALL.into_iter().map(Some).chain([None]) {
            for level in Level::ALL {
                let id = signposts.table(young).cell(level, area).map(String::as_str);
                cells.push(Cell { young, level, area, id });
            }
        }
    }
    cells
}

/// The cells, with their signposts: what is missing or unknown is left out.
pub(super) fn filled<'a>(look: &Look<'a>) -> Vec<(Cell<'a>, &'a Signpost)> {
    let known = &look.subject.content.signposts.signpost;
    cells(look).into_iter().filter_map(|cell| Some((cell, known.get(cell.id?)?))).collect()
}

/// The rows of a signpost in a nation.
pub(super) fn rows<'a>(look: &Look<'a>, signpost: &Signpost, nation: Nation) -> Vec<&'a Helpline> {
    let content = look.subject.content;
    content.signposts.rows(&signpost.rows, nation, &content.helplines)
}

/// Puts a finding at a value of the file.
pub(super) fn put(look: &Look<'_>, finding: Finding, path: &[&str]) -> Finding {
    look.in_toml(finding, FILE, path)
}
