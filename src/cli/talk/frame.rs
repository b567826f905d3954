//! Draws the chat: bubbles in a simple frame, numbered buttons under the newest. Pure.
//!
//! Not here: what is in the chat (`rehearsal`).

use crate::locale::visible;
use crate::rehearsal::Shown;

/// Columns of text in a bubble.
const WIDTH: usize = 64;

/// One message of ours, its buttons numbered from 1.
pub fn bubble(shown: &Shown) -> String {
    let mut out = format!("  ╭{}\n", "─".repeat(WIDTH + 2));
    // Many terminals draw the marks that keep directions apart as boxes.
    for line in visible(&shown.text).lines().flat_map(wrapped) {
        out.push_str(&format!("  │ {line}\n"));
    }
    out.push_str(&format!("  ╰{}\n", "─".repeat(WIDTH + 2)));
    out + &buttons(shown)
}

/// A message of the person's own.
pub fn own(shown: &Shown) -> String {
    let mark = if shown.marked { "  ✍" } else { "" };
    let mut lines = shown.text.lines();
    let mut out = format!("  > {}{mark}\n", lines.next().unwrap_or_default());
    lines.for_each(|line| out.push_str(&format!("    {line}\n")));
    out
}

/// The whole chat.
pub fn screen(messages: &[Shown]) -> String {
    messages.iter().map(|shown| if shown.own { own(shown) } else { bubble(shown) }).collect()
}

fn buttons(shown: &Shown) -> String {
    let mut number = 0;
    let mut out = String::new();
    for row in &shown.rows {
        let labels: Vec<_> = row
            .iter()
            .map(|button| {
                number += 1;
                format!("[{number}] {}", button.label)
            })
            .collect();
        out.push_str(&format!("    {}\n", labels.join("   ")));
    }
    out
}

/// A line in pieces of at most [`WIDTH`] characters, cut at spaces where there are some.
fn wrapped(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for word in line.split(' ') {
        for (index, piece) in chunks(word).into_iter().enumerate() {
            let last = out.last_mut().filter(|last| index == 0 && (last.is_empty() || fits(last, &piece)));
            match last {
                Some(last) if last.is_empty() => last.push_str(&piece),
                Some(last) => *last = format!("{last} {piece}"),
                None => out.push(piece),
            }
        }
    }
    out
}

fn fits(line: &str, piece: &str) -> bool {
    line.chars().count() + piece.chars().count() < WIDTH
}

fn chunks(word: &str) -> Vec<String> {
    let letters: Vec<_> = word.chars().collect();
    if letters.is_empty() {
        vec![String::new()]
    } else {
        letters.chunks(WIDTH).map(|chunk| chunk.iter().collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::buttons::{Button, Constant, Press};

    fn shown(text: &str, rows: &[&[&str]]) -> Shown {
        let button = |label: &&str| Button { label: (*label).to_owned(), press: Press::Constant(Constant::Help) };
        let rows = rows.iter().map(|row| row.iter().map(button).collect()).collect();
        Shown { id: 1, own: false, text: text.to_owned(), rows, offered: Vec::new(), marked: false }
    }

    #[test]
    fn buttons_are_numbered_across_rows() {
        let drawn = bubble(&shown("Hello.", &[&["Skip this"], &["Stop for now", "A person"]]));
        assert!(drawn.contains("[1] Skip this\n") && drawn.contains("[2] Stop for now   [3] A person"), "{drawn}");
    }

    #[test]
    fn long_lines_are_wrapped_and_nothing_is_left_out() {
        let text = format!("{} {}", "word ".repeat(40), "x".repeat(200));
        let drawn = bubble(&shown(&text, &[]));
        assert!(drawn.lines().all(|line| line.chars().count() <= WIDTH + 6), "{drawn}");
        assert_eq!(drawn.matches("word").count(), 40);
        assert_eq!(drawn.matches('x').count(), 200);
    }

    #[test]
    fn p4_a_mark_is_drawn_beside_the_persons_words() {
        let marked = Shown { own: true, marked: true, ..shown("hiya\nthere", &[]) };
        assert_eq!(own(&marked), "  > hiya  ✍\n    there\n");
    }
}
