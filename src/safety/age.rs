//! Whether somebody plainly says that they are under 18 ("im 15 and …", "I'm in year 9"). Not a danger, and no guess: weeks, minutes, stones
//! and what others are said to have said are let be.
//!
//! Not here: what follows from it (`dialogue`). English only, so far; the choice on the first screen is there in every language.

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

/// Who speaks, where it is not the writer.
const QUOTES: [&str; 9] = ["says", "said", "say", "saying", "goes", "like", "if", "when", "told"];

/// Whether the writer plainly says that they are under 18.
pub fn says_under_18(words: &str) -> bool {
    let found = SAYS.iter().flat_map(|regex| regex.captures_iter(words));
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
