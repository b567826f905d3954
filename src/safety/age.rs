//! Whether somebody plainly says that they are under 18 ("im 15 and …", "I'm in year 9"). Not a danger, and no guess: weeks, minutes, stones
//! and what others are said to have said are let be.
//!
//! Not here: what follows from it (`dialogue`). In each language that has rules the plainest ways are heard, unreviewed by a speaker of the other
//! five; the choice on the first screen is there in every language.

use std::sync::LazyLock;

use regex::Regex;

const I_AM: &str =
    r"(?i)(?:\b([a-z]+)[,:]?\s+[\x22\x27“‘]?)?\b(?:i['’]?m|i\s+am)\s+(?:only\s+|just\s+|still\s+|nearly\s+)?";
const AGE: &str = r"(?:1[0-7]|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)";
/// What may stand behind a number for it to be an age: nothing, the years, or a clause that goes on.
const AFTER: &str = r"(?:\s*$|\s*[.,;!?)\n]|\s*(?:years?\s+old|yrs?\b|y/?o\b)|\s+(?:but|so|with|my|im|i['’]?m|i|please|girl|boy|lad|lass|btw)\b|\s+and\s+[b-z])";

static SAYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"{I_AM}(?:{AGE}{AFTER}|in\s+(?:year|yr)\s+(?:7|8|9|10|11)\b|under\s+(?:18|eighteen)\b)")).ok()
});

/// From ten to seventeen in the digits of each language's phones, with the word before it.
const BEFORE: &str = r"(?i)(?:\b(\w+)[,:]?\s+[\x22\x27“‘«„]?)?\b";
const DIGITS: &str = r"(?:1[0-7]|١[٠-٧]|۱[۰-۷])";
/// What may stand behind the years for nothing else to be meant, years of work above all.
const AND_NO_MORE: &str = r"(?:\s*$|\s*[.,;!?)\n،؟۔]|\s+(?:a|ac|ond|i|ale|bo|więc|wiec|moja|mój|moj|і|й|та|але|бо|و\w*|بس|لكن|اور|لیکن|مگر|aur|lekin|w|wa|bs)\b)";

/// The same in Welsh, Polish, Ukrainian, Arabic and Urdu, and in the Latin letters that the last three are typed in.
static SAYS_ELSEWHERE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let ways = [
        format!(
            r"(?:rydw|dw|rwy|rwyf|dwi|rw)\s?i?['’]?n\s+(?:{DIGITS}|deg|un ar ddeg|deuddeg|bymtheg|un ar bymtheg|ddau ar bymtheg)\s+(?:ml?wydd\s+)?oed\b"
        ),
        format!(
            r"mam\s+(?:dopiero\s+|tylko\s+)?(?:{DIGITS}|dziesięć|jedenaście|dwanaście|trzynaście|czternaście|piętnaście|szesnaście|siedemnaście)\s+lat{AND_NO_MORE}"
        ),
        format!(
            r"(?:мені|meni)\s+(?:лише\s+|тільки\s+)?(?:{DIGITS}|десять|одинадцять|дванадцять|тринадцять|чотирнадцять|п['’]?ятнадцять|шістнадцять|сімнадцять)(?:\s+(?:років|рокiв|rokiv))?{AND_NO_MORE}"
        ),
        format!(r"(?:عمري|3omri|3omry|omri)\s+{DIGITS}\b"),
        format!(r"(?:عندي|3andi|3ndi)\s+{DIGITS}\s+(?:سنة|سنه|عام|عاما|عاماً|sana|sane|seneh){AND_NO_MORE}"),
        format!(r"(?:میری\s+عمر|meri\s+(?:umar|umer|umr))\s+(?:ابھی\s+|صرف\s+)?{DIGITS}\b"),
        format!(r"(?:میں|main|mein|mai)\s+{DIGITS}\s+(?:سال|saal|sal)\s+(?:کا|کی|ka|ki)\s+(?:ہوں|hun|hoon|hu|hon)\b"),
    ];
    Regex::new(&format!("{BEFORE}(?:{})", ways.join("|"))).ok()
});

/// Who speaks, where it is not the writer; and "if", "when".
const QUOTES: [&str; 37] = [
    "says",
    "said",
    "say",
    "saying",
    "goes",
    "like",
    "if",
    "when",
    "told",
    "meddai",
    "dywedodd",
    "os",
    "pan",
    "mówi",
    "mowi",
    "powiedział",
    "powiedziała",
    "że",
    "ze",
    "jak",
    "jeśli",
    "каже",
    "сказав",
    "сказала",
    "що",
    "якщо",
    "коли",
    "قال",
    "قالت",
    "يقول",
    "تقول",
    "ان",
    "إن",
    "لو",
    "کہتا",
    "کہتی",
    "کہا",
];

/// Whether the writer plainly says that they are under 18.
pub fn says_under_18(words: &str) -> bool {
    let found = SAYS.iter().chain(SAYS_ELSEWHERE.iter()).flat_map(|regex| regex.captures_iter(words));
    found
        .map(|found| found.get(1).map(|before| before.as_str().to_lowercase()))
        .any(|before| before.is_none_or(|before| !QUOTES.contains(&before.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p25_who_says_how_old_they_are_is_heard() {
        for words in [
            "im 15",
            "I'm 16 and my stepdad hits me",
            "i am only fifteen",
            "hi, i’m 13 years old",
            "Im 17 but nearly done with school",
            "i'm in year 9",
            "im 14, can i come?",
        ] {
            assert!(says_under_18(words), "{words}");
        }
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(SAYS.is_some() && SAYS_ELSEWHERE.is_some());
    }

    #[test]
    fn p25_who_says_so_in_another_language_is_heard() {
        for words in [
            "dwi'n 15 oed",
            "Helo, rydw i’n 16 oed ac mae Dad yn fy mwrw",
            "Dw i'n bymtheg oed",
            "mam 15 lat",
            "Cześć, mam 14 lat i boję się wracać do domu",
            "mam piętnaście lat.",
            "мені 15 років",
            "Мені 16, але я боюся",
            "meni 15 rokiv",
            "عمري 15 سنة",
            "انا عمري ١٦",
            "عندي ١٥ سنة، بابا بيضربني",
            "3omri 15",
            "میری عمر 15 سال ہے",
            "میں ۱۶ سال کی ہوں",
            "meri umar 15 saal hai",
            "main 14 saal ka hun",
        ] {
            assert!(says_under_18(words), "{words}");
        }
        for words in [
            "mae fy mab yn 15 oed",
            "dwi'n 45 oed",
            "mam 15 lat doświadczenia",
            "mam 45 lat",
            "moja córka mówi mam 15 lat",
            "мені 15 хвилин їхати",
            "мені 45 років",
            "син каже мені 15 років",
            "عمري 45 سنة",
            "عمري 150",
            "عندي ١٥ سنة خبرة",
            "بنتي عمرها 15 سنة",
            "میری عمر 45 سال ہے",
            "میرا بیٹا 15 سال کا ہے",
            "mam tylko 15 minut",
        ] {
            assert!(!says_under_18(words), "{words}");
        }
    }

    #[test]
    fn p25_other_numbers_are_let_be() {
        for words in [
            "im 15 minutes away",
            "I'm 16 weeks gone",
            "im 17 stone",
            "I'm 10 and a half stone",
            "i am 45",
            "I'm 150 quid down",
            "my son said im 15 and nobody listens",
            "I was 15",
            "she is 15",
            "is this ok if im under 18",
            "I'm 12 months sober",
        ] {
            assert!(!says_under_18(words), "{words}");
        }
    }
}
