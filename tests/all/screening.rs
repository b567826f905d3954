//! The shipped screening rules over sets of invented messages that belong to the repository: what is shown for danger, what stays quiet, a
//! phone's ways of writing, and `ajar screen` as an operator runs it.
//!
//! Not here: the development set, which is not part of the repository; `ajar screen --score` reads it.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use ajar::content::Edition;
use ajar::safety::{Level, Rules, screen, variations};
use serde::Deserialize;

static EDITION: LazyLock<Edition> = LazyLock::new(|| Edition::load(None).unwrap());

#[derive(Deserialize)]
struct Labelled {
    text: String,
    label: String,
}

fn rules() -> &'static Rules {
    &EDITION.content.rules
}

fn set(name: &str) -> Vec<Labelled> {
    let path = format!("{}/tests/safety/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn alerts(words: &str) -> bool {
    screen(rules(), words).is_some_and(|concern| matches!(concern.level, Level::Immediate | Level::Concern))
}

/// The share of messages with one of the labels that alert, in per cent.
fn share(set: &[Labelled], labels: &[&str]) -> f64 {
    let of: Vec<_> = set.iter().filter(|it| labels.contains(&it.label.as_str())).collect();
    assert!(of.len() >= 10, "there is too little of {labels:?}");
    100.0 * of.iter().filter(|it| alerts(&it.text)).count() as f64 / of.len() as f64
}

#[test]
fn p21_danger_in_english_is_answered_and_p23_ordinary_talk_is_not() {
    let set = set("own_en");
    let (immediate, danger, none) =
        (share(&set, &["immediate"]), share(&set, &["immediate", "concern"]), share(&set, &["none"]));
    assert!(immediate >= 95.0 && danger >= 88.0 && none <= 3.0, "{immediate} {danger} {none}");
    let gentle = set.iter().filter(|it| it.label == "past" || it.label == "bereavement");
    let alarmed = gentle.filter(|it| screen(rules(), &it.text).is_some_and(|it| it.level == Level::Immediate)).count();
    assert_eq!(alarmed, 0, "past and bereavement are no alarm");
}

#[test]
fn p21_short_and_plain_ways_are_answered_and_p23_the_talk_that_is_near_them_is_not() {
    let set = set("plain_en");
    let (immediate, danger, none) =
        (share(&set, &["immediate"]), share(&set, &["immediate", "concern"]), share(&set, &["none"]));
    assert!(immediate >= 95.0 && danger >= 94.0 && none <= 3.0, "{immediate} {danger} {none}");
}

#[test]
fn p23_ordinary_messages_and_those_that_only_sound_like_danger_stay_quiet() {
    let none = share(&set("ordinary_en"), &["none"]);
    assert!(none <= 3.0, "{none}");
}

#[test]
fn p21_every_language_always_runs_and_knows_the_common_ways() {
    for language in ["cy", "pl", "ar", "uk", "ur"] {
        let set = set(&format!("own_{language}"));
        let (danger, none) = (share(&set, &["concern"]), share(&set, &["none"]));
        assert!(danger >= 60.0 && none <= 6.0, "{language}: {danger} {none}");
    }
}

#[test]
fn p23_the_answer_is_the_same_however_a_phone_writes_it() {
    let key = |words: &str| screen(rules(), words).map(|concern| (concern.level, concern.category));
    let set = set("own_en");
    let ways: Vec<_> =
        set.iter().flat_map(|it| variations(&it.text).into_iter().map(|way| (&it.text, way.1))).collect();
    let other: Vec<_> = ways.iter().filter(|(text, way)| key(text) != key(way)).collect();
    assert!(other.len() * 100 <= ways.len(), "{} of {} differ: {other:?}", other.len(), ways.len());
}

fn ajar_screen(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ajar"))
        .arg("screen")
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn every_line_is_answered_in_order_and_a_bad_one_is_named_without_its_words() {
    let input = "{\"id\":1,\"text\":\"I'm going to kill myself tonight\"}\nsecret words\n{\"id\":\"b\",\"text\":\"is there a bus\"}\n";
    let output = ajar_screen(&[], input);
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<serde_json::Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (&lines[0]["id"], &lines[0]["level"], &lines[0]["category"]),
        (&1.into(), &"immediate".into(), &"suicide".into())
    );
    assert_eq!(
        (&lines[1]["id"], &lines[1]["level"], &lines[1]["rules"]),
        (&"b".into(), &"none".into(), &serde_json::json!([]))
    );
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("line 2") && !told.contains("secret"), "{told}");
}

#[test]
fn the_explanation_names_rules_and_guards() {
    let output = ajar_screen(&["--explain"], "{\"id\":1,\"text\":\"I'm not suicidal, im dying for a cuppa\"}\n");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("reads: im not suicidal") && told.contains("held by the guard not-so"), "{told}");
    assert!(told.contains("held by the guard idiom"), "{told}");
}
