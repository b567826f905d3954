//! A finding: what a rule has to say, and where.
//!
//! Not here: the rules.

use std::fmt;
use std::ops::Range;

use miette::{LabeledSpan, MietteDiagnostic, NamedSource, Report};
use serde::Serialize;

use super::rules::{RULES, UNREADABLE, VALUE};
use super::{Rule, plain, text};
use crate::dialogue::{ParseError, line_of};

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Which rule found it; `ajar explain CODE` says more.
    pub code: &'static str,
    /// The file; empty if it is about no one file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// Where, in bytes.
    #[serde(skip)]
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It must not go live.
    Error,
    /// Somebody has to look at it.
    Warning,
    /// Somebody waived it, with a reason.
    Waived,
}

impl Finding {
    pub(super) fn new(rule: &Rule, message: String) -> Self {
        let (severity, code, file) = (rule.severity, rule.code, String::new());
        Self { severity, code, file, line: 1, column: 1, at: 0..0, message, help: None }
    }

    /// The same with what to do about it.
    pub(super) fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The same with what was meant, if that can be guessed.
    pub(super) fn with_guess(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }

    /// The same at a place of a file.
    #[must_use]
    pub fn at(self, file: &str, text: &str, at: Range<usize>) -> Self {
        let (line, column) = (line_of(text, at.start), text::column_of(text, at.start));
        Self { file: file.to_owned(), line, column, at, ..self }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file.as_str() {
            "" => write!(f, "{}: {}", self.code, self.message),
            file => write!(f, "{file}:{}:{}: {}: {}", self.line, self.column, self.code, self.message),
        }
    }
}

/// What is wrong with a file that could be opened and not read as what it is, as findings.
pub fn broken(error: &ParseError) -> Vec<Finding> {
    let finding = |mistake: &crate::dialogue::Mistake| {
        let rule = RULES.iter().find(|rule| rule.is_of(mistake.sort)).unwrap_or(&VALUE);
        let at = mistake.at.offset()..mistake.at.offset() + mistake.at.len();
        let help = mistake.help.clone().or_else(|| plain::help(mistake.sort, &mistake.message));
        let finding = rule.says(mistake.message.clone()).with_guess(help);
        finding.at(&error.file, error.text(), at)
    };
    error.mistakes.iter().map(finding).collect()
}

/// A file that is there and cannot be taken as text, as a finding: `why` says what it is in place of that.
pub fn unreadable(file: &str, why: &str, help: &str) -> Finding {
    UNREADABLE.says(why).with_help(help).at(file, "", 0..0)
}

/// Findings as reports that miette draws, each with its file, its line and a caret. `files` are path and text.
pub fn drawn(findings: &[Finding], files: &[(String, String)]) -> Vec<Report> {
    findings.iter().map(|finding| draw(finding, files)).collect()
}

fn draw(finding: &Finding, files: &[(String, String)]) -> Report {
    let mut report =
        MietteDiagnostic::new(&finding.message).with_code(finding.code).with_severity(match finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Waived => miette::Severity::Advice,
        });
    report.help.clone_from(&finding.help);
    match files.iter().find(|(path, _)| *path == finding.file) {
        Some((path, text)) => {
            report = report.with_label(LabeledSpan::at(finding.at.clone(), "here"));
            Report::new(report).with_source_code(NamedSource::new(path, text.clone()))
        }
        None if finding.file.is_empty() => Report::new(report),
        None => {
            report.message = format!("{}: {}", finding.file, report.message);
            Report::new(report)
        }
    }
}
