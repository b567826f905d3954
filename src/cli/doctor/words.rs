//! The dialogues, the words and the helplines.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Finding, broken, look, ok};
use crate::check::Severity;
use crate::cli::args::Args;
use crate::cli::{check, house};
use crate::config::Config;
use crate::content::Edition;
use crate::dialogue::Helplines;
use crate::store::{Store, helpline_checks, is_there};

/// Looks at the content and at the helplines in it.
pub(super) async fn look_at(args: &Args, config: &Config, now: DateTime<Utc>) -> Vec<Finding> {
    match house::edition(args, Some(config)) {
        Ok(edition) => {
            let register = edition.content.helplines.clone().checked(&checks(config).await);
            vec![content(&edition), helplines(&register, now)]
        }
        Err(error) => vec![broken("content", format!("{error}; `ajar check` shows where"))],
    }
}

fn content(edition: &Edition) -> Finding {
    let found = check::of(edition);
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error).count();
    let languages = edition.content.locales.len();
    match errors {
        0 => ok("content", format!("{} dialogues in {languages} language(s)", edition.content.dialogues.len())),
        _ => broken("content", format!("{errors} mistakes; `ajar check` shows them")),
    }
}

/// What was checked at the desk, if there is a database by now.
async fn checks(config: &Config) -> Vec<(String, NaiveDate, String)> {
    let (database, _) = config.databases();
    if !is_there(&database) {
        return Vec::new();
    }
    let Ok(store) = Store::open(&database).await else { return Vec::new() };
    let found = match store.reading().await {
        Ok(mut work) => helpline_checks::list(&mut work).await.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    store.close().await;
    found.into_iter().map(|row| (row.helpline, row.checked_on, row.by_name)).collect()
}

fn helplines(register: &Helplines, now: DateTime<Utc>) -> Finding {
    let all = register.helpline.len();
    let stale: Vec<_> = register.stale(now).into_iter().map(|row| row.id.as_str()).collect();
    match stale.len() {
        0 => ok("helplines", format!("each of the {all} was checked in the last 90 days")),
        many => look(
            "helplines",
            format!(
                "nobody has checked {many} of {all} in the last 90 days ({}). Ring each, then mark it at the desk, or write \
                 checked_on and checked_by into dialogues/helplines.toml",
                stale.join(", ")
            ),
        ),
    }
}
