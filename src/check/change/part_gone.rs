//! W802: a part of the deployed edition is gone. Words that are kept in it stay in their draft, under the heading that they were asked for with.

use super::{Remark, Waiting, declared_in};
use crate::check::{Rule, Severity};
use crate::dialogue::{Change, Content};

pub(super) static W802: Rule = Rule::elsewhere("W802", "a part that is gone", Severity::Warning);

pub(super) fn remark(change: &Change, deployed: &Content, _waiting: Option<&Waiting>) -> Option<Remark> {
    let Change::PartGone { part, now: None } = change else { return None };
    Some(Remark {
        rule: &W802,
        dialogue: declared_in(deployed, part),
        path: vec!["moved".into(), "part".into()],
        message: format!("the part `{part}` is gone; words that are kept in it stay under the heading that they had"),
        help: format!("if it has another id now, write under [moved.part]: {part} = \"…\""),
    })
}
