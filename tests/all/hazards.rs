//! The hazard log (docs/safety/hazards.md) against the tests: every hazard has a cause, a control and tests, and every test that it names is there.
//!
//! Not here: whether a control is enough. That is for a clinical safety lead to say.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The hazards that have to stand there, whatever else does.
const WANTED: [&str; 15] = [
    "Danger is not recognised",
    "Danger that is spoken or pictured is not heard",
    "Somebody believes that a human reads live",
    "A number is wrong, or nobody answers there",
    "A hand-over is lost",
    "Somebody else looks at the phone",
    "Words are released that were not meant, or not these",
    "A child is taken for an adult",
    "A story goes to the wrong person",
    "Messages come twice, or in the wrong order",
    "Somebody feels chased",
    "Somebody feels dropped",
    "Forgetting is not complete",
    "False alarms",
    "The bot is down while posters point to it",
];

/// One hazard: its heading, and what stands under it, by its name.
struct Hazard {
    name: String,
    fields: Vec<(String, String)>,
}

impl Hazard {
    fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text)
    }

    /// The tests that it names.
    fn tests(&self) -> Vec<String> {
        self.field("Test").split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn hazards(text: &str) -> Vec<Hazard> {
    let hazard = |part: &str| {
        let (heading, rest) = part.split_once('\n').unwrap();
        let fields = rest.split("\n- **").skip(1).filter_map(|field| field.split_once(":** "));
        let fields = fields.map(|(name, text)| (name.to_owned(), text.trim().to_owned())).collect();
        Hazard { name: heading.split_once(' ').unwrap().1.to_owned(), fields }
    };
    text.split("\n## H").skip(1).map(hazard).collect()
}

/// Every source in which tests stand.
fn sources(folder: PathBuf, out: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(path, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            out.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// The names of all functions that stand right under a line that makes them a test.
fn tests_there() -> BTreeSet<String> {
    let mut texts = Vec::new();
    ["src", "tests"].into_iter().for_each(|folder| sources(root().join(folder), &mut texts));
    let mut names = BTreeSet::new();
    for text in &texts {
        let mut is_test = false;
        for line in text.lines().map(str::trim) {
            let name = line.trim_start_matches("async ").strip_prefix("fn ").and_then(|rest| rest.split('(').next());
            match name {
                Some(name) if is_test => drop(names.insert(name.to_owned())),
                Some(_) | None => {}
            }
            is_test =
                line.starts_with("#[test]") || line.starts_with("#[tokio::test") || (is_test && line.starts_with("#["));
        }
    }
    names
}

#[test]
fn every_hazard_has_a_cause_a_control_and_tests_that_are_there() {
    let hazards = hazards(&fs::read_to_string(root().join("docs/safety/hazards.md")).unwrap());
    let there = tests_there();
    assert!(there.len() > 400, "{} tests found only: the search is broken", there.len());
    for hazard in &hazards {
        for field in ["Harm", "Cause", "Control", "Test", "What is left"] {
            assert!(!hazard.field(field).is_empty(), "{}: nothing under {field}", hazard.name);
        }
        assert!(!hazard.tests().is_empty(), "{}: no test", hazard.name);
        for test in hazard.tests() {
            assert!(there.contains(&test), "{}: there is no test {test}", hazard.name);
        }
    }
    let names: BTreeSet<&str> = hazards.iter().map(|hazard| hazard.name.as_str()).collect();
    assert_eq!(names.len(), hazards.len(), "two hazards have one name");
    let missing: Vec<_> = WANTED.iter().filter(|name| !names.contains(*name)).collect();
    assert!(missing.is_empty(), "not in the log: {missing:?}");
}

#[test]
fn a_test_that_is_not_there_is_noticed() {
    let text =
        "\n## H99 Something\n\n- **Harm:** a\n- **Test:** `p21_nobody_wrote_this`,\n  `and_not_this`\n- **Cause:** b\n";
    let hazard = hazards(text).remove(0);
    assert_eq!(hazard.tests(), ["p21_nobody_wrote_this", "and_not_this"]);
    assert_eq!((hazard.field("Cause"), hazard.field("Control")), ("b", ""));
    assert!(hazard.tests().iter().all(|test| !tests_there().contains(test)));
}
