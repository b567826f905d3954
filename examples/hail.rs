//! Throws made messages at the screening, to see that none makes it panic: the examples of the rules with words and bytes changed, repeated
//! pieces of them, random Unicode, and their words shuffled. `cargo run --release --example hail -- 10000000 1`: how many, and a seed.
//!
//! A panic ends it, naming the seed of its message; nothing else is judged here. What has to be found is in the rule files and in `tests/all/screening.rs`.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "it fails by panicking")]

use std::panic::catch_unwind;
use std::process::ExitCode;
use std::time::Instant;

use ajar::content::Edition;
use ajar::safety::{Rules, RulesFile, screen, screen_burst};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1).filter_map(|arg| arg.parse::<u64>().ok());
    let (count, seed) = (args.next().unwrap_or(100_000), args.next().unwrap_or(1));
    let edition = Edition::load(None).unwrap();
    let rules = &edition.content.rules;
    let examples = examples(&edition);
    let (start, mut found, mut bytes) = (Instant::now(), 0_u64, 0);
    for number in seed..seed + count {
        let mut made = Made { dice: Dice(number), examples: &examples };
        let text = made.text();
        bytes += text.len();
        match catch_unwind(|| thrown(rules, &text, number)) {
            Ok(hit) => found += u64::from(hit),
            Err(_) => {
                eprintln!("seed {number}: panicked on {text:?}");
                return ExitCode::FAILURE;
            }
        }
    }
    println!("{count} messages, {bytes} bytes, {found} with a concern, no panic, {:.0?}", start.elapsed());
    ExitCode::SUCCESS
}

fn thrown(rules: &Rules, text: &str, number: u64) -> bool {
    if number.is_multiple_of(16) {
        let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |it| it.0);
        let (before, after) = text.split_at(middle);
        let _ = screen_burst(rules, &[before, after]);
    }
    let concern = screen(rules, text);
    // Every span has to be a piece of the message.
    concern.iter().flat_map(|it| &it.spans).for_each(|span| assert!(text.get(span.clone()).is_some()));
    concern.is_some()
}

/// Every message that stands in a rule file.
fn examples(edition: &Edition) -> Vec<String> {
    let is_rules = |path: &str| path.starts_with("dialogues/safety/");
    let files = edition.files.iter().filter(|(path, _)| is_rules(path));
    let files: Vec<RulesFile> = files.map(|(_, text)| toml::from_str(text).unwrap()).collect();
    let rules = files.iter().flat_map(|file| &file.rule).flat_map(|rule| rule.catches.iter().chain(&rule.spares));
    rules.chain(files.iter().flat_map(|file| &file.guard).flat_map(|guard| &guard.acts)).cloned().collect()
}

/// Numbers from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }
}

struct Made<'a> {
    dice: Dice,
    examples: &'a [String],
}

impl Made<'_> {
    fn text(&mut self) -> String {
        match self.dice.below(8) {
            0 => self.any_letters(),
            1 => self.repeated(),
            2 => self.shuffled(),
            3 => self.other_bytes(),
            _ => self.changed(),
        }
    }

    fn example(&mut self) -> String {
        self.examples[self.dice.below(self.examples.len())].clone()
    }

    /// Letters of every plane, marks and controls among them.
    fn any_letters(&mut self) -> String {
        let count = self.dice.below(120);
        (0..count).filter_map(|_| self.letter()).collect()
    }

    fn letter(&mut self) -> Option<char> {
        let most = [0x80, 0x250, 0x700, 0x3000, 0x11_0000][self.dice.below(5)];
        char::from_u32(u32::try_from(self.dice.below(most)).unwrap())
    }

    /// A piece of an example again and again.
    fn repeated(&mut self) -> String {
        let example = self.example();
        let (from, count) = (self.dice.below(12), 1 + self.dice.below(30));
        let piece: String = example.chars().skip(from).take(count).collect();
        piece.repeat(1 + self.dice.below(400 / (count + 1) + 1))
    }

    /// Words of a few examples in another order.
    fn shuffled(&mut self) -> String {
        let words: Vec<String> =
            (0..3).flat_map(|_| self.example().split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        let count = 1 + self.dice.below(words.len());
        let words: Vec<&str> = (0..count).map(|_| words[self.dice.below(words.len())].as_str()).collect();
        words.join([" ", "  ", "\n", "", ", ", "."][self.dice.below(6)])
    }

    /// An example with bytes overwritten, read as what is left of UTF-8.
    fn other_bytes(&mut self) -> String {
        let mut bytes = self.example().into_bytes();
        for _ in 0..=self.dice.below(4) {
            let at = self.dice.below(bytes.len());
            bytes[at] = self.dice.next().to_le_bytes()[0];
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// An example with letters left out, doubled, put in or changing places.
    fn changed(&mut self) -> String {
        let mut letters: Vec<char> = self.example().chars().collect();
        for _ in 0..=self.dice.below(6) {
            let at = self.dice.below(letters.len());
            match self.dice.below(5) {
                0 if letters.len() > 1 => drop(letters.remove(at)),
                1 => letters.insert(at, letters[at]),
                2 => letters.extend(self.letter()),
                3 => letters.insert(at, [' ', '*', '\'', '\u{200b}', '\u{301}', '!', '1'][self.dice.below(7)]),
                _ => {
                    let other = self.dice.below(letters.len());
                    letters.swap(at, other);
                }
            }
        }
        letters.into_iter().collect()
    }
}
