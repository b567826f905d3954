//! What a pattern needs: a few literals, one of which stands in every text that it matches. One search for all literals of a language
//! says which patterns are worth looking for; the others cannot match.
//!
//! Not here: patterns (`pattern`), that search (`language`).

use regex_syntax::hir::{Class, Hir, HirKind};

/// So many literals of a pattern are told apart at most; where there would be more, a shorter stretch of it is taken.
const MOST: usize = 48;
/// A literal shorter than this (spaces left out) stands in too many messages.
pub(super) const SHORTEST: usize = 3;

type Literals = Vec<Vec<u8>>;

/// What a piece of a pattern is, and the best that it needs.
struct Piece {
    /// Everything that it can be, if that is little.
    whole: Option<Literals>,
    /// The best set of which it needs one.
    best: Option<Literals>,
}

/// The literals of which one stands wherever `pattern` matches. `None` if there are none, or none that are telling.
pub(super) fn needed(pattern: &Hir) -> Option<Literals> {
    let piece = piece(pattern);
    better(piece.whole, piece.best).filter(|set| shortest(set) >= SHORTEST)
}

fn piece(hir: &Hir) -> Piece {
    match hir.kind() {
        HirKind::Empty => Piece { whole: Some(vec![vec![]]), best: None },
        HirKind::Literal(literal) => Piece { whole: Some(vec![literal.0.to_vec()]), best: None },
        HirKind::Class(class) => Piece { whole: letters(class), best: None },
        HirKind::Look(_) => Piece { whole: None, best: None },
        HirKind::Repetition(repetition) => {
            let inner = piece(&repetition.sub);
            match (repetition.min, repetition.max) {
                (0, Some(1)) => Piece { whole: inner.whole.map(or_nothing), best: None },
                (0, _) => Piece { whole: None, best: None },
                (_, _) => Piece { whole: None, best: better(inner.whole, inner.best) },
            }
        }
        HirKind::Capture(capture) => piece(&capture.sub),
        HirKind::Concat(parts) => concat(parts),
        HirKind::Alternation(parts) => alternation(parts),
    }
}

fn or_nothing(mut set: Literals) -> Literals {
    set.push(vec![]);
    set
}

fn letters(class: &Class) -> Option<Literals> {
    class.literal().map(|one| vec![one]).or_else(|| match class {
        Class::Unicode(class) => {
            let chars = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            let chars: Vec<char> = chars.take(9).collect();
            (chars.len() < 9).then(|| chars.into_iter().map(|c| c.to_string().into_bytes()).collect())
        }
        Class::Bytes(_) => None,
    })
}

fn concat(parts: &[Hir]) -> Piece {
    let mut best = None;
    let mut run: Literals = vec![vec![]];
    let mut unbroken = true;
    for part in parts {
        let Piece { whole, best: inner } = piece(part);
        best = better(best, inner);
        let longer = whole.as_ref().and_then(|whole| crossed(&run, whole));
        unbroken &= longer.is_some();
        match longer {
            Some(longer) => run = longer,
            None => {
                best = better(best, Some(std::mem::replace(&mut run, whole.unwrap_or_else(|| vec![vec![]]))));
            }
        }
    }
    if unbroken { Piece { whole: Some(run), best } } else { Piece { whole: None, best: better(best, Some(run)) } }
}

fn alternation(parts: &[Hir]) -> Piece {
    let pieces: Vec<Piece> = parts.iter().map(piece).collect();
    let whole: Option<Literals> =
        pieces.iter().map(|piece| piece.whole.clone()).collect::<Option<Vec<_>>>().map(|all| all.concat());
    let whole = whole.filter(|set| set.len() <= MOST);
    let best = pieces.into_iter().map(|piece| better(piece.whole, piece.best)).collect::<Option<Vec<_>>>();
    Piece { whole, best: best.map(|all| all.concat()) }
}

/// Everything of `before` followed by everything of `after`, if that is little.
fn crossed(before: &Literals, after: &Literals) -> Option<Literals> {
    let all = || before.iter().flat_map(|a| after.iter().map(move |b| [a.as_slice(), b].concat()));
    (before.len() * after.len() <= MOST).then(|| all().collect())
}

fn better(a: Option<Literals>, b: Option<Literals>) -> Option<Literals> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if score(&b) > score(&a) { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// The longer its shortest literal the better, the fewer the better.
fn score(set: &Literals) -> usize {
    let shortest = shortest(set);
    if shortest < SHORTEST {
        return shortest;
    }
    (shortest * 100).saturating_sub(set.len().min(shortest * 50))
}

/// The length of the shortest literal, spaces and the text's marks left out.
fn shortest(set: &Literals) -> usize {
    let length = |literal: &Vec<u8>| literal.iter().filter(|byte| !matches!(byte, b' ' | 2 | 3)).count();
    set.iter().map(length).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> Option<Vec<String>> {
        let found = needed(&regex_syntax::parse(pattern).unwrap())?;
        Some(found.into_iter().map(|literal| String::from_utf8(literal).unwrap()).collect())
    }

    #[test]
    fn every_match_has_one_of_the_literals_in_it() {
        assert_eq!(of(" (?:i|im) (?:[^ ]+ ){0,3}to die ").unwrap(), ["to die "]);
        assert_eq!(
            of(" (?:kill|end) (?:my )?self ").unwrap(),
            [" kill my self ", " kill self ", " end my self ", " end self "]
        );
        assert_eq!(of("x(?:abc|defg[^ ]*)y").unwrap(), ["abc", "xdefg"].map(|word| word.trim_start_matches('x')));
    }

    #[test]
    fn a_pattern_with_no_telling_word_has_none() {
        for pattern in ["[^ ]*", "(?:suicide)?", "(?:suicide|[^ ]*)", " i "] {
            assert_eq!(of(pattern), None, "{pattern}");
        }
    }
}
