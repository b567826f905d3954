//! A phone's ways of writing one message: the answer must be the same for all of them. For the score and for tests.
//!
//! Not here: folding, which makes them one (`fold`).

/// The ways: what each is called, and the message written so.
pub fn variations(words: &str) -> Vec<(&'static str, String)> {
    let without = |left_out: &[char]| words.replace(|c| left_out.contains(&c), "");
    vec![
        ("curly apostrophes", words.replace('\'', "’")),
        ("no apostrophes", without(&['\'', '’'])),
        ("no punctuation", without(&['\'', '’', '.', ',', '!', '?', ';', ':', '"'])),
        ("doubled punctuation", doubled(words)),
        ("capitals", words.to_uppercase()),
        ("small letters", words.to_lowercase()),
        ("double spaces", words.replace(' ', "  ")),
        ("line breaks", words.replace(' ', "\n")),
        ("a line break in the middle", broken(words)),
        ("an emoji behind", format!("{words} 😔")),
        ("an emoji before", format!("🙃{words}")),
        ("an emoji in the middle", broken(words).replace('\n', " 💔 ")),
        ("zero-width marks", words.replace(' ', "\u{200b} ")),
    ]
}

fn doubled(words: &str) -> String {
    words.chars().flat_map(|c| std::iter::repeat_n(c, if matches!(c, '.' | '!' | '?' | ',') { 2 } else { 1 })).collect()
}

/// A line break in place of the space in the middle.
fn broken(words: &str) -> String {
    let spaces: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
    match spaces.get(spaces.len() / 2).and_then(|at| words.split_at_checked(*at)) {
        Some((before, after)) => format!("{before}\n{}", after.trim_start()),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_is_another_text() {
        let ways = variations("I can't, no.");
        let differing = ways.iter().filter(|(_, way)| way != "I can't, no.").count();
        assert_eq!(differing, ways.len());
    }
}
