//! Every text that a message can become, for checks: each variant once, with a value that is given for each placeable.
//!
//! Not here: what a person sees (`Locales::text`).

use std::collections::BTreeMap;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};

/// More texts than this are not made of one message.
const MOST: usize = 64;
/// Messages refer to messages no deeper than this.
const DEPTH: usize = 8;

/// The messages and terms (`-name`) of a language, by name.
pub(super) type Patterns = BTreeMap<String, Pattern<String>>;

/// The messages and terms of one file, by name.
pub(super) fn named(resource: Resource<String>) -> impl Iterator<Item = (String, Pattern<String>)> {
    resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name, message.value?)),
        Entry::Term(term) => Some((format!("-{}", term.id.name), term.value)),
        Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => None,
    })
}

/// The texts of the message `key`; none if there is no such message.
pub(super) fn samples(patterns: &Patterns, key: &str, fill: &dyn Fn(&str) -> String) -> Vec<String> {
    patterns.get(key).map(|pattern| Samples { patterns, fill }.pattern(pattern, DEPTH)).unwrap_or_default()
}

struct Samples<'a> {
    patterns: &'a Patterns,
    fill: &'a dyn Fn(&str) -> String,
}

impl Samples<'_> {
    fn pattern(&self, pattern: &Pattern<String>, depth: usize) -> Vec<String> {
        pattern.elements.iter().fold(vec![String::new()], |so_far, element| {
            let next = match element {
                PatternElement::TextElement { value } => vec![value.clone()],
                PatternElement::Placeable { expression } => self.expression(expression, depth),
            };
            let joined = so_far.iter().flat_map(|start| next.iter().map(move |end| format!("{start}{end}")));
            joined.take(MOST).collect()
        })
    }

    fn expression(&self, expression: &Expression<String>, depth: usize) -> Vec<String> {
        match expression {
            Expression::Inline(inline) => self.inline(inline, depth),
            Expression::Select { variants, .. } => {
                variants.iter().flat_map(|variant| self.pattern(&variant.value, depth)).take(MOST).collect()
            }
        }
    }

    fn inline(&self, inline: &InlineExpression<String>, depth: usize) -> Vec<String> {
        let Some(deeper) = depth.checked_sub(1) else { return vec![String::new()] };
        let refer = |name: &str| self.patterns.get(name).map(|found| self.pattern(found, deeper)).unwrap_or_default();
        match inline {
            InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
                vec![value.clone()]
            }
            InlineExpression::VariableReference { id } | InlineExpression::FunctionReference { id, .. } => {
                vec![(self.fill)(&id.name)]
            }
            InlineExpression::MessageReference { id, .. } => refer(&id.name),
            InlineExpression::TermReference { id, .. } => refer(&format!("-{}", id.name)),
            InlineExpression::Placeable { expression } => self.expression(expression, deeper),
        }
    }
}
