//! `ajar unpack`: the built-in dialogues and words as files in a folder, for somebody who wants to change them. What is there already stays.
//!
//! Not here: what the files are (`content`).

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::CliError;
use super::args::{Args, UnpackArgs};
use crate::content::Edition;
use crate::dialogue::schema;

/// What editors complete dialogues by.
const SCHEMA: &str = "dialogues/dialogue.schema.json";

/// Writes them.
pub fn run(args: &Args, unpack: &UnpackArgs) -> Result<ExitCode, CliError> {
    let mut files = Edition::load(None)?.files;
    files.push((SCHEMA.to_owned(), format!("{:#}\n", schema())));
    let mut written = 0;
    for (path, text) in &files {
        written += usize::from(write(&unpack.dir.join(path), text)?);
    }
    let (dir, kept) = (unpack.dir.display(), files.len() - written);
    if args.json {
        println!("{}", serde_json::json!({ "written": written, "kept": kept }));
    } else {
        println!("{written} files were written into {dir}; {kept} were there already and stay as they are.");
        println!("Try them: ajar talk --content {dir}");
    }
    Ok(ExitCode::SUCCESS)
}

/// True if there was none.
fn write(path: &Path, text: &str) -> Result<bool, CliError> {
    if path.exists() {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(CliError::file(folder, "made"))?;
    }
    fs::write(path, text).map_err(CliError::file(path, "written"))?;
    Ok(true)
}
