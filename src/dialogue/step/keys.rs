//! The message keys that the code itself names. A test holds them against the sources; the checker holds them against the locales.

/// Every key that the engine, `turn` and `staff` name.
pub const KEYS: &[&str] = &[
    "answer-unknown", "answered-here", "as-it-is", "ask-access", "ask-bring", "ask-cost", "ask-door", "ask-quiet",
    "ask-what", "ask-when", "ask-who", "change-ask", "choice-a-date", "choice-add", "choice-another-way",
    "choice-back", "choice-cancel-reminder", "choice-change", "choice-clear", "choice-come", "choice-contact",
    "choice-done", "choice-enough", "choice-forget", "choice-forget-and-clear", "choice-go-on",
    "choice-go-on-there", "choice-keep-typed", "choice-keep-writing", "choice-leave-out", "choice-look-again",
    "choice-more", "choice-more-ways", "choice-more-words", "choice-my-words", "choice-next", "choice-next-week",
    "choice-no-contact", "choice-not-now", "choice-one-by-one", "choice-please-write", "choice-put-back",
    "choice-reach", "choice-remind", "choice-remove", "choice-send", "choice-something-else", "choice-take-back",
    "choice-tell-me", "choice-three-days", "choice-tomorrow", "choice-where", "choice-write", "clear-ask",
    "clear-limits", "contact-not-now", "contact-welcome", "direct-off", "direct-on", "fact-unknown", "forget-ask",
    "forget-limits", "forgotten", "found-us-code", "from-coordinator", "heard-unknown", "heard-within", "hello",
    "help-first", "help-more", "helpline-closed", "kind-audio", "kind-contact", "kind-document", "kind-else",
    "kind-location", "kind-poll", "kind-sticker", "kind-video", "language-ask", "listing-checked", "listing-line",
    "listing-unchecked", "mark-means", "media-kept", "my-words", "my-words-none", "not-kept", "notice-changed",
    "notice-kept", "notice-old-button", "notice-removed", "one-part", "part-left-out", "part-removed", "person-closed",
    "person-intro", "person-open", "person-phone", "person-unknown", "piece-picture", "piece-voice", "quiet",
    "reach-team-names", "remind-ask", "remind-cancelled", "remind-date", "remind-set", "remind-unread", "resting",
    "review-empty", "sent-more", "still-unopened", "stop-empty", "stop-kept", "stop-sent", "taken-back-now",
    "taken-back-opened", "taken-back-unopened", "tell-me-set", "way-end-writing", "way-help", "way-person",
    "way-skip", "way-stop", "way-write-to", "where-nowhere", "where-opened", "where-waiting", "young-not-sent-here",
    "young-person", "young-route",
];
