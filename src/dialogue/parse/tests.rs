//! Good files are read; bad ones are told all of what is wrong, and where.

use super::super::Helplines;
use super::*;

const GOOD: &str = r#"
id = "first-contact"
start = "welcome"

[part.story]
order = 1
heading = "part-story"

[step.welcome]
kind = "menu"
say = ["welcome"]
choice = [{ id = "tell", label = "tell", to = "tell" }, { id = "help", label = "help", do = "help", when = { words = true } }]

[step.tell]
kind = "listen"
say = "ask-story"
part = "story"
next = "welcome"
"#;

fn mistakes(text: &str) -> Vec<(usize, String, String)> {
    let error = dialogue("dialogues/first-contact.toml", text).unwrap_err();
    let tell = |mistake: &Mistake| (mistake.line, mistake.message.clone(), mistake.help.clone().unwrap_or_default());
    error.mistakes.iter().map(tell).collect()
}

#[test]
fn a_good_dialogue_is_read() {
    let read = dialogue("dialogues/first-contact.toml", GOOD).unwrap();
    assert_eq!((read.start.as_str(), read.step.len(), read.part.len()), ("welcome", 2, 1));
}

#[test]
fn every_mistake_is_told_at_once_with_its_line_and_what_was_meant() {
    let bad = GOOD
        .replace("heading =", "headnig =")
        .replace("do = \"help\"", "do = \"hepl\"")
        .replace("words = true", "words = \"yes\"")
        .replace("kind = \"listen\"", "kind = \"lisen\"")
        .replace("say = [\"welcome\"]", "say = \"welcome\"");
    let told = mistakes(&bad);
    let has = |line: usize, message: &str, help: &str| {
        told.iter().any(|(at, said, helped)| *at == line && said.contains(message) && helped.contains(help))
    };
    assert_eq!(told.len(), 6, "{told:#?}");
    assert!(has(5, "`heading` is missing", "heading"), "{told:#?}");
    assert!(has(7, "unknown key `headnig`", "did you mean `heading`?"), "{told:#?}");
    assert!(has(11, "a text in quotes stands here, where a list in [ ] is expected", ""), "{told:#?}");
    assert!(has(12, "`hepl` is not known here", "did you mean `help`?"), "{told:#?}");
    assert!(has(12, "where true or false is expected", ""), "{told:#?}");
    assert!(has(15, "`lisen` is not known here", "did you mean `listen`?"), "{told:#?}");
}

#[test]
fn every_mistake_of_syntax_is_told_at_once() {
    let told = mistakes("id = \nstart = \"a\"\nstart = \"b\"\n[step.a\n");
    assert!(told.len() >= 2, "{told:#?}");
    assert_eq!(told[0].0, 1, "{told:#?}");
}

#[test]
fn a_step_with_no_kind_is_told_which_there_are() {
    let told = mistakes(&GOOD.replace("kind = \"menu\"\n", ""));
    assert_eq!(told.len(), 1);
    assert!(told[0].1.contains("`kind` is missing") && told[0].2.contains("menu, listen"), "{told:?}");
}

#[test]
fn a_dialogue_is_called_what_its_file_is_called() {
    let error = dialogue("dialogues/elsewhere.toml", GOOD).unwrap_err();
    assert_eq!(error.to_string(), "dialogues/elsewhere.toml: 1 mistake");
    assert_eq!(error.mistakes[0].help.as_deref(), Some("write id = \"elsewhere\""));
    assert_eq!(error.mistakes[0].line, 2);
}

#[test]
fn a_register_is_held_to_its_shape_as_well() {
    let text = "[[helpline]]\nid = 'a'\nname = 'A'\nnumbers = []\nhow = 'call'\nhours = { mno = '09:00-12:00' }\nwho_for = ['anybody']\nsource = ''\nspeech = true\norder = 99999\nchecked_on = 2026-11-22\n";
    let error = read::<Helplines>("helplines.toml", text).unwrap_err();
    let told: Vec<_> = error.mistakes.iter().map(|mistake| (mistake.line, mistake.message.as_str())).collect();
    assert_eq!(told.len(), 4, "{told:#?}");
    assert!(told[0].1.contains("0 entries") && told[1].1.contains("`mno`") && told[2].1.contains("out of range"));
    assert_eq!(error.mistakes[3].help.as_deref(), Some("put it in quotes: \"2026-11-22\""));
}

#[test]
fn what_only_the_type_can_refuse_is_told_with_its_place() {
    let text = "[[helpline]]\nid = 'a'\nname = 'A'\nnumbers = ['1']\nhow = 'call'\nhours = { mon = '9-12' }\nwho_for = ['anybody']\nsource = ''\nspeech = true\norder = 9\n";
    let error = read::<Helplines>("helplines.toml", text).unwrap_err();
    assert_eq!(error.mistakes[0].line, 6);
    assert!(error.mistakes[0].message.contains("no time of day"), "{error:?}");
}

#[test]
fn the_report_shows_the_file_the_line_and_a_caret() {
    let error = dialogue("dialogues/first-contact.toml", &GOOD.replace("next =", "nxet =")).unwrap_err();
    let mut drawn = String::new();
    miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor())
        .render_report(&mut drawn, &error)
        .unwrap();
    for part in ["dialogues/first-contact.toml", "nxet", "did you mean `next`?", "here"] {
        assert!(drawn.contains(part), "{part} in {drawn}");
    }
}

#[test]
fn a_value_is_found_by_its_path() {
    let at = |path: &[&str]| locate(GOOD, path).and_then(|at| GOOD.get(at)).unwrap_or_default();
    assert_eq!(at(&["step", "welcome", "choice", "0", "to"]), "\"tell\"");
    assert_eq!(at(&["step", "tell", "part"]), "\"story\"");
    assert_eq!(at(&["step", "tell", "gone"]), "tell");
    assert_eq!(at(&["nothing"]), "");
}

#[test]
fn the_schema_for_editors_is_the_one_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/dialogues/dialogue.schema.json");
    let wanted = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    if std::fs::read_to_string(path).is_ok_and(|kept| kept == wanted) {
        return;
    }
    std::fs::write(path, wanted).unwrap();
    panic!("dialogues/dialogue.schema.json was not the schema of the types; it has been written anew: commit it");
}

/// Every property of a schema, wherever it stands, with its path.
fn properties(schema: &serde_json::Value, path: &str, found: &mut Vec<(String, bool)>) {
    if let Some(known) = schema.get("properties").and_then(serde_json::Value::as_object) {
        for (name, property) in known {
            let told = property.get("description").is_some() || property.get("const").is_some();
            found.push((format!("{path}/{name}"), told));
        }
    }
    match schema {
        serde_json::Value::Object(map) => {
            map.iter().for_each(|(name, inner)| properties(inner, &format!("{path}/{name}"), found))
        }
        serde_json::Value::Array(list) => list.iter().for_each(|inner| properties(inner, path, found)),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}

#[test]
fn an_editor_can_say_what_every_key_is_for() {
    let mut found = Vec::new();
    properties(&schema(), "", &mut found);
    assert!(found.len() > 50, "{found:?}");
    let silent: Vec<_> = found.into_iter().filter(|(_, told)| !told).collect();
    assert_eq!(silent, []);
}

#[test]
fn every_shipped_dialogue_names_its_schema_and_is_read_by_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/dialogues");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.ends_with(".toml") || ["answers.toml", "helplines.toml", "listings.toml"].contains(&name.as_str()) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("#:schema ./dialogue.schema.json\n"), "{name}");
        assert!(dialogue(&name, &text).is_ok(), "{name}");
        read += 1;
    }
    assert_eq!(read, 9);
}

#[test]
fn what_has_moved_and_what_belongs_together_is_read() {
    let more = "urgent = true\n[moved.step]\nold = \"tell\"\n\"gone/old\" = \"tell\"\n[moved.part]\na = \"story\"\n[section.all]\nsteps = [\"tell\"]\nanchor = \"welcome\"\n";
    let text = GOOD.replace("[part.story]", &format!("{more}[part.story]"));
    let read = dialogue("dialogues/first-contact.toml", &text).unwrap();
    assert!(read.urgent && read.moved.step.len() == 2 && read.section["all"].anchor == "welcome");
    let told = mistakes(&text.replace("[moved.step]", "[moved.steps]").replace("anchor =", "ancor ="));
    assert!(told.iter().any(|told| told.2.contains("did you mean `step`?")), "{told:?}");
    assert!(told.iter().any(|told| told.2.contains("did you mean `anchor`?")), "{told:?}");
}
