//! Waivers: a comment beside a text, `# waiver CODE: the reason`, turns what was found there into a line of the list of waivers.
//!
//! Not here: which codes can be waived (each rule says so).

use std::collections::BTreeSet;

use super::look::Look;
use super::rules::{IDLE_WAIVER, RULES};
use super::{Finding, Severity};

/// A waiver: the line that it stands on, from 0, its code and its reason.
struct Waiver<'a> {
    file: &'a str,
    line: usize,
    code: &'a str,
    reason: &'a str,
}

/// Lays the waivers over what was found. One that waives nothing, or has no reason, is a finding of its own.
pub(super) fn apply(look: &Look<'_>, found: Vec<Finding>) -> Vec<Finding> {
    let all: Vec<_> = look.files().flat_map(|(file, text)| waivers(file, text)).collect();
    let mut used = BTreeSet::new();
    let mut out: Vec<_> = found.into_iter().map(|finding| waive(look, &all, finding, &mut used)).collect();
    for (place, waiver) in all.iter().enumerate().filter(|(place, _)| !used.contains(place)) {
        out.push(idle(look, waiver, place));
    }
    out
}

fn waive(look: &Look<'_>, all: &[Waiver<'_>], finding: Finding, used: &mut BTreeSet<usize>) -> Finding {
    if !RULES.iter().any(|rule| rule.code == finding.code && rule.waivable) {
        return finding;
    }
    let beside = beside(&finding.file, look.text(&finding.file), finding.line);
    let fits = |(_, waiver): &(usize, &Waiver<'_>)| {
        waiver.file == finding.file
            && waiver.code == finding.code
            && beside.contains(&waiver.line)
            && !waiver.reason.is_empty()
    };
    match all.iter().enumerate().find(fits) {
        Some((place, waiver)) => {
            used.insert(place);
            Finding { severity: Severity::Waived, help: Some(format!("waived: {}", waiver.reason)), ..finding }
        }
        None => finding,
    }
}

/// The lines, from 0, whose waivers count for a finding on `line` (from 1): the comments right above a message; in TOML, the rest of its row.
fn beside(file: &str, text: &str, line: usize) -> BTreeSet<usize> {
    let lines: Vec<&str> = text.lines().take(line.saturating_sub(1)).collect();
    let is_row = file.ends_with(".toml");
    let above = lines.iter().enumerate().rev();
    above
        .take_while(|(_, line)| if is_row { !line.trim().is_empty() } else { line.starts_with('#') })
        .map(|(at, _)| at)
        .collect()
}

fn waivers<'a>(file: &'a str, text: &'a str) -> Vec<Waiver<'a>> {
    let read = |(line, written): (usize, &'a str)| {
        let waiver = written.trim_start().strip_prefix('#')?.trim_start().strip_prefix("waiver")?;
        let (code, reason) = waiver.split_once(':').unwrap_or((waiver, ""));
        Some(Waiver { file, line, code: code.trim(), reason: reason.trim() })
    };
    text.lines().enumerate().filter_map(read).collect()
}

fn idle(look: &Look<'_>, waiver: &Waiver<'_>, _place: usize) -> Finding {
    let known = RULES.iter().find(|rule| rule.code == waiver.code);
    let message = match known {
        None => format!("this waiver names no code: `{}`", waiver.code),
        Some(rule) if !rule.waivable => format!("{} cannot be waived", waiver.code),
        Some(_) if waiver.reason.is_empty() => "this waiver gives no reason".to_owned(),
        Some(_) => format!("nothing here is found by {}, so this waiver waives nothing", waiver.code),
    };
    let text = look.text(waiver.file);
    let start: usize = text.split_inclusive('\n').take(waiver.line).map(str::len).sum();
    let length = text.lines().nth(waiver.line).map_or(0, str::len);
    let help = "write `# waiver CODE: the reason` right above what is waived, or take the waiver away";
    IDLE_WAIVER.says(message).with_help(help).at(waiver.file, text, start..start + length)
}
