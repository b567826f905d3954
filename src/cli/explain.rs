//! `ajar explain CODE`: what a code of the checker's means, why it matters, and what to do.
//!
//! Not here: the pages (docs/codes).

use std::process::ExitCode;

use serde_json::json;

use super::args::{Args, ExplainArgs};
use super::{CliError, FINDINGS};
use crate::check::{CHANGES, RULES, Rule, TOLD, page};

/// Prints the page of a code; without one, every code with its title. Ends with 1 where there is no such code.
pub fn run(args: &Args, explain: &ExplainArgs) -> Result<ExitCode, CliError> {
    let Some(code) = &explain.code else {
        print!("{}", list(args.json));
        return Ok(ExitCode::SUCCESS);
    };
    let rule = all().find(|rule| rule.code.eq_ignore_ascii_case(code));
    match rule.and_then(|rule| Some((rule, page(rule.code)?))) {
        Some((rule, page)) if args.json => {
            println!("{}", json!({ "code": rule.code, "title": rule.title, "page": page }));
            Ok(ExitCode::SUCCESS)
        }
        Some((_, page)) => {
            print!("{page}");
            Ok(ExitCode::SUCCESS)
        }
        None => {
            eprintln!("There is no code {code}. `ajar explain` alone prints all of them.");
            Ok(ExitCode::from(FINDINGS))
        }
    }
}

/// Every rule, those of the groups "Change" and "Tests" last.
fn all() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().chain(CHANGES).chain(TOLD)
}

fn list(as_json: bool) -> String {
    let all = all();
    if as_json {
        let codes: Vec<_> = all.map(|rule| json!({ "code": rule.code, "title": rule.title })).collect();
        return format!("{}\n", json!({ "codes": codes }));
    }
    let line = |rule: &Rule| format!("{}  {}\n", rule.code, rule.title);
    all.map(line)
        .chain(["\n`ajar explain CODE` says more. E must be mended; W is to be looked at.\n".to_owned()])
        .collect()
}
