//! The checker's examples: for each code a folder `tests/check/CODE` with `good` and `bad` (and perhaps `bad-2`) laid over `tests/check/base`.
//! What is bad is found with exactly the codes and carets that its `expected.txt` names; in what is good nothing is found.
//!
//! Not here: the shipped content (`content::tests`), seeded mistakes in it (`mutations`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ajar::check::{CHANGES, Finding, RULES, Severity, TOLD, check_with, page};
use ajar::content::Edition;
use ajar::dialogue::KEYS;

/// What the engine itself says is the shipped text: the examples change what is said around it.
const ENGINES_OWN: [&str; 6] = ["common.ftl", "safety.ftl", "format.ftl", "commands.ftl", "profile.ftl", "voice.toml"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

/// The files below a folder: path within it to bytes.
fn below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut ahead = vec![folder.to_owned()];
    while let Some(dir) = ahead.pop() {
        for entry in fs::read_dir(&dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                ahead.push(path);
            } else {
                let within = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(within, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// The base with an example laid over it.
fn files(example: Option<&Path>) -> BTreeMap<String, String> {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en-GB");
    let own = ENGINES_OWN.map(|name| (format!("locales/en-GB/{name}"), fs::read(shipped.join(name)).unwrap()));
    let base = below(&root().join("base"));
    let over = example.map(below).unwrap_or_default();
    let all = own.into_iter().chain(base).chain(over);
    all.filter(|(path, _)| path != "expected.txt")
        .map(|(path, text)| (path, String::from_utf8(text).unwrap()))
        .collect()
}

/// What is found in the base with an example laid over it, by every rule but `without`.
fn found(example: Option<&Path>, without: &str) -> Vec<Finding> {
    if example.is_some_and(|example| example.join("../bad").canonicalize().is_ok_and(|bad| bad.ends_with("E106/bad"))) {
        // What cannot be read as text can only be met as a file.
        return Edition::load(example).map(|_| Vec::new()).unwrap_or_else(|error| error.findings());
    }
    let edition = match Edition::of(files(example)) {
        Ok(edition) => edition,
        Err(error) => return error.findings(),
    };
    let subject = edition.subject(KEYS, "2026-11-22T12:00:00Z".parse().unwrap());
    let found = check_with(&subject, RULES.iter().filter(|rule| rule.code != without));
    found.into_iter().filter(|finding| finding.severity != Severity::Waived).collect()
}

/// A finding as `expected.txt` names it: code, and where its caret stands.
fn line(finding: &Finding) -> String {
    match finding.file.as_str() {
        "" => format!("{} nowhere", finding.code),
        file => format!("{} {file}:{}:{}", finding.code, finding.line, finding.column),
    }
}

/// Whether what is found now is taken for what is expected; look at the difference then.
fn accepts() -> bool {
    std::env::var_os("AJAR_ACCEPT").is_some()
}

fn examples(code: &str, kind: &str) -> Vec<PathBuf> {
    let folder = root().join(code);
    let mut found: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{code} has no examples in {}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(kind))
        .collect();
    found.sort();
    found
}

#[test]
fn in_the_base_of_all_examples_nothing_is_found() {
    assert_eq!(found(None, "").iter().map(Finding::to_string).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn every_code_has_examples_and_a_page_and_every_example_has_a_code() {
    let codes: BTreeSet<String> = RULES.iter().map(|rule| rule.code.to_owned()).collect();
    assert_eq!(codes.len(), RULES.len(), "a code stands there twice");
    let folders = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let folders: BTreeSet<String> = folders.filter(|name| name != "base").collect();
    assert_eq!(folders, codes, "folders of examples, and codes");
    let pages = fs::read_dir(root().join("../../docs/codes")).unwrap();
    let pages: BTreeSet<String> =
        pages.map(|entry| entry.unwrap().file_name().into_string().unwrap().replace(".md", "")).collect();
    let explained = codes.into_iter().chain(CHANGES.iter().chain(&TOLD).map(|rule| rule.code.to_owned())).collect();
    assert_eq!(pages, explained, "pages in docs/codes, and codes");
    for rule in RULES {
        assert!(!examples(rule.code, "good").is_empty(), "{} has no good example", rule.code);
        assert!(!examples(rule.code, "bad").is_empty(), "{} has no bad example", rule.code);
    }
}

#[test]
fn every_page_says_what_it_means_why_it_matters_and_what_to_do() {
    for rule in RULES.iter().chain(CHANGES).chain(TOLD) {
        let page = page(rule.code).unwrap_or_default();
        assert!(
            page.starts_with(&format!("# {}: {}\n", rule.code, rule.title)),
            "{}: its first line is its code and title",
            rule.code
        );
        for heading in ["## What it means", "## Why it matters", "## What to do", "## Before", "## After"] {
            assert!(page.contains(heading), "{}: {heading}", rule.code);
        }
    }
}

#[test]
fn what_is_bad_is_refused_with_its_code_and_the_caret_at_the_right_place() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for example in examples(rule.code, "bad") {
            let told: Vec<String> = found(Some(&example), "").iter().map(line).collect();
            let told: String = told.iter().map(|line| format!("{line}\n")).collect();
            let file = example.join("expected.txt");
            let expected = fs::read_to_string(&file).unwrap_or_default();
            if told != expected && accepts() {
                fs::write(&file, &told).unwrap();
            }
            if told != expected || !told.contains(rule.code) {
                wrong.push(format!("{}:\nexpected\n{expected}found\n{told}", example.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn in_what_is_good_nothing_is_found() {
    let mut wrong = Vec::new();
    for example in RULES.iter().flat_map(|rule| examples(rule.code, "good")) {
        let told: Vec<String> = found(Some(&example), "").iter().map(Finding::to_string).collect();
        if !told.is_empty() {
            wrong.push(format!("{}: {told:#?}", example.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn without_its_rule_nothing_is_found_under_its_code() {
    for rule in RULES {
        for example in examples(rule.code, "bad") {
            let read = ["E101", "E102", "E103", "E104", "E105", "E106", "E120", "E121", "E122", "E123", "W522"];
            if !read.contains(&rule.code) {
                let told = found(Some(&example), rule.code);
                assert!(
                    told.iter().all(|finding| finding.code != rule.code),
                    "{} is found without its rule",
                    rule.code
                );
            }
        }
    }
}
