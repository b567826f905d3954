//! Pasted data: whether a text plainly holds what somebody at work knows of another person (an NHS number, a date of birth, "my client").
//!
//! Plainly: a phone number, a price, a year, and what people say of themselves are let be. What is missed is met as ordinary words, so this
//! promises nothing. Not here: what is asked then (`dialogue`), danger (the rules).

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// What a text plainly holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// A number or a date by which somebody can be found.
    Details,
    /// "My patient", "one of our clients".
    AtWork,
}

/// What `words` plainly hold of somebody else, if anything.
pub fn pasted(words: &str) -> Option<Pasted> {
    if nhs_number(words) || date_of_birth(words) {
        return Some(Pasted::Details);
    }
    at_work(words).then_some(Pasted::AtWork)
}

/// A row of digits, in groups with one space or dash between them.
struct Number<'a> {
    /// What stands before it.
    before: &'a str,
    groups: Vec<&'a str>,
}

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[0-9]+(?:[ \u{a0}-][0-9]+)*").ok());

fn numbers(words: &str) -> impl Iterator<Item = Number<'_>> {
    NUMBER.iter().flat_map(|regex| regex.find_iter(words)).filter_map(|found| {
        let after = words.get(found.end()..)?;
        let before = words.get(..found.start())?;
        let apart = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || "+£$€/@".contains(c));
        let ends = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || "/@".contains(c));
        let alone = apart(before.chars().next_back()) && ends(after.chars().next());
        alone.then(|| Number { before, groups: found.as_str().split(|c: char| !c.is_ascii_digit()).collect() })
    })
}

/// An NHS number (or a CHI number) that is not said to be the writer's own.
fn nhs_number(words: &str) -> bool {
    numbers(words).any(|number| {
        let named = named(number.before);
        named != Named::Own && candidates(&number.groups).any(|(digits, grouped)| is_nhs(&digits, grouped, named))
    })
}

/// What a number is called, by the words just before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Nhs,
    Own,
    Nothing,
}

static NAMED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(my )?(?:nhs|chi|h&c|h and c)\b[^\n0-9]{0,24}$").ok());

fn named(before: &str) -> Named {
    match NAMED.as_ref().and_then(|regex| regex.captures(before)) {
        Some(found) if found.get(1).is_some() => Named::Own,
        Some(_) => Named::Nhs,
        None => Named::Nothing,
    }
}

/// Ten digits as they may be written: all in one, or three, three and four. The flag says which.
fn candidates<'a>(groups: &'a [&'a str]) -> impl Iterator<Item = (String, bool)> + 'a {
    let whole = groups.iter().filter(|group| group.len() == 10).map(|group| ((*group).to_owned(), false));
    // A group before them may be a country's code or the zero of a phone number.
    let first = groups.get(..3).filter(|three| three.iter().map(|group| group.len()).eq([3, 3, 4]));
    whole.chain(first.map(|three| (three.concat(), true)))
}

fn is_nhs(digits: &str, grouped: bool, named: Named) -> bool {
    let likely = match digits.bytes().next() {
        // No number in use begins so, but those of examples and tests do.
        Some(b'9' | b'4' | b'6') => true,
        // So do mobile numbers without their zero, unless they are written the way that only these are.
        Some(b'3' | b'7') => grouped,
        Some(_) | None => false,
    };
    (likely || named == Named::Nhs) && checks(digits)
}

/// The check digit of an NHS number.
fn checks(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let (Some(last), Some(nine)) = (values.get(9), values.get(..9)) else { return false };
    let sum: u32 = nine.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let same = values.iter().all(|digit| digit == last);
    !same && (11 - sum % 11) % 11 == *last
}

const DATE: &str = r"(?:[0-9]{1,2} ?[/.-] ?[0-9]{1,2} ?[/.-] ?(?:[0-9]{4}|[0-9]{2})\b|[0-9]{4}-[0-9]{2}-[0-9]{2}\b|[0-9]{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,? [0-9]{4}\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}\b)";
const BIRTH: &str = r"(?:d\.? ?o\.? ?b\b\.?|date of birth|birth ?date)";

static BIRTH_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)(?:\b([a-z']+) )?\b{BIRTH}[^a-z0-9\n]{{0,4}}(?:(?:is|was) )?\n?{DATE}")).ok()
});
static DATE_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!(r"(?i){DATE} ?\(? ?{BIRTH}")).ok());
static BORN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)(?:\b([a-z']+) )?\bborn\b[:,]? (?:on )?(?:the )?{DATE}")).ok());

/// A whole date of birth, as in a record. "I was born …", "she was born …" is how people tell.
fn date_of_birth(words: &str) -> bool {
    let found = |regex: &LazyLock<Option<Regex>>, telling: &[&str]| {
        let all = regex.as_ref().map(|regex| regex.captures_iter(words));
        all.into_iter().flatten().any(|found| !is_one_of(&found, telling))
    };
    found(&BIRTH_FIRST, &["my"]) || found(&DATE_FIRST, &[]) || found(&BORN, &["was", "were", "i", "am", "im", "i'm"])
}

fn is_one_of(found: &Captures<'_>, known: &[&str]) -> bool {
    found.get(1).is_some_and(|word| known.contains(&word.as_str().to_lowercase().as_str()))
}

static WORK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let one = r"(?:my|our) (?:new |current )?(?:patient|client|service[ -]user)";
    let many = r"one of (?:my|our) (?:patients|clients|service[ -]users)";
    let of_mine = r"(?:patient|client|service[ -]user) of (?:mine|ours)";
    Regex::new(&format!(r"(?i)\b(?:{one}|{many}|{of_mine})\b(?:[ -]([a-z]+))?")).ok()
});

/// "My patient wife", "my client list": words that make something else of it.
const SOMETHING_ELSE: &[&str] = &[
    "wife",
    "husband",
    "partner",
    "girlfriend",
    "boyfriend",
    "mum",
    "mam",
    "mom",
    "mother",
    "dad",
    "father",
    "nan",
    "nana",
    "gran",
    "grandma",
    "grandad",
    "sister",
    "brother",
    "daughter",
    "son",
    "family",
    "friend",
    "friends",
    "mate",
    "mates",
    "neighbour",
    "neighbours",
    "dog",
    "cat",
    "teacher",
    "boss",
    "colleagues",
    "listener",
    "self",
    "side",
    "nature",
    "way",
    "base",
    "list",
    "work",
    "facing",
    "meeting",
    "meetings",
    "relationship",
    "relationships",
    "group",
    "forum",
    "transport",
];

fn at_work(words: &str) -> bool {
    let all = WORK.as_ref().map(|regex| regex.captures_iter(words));
    all.into_iter().flatten().any(|found| !is_one_of(&found, SOMETHING_ELSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert!([&NUMBER, &NAMED, &BIRTH_FIRST, &DATE_FIRST, &BORN, &WORK].iter().all(|regex| regex.is_some()));
    }

    #[test]
    fn what_is_plainly_a_record_of_somebody_is_noticed() {
        for text in [
            "943 476 5919",
            "John Smith, NHS 9434765919, flat 3",
            "nhs no: 943-476-5919.",
            "NHS number 7911123454",
            "4010232137",
            "Iris Brown DOB 12/03/1984",
            "d.o.b. 12.3.84",
            "D.O.B: 1984-03-12",
            "Date of birth: 12th of March 1984",
            "DOB\n12/03/84",
            "12/03/1984 (DOB)",
            "Ian, born 12/03/1984, lives alone",
            "born on the 3rd of March 1984",
        ] {
            assert_eq!(pasted(text), Some(Pasted::Details), "{text}");
        }
        for text in [
            "my patient needs somewhere to go on Tuesdays",
            "Our Service-User is isolated",
            "I am ringing about a client of mine",
            "one of my clients",
            "My client, who lives near Seaton",
        ] {
            assert_eq!(pasted(text), Some(Pasted::AtWork), "{text}");
        }
    }

    #[test]
    fn near_ones_are_let_be() {
        for text in [
            // Phones, with and without their zero.
            "ring me on 07911 123454",
            "07911123454",
            "7911123454",
            "+44 7911 123454",
            "+44 401 023 2137",
            "0161 496 0123",
            "01632 960 123",
            // A wrong check digit, and digits that are all the same.
            "943 476 5918",
            "4010232138",
            "444 444 4444",
            // Prices, years, accounts, longer numbers.
            "£4010232137",
            "it cost 4,010,232,137",
            "1984 was worse than 2009 2010 2011",
            "sort 40 10 23 account 21374010",
            "GB4010232137",
            "94347659190",
            // One's own, and how people tell.
            "my NHS number is 943 476 5919",
            "my dob is 12/03/1984",
            "I was born 12/03/1984",
            "she was born on 12 March 2019 and died the next day",
            "born in 1984",
            "I was born on a Tuesday",
            "he's 45, birthday 12/03",
            "born and bred in Hartlepool",
            "dobby 12/03/1984",
            // Patience, and a business.
            "be patient with me",
            "my patient wife",
            "my patience is gone",
            "my clients at the salon",
            "my client list",
            "I was a patient there",
            "I'm a client of yours",
            "the doctor said my patients come first",
        ] {
            assert_eq!(pasted(text), None, "{text}");
        }
    }

    #[test]
    fn a_very_long_text_is_looked_through_too() {
        let long = "my pati born dob 943 476 ".repeat(40_000);
        assert_eq!(pasted(&long), None);
        assert_eq!(pasted(&format!("{long} born 12/03/1984")), Some(Pasted::Details));
    }
}
