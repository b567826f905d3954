//! Reading TOML: a dialogue, or a register, from a file's text, with everything that is wrong with it at once.
//!
//! Not here: opening files (`content`), whether a dialogue makes sense (`check`), any word a person sees.

mod locate;
mod mistake;
mod shape;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use toml::de::{DeTable, Deserializer};

use super::Dialogue;

pub use locate::{Places, locate};
pub use mistake::{Mistake, ParseError, Sort, did_you_mean, line_of};

/// Reads the dialogue file `file` (its path is for messages; its name without `.toml` is the dialogue's id).
pub fn dialogue(file: &str, text: &str) -> Result<Dialogue, ParseError> {
    let dialogue: Dialogue = read(file, text)?;
    let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".toml");
    if dialogue.id == stem {
        return Ok(dialogue);
    }
    let message = format!("the dialogue calls itself `{}`, but its file is called `{stem}.toml`", dialogue.id);
    let at = locate(text, &["id"]).unwrap_or_default();
    let mistake = Mistake::new(text, message, at).of(Sort::Name).with_help(format!("write id = \"{stem}\""));
    Err(ParseError::new(file, text, vec![mistake]))
}

/// Reads any of our TOML files into `T`: first every mistake of syntax; if there is none, every unknown key, missing key and
/// wrong kind of value; if there is none, the first value that `T` itself refuses.
pub fn read<T: DeserializeOwned + JsonSchema>(file: &str, text: &str) -> Result<T, ParseError> {
    let failed = |mistakes| Err(ParseError::new(file, text, mistakes));
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return failed(errors.iter().map(|error| Mistake::from_toml(text, error).of(Sort::Syntax)).collect());
    }
    let mistakes = shape::mistakes(&schema_of::<T>(), &document, text);
    if !mistakes.is_empty() {
        return failed(mistakes);
    }
    T::deserialize(Deserializer::from(document)).or_else(|error| failed(vec![Mistake::from_toml(text, &error)]))
}

/// The JSON Schema of a dialogue file, for editors. `dialogues/dialogue.schema.json` is this.
pub fn schema() -> serde_json::Value {
    schema_of::<Dialogue>()
}

fn schema_of<T: JsonSchema>() -> serde_json::Value {
    schemars::schema_for!(T).to_value()
}

#[cfg(test)]
mod tests;
