//! Which placeables a message is supplied with: the facts of the service for every message, and for those of the program's own what stands
//! here. A test holds the table against the sources.
//!
//! Not here: the values (`fillings` for measuring, `turn` for people).

/// The facts that every message may use.
pub(super) const FACTS: [&str; 15] = [
    "service",
    "phone",
    "email",
    "address",
    "website",
    "link",
    "keep-days",
    "complaints-name",
    "complaints-phone",
    "complaints-email",
    "young-name",
    "childline",
    "childline-chat",
    "samaritans",
    "team",
];

/// What the program supplies to its own messages.
pub(super) const OWN: &[(&str, &[&str])] = &[
    ("as-it-is", &["text"]),
    ("asked-cover", &["name"]),
    ("asked-somebody-else", &["reading"]),
    ("away", &["name", "day"]),
    ("away-cover", &["name"]),
    ("not-resting", &["name"]),
    ("direct-on", &["name"]),
    ("format-day", &["weekday", "day", "month"]),
    ("format-moment", &["day", "time"]),
    ("format-time", &["hour", "minute"]),
    ("days-range", &["from", "until"]),
    ("found-us-code", &["code"]),
    ("from-coordinator", &["name"]),
    ("help-was-shown", &["moment", "chose"]),
    ("help-was-shown-again", &["before", "next"]),
    ("help-was-shown-only", &["moment"]),
    ("heard-unknown", &["reading"]),
    ("heard-within", &["days", "reading"]),
    ("helpline-closed", &["row"]),
    ("hours-line", &["day", "spans"]),
    ("hours-span", &["from", "until"]),
    ("list-last", &["before", "next"]),
    ("list-next", &["before", "next"]),
    ("listing-checked", &["day"]),
    ("listing-line", &["question", "answer"]),
    ("nobody-reads-before", &["moment"]),
    ("not-passed-on", &["name"]),
    ("person-closed", &["moment"]),
    ("piece-voice", &["seconds"]),
    ("remind-set", &["moment"]),
    ("template-first", &["name"]),
    ("handed-on", &["name"]),
    ("resting", &["name"]),
    ("sent-to-name", &["name"]),
    ("choice-copy", &["number"]),
    ("signpost-ask", &["moment"]),
    ("signpost-straight", &["name"]),
    ("still-unopened", &["reading"]),
    ("stop-empty", &["until"]),
    ("stop-kept", &["until"]),
    ("stop-sent", &["until"]),
    ("taken-back-now", &["until"]),
    ("tell-me-set", &["day"]),
    ("way-write-to", &["name"]),
    ("where-opened", &["name"]),
    ("where-with", &["name"]),
    ("words-taken-back", &["name"]),
    ("where-waiting", &["reading"]),
];

/// What a row of the register supplies to its sentence; whether it has each is another code's business.
const OF_A_ROW: [&str; 4] = ["name", "number", "second", "third"];

/// Whether a message is supplied with this placeable.
pub(super) fn is_supplied(key: &str, placeable: &str) -> bool {
    let own = OWN.iter().find(|(known, _)| *known == key);
    FACTS.contains(&placeable)
        || own.is_some_and(|(_, names)| names.contains(&placeable))
        || (own.is_none() && key.starts_with("helpline-") && OF_A_ROW.contains(&placeable))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_every_argument_that_the_sources_supply() {
        let sources = [
            include_str!("../dialogue/step/sent.rs"),
            include_str!("../dialogue/step/listings.rs"),
            include_str!("../dialogue/step/press.rs"),
            include_str!("../dialogue/step/keep.rs"),
            include_str!("../dialogue/step/person.rs"),
            include_str!("../dialogue/step/review.rs"),
            include_str!("../dialogue/step/remind.rs"),
            include_str!("../dialogue/step/signpost.rs"),
            include_str!("../dialogue/step/movement.rs"),
            include_str!("../dialogue/step/shown.rs"),
            include_str!("../dialogue/step/arriving.rs"),
        ];
        let mut supplied = 0;
        for name in
            sources.iter().flat_map(|text| text.split(".with(\"").skip(1)).filter_map(|rest| rest.split('"').next())
        {
            supplied += 1;
            assert!(OWN.iter().any(|(_, names)| names.contains(&name)), "no message of the table takes {name}");
        }
        assert!(supplied > 10, "the test looks at nothing");
        assert!(
            OWN.iter().all(|(key, _)| crate::dialogue::KEYS.contains(key) || crate::locale::FORMAT_KEYS.contains(key)),
            "a key that nobody names"
        );
    }
}
