//! The drawing room: dialogues as pictures, and all their words as one page to read at a meeting. Pure: content and words go in, SVG, Mermaid or
//! HTML comes out.
//!
//! Not here: reading files and writing them (`cli`), what is wrong with a dialogue (`check`; it is handed in).

mod book;
mod layout;
mod lines;
mod mermaid;
mod picture;
mod svg;

pub use book::{Book, STYLE as BOOK_STYLE, Stands, book};
pub use mermaid::mermaid;
pub use picture::{Card, Marks, Panel, Picture, Row, picture};
pub use svg::svg;

/// A text as it may stand in XML and HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests;
