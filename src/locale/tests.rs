//! Rendering, falling back, and files that are broken.

use super::*;
use crate::hours::Hours;

const FORMAT: &str = concat!(
    "language-name = English\nmissing-text = Nothing to see here.\n",
    include_str!("../../locales/en-GB/format.ftl")
);
const COMMANDS_FILE: &str = include_str!("../../locales/en-GB/commands.ftl");
const HELPLINES: &str = include_str!("../../locales/en-GB/helplines.ftl");
const POLISH: &str = "language-name = polski\ntyped-stop = dość، koniec\nwords = { $count ->\n    [one] słowo\n    [few] słowa\n   *[many] słów\n }\n";

fn with(files: &[(&str, &str, &str)]) -> Result<Locales, LocaleError> {
    let own = |(language, file, text): &(&str, &str, &str)| (language.to_string(), file.to_string(), text.to_string());
    Locales::load(files.iter().map(own).collect())
}

fn locales() -> Locales {
    let hello = "hello = Hello { $name }.\nplain = Only here.\n";
    with(&[
        ("en-GB", "format.ftl", FORMAT),
        ("en-GB", "commands.ftl", COMMANDS_FILE),
        ("en-GB", "helplines.ftl", HELPLINES),
        ("en-GB", "a.ftl", hello),
        ("pl", "a.ftl", POLISH),
    ])
    .unwrap()
}

/// A text without the marks that keep digits in order (P24).
fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

fn faults(files: &[(&str, &str, &str)]) -> Vec<String> {
    with(files).unwrap_err().faults.iter().map(Fault::to_string).collect()
}

#[test]
fn p24_a_fact_is_kept_apart_from_the_text_around_it() {
    let text = locales().text("en-GB", "hello", &[("name", Value::Fact("116 123".into()))]);
    assert_eq!(text, "Hello \u{2068}116 123\u{2069}.");
}

#[test]
fn a_language_falls_back_to_the_base_and_then_to_the_neutral_text() {
    let locales = locales();
    assert_eq!(locales.text("pl", "plain", &[]), "Only here.");
    assert_eq!(locales.text("xx", "plain", &[]), "Only here.");
    assert_eq!(locales.text("pl", "nowhere", &[]), "Nothing to see here.");
}

#[test]
fn p19_neither_a_key_nor_a_placeables_name_is_ever_shown() {
    let text = locales().text("en-GB", "hello", &[]);
    assert_eq!(text, "Nothing to see here.");
}

#[test]
fn p35_a_number_finds_its_plural_form() {
    let form = |count| locales().text("pl", "words", &[("count", Value::Number(count))]);
    assert_eq!([form(1), form(3), form(5), form(22)], ["słowo", "słowa", "słów", "słowa"]);
}

#[test]
fn every_broken_entry_is_told_with_its_file_and_line() {
    let told =
        faults(&[("en-GB", "format.ftl", FORMAT), ("en-GB", "b.ftl", "good = Yes\nbroken = { $a\n\nalso } = no\n")]);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("b.ftl:") && told[1].starts_with("b.ftl:4:"), "{told:?}");
}

#[test]
fn a_key_stands_in_one_place_only() {
    let told = faults(&[("en-GB", "format.ftl", FORMAT), ("en-GB", "b.ftl", "one = 1\n\none = 2\nweekday-1 = Mon\n")]);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("b.ftl:3: `one` stands in b.ftl on line 1"), "{told:?}");
    assert!(told[1].contains("`weekday-1` stands in format.ftl"), "{told:?}");
}

#[test]
fn what_could_not_be_rendered_is_not_loaded() {
    let text = "one = { two }\nthree = { -four }\nfive = { NUMBER($a) }\nsix = 6\n    .attribute = a\n";
    let told = faults(&[("en-GB", "format.ftl", FORMAT), ("en-GB", "b.ftl", text)]);
    for part in ["`two`", "`-four`", "NUMBER()", "attributes"] {
        assert!(told.iter().any(|fault| fault.contains(part)), "{part}: {told:?}");
    }
}

#[test]
fn the_base_language_and_its_neutral_text_have_to_be_there() {
    assert!(faults(&[("pl", "a.ftl", POLISH)])[0].contains("base language"));
    assert!(faults(&[("en-GB", "a.ftl", "language-name = English")])[0].contains("missing-text"));
    assert!(faults(&[("en-GB", "a.ftl", FORMAT), ("pl", "a.ftl", "one = 1")])[0].contains("language-name"));
    assert!(
        faults(&[("en-GB", "a.ftl", FORMAT), ("not a code", "a.ftl", POLISH)])[0].contains("no code of a language")
    );
}

#[test]
fn the_languages_are_listed_by_their_own_names_the_base_first() {
    let own = [("en-GB".to_owned(), "English".to_owned()), ("pl".to_owned(), "polski".to_owned())];
    assert_eq!(locales().languages(), own);
    for (wanted, found) in
        [(Some("pl"), "pl"), (Some("PL-pl"), "pl"), (Some("en-US"), "en-GB"), (Some("fr"), "en-GB"), (None, "en-GB")]
    {
        assert_eq!(locales().nearest(wanted), found);
    }
}

#[test]
fn typed_words_come_with_their_commands() {
    let typed = locales().typed("pl");
    assert_eq!(typed, [("dość".to_owned(), "stop".to_owned()), ("koniec".to_owned(), "stop".to_owned())]);
    for command in COMMANDS {
        assert!(locales().typed("en-GB").iter().any(|(_, name)| name == command), "{command}");
    }
    for command in MENU {
        let text = locales().text("en-GB", &format!("command-{command}"), &[]);
        assert!((3..=256).contains(&text.chars().count()), "{command}");
    }
}

#[test]
fn placeables_and_samples_reach_into_what_is_referred_to() {
    let text = "-name = Ajar\none = { two } { $a }\ntwo = { -name } { $b ->\n    [one] x { $c }\n   *[other] y\n }\n";
    let locales = with(&[("en-GB", "f.ftl", FORMAT), ("en-GB", "b.ftl", text)]).unwrap();
    assert_eq!(locales.placeables("en-GB", "one").into_iter().collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(locales.samples("en-GB", "one"), ["Ajar x c a", "Ajar y a"]);
    assert_eq!(locales.entry("en-GB", "two").unwrap().line, 3);
    assert!(!locales.keys("en-GB").contains(&"-name"));
}

#[test]
fn days_and_times_are_london_s() {
    let locales = locales();
    let at = |text: &str| bare(&locales.moment("en-GB", text.parse().unwrap()));
    assert_eq!(at("2026-03-02T09:30:00Z"), "Monday 2 March, 9:30");
    assert_eq!(at("2026-06-30T23:05:00Z"), "Wednesday 1 July, 0:05");
}

#[test]
fn lists_and_hours_are_said_in_lines() {
    let locales = locales();
    let list =
        |items: &[&str]| bare(&locales.list("en-GB", &items.iter().map(|item| item.to_string()).collect::<Vec<_>>()));
    assert_eq!([list(&[]), list(&["a"]), list(&["a", "b"])], ["", "a", "a and b"]);
    assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    let days = [(chrono::Weekday::Mon, "09:30-12:00, 13:00-24:00"), (chrono::Weekday::Thu, "00:00-24:00")];
    let hours = Hours::parse(&days).unwrap();
    assert_eq!(bare(&locales.hours("en-GB", &hours)), "Monday: 9:30 to 12:00 and 13:00 to midnight\nThursday: all day");
    assert_eq!(bare(&locales.reading_days("en-GB", &hours)), "Monday and Thursday");
    assert_eq!(locales.hours("en-GB", &Hours::always()), "At any time");
    assert_eq!(locales.hours("en-GB", &Hours::never()), "Times are not known yet");
}

#[test]
fn every_key_that_this_room_names_is_in_the_base_language() {
    for key in FORMAT_KEYS {
        assert!(locales().has(BASE, key), "{key}");
    }
}

#[test]
fn days_in_a_row_are_said_as_a_range() {
    let locales = locales();
    let on = |days: &[chrono::Weekday]| {
        let days: Vec<_> = days.iter().map(|day| (*day, "09:30-16:30")).collect();
        locales.reading_days("en-GB", &Hours::parse(&days).unwrap())
    };
    let [mon, tue, wed, thu, fri, sat, sun] = crate::hours::WEEKDAYS;
    assert_eq!(on(&[mon, tue, wed, thu, fri]), "Monday to Friday");
    assert_eq!(on(&[mon, tue, wed, fri]), "Monday to Wednesday and Friday");
    assert_eq!(on(&[mon, tue, thu, sat, sun]), "Monday, Tuesday, Thursday, Saturday and Sunday");
    assert_eq!(on(&[wed]), "Wednesday");
    assert_eq!(locales.reading_days("en-GB", &Hours::always()), "Monday to Sunday");
    assert_eq!(locales.reading_days("en-GB", &Hours::never()), "we do not know yet");
}

#[test]
fn p24_facts_are_isolated_once_and_rendered_texts_not_again() {
    let locales = locales();
    let moment = locales.moment("en-GB", "2026-03-02T09:30:00Z".parse().unwrap());
    assert_eq!(moment, "Monday \u{2068}2\u{2069} March, \u{2068}9:30\u{2069}");
    let names = ["Sam", "Ann"].map(str::to_owned);
    assert_eq!(locales.list("en-GB", &names), "\u{2068}Sam\u{2069} and \u{2068}Ann\u{2069}");
    let hello = locales.text("en-GB", "hello", &[("name", Value::Text(moment.clone()))]);
    assert_eq!(hello, format!("Hello {moment}."));
    let row = [("number", Value::Fact("116 123".into())), ("name", Value::Fact("Samaritans".into()))];
    assert!(locales.text("en-GB", "helpline-samaritans", &row).contains("\u{2068}116 123\u{2069}"));
}
