//! Patterns: what is written in a rule file, read into the tree of its language.
//!
//! Words stand between single spaces. `(a|b)` is one or the other, `?` and `{0,2}` say how often, `[0-9]` is one character; `{name}` is a
//! class of the file, ` .. ` up to four words, ` ... ` up to eight, `~` the rest of a word, `^` and `$` the beginning and the end of the
//! message. Nothing else: nothing that repeats without end, so that every search is linear.
//!
//! Not here: what becomes of it (`weave`), matching (`matching`).

use std::collections::{BTreeMap, HashMap};

use super::letters::push;
use super::spelling::{BEGINNING, END};
use super::tree::{At, Node, Tree};

/// A class inside a class inside a class …: no deeper than this.
const MOST_NESTED: usize = 8;
/// Stands for ` .. ` while a pattern is read.
const SHORT_GAP: char = '\u{4}';
/// Stands for ` ... `.
const LONG_GAP: char = '\u{5}';

/// Reads patterns into one tree.
pub(super) struct Reader<'a> {
    classes: &'a BTreeMap<String, String>,
    known: HashMap<&'a str, At>,
    pub tree: Tree,
}

impl<'a> Reader<'a> {
    /// A reader of patterns that may name these `classes`.
    pub fn new(classes: &'a BTreeMap<String, String>) -> Self {
        Self { classes, known: HashMap::new(), tree: Tree::default() }
    }

    /// Reads every class. One that cannot be read is told of where a pattern names it.
    pub fn read_classes(&mut self) {
        for name in self.classes.keys() {
            let _ = self.class(name, 0);
        }
    }

    /// Reads one way of saying; it begins and ends with a whole word. What is wrong comes back as a sentence.
    pub fn way(&mut self, way: &str) -> Result<At, String> {
        self.text(way, 0)
    }

    fn text(&mut self, text: &str, depth: usize) -> Result<At, String> {
        let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let gaps = one_line.replace(" ... ", &format!(" {LONG_GAP}")).replace(" .. ", &format!(" {SHORT_GAP}"));
        let chars: Vec<char> = gaps.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
        let mut reading = Reading { reader: self, rest: &chars, depth };
        let all = reading.ways()?;
        match reading.rest.first() {
            None => Ok(all),
            Some(_) => Err("a `)` has no `(`".to_owned()),
        }
    }

    fn class(&mut self, name: &str, depth: usize) -> Result<At, String> {
        if let Some(known) = self.known.get(name) {
            return Ok(*known);
        }
        if depth >= MOST_NESTED {
            return Err(format!("classes stand in each other more than {MOST_NESTED} deep, or in a circle"));
        }
        let classes = self.classes;
        let (name, text) =
            classes.get_key_value(name).ok_or_else(|| format!("there is no class `{name}` in [words]"))?;
        let inner = self.text(text, depth + 1)?;
        let at = self.tree.push(Node::Class(inner));
        self.known.insert(name, at);
        Ok(at)
    }
}

struct Reading<'r, 'a, 't> {
    reader: &'r mut Reader<'a>,
    rest: &'t [char],
    depth: usize,
}

impl Reading<'_, '_, '_> {
    /// `a|b|c`, up to a `)` or the end.
    fn ways(&mut self) -> Result<At, String> {
        let mut ways = vec![self.row()?];
        while self.eat('|') {
            ways.push(self.row()?);
        }
        Ok(match ways.as_slice() {
            [only] => *only,
            _ => self.push(Node::Any(ways.into())),
        })
    }

    fn row(&mut self) -> Result<At, String> {
        let (mut parts, mut letters) = (Vec::new(), String::new());
        while let Some((c, rest)) = self.rest.split_first().filter(|(c, _)| !matches!(c, '|' | ')')) {
            if self.is_plain(*c, rest) {
                push(*c, &mut letters);
                self.rest = rest;
                continue;
            }
            self.rest = rest;
            let node = self.piece(*c)?;
            let (least, most) = self.how_often()?;
            match node {
                Piece::Letters(more) if (least, most) == (1, 1) => letters.push_str(&more),
                piece @ (Piece::Letters(_) | Piece::Node(_)) => {
                    self.flush(&mut letters, &mut parts);
                    let of = match piece {
                        Piece::Letters(more) => self.push(Node::Text(more.into())),
                        Piece::Node(node) => node,
                    };
                    let times = (least, most) != (1, 1);
                    parts.push(if times { self.push(Node::Times { of, least, most }) } else { of });
                }
            }
        }
        self.flush(&mut letters, &mut parts);
        Ok(match parts.as_slice() {
            [only] => *only,
            [] => self.push(Node::Text("".into())),
            _ => self.push(Node::Row(parts.into())),
        })
    }

    /// Whether `c` is a letter or a space that nothing behind it says the number of.
    fn is_plain(&self, c: char, rest: &[char]) -> bool {
        let is_counted = match rest {
            ['?', ..] => true,
            ['{', digit, ..] => digit.is_ascii_digit(),
            _ => false,
        };
        !is_counted && (c == ' ' || c.is_ascii_alphanumeric())
    }

    fn flush(&mut self, letters: &mut String, parts: &mut Vec<At>) {
        if !letters.is_empty() {
            parts.push(self.push(Node::Text(std::mem::take(letters).into())));
        }
    }

    fn piece(&mut self, c: char) -> Result<Piece, String> {
        Ok(match c {
            '(' => {
                let inner = self.ways()?;
                if !self.eat(')') {
                    return Err("a `(` has no `)`".to_owned());
                }
                Piece::Node(inner)
            }
            '{' => {
                let name = self.up_to('}')?;
                Piece::Node(self.reader.class(&name, self.depth)?)
            }
            '[' => {
                let set = set(&self.up_to(']')?)?;
                Piece::Node(self.push(Node::One(set)))
            }
            '~' => Piece::Node(self.push(Node::Rest)),
            SHORT_GAP => Piece::Node(self.push(Node::Gap(4))),
            LONG_GAP => Piece::Node(self.push(Node::Gap(8))),
            '^' => Piece::Letters(format!("{BEGINNING} ")),
            '$' => Piece::Letters(format!(" {END}")),
            ' ' => Piece::Letters(" ".to_owned()),
            _ if c.is_alphanumeric() || !c.is_ascii() => {
                let mut folded = String::new();
                push(c, &mut folded);
                Piece::Letters(folded)
            }
            _ => return Err(format!("`{c}` has no meaning in a pattern here")),
        })
    }

    /// `?`, `{2}`, `{0,3}` or nothing.
    fn how_often(&mut self) -> Result<(u8, u8), String> {
        if self.eat('?') {
            return Ok((0, 1));
        }
        let ['{', digit, ..] = self.rest else {
            return Ok((1, 1));
        };
        if !digit.is_ascii_digit() {
            return Ok((1, 1));
        }
        self.eat('{');
        let written = self.up_to('}')?;
        let (least, most) = written.split_once(',').unwrap_or((&written, &written));
        match (least.parse(), most.parse()) {
            (Ok(least), Ok(most)) if least <= most && most <= 9 => Ok((least, most)),
            _ => Err(format!("`{{{written}}}` is no number of times up to 9")),
        }
    }

    fn eat(&mut self, c: char) -> bool {
        let rest = self.rest.strip_prefix(&[c]);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn up_to(&mut self, end: char) -> Result<String, String> {
        let place = self.rest.iter().position(|c| *c == end).ok_or_else(|| format!("a `{end}` is missing"))?;
        let (inside, behind) = self.rest.split_at(place);
        self.rest = behind.get(1..).unwrap_or_default();
        Ok(inside.iter().collect())
    }

    fn push(&mut self, node: Node) -> At {
        self.reader.tree.push(node)
    }
}

enum Piece {
    Letters(String),
    Node(At),
}

/// The characters of `[0-9]` or `[abc]`.
fn set(written: &str) -> Result<u128, String> {
    let mut set = 0;
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let mut chars = rest.chars();
        let last = match (chars.next(), chars.next(), chars.next()) {
            (_, Some('-'), Some(last)) => last,
            _ => first,
        };
        if !first.is_ascii_alphanumeric() || !last.is_ascii_alphanumeric() || last < first {
            return Err(format!("`[{written}]` is no set of plain letters or digits"));
        }
        (first..=last).for_each(|c| set |= 1_u128 << u32::from(c));
        rest = rest.get(if last == first { 1 } else { 3 }..).unwrap_or_default();
    }
    Ok(set)
}

#[cfg(test)]
mod tests {
    use super::super::matching::made::Made;
    use super::*;

    fn matches(way: &str, text: &str) -> Result<bool, String> {
        let classes = [("i", "i|im"), ("want", "want to|wish {i}")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
        let words: Vec<&str> = ["\u{2}"].into_iter().chain(text.split(' ')).chain(["\u{3}"]).collect();
        Ok(!Made::of(way, &classes)?.find::<1>(&words).is_empty())
    }

    #[test]
    fn the_few_signs_mean_what_they_say() {
        for (way, text) in [
            ("{i} .. {want} die", "i really do want to die now"),
            ("{i} {want} suicid~", "im wish im suicidal"),
            ("^die$", "die"),
            ("pills?( now){1,2}", "all the pill now now"),
            ("im [1-3][05]", "im 15"),
            ("my [a-z]~s mate", "my sisters mate"),
            ("don't( really)? żyć", "dont zyc"),
        ] {
            assert_eq!(matches(way, text), Ok(true), "{way}");
        }
        for (way, text) in [
            ("{i} .. {want} die", "i really do very much so want to die"),
            ("^die$", "to die"),
            ("die", "diet"),
            ("die", "to the"),
            ("pills?( now){1,2}", "pills"),
            ("im [1-3][05]", "im 45"),
        ] {
            assert_eq!(matches(way, text), Ok(false), "{way}");
        }
    }

    #[test]
    fn what_is_not_meant_is_refused() {
        for way in ["a*", "{nobody}", "i .*", "(die", "die)", "\\bdie", "a{3,1}", "[é-z]", "a{"] {
            assert!(matches(way, "die").is_err(), "{way}");
        }
        let circle = [("a".to_owned(), "{a} die".to_owned())].into();
        assert!(Reader::new(&circle).way("{a}").is_err());
    }
}
