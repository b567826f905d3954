//! Patterns: what is written in a rule file, brought into the form that the `regex` crate compiles.
//!
//! Words stand between single spaces. `(a|b)`, `?` and `{0,2}` mean what they mean in regular expressions; `{name}` is a class of the file,
//! ` .. ` up to three words, ` ... ` up to six, `~` the rest of a word, `^` and `$` the beginning and the end of the message. Nothing else:
//! nothing that repeats without end, so that every pattern is short and every search linear.
//!
//! Not here: looking for them (`look`), which literals they need (`need`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::Hir;

use super::letters::push;
use super::need::needed;
use super::spelling::{BEGINNING, END};

/// A class inside a class inside a class …: no deeper than this.
const MOST_NESTED: usize = 8;
/// What a compiled pattern may take, in bytes. A pattern that is larger is better written as two.
const LARGEST: usize = 64 << 20;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// What is looked for: written out, and compiled once, when a message first has one of the literals in it.
    source: String,
    compiled: OnceLock<Option<Regex>>,
    /// One of these stands wherever it matches; `None` if there are none that are telling.
    pub needs: Option<Vec<Vec<u8>>>,
}

impl Pattern {
    /// Compiles `say`, any of which is enough, with these `classes`. What is wrong comes back as a sentence.
    pub fn of(say: &[String], classes: &BTreeMap<String, String>) -> Result<Self, String> {
        let ways: Vec<String> = say.iter().map(|way| whole(way, classes)).collect::<Result<_, _>>()?;
        let needs = ways.iter().map(|way| Ok(needed(&parsed(way)?))).collect::<Result<Option<Vec<_>>, String>>()?;
        let needs = needs.map(|each| each.concat());
        Ok(Self { source: ways.join("|"), compiled: OnceLock::new(), needs })
    }

    /// The compiled pattern. `None` if it is larger than anything that is allowed; `ajar check` and the tests compile every one.
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| RegexBuilder::new(&self.source).size_limit(LARGEST).build().ok()).as_ref()
    }
}

fn parsed(way: &str) -> Result<Hir, String> {
    ParserBuilder::new().utf8(false).build().parse(way).map_err(|error| in_a_line(&error))
}

fn in_a_line(error: &dyn std::error::Error) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One way of saying, with the spaces around it.
fn whole(way: &str, classes: &BTreeMap<String, String>) -> Result<String, String> {
    let inner = translated(&expanded(way.trim(), classes, 0)?)?;
    Ok(format!(" (?:{inner}) "))
}

/// Puts the classes in.
fn expanded(text: &str, classes: &BTreeMap<String, String>, depth: usize) -> Result<String, String> {
    if depth > MOST_NESTED {
        return Err(format!("classes stand in each other more than {MOST_NESTED} deep, or in a circle"));
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, behind) = after.split_once('}').ok_or("a `{` has no `}`")?;
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            out.push_str(&format!("{{{name}}}"));
        } else {
            let class = classes.get(name).ok_or_else(|| format!("there is no class `{name}` in [words]"))?;
            out.push_str(&format!("({})", expanded(class.trim(), classes, depth + 1)?));
        }
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

/// From our few signs to those of regular expressions.
fn translated(text: &str) -> Result<String, String> {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let gaps = one_line.replace(" ... ", " \u{1}{0,6}").replace(" .. ", " \u{1}{0,3}");
    let mut out = String::new();
    for c in gaps.chars() {
        match c {
            '(' => out.push_str("(?:"),
            '~' => out.push_str("(?-u:[^ ])*"),
            '\u{1}' => out.push_str("(?:(?-u:[^ ])+ )"),
            '^' => out.extend([BEGINNING, ' ']),
            '$' => out.extend([' ', END]),
            ')' | '|' | '?' | '{' | '}' | ',' | ' ' | '[' | ']' | '-' => out.push(c),
            '\'' | '’' => {}
            _ if c.is_alphanumeric() || !c.is_ascii() => push(c, &mut out),
            _ => return Err(format!("`{c}` has no meaning in a pattern here")),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(way: &str) -> Result<Pattern, String> {
        let classes = [("i", "i|im"), ("want", "want to|wish {i}")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        Pattern::of(&[way.to_owned()], &classes.into())
    }

    fn matches(way: &str, text: &str) -> bool {
        pattern(way).unwrap().regex().unwrap().is_match(format!(" \u{2} {text} \u{3} ").as_bytes())
    }

    #[test]
    fn the_few_signs_mean_what_they_say() {
        assert!(matches("{i} .. {want} die", "i really do want to die now"));
        assert!(!matches("{i} .. {want} die", "i really do very much want to die"));
        assert!(matches("{i} {want} suicid~", "im wish im suicidal"));
        assert!(matches("^die$", "die") && !matches("^die$", "to die") && !matches("die", "diet"));
        assert!(matches("don't( really)? żyć", "dont zyc"));
    }

    #[test]
    fn what_is_not_meant_is_refused() {
        assert!(pattern("{i}").unwrap().needs.is_none());
        for way in ["a*", "{nobody}", "i .*", "(die", "\\bdie"] {
            assert!(pattern(way).is_err(), "{way}");
        }
        let circle = [("a".to_owned(), "{a} die".to_owned())].into();
        assert!(Pattern::of(&["{a}".to_owned()], &circle).is_err());
    }
}
