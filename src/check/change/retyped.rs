//! E803: a part has kept its id and is another kind of answer, and nothing says that it is meant.

use super::{Remark, Waiting, declared_in};
use crate::check::{Rule, Severity};
use crate::dialogue::{Change, Content};

pub(super) static E803: Rule = Rule::elsewhere("E803", "a part that is another kind of answer", Severity::Error);

pub(super) fn remark(change: &Change, deployed: &Content, _waiting: Option<&Waiting>) -> Option<Remark> {
    let Change::PartRetyped { part, how, meant: false } = change else { return None };
    Some(Remark {
        rule: &E803,
        dialogue: declared_in(deployed, part),
        path: vec!["part".into(), part.clone()],
        message: format!("the part `{part}` is another kind of answer than it was: {how}"),
        help: format!(
            "give it an id of its own; if words that were written before are to stay where they are, write under [moved.part]: {part} = \"{part}\""
        ),
    })
}
