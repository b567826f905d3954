//! Mistakes in words and registers: what is missing, swapped, too long, too loud, revealing or out of date.

use super::edition::{Files, Mutation, SECOND, with};

/// A message that stands on one line: its key, its text.
struct Line<'a> {
    path: &'a str,
    key: &'a str,
    text: &'a str,
}

/// Every mistake that can be made in words and registers.
pub fn all(files: &Files) -> Vec<Mutation> {
    let mut made = Vec::new();
    for line in lines(files, "locales/en-GB/") {
        base(files, &line, &mut made);
    }
    for line in lines(files, &format!("locales/{SECOND}/")) {
        translation(files, &line, &mut made);
    }
    made.extend(registers(files));
    made
}

fn base(files: &Files, line: &Line<'_>, made: &mut Vec<Mutation>) {
    let mut put = |kind, new: Option<String>| made.push(changed(files, line, kind, new));
    let said = |text: &str| Some(format!("{} = {text}", line.key));
    let shown = !["typed-", "command-", "format-", "list-", "month-", "weekday-", "hours-", "part-"]
        .iter()
        .any(|prefix| line.key.starts_with(prefix));
    let begins = shown
        && ![
            "choice-",
            "way-",
            "answer-",
            "helpline-",
            "listing-",
            "ask-",
            "description",
            "short-",
            "as-it-is",
            "language-name",
            "young-not",
        ]
        .iter()
        .any(|prefix| line.key.starts_with(prefix));
    put("a message is lost", None);
    put("the base text changes under a translation", said(&format!("{} It is new.", line.text)));
    if line.text.contains("{ $") {
        put("a placeable is misspelt", said(&line.text.replacen("{ $", "{ $x", 1)));
    }
    if line.key.starts_with("choice-") || line.key.starts_with("way-") {
        put("a label that is too long", said(&format!("{} and a good deal more than that", line.text)));
    }
    if begins {
        put("a first line that gives somebody away", said(&format!("In danger: {}", line.text)));
        put("a word that pushes", said(&format!("{} You must go on.", line.text)));
        put("a sign that shouts", said(&format!("{}!", line.text)));
        put("signs of markup", said(&format!("**{}**", line.text)));
        put("a number that nobody checks", said(&format!("{} Call 0800 123 4567.", line.text)));
        put(
            "a sentence without an end",
            said(&format!("{} and so on {}", line.text.trim_end_matches('.'), "and on ".repeat(12))),
        );
        put("a wall of text", said(&format!("{} {}", line.text, "There is more to say. ".repeat(24))));
    }
    if line.key.ends_with("-ask") && line.text.contains('?') {
        put("two questions in one message", said(&format!("{} And since when?", line.text)));
    }
    if line.key == "tell-ask" || line.key.ends_with("hopes-ask") || line.key.ends_with("support-ask") {
        put("who somebody is, in other words", said("What is your name? Nothing here is fine."));
    }
}

fn translation(files: &Files, line: &Line<'_>, made: &mut Vec<Mutation>) {
    let mut put = |kind, new: Option<String>| made.push(changed(files, line, kind, new));
    let said = |text: &str| Some(format!("{} = {text}", line.key));
    put("a translation is lost", None);
    if line.text.contains("{ $") {
        put("a translation with another placeable", said(&line.text.replacen("{ $", "{ $x", 1)));
        let name = line.text.split_once("{ $").unwrap().1.split_once(" }").unwrap().0;
        put("a translation without its fact", said(&line.text.replace(&format!("{{ ${name} }}"), "it")));
    }
    if line.text.contains("10:00") || line.text.contains("3/12") || line.text.contains("999") {
        let other = line.text.replace("10:00", "11:00").replace("3/12", "4/12").replace("999", "998");
        put("a translation with another number", said(&other));
    }
}

fn registers(files: &Files) -> Vec<Mutation> {
    let path = "dialogues/helplines.toml";
    let text = files.get(path).unwrap();
    let rows: Vec<(usize, &str)> =
        text.match_indices("[[helpline]]").map(|(at, _)| (at, text[at..].split("\n\n").next().unwrap())).collect();
    let mut made = Vec::new();
    for (at, row) in rows {
        let id = row.lines().find(|line| line.starts_with("id")).unwrap_or_default();
        let mut put = |kind, new: String| {
            let changed = format!("{}{new}{}", &text[..at], &text[at + row.len()..]);
            made.push(Mutation { kind, what: format!("{path} {id}"), files: with(files, path, changed) });
        };
        if row.contains("how = \"call\"") {
            put("a number with letters in it", row.replace("numbers = [\"", "numbers = [\"x"));
        }
        put(
            "a helpline with no source",
            row.lines()
                .map(|line| if line.starts_with("source") { "source = \"\"\n".to_owned() } else { format!("{line}\n") })
                .collect(),
        );
        if row.contains("\nhours") {
            put(
                "a helpline with no hours",
                row.lines().filter(|line| !line.starts_with("hours")).map(|line| format!("{line}\n")).collect(),
            );
        }
        if row.contains("emergency = true") {
            put("no emergency number", row.replace("emergency = true", "emergency = false"));
        }
    }
    let voices = text.replace("speech = false", "speech = true");
    made.push(Mutation { kind: "no way without a voice", what: path.to_owned(), files: with(files, path, voices) });
    made
}

fn changed(files: &Files, line: &Line<'_>, kind: &'static str, new: Option<String>) -> Mutation {
    let old = format!("{} = {}\n", line.key, line.text);
    let text = files.get(line.path).unwrap();
    let new = new.map(|new| format!("{new}\n")).unwrap_or_default();
    let files = with(files, line.path, text.replacen(&old, &new, 1));
    Mutation { kind, what: format!("{} {}", line.path, line.key), files }
}

/// Every message below a folder that stands on one line, but for the desk's: the team reads those, and `tests/desk/words.rs` holds them.
fn lines<'a>(files: &'a Files, folder: &str) -> Vec<Line<'a>> {
    let mut found = Vec::new();
    let is_one = |path: &str| path.starts_with(folder) && path.ends_with(".ftl") && !path.ends_with("/desk.ftl");
    for (path, text) in files.iter().filter(|(path, _)| is_one(path)) {
        let mut all = text.lines().peekable();
        while let Some(line) = all.next() {
            let goes_on = all.peek().is_some_and(|next| next.starts_with(' '));
            let Some((key, text)) = line.split_once(" = ").filter(|_| !goes_on && !line.starts_with(['#', ' '])) else {
                continue;
            };
            found.push(Line { path, key, text });
        }
    }
    found
}
