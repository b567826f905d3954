//! `ajar diff` and `ajar rename` as somebody who writes dialogues runs them, the deployed archive and real conversations among it.

#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn ajar(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ajar"));
    command.args(arguments).current_dir(dir).env_clear().output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &place)
        } else {
            _ = fs::copy(entry.path(), place).unwrap()
        }
    }
}

/// A folder with the shipped dialogues and words.
fn content(dir: &Path, name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["dialogues", "locales"] {
        copied(&root.join(folder), &dir.join(name).join(folder));
    }
}

#[test]
fn p32_a_step_is_renamed_in_every_file_and_the_difference_harms_nobody() {
    let dir = tempfile::tempdir().unwrap();
    content(dir.path(), "old");
    content(dir.path(), "new");
    let renamed = ajar(dir.path(), &["--content", "new", "rename", "step", "tell", "telling"]);
    assert!(renamed.status.success(), "{}", said(&renamed));
    let text = fs::read_to_string(dir.path().join("new/dialogues/just-looking.toml")).unwrap();
    assert!(text.contains("to = \"first-contact/telling\"") && !text.contains("first-contact/tell\""), "{text}");
    let text = fs::read_to_string(dir.path().join("new/dialogues/first-contact.toml")).unwrap();
    assert!(text.contains("# ---- The way ----") && text.ends_with("[moved.step]\ntell = \"telling\"\n"), "{text}");
    let check = ajar(dir.path(), &["--content", "new", "check"]);
    assert!(check.status.success(), "{}", said(&check));
    let diff = ajar(dir.path(), &["diff", "old", "new"]);
    assert!(diff.status.success(), "{}", said(&diff));
    let expected =
        "first-contact/tell is gone: whoever stands there goes on at first-contact/telling and notices nothing.";
    assert!(said(&diff).contains(expected), "{}", said(&diff));
}

#[test]
fn a_renaming_that_cannot_be_is_refused_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    content(dir.path(), "new");
    let before = fs::read_to_string(dir.path().join("new/dialogues/first-contact.toml")).unwrap();
    for (from, to, why) in [
        ("tell", "story", "has a step `story` already"),
        ("nowhere", "story", "there is no step `nowhere`"),
        ("menu", "list", "say which"),
        ("tell", "To Tell", "no plain id"),
    ] {
        let refused = ajar(dir.path(), &["--content", "new", "rename", "step", from, to]);
        assert_eq!(refused.status.code(), Some(2), "{from} {to}");
        let said = said(&refused).replace("\n  │ ", " ");
        assert!(said.contains(why) && said.contains("nothing was written"), "{said}");
    }
    assert_eq!(fs::read_to_string(dir.path().join("new/dialogues/first-contact.toml")).unwrap(), before);
}

#[test]
fn p32_a_step_that_is_gone_with_nothing_said_is_found_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    content(dir.path(), "old");
    content(dir.path(), "new");
    let path = dir.path().join("new/dialogues/more.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text.replace("[step.skill", "[step.gift")
            .replace("[[step.skill", "[[step.gift")
            .replace("to = \"skill\"", "to = \"gift\""),
    )
    .unwrap();
    let diff = ajar(dir.path(), &["diff", "old", "new"]);
    assert_eq!(diff.status.code(), Some(1), "{}", said(&diff));
    assert!(said(&diff).contains("E801") && said(&diff).contains("dialogues/more.toml"), "{}", said(&diff));
    let json = ajar(dir.path(), &["diff", "old", "new", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let changes = json["changes"].as_array().unwrap();
    assert!(changes.iter().any(|change| change["kind"] == "step-gone" && change["what"] == "more/skill"), "{json}");
    assert_eq!(json["people"], serde_json::Value::Null);
}

#[test]
fn with_nothing_deployed_there_is_nothing_to_compare_with() {
    let dir = tempfile::tempdir().unwrap();
    let made = ajar(dir.path(), &["init"]);
    assert!(made.status.success(), "{}", said(&made));
    let diff = ajar(dir.path(), &["diff"]);
    assert_eq!(diff.status.code(), Some(2), "{}", said(&diff));
    let said = said(&diff).replace("\n  │ ", " ");
    assert!(said.contains("no edition was deployed here yet"), "{said}");
}

#[test]
fn p28_against_what_is_deployed_there_are_numbers_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    assert!(ajar(dir.path(), &["init"]).status.success());
    assert!(ajar(dir.path(), &["migrate"]).status.success(), "every command that opens the house deploys its edition");
    content(dir.path(), "new");
    assert!(ajar(dir.path(), &["--content", "new", "rename", "step", "tell", "telling"]).status.success());
    let diff = ajar(dir.path(), &["diff", "new", "--json"]);
    assert!(diff.status.success(), "{}", said(&diff));
    let json: serde_json::Value = serde_json::from_slice(&diff.stdout).unwrap();
    assert_eq!(json["changes"][0]["waiting"], 0);
    assert_eq!(json["people"], serde_json::json!({ "go_on": 0, "elsewhere": 0, "stay": 0 }));
}
