//! The dialogues, the words and the helplines.

use chrono::{DateTime, Utc};

use super::{Finding, broken, look, ok};
use crate::check::Severity;
use crate::cli::args::Args;
use crate::cli::{check, house};
use crate::config::Config;
use crate::content::Edition;

/// Looks at the content and at the helplines in it.
pub(super) fn look_at(args: &Args, config: &Config, now: DateTime<Utc>) -> Vec<Finding> {
    match house::edition(args, Some(config)) {
        Ok(edition) => vec![content(&edition), helplines(&edition, now)],
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

fn helplines(edition: &Edition, now: DateTime<Utc>) -> Finding {
    let all = edition.content.helplines.helpline.len();
    let stale: Vec<_> = edition.content.helplines.stale(now).into_iter().map(|row| row.id.as_str()).collect();
    match stale.len() {
        0 => ok("helplines", format!("each of the {all} was checked in the last 90 days")),
        many => look(
            "helplines",
            format!(
                "nobody has checked {many} of {all} in the last 90 days ({}). Ring each, then write checked_on and checked_by \
                 into dialogues/helplines.toml",
                stale.join(", ")
            ),
        ),
    }
}
