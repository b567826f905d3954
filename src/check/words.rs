//! Words that are kept out of English texts, and why (VOICE.md). A waiver beside the message, `# waiver: the reason`, turns the
//! warning into a line of the list of waivers.

use super::{Finding, Severity, Subject};
use crate::locale::Entry;

/// Words to keep out: a comma-separated list, and why.
const KEPT_OUT: &[(&str, &str)] = &[
    (
        "patient, patients, disorder, disorders, diagnosis, diagnose, diagnosed, symptom, symptoms, illness, treatment, therapy, therapist, clinical, condition, conditions",
        "the doctor's frame",
    ),
    ("problem, problems, what is the matter, what's the matter, wrong with you", "puts it in the person"),
    (
        "service user, service users, client, clients, case, cases, vulnerable, complex needs, addict, addicts",
        "a label",
    ),
    ("non-compliant, disengaged, did not attend, failed to, invalid, incorrect", "blame"),
    ("should, must, ought, have to, need to, needs to, required", "pressure"),
    ("well done, brave, great, amazing, fantastic, wonderful", "grades the answer"),
    ("don't worry, do not worry, calm down, relax, at least, it will be fine, be okay", "tells people what to feel"),
    ("just, simply, easy, easily, obviously, quick, quickly", "makes it small"),
    (
        "hurry, final, last chance, are you still there, are you sure, we noticed, haven't finished, have not finished, sorry to see you go",
        "pushes",
    ),
    (
        "commit suicide, committed suicide, commits suicide, successful, failed attempt, cry for help",
        "say \"died by suicide\"; no methods, ever",
    ),
    (
        "risk, risk level, triage, assessment, refer, referral, engage, engagement, signpost, submit, submitted, e g, reach out",
        "an office word",
    ),
    (
        "i understand, i feel, i remember, i hear you, i care, sorry you feel, i'm sorry, i'm here, i am here, here for you, here to listen, keep talking",
        "a program claims nothing of the kind",
    ),
    ("always here, 24 7, anonymous, anonymously, completely confidential, confidential", "a promise that nobody keeps"),
    ("why", "asks the person to answer for it"),
    (
        "progress, percent, percentage, remaining, unfinished, incomplete, complete, completed, almost there, almost done, nearly done, nearly there, halfway, still to do, left to do, questions left, steps left, so far",
        "counts what is unfinished (P7)",
    ),
];

/// What may stand before a word that is kept out, so that it is not.
const UNLESS_AFTER: &[(&str, &str)] = &[
    ("have to", "not"),
    ("have to", "don't"),
    ("need to", "not"),
    ("need to", "don't"),
    ("case", "in"),
    ("cases", "in"),
    ("required", "not"),
];

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in subject.languages().filter(|language| is_english(language)) {
        for (key, entry) in subject.locales.entries(language).filter(|(key, _)| !key.starts_with("typed-")) {
            let text = subject.locales.samples(language, key).join("\n");
            for (what, why) in kept_out(&text) {
                let finding = Finding::warning("voice", format!("`{key}` says {what}: {why}"));
                let finding = finding.with_help("find another word, or write `# waiver: the reason` above the message");
                found.push(subject.in_locale(waived(entry, finding), language, key));
            }
        }
    }
    found
}

/// Whether a language's words are those that these lists are about.
pub(super) fn is_english(language: &str) -> bool {
    language == "en" || language.starts_with("en-")
}

/// Whether a text holds a word or a phrase, whatever its case.
pub(super) fn holds(text: &str, phrase: &str) -> bool {
    let text = text.replace('’', "'").to_lowercase();
    says(&words_of(&text), phrase)
}

fn words_of(text: &str) -> Vec<&str> {
    text.split(|c: char| !(c.is_alphanumeric() || "'-".contains(c))).filter(|word| !word.is_empty()).collect()
}

/// The finding, or, where the message has a waiver, the waiver.
pub(super) fn waived(entry: &Entry, finding: Finding) -> Finding {
    let reason = entry.comments.iter().find_map(|line| line.trim().strip_prefix("waiver:")).map(str::trim);
    match reason.filter(|reason| !reason.is_empty()) {
        Some(reason) => Finding { severity: Severity::Waived, help: Some(format!("waived: {reason}")), ..finding },
        None => finding,
    }
}

/// What in `text` is kept out, and why.
fn kept_out(text: &str) -> Vec<(String, &'static str)> {
    let text = text.replace('’', "'").to_lowercase();
    let words = words_of(&text);
    let mut found = Vec::new();
    for (list, why) in KEPT_OUT {
        for phrase in list.split(", ").filter(|phrase| says(&words, phrase)) {
            found.push((format!("\"{phrase}\""), *why));
        }
    }
    if text.contains('%') {
        found.push(("\"%\"".to_owned(), "counts what is unfinished (P7)"));
    }
    if text.contains('!') {
        found.push(("\"!\"".to_owned(), "nothing here is cheered or shouted"));
    }
    if digits_apart(&text) {
        found.push((
            "a number with spaces in it".to_owned(),
            "its digits change places in right-to-left text; pass it as a variable",
        ));
    }
    found
}

/// Whether the words hold the phrase, and not only where it may stand.
fn says(words: &[&str], phrase: &str) -> bool {
    let wanted: Vec<_> = phrase.split(' ').collect();
    let allowed = |place: usize| {
        let before = place.checked_sub(1).and_then(|before| words.get(before));
        before.is_some_and(|before| UNLESS_AFTER.contains(&(phrase, *before)))
    };
    words.windows(wanted.len()).enumerate().any(|(place, window)| window == wanted && !allowed(place))
}

/// Two groups of three digits or more with a space or a hyphen between them.
fn digits_apart(text: &str) -> bool {
    let mut groups =
        text.split([' ', '-', '\u{a0}']).map(|word| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let mut before = false;
    groups.any(|digits| std::mem::replace(&mut before, digits) && digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        kept_out(text).into_iter().map(|(what, _)| what).collect()
    }

    #[test]
    fn what_is_kept_out_is_found_whatever_its_case_or_apostrophe() {
        assert_eq!(said("You Must not."), ["\"must\""]);
        assert_eq!(said("Don’t worry, it is fine."), ["\"don't worry\""]);
        assert_eq!(said("We are here 24/7"), ["\"24 7\""]);
        assert_eq!(said("For example, e.g. this!"), ["\"e g\"", "\"!\""]);
        assert_eq!(said("Call 0800 1111 at night"), ["a number with spaces in it"]);
    }

    #[test]
    fn what_only_looks_like_it_is_not() {
        for fine in [
            "You do not have to.",
            "In case you come.",
            "Mustard, justice and a headmaster.",
            "Call 999 or 111.",
            "Not required.",
        ] {
            assert!(said(fine).is_empty(), "{fine}: {:?}", said(fine));
        }
    }
}
