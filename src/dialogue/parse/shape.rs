//! Holding a TOML document against the JSON Schema of the type that it is to become: every unknown key, missing key and wrong
//! kind of value at once, where serde stops at the first. The schema is made from the types, so the two cannot disagree.
//!
//! Not here: what only the type itself can refuse (a time of day, a date).

use std::ops::Range;

use serde_json::Value;
use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::{Mistake, Sort, did_you_mean};

/// What is wrong with `document` by `schema`.
pub(super) fn mistakes(schema: &Value, document: &Spanned<DeTable<'_>>, text: &str) -> Vec<Mistake> {
    let mut shape = Shape { root: schema, text, found: Vec::new() };
    shape.table(schema, document.get_ref(), 0..0);
    shape.found
}

struct Shape<'a> {
    root: &'a Value,
    text: &'a str,
    found: Vec<Mistake>,
}

impl<'a> Shape<'a> {
    /// Holds a value against a schema; `key` is where its key stands.
    fn value(&mut self, schema: &'a Value, value: &Spanned<DeValue<'_>>, key: Range<usize>) {
        let ways = self.ways(schema);
        let words: Vec<_> = ways.iter().flat_map(|way| words(way)).collect();
        match value.get_ref() {
            DeValue::Table(table) => match self.way_for(&ways, table, &key) {
                Way::One(way) => self.table(way, table, key),
                Way::None => self.wrong_kind(&ways, value),
                Way::Said => {}
            },
            DeValue::String(word) if !words.is_empty() => self.word(word, &words, value.span()),
            DeValue::Array(items) => match ways.iter().find(|way| is(way, "array")) {
                Some(way) => self.items(way, items.iter(), value.span()),
                None => self.wrong_kind(&ways, value),
            },
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => self.plain(&ways, value),
        }
    }

    /// Holds a table's keys against an object's properties.
    fn table(&mut self, schema: &'a Value, table: &DeTable<'_>, at: Range<usize>) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties");
        for (key, value) in table {
            let name: &str = key.get_ref();
            match properties.and_then(|known| known.get(name)).or_else(|| others.filter(|others| others.is_object())) {
                Some(schema) => self.value(schema, value, key.span()),
                None if others == Some(&Value::Bool(false)) => {
                    let known = properties.into_iter().flat_map(|known| known.keys()).map(String::as_str);
                    self.say(Sort::UnknownKey, format!("unknown key `{name}`"), key.span(), did_you_mean(name, known));
                }
                None => {}
            }
        }
        for name in strings(schema.get("required")).filter(|name| !table.contains_key(*name)) {
            let help = properties.and_then(|known| known.get(name)).and_then(|known| self.describe(known));
            self.say(Sort::Missing, format!("`{name}` is missing"), at.clone(), help);
        }
    }

    fn items<'i, 'v: 'i>(
        &mut self,
        schema: &'a Value,
        items: impl ExactSizeIterator<Item = &'i Spanned<DeValue<'v>>>,
        at: Range<usize>,
    ) {
        let bound = |name| schema.get(name).and_then(Value::as_u64).and_then(|bound| usize::try_from(bound).ok());
        let count = items.len();
        if let Some(most) = bound("maxItems").filter(|most| count > *most) {
            self.say(Sort::Value, format!("{count} entries, where {most} are allowed"), at.clone(), None);
        }
        if let Some(least) = bound("minItems").filter(|least| count < *least) {
            self.say(Sort::Value, format!("{count} entries, where {least} or more are needed"), at, None);
        }
        for item in items {
            if let Some(schema) = schema.get("items") {
                self.value(schema, item, item.span());
            }
        }
    }

    /// A word out of a closed list.
    fn word(&mut self, word: &str, known: &[&'a str], at: Range<usize>) {
        if !known.contains(&word) {
            self.say(Sort::Value, format!("`{word}` is not known here"), at, did_you_mean(word, known.iter().copied()));
        }
    }

    /// A string, a number, true or false.
    fn plain(&mut self, ways: &[&'a Value], value: &Spanned<DeValue<'_>>) {
        let Some(way) = ways.iter().find(|way| is(way, kind(value.get_ref()))) else {
            return self.wrong_kind(ways, value);
        };
        let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse::<f64>().ok());
        let bound = |name| way.get(name).and_then(Value::as_f64);
        let (least, most) = (bound("minimum").unwrap_or(f64::MIN), bound("maximum").unwrap_or(f64::MAX));
        if number.is_some_and(|number| !(least..=most).contains(&number)) {
            self.say(Sort::Value, format!("this number is out of range: {least} to {most}"), value.span(), None);
        }
    }

    fn wrong_kind(&mut self, ways: &[&'a Value], value: &Spanned<DeValue<'_>>) {
        let expected: Vec<_> = ways.iter().filter_map(|way| expected(way)).collect();
        let found = kind_in_words(value.get_ref());
        let quotes = matches!(value.get_ref(), DeValue::Datetime(_)).then(|| {
            let written = self.text.get(value.span()).unwrap_or_default();
            format!("put it in quotes: \"{written}\"")
        });
        self.say(
            Sort::Value,
            format!("{found} stands here, where {} is expected", expected.join(" or ")),
            value.span(),
            quotes,
        );
    }

    /// The one schema among `ways` that `table` is meant for.
    fn way_for(&mut self, ways: &[&'a Value], table: &DeTable<'_>, at: &Range<usize>) -> Way<'a> {
        let objects: Vec<_> = ways.iter().copied().filter(|way| is(way, "object")).collect();
        match objects.as_slice() {
            [] => return Way::None,
            [one] => return Way::One(one),
            _ => {}
        }
        let kinds: Vec<_> = objects.iter().filter_map(|way| tag(way)).collect();
        let Some(kind) = table.get(TAG) else {
            self.say(
                Sort::Missing,
                format!("`{TAG}` is missing"),
                at.clone(),
                Some(format!("known here: {}", kinds.join(", "))),
            );
            return Way::Said;
        };
        let found = kind.get_ref().as_str().and_then(|kind| objects.iter().find(|way| tag(way) == Some(kind)));
        if found.is_none() {
            self.word(kind.get_ref().as_str().unwrap_or("?"), &kinds, kind.span());
        }
        found.map_or(Way::Said, |way| Way::One(way))
    }

    /// The schemas that a value may fit: references followed, choices opened, null left out (TOML has none).
    fn ways(&self, schema: &'a Value) -> Vec<&'a Value> {
        let schema = self.resolve(schema);
        let choices = ["oneOf", "anyOf"].into_iter().find_map(|name| schema.get(name)?.as_array());
        match choices {
            Some(choices) => choices.iter().flat_map(|choice| self.ways(choice)).filter(|way| !is_null(way)).collect(),
            None => vec![schema],
        }
    }

    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let pointer = schema.get("$ref").and_then(Value::as_str).and_then(|at| at.strip_prefix('#'));
        match pointer.and_then(|pointer| self.root.pointer(pointer)) {
            Some(target) => self.resolve(target),
            None => schema,
        }
    }

    fn describe(&self, schema: &'a Value) -> Option<String> {
        let own = schema.get("description").or_else(|| self.resolve(schema).get("description"))?;
        own.as_str().map(|text| text.replace('\n', " "))
    }

    fn say(&mut self, sort: Sort, message: String, at: Range<usize>, help: Option<String>) {
        self.found.push(Mistake { help, ..Mistake::new(self.text, message, at).of(sort) });
    }
}

/// The property that says which of several objects a table is.
const TAG: &str = "kind";

enum Way<'a> {
    One(&'a Value),
    None,
    Said,
}

fn tag(schema: &Value) -> Option<&str> {
    schema.get("properties")?.get(TAG)?.get("const")?.as_str()
}

/// The closed list of words that a schema allows, if it is one.
fn words(schema: &Value) -> Vec<&str> {
    schema.get("const").and_then(Value::as_str).into_iter().chain(strings(schema.get("enum"))).collect()
}

fn strings(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// Whether a schema's `type` is, or has, this one.
fn is(schema: &Value, wanted: &str) -> bool {
    schema.get("type").is_some_and(|kind| kind == wanted || strings(Some(kind)).any(|kind| kind == wanted))
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").is_some_and(|kind| kind == "null")
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

fn kind_in_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text in quotes",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list in [ ]",
        DeValue::Table(_) => "a table",
    }
}

fn expected(schema: &Value) -> Option<String> {
    let named = [
        ("string", "a text in quotes"),
        ("integer", "a number"),
        ("number", "a number"),
        ("boolean", "true or false"),
        ("array", "a list in [ ]"),
        ("object", "a table"),
    ];
    let kind = named.into_iter().find(|(kind, _)| is(schema, kind)).map(|(_, words)| words.to_owned());
    kind.or_else(|| Some(words(schema).join(" or ")).filter(|words| !words.is_empty()))
}
