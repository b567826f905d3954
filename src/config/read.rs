//! Reads a config's text and what the environment says over it, and finds every mistake at once.

use std::ops::Range;

use serde::Deserialize;
use serde_json::Value as Json;
use toml::de::DeTable;
use toml::{Table, Value};

use super::{Config, ConfigError, Environment, Mistake, check};

/// The config in `text`, which was read from `file`.
pub(super) fn config(file: &str, text: &str, environment: &Environment) -> Result<Config, ConfigError> {
    let wrong = |mistakes| ConfigError::mistakes(file, text, mistakes);
    let spans = DeTable::parse(text).map_err(|error| wrong(vec![of_toml(&error)]))?;
    let places = Places(spans.get_ref());
    let schema = schema();
    let mut mistakes = unknown_keys(&places, &schema);
    let mut table: Table = toml::from_str(text).map_err(|error| wrong(vec![of_toml(&error)]))?;
    mistakes.extend(lay_over(&mut table, &schema, environment));
    if !mistakes.is_empty() {
        return Err(wrong(mistakes));
    }
    let config = Config::deserialize(Value::Table(table)).map_err(|error| wrong(vec![of_value(text, &error)]))?;
    let mistakes: Vec<_> = check::facts(&config)
        .into_iter()
        .map(|(section, field, says)| Mistake {
            says: format!("[{section}] {field}: {says}"),
            at: places.value(section, field),
        })
        .collect();
    if mistakes.is_empty() { Ok(config) } else { Err(wrong(mistakes)) }
}

/// The config's JSON Schema, with nothing behind a reference.
pub(super) fn schema() -> Json {
    let settings = schemars::generate::SchemaSettings::default().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<Config>().to_value()
}

/// The sections or fields that `schema` knows.
pub(super) fn properties(schema: &Json) -> Option<&serde_json::Map<String, Json>> {
    let here = schema.get("properties").and_then(Json::as_object);
    let inside = || schema.get("anyOf").and_then(Json::as_array).into_iter().flatten().find_map(properties);
    here.or_else(inside)
}

/// Where things stand in the file.
struct Places<'a>(&'a DeTable<'a>);

impl Places<'_> {
    fn value(&self, section: &str, field: &str) -> Option<Range<usize>> {
        let section = self.0.get(section)?;
        let inside = section.get_ref().as_table().and_then(|table| table.get(field));
        Some(inside.map_or_else(|| section.span(), |value| value.span()))
    }
}

fn unknown_keys(places: &Places<'_>, schema: &Json) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let Some(sections) = properties(schema) else { return mistakes };
    for (key, value) in places.0 {
        let Some(section) = sections.get(key.get_ref().as_ref()) else {
            mistakes.push(unknown("section", key.get_ref(), sections, Some(key.span())));
            continue;
        };
        let (Some(fields), Some(table)) = (properties(section), value.get_ref().as_table()) else { continue };
        let strange = table.keys().filter(|field| !fields.contains_key(field.get_ref().as_ref()));
        mistakes.extend(strange.map(|field| unknown("setting", field.get_ref(), fields, Some(field.span()))));
    }
    mistakes
}

fn unknown(what: &str, name: &str, known: &serde_json::Map<String, Json>, at: Option<Range<usize>>) -> Mistake {
    let near = known.keys().map(|key| (strsim::jaro_winkler(key, name), key)).filter(|(how, _)| *how > 0.75);
    let best = near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, key)| format!("did you mean \"{key}\"?"));
    let all = || format!("known here: {}", known.keys().map(String::as_str).collect::<Vec<_>>().join(", "));
    Mistake { says: format!("there is no {what} called \"{name}\"; {}", best.unwrap_or_else(all)), at }
}

fn lay_over(table: &mut Table, schema: &Json, environment: &Environment) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let Some(sections) = properties(schema) else { return mistakes };
    for (variable, section, field, text) in environment.overrides() {
        let said = |mistake: Mistake| Mistake { says: format!("{variable}: {}", mistake.says), at: None };
        let Some(known) = sections.get(&section) else {
            mistakes.push(said(unknown("section", &section, sections, None)));
            continue;
        };
        let Some(fields) = properties(known) else { continue };
        let Some(kind) = fields.get(&field) else {
            mistakes.push(said(unknown("setting", &field, fields, None)));
            continue;
        };
        match (value(text, kind), table.entry(section).or_insert_with(|| Value::Table(Table::new()))) {
            (Some(value), Value::Table(inside)) => drop(inside.insert(field, value)),
            _ => mistakes
                .push(said(Mistake { says: "this cannot be read; write it as in the file".to_owned(), at: None })),
        }
    }
    mistakes
}

/// A variable's text as a value: text as it is where text is wanted, TOML everywhere else.
fn value(text: &str, schema: &Json) -> Option<Value> {
    let kind = schema.get("type").map(Json::to_string).unwrap_or_default();
    if kind.contains("\"string\"") || schema.get("oneOf").is_some() || schema.get("enum").is_some() {
        return Some(Value::String(text.to_owned()));
    }
    let mut table: Table = toml::from_str(&format!("value = {text}")).ok()?;
    table.remove("value")
}

fn of_toml(error: &toml::de::Error) -> Mistake {
    Mistake { says: error.message().trim().to_owned(), at: error.span() }
}

/// An error of the merged table's has no place; the file alone has one, unless the environment is what is wrong.
fn of_value(text: &str, error: &toml::de::Error) -> Mistake {
    match toml::from_str::<Config>(text) {
        Err(in_file) => of_toml(&in_file),
        Ok(_) => Mistake { says: format!("from the environment: {}", error.message().trim()), at: None },
    }
}

#[cfg(test)]
mod tests;
