//! `ajar book`: every message as it stands on a phone, in one page to read and to print. It needs no config and no database.
//!
//! Not here: the page (`drawing`).

use std::process::ExitCode;

use super::CliError;
use super::args::{Args, BookArgs};
use super::draw::{edition, put};
use crate::config::Environment;
use crate::dialogue::KEYS;
use crate::drawing;

/// Writes it.
pub fn run(args: &Args, book: &BookArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    let edition = edition(args, environment)?;
    let page = drawing::Book {
        content: &edition.content,
        locales: &edition.locales,
        engine_keys: KEYS,
        title: "The dialogues, message by message",
        stands: drawing::Stands::Alone,
    };
    put(book.out.as_deref(), &drawing::book(&page))?;
    Ok(ExitCode::SUCCESS)
}
