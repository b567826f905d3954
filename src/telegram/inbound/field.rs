//! Fields of raw JSON, read one at a time: a field that is missing or of another shape is simply not there.

use serde_json::Value;

/// A whole number.
pub fn id(of: &Value, name: &str) -> Option<i64> {
    of.get(name)?.as_i64()
}

/// A text.
pub fn text<'a>(of: &'a Value, name: &str) -> Option<&'a str> {
    of.get(name)?.as_str()
}

/// An object.
pub fn object<'a>(of: &'a Value, name: &str) -> Option<&'a Value> {
    of.get(name).filter(|found| found.is_object())
}

/// Whether a yes-or-no field is there and says yes.
pub fn flag(of: &Value, name: &str) -> bool {
    of.get(name).and_then(Value::as_bool).unwrap_or(false)
}
