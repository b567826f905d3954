//! Fields: what a form, a query or a path holds, by name, within limits.
//!
//! Not here: what any of them means.

/// Bytes of a form at most. A coordinator's longest words are under 16 KiB, and may have to be carried through a sign-in.
pub(super) const MOST: usize = 192 * 1024;
/// Fields at most.
const FIELDS: usize = 64;

/// Names and values, in the order in which they came.
#[derive(Clone, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Of what is written as in a form. `None`: too many, or no text.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        // Asked of the bytes: the sign that stands for what could not be read is a sign that somebody may have typed.
        percent_encoding::percent_decode(text).decode_utf8().ok()?;
        let fields: Vec<(String, String)> = form_urlencoded::parse(text).into_owned().take(FIELDS + 1).collect();
        (fields.len() <= FIELDS && fields.iter().all(|(_, value)| !value.contains('\0'))).then_some(Self(fields))
    }

    /// Of pairs.
    pub(super) fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// The first value of that name; nothing if there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Every value of that name.
    pub(super) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    /// A text as it was typed: browsers send line breaks as two signs.
    pub(super) fn text(&self, name: &str) -> String {
        self.get(name).replace("\r\n", "\n")
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_text_and_few() {
        let fields = Fields::read(b"a=1&b=two+words&a=%C3%A9&text=x%0D%0Ay").unwrap();
        assert_eq!((fields.get("a"), fields.get("b"), fields.get("c")), ("1", "two words", ""));
        assert_eq!(fields.all("a").collect::<Vec<_>>(), ["1", "é"]);
        assert_eq!(Fields::read("a=\u{fffd}%EF%BF%BD".as_bytes()).unwrap().get("a"), "\u{fffd}\u{fffd}");
        for bad in [b"a=%FF".as_slice(), b"%FF=a", b"a=%C3&b=%A9", b"a=%00", b"\xff", "a=1&".repeat(65).as_bytes()] {
            assert!(Fields::read(bad).is_none());
        }
    }
}
