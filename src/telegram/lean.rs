//! JSON as Telegram sends it, without the keyboards: a press brings the whole of our own message with it, with every button, and nobody
//! here looks at those. They are read past; nothing is built of them.
//!
//! Not here: what an update means (`inbound`).

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// What is left out wherever it stands.
const KEYBOARD: &str = "reply_markup";

/// JSON without keyboards.
pub struct Lean(pub Value);

impl<'de> Deserialize<'de> for Lean {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Lean(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            if name == KEYBOARD {
                fields.next_value::<IgnoredAny>()?;
            } else {
                map.insert(name, fields.next_value::<Lean>()?.0);
            }
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Value> {
        serde_json::from_str::<Lean>(text).ok().map(|lean| lean.0)
    }

    #[test]
    fn everything_but_keyboards_is_as_it_was() {
        let text = r#"[{"a":1,"b":-2,"c":1.5,"d":"\"ü\n","e":null,"f":[true,false,[]],"g":{"h":{}},"i":18446744073709551615}]"#;
        assert_eq!(read(text), serde_json::from_str(text).ok());
        let press = r#"{"message":{"text":"t","reply_markup":{"inline_keyboard":[[{"text":"a"}]]},"chat":{"id":1}}}"#;
        assert_eq!(read(press), serde_json::from_str(r#"{"message":{"text":"t","chat":{"id":1}}}"#).ok());
    }

    #[test]
    fn what_is_no_json_is_refused_in_a_keyboard_too() {
        for broken in ["", "{", r#"{"a":}"#, r#"{"reply_markup":{]}"#, r#"{"reply_markup":"#] {
            assert_eq!(read(broken), None, "{broken}");
        }
    }
}
