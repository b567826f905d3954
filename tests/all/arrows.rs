//! Holds the arrows between the rooms, textually: who may use whom, and who may touch the world outside. A failure names
//! file and line. Also held: the shape of files (first lines, lengths, names).
//!
//! Not here: the clock, randomness and the environment, which `clippy.toml` keeps to one file each.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What reaches outside the program. A pure room uses none of it.
const OUTSIDE: &[&str] = &[
    "sqlx",
    "tokio",
    "teloxide",
    "axum",
    "reqwest",
    "hyper",
    "hyper_util",
    "hyper_rustls",
    "rustls",
    "getrandom",
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::io",
];
/// What only the telegram room and the pages need.
const NET: &[&str] = &["teloxide", "axum", "reqwest", "hyper", "hyper_util", "hyper_rustls", "rustls"];

struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    never: &'static [&'static str],
}

const fn room(name: &'static str, may_use: &'static [&'static str], never: &'static [&'static str]) -> Room {
    Room { name, may_use, never }
}

/// One row a room.
const TABLE: &[Room] = &[
    // Leaves: they know nothing of ours.
    room("clock", &[], &["sqlx", "teloxide", "axum", "reqwest"]),
    room("chance", &[], &["sqlx", "tokio", "teloxide", "axum", "reqwest", "std::fs", "std::net"]),
    room("metrics", &[], OUTSIDE),
    room("hours", &[], OUTSIDE),
    room("buttons", &[], OUTSIDE),
    room("safety", &[], OUTSIDE),
    room("vault", &[], OUTSIDE),
    room("outreach", &[], OUTSIDE),
    room("directory", &[], OUTSIDE),
    room("story", &[], OUTSIDE),
    room("locale", &["hours", "buttons"], OUTSIDE),
    // Pure rooms that put leaves together.
    room("referral", &["story"], OUTSIDE),
    room("dialogue", &["safety", "story", "referral", "directory", "outreach", "hours", "buttons"], OUTSIDE),
    room("check", &["dialogue", "safety", "locale", "story", "referral", "directory", "hours", "buttons"], OUTSIDE),
    room("drawing", &["dialogue", "locale"], OUTSIDE),
    // Readers of files.
    room("content", &["dialogue", "locale", "safety", "directory", "check"], &["sqlx", "teloxide", "axum", "reqwest"]),
    room("config", &["hours", "dialogue", "vault", "clock"], &["sqlx", "teloxide", "axum", "reqwest"]),
    // The machine room.
    room("store", &["referral", "story", "vault", "buttons", "chance", "metrics"], NET),
    room(
        "turn",
        &[
            "dialogue",
            "story",
            "referral",
            "locale",
            "vault",
            "store",
            "clock",
            "chance",
            "buttons",
            "hours",
            "safety",
            "directory",
            "content",
        ],
        NET,
    ),
    room("assembly", &["turn", "staff", "store", "dialogue", "locale", "referral", "clock", "chance"], NET),
    room(
        "staff",
        &["referral", "story", "locale", "vault", "store", "clock", "chance", "buttons", "hours", "outreach"],
        NET,
    ),
    room(
        "telegram",
        &["turn", "dialogue", "story", "store", "vault", "buttons", "clock", "chance", "metrics"],
        &["sqlx", "axum"],
    ),
    room("http", &["telegram", "store", "clock", "metrics"], &["sqlx", "teloxide", "reqwest"]),
    room("handset", &["rehearsal", "locale", "hours"], &["sqlx", "teloxide", "reqwest"]),
    room(
        "rehearsal",
        &[
            "dialogue",
            "safety",
            "story",
            "referral",
            "directory",
            "outreach",
            "locale",
            "vault",
            "turn",
            "staff",
            "assembly",
            "store",
            "check",
            "content",
            "clock",
            "chance",
            "buttons",
            "hours",
        ],
        NET,
    ),
    room(
        "desk",
        &[
            "staff",
            "store",
            "vault",
            "story",
            "referral",
            "locale",
            "hours",
            "directory",
            "outreach",
            "check",
            "dialogue",
            "drawing",
        ],
        &["sqlx", "teloxide"],
    ),
];

/// What may be used by everybody below it, and uses everything.
const TOP: &[&str] = &["cli", "lib", "main"];

/// (words that stand in the text, rooms where they may): narrower than a whole room.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("dialogue::step", &["dialogue", "turn", "rehearsal"]),
    ("vault::open", &["vault", "turn", "staff", "telegram", "desk", "cli", "store/keystore", "rehearsal"]),
    ("vault::seal", &["vault", "turn", "staff", "telegram", "desk", "cli", "store/keystore"]),
];

struct Source {
    /// Below `src`, such as `store/outgoing.rs`.
    path: String,
    room: String,
    /// Its lines, without comments.
    lines: Vec<String>,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found: Vec<_> = rust_files(&root)
        .into_iter()
        .map(|file| {
            let path = file.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            let room = path.split(['/', '.']).next().unwrap().to_owned();
            let text = fs::read_to_string(&file).unwrap();
            Source { path, room, lines: text.lines().map(without_comment).collect() }
        })
        .collect();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 10, "there is nothing to look at in {}", root.display());
    found
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// A comment names other rooms freely. (`//` inside a string is cut too: an address hides nothing that matters here.)
fn without_comment(line: &str) -> String {
    line.split("//").next().unwrap_or_default().to_owned()
}

/// The places, as line numbers from 1, where `path` stands as the beginning of a path.
fn places(lines: &[String], path: &str) -> Vec<usize> {
    let stands = |line: &str| {
        line.match_indices(path).any(|(at, _)| {
            let before = line[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !"_:".contains(c));
            let after = line[at + path.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '_');
            before && after
        })
    };
    lines.iter().enumerate().filter(|(_, line)| stands(line)).map(|(index, _)| index + 1).collect()
}

/// Every use of a room of ours: (line, the path behind `crate::`), lists in braces taken apart.
fn uses(lines: &[String]) -> Vec<(usize, String)> {
    let text = lines.join("\n");
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let line = text[..at].matches('\n').count() + 1;
        let rest = &text[at + "crate::".len()..];
        found.extend(expand(rest).into_iter().map(|path| (line, path)));
    }
    found
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn expand(path: &str) -> Vec<String> {
    let end = path.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(path.len());
    let head = &path[..end];
    let Some(list) = path[end..].strip_prefix('{').filter(|_| head.is_empty() || head.ends_with("::")) else {
        return vec![head.trim_end_matches(':').to_owned()];
    };
    let (mut depth, mut start, mut out) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        let ends = depth == 0 && (c == ',' || c == '}');
        if ends {
            out.extend(
                expand(list[start..at].trim())
                    .into_iter()
                    .filter(|item| !item.is_empty())
                    .map(|item| format!("{head}{item}")),
            );
            start = at + 1;
        }
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            _ => {}
        }
    }
    out
}

/// The row that a file has to keep to. A file of tests has none: it may read what it compares with, and load what it tries.
fn row_of(source: &Source) -> Option<&'static Room> {
    let is_tests = source.path.ends_with("/tests.rs") || source.path.contains("/tests/");
    TABLE.iter().find(|row| row.name == source.room && !is_tests)
}

/// How many modules deep a file is: `lib.rs` 0, `vault.rs` and `store/mod.rs` 1, `store/outgoing.rs` 2.
fn depth(path: &str) -> usize {
    path.trim_end_matches(".rs").trim_end_matches("/mod").split('/').count()
}

fn fail_if_any(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n  {}\n", found.join("\n  "));
}

#[test]
fn every_room_has_its_row() {
    let known: BTreeSet<_> = TABLE.iter().map(|room| room.name).chain(TOP.iter().copied()).collect();
    let rooms: BTreeSet<_> = sources().into_iter().map(|source| source.room).collect();
    let strange: Vec<_> = rooms.into_iter().filter(|room| !known.contains(room.as_str())).collect();
    fail_if_any(&strange, "rooms with no row in tests/arrows.rs");
}

#[test]
fn rooms_use_only_the_rooms_they_may() {
    let mut found = Vec::new();
    for source in sources() {
        let Some(row) = row_of(&source) else { continue };
        for (line, path) in uses(&source.lines) {
            let used = path.split("::").next().unwrap_or_default();
            if used != row.name && !row.may_use.contains(&used) {
                found.push(format!("src/{}:{line}: {} may not use {path}", source.path, row.name));
            }
        }
    }
    fail_if_any(&found, "arrows that DESIGN does not have");
}

#[test]
fn pure_rooms_reach_nothing_outside() {
    let mut found = Vec::new();
    for source in sources() {
        let Some(row) = row_of(&source) else { continue };
        for name in row.never {
            found.extend(
                places(&source.lines, name).into_iter().map(|line| format!("src/{}:{line}: {name}", source.path)),
            );
        }
    }
    fail_if_any(&found, "what a room may never touch");
}

#[test]
fn p13_p27_steps_are_taken_and_seals_opened_in_few_places() {
    let mut found = Vec::new();
    for source in sources() {
        for (line, path) in uses(&source.lines) {
            for (wanted, allowed) in ONLY_IN {
                let is_it =
                    path.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', ':']));
                if is_it && !allowed.iter().any(|place| source.path.starts_with(place)) {
                    found.push(format!("src/{}:{line}: {path}", source.path));
                }
            }
        }
    }
    fail_if_any(&found, "calls that belong to few rooms");
}

#[test]
fn no_room_is_reached_by_climbing_out_of_ones_own() {
    let mut found = Vec::new();
    for source in sources().into_iter().filter(|source| !TOP.contains(&source.room.as_str())) {
        let mut inline = 0;
        for (index, line) in source.lines.iter().enumerate() {
            inline += usize::from(line.trim_start().starts_with("mod ") && line.trim_end().ends_with('{'));
            let climbs = (1..6).rev().find(|times| line.contains(&"super::".repeat(*times))).unwrap_or(0);
            if climbs >= depth(&source.path) + inline {
                found.push(format!("src/{}:{}: {}", source.path, index + 1, line.trim()));
            }
        }
    }
    fail_if_any(&found, "write crate::ROOM, so that the arrow can be seen");
}

#[test]
fn every_file_says_what_it_is_for_and_stays_small() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for file in ["src", "tests", "benches", "examples"].iter().flat_map(|folder| rust_files(&root.join(folder))) {
        let text = fs::read_to_string(&file).unwrap();
        let (name, lines) = (file.strip_prefix(root).unwrap().display(), text.lines().count());
        if !text.starts_with("//! ") {
            found.push(format!("{name}:1: the first line says what the file is for, as //!"));
        }
        if lines > 400 {
            found.push(format!("{name}: {lines} lines; 400 at most"));
        }
    }
    fail_if_any(&found, "files out of shape");
}

#[test]
fn no_file_is_named_after_nothing() {
    let empty = ["wildcard", "utils", "util", "helpers", "helper", "manager", "common", "misc"];
    let named = |source: &Source| {
        empty.iter().any(|name| source.path.trim_end_matches(".rs").split('/').any(|part| part == *name))
    };
    let found: Vec<_> = sources().into_iter().filter(named).map(|source| format!("src/{}", source.path)).collect();
    fail_if_any(&found, "a name has to say what is inside");
}

#[test]
fn the_finder_finds() {
    let lines: Vec<_> =
        ["use crate::{a::b, c::{d, e::f}, g};", "let x = crate::h::i();", "use sqlx::Row; // crate::no"]
            .map(without_comment)
            .to_vec();
    let found = uses(&lines);
    let expected =
        [(1, "a::b"), (1, "c::d"), (1, "c::e::f"), (1, "g"), (2, "h::i")].map(|(line, path)| (line, path.to_owned()));
    assert_eq!(found, expected);
    assert_eq!(places(&lines, "sqlx"), [3]);
    assert!(places(&["let mysqlx = a::sqlx_y;".to_owned()], "sqlx").is_empty());
    assert_eq!((depth("vault.rs"), depth("store/mod.rs"), depth("store/outgoing.rs")), (1, 1, 2));
}
