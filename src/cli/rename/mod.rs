//! `ajar rename`: gives a step or a part another id, in every file that names it, with every comment kept, and notes under `[moved]` what it was
//! called, so that whoever stands there goes on (P32). All files are written, or none.
//!
//! Not here: editing one file (`edit`).

mod edit;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::CliError;
use super::args::{Args, RenameArgs, RenameIds, RenameWhat};
use crate::content::{Edition, Kind};
use crate::dialogue::Content;

use edit::Edit;

/// Renames, and says in which files.
pub fn run(args: &Args, rename: &RenameArgs) -> Result<ExitCode, CliError> {
    let dir = args.content.clone().unwrap_or_else(|| PathBuf::from("."));
    let edition = Edition::load(Some(&dir))?;
    let edit = match &rename.what {
        RenameWhat::Step(ids) => step(&edition.content, ids)?,
        RenameWhat::Part(ids) => part(&edition.content, ids)?,
    };
    let changed = edited(&edition, &edit)?;
    if let Some(path) = changed.keys().find(|path| !dir.join(path).exists()) {
        return Err(CliError::Rename(format!("{path} is built in, and not in {}; copy it there first", dir.display())));
    }
    write(&dir, &changed)?;
    if args.json {
        println!(
            "{}",
            serde_json::json!({ "from": edit.from, "to": edit.to, "files": changed.keys().collect::<Vec<_>>() })
        );
    } else {
        println!("{} is {} now, in {}.", edit.from, edit.to, changed.keys().cloned().collect::<Vec<_>>().join(", "));
        println!("Whoever stands there goes on. Look at what else changes with: ajar diff");
    }
    Ok(ExitCode::SUCCESS)
}

/// The files that are different, and whether they still make sense together.
fn edited(edition: &Edition, edit: &Edit) -> Result<BTreeMap<String, String>, CliError> {
    let mut changed = BTreeMap::new();
    for (path, text) in edition.files.iter().filter(|(path, _)| Kind::of(path) == Some(Kind::Dialogue)) {
        let id = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".toml");
        let now =
            edit.file(id, text).map_err(|error| CliError::Rename(format!("{path} could not be edited: {error}")))?;
        if now != *text {
            changed.insert(path.clone(), now);
        }
    }
    let mut all: BTreeMap<String, String> = edition.files.iter().cloned().collect();
    all.extend(changed.clone());
    Edition::of(all)?;
    Ok(changed)
}

fn step(content: &Content, ids: &RenameIds) -> Result<Edit, CliError> {
    let (wanted, from) = match ids.from.split_once('/') {
        Some((dialogue, step)) => (Some(dialogue), step),
        None => (None, ids.from.as_str()),
    };
    let has = |dialogue: &&crate::dialogue::Dialogue| dialogue.step.contains_key(from);
    let named = |dialogue: &&crate::dialogue::Dialogue| wanted.is_none_or(|wanted| wanted == dialogue.id);
    let found: Vec<_> = content.dialogues.values().filter(named).filter(has).collect();
    let dialogue = match found.as_slice() {
        [one] => *one,
        [] => return Err(CliError::Rename(format!("there is no step `{}`", ids.from))),
        more => {
            let all: Vec<_> = more.iter().map(|dialogue| format!("{}/{from}", dialogue.id)).collect();
            return Err(CliError::Rename(format!(
                "several dialogues have a step `{from}`; say which: {}",
                all.join(", ")
            )));
        }
    };
    let to = ids.to.strip_prefix(&format!("{}/", dialogue.id)).unwrap_or(&ids.to);
    plain(to)?;
    if dialogue.step.contains_key(to) {
        return Err(CliError::Rename(format!("`{}` has a step `{to}` already", dialogue.id)));
    }
    Ok(Edit { what: edit::What::Step, dialogue: dialogue.id.clone(), from: from.to_owned(), to: to.to_owned() })
}

fn part(content: &Content, ids: &RenameIds) -> Result<Edit, CliError> {
    plain(&ids.to)?;
    if content.part(&ids.to).is_some() {
        return Err(CliError::Rename(format!("there is a part `{}` already", ids.to)));
    }
    let declares = content.dialogues.values().find(|dialogue| dialogue.part.contains_key(&ids.from));
    let Some(dialogue) = declares else { return Err(CliError::Rename(format!("there is no part `{}`", ids.from))) };
    Ok(Edit { what: edit::What::Part, dialogue: dialogue.id.clone(), from: ids.from.clone(), to: ids.to.clone() })
}

fn plain(id: &str) -> Result<(), CliError> {
    let is_plain = !id.is_empty() && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    let says = || CliError::Rename(format!("`{id}` is no plain id: small letters, digits and hyphens"));
    if is_plain { Ok(()) } else { Err(says()) }
}

/// Each file is written beside its place first, so that a full disk leaves none of them half written.
fn write(dir: &Path, changed: &BTreeMap<String, String>) -> Result<(), CliError> {
    let beside = |path: &str| dir.join(format!("{path}.new"));
    for (path, text) in changed {
        let new = beside(path);
        if let Err(why) = fs::write(&new, text) {
            // What was written beside it is of no use.
            changed.keys().for_each(|path| drop(fs::remove_file(beside(path))));
            return Err(CliError::file(&new, "written")(why));
        }
    }
    for path in changed.keys() {
        let place = dir.join(path);
        fs::rename(beside(path), &place).map_err(CliError::file(&place, "replaced"))?;
    }
    Ok(())
}
