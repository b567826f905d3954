//! How long screening takes: a message of 200 characters, the longest that Telegram carries, hostile text, and compiling the rules, with
//! the rules of every language.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::sync::LazyLock;

use ajar::content::Edition;
use ajar::safety::{Rules, RulesFile, screen};

fn main() {
    divan::main();
}

static EDITION: LazyLock<Edition> = LazyLock::new(|| Edition::load(None).unwrap());

const ORDINARY: &str = "Hiya, I moved here in March and dont know anybody yet. I like baking and the allotment, and the dog keeps us going. \
                        Mornings are hard since the job went but the library is nice, is there a bus";
const DANGER: &str = "I dont know who else to tell. I cant go on like this and everyone would be better off without me. I have all my tablets \
                      lined up on the bed and I have written a letter to the kids. Please dont";

fn rules() -> &'static Rules {
    &EDITION.content.rules
}

#[divan::bench]
fn ordinary_200(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| screen(rules(), divan::black_box(ORDINARY)));
}

#[divan::bench]
fn danger_200(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| screen(rules(), divan::black_box(DANGER)));
}

#[divan::bench]
fn ordinary_4096(bencher: divan::Bencher<'_, '_>) {
    let text: String = ORDINARY.chars().cycle().take(4096).collect();
    bencher.bench(|| screen(rules(), divan::black_box(&text)));
}

/// Every word begins a pattern. Twice the text has to take twice the time.
#[divan::bench(args = [100_000, 1_000_000, 10_000_000], sample_count = 3, sample_size = 1)]
fn hostile(bencher: divan::Bencher<'_, '_>, length: usize) {
    let text: String =
        "i dont want to kill my self harm him her tablets tonight k i l l ".chars().cycle().take(length).collect();
    bencher.bench(|| screen(rules(), divan::black_box(&text)));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn compile(bencher: divan::Bencher<'_, '_>) {
    let files: Vec<RulesFile> = EDITION
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("dialogues/safety/"))
        .map(|(_, text)| toml::from_str(text).unwrap())
        .collect();
    bencher.bench(|| Rules::compile(divan::black_box(&files)).unwrap());
}
