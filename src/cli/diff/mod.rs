//! `ajar diff`: what a change of the dialogues changes, for whom, in numbers only. It changes nothing; opening the databases brings them up to
//! date, as everywhere.
//!
//! Not here: what becomes of a conversation (`dialogue`), what is wrong with a change (`check`).

mod said;

use std::path::Path;
use std::process::ExitCode;

use super::args::{Args, DiffArgs};
use super::deployed::{Deployed, waiting};
use super::{CliError, FINDINGS, check, house};
use crate::check::{Finding, Severity, Waiting, change, drawn};
use crate::clock::Clock;
use crate::config::{Config, Environment};
use crate::content::Edition;
use crate::dialogue::{Change, KEYS, changes};

/// What is printed.
#[derive(Debug)]
struct Compared {
    from: String,
    to: String,
    changes: Vec<Change>,
    findings: Vec<Finding>,
    /// How many wait at each step of the earlier edition; nothing where two folders are compared.
    waiting: Option<Waiting>,
    /// What becomes of everybody there is.
    fates: said::Fates,
}

/// Compares. Ends with 1 where a change is not all right for somebody.
pub async fn run(args: &Args, diff: &DiffArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    let (compared, edition) = match diff.editions.as_slice() {
        [old, new] => folders(old, new)?,
        [new] => deployed(args, Some(new), environment).await?,
        _ => deployed(args, None, environment).await?,
    };
    if args.json {
        println!("{}", said::json(&compared));
    } else {
        let reports = drawn(&compared.findings, &edition.files);
        reports.iter().for_each(|report| print!("{}", check::draw(report.as_ref())));
        print!("{}", said::text(&compared));
    }
    let wrong = compared.findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if wrong { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS })
}

fn folders(old: &Path, new: &Path) -> Result<(Compared, Edition), CliError> {
    let (old_edition, edition) = (Edition::load(Some(old))?, Edition::load(Some(new))?);
    let compared = Compared {
        from: old.display().to_string(),
        to: new.display().to_string(),
        changes: changes(&old_edition.content, &edition.content),
        findings: findings(&old_edition, &edition, None),
        waiting: None,
        fates: said::Fates::default(),
    };
    Ok((compared, edition))
}

async fn deployed(args: &Args, new: Option<&Path>, environment: &Environment) -> Result<(Compared, Edition), CliError> {
    let config = Config::load(args.config_path(), environment)?;
    let dir = new.map(Path::to_owned).or_else(|| house::content_dir(args, Some(&config)));
    let edition = Edition::load(dir.as_deref())?;
    let Deployed { newest, earlier, standing } = Deployed::read(&config, environment).await?;
    let waiting = waiting(&standing, &newest.hash);
    let compared = Compared {
        from: format!("the deployed edition {}", newest.hash.get(..12).unwrap_or_default()),
        to: dir.map_or_else(|| "the built-in edition".to_owned(), |dir| dir.display().to_string()),
        changes: changes(&newest.content, &edition.content),
        findings: findings(&newest, &edition, Some(&waiting)),
        fates: said::fates(&edition.content, &earlier, &standing),
        waiting: Some(waiting),
    };
    Ok((compared, edition))
}

fn findings(old: &Edition, new: &Edition, waiting: Option<&Waiting>) -> Vec<Finding> {
    change(&new.subject(KEYS, Clock::system().now()), &old.content, waiting)
}
