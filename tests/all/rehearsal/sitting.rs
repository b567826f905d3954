//! A sitting at the terminal: `:save` writes it as a story that passes, and `:why` says which rule fired.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn ajar(folder: &Path, arguments: &[&str], lines: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ajar"));
    command.args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all((lines.join("\n") + "\n").as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_sitting_that_was_saved_passes_as_a_story() {
    let folder = tempfile::tempdir().unwrap();
    let lines = [
        "hello there",
        "  with spaces",
        ":edit   with other spaces",
        ":later 2 days",
        ":photo our dog",
        ":voice 7",
        ":sticker",
        "",
        "1",
        ":queue",
        ":later 3 weeks",
        "help",
        "1",
        ":save sitting.txt",
    ];
    let talked = ajar(folder.path(), &["talk", "gp-seaton"], &lines);
    assert!(talked.status.success(), "{talked:?}");
    let story = std::fs::read_to_string(folder.path().join("sitting.txt")).unwrap();
    assert!(story.contains("Person: /start gp-seaton") && story.contains("(picture: our dog)"), "{story}");
    let played = ajar(folder.path(), &["rehearse", "sitting.txt"], &[]);
    let printed = String::from_utf8_lossy(&played.stdout).into_owned();
    assert!(played.status.success(), "{printed}\n{story}");
    assert!(printed.contains("1 pass, 0 do not"), "{printed}");
}

#[test]
fn p21_why_says_which_rule_took_the_last_thing() {
    let folder = tempfile::tempdir().unwrap();
    let talked = ajar(folder.path(), &["talk"], &["1", "some words", ":why", "1", ":why", "stop", ":why"]);
    let printed = String::from_utf8(talked.stdout).unwrap();
    for said in [
        "stood at first-contact/tell (a question; the question is open, and words have come)",
        // From a pipe a quiet moment passes before a command that looks.
        "dues: the stored time `quiet` has come",
        "press: the choice `done` of `first-contact/tell`",
        "stands at first-contact/invite (invitations",
        "commands: a whole message that is a command, or a word that acts",
    ] {
        assert!(printed.contains(said), "{said} is not in\n{printed}");
    }
}

#[test]
fn a_story_that_does_not_pass_ends_with_1_and_one_that_cannot_be_read_shows_where() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "Story: A try\n\nPerson: /start\nAjar: Goodbye.\n").unwrap();
    let played = ajar(folder.path(), &["rehearse", "a.txt"], &[]);
    let printed = String::from_utf8_lossy(&played.stdout).into_owned();
    assert_eq!(played.status.code(), Some(1));
    assert!(printed.contains("a.txt:4: ") && printed.contains("- Ajar: Goodbye."), "{printed}");
    std::fs::write(folder.path().join("b.txt"), "Story: A try\n\nPreson: /start\n").unwrap();
    let read = ajar(folder.path(), &["rehearse", "b.txt"], &[]);
    let told = String::from_utf8_lossy(&read.stderr).into_owned();
    assert_eq!(read.status.code(), Some(1));
    assert!(told.contains("b.txt:3:1") && told.contains("did you mean"), "{told}");
    let accepted = ajar(folder.path(), &["rehearse", "--accept", "a.txt"], &[]);
    assert!(String::from_utf8_lossy(&accepted.stdout).contains("is written anew"));
    assert_eq!(ajar(folder.path(), &["rehearse", "a.txt"], &[]).status.code(), Some(0));
}
