//! `ajar screen`: what the screening rules say of messages, line by line. It needs no config and no database, sends nothing and keeps nothing.
//!
//! Not here: the rules (`safety`), scoring a labelled file (`score`), the explanation of an answer (`explained`).

mod explained;
mod interval;
mod score;
mod tally;

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use serde::Deserialize;
use serde_json::{Value, json};

use super::args::{Args, ScreenArgs};
use super::{CliError, FINDINGS, house};
use crate::config::{Config, Environment};
use crate::content::Edition;
use crate::safety::{Concern, Rules, screen};

/// Answers every line of stdin, or scores a file. Ends with 1 if a line could not be read.
pub fn run(args: &Args, what: &ScreenArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    let config = match args.config_path().exists() {
        true => Some(Config::load(args.config_path(), environment)?),
        false => None,
    };
    let edition = Edition::load(house::content_dir(args, config.as_ref()).as_deref())?;
    let rules = &edition.content.rules;
    if rules.is_empty() {
        eprintln!("ajar screen: there is no rule at all, so nothing is ever found");
    }
    let all_read = match &what.score {
        Some(path) => score::run(rules, path, args.json)?,
        None => answer_all(rules, what.explain)?,
    };
    Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::from(FINDINGS) })
}

/// A message to be looked at.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    id: Value,
    text: String,
}

/// Answers stdin line by line. Says whether every line could be read.
fn answer_all(rules: &Rules, explain: bool) -> Result<bool, CliError> {
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let (mut line, mut number, mut all_read) = (Vec::new(), 0_usize, true);
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line).map_err(CliError::Terminal)? == 0 {
            return Ok(all_read);
        }
        number += 1;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let written = match serde_json::from_slice::<Asked>(&line) {
            Ok(asked) if explain => explained::write(&mut output, rules, &asked),
            Ok(asked) => writeln!(output, "{}", answer(&asked.id, screen(rules, &asked.text).as_ref())),
            Err(error) => {
                all_read = false;
                told(number, &error);
                Ok(())
            }
        };
        written.map_err(CliError::Terminal)?;
    }
}

/// Says which line is no message. What stands in it is not printed: it may be somebody's words.
fn told(number: usize, error: &serde_json::Error) {
    let what = match error.classify() {
        serde_json::error::Category::Data => "it is no {\"id\", \"text\"}",
        serde_json::error::Category::Io | serde_json::error::Category::Syntax | serde_json::error::Category::Eof => {
            "it is no JSON"
        }
    };
    eprintln!("ajar screen: line {number}, column {}: {what}; the line was left out", error.column());
}

/// An answer as it is printed.
fn answer(id: &Value, concern: Option<&Concern>) -> Value {
    match concern {
        Some(it) => json!({
            "id": id, "level": it.level, "area": it.area, "category": it.category, "rules": it.rules,
        }),
        None => json!({ "id": id, "level": "none", "area": null, "category": "none", "rules": [] }),
    }
}
