//! What Telegram answers: a result, a refusal, or nothing that can be read.
//!
//! Not here: what follows from a refusal (`refusal`), what an update means (`inbound`).

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::lean::Lean;

/// Why a call brought no result, told apart by what may have happened at the other end. Its `Debug` is its `Display`.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// Telegram read the call and refused it: it had no effect.
    #[error("Telegram refused ({code}): {}", shown(.description))]
    Refused {
        /// Telegram's code, 400 to 499.
        code: u16,
        /// Telegram's own words. They may quote the call: never log them whole.
        description: String,
        /// How long to wait before the next call (429).
        retry_after: Option<Duration>,
        /// The supergroup that the group has become.
        migrate_to: Option<i64>,
    },
    /// Telegram had a fault: the call may or may not have had its effect.
    #[error("Telegram had a fault of its own ({0})")]
    Server(u16),
    /// The call never reached Telegram: it had no effect.
    #[error("Telegram was not reached: {0}")]
    Unsent(&'static str),
    /// The call may have had its effect, but no answer came.
    #[error("no answer from Telegram: {0}")]
    Lost(&'static str),
}

impl fmt::Debug for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl CallError {
    /// Whether the call may have had its effect all the same.
    pub fn is_uncertain(&self) -> bool {
        match self {
            Self::Server(_) | Self::Lost(_) => true,
            Self::Refused { .. } | Self::Unsent(_) => false,
        }
    }

    /// Telegram's code for a refusal.
    pub fn code(&self) -> Option<u16> {
        match self {
            Self::Refused { code, .. } => Some(*code),
            Self::Server(_) | Self::Unsent(_) | Self::Lost(_) => None,
        }
    }
}

/// The part of a description that cannot quote anybody: up to the first quotation mark, 120 characters at most.
fn shown(description: &str) -> String {
    let plain = description.split(['\'', '"', '«', '“']).next().unwrap_or_default();
    plain.trim_end().chars().take(120).collect()
}

/// The envelope around every answer. What is in it is left as it stands, for whoever needs it.
#[derive(Deserialize)]
struct Envelope<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error_code: Option<u16>,
    #[serde(default)]
    description: String,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

/// The result in an answer whose status said success.
pub fn result(text: &str) -> Result<Value, CallError> {
    opened(text)?.map_or(Ok(Value::Null), |result| serde_json::from_str(result).map_err(|_| UNREADABLE))
}

/// The id of the message that a call has sent, in an answer whose status said success: nothing where the result is no
/// message.
pub fn sent_message(text: &str) -> Result<Option<i64>, CallError> {
    #[derive(Deserialize)]
    struct Sent {
        message_id: i64,
    }
    let sent = opened(text)?.and_then(|result| serde_json::from_str::<Sent>(result).ok());
    Ok(sent.map(|sent| sent.message_id))
}

const UNREADABLE: CallError = CallError::Lost("the answer could not be read");

/// The result as JSON, if there is any.
fn opened(text: &str) -> Result<Option<&str>, CallError> {
    match serde_json::from_str::<Envelope<'_>>(text) {
        Ok(envelope) if envelope.ok => Ok(envelope.result.map(RawValue::get)),
        Ok(envelope) => Err(refused(envelope.error_code.unwrap_or(400), envelope)),
        Err(_) => Err(UNREADABLE),
    }
}

/// What an answer with the status `code` (not a success) means.
pub fn refusal(code: u16, text: &str) -> CallError {
    match serde_json::from_str::<Envelope<'_>>(text) {
        Ok(envelope) => refused(envelope.error_code.unwrap_or(code), envelope),
        // Not Telegram's own words: something on the way answered, and the call may have gone through.
        Err(_) => CallError::Server(code),
    }
}

fn refused(code: u16, envelope: Envelope<'_>) -> CallError {
    if !(400..500).contains(&code) {
        return CallError::Server(code);
    }
    let parameters = envelope.parameters;
    CallError::Refused {
        code,
        description: envelope.description,
        retry_after: parameters.as_ref().and_then(|found| found.retry_after).map(Duration::from_secs),
        migrate_to: parameters.and_then(|found| found.migrate_to_chat_id),
    }
}

/// The updates in the answer to a poll, each on its own, so that one that is malformed takes no other with it.
pub fn updates(text: &str) -> Result<Vec<Value>, CallError> {
    let list = opened(text)?.and_then(|result| serde_json::from_str::<Vec<Lean>>(result).ok());
    let list = list.ok_or(CallError::Lost("the answer holds no list of updates"))?;
    Ok(list.into_iter().map(|Lean(update)| update).collect())
}

/// The first update id in a text that is not JSON as a whole: enough to set the update aside and go on behind it.
pub fn first_update_id(text: &str) -> Option<i64> {
    let (_, rest) = text.split_once("\"update_id\"")?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_read_with_its_parameters() {
        let text = r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}"#;
        let Err(CallError::Refused { code: 429, retry_after, migrate_to: None, .. }) = result(text) else { panic!() };
        assert_eq!(retry_after, Some(Duration::from_secs(7)));
        let text = r#"{"ok":false,"error_code":400,"description":"x","parameters":{"migrate_to_chat_id":-1001}}"#;
        assert!(matches!(refusal(400, text), CallError::Refused { migrate_to: Some(-1001), .. }));
    }

    #[test]
    fn a_sent_message_tells_its_number_and_nothing_else_does() {
        let number = |result: &str| sent_message(&format!(r#"{{"ok":true,"result":{result}}}"#)).unwrap();
        assert_eq!(number(r#"{"chat":{"id":5},"message_id":812,"text":"\ud83d"}"#), Some(812));
        for other in ["true", "[{\"message_id\":1}]", "{\"id\":1}", "null"] {
            assert_eq!(number(other), None, "{other}");
        }
        assert!(sent_message(r#"{"ok":true,"result":{"message_id":1"#).unwrap_err().is_uncertain());
        assert_eq!(sent_message(r#"{"ok":false,"error_code":403,"description":"x"}"#).unwrap_err().code(), Some(403));
    }

    #[test]
    fn what_is_not_a_plain_refusal_may_have_had_its_effect() {
        assert!(result("<html>").unwrap_err().is_uncertain());
        assert!(refusal(502, r#"{"ok":false,"error_code":502,"description":"Bad Gateway"}"#).is_uncertain());
        assert!(refusal(403, "a proxy says no").is_uncertain());
        assert!(!refusal(400, r#"{"ok":false,"error_code":400,"description":"x"}"#).is_uncertain());
        assert!(!CallError::Unsent("x").is_uncertain());
    }

    #[test]
    fn p28_an_error_does_not_repeat_what_telegram_quotes() {
        let text = r#"{"ok":false,"error_code":400,"description":"Bad Request: URL 'secret words' is invalid"}"#;
        assert_eq!(refusal(400, text).to_string(), "Telegram refused (400): Bad Request: URL");
    }

    #[test]
    fn the_first_id_is_found_in_a_text_that_is_not_json() {
        let broken = r#"{"ok":true,"result":[{"update_id" : 812, "message": {"text":"\ud83d"}}]}"#;
        assert!(updates(broken).is_err());
        assert_eq!(first_update_id(broken), Some(812));
        assert_eq!(first_update_id("{}"), None);
    }
}
