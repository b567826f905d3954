//! The stories that are named on the command line: files, and folders of them.
//!
//! Not here: what a story says (`rehearsal`).

use std::fs;
use std::path::{Path, PathBuf};

use super::CliError;
use crate::dialogue::ParseError;
use crate::rehearsal::{Story, parse};

/// What a story may hold, in bytes: far more than anybody writes.
const LARGEST: u64 = 1 << 20;

/// The stories of these files and folders, in the order of their names; and what could not be understood.
pub(super) fn read(paths: &[PathBuf]) -> Result<(Vec<Story>, Vec<ParseError>), CliError> {
    let (mut stories, mut broken) = (Vec::new(), Vec::new());
    for path in paths {
        let files = files(path)?;
        if files.is_empty() {
            return Err(CliError::NoStories(path.clone()));
        }
        for file in files {
            let about = fs::metadata(&file).map_err(CliError::file(&file, "read"))?;
            if about.is_dir() || about.len() > LARGEST {
                return Err(CliError::NoStory(file));
            }
            let bytes = fs::read(&file).map_err(CliError::file(&file, "read"))?;
            let text = String::from_utf8(bytes).map_err(|_| not_text(&file))?;
            match parse(&file.display().to_string(), &text) {
                Ok(story) => stories.push(story),
                Err(error) => broken.push(error),
            }
        }
    }
    Ok((stories, broken))
}

fn not_text(file: &Path) -> CliError {
    CliError::file(file, "read as text; save it as UTF-8")(std::io::Error::from(std::io::ErrorKind::InvalidData))
}

fn files(path: &Path) -> Result<Vec<PathBuf>, CliError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(CliError::file(path, "read"))?;
    let mut files = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(CliError::file(path, "read"))?;
    files.retain(|file| file.extension().is_some_and(|end| end == "txt"));
    files.sort();
    Ok(files)
}
