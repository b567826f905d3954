//! `ajar screen --score FILE`: how the rules do on labelled messages.
//!
//! Not here: what is counted (`tally`), the intervals (`interval`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::json;

use super::interval::Share;
use super::tally::{Answered, Labelled, shares};
use crate::cli::CliError;
use crate::safety::Rules;

const LABELS: [&str; 6] = ["immediate", "concern", "third_party", "past", "bereavement", "none"];

/// Scores the file at `path`. Says whether every line of it could be read.
pub(super) fn run(rules: &Rules, path: &Path, as_json: bool) -> Result<bool, CliError> {
    let text = fs::read_to_string(path).map_err(CliError::file(path, "read"))?;
    let (mut all, mut all_read) = (Vec::new(), true);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Labelled>(line) {
            Ok(asked) => all.push(Answered::of(rules, asked)),
            Err(error) => {
                all_read = false;
                eprintln!("ajar screen: line {}: no labelled message ({error}); it was left out", number + 1);
            }
        }
    }
    print!("{}", if as_json { figures(&all) } else { report(&all) });
    Ok(all_read)
}

fn figures(all: &[Answered]) -> String {
    let share = |share: Share| json!({ "hits": share.hits, "of": share.of, "percent": share.percent(), "interval": share.wilson() });
    let shares: BTreeMap<_, _> = shares(all).into_iter().map(|(name, it)| (name.trim(), share(it))).collect();
    let misses: Vec<_> = all.iter().filter(|it| it.is_miss()).map(|it| &it.asked.id).collect();
    format!("{}\n", json!({ "shares": shares, "misses": misses }))
}

fn report(all: &[Answered]) -> String {
    let mut out = String::new();
    for (name, share) in shares(all) {
        let _ = writeln!(out, "{name:<44}{share}");
    }
    by(&mut out, "\nrecall by category", all, &["immediate", "concern"], |it| &it.asked.category);
    by(&mut out, "\nfalse alarms by kind", all, &["none"], Answered::kind);
    confusion(&mut out, all);
    misses(&mut out, all);
    out
}

/// How many of each group alert.
fn by(out: &mut String, title: &str, all: &[Answered], labels: &[&str], group: impl Fn(&Answered) -> &str) {
    let mut groups = BTreeMap::<&str, Share>::new();
    for it in all.iter().filter(|it| it.is(labels)) {
        let so_far = groups.entry(group(it)).or_default();
        *so_far = so_far.with(it.alerts());
    }
    let _ = writeln!(out, "{title}");
    for (name, share) in groups {
        let _ = writeln!(out, "  {name:<42}{share}");
    }
}

fn confusion(out: &mut String, all: &[Answered]) {
    let _ = write!(out, "\nlabel (down), answer (across)\n{:<14}", "");
    for answer in LABELS {
        let _ = write!(out, "{answer:>12}");
    }
    for label in LABELS {
        let _ = write!(out, "\n{label:<14}");
        for answer in LABELS {
            let count = all.iter().filter(|it| it.is(&[label]) && it.level() == answer).count();
            let _ = write!(out, "{count:>12}");
        }
    }
    out.push('\n');
}

fn misses(out: &mut String, all: &[Answered]) {
    let _ = writeln!(out, "\nmisses");
    for it in all.iter().filter(|it| it.is_miss()) {
        let rules = it.concern.as_ref().map_or(String::new(), |concern| format!(" by {}", concern.rules.join(", ")));
        let Labelled { id, text, label, category, .. } = &it.asked;
        let _ = writeln!(out, "  {id}  {label} {category} -> {}{rules}: {text}", it.level());
    }
    let _ = writeln!(out, "\nother levels or categories than the label's");
    let mut seen = BTreeSet::new();
    for it in
        all.iter().filter(|it| !it.is_miss() && (!it.is(&[it.level()]) || !it.fits()) && seen.insert(&it.asked.id))
    {
        let rules = it.concern.as_ref().map_or(String::new(), |concern| concern.rules.join(", "));
        let Labelled { id, text, label, category, .. } = &it.asked;
        let _ = writeln!(out, "  {id}  {label} {category} -> {} {} by {rules}: {text}", it.level(), it.category());
    }
}
