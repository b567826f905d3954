//! Reading a story. Every line is one of a closed list; whatever is not is a mistake, with its place and what to write.
//!
//! A block begins at the margin. Lines that begin with four spaces go on with it, and so do empty lines between such.
//! Not here: playing it (`play`).

mod block;
mod head;
mod team;
mod then;
mod time;

use crate::dialogue::{Mistake, ParseError};

use super::story::{Line, Story};
use block::{Block, blocks};
pub use time::unit_of_time;
pub(super) use time::{passing, written as written_moment};

/// Reads the story in `file`, whose text is `text`.
pub fn parse(file: &str, text: &str) -> Result<Story, ParseError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut mistakes = Vec::new();
    let blocks = blocks(text);
    let (above, below): (Vec<&Block<'_>>, Vec<&Block<'_>>) = {
        let many = blocks.iter().take_while(|block| head::is_head(block)).count();
        (blocks.iter().take(many).collect(), blocks.iter().skip(many).collect())
    };
    let head = head::read(&above, text, &mut mistakes);
    let mut lines = Vec::new();
    for block in below {
        match block::what(block, &head.team) {
            Ok(what) => lines.push(Line { at: block.at.clone(), what }),
            Err(mistake) => mistakes.push(mistake.at(text, block)),
        }
    }
    if lines.is_empty() && mistakes.is_empty() {
        mistakes
            .push(Mistake::new(text, "nothing happens in this story", 0..0).with_help("begin with `Person: /start`"));
    }
    if mistakes.is_empty() {
        Ok(Story { file: file.to_owned(), text: text.to_owned(), head, lines })
    } else {
        Err(ParseError::new(file, text, mistakes))
    }
}

/// What is wrong with a block, and what to write in its place.
pub(super) struct Wrong {
    message: String,
    help: Option<String>,
}

impl Wrong {
    /// Wrong, with what to write in its place.
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: Some(help.into()) }
    }

    fn at(self, text: &str, block: &Block<'_>) -> Mistake {
        let first = block.at.start..block.at.start + block.first.len();
        let mistake = Mistake::new(text, self.message, first);
        match self.help {
            Some(help) => mistake.with_help(help),
            None => mistake,
        }
    }
}

#[cfg(test)]
mod tests;
