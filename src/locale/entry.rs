//! One message of a locale file: where it stands, what it needs and what it may not hold.
//!
//! Not here: rendering (`language`).

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use fluent_syntax::ast;

use super::{Fault, FaultSort};

/// Where and how a message is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file that it stands in.
    pub file: String,
    /// The line that it begins on, from 1.
    pub line: usize,
    /// Where its key stands in the file, in bytes.
    pub at: Range<usize>,
    /// The comment lines directly above it.
    pub comments: Vec<String>,
    /// The names of its placeables, and of those of the messages that it refers to.
    pub placeables: BTreeSet<String>,
    /// Where it chooses among forms: by which placeable, and between which forms (`one`, `few`, `other` …).
    pub selects: Vec<(String, BTreeSet<String>)>,
    /// The messages and terms (`-name`) that it refers to.
    pub refers: BTreeSet<String>,
}

/// Reads a parsed file: its messages and terms by name (a term's begins with `-`), in order, with the faults in them.
pub(super) fn entries(
    file: &str,
    text: &str,
    parsed: &ast::Resource<&str>,
    faults: &mut Vec<Fault>,
) -> Vec<(String, Entry)> {
    let mut places = places(text);
    let mut entries: Vec<(String, Entry)> = Vec::new();
    for written in parsed.body.iter().filter_map(Written::of) {
        // Each key's places in order: the second time it is written, its second place.
        let next = places.get_mut(written.name.as_str()).and_then(VecDeque::pop_front);
        let (line, at) = next.unwrap_or((1, 0..0));
        let fault = |message| Fault::new(FaultSort::Unusable, file, text, at.clone(), message);
        faults.extend(written.faults().into_iter().map(fault));
        entries.push((written.name.clone(), written.entry(file, line, at)));
    }
    entries
}

/// A message or a term as it was parsed.
struct Written<'a> {
    name: String,
    value: Option<&'a ast::Pattern<&'a str>>,
    attributes: usize,
    comments: Vec<String>,
}

impl<'a> Written<'a> {
    fn of(item: &'a ast::Entry<&'a str>) -> Option<Self> {
        let (name, value, attributes, comment) = match item {
            ast::Entry::Message(it) => (it.id.name.to_owned(), it.value.as_ref(), it.attributes.len(), &it.comment),
            ast::Entry::Term(it) => (format!("-{}", it.id.name), Some(&it.value), it.attributes.len(), &it.comment),
            // Broken entries are told by the parser, with their place.
            ast::Entry::Comment(_)
            | ast::Entry::GroupComment(_)
            | ast::Entry::ResourceComment(_)
            | ast::Entry::Junk { .. } => return None,
        };
        let comments = comment.iter().flat_map(|comment| &comment.content).map(|line| (*line).to_owned()).collect();
        Some(Self { name, value, attributes, comments })
    }

    fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        self.value.into_iter().for_each(|value| uses.pattern(value));
        uses
    }

    fn faults(&self) -> Vec<String> {
        let name = &self.name;
        let functions = self.uses().functions.into_iter();
        let mut faults: Vec<_> =
            functions.map(|called| format!("`{name}` calls {called}(), and there are no functions here")).collect();
        if self.attributes > 0 {
            faults.push(format!("`{name}` has attributes, which nothing here shows; write them as messages"));
        }
        faults
    }

    fn entry(self, file: &str, line: usize, at: Range<usize>) -> Entry {
        let Uses { placeables, refers, selects, .. } = self.uses();
        Entry { file: file.to_owned(), line, at, comments: self.comments, placeables, selects, refers }
    }
}

/// Where each key stands, with its line from 1. Only a key begins a line with no space in front and has `=` behind it.
fn places(text: &str) -> BTreeMap<&str, VecDeque<(usize, Range<usize>)>> {
    let mut offset = 0;
    let mut places: BTreeMap<&str, VecDeque<(usize, Range<usize>)>> = BTreeMap::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if let Some((key, _)) = line.split_once('=') {
            let key = key.trim_end();
            if !key.is_empty() && !key.starts_with([' ', '#', '\t']) {
                places.entry(key).or_default().push_back((number + 1, offset..offset + key.len()));
            }
        }
        offset += line.len();
    }
    places
}

/// What a pattern uses.
#[derive(Default)]
struct Uses {
    placeables: BTreeSet<String>,
    refers: BTreeSet<String>,
    functions: Vec<String>,
    selects: Vec<(String, BTreeSet<String>)>,
}

impl Uses {
    fn pattern(&mut self, pattern: &ast::Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                ast::PatternElement::TextElement { .. } => {}
                ast::PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &ast::Expression<&str>) {
        match expression {
            ast::Expression::Inline(inline) => self.inline(inline),
            ast::Expression::Select { selector, variants } => {
                self.inline(selector);
                if let ast::InlineExpression::VariableReference { id } = selector {
                    let forms = variants.iter().map(|variant| form(&variant.key).to_owned()).collect();
                    self.selects.push((id.name.to_owned(), forms));
                }
                variants.iter().for_each(|variant| self.pattern(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &ast::InlineExpression<&str>) {
        match inline {
            ast::InlineExpression::VariableReference { id } => {
                self.placeables.insert(id.name.to_owned());
            }
            ast::InlineExpression::MessageReference { id, .. } => {
                self.refers.insert(id.name.to_owned());
            }
            ast::InlineExpression::TermReference { id, .. } => {
                self.refers.insert(format!("-{}", id.name));
            }
            ast::InlineExpression::FunctionReference { id, .. } => self.functions.push(id.name.to_owned()),
            ast::InlineExpression::Placeable { expression } => self.expression(expression),
            ast::InlineExpression::StringLiteral { .. } | ast::InlineExpression::NumberLiteral { .. } => {}
        }
    }
}

fn form<'a>(key: &'a ast::VariantKey<&'a str>) -> &'a str {
    match key {
        ast::VariantKey::Identifier { name } => name,
        ast::VariantKey::NumberLiteral { value } => value,
    }
}
