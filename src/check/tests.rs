//! Each check against an edition that is good, and against one with a single thing wrong.

use std::collections::BTreeMap;

use super::*;
use crate::dialogue::{Helplines, parse_dialogue, read_toml};
use crate::directory::Listings;
use crate::locale::Locales;
use crate::safety::Rules;

const DIALOGUE: &str = r#"
id = "first-contact"
start = "welcome"
[part.story]
order = 1
heading = "part-story"
[step.welcome]
kind = "menu"
say = ["welcome"]
choice = [
    { id = "tell", label = "choice-tell", to = "tell" },
    { id = "help", label = "choice-help", do = "help", when = { words = true } },
]
[step.tell]
kind = "listen"
say = "tell"
part = "story"
next = "review"
[step.review]
kind = "review"
purpose = "story"
say = "would-be-sent"
after = "answered"
more = "tell"
sent = "sent"
[step.sent]
kind = "sent"
purpose = "story"
say = "sent"
"#;

const HELPLINES: &str = r#"
[[helpline]]
id = "999"
name = "999"
numbers = ["999"]
how = "call"
hours = "always"
who_for = ["anybody"]
source = "a test"
checked_on = "2026-11-01"
speech = true
emergency = true
order = 1
[[helpline]]
id = "text"
name = "Text"
numbers = ["85258"]
how = "text"
hours = "always"
who_for = ["anybody"]
source = "a test"
checked_on = "2026-11-01"
speech = false
order = 2
"#;

const LISTINGS: &str =
    "[[listing]]\nid = \"garden\"\nname = \"Garden\"\nknown = [\"door\"]\nlast_checked = \"2026-11-01\"\n";

const WORDS: &str = "
language-name = English
missing-text = Nothing here.
welcome = Hello.
choice-tell = Tell
choice-help = Urgent help
tell = Write anything.
part-story = Story
would-be-sent = This would be sent, and nothing that is not here would be sent with it:
answered = They answer here.
sent = It is sent.
engine-key = Said by the engine.
description = A program.
short-description = A program.
helpline-999 = Call { $number }.
helpline-text = Text { $number }.
listing-garden = A garden.
listing-garden-door = The door is green.
";

/// An edition with one thing replaced in the file that `path` names.
fn with(path: &str, old: &str, new: &str) -> Vec<Finding> {
    let format = include_str!("../../locales/en-GB/format.ftl");
    let commands = include_str!("../../locales/en-GB/commands.ftl");
    let asked: String =
        crate::directory::Question::ALL.iter().map(|it| format!("ask-{} = Asked\n", it.as_str())).collect();
    let mut files: BTreeMap<String, String> = [
        ("dialogues/first-contact.toml", DIALOGUE),
        ("dialogues/helplines.toml", HELPLINES),
        ("dialogues/listings.toml", LISTINGS),
        ("locales/en-GB/words.ftl", WORDS),
        ("locales/en-GB/format.ftl", format),
        ("locales/en-GB/commands.ftl", commands),
        ("locales/en-GB/asked.ftl", &asked),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into();
    let text = files.entry(path.to_owned()).or_default();
    assert!(text.contains(old), "{old} is not in {path}");
    *text = if old.is_empty() { format!("{text}{new}") } else { text.replacen(old, new, 1) };
    findings(files)
}

fn findings(files: BTreeMap<String, String>) -> Vec<Finding> {
    let of = |path: &str| files.get(path).map(String::as_str).unwrap_or_default();
    let locales: Vec<_> = (files.iter())
        .filter_map(|(path, text)| {
            let (language, _) = path.strip_prefix("locales/")?.split_once('/')?;
            Some((language.to_owned(), path.clone(), text.clone()))
        })
        .collect();
    let locales = Locales::load(locales).unwrap();
    let dialogue = parse_dialogue("dialogues/first-contact.toml", of("dialogues/first-contact.toml")).unwrap();
    let content = Content {
        hash: String::new(),
        dialogues: [(dialogue.id.clone(), dialogue)].into(),
        rules: Rules::none(),
        helplines: read_toml::<Helplines>("helplines", of("dialogues/helplines.toml")).unwrap(),
        listings: read_toml::<Listings>("listings", of("dialogues/listings.toml")).unwrap().listing,
        locales: locales.languages(),
        typed: BTreeMap::new(),
    };
    let files: Vec<_> = files.into_iter().collect();
    let at = "2026-11-22T12:00:00Z".parse().unwrap();
    check(&Subject {
        content: &content,
        locales: &locales,
        files: &files,
        engine_keys: &["engine-key", "choice-tell"],
        at,
    })
}

/// The one thing that is found when `old` becomes `new`: its code, line and message.
fn one(path: &str, old: &str, new: &str) -> (&'static str, usize, String) {
    let found = with(path, old, new);
    assert_eq!(found.len(), 1, "{found:#?}");
    (found[0].code, found[0].line, format!("{} {}", found[0].message, found[0].help.clone().unwrap_or_default()))
}

const SCRIPT: &str = "dialogues/first-contact.toml";
const FTL: &str = "locales/en-GB/words.ftl";

#[test]
fn in_a_good_edition_nothing_is_found() {
    assert_eq!(with(FTL, "", ""), []);
}

#[test]
fn an_unknown_step_is_pointed_at_with_what_was_meant() {
    let (code, line, message) = one(SCRIPT, "sent = \"sent\"", "sent = \"snet\"");
    assert_eq!((code, line), ("unknown-step", 25));
    assert!(message.contains("no step `snet`") && message.contains("did you mean `sent`?"), "{message}");
    let nowhere = with(SCRIPT, "start = \"welcome\"", "start = \"gone\"");
    assert_eq!((nowhere[0].code, nowhere[0].line), ("unknown-step", 3));
    assert_eq!(one(SCRIPT, "part = \"story\"", "part = \"stroy\"").0, "unknown-part");
}

#[test]
fn an_unreachable_step_is_found() {
    let (code, line, message) =
        one(SCRIPT, "", "[step.lost]\nkind = \"listen\"\nsay = \"tell\"\npart = \"story\"\nnext = \"tell\"\n");
    assert_eq!((code, line), ("unreachable", 30), "{message}");
}

#[test]
fn a_dead_end_is_found() {
    let menu = "[step.sent]\nkind = \"menu\"\nsay = [\"sent\"]\n";
    let end = with(SCRIPT, "[step.sent]\nkind = \"sent\"\npurpose = \"story\"\nsay = \"sent\"\n", menu);
    assert_eq!(end.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["dead-end"]);
    let both = one(SCRIPT, "to = \"tell\" }", "to = \"tell\", do = \"help\" }");
    assert!(both.2.contains("both `to` and `do`"), "{both:?}");
}

#[test]
fn p3_more_than_four_choices_at_once_are_found() {
    let many = |when: &str| {
        let choice = |n: usize| format!("{{ id = \"c{n}\", label = \"l{n}\", to = \"tell\" {when} }},\n");
        let labels: String = (0..4).map(|n| format!("l{n} = Label {n}\n")).collect();
        let choices: String = (0..4).map(choice).collect();
        let format = DIALOGUE.replacen("choice = [", &format!("choice = [\n{choices}"), 1);
        let mut files: BTreeMap<_, _> = BTreeMap::new();
        files.insert(SCRIPT.to_owned(), format);
        (files, labels)
    };
    for (when, found) in
        [("", true), (", when = { sent = true, words = false }", true), (", when = { words = false }", true)]
    {
        let (files, labels) = many(when);
        let script = files.get(SCRIPT).unwrap();
        let all = with_both(script, &labels);
        assert_eq!(all.iter().any(|finding| finding.code == "choices"), found, "{when}: {all:#?}");
    }
    let (files, labels) = many(", when = { sent = true }");
    let exclusive = files.get(SCRIPT).unwrap().replacen(
        "to = \"tell\" },\n    { id = \"help\"",
        "to = \"tell\", when = { sent = false } },\n    { id = \"help\"",
        1,
    );
    let exclusive = exclusive.replace("when = { words = true }", "when = { sent = false }");
    assert!(with_both(&exclusive, &labels).iter().all(|finding| finding.code != "choices"));
}

fn with_both(script: &str, words: &str) -> Vec<Finding> {
    // The script goes in whole; its words are added to a file of their own.
    let mut files = BTreeMap::from([(SCRIPT.to_owned(), script.to_owned())]);
    for (path, text) in [("dialogues/helplines.toml", HELPLINES), ("dialogues/listings.toml", LISTINGS), (FTL, WORDS)] {
        files.insert(path.to_owned(), text.to_owned());
    }
    files.insert("locales/en-GB/more.ftl".to_owned(), words.to_owned());
    findings(files).into_iter().filter(|finding| finding.code != "missing-message").collect()
}

#[test]
fn ids_fit_into_buttons_and_are_declared_once() {
    let long = "x".repeat(40);
    assert_eq!(one(SCRIPT, "id = \"tell\"", &format!("id = \"{long}\"")).0, "id");
    assert_eq!(one(SCRIPT, "id = \"tell\"", "id = \"Tell me\"").0, "id");
    assert_eq!(one(SCRIPT, "id = \"help\"", "id = \"tell\"").0, "choices");
    assert_eq!(
        one("dialogues/helplines.toml", "id = \"text\"", "id = \"999\"").2.trim(),
        "the id `999` stands here twice"
    );
}

#[test]
fn p19_a_missing_message_is_pointed_at_where_it_is_named() {
    assert_eq!(one(FTL, "tell = Write anything.\n", "").1, 16);
    assert_eq!(one(FTL, "part-story = Story\n", "").0, "missing-message");
    assert_eq!(one(FTL, "engine-key = Said by the engine.\n", "").0, "missing-message");
    assert_eq!(one(FTL, "helpline-text = Text { $number }.\n", "").1, 15);
    assert!(one(FTL, "listing-garden-door = The door is green.\n", "").2.contains("service.ftl"));
    assert_eq!(one("locales/en-GB/format.ftl", "month-2 = February\n", "").0, "missing-message");
}

#[test]
fn p35_what_another_language_lacks_or_adds_is_found() {
    let found = with("locales/pl/words.ftl", "", "language-name = polski\nwelcome = Witaj, { $nobody }.\n");
    assert!(found.iter().any(|finding| finding.message == "pl has no message `tell`"), "{found:#?}");
    assert!(found.iter().all(|finding| finding.message != "pl has no message `welcome`"));
    let extra = found.iter().find(|finding| finding.code == "placeable").unwrap();
    assert_eq!((extra.file.as_str(), extra.line), ("locales/pl/words.ftl", 2));
}

#[test]
fn p36_long_labels_messages_and_sentences_are_found() {
    assert_eq!(one(FTL, "choice-help = Urgent help", "choice-help = Urgent help and a good deal more").1, 6);
    assert_eq!(
        one(FTL, "choice-help = Urgent help", "choice-help = Tell").2.trim(),
        "`tell` and `help` have the same label in en-GB"
    );
    let words = |count| vec!["word"; count].join(" ");
    assert_eq!(with(FTL, "Write anything.", &words(20)), []);
    assert_eq!(one(FTL, "Write anything.", &words(21)).0, "length");
    assert_eq!(one(FTL, "Write anything.", &vec![words(18); 6].join(". ")).0, "length");
}

#[test]
fn p36_texts_that_are_hard_to_read_are_found() {
    let hard = "Considerable documentation necessitates organisational clarification regarding administrative responsibilities, institutional arrangements and accountability";
    let codes: Vec<_> =
        with(FTL, "Write anything.", hard).into_iter().map(|finding| (finding.code, finding.severity)).collect();
    assert!(codes.contains(&("grade", Severity::Warning)), "{codes:?}");
    let many = with(FTL, "", &(0..9).map(|n| format!("hard-{n} = {hard}\n")).collect::<String>());
    assert!(
        many.iter().any(|finding| finding.severity == Severity::Error && finding.message.contains("altogether")),
        "{many:#?}"
    );
}

#[test]
fn p7_words_of_progress_and_counts_of_what_is_unfinished_are_found() {
    for wrong in ["You are halfway.", "Two steps left.", "It is 40% there.", "Your form is incomplete."] {
        let found = with(FTL, "Write anything.", wrong);
        assert!(found.iter().any(|finding| finding.message.contains("P7")), "{wrong}: {found:#?}");
    }
}

#[test]
fn p29_what_a_lock_screen_would_give_away_is_found() {
    let (code, _, message) = one(FTL, "Write anything.", "In danger, write anything.");
    assert_eq!(code, "lock-screen", "{message}");
    let far = "Here is something that has sixty characters before the word: danger.";
    assert_eq!(with(FTL, "Write anything.", far), []);
    assert_eq!(
        one(FTL, "This would be sent, and nothing that is not here would be sent with it:", "This would be sent:").0,
        "lock-screen"
    );
}

#[test]
fn p24_a_number_that_no_row_holds_is_found() {
    assert!(one(FTL, "Write anything.", "Call 118118 at night.").2.contains("118118"));
    assert_eq!(with(FTL, "Write anything.", "At 85258 they answer."), []);
}

#[test]
fn a_word_that_is_kept_out_is_a_warning_and_a_waiver_is_listed() {
    let found = with(FTL, "Write anything.", "You must write.");
    assert_eq!((found[0].code, found[0].severity), ("voice", Severity::Warning));
    let found = with(FTL, "tell = Write anything.", "# waiver: quoted from a sign\ntell = You must write.");
    assert_eq!((found.len(), found[0].severity), (1, Severity::Waived));
    assert_eq!(found[0].help.as_deref(), Some("waived: quoted from a sign"));
    let found = with(FTL, "tell = Write anything.", "# waiver:\ntell = You must write.");
    assert_eq!(found[0].severity, Severity::Warning, "a waiver with no reason is none");
}

#[test]
fn p24_stale_rows_are_warned_about_and_numbers_are_shown_as_variables() {
    let (code, line, message) = one("dialogues/helplines.toml", "checked_on = \"2026-11-01\"", "checked_on = \"\"");
    assert_eq!((code, line), ("unchecked", 10), "{message}");
    assert!(one("dialogues/helplines.toml", "2026-11-01", "2026-08-01").2.contains("2026-08-01"));
    assert_eq!(one("dialogues/listings.toml", "last_checked = \"2026-11-01\"", "").0, "unchecked");
    assert!(one(FTL, "Text { $number }.", "Text 85258.").2.contains("does not show $number"));
    assert!(one(FTL, "Text { $number }.", "Text { $number } { $second }.").2.contains("wants $second"));
    assert!(one("dialogues/helplines.toml", "emergency = true", "").2.contains("emergency number"));
    assert!(one("dialogues/helplines.toml", "speech = false", "speech = true").2.contains("without speaking"));
}

#[test]
fn a_finding_is_drawn_with_its_file_and_its_line() {
    let found = with(FTL, "Write anything.", "You must write.");
    let files = [(FTL.to_owned(), WORDS.replace("Write anything.", "You must write."))];
    let report = drawn(&found, &files);
    let mut text = String::new();
    miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor())
        .render_report(&mut text, report[0].as_ref())
        .unwrap();
    for part in ["voice", "words.ftl:7", "tell = You must write.", "waiver"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn a_file_that_cannot_be_read_becomes_findings_too() {
    let error = parse_dialogue("dialogues/a.toml", "id = 1\nstrat = 2\n").unwrap_err();
    let found = broken(&error);
    assert!(
        found.len() > 2 && found.iter().all(|finding| finding.code == "parse" && finding.severity == Severity::Error)
    );
}
