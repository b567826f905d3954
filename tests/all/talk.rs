//! `ajar talk` as a newcomer runs it: the program itself, lines on its stdin, what it prints.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// What is printed when these lines are typed, one after the other. Nothing may be left behind.
fn talk(arguments: &[&str], lines: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_ajar"))
        .arg("talk")
        .args(arguments)
        .current_dir(folder.path())
        .env("TMPDIR", folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all((lines.join("\n") + "\n").as_bytes()).unwrap();
    let ended = child.wait_with_output().unwrap();
    let printed = String::from_utf8(ended.stdout).unwrap();
    assert!(ended.status.success(), "{printed}\n{}", String::from_utf8_lossy(&ended.stderr));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "something was left behind");
    printed
}

/// The number of the newest button with this label, as it would be typed.
fn number(printed: &str, label: &str) -> String {
    let before = printed.rsplit_once(&format!("] {label}")).unwrap_or_else(|| panic!("no {label} in {printed}")).0;
    before.rsplit_once('[').unwrap().1.to_owned()
}

/// The same lines again with one more at the end: the button of this label.
fn and_press(lines: &[&str], label: &str) -> Vec<String> {
    let printed = talk(&[], lines);
    lines.iter().map(|line| (*line).to_owned()).chain([number(&printed, label)]).collect()
}

#[test]
fn p10_words_alone_and_one_tap_reach_the_queue_byte_for_byte() {
    let words = ["  I keep meaning to come in  ", "but I walk past, aye", "ⵣ 🌧️ <b>&amp;</b>"];
    let lines: Vec<_> = words.iter().copied().chain([""]).collect();
    let mut lines = and_press(&lines, "Send these words");
    lines.push(":queue".to_owned());
    let lines: Vec<_> = lines.iter().map(String::as_str).collect();
    let printed = talk(&[], &lines);
    let queue = printed.rsplit_once("── sent ").unwrap_or_else(|| panic!("nothing was sent: {printed}")).1;
    assert!(queue.contains(&words.join("\n")), "{queue}");
}

#[test]
fn p13_words_that_were_not_sent_are_in_no_queue() {
    let printed = talk(&[], &["hiya", "", ":queue"]);
    assert!(printed.contains("Nobody is waiting."), "{printed}");
}

#[test]
fn p6_after_thirty_days_the_place_is_kept_and_the_words_can_be_sent() {
    let printed = talk(&[], &["hiya", "", ":later 30 days", "back again", ""]);
    assert!(printed.rsplit_once("Send these words").unwrap().0.contains("hiya"), "{printed}");
}

#[test]
fn p11_an_edit_changes_the_words_that_would_be_sent() {
    let printed = talk(&[], &["hiya tehre", ":edit hiya there", ""]);
    let shown = printed.rsplit_once("hiya there").expect("the edit is not shown");
    assert!(shown.1.contains("Send these words"), "{printed}");
}

#[test]
fn p9_a_voice_note_a_picture_and_a_sticker_are_met() {
    let printed = talk(&[], &[":voice 12", ":photo our dog", ":sticker", ":say 3", "99", ""]);
    for shown in ["> (a voice note of 12 seconds)", "> (a picture) our dog", "> 3", "> 99", "Send these words"] {
        assert!(printed.contains(shown), "{shown}: {printed}");
    }
}

#[test]
fn p16_the_posters_code_is_shown_before_it_is_sent() {
    let printed = talk(&["gp-seaton"], &["hiya", ""]);
    assert!(printed.rsplit_once("Send these words").unwrap().0.contains("gp-seaton"), "{printed}");
}
