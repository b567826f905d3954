//! What must be true of every move: the promises that can be seen in the engine's orders alone.

use super::deed::Deed;
use super::world::{World, plain};
use crate::buttons::{Constant, PAYLOAD_LIMIT, Press};
use crate::dialogue::{Choice, Effect, Say, Ways};
use crate::story::Purpose;

/// Holds a move against the promises; what is not true, if something is not.
pub(super) fn hold(before: &World, deed: &Deed, effects: &[Effect], after: &World) -> Result<(), String> {
    let says: Vec<&Say> =
        effects.iter().filter_map(|effect| if let Effect::Say(say) = effect { Some(say) } else { None }).collect();
    measure(&says)?;
    ways(&says, after)?;
    consent(before, deed, effects)?;
    answered(deed, effects)?;
    silence(deed, &says)?;
    match effects.iter().find_map(|effect| if let Effect::Odd(what) = effect { Some(what) } else { None }) {
        Some(what) => Err(format!("the engine met something odd: {what}")),
        None => Ok(()),
    }
}

fn measure(says: &[&Say]) -> Result<(), String> {
    if says.len() > 2 {
        return Err(format!("P3: {} messages in a turn", says.len()));
    }
    for say in says {
        let own = say.choices.iter().filter(|choice| matches!(choice.press, Press::Choice { .. })).count();
        if own > 4 {
            return Err(format!("P3: {own} choices"));
        }
        if say.text.is_empty() {
            return Err("a message with no words".to_owned());
        }
        if let Some(choice) = say.choices.iter().find(|choice| choice.press.encode().len() > PAYLOAD_LIMIT) {
            return Err(format!("more than Telegram takes stands behind `{}`", choice.label.key));
        }
        twice(&say.choices)?;
    }
    Ok(())
}

fn twice(choices: &[Choice]) -> Result<(), String> {
    let same = |choice: &&Choice| choices.iter().filter(|other| other.press == choice.press).count() > 1;
    match choices.iter().find(same) {
        Some(choice) => Err(format!("two buttons do the same: `{}`", choice.label.key)),
        None => Ok(()),
    }
}

/// The ways stand under the newest message, with *Skip this* where a question is open.
fn ways(says: &[&Say], after: &World) -> Result<(), String> {
    let Some((last, others)) = says.split_last() else { return Ok(()) };
    if others.iter().any(|say| say.ways != Ways::None || !say.choices.is_empty()) {
        return Err("P1: buttons stand under a message that is not the newest".to_owned());
    }
    let wanted = if after.asks() { Ways::WithSkip } else { Ways::Constant };
    if last.ways != wanted {
        return Err(format!("P1: under the newest message stand {:?}, not {wanted:?}", last.ways));
    }
    Ok(())
}

/// Nothing is handed over but by the button under exactly what stands on the screen.
fn consent(before: &World, deed: &Deed, effects: &[Effect]) -> Result<(), String> {
    for effect in effects {
        let Effect::Refer { purpose, revision, .. } = effect else { continue };
        if before.shown.get(purpose) != Some(revision) {
            return Err("P13: something is handed over that does not stand on the screen".to_owned());
        }
        if pressed_send(deed) != Some(*revision) {
            return Err("P13: something is handed over without the button for it".to_owned());
        }
        if !Purpose::ALL.contains(purpose) {
            return Err("something is handed over that is for nothing".to_owned());
        }
    }
    Ok(())
}

fn pressed_send(deed: &Deed) -> Option<u64> {
    let Deed::Press { press: Press::Choice { choice, .. }, .. } = deed else { return None };
    (plain(choice) == "send").then(|| choice.strip_prefix("send-")?.parse().ok())?
}

/// A press is always answered with something that can be seen, but for clearing and forgetting.
fn answered(deed: &Deed, effects: &[Effect]) -> Result<(), String> {
    let Deed::Press { press, .. } = deed else { return Ok(()) };
    let seen = effects.iter().any(|effect| {
        matches!(effect, Effect::Say(_) | Effect::Ack(Some(_)) | Effect::ClearChat | Effect::Forget { .. })
    });
    let ends = matches!(press, Press::Constant(Constant::EndWriting | Constant::WriteTo));
    if seen || ends { Ok(()) } else { Err("a press is not answered".to_owned()) }
}

/// Blocking, and what only the team does, is met with silence.
fn silence(deed: &Deed, says: &[&Say]) -> Result<(), String> {
    let silent = matches!(deed, Deed::Blocks(_) | Deed::Edits { .. });
    if silent && !says.is_empty() { Err("P5: something is said that nobody asked for".to_owned()) } else { Ok(()) }
}
