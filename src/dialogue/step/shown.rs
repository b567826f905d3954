//! "Urgent help was shown": a part of what would be sent, like any other. It says what the program showed, when, and what was chosen then, and
//! nothing about the person. It can be left out and removed, and stands nowhere until they have seen it there (P13, P22).
//!
//! Not here: the record itself (`episode`), how parts are left out (`review`).

use super::super::{Arg, Chose, Effect, InReview, Message, Part, Role, Shape, Signposted, Step};
use super::movement::{Move, msg};
use super::review;
use crate::story::{PartId, Purpose};

/// Puts what was shown since into the draft that is about to be reviewed.
pub(super) fn put_in(m: &mut Move<'_>) {
    let Some(Step::Review(step)) = m.step() else { return };
    let purpose = step.purpose;
    let Some((id, _)) = part_of(m, purpose) else { return };
    let draft = m.state.draft(purpose);
    // `turn` numbers the words of a choice by the revision that a turn ends with: two in one would be one.
    let choice = |effect: &Effect| matches!(effect, Effect::KeepChoice { purpose: of, .. } if *of == purpose);
    if m.state.overlay.is_some() || !review::stands(m, &draft) || m.effects.iter().any(choice) {
        return;
    }
    let has = draft.has(id);
    let Some(label) = lines(m, purpose, has) else { return };
    let draft = m.state.draft_mut(purpose);
    if has {
        // It stays left out if it was.
        draft.touch();
        m.effects.push(Effect::RemovePart { purpose, part: id.clone(), everywhere: false });
    } else {
        draft.add_aside(id);
    }
    m.effects.push(Effect::KeepChoice { purpose, part: id.clone(), label });
}

fn part_of<'a>(m: &Move<'a>, purpose: Purpose) -> Option<(&'a PartId, &'a Part)> {
    let parts = m.content.dialogues.values().flat_map(|dialogue| &dialogue.part);
    parts.into_iter().find(|(_, part)| part.role == Some(Role::HelpShown) && part.purpose == purpose)
}

/// What stands there and what is new, a line each; nothing if nothing is new. What the person has removed does not come back.
fn lines(m: &mut Move<'_>, purpose: Purpose, has: bool) -> Option<Message> {
    let signposts = &m.content.signposts.signpost;
    let mut new = false;
    for shown in &mut m.state.episode.shown {
        match shown.review {
            Some(InReview::Stands(of)) if of == purpose && !has => shown.review = Some(InReview::Removed),
            Some(InReview::Stands(_) | InReview::Removed) => {}
            None if signposts.get(&shown.signpost).is_some_and(|signpost| signpost.shape != Shape::Gently) => {
                shown.review = Some(InReview::Stands(purpose));
                new = true;
            }
            None => {}
        }
    }
    let stand = m.state.episode.shown.iter().filter(|shown| shown.review == Some(InReview::Stands(purpose)));
    let all = stand.map(one).reduce(|before, next| {
        let nested = |message| Arg::Message(Box::new(message));
        msg("help-was-shown-again").with("before", nested(before)).with("next", nested(next))
    });
    all.filter(|_| new)
}

fn one(shown: &Signposted) -> Message {
    let at = Arg::Moment(shown.at);
    match shown.chose {
        Some(chose) => {
            let chose = Arg::Message(Box::new(msg(label(chose))));
            msg("help-was-shown").with("moment", at).with("chose", chose)
        }
        None => msg("help-was-shown-only").with("moment", at),
    }
}

/// What stood on the button that was pressed.
fn label(chose: Chose) -> &'static str {
    match chose {
        Chose::ShowFirst => "choice-show-first",
        Chose::No => "choice-no",
        Chose::KeepWriting => "choice-keep-writing",
        Chose::MoreWays => "choice-more-ways",
        Chose::Somebody => "choice-for-somebody",
    }
}
