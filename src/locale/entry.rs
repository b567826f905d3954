//! One message of a locale file: where it stands, what it needs and what it may not hold.
//!
//! Not here: rendering (`language`).

use std::collections::BTreeSet;
use std::ops::Range;

use fluent_syntax::ast;

use super::Fault;

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
    /// The messages and terms (`-name`) that it refers to.
    pub(super) refers: BTreeSet<String>,
}

/// Reads a parsed file: its messages and terms by name (a term's begins with `-`), in order, with the faults in them.
pub(super) fn entries(
    file: &str,
    text: &str,
    parsed: &ast::Resource<&str>,
    faults: &mut Vec<Fault>,
) -> Vec<(String, Entry)> {
    let places = places(text);
    let mut entries = Vec::new();
    for item in &parsed.body {
        let (name, value, attributes, comment) = match item {
            ast::Entry::Message(it) => (it.id.name.to_owned(), it.value.as_ref(), &it.attributes, it.comment.as_ref()),
            ast::Entry::Term(it) => (format!("-{}", it.id.name), Some(&it.value), &it.attributes, it.comment.as_ref()),
            // Broken entries are told by the parser, with their place.
            ast::Entry::Comment(_)
            | ast::Entry::GroupComment(_)
            | ast::Entry::ResourceComment(_)
            | ast::Entry::Junk { .. } => continue,
        };
        let seen = entries.iter().filter(|(known, _)| *known == name).count();
        let at = places.iter().filter(|(known, _)| *known == name).nth(seen).map_or(0..0, |(_, at)| at.clone());
        if !attributes.is_empty() {
            faults.push(Fault::new(
                file,
                text,
                at.clone(),
                format!("`{name}` has attributes, which nothing here shows; write them as messages"),
            ));
        }
        let mut entry = Entry {
            file: file.to_owned(),
            line: Fault::new(file, text, at.clone(), "").line,
            at: at.clone(),
            comments: comment.iter().flat_map(|comment| &comment.content).map(|line| (*line).to_owned()).collect(),
            placeables: BTreeSet::new(),
            refers: BTreeSet::new(),
        };
        let mut uses = Uses { entry: &mut entry, functions: Vec::new() };
        value.into_iter().for_each(|value| uses.pattern(value));
        for function in uses.functions {
            faults.push(Fault::new(
                file,
                text,
                at.clone(),
                format!("`{name}` calls {function}(), and there are no functions here"),
            ));
        }
        entries.push((name, entry));
    }
    entries
}

/// Where each key stands. Only a key begins a line with no space in front and has `=` behind it.
fn places(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut offset = 0;
    let mut places = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some((key, _)) = line.split_once('=') {
            let key = key.trim_end();
            if !key.is_empty() && !key.starts_with([' ', '#', '\t']) {
                places.push((key, offset..offset + key.len()));
            }
        }
        offset += line.len();
    }
    places
}

/// Collects what a pattern uses.
struct Uses<'a> {
    entry: &'a mut Entry,
    functions: Vec<String>,
}

impl Uses<'_> {
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
                variants.iter().for_each(|variant| self.pattern(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &ast::InlineExpression<&str>) {
        match inline {
            ast::InlineExpression::VariableReference { id } => {
                self.entry.placeables.insert(id.name.to_owned());
            }
            ast::InlineExpression::MessageReference { id, .. } => {
                self.entry.refers.insert(id.name.to_owned());
            }
            ast::InlineExpression::TermReference { id, .. } => {
                self.entry.refers.insert(format!("-{}", id.name));
            }
            ast::InlineExpression::FunctionReference { id, .. } => self.functions.push(id.name.to_owned()),
            ast::InlineExpression::Placeable { expression } => self.expression(expression),
            ast::InlineExpression::StringLiteral { .. } | ast::InlineExpression::NumberLiteral { .. } => {}
        }
    }
}
