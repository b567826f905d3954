//! The shipped edition, a directory laid over it, and files that are broken.

use std::fs;

use super::*;
use crate::check::{Finding, Severity};

fn laid_over(files: &[(&str, &str)]) -> (tempfile::TempDir, Result<Edition, ContentError>) {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let edition = Edition::load(Some(dir.path()));
    (dir, edition)
}

#[test]
fn the_shipped_edition_loads_and_everybody_begins_somewhere() {
    let edition = Edition::load(None).unwrap_or_else(|error| panic!("{error:#?}"));
    assert!(edition.content.step(&edition.content.start()).is_some());
    assert_eq!(edition.content.locales.first().unwrap().0, "en-GB");
    assert_eq!(edition.content.typed.get("stop").map(String::as_str), Some("stop"));
    assert_eq!(edition.content.listings.len(), 3);
    assert!(!edition.content.rules.is_empty());
    assert_eq!(edition.hash.len(), 64);
}

#[test]
fn a_directory_replaces_files_and_adds_new_ones() {
    let polish = "language-name = polski\n";
    let (_dir, edition) = laid_over(&[
        ("dialogues/listings.toml", ""),
        ("locales/pl/common.ftl", polish),
        ("dialogues/notes.txt", "\u{fffd}"),
    ]);
    let edition = edition.unwrap();
    assert!(edition.content.listings.is_empty());
    assert_eq!(edition.content.locales.last().unwrap(), &("pl".to_owned(), "polski".to_owned()));
    assert!(edition.files.iter().all(|(path, _)| path != "dialogues/notes.txt"));
}

#[test]
fn the_hash_is_of_the_dialogues_and_of_nothing_else() {
    let shipped = Edition::load(None).unwrap();
    let (_dir, words) = laid_over(&[("locales/en-GB/extra.ftl", "extra = More\n"), ("dialogues/listings.toml", "")]);
    assert_eq!(words.unwrap().hash, shipped.hash);
    let more = shipped.files.iter().find(|(path, _)| path == "dialogues/more.toml").unwrap();
    let (_dir, structure) = laid_over(&[("dialogues/more.toml", &format!("{}\n# changed\n", more.1))]);
    assert_ne!(structure.unwrap().hash, shipped.hash);
}

#[test]
fn p32_an_edition_comes_back_from_the_files_it_was_made_of() {
    let shipped = Edition::load(None).unwrap();
    let again = Edition::of(shipped.archived().cloned().collect()).unwrap();
    assert_eq!(again.hash, shipped.hash);
    assert_eq!(again.content.dialogues.len(), shipped.content.dialogues.len());
    assert!(again.content.helplines.helpline.is_empty(), "helplines are never taken from the archive");
}

#[test]
fn everything_that_is_wrong_with_all_files_is_told_at_once() {
    let (_dir, edition) = laid_over(&[
        ("dialogues/more.toml", "id = 1"),
        ("dialogues/helplines.toml", "[[helpline]]\nidd = ''"),
        ("dialogues/safety/en.toml", "language = 'en'\n[[rule]]\nid = 'a'\n"),
        ("locales/en-GB/extra.ftl", "one = {\n"),
    ]);
    let Err(ContentError::Broken(broken)) = edition else { panic!("it loaded") };
    let files: Vec<_> = broken.iter().map(|error| error.file.as_str()).collect();
    assert_eq!(
        files,
        ["dialogues/more.toml", "dialogues/helplines.toml", "dialogues/safety/en.toml", "locales/en-GB/extra.ftl"]
    );
}

#[test]
fn a_rule_that_nobody_would_run_is_refused() {
    let (_dir, edition) = laid_over(&[("dialogues/safety/en.toml", "language = 'en'\n[[rule]]\nid = 'a'\n")]);
    assert!(matches!(edition, Err(ContentError::Broken(_))));
}

#[test]
fn a_wrong_directory_is_named() {
    let (dir, edition) = laid_over(&[]);
    let error = edition.unwrap_err().to_string();
    assert!(error.contains(&dir.path().display().to_string()) && error.contains("right directory"), "{error}");
}

#[test]
fn p2_p3_p7_p8_p10_p13_p20_p24_p29_p35_p36_what_is_shipped_has_no_errors_and_every_warning_is_about_what_nobody_has_checked()
 {
    let edition = Edition::load(None).unwrap();
    let found = edition.findings("2026-11-22T12:00:00Z".parse().unwrap());
    let unchecked = ["W704", "W705", "W728"];
    let odd = found.iter().filter(|it| it.severity != Severity::Waived && !unchecked.contains(&it.code));
    assert_eq!(odd.map(Finding::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    assert!(found.iter().any(|finding| finding.code == "W704"), "helplines ship unchecked, and the tools say so");
}

#[test]
fn what_cannot_be_loaded_becomes_findings_for_the_checker() {
    let (_dir, edition) = laid_over(&[("dialogues/more.toml", "id = 1"), ("locales/en-GB/extra.ftl", "one = {\n")]);
    let found = edition.unwrap_err().findings();
    assert!(found.len() >= 3 && found.iter().all(|finding| finding.severity == Severity::Error), "{found:?}");
}

#[test]
fn an_edition_with_an_error_never_goes_live_and_the_one_before_stays() {
    let at = "2026-11-22T12:00:00Z".parse().unwrap();
    let (running, told) = Edition::load_checked(None, at).unwrap();
    assert!(told.iter().all(|finding| finding.severity != Severity::Error));
    let more = running.files.iter().find(|(path, _)| path == "dialogues/more.toml").unwrap().1.clone();
    let wrong = more.replace("do = \"forget\"", "do = \"stop\"");
    let (dir, loaded) = laid_over(&[("dialogues/more.toml", &wrong)]);
    assert!(loaded.is_ok(), "it can be read");
    let refused = Edition::load_checked(Some(dir.path()), at).unwrap_err();
    assert!(refused.to_string().contains("E407") && refused.to_string().contains("must not go live"), "{refused}");
    assert_eq!(running.content.step(&running.content.start()).map(|_| running.hash.len()), Some(64));
}

#[test]
fn what_is_no_text_is_told_file_by_file() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("dialogues/more.toml")).unwrap();
    fs::write(dir.path().join("dialogues/note.toml"), b"id = \"caf\xe9\"").unwrap();
    fs::write(dir.path().join("dialogues/visit.toml"), vec![b'#'; 10_000_000]).unwrap();
    let found = Edition::load(Some(dir.path())).unwrap_err().findings();
    let told: Vec<_> = found.iter().map(|it| (it.code, it.file.as_str(), it.message.as_str())).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    for (place, (file, what)) in [("more", "folder"), ("note", "UTF-8"), ("visit", "megabyte")].into_iter().enumerate()
    {
        let (code, path, message) = told[place];
        assert!(code == "E106" && path.contains(file) && message.contains(what), "{told:?}");
    }
}

#[test]
fn a_language_that_is_still_being_written_is_checked_and_offered_to_nobody() {
    let (_dir, edition) = laid_over(&[
        ("locales/pl/words.ftl", "language-name = polski\nhello = Witaj!\n"),
        ("locales/pl/voice.toml", "complete = false\nrevealing = ['kryzys']\nidentifying = ['nazwisko']\n"),
    ]);
    let edition = edition.unwrap();
    assert_eq!(edition.content.locales.len(), 1);
    let found = edition.findings("2026-11-22T12:00:00Z".parse().unwrap());
    assert!(
        found.iter().all(|it| it.code != "E502")
            && found.iter().any(|it| it.code == "W516" && it.file.contains("/pl/"))
    );
}
