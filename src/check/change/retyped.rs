//! E803: a part has kept its id and is another kind of answer, and nothing says that it is meant.

use super::{Remark, Waiting, declared_in};
use crate::check::Severity;
use crate::dialogue::{Change, Content};

pub(super) fn remark(change: &Change, deployed: &Content, _waiting: &Waiting) -> Option<Remark> {
    let Change::PartRetyped { part, how, meant: false } = change else { return None };
    Some(Remark {
        severity: Severity::Error,
        code: "E803",
        dialogue: declared_in(deployed, part),
        path: vec!["part".into(), part.clone()],
        message: format!("the part `{part}` is another kind of answer than it was: {how}"),
        help: format!(
            "give it an id of its own; if words that were written before are to stay where they are, write under [moved.part]: {part} = \"{part}\""
        ),
    })
}
