//! A finding: what a check has to say, and where.
//!
//! Not here: the checks.

use std::fmt;
use std::ops::Range;

use miette::{LabeledSpan, MietteDiagnostic, NamedSource, Report};
use serde::Serialize;

use crate::dialogue::{ParseError, line_of};

/// Something that a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Which check found it: a short name that stays the same.
    pub code: &'static str,
    /// The file; empty if it is about no one file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
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
    /// It must not be served.
    Error,
    /// Somebody has to look at it.
    Warning,
    /// A warning that somebody waived, with a reason.
    Waived,
}

impl Finding {
    /// An error; `code` names the check.
    pub(super) fn error(code: &'static str, message: impl Into<String>) -> Self {
        let (file, message) = (String::new(), message.into());
        Self { severity: Severity::Error, code, file, line: 1, at: 0..0, message, help: None }
    }

    /// A warning.
    pub(super) fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same with what to do about it.
    pub(super) fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The same at a place of a file.
    pub(super) fn at(self, file: &str, text: &str, at: Range<usize>) -> Self {
        Self { file: file.to_owned(), line: line_of(text, at.start), at, ..self }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file.as_str() {
            "" => f.write_str(&self.message),
            file => write!(f, "{file}:{}: {}", self.line, self.message),
        }
    }
}

/// What is wrong with a file that could not be read at all, as findings.
pub fn broken(error: &ParseError) -> Vec<Finding> {
    let finding = |mistake: &crate::dialogue::Mistake| Finding {
        file: error.file.clone(),
        line: mistake.line,
        at: mistake.at.offset()..mistake.at.offset() + mistake.at.len(),
        help: mistake.help.clone(),
        ..Finding::error("parse", mistake.message.clone())
    };
    error.mistakes.iter().map(finding).collect()
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
        None => Report::new(report),
    }
}
