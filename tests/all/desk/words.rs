//! Every word of the desk's stands in its locale file, and everything in that file is named by a page.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ajar::store::audit::Done;

/// What is put together from a name in the code: the beginning of the key, and where the names are.
const MADE: [(&str, &[&str]); 3] = [
    ("desk-act-", Done::ALL),
    (
        "desk-role-",
        &["coordinator", "coordinator-may", "lead", "lead-may", "keeper", "keeper-may", "auditor", "auditor-may"],
    ),
    ("desk-fact-", &["service", "address", "database", "languages", "keep", "complaints", "young", "version"]),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Every key that stands in quotation marks.
fn named(text: &str) -> impl Iterator<Item = String> {
    let quoted = text.split('"').filter(|piece| piece.starts_with("desk-"));
    quoted
        .filter(|key| key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        .map(str::to_owned)
}

#[test]
fn every_word_of_the_desk_is_there_and_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for file in ["src/desk", "src/handset"].iter().flat_map(|room| files(&root.join(room))) {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if ["rs", "html"].contains(&ending) {
            keys.extend(named(&fs::read_to_string(&file).unwrap()).filter(|key| !key.ends_with('-')));
        }
    }
    keys.extend(
        MADE.iter()
            .flat_map(|(start, names)| names.iter().map(move |name| format!("{start}{}", name.replace(' ', "-")))),
    );
    let text = fs::read_to_string(root.join("locales/en-GB/desk.ftl")).unwrap();
    let written: BTreeSet<String> = text
        .lines()
        .filter(|line| line.starts_with("desk-"))
        .map(|line| line.split(' ').next().unwrap().to_owned())
        .collect();
    let missing: Vec<_> = keys.difference(&written).collect();
    let unused: Vec<_> = written.difference(&keys).collect();
    assert!(missing.is_empty() && unused.is_empty(), "missing in desk.ftl: {missing:?}; named nowhere: {unused:?}");
}
