//! The promises: README's table is held against the tests, and what no room can show alone is shown over the whole house.

mod consent;
mod honesty;
mod privacy;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A row of the table: its number, and what is said to show it.
struct Row {
    number: u32,
    shown_by: String,
}

fn rows() -> Vec<Row> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let row = |line: &str| {
        let cells: Vec<_> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        let number = cells.first()?.strip_prefix('P')?.parse().ok()?;
        assert_eq!(cells.len(), 4, "P{number}: a row has four cells");
        Some(Row { number, shown_by: cells[3].to_owned() })
    };
    readme.lines().filter(|line| line.starts_with("| P")).filter_map(row).collect()
}

impl Row {
    /// The tests that it names.
    fn tests(&self) -> Vec<String> {
        let named = self.shown_by.split('`').skip(1).step_by(2);
        named.filter(|name| name.starts_with('p')).map(str::to_owned).collect()
    }
}

/// The names of all tests whose names carry a promise's number.
fn tests() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = BTreeSet::new();
    ["src", "tests"].iter().for_each(|folder| gather(&root.join(folder), &mut names));
    names
}

fn gather(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, names);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(path).unwrap();
            let lines = text.lines().map(|line| line.trim().trim_start_matches("async "));
            let found = lines.filter_map(|line| line.strip_prefix("fn ")?.split('(').next());
            names.extend(found.filter(|name| name.starts_with('p')).map(str::to_owned));
        }
    }
}

#[test]
fn every_promise_has_its_row() {
    let numbers: Vec<u32> = rows().iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=37).collect::<Vec<_>>());
}

#[test]
fn every_test_that_a_row_names_exists_and_carries_its_number() {
    let tests = tests();
    for row in rows() {
        for name in row.tests() {
            assert!(tests.contains(&name), "P{}: there is no test `{name}`", row.number);
            let number = format!("p{}", row.number);
            assert!(name.split('_').any(|part| part == number), "P{}: `{name}` does not carry its number", row.number);
        }
    }
}

#[test]
fn a_row_that_claims_to_be_held_names_a_test_and_any_other_says_why_not() {
    for row in rows() {
        match row.shown_by.split_once("not yet") {
            None => assert!(!row.tests().is_empty(), "P{} claims to be held and names no test", row.number),
            Some((_, why)) => assert!(why.split_whitespace().count() >= 4, "P{} does not say why not yet", row.number),
        }
    }
}
