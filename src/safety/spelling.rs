//! Spelling: the words of a folded message in one language's one way of writing them, as the text that patterns are looked for in:
//! words between single spaces, with a mark at the beginning and one at the end.
//!
//! Not here: letters and punctuation (`letters`, `fold`).

use std::collections::HashSet;
use std::ops::Range;

use super::file::{self, SpellingFile};
use super::fold::{Folded, Word};
use super::letters::{Pause, push};
use super::quick::QuickMap;

/// The spellings of one language.
#[derive(Clone, Debug, Default)]
pub(super) struct Spelling {
    read_as: QuickMap<Box<str>, String>,
    doubled: QuickMap<Box<str>, String>,
    close: Close,
    apart: HashSet<String>,
    beside: QuickMap<Box<str>, Vec<Beside>>,
}

/// Words that are known with one slip.
#[derive(Clone, Debug, Default)]
struct Close {
    words: Vec<String>,
    /// Each of them, and each with a letter left out.
    slips: QuickMap<Box<str>, String>,
}

/// What a word is read as beside some others.
#[derive(Clone, Debug)]
struct Beside {
    read_as: String,
    before: HashSet<String>,
    not_before: HashSet<String>,
    not_after: HashSet<String>,
}

/// Longer words, in bytes, are near to none of a list.
const LONGEST: usize = 24;

/// Stands before the first word of a text.
pub(super) const BEGINNING: char = '\u{2}';
/// Stands behind the last word.
pub(super) const END: char = '\u{3}';

/// The text that one language's patterns are looked for in. It holds what somebody wrote and has no `Debug`.
pub(super) struct Plain {
    /// The beginning's mark, the words and the end's mark, each between spaces.
    pub text: String,
    /// The words: where each begins in `text`.
    pub starts: Vec<usize>,
    /// The bytes of the message that each word came from.
    pub from: Vec<Range<usize>>,
    /// What stands after each word.
    pub pauses: Vec<Pause>,
}

impl Spelling {
    /// The spellings of a rule file.
    pub fn of(file: &SpellingFile) -> Self {
        let others = file.read_as.iter().flat_map(|(word, others)| {
            let word = folded(word);
            list(others).map(move |other| (other.into(), word.clone()))
        });
        let doubled = list(&file.doubled).map(|word| (squeezed(&word).into(), word));
        let mut beside = QuickMap::<Box<str>, Vec<Beside>>::default();
        for entry in &file.beside {
            list(&entry.words).for_each(|word| beside.entry(word.into()).or_default().push(Beside::of(entry)));
        }
        Self {
            beside,
            read_as: others.collect(),
            doubled: doubled.collect(),
            close: Close::of(list(&file.close).collect()),
            apart: list(&file.apart).chain(list(&file.close)).collect(),
        }
    }

    /// Whether every word stays as it is.
    pub fn is_empty(&self) -> bool {
        self.read_as.is_empty() && self.doubled.is_empty() && self.close.words.is_empty() && self.beside.is_empty()
    }

    /// The text of `message` in this language's spelling.
    pub fn plain(&self, message: &Folded) -> Plain {
        let room = message.words.last().map_or(0, |word| word.from.end);
        let mut plain = Plain { text: String::with_capacity(room + 16), starts: vec![], from: vec![], pauses: vec![] };
        plain.text.extend([' ', BEGINNING, ' ']);
        for (place, word) in message.words.iter().enumerate() {
            let letters = message.letters(word);
            let before = place.checked_sub(1).and_then(|place| message.words.get(place));
            let beside =
                [before, message.words.get(place + 1)].map(|word| word.map_or("", |word| message.letters(word)));
            let read_as = self.beside(letters, beside).or_else(|| self.word(letters, word.stretched));
            let mut parts = read_as.unwrap_or(letters).split(' ').peekable();
            while let Some(part) = parts.next() {
                plain.push(part, word, parts.peek().is_none());
            }
        }
        plain.text.extend([END, ' ']);
        plain
    }

    /// What a word is read as between the one before it and the one behind.
    fn beside(&self, letters: &str, [before, behind]: [&str; 2]) -> Option<&str> {
        let entry = self.beside.get(letters)?.iter().find(|entry| entry.holds(before, behind))?;
        Some(&entry.read_as)
    }

    /// What a word is read as, if not as it stands.
    fn word(&self, letters: &str, stretched: bool) -> Option<&str> {
        let doubled = stretched.then(|| self.doubled.get(squeezed(letters).as_str())).flatten();
        let word = doubled.or_else(|| self.read_as.get(letters));
        word.or_else(|| self.near(letters)).map(String::as_str)
    }

    /// The word that `letters` is one slip away from.
    fn near(&self, letters: &str) -> Option<&String> {
        // (A word of a hundred thousand letters is one slip away from nothing, and trying them all would take minutes.)
        if !(6..=LONGEST).contains(&letters.len()) || self.apart.contains(letters) {
            return None;
        }
        self.close.find(letters)
    }
}

impl Close {
    fn of(words: Vec<String>) -> Self {
        let slips = words.iter().flat_map(|word| slips(word).into_iter().map(|slip| (slip.into(), word.clone())));
        Self { slips: slips.collect(), words }
    }

    fn find(&self, letters: &str) -> Option<&String> {
        if !self.words.iter().any(|word| looks_alike(letters, word)) {
            return None;
        }
        self.slips.get(letters).or_else(|| {
            let word = without_one(letters).find_map(|shorter| self.slips.get(shorter.as_str()))?;
            is_one_slip(letters, word).then_some(word)
        })
    }
}

impl Beside {
    fn of(entry: &file::Beside) -> Self {
        let [before, not_before, not_after] =
            [&entry.before, &entry.not_before, &entry.not_after].map(|words| list(words).collect());
        Self { read_as: folded(&entry.read_as), before, not_before, not_after }
    }

    fn holds(&self, before: &str, behind: &str) -> bool {
        (self.before.is_empty() || self.before.contains(behind))
            && !self.not_before.contains(behind)
            && !self.not_after.contains(before)
    }
}

impl Plain {
    fn push(&mut self, letters: &str, word: &Word, is_last: bool) {
        self.starts.push(self.text.len());
        self.from.push(word.from.clone());
        self.pauses.push(if is_last { word.pause } else { Pause::None });
        self.text.push_str(letters);
        self.text.push(' ');
    }

    /// The words, with a space between each two.
    pub fn words(&self) -> String {
        self.text.trim_matches([BEGINNING, END, ' ']).to_owned()
    }

    /// The bytes of the message that these words came from.
    pub fn bytes_of(&self, words: &Range<usize>) -> Range<usize> {
        let first = self.from.get(words.start).map_or(0, |from| from.start);
        let last = self.from.get(words.end.saturating_sub(1)).map_or(first, |from| from.end);
        first..last.max(first)
    }

    /// The bytes of the text from the word `first` up to the word `end`, with the spaces around.
    pub fn window(&self, first: usize, end: usize) -> Range<usize> {
        let start = if first == 0 { 0 } else { self.starts.get(first).map_or(self.text.len(), |start| start - 1) };
        start..self.starts.get(end).copied().unwrap_or(self.text.len())
    }
}

/// The words of a list in a rule file.
pub(super) fn list(words: &str) -> impl Iterator<Item = String> {
    words.split_whitespace().map(folded)
}

/// What is written in a rule file, in the letters that messages are folded to.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| *c != '\'' && *c != '’').fold(String::new(), |mut out, c| {
        push(c, &mut out);
        out
    })
}

fn squeezed(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    letters.chunk_by(|a, b| a == b).filter_map(|run| run.first()).collect()
}

/// A word, and the word with each of its letters but the first left out.
fn slips(word: &str) -> Vec<String> {
    std::iter::once(word.to_owned()).chain(without_one(word)).collect()
}

fn without_one(word: &str) -> impl Iterator<Item = String> {
    word.char_indices().skip(1).map(|(at, c)| {
        let (before, after) = word.split_at(at);
        format!("{before}{}", after.get(c.len_utf8()..).unwrap_or_default())
    })
}

/// Whether the two can be one slip apart: all but two letters at most, of four bytes at most, are the same from the beginning and from the end.
fn looks_alike(a: &str, b: &str) -> bool {
    let (a, b, slack) = (a.as_bytes(), b.as_bytes(), if a.is_ascii() { 2 } else { 8 });
    let longer = a.len().max(b.len());
    let alike = |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| pairs.take_while(|(a, b)| a == b).count();
    let first = alike(&mut a.iter().zip(b));
    first > 0 && first + alike(&mut a.iter().rev().zip(b.iter().rev())) + slack >= longer
}

/// Whether one letter more, less or else, or two that changed places, is all the difference.
fn is_one_slip(a: &str, b: &str) -> bool {
    strsim::osa_distance(a, b) <= 1
}

#[cfg(test)]
mod tests {
    use super::super::veil::Veil;
    use super::*;

    fn spelling() -> Spelling {
        Spelling::of(&SpellingFile {
            read_as: [("want to", "wanna"), ("kill", "kil kll")].map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
            close: "suicide overdose".to_owned(),
            apart: "overdone".to_owned(),
            doubled: "kill feel".to_owned(),
            veiled: String::new(),
            beside: vec![file::Beside {
                words: "me mi".to_owned(),
                read_as: "my".to_owned(),
                before: "dad heed".to_owned(),
                not_after: "tell".to_owned(),
                ..file::Beside::default()
            }],
        })
    }

    fn plain(text: &str) -> String {
        spelling().plain(&Folded::of(text, &Veil::default())).words()
    }

    #[test]
    fn words_come_in_one_spelling() {
        assert_eq!(plain("Wanna kll"), "want to kill");
        assert_eq!(plain("kiiiilllll feeeel"), "kill feel");
        for slip in ["suicde", "sucide", "suiciide", "siucide", "suicife"] {
            assert_eq!(plain(slip), "suicide", "{slip}");
        }
        assert_eq!(plain("overdone side"), "overdone side");
        assert_eq!(plain(""), "");
    }

    #[test]
    fn some_words_mean_another_beside_some() {
        assert_eq!(plain("me dad hits me, tell me dad"), "my dad hits me tell me dad");
    }

    #[test]
    fn a_match_leads_back_to_the_bytes_of_the_message() {
        let text = "Ah, wanna: KIL it";
        let plain = spelling().plain(&Folded::of(text, &Veil::default()));
        assert_eq!(plain.words(), "ah want to kill it");
        assert_eq!(text.get(plain.bytes_of(&(2..4))), Some("wanna: KIL"));
        assert_eq!(plain.text.get(plain.window(1, 3)), Some(" want to "));
    }
}
