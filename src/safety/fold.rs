//! Folding: a message as a row of plain words, each with the bytes of the message that it came from. Nothing of a phone's punctuation,
//! capitals, line breaks, emoji or invisible marks is left; pauses are remembered beside the words.
//!
//! Not here: letters (`letters`), the spelling of one language (`spelling`).

use std::ops::Range;

use super::letters::{Pause, Sign, push, sign};
use super::veil::Veil;

/// A message as a row of words. It holds what somebody wrote and has no `Debug`.
pub(super) struct Folded {
    letters: String,
    /// The words, in order.
    pub words: Vec<Word>,
}

/// One word of a folded message.
#[derive(Clone)]
pub(super) struct Word {
    at: Range<usize>,
    /// The bytes of the message that it came from.
    pub from: Range<usize>,
    /// What stands after it.
    pub pause: Pause,
    /// A letter of it was written three times or more; now it stands there once.
    pub stretched: bool,
}

impl Folded {
    /// Folds `words`.
    pub fn of(words: &str, veil: &Veil) -> Self {
        let mut folding = Folding { out: Self { letters: String::new(), words: Vec::new() }, veil, word: None };
        for (at, c) in words.char_indices() {
            folding.take(c, at);
        }
        folding.finish();
        let mut out = folding.out;
        out.join_spaced(veil);
        out
    }

    /// The letters of a word.
    pub fn letters(&self, word: &Word) -> &str {
        self.letters.get(word.at.clone()).unwrap_or_default()
    }

    /// Joins rows of three and more single letters to the words that they make.
    fn join_spaced(&mut self, veil: &Veil) {
        let single = |word: &Word, letters: &str| {
            letters.get(word.at.clone()).is_some_and(|text| {
                let mut chars = text.chars();
                chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
            })
        };
        let old = std::mem::take(&mut self.words);
        let mut rest = old.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let count = rest.iter().take_while(|word| single(word, &self.letters)).count();
            if count < 3 {
                self.words.push(first.clone());
                rest = after;
                continue;
            }
            let (row, behind) = rest.split_at(count);
            self.push_row(row, veil);
            rest = behind;
        }
    }

    fn push_row(&mut self, row: &[Word], veil: &Veil) {
        let letters: String = row.iter().map(|word| self.letters(word).to_owned()).collect();
        let mut place = 0;
        for (word, count) in veil.spaced(&letters) {
            let Some(parts) = row.get(place..place + count) else { break };
            let (Some(first), Some(last)) = (parts.first(), parts.last()) else { break };
            let from = first.from.start..last.from.end;
            let (pause, start) = (last.pause, self.letters.len());
            self.letters.push_str(&word);
            self.words.push(Word { at: start..self.letters.len(), from, pause, stretched: false });
            place += count;
        }
    }
}

struct Folding<'a> {
    out: Folded,
    veil: &'a Veil,
    /// The word that is being read: where its letters begin, the bytes it came from, and whether a veil is in it.
    word: Option<Open>,
}

struct Open {
    start: usize,
    from: Range<usize>,
    veiled: bool,
    digits: bool,
}

impl Folding<'_> {
    fn take(&mut self, c: char, at: usize) {
        match sign(c) {
            Sign::Letter => self.letter(c, at),
            Sign::Nothing => {}
            Sign::Apart(pause) => self.apart(pause),
            Sign::Veil => match &mut self.word {
                Some(word) => {
                    word.veiled = true;
                    self.out.letters.push(c);
                }
                None => self.apart(if c == '!' { Pause::Stop } else { Pause::None }),
            },
        }
    }

    fn letter(&mut self, c: char, at: usize) {
        let start = self.out.letters.len();
        let word = self.word.get_or_insert(Open { start, from: at..at, veiled: false, digits: false });
        word.from.end = at + c.len_utf8();
        word.digits |= c.is_ascii_digit();
        push(c, &mut self.out.letters);
    }

    fn apart(&mut self, pause: Pause) {
        self.close();
        if let Some(last) = self.out.words.last_mut() {
            last.pause = last.pause.max(pause);
        }
    }

    fn finish(&mut self) {
        self.close();
    }

    fn close(&mut self) {
        let Some(open) = self.word.take() else { return };
        let written = self.out.letters.get(open.start..).unwrap_or_default();
        let trimmed = written.trim_end_matches(is_veil);
        let stop = written.get(trimmed.len()..).is_some_and(|tail| tail.contains('!'));
        if open.veiled || open.digits {
            if let Some(word) = self.veil.lift(trimmed) {
                self.out.letters.truncate(open.start);
                self.out.letters.push_str(&word);
            } else if open.veiled {
                let written = trimmed.to_owned();
                return self.split(&written, &open, stop);
            }
        }
        self.push(open.start, open.from, if stop { Pause::Stop } else { Pause::None });
    }

    /// Veils that hide no known word only stand between words.
    fn split(&mut self, written: &str, open: &Open, stop: bool) {
        self.out.letters.truncate(open.start);
        for part in written.split(is_veil).filter(|part| !part.is_empty()) {
            let start = self.out.letters.len();
            self.out.letters.push_str(part);
            self.push(start, open.from.clone(), Pause::None);
        }
        if let Some(last) = self.out.words.last_mut().filter(|_| stop) {
            last.pause = Pause::Stop;
        }
    }

    fn push(&mut self, start: usize, from: Range<usize>, pause: Pause) {
        let stretched = self.squeeze(start);
        if self.is_tail(start) {
            // "don t", "i m": the apostrophe was written as a space.
            if let Some(last) = self.out.words.last_mut() {
                (last.at.end, last.from.end, last.pause) = (self.out.letters.len(), from.end, pause);
                return;
            }
        }
        self.out.words.push(Word { at: start..self.out.letters.len(), from, pause, stretched });
    }

    fn is_tail(&self, start: usize) -> bool {
        let Some(last) = self.out.words.last().filter(|last| last.at.end == start && last.pause == Pause::None) else {
            return false;
        };
        match (self.out.letters(last), self.out.letters.get(start..).unwrap_or_default()) {
            (before, "t") => before.len() > 2 && before.ends_with('n'),
            (before, "m") => before == "i",
            (before, "ve") => matches!(before, "i" | "we" | "you" | "they"),
            _ => false,
        }
    }

    /// Leaves one of a letter that stands three times or more in a row. Says whether there was one.
    fn squeeze(&mut self, start: usize) -> bool {
        let word = self.out.letters.get(start..).unwrap_or_default();
        if !has_run(word) {
            return false;
        }
        let squeezed = squeezed(word);
        self.out.letters.truncate(start);
        self.out.letters.push_str(&squeezed);
        true
    }
}

fn is_veil(c: char) -> bool {
    matches!(c, '*' | '@' | '$' | '!' | '#')
}

fn has_run(word: &str) -> bool {
    let mut run = (None, 0_usize);
    word.chars().any(|c| {
        run = (Some(c), if run.0 == Some(c) { run.1 + 1 } else { 1 });
        run.1 == 3 && c.is_alphabetic()
    })
}

fn squeezed(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let runs = letters.chunk_by(|a, b| a == b).flat_map(|run| {
        let keep = if run.len() > 2 && run.first().is_some_and(|c| c.is_alphabetic()) { 1 } else { run.len() };
        run.iter().take(keep)
    });
    runs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let folded = Folded::of(text, &Veil::of(["kill", "suicide"].map(str::to_owned)));
        folded.words.iter().map(|word| folded.letters(word).to_owned()).collect()
    }

    #[test]
    fn a_phones_ways_of_writing_give_the_same_words() {
        for text in [
            "I don’t know",
            "i DON'T  know!!",
            "i dont\nknow 😀",
            "i d\u{200b}ont know...",
            "I don t know",
            "*i* dont know",
        ] {
            assert_eq!(words(text), ["i", "dont", "know"], "{text}");
        }
    }

    #[test]
    fn spaced_starred_and_stretched_words_are_read() {
        assert_eq!(words("i will k i l l"), ["i", "will", "kill"]);
        assert_eq!(words("k.i.l.l it"), ["kill", "it"]);
        assert_eq!(words("s*icide!"), ["suicide"]);
        assert_eq!(words("no!please nooooo"), ["no", "please", "no"]);
    }

    #[test]
    fn every_word_knows_where_it_came_from() {
        let text = "é k*ll, s u i c i d e";
        let folded = Folded::of(text, &Veil::of(["kill", "suicide"].map(str::to_owned)));
        let from: Vec<_> = folded.words.iter().map(|word| text.get(word.from.clone()).unwrap()).collect();
        assert_eq!(from, ["é", "k*ll", "s u i c i d e"]);
        assert_eq!(folded.words.get(1).unwrap().pause, Pause::Comma);
    }
}
