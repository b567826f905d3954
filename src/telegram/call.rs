//! A call that is ready to be made: a method's name and its parameters as JSON, from teloxide's payloads or by hand.
//!
//! Not here: making it (`client`), which calls an order needs (`outbound`).

use std::fmt;

use serde::Serialize;
use serde_json::Value;
use teloxide::requests::Payload;

/// One call of the Bot API. Its `Debug` prints the method only.
#[derive(Clone, PartialEq, Eq)]
pub struct Call {
    method: &'static str,
    body: String,
}

impl Call {
    /// A call with one of teloxide's payloads.
    pub fn of<P: Payload + Serialize>(payload: &P) -> Self {
        // These payloads are plain structs of text and numbers, which always can be written. Were one not, Telegram
        // would refuse the empty object, and the refusal would be logged.
        Self { method: P::NAME, body: serde_json::to_string(payload).unwrap_or_else(|_| "{}".to_owned()) }
    }

    /// A call that teloxide does not know, or knows too narrowly.
    pub fn raw(method: &'static str, parameters: &Value) -> Self {
        Self { method, body: parameters.to_string() }
    }

    /// The method's name. (Telegram does not mind its letter case.)
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// The parameters as JSON.
    pub fn body(&self) -> &str {
        &self.body
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(..)", self.method)
    }
}
