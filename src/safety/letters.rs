//! Letters: what each character of a message becomes before words are made of them. NFKC in effect, without case and accents, so that
//! a phone's ways of writing one letter are one letter.
//!
//! Not here: words (`fold`), spelling (`spelling`).

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What a character is to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// It belongs to the word.
    Letter,
    /// It is not there: apostrophes, marks of direction, joiners.
    Nothing,
    /// It ends a word; how much of a pause it makes (see [`Pause`]).
    Apart(Pause),
    /// It ends a word, or stands for a letter of it: `k*ll`.
    Veil,
}

/// How much of a pause stands after a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pause {
    /// A space.
    #[default]
    None,
    /// A comma or a bracket.
    Comma,
    /// The end of a sentence.
    Stop,
}

/// What `c` is to a word.
pub(super) fn sign(c: char) -> Sign {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Sign::Letter,
        ' ' | '\n' | '\r' | '\t' | '-' | '_' | '"' => Sign::Apart(Pause::None),
        '\'' | '’' | '‘' | '‛' | 'ʼ' | 'ʹ' | '′' | '`' | '´' | '＇' => Sign::Nothing,
        '.' | '?' | '…' | '؟' | '۔' => Sign::Apart(Pause::Stop),
        '*' | '@' | '$' | '!' | '#' => Sign::Veil,
        ',' | ';' | ':' | '(' | ')' | '،' | '–' | '—' => Sign::Apart(Pause::Comma),
        _ if is_left_out(c) => Sign::Nothing,
        _ => other(c),
    }
}

fn other(c: char) -> Sign {
    let mut is_letter = false;
    let mut is_mark = true;
    decompose_compatible(c, |part| {
        is_letter |= part.is_alphanumeric();
        is_mark &= is_combining_mark(part);
    });
    match (is_letter, is_mark) {
        (true, _) => Sign::Letter,
        (_, true) => Sign::Nothing,
        _ => Sign::Apart(Pause::None),
    }
}

/// Soft hyphens, zero-width and direction marks, variation selectors, the Arabic stretching stroke.
fn is_left_out(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{180e}')
}

/// Puts what `c` becomes at the end of `out`: lower case, no accents, one form for letters that phones write in several.
pub(super) fn push(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    decompose_compatible(c, |part| {
        if part.is_alphanumeric() && !is_combining_mark(part) {
            out.extend(part.to_lowercase().filter(|c| !is_combining_mark(*c)).map(one_form));
        }
    });
}

fn one_form(c: char) -> char {
    match c {
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        'ґ' => 'г',
        'ى' | 'ی' | 'ې' => 'ي',
        'ک' => 'ك',
        'ة' | 'ہ' | 'ھ' | 'ۃ' | 'ە' => 'ه',
        'ٱ' => 'ا',
        'ں' => 'ن',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        text.chars().fold(String::new(), |mut out, c| {
            push(c, &mut out);
            out
        })
    }

    #[test]
    fn letters_of_every_phone_are_one_letter() {
        assert_eq!(folded("ŻyćÉÀŵ"), "zyceaw");
        assert_eq!(folded("ＫＩＬＬ𝓴𝓲𝓵𝓵ﬁ"), "killkillfi");
        assert_eq!(folded("أآى"), "اايx".trim_end_matches('x'));
        assert_eq!(folded("ЇЙ"), "іи");
    }

    #[test]
    fn what_is_no_letter_is_nothing_or_a_gap() {
        for c in ['\'', '’', '\u{200b}', '\u{202e}', '\u{fe0f}', '\u{301}'] {
            assert_eq!(sign(c), Sign::Nothing, "{c:?}");
        }
        for c in ['🙂', '\n', '/', '½'] {
            assert!(!matches!(sign(c), Sign::Nothing), "{c:?}");
        }
        assert_eq!(sign('.'), Sign::Apart(Pause::Stop));
    }
}
