//! A fault as somebody reads it: where, what is wrong, and the two texts side by side, line by line.
//!
//! Not here: finding faults (`play`).

use super::play::Fault;
use super::story::{Line, Story};

/// A fault in words: file and line, the line of the story, what differs.
pub fn shown(story: &Story, fault: &Fault) -> String {
    let line = story.lines.get(fault.line);
    let number = line.map_or(1, |line| story.number(line));
    let mut out = format!("{}:{number}: {}\n", story.file, fault.message);
    if fault.expected.is_empty() && fault.got.is_empty() {
        out.push_str(&quoted(story, line));
        return out;
    }
    if fault.expected.is_empty() {
        out.push_str(&quoted(story, line));
    }
    for (sign, line) in lines(&fault.expected, &fault.got) {
        out.push_str(&format!("  {sign} {line}\n"));
    }
    out
}

fn quoted(story: &Story, line: Option<&Line>) -> String {
    let text = line.map(|line| story.written(line)).unwrap_or_default();
    text.lines().take(3).map(|line| format!("  | {line}\n")).collect()
}

/// The lines of both: `-` stands in the story, `+` came, ` ` is the same.
pub fn lines(story: &str, came: &str) -> Vec<(char, String)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (story.lines().collect(), came.lines().collect());
    let common = common(&old, &new);
    let (mut out, mut at_old, mut at_new) = (Vec::new(), 0, 0);
    for (next_old, next_new) in common.into_iter().chain([(old.len(), new.len())]) {
        out.extend(old.get(at_old..next_old).unwrap_or_default().iter().map(|line| ('-', (*line).to_owned())));
        out.extend(new.get(at_new..next_new).unwrap_or_default().iter().map(|line| ('+', (*line).to_owned())));
        out.extend(old.get(next_old).map(|line| (' ', (*line).to_owned())));
        (at_old, at_new) = (next_old + 1, next_new + 1);
    }
    out
}

/// The longest run of lines that both have, as places in both. (Texts here have a few lines.)
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let mut best: Vec<Vec<(usize, usize)>> = vec![Vec::new(); new.len() + 1];
    for (at_old, line) in old.iter().enumerate() {
        let before = best.clone();
        for (at_new, other) in new.iter().enumerate() {
            let with = |row: &[Vec<(usize, usize)>], place: usize| row.get(place).cloned().unwrap_or_default();
            let mut found = if line == other {
                let mut longer = with(&before, at_new);
                longer.push((at_old, at_new));
                longer
            } else {
                Vec::new()
            };
            for other in [with(&before, at_new + 1), with(&best, at_new)] {
                if other.len() > found.len() {
                    found = other;
                }
            }
            if let Some(place) = best.get_mut(at_new + 1) {
                *place = found;
            }
        }
    }
    best.pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_stand_under_one_another_and_the_others_once() {
        let found = lines("one\ntwo\nthree\n", "one\n2\nthree\nfour\n");
        let text: Vec<_> = found.iter().map(|(sign, line)| format!("{sign}{line}")).collect();
        assert_eq!(text, [" one", "-two", "+2", " three", "+four"]);
        assert_eq!(lines("a\n", "").len(), 1);
    }
}
