//! The shape of one word: what a pattern asks of a word that it does not spell out, `suicid~`, `[1-9][0-9]`, `[a-z]~s`.
//!
//! Not here: which words there are (`term`), how shapes come out of a pattern (`weave`).

/// A piece of a word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Piece {
    /// These letters.
    Letters(String),
    /// One ASCII character of a set, by its bit.
    One(u128),
    /// All that is left of the word, or all but an `s` at its end.
    Rest,
}

/// Pieces that make up a whole word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Shape(pub Vec<Piece>);

impl Shape {
    /// Whether `word` has this shape.
    pub fn fits(&self, word: &str) -> bool {
        fits(&self.0, word.as_bytes())
    }

    /// The letters that every word of this shape begins with.
    pub fn beginning(&self) -> &str {
        match self.0.first() {
            Some(Piece::Letters(letters)) => letters,
            Some(Piece::One(_) | Piece::Rest) | None => "",
        }
    }

    /// Whether a word of this shape can begin with this byte; 128 is any byte that is not ASCII.
    pub fn begins_with(&self, byte: u8) -> bool {
        match self.0.first() {
            Some(Piece::Letters(letters)) => letters.bytes().next().is_none_or(|first| first.min(128) == byte),
            Some(Piece::One(set)) => is_in(*set, byte),
            Some(Piece::Rest) | None => true,
        }
    }

    /// Whether any word can have it. (Behind the rest of a word there is nothing, or an `s`.)
    pub fn is_possible(&self) -> bool {
        let mut behind = self.0.split(|piece| *piece == Piece::Rest).skip(1);
        behind.all(|pieces| fits(pieces, b"") || fits(pieces, b"s"))
    }
}

fn fits(pieces: &[Piece], word: &[u8]) -> bool {
    let Some((piece, more)) = pieces.split_first() else { return word.is_empty() };
    match piece {
        Piece::Letters(letters) => word.strip_prefix(letters.as_bytes()).is_some_and(|word| fits(more, word)),
        Piece::One(set) => word.split_first().is_some_and(|(byte, word)| is_in(*set, *byte) && fits(more, word)),
        Piece::Rest => fits(more, b"") || (word.ends_with(b"s") && fits(more, b"s")),
    }
}

fn is_in(set: u128, byte: u8) -> bool {
    byte.is_ascii() && set & (1 << byte) != 0
}
