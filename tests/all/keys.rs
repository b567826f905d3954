//! The message keys that the code names, held against the list that the checker works from.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ajar::dialogue::KEYS;
use regex::Regex;

/// Keys that are put together from a beginning and a name.
const PUT_TOGETHER: [&str; 3] = ["way-", "kind-", "ask-"];

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            sources(&path, out);
        } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("keys.rs") {
            out.push(path);
        }
    }
}

#[test]
fn every_key_that_the_code_names_is_listed_and_every_listed_key_is_named() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for room in ["dialogue/step", "turn", "staff"] {
        sources(&src.join(room), &mut files);
    }
    let quoted = Regex::new(r#""([a-z][a-z0-9]*(?:-[a-z0-9]+)*)""#).unwrap();
    let named =
        Regex::new(r#"(?:msg|line|key|Message::new)\(\s*(?:if [^{]+\{ )?"([a-z0-9-]+)"|\} else \{ "([a-z0-9-]+)" \}"#)
            .unwrap();
    let (mut all, mut keys) = (BTreeSet::new(), BTreeSet::new());
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        all.extend(quoted.captures_iter(text).map(|found| found[1].to_owned()));
        let found =
            named.captures_iter(text).filter_map(|found| Some(found.get(1).or(found.get(2))?.as_str().to_owned()));
        keys.extend(found);
    }
    let listed: BTreeSet<String> = KEYS.iter().map(|key| (*key).to_owned()).collect();
    let unlisted: Vec<_> = keys.difference(&listed).collect();
    assert!(unlisted.is_empty(), "named in the code, but not in KEYS: {unlisted:?}");
    let unnamed: Vec<_> =
        listed.difference(&all).filter(|key| !PUT_TOGETHER.iter().any(|start| key.starts_with(start))).collect();
    assert!(unnamed.is_empty(), "in KEYS, but not named in the code: {unnamed:?}");
}
