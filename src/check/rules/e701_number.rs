//! E701: a helpline's number that could not be called, texted or opened as it is written.

use regex::Regex;

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E701", "a malformed number", find).waivable();

/// Digits, with single spaces between groups; for a web page, its address. An app has a name of its own.
const CALLED: &str = r"^\+?\d+( \d+)*$";
const OPENED: &str = r"^(https://)?[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?$";
/// No number has more digits.
const DIGITS: usize = 15;

fn find(look: &Look<'_>) -> Vec<Finding> {
    let patterns = (Regex::new(CALLED), Regex::new(OPENED));
    let (Ok(called), Ok(opened)) = patterns else { return Vec::new() };
    let mut found = Vec::new();
    for (place, row) in look.subject.content.helplines.helpline.iter().enumerate() {
        for (at, number) in row.numbers.iter().enumerate() {
            let digits = number.chars().filter(char::is_ascii_digit).count();
            let fits = match row.is_opened() {
                Some(true) => opened.is_match(number),
                Some(false) => called.is_match(number) && digits <= DIGITS,
                None => !number.trim().is_empty(),
            };
            if !fits {
                let finding = RULE.says(format!("\"{number}\" of `{}` is no number that works", row.id));
                let finding = finding.with_help("write digits in groups, as \"0800 1111\"; a page as \"example.org\"");
                let path = ["helpline", &place.to_string(), "numbers", &at.to_string()];
                found.push(look.in_toml(finding, "dialogues/helplines.toml", &path));
            }
        }
    }
    found
}
