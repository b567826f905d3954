//! `ajar diff` and `ajar rename` as somebody who writes dialogues runs them, the deployed archive and real conversations among it.

use crate::support::program;
use std::fs;
use std::path::Path;

use crate::support::program::{Serving, flat, init, name, run, shipped, told};

/// A folder with the shipped dialogues and words.
fn content(dir: &Path, name: &str) {
    shipped(&dir.join(name));
}

#[test]
fn p32_a_step_is_renamed_in_every_file_and_the_difference_harms_nobody() {
    let dir = tempfile::tempdir().unwrap();
    content(dir.path(), "old");
    content(dir.path(), "new");
    let renamed = run(dir.path(), &["--content", "new", "rename", "step", "tell", "telling"]);
    assert!(renamed.status.success(), "{}", told(&renamed));
    let text = fs::read_to_string(dir.path().join("new/dialogues/just-looking.toml")).unwrap();
    assert!(text.contains("to = \"first-contact/telling\"") && !text.contains("first-contact/tell\""), "{text}");
    let text = fs::read_to_string(dir.path().join("new/dialogues/first-contact.toml")).unwrap();
    assert!(text.contains("# ---- The way ----") && text.ends_with("[moved.step]\ntell = \"telling\"\n"), "{text}");
    let check = run(dir.path(), &["--content", "new", "check"]);
    assert!(check.status.success(), "{}", told(&check));
    let diff = run(dir.path(), &["diff", "old", "new"]);
    assert!(diff.status.success(), "{}", told(&diff));
    let expected =
        "first-contact/tell is gone: whoever stands there goes on at first-contact/telling and notices nothing.";
    assert!(told(&diff).contains(expected), "{}", told(&diff));
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
        let refused = run(dir.path(), &["--content", "new", "rename", "step", from, to]);
        assert_eq!(refused.status.code(), Some(2), "{from} {to}");
        let said = flat(&told(&refused));
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
    let diff = run(dir.path(), &["diff", "old", "new"]);
    assert_eq!(diff.status.code(), Some(1), "{}", told(&diff));
    assert!(told(&diff).contains("E801") && told(&diff).contains("dialogues/more.toml"), "{}", told(&diff));
    let json = run(dir.path(), &["diff", "old", "new", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let changes = json["changes"].as_array().unwrap();
    assert!(changes.iter().any(|change| change["kind"] == "step-gone" && change["what"] == "more/skill"), "{json}");
    assert_eq!(json["people"], serde_json::Value::Null);
}

#[test]
fn with_nothing_deployed_there_is_nothing_to_compare_with() {
    let dir = tempfile::tempdir().unwrap();
    init(dir.path());
    let diff = run(dir.path(), &["diff"]);
    assert_eq!(diff.status.code(), Some(2), "{}", told(&diff));
    let said = flat(&told(&diff));
    assert!(said.contains("no edition was deployed here yet"), "{said}");
}

#[tokio::test]
async fn p28_against_what_is_deployed_there_are_numbers_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    init(dir.path());
    name(dir.path());
    // What serves is what is deployed; other commands look and act, and deploy nothing.
    assert!(run(dir.path(), &["migrate"]).status.success());
    assert_eq!(run(dir.path(), &["diff"]).status.code(), Some(2));
    let mut command = program::ajar(dir.path());
    program::beside(&mut command, "http://127.0.0.1:1", "12345:TEST").arg("serve");
    let mut serving = Serving::start(&mut command, &dir.path().join("serve.log"));
    serving.logged("Telegram does not answer as it should", 1).await;
    serving.end().await;
    content(dir.path(), "new");
    assert!(run(dir.path(), &["--content", "new", "rename", "step", "tell", "telling"]).status.success());
    let diff = run(dir.path(), &["diff", "new", "--json"]);
    assert!(diff.status.success(), "{}", told(&diff));
    let json: serde_json::Value = serde_json::from_slice(&diff.stdout).unwrap();
    assert_eq!(json["changes"][0]["waiting"], 0);
    assert_eq!(json["people"], serde_json::json!({ "go_on": 0, "elsewhere": 0, "stay": 0 }));
}
