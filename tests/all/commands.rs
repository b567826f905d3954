//! The commands as an operator runs them: what they make, what they refuse, and how they end.

use crate::support::program;
use std::fs;
use std::path::Path;

use crate::support::program::{init, name, run, told, well};

/// It does not work, says why in these words, and ends with 2.
fn refused(folder: &Path, arguments: &[&str], why: &str) {
    ends(folder, arguments, 2, why);
}

/// `ajar serve` does not start, says why, and ends so that systemd leaves it alone until somebody has mended it.
fn left_alone(folder: &Path, why: &str) {
    ends(folder, &["serve"], 78, why);
}

fn ends(folder: &Path, arguments: &[&str], code: i32, why: &str) {
    let output = run(folder, arguments);
    let said = program::flat(&told(&output));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    assert!(said.contains(why), "{arguments:?}: {said}");
    assert!(!said.contains("panicked"), "{said}");
}

fn new_house() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    init(folder.path());
    folder
}

#[test]
fn a_new_house_is_made_and_a_coordinator_can_look_into_its_queue() {
    let house = new_house();
    well(house.path(), &["migrate"]);
    assert!(well(house.path(), &["coordinator", "add", "Sam"]).contains("Sam may answer people now"));
    assert!(well(house.path(), &["coordinator", "add", "Sam"]).contains("already"));
    assert!(well(house.path(), &["queue", "--as", "Sam", "list"]).contains("Nobody is waiting"));
    assert_eq!(well(house.path(), &["queue", "--as", "Sam", "list", "--json"]).trim(), "[]");
    refused(house.path(), &["queue", "--as", "Eve", "list"], "nobody called Eve is on the team");
    refused(house.path(), &["queue", "--as", "Sam", "show", "NONE"], "NONE");
}

#[test]
fn serve_does_not_start_with_the_example_or_without_a_token() {
    let house = new_house();
    left_alone(house.path(), "still the example");
    name(house.path());
    left_alone(house.path(), "there is no token for Telegram");
}

#[test]
fn serve_does_not_start_where_its_address_is_taken() {
    let house = new_house();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let path = house.path().join("ajar.toml");
    let text = fs::read_to_string(&path).unwrap().replace("[telegram]", "[telegram]\ntoken = \"12345:TEST\"");
    let text = text.replace("# api = \"https://api.telegram.org\"", "api = \"http://127.0.0.1:1\"");
    fs::write(&path, text.replace("# [http]", &format!("[http]\nlisten = \"{address}\""))).unwrap();
    refused(house.path(), &["serve"], &format!("{address} cannot be listened at"));
    assert!(!house.path().join("ajar.db").exists(), "nothing was begun");
}

#[test]
fn p27_a_broken_key_is_refused_in_a_sentence() {
    use std::os::unix::fs::PermissionsExt as _;
    let house = new_house();
    well(house.path(), &["migrate"]);
    let key = house.path().join("ajar.key");
    let right = fs::read_to_string(&key).unwrap();
    let write = |text: &str, mode| {
        fs::write(&key, text).unwrap();
        fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
    };
    write(&right, 0o644);
    refused(house.path(), &["migrate"], "others on this machine can read the key file");
    write(&right[..30], 0o600);
    refused(house.path(), &["migrate"], "is 15 bytes long and not 32");
    write(&"00".repeat(32), 0o600);
    refused(house.path(), &["migrate"], "not the one that this keystore was made with");
    fs::remove_file(&key).unwrap();
    refused(house.path(), &["migrate"], "there is no key file");
    refused(house.path(), &["init"], "there is a database");
    assert!(!key.exists());
    write(&right, 0o600);
    well(house.path(), &["migrate"]);
}

#[test]
fn a_broken_file_or_database_is_refused_in_a_sentence() {
    let house = new_house();
    well(house.path(), &["migrate"]);
    fs::write(house.path().join("ajar.db"), "this is no database, and never was one").unwrap();
    refused(house.path(), &["migrate"], "the database file is damaged");
    fs::write(house.path().join("ajar.toml"), "[service]\nnmae = \"x\"\n").unwrap();
    refused(house.path(), &["migrate"], "ajar.toml:2:1");
    fs::remove_file(house.path().join("ajar.toml")).unwrap();
    left_alone(house.path(), "there is no ajar.toml");
    refused(house.path(), &["check", "--content", "nowhere"], "nowhere");
}

#[test]
fn check_ends_with_1_if_it_finds_something() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("dialogues")).unwrap();
    fs::write(folder.path().join("dialogues/more.toml"), "id = 1\n").unwrap();
    let output = run(folder.path(), &["check", "--content", "."]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(told(&output).contains("dialogues/more.toml:1"), "{}", told(&output));
    let found = run(folder.path(), &["check", "--content", ".", "--json"]);
    assert!(serde_json::from_slice::<serde_json::Value>(&found.stdout).unwrap()["findings"].is_array());
}

/// Every file below a folder, with its length.
fn listed(folder: &Path) -> Vec<(std::path::PathBuf, u64)> {
    let mut found = Vec::new();
    let mut ahead = vec![folder.to_owned()];
    while let Some(next) = ahead.pop() {
        for entry in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            let about = fs::symlink_metadata(&entry).unwrap();
            if about.is_dir() {
                ahead.push(entry.clone());
            }
            found.push((entry, about.len()));
        }
    }
    found.sort();
    found
}

#[test]
fn check_tells_each_bad_file_in_one_message_and_writes_nothing() {
    let broken: [(&str, &[u8], &str); 5] = [
        ("dialogues/more.toml", b"id = \n", "E101"),
        ("locales/en-GB/extra.ftl", b"one = {\n", "E120"),
        ("dialogues/more.toml", b"id = \"caf\xe9\"", "not text in UTF-8"),
        ("dialogues/more.toml", &[b'#'; 10_000_000], "larger than a megabyte"),
        ("dialogues/more.toml/inside.toml", b"", "this is a folder"),
    ];
    for (path, bytes, why) in broken {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        let before = listed(folder.path());
        ends(folder.path(), &["check", "--content", "."], 1, why);
        assert_eq!(listed(folder.path()), before, "something was written");
    }
}

#[cfg(unix)]
#[test]
fn a_check_that_cannot_be_made_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("dialogues")).unwrap();
    std::os::unix::fs::symlink("/nowhere/at/all", folder.path().join("dialogues/more.toml")).unwrap();
    refused(folder.path(), &["check", "--content", "."], "more.toml");
    fs::remove_file(folder.path().join("dialogues/more.toml")).unwrap();
    fs::write(folder.path().join("dialogues/more.toml"), "id = 1").unwrap();
    let closed = std::os::unix::fs::PermissionsExt::from_mode(0o000);
    fs::set_permissions(folder.path().join("dialogues/more.toml"), closed).unwrap();
    // Whoever runs this as root can read everything.
    if fs::read(folder.path().join("dialogues/more.toml")).is_err() {
        refused(folder.path(), &["check", "--content", "."], "more.toml");
    }
}

#[test]
fn what_the_checker_refuses_is_not_served() {
    let house = new_house();
    fs::create_dir_all(house.path().join("own/dialogues")).unwrap();
    let more = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogues/more.toml")).unwrap();
    fs::write(house.path().join("own/dialogues/more.toml"), more.replace("do = \"forget\"", "do = \"stop\"")).unwrap();
    ends(house.path(), &["serve", "--content", "own"], 78, "must not go live");
    ends(house.path(), &["check", "--content", "own"], 1, "E407");
    well(house.path(), &["migrate", "--content", "own"]);
}

#[test]
fn coordinators_reach_their_queue_while_a_file_of_the_folder_is_broken() {
    let house = new_house();
    fs::create_dir_all(house.path().join("own/dialogues")).unwrap();
    fs::write(house.path().join("own/dialogues/more.toml"), "id = \n").unwrap();
    ends(house.path(), &["check", "--content", "own"], 1, "E101");
    // Nothing was served yet: the folder is told of, and the built-in words do.
    assert!(well(house.path(), &["coordinator", "add", "Sam", "--content", "own"]).contains("more.toml"));
    assert!(well(house.path(), &["queue", "--as", "Sam", "list", "--content", "own"]).contains("Nobody is waiting"));
}

#[test]
fn explain_prints_the_page_of_a_code_and_a_list_of_all() {
    let folder = tempfile::tempdir().unwrap();
    assert!(well(folder.path(), &["explain", "e301"]).contains("# E301: a question that cannot be skipped"));
    assert!(well(folder.path(), &["explain"]).lines().count() > 70);
    let json = well(folder.path(), &["explain", "E301", "--json"]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["code"], "E301");
    ends(folder.path(), &["explain", "E999"], 1, "There is no code E999");
}

#[test]
fn check_prints_what_a_translator_has_seen() {
    let folder = tempfile::tempdir().unwrap();
    let seen = well(folder.path(), &["check", "--seen", "en-GB"]);
    assert!(seen.starts_with("[seen]\n") && seen.contains("\nwelcome = \""), "{seen}");
    refused(folder.path(), &["check", "--seen", "xx"], "no words for it");
}

#[test]
fn the_doctor_says_what_to_do_and_ends_with_2_while_something_is_broken() {
    let house = new_house();
    let output = run(house.path(), &["doctor"]);
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    for line in ["look at this  service", "ok            root key", "look at this  database", "broken        token"] {
        assert!(told(&output).contains(line), "{line}: {}", told(&output));
    }
}

#[test]
fn what_cannot_be_a_story_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::create_dir_all(folder.path().join("empty")).unwrap();
    fs::create_dir_all(folder.path().join("odd/folder.txt")).unwrap();
    fs::write(folder.path().join("huge.txt"), "Person: a\n".repeat(1 << 20)).unwrap();
    fs::write(folder.path().join("bytes.txt"), [0xff, 0xfe]).unwrap();
    for (named, why) in [
        ("empty", "there is no story in"),
        ("odd", "is no story"),
        ("huge.txt", "larger than a megabyte"),
        ("bytes.txt", "save it as UTF-8"),
        ("nothing.txt", "could not be read"),
    ] {
        refused(folder.path(), &["rehearse", &at(named)], why);
        refused(folder.path(), &["cover", &at(named)], why);
    }
}
