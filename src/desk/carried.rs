//! What was being typed when a session had ended: it is carried through the sign-in, in the forms themselves, and nothing of it is kept here.
//!
//! Not here: the sign-in (`sign_in`, `code`).

use askama::Template;
use data_encoding::BASE64URL_NOPAD;

use super::answer::Answer;
use super::failure::Failure;
use super::form::Fields;
use super::frame::Frame;
use super::guard::TOKEN;

/// Fields that are never carried or shown again.
const SECRET: [&str; 7] = [TOKEN, "password", "old", "new", "code", "kept", "to"];

/// Where somebody wanted to go, and what they had typed for it. It stands in hidden fields of each form on the way in.
#[derive(Clone, Default)]
pub(super) struct Carried {
    /// The path.
    pub(super) to: String,
    /// The fields, wrapped; empty if there were none.
    pub(super) kept: String,
}

impl Carried {
    /// As a form or a link brings it. A way that does not lead to a page of ours leads to the first one.
    pub(super) fn read(fields: &Fields) -> Self {
        let to = fields.get("to");
        let to = if is_ours(to) { to.to_owned() } else { "/".to_owned() };
        Self { to, kept: fields.get("kept").to_owned() }
    }

    /// What was to be sent there.
    pub(super) fn of(path: &str, typed: &Fields) -> Self {
        let mut out = form_urlencoded::Serializer::new(String::new());
        out.extend_pairs(shown(typed));
        Self { to: path.to_owned(), kept: BASE64URL_NOPAD.encode(out.finish().as_bytes()) }
    }

    /// The way to a page of the sign-in, if nothing but the way is to be carried.
    pub(super) fn link(&self, page: &str) -> String {
        if self.to == "/" {
            return page.to_owned();
        }
        let to = form_urlencoded::Serializer::new(String::new()).append_pair("to", &self.to).finish();
        format!("{page}?{to}")
    }

    /// On to where they wanted to go, or to a page that shows what they had typed, to be sent once more.
    pub(super) fn go_on(&self, frame: &Frame) -> Result<Answer, Failure> {
        let fields = BASE64URL_NOPAD.decode(self.kept.as_bytes()).ok().and_then(|text| Fields::read(&text));
        let fields: Vec<_> =
            fields.iter().flat_map(shown).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        if fields.is_empty() {
            return Ok(Answer::go(self.to.as_str()));
        }
        Answer::page(&Page { f: frame, to: &self.to, fields: &fields })
    }
}

/// The way to the sign-in from where somebody wanted to look.
pub(super) fn to_sign_in(frame: &Frame) -> Answer {
    let here = Carried { to: frame.here.clone(), kept: String::new() };
    // In a rehearsal the clock is moved on by weeks, and nobody has a password.
    Answer::go(frame.rehearsal.as_ref().map_or_else(|| here.link("/sign-in"), |rehearsal| rehearsal.link(&here.to)))
}

/// What may be shown again.
pub(super) fn shown(typed: &Fields) -> impl Iterator<Item = (&str, &str)> {
    typed.iter().filter(|(name, value)| !SECRET.contains(name) && !value.trim().is_empty())
}

/// A path of this site, and of no other.
fn is_ours(to: &str) -> bool {
    to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && !to.chars().any(char::is_control)
}

#[derive(Template)]
#[template(path = "carried.html")]
struct Page<'a> {
    f: &'a Frame,
    to: &'a str,
    fields: &'a [(String, String)],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_ours_are_gone_on_to() {
        for (to, good) in [
            ("/people", true),
            ("/", true),
            ("//evil.example", false),
            ("https://evil.example", false),
            ("/\\evil", false),
            ("", false),
            ("/a\r\nb", false),
        ] {
            let fields = Fields::of([("to".to_owned(), to.to_owned())]);
            assert_eq!(Carried::read(&fields).to == to, good, "{to}");
        }
    }

    #[test]
    fn what_was_typed_comes_back_without_secrets() {
        let typed = [("text", "hello\n& you"), ("password", "no"), ("form", "no")];
        let typed = Fields::of(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let carried = Carried::of("/people/X/reply", &typed);
        let back = Fields::read(&BASE64URL_NOPAD.decode(carried.kept.as_bytes()).unwrap()).unwrap();
        assert_eq!(back.iter().collect::<Vec<_>>(), [("text", "hello\n& you")]);
    }
}
