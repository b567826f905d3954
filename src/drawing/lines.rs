//! Cutting texts into lines that fit a width, counted in characters of a middling width.
//!
//! Not here: real metrics of a font. The widths of the cards leave room for wide letters.

/// The text in lines of at most `width` characters, at most `most` of them; what does not fit ends in an ellipsis.
pub(super) fn lines(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut out: Vec<String> = vec![String::new()];
    for word in text.split_whitespace().flat_map(|word| pieces(word, width)) {
        let Some(line) = out.last_mut() else { break };
        let used = line.chars().count();
        if used > 0 && used + 1 + word.chars().count() > width {
            out.push(word);
        } else {
            if used > 0 {
                line.push(' ');
            }
            line.push_str(&word);
        }
    }
    if out.len() > most {
        out.truncate(most);
        if let Some(last) = out.last_mut() {
            let kept: String = last.chars().take(width.saturating_sub(1)).collect();
            *last = format!("{}…", kept.trim_end_matches(['.', ',', ' ']));
        }
    }
    out.retain(|line| !line.is_empty());
    out
}

/// A word that is longer than a line is cut.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters.chunks(width.max(1)).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn texts_are_cut_between_words_and_end_in_an_ellipsis_where_they_do_not_fit() {
        assert_eq!(lines("one two three", 8, 3), ["one two", "three"]);
        assert_eq!(lines("one two three. four", 8, 2), ["one two", "three…"]);
        assert_eq!(lines("abcdefghij", 4, 5), ["abcd", "efgh", "ij"]);
        assert_eq!(lines("", 4, 5), Vec::<String>::new());
    }
}
