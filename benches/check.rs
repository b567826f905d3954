//! How long the checker takes, reading included: the shipped content (the bar is 0.5 s), and a made dialogue of 2,000 steps in 7 languages
//! (the bar is 2 s).

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::collections::BTreeMap;

use ajar::check::{Finding, seen_now};
use ajar::content::Edition;

fn main() {
    divan::main();
}

type Files = BTreeMap<String, String>;

fn shipped() -> Files {
    Edition::load(None).unwrap().files.into_iter().collect()
}

fn found(files: Files) -> Vec<Finding> {
    Edition::of(files).unwrap().findings("2026-11-22T12:00:00Z".parse().unwrap())
}

/// The shipped content with a dialogue of 2,000 steps, every word in seven languages. A third are menus, a third questions, and the rest
/// invitations: each leads on to the next two.
fn made() -> Files {
    let mut files = shipped();
    let (mut script, mut words) = (String::from("id = \"made\"\nstart = \"s0\"\n"), String::new());
    for n in 0..2_000_u32 {
        let (next, other) = ((n + 1) % 2_000, (n + 7) % 2_000);
        words += &format!("made-{n} = This is the page number {} of the made dialogue.\n", "{ $keep-days }");
        words += &format!("label-{n} = To page {}\n", letters(n));
        script += &match n % 3 {
            0 => format!(
                "[step.s{n}]\nkind = \"menu\"\nsay = [\"made-{n}\"]\nchoice = [\n{{ id = \"a\", label = \"label-{next}\", to = \"s{next}\" }},\n{{ id = \"b\", label = \"label-{other}\", to = \"s{other}\" }},\n]\n"
            ),
            1 => format!(
                "[part.p{n}]\norder = {}\nheading = \"label-{n}\"\n[step.s{n}]\nkind = \"listen\"\npart = \"p{n}\"\nsay = \"made-{n}\"\nnext = \"s{next}\"\n",
                300 + n
            ),
            _ => format!(
                "[step.s{n}]\nkind = \"invite\"\nsay = \"made-{n}\"\ndone = \"first-contact/review\"\ninvite = [{{ label = \"label-{}\", to = \"s{}\" }}]\n",
                (n + 2) % 2_000,
                (n + 2) % 2_000
            ),
        };
    }
    files.insert("dialogues/made.toml".to_owned(), script);
    files.insert("locales/en-GB/made.ftl".to_owned(), words);
    let english: Vec<_> = files
        .iter()
        .filter_map(|(path, text)| Some((path.strip_prefix("locales/en-GB/")?.to_owned(), text.clone())))
        .collect();
    for language in ["en-AU", "en-CA", "en-IE", "en-NZ", "en-ZA", "en-IN"] {
        files.extend(english.iter().map(|(name, text)| (format!("locales/{language}/{name}"), text.clone())));
    }
    let edition = Edition::of(files.clone()).unwrap();
    for language in ["en-AU", "en-CA", "en-IE", "en-NZ", "en-ZA", "en-IN"] {
        files.insert(format!("locales/{language}/seen.toml"), seen_now(&edition.locales, language));
    }
    files
}

/// A number in letters: no row of the register holds it.
fn letters(number: u32) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

#[divan::bench]
fn the_shipped_content(bencher: divan::Bencher<'_, '_>) {
    bencher.with_inputs(shipped).bench_values(found);
}

#[divan::bench(sample_count = 5)]
fn two_thousand_steps_in_seven_languages(bencher: divan::Bencher<'_, '_>) {
    bencher.with_inputs(made).bench_values(found);
}
