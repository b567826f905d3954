//! Cuts a text into what Telegram takes in one message. Joined again, the pieces are the text, byte for byte.
//!
//! Not here: buttons, calls (`outbound`).

/// What Telegram takes in one message, in UTF-16 units.
pub const LIMIT: usize = 4_096;
/// How far back a cut may look for the start of what is seen as one letter, in characters.
const CLUSTER: usize = 32;

/// The pieces of `text`, each of at most `limit` UTF-16 units (and at least one character): cut after a paragraph, else
/// a line, else a sentence, else a word, and only then in a word. A cut that would leave a very short piece is not taken.
pub fn split(text: &str, limit: usize) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(most) = too_long(rest, limit) {
        let (piece, after) = rest.split_at(cut(rest, most));
        out.push(piece);
        rest = after;
    }
    if !rest.is_empty() {
        out.push(rest);
    }
    out
}

/// How many UTF-16 units a text has: what Telegram counts.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The length in bytes of the longest beginning within `limit`, or nothing if the whole text is.
fn too_long(text: &str, limit: usize) -> Option<usize> {
    let mut size = 0;
    for (at, letter) in text.char_indices() {
        size += letter.len_utf16();
        if size > limit {
            return Some(if at == 0 { letter.len_utf8() } else { at });
        }
    }
    None
}

/// Where to cut `text`, at `most` bytes or before. Every way of cutting gives a character's edge above zero.
fn cut(text: &str, most: usize) -> usize {
    let (window, _) = text.split_at(most);
    let early = most / 2;
    let ways: [fn(&str) -> Option<usize>; 4] = [after_paragraph, after_line, after_sentence, after_word];
    ways.into_iter().find_map(|way| way(window).filter(|at| *at > early)).unwrap_or_else(|| between_letters(text, most))
}

fn after_paragraph(window: &str) -> Option<usize> {
    window.rfind("\n\n").map(|at| at + 2)
}

fn after_line(window: &str) -> Option<usize> {
    window.rfind('\n').map(|at| at + 1)
}

/// After a full stop or the like and the space behind it.
fn after_sentence(window: &str) -> Option<usize> {
    let ends = |letter: char| matches!(letter, '.' | '!' | '?' | '…' | '؟' | '۔');
    let mut spaces = window.rmatch_indices(' ');
    spaces.find(|(at, _)| window.get(..*at).is_some_and(|before| before.ends_with(ends))).map(|(at, _)| at + 1)
}

fn after_word(window: &str) -> Option<usize> {
    window.char_indices().rev().find(|(_, letter)| letter.is_whitespace()).map(|(at, letter)| at + letter.len_utf8())
}

/// The last edge at or before `most` that does not fall into what is seen as one letter.
fn between_letters(text: &str, most: usize) -> usize {
    let (window, after) = text.split_at(most);
    let mut next = after.chars().next();
    let mut at = most;
    for (start, letter) in window.char_indices().rev().take(CLUSTER) {
        if next.is_none_or(|next| parts(letter, next)) && !splits_a_flag(text, at) {
            return at;
        }
        next = Some(letter);
        at = start;
    }
    most
}

/// Whether a cut may stand between these two characters.
fn parts(before: char, next: char) -> bool {
    before != '\u{200D}' && !joins(next) && !(before == '\r' && next == '\n')
}

/// Whether this character is seen as part of the letter before it: marks, joiners, skin tones, tags. Not the whole of
/// Unicode's list; enough for the scripts that Ajar speaks, and for emoji.
fn joins(letter: char) -> bool {
    matches!(letter,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05C7}' | '\u{0610}'..='\u{061A}'
        | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}' | '\u{200C}'..='\u{200D}' | '\u{20D0}'..='\u{20F0}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

/// Whether a cut at `at` falls between the two letters of a flag.
fn splits_a_flag(text: &str, at: usize) -> bool {
    let regional = |letter: &char| matches!(letter, '\u{1F1E6}'..='\u{1F1FF}');
    let (before, after) = text.split_at(at);
    after.chars().next().is_some_and(|next| regional(&next))
        && before.chars().rev().take_while(regional).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALPHABETS: [&[&str]; 5] = [
        &["a", "b ", "c. ", "d\n", "e\n\n", "f"],
        &["👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🇬🇧", "👍🏽", "☃️", "é"],
        &["مَرْحَبًا", "كيف؟ ", "حال", "ك", "\n"],
        &["й", "ї", " ", "доброго", "ранку. "],
        &[" ", "\n", "\r\n", "\u{200D}", "\u{0301}", "🏽"],
    ];

    /// Some two hundred texts of many lengths, the same every time.
    fn texts() -> impl Iterator<Item = String> {
        (0..200_usize).map(|seed| {
            let letters = ALPHABETS[seed % ALPHABETS.len()];
            let pick = |n: usize| letters[(n * (seed + 7) + n * n / 3) % letters.len()];
            (0..seed * 13).map(pick).collect()
        })
    }

    #[test]
    fn p11_the_pieces_joined_again_are_the_text_and_each_fits() {
        for text in texts() {
            for limit in [1, 2, 10, 64, 500, LIMIT] {
                let pieces = split(&text, limit);
                assert_eq!(pieces.concat(), text);
                for piece in pieces {
                    assert!(!piece.is_empty());
                    assert!(units(piece) <= limit || piece.chars().count() == 1, "{limit}");
                }
            }
        }
    }

    #[test]
    fn p11_no_cut_falls_into_a_letter() {
        for cluster in ["👩‍👩‍👧‍👦", "🇬🇧", "👍🏽", "☃️", "e\u{0301}", "مَ"] {
            let text = cluster.repeat(3_000);
            for limit in [97, 1_000, LIMIT] {
                for piece in split(&text, limit) {
                    assert_eq!(piece.len() % cluster.len(), 0, "{cluster} {limit}");
                }
            }
        }
    }

    #[test]
    fn a_cut_prefers_paragraph_line_sentence_word_in_this_order() {
        let cut_of = |text: &str, limit| split(text, limit)[0].to_owned();
        assert_eq!(cut_of("one two. three\n\nfour\nfive six", 26), "one two. three\n\n");
        assert_eq!(cut_of("one two. three\nfour five. six seven", 22), "one two. three\n");
        assert_eq!(cut_of("one two three. four five six", 22), "one two three. ");
        assert_eq!(cut_of("one two three four five six", 16), "one two three ");
        assert_eq!(cut_of("onetwothreefourfivesix", 16), "onetwothreefourf");
        assert_eq!(cut_of("a\n\nonetwothreefourfivesix", 16), "a\n\nonetwothreefo");
    }

    #[test]
    fn a_text_within_the_limit_stays_whole() {
        let text = "😀".repeat(2_048);
        assert_eq!(split(&text, LIMIT), [text.as_str()]);
        assert_eq!(split(&format!("{text}a"), LIMIT).len(), 2);
        assert_eq!(split("", LIMIT), [""; 0]);
    }
}
