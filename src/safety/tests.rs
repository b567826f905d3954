//! The room as a whole, over the shipped rules: their examples, a phone's ways of writing, bursts, and anything at all as input.

use std::sync::LazyLock;

use super::*;

static FILES: LazyLock<Vec<RulesFile>> = LazyLock::new(|| {
    let texts = [
        include_str!("../../dialogues/safety/en.toml"),
        include_str!("../../dialogues/safety/cy.toml"),
        include_str!("../../dialogues/safety/pl.toml"),
        include_str!("../../dialogues/safety/ar.toml"),
        include_str!("../../dialogues/safety/uk.toml"),
        include_str!("../../dialogues/safety/ur.toml"),
    ];
    texts.iter().map(|text| toml::from_str(text).unwrap()).collect()
});
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::compile(&FILES).unwrap());

#[test]
fn the_empty_rule_set_says_that_it_is_empty_and_finds_nothing() {
    assert!(Rules::none().is_empty());
    assert_eq!(screen(&Rules::none(), "any words at all"), None);
}

#[test]
fn every_example_of_every_rule_and_guard_holds() {
    let faults: Vec<_> = FILES.iter().flat_map(|file| faults(&RULES, file)).map(|it| it.message).collect();
    assert!(faults.is_empty(), "{} examples do not hold:\n{}", faults.len(), faults.join("\n"));
    assert!(RULES.counts().iter().all(|(_, on, _)| *on > 0));
}

#[test]
fn p23_a_denial_beside_ideation_does_not_switch_it_off() {
    let level = |words: &str| screen(&RULES, words).map(|concern| concern.level);
    assert_eq!(level("not suicidal, just sad"), None);
    assert_eq!(level("I won't do anything but I do think about killing myself"), Some(Level::Concern));
}

#[test]
fn p21_neighbouring_messages_are_looked_at_together() {
    let burst = ["I've got all my tablets", "lined up on the bed"];
    assert!(burst.iter().all(|words| screen(&RULES, words).is_none()));
    let together = screen_burst(&RULES, &burst).unwrap();
    assert_eq!(together.level, Level::Immediate);
    assert!(together.spans.iter().all(|span| span.end <= burst[1].len()), "{:?}", together.spans);
    // What was said before is not said again by a message that adds nothing.
    assert_eq!(screen_burst(&RULES, &["I'm going to kill myself", "is there a bus on Sunday"]), None);
}

#[test]
fn nothing_of_anybodys_words_is_in_a_debug() {
    let concern = screen(&RULES, "I'm going to kill myself in Zanzibar").unwrap();
    assert!(!format!("{concern:?}").contains("anzibar"));
}

#[test]
fn a_file_that_is_wrong_says_where() {
    let mut file = FILES[0].clone();
    file.rule[0].say.push("{nobody} dies".to_owned());
    file.rule[1].id = file.rule[0].id.clone();
    let wrong = Rules::compile(&[file]).unwrap_err();
    assert!(wrong.iter().any(|it| it.path.starts_with(&["rule".to_owned(), "0".to_owned(), "say".to_owned()])));
    assert!(wrong.iter().any(|it| it.message.contains("twice")), "{wrong:?}");
}

#[test]
fn a_rule_can_be_switched_off_in_a_hurry() {
    let mut files = FILES.clone();
    files.iter_mut().flat_map(|file| &mut file.rule).for_each(|rule| rule.off |= rule.id.starts_with("suicide"));
    let rules = Rules::compile(&files).unwrap();
    assert!(screen(&RULES, "I'm going to kill myself").is_some());
    assert_eq!(screen(&rules, "I'm going to kill myself"), None);
}

/// Numbers from a seed (SplitMix64): the same inputs at every run.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }
}

const PIECES: &[&str] = &[
    "i",
    "im",
    "dont",
    "want",
    "to",
    "die",
    "kill",
    "myself",
    "he",
    "hits",
    "me",
    "my",
    "tablets",
    "tonight",
    "not",
    "k",
    "l",
    "k*ll",
    "s u",
    "\u{200b}",
    "\u{301}",
    "’",
    "'",
    "…",
    "!!!",
    "😀",
    "👨‍👩‍👧",
    "\u{202e}",
    "é",
    "ŵ",
    "żyć",
    "أريد",
    "الموت",
    "хочу",
    "померти",
    "مرنا",
    "\n",
    "\t",
    " ",
    "  ",
    "ﷺ",
    "½",
    "İ",
    "ß",
    "\u{0}",
    "\u{2}",
    "\u{3}",
    "{i}",
    "$",
    "^",
    "\u{10ffff}",
    "aaaaaaaa",
    "don t",
];

#[test]
fn whatever_is_written_nothing_panics_and_every_span_is_of_the_message() {
    // By hand, ten million: AJAR_SCREEN_INPUTS=10000000 cargo test --release --lib whatever_is_written
    let inputs = option_env!("AJAR_SCREEN_INPUTS").and_then(|count| count.parse().ok()).unwrap_or(2_000);
    let mut seeded = Seeded(5);
    for _ in 0..inputs {
        let mut text = String::new();
        for _ in 0..seeded.below(30) {
            text.push_str(PIECES[seeded.below(PIECES.len())]);
            if seeded.below(4) > 0 {
                text.push(' ');
            }
        }
        for seen in explain(&RULES, &text).iter().flat_map(|reading| &reading.sightings) {
            assert!(text.get(seen.span.clone()).is_some_and(|words| !words.is_empty()), "{text:?} {:?}", seen.span);
        }
    }
}

#[test]
fn a_word_of_a_hundred_thousand_letters_hides_nothing() {
    for letters in ["a", "ab", "kill myself".replace(' ', "").as_str(), "ж", "*a"] {
        let word: String = letters.chars().cycle().take(100_000).collect();
        assert_eq!(screen(&RULES, &word), None);
        let concern = screen(&RULES, &format!("{word} I'm going to kill myself tonight {word}")).unwrap();
        assert_eq!(concern.level, Level::Immediate);
        assert!(concern.spans.iter().all(|span| span.start > 90_000 && span.len() < 100), "{:?}", concern.spans);
    }
}

#[test]
fn a_long_text_misses_nothing_that_a_short_one_shows() {
    let danger = "I'm going to kill myself tonight";
    for words in [550, 580, 595, 599, 600, 605, 1_100, 5_000] {
        let text = format!("{}{danger} {}", "la ".repeat(words), "la ".repeat(700));
        let concern = screen(&RULES, &text).unwrap();
        assert_eq!(concern.level, Level::Immediate, "after {words} words");
        assert!(concern.spans.iter().all(|span| text[span.clone()].contains("kill")), "after {words} words");
    }
}
