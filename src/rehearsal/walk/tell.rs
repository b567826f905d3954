//! A way through the dialogues as a story that `ajar rehearse` can play: what is done, without what comes of it.

use super::deed::Deed;
use crate::dialogue::{Due, OtherKind};
use crate::locale::Locales;

/// The way as lines of a story, in the base language.
pub fn tell(way: &[Deed], locales: &Locales, language: &str) -> String {
    way.iter().map(|deed| format!("{}\n", line(deed, locales, language))).collect()
}

fn line(deed: &Deed, locales: &Locales, language: &str) -> String {
    match deed {
        Deed::Press { label, .. } if locales.has(language, label) => {
            format!("[{}]", label_of(label, locales, language))
        }
        Deed::Press { press, .. } => format!("# a button that nobody offered: {}", press.encode()),
        Deed::Says(words) => format!("Person: {words}"),
        Deed::Voice => "(voice note, 12 seconds)".to_owned(),
        Deed::Picture => "(picture: like this)".to_owned(),
        Deed::Other(kind) => format!("({})", sent(*kind)),
        Deed::Edits { .. } => "Person edits: other words".to_owned(),
        Deed::Quiet => "(a quiet moment passes)".to_owned(),
        Deed::Comes(Due::Quiet) => "# a quiet moment comes that is void".to_owned(),
        Deed::Comes(Due::Reminder) => "# the reminder comes".to_owned(),
        Deed::Comes(Due::Unopened) => "# the notice comes that nobody has opened it".to_owned(),
        Deed::Starts(None) => "Person: /start".to_owned(),
        Deed::Starts(Some(code)) => format!("Person: /start {code}"),
        Deed::Blocks(true) => "Person blocks the bot".to_owned(),
        Deed::Blocks(false) => "Person lets the bot back in".to_owned(),
        Deed::Stale(_) => "# the draft is not what was shown".to_owned(),
        Deed::Opens => "Sam opens it".to_owned(),
        Deed::Writes => "Sam writes: Hello.".to_owned(),
        Deed::Rests => "Sam puts it to rest".to_owned(),
    }
}

/// A label in words; a name in it stands as what it is.
fn label_of(key: &str, locales: &Locales, language: &str) -> String {
    locales.samples(language, key).into_iter().next().unwrap_or_else(|| key.to_owned()).replace("name", "Sam")
}

fn sent(kind: OtherKind) -> &'static str {
    match kind {
        OtherKind::Sticker => "sticker",
        OtherKind::Document => "file",
        OtherKind::Video => "video",
        OtherKind::Audio => "music",
        OtherKind::Poll => "poll",
        OtherKind::Location => "location",
        OtherKind::Contact => "contact",
        OtherKind::Else => "something else",
    }
}
