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

/// The lines that both have, in order and as many as can be, as places in both.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    // How many there are from here to the end, for each pair of places.
    let width = new.len() + 1;
    let mut many = vec![0_u32; (old.len() + 1) * width];
    let get = |many: &[u32], place: usize| many.get(place).copied().unwrap_or_default();
    for (at_old, line) in old.iter().enumerate().rev() {
        for (at_new, other) in new.iter().enumerate().rev() {
            let here = at_old * width + at_new;
            let (below, beside) = (get(&many, here + width), get(&many, here + 1));
            let found = if line == other { get(&many, here + width + 1) + 1 } else { below.max(beside) };
            many.iter_mut().skip(here).take(1).for_each(|place| *place = found);
        }
    }
    let (mut out, mut at_old, mut at_new) = (Vec::new(), 0, 0);
    while let (Some(line), Some(other)) = (old.get(at_old), new.get(at_new)) {
        let here = at_old * width + at_new;
        if line == other {
            out.push((at_old, at_new));
            (at_old, at_new) = (at_old + 1, at_new + 1);
        } else if get(&many, here + width) >= get(&many, here + 1) {
            at_old += 1;
        } else {
            at_new += 1;
        }
    }
    out
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
