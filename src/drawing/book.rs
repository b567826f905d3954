//! The book: every message as it stands on a phone, languages side by side, with where it is used; one page with everything in it, to read on a
//! phone and to print for a meeting.
//!
//! Not here: how it looks (`book/style.css`), reading files.

mod used;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::layout::in_order;
use super::picture::{Card, Marks, Panel, named, picture};
use super::{Picture, escaped};
use crate::dialogue::Content;
use crate::locale::{BASE, Locales};

use used::{elsewhere, says, used};

/// How the book looks. It stands in the page, or beside it.
pub const STYLE: &str = include_str!("book/style.css");

/// What a book is made of.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// The dialogues.
    pub content: &'a Content,
    /// The words.
    pub locales: &'a Locales,
    /// The message keys that the engine itself names.
    pub engine_keys: &'a [&'a str],
    /// What stands at the top, such as the service's name.
    pub title: &'a str,
    /// Where the page stands.
    pub stands: Stands<'a>,
}

/// Where the page stands.
#[derive(Clone, Copy, Debug)]
pub enum Stands<'a> {
    /// By itself: everything is in it.
    Alone,
    /// On a site that allows no styles within a page: it names where [`STYLE`] is, and has a way back.
    Served {
        /// The address of the style sheet.
        style: &'a str,
        /// Where the way back leads.
        back: &'a str,
        /// What it is called.
        back_label: &'a str,
    },
}

/// A language's code, its own name, and its steps in its words.
struct Language {
    code: String,
    name: String,
    picture: Picture,
}

/// Writes it: a whole HTML page.
pub fn book(book: &Book<'_>) -> String {
    let languages: Vec<Language> = book.content.locales.iter().map(|(code, name)| language(book, code, name)).collect();
    let edition = book.content.hash.get(..12).unwrap_or_default();
    let title = escaped(book.title);
    let sides = if languages.len() == 1 { "alone" } else { "side-by-side" };
    let (style, back) = book.stands.parts();
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n{style}\n</head>\n<body class=\"{sides}\">\n<header>\n{back}<h1>{title}</h1>\n\
         <p>Every message, as it stands on a phone. Where something is filled in, its name stands <span class=\"fill\">like this</span>. \
         The number beside a step is for talking about it. Edition {edition}.</p>\n"
    );
    contents(&mut out, &languages);
    out.push_str("</header>\n<main>\n");
    let shown = dialogues(&mut out, book, &languages);
    others(&mut out, book, &languages, &shown);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

impl Stands<'_> {
    /// The style, and the way back.
    fn parts(self) -> (String, String) {
        match self {
            Self::Alone => (format!("<style>\n{STYLE}</style>"), String::new()),
            Self::Served { style, back, back_label } => (
                format!("<link rel=\"stylesheet\" href=\"{}\">", escaped(style)),
                format!("<p><a href=\"{}\">{}</a></p>\n", escaped(back), escaped(back_label)),
            ),
        }
    }
}

fn language(book: &Book<'_>, code: &str, name: &str) -> Language {
    let picture = picture(book.content, book.locales, code, None, &Marks::default());
    Language { code: code.to_owned(), name: name.to_owned(), picture }
}

fn contents(out: &mut String, languages: &[Language]) {
    let names: Vec<_> = languages.iter().map(|language| escaped(&language.name)).collect();
    _ = writeln!(out, "<p>Languages: {}.</p>\n<nav>", names.join(", "));
    for panel in languages.first().map(|language| language.picture.panels.as_slice()).unwrap_or_default() {
        _ = writeln!(out, "<a href=\"#{0}\">{0}</a>", escaped(&panel.id));
    }
    out.push_str("<a href=\"#everything-else\">everything else</a>\n</nav>\n");
}

/// Every dialogue, every step, every language. Gives the keys that were shown.
fn dialogues(out: &mut String, book: &Book<'_>, languages: &[Language]) -> BTreeSet<String> {
    let (mut shown, mut number) = (BTreeSet::new(), 0);
    let panels = languages.first().map(|language| language.picture.panels.as_slice()).unwrap_or_default();
    for (at, panel) in panels.iter().enumerate() {
        _ = writeln!(out, "<section id=\"{0}\">\n<h2>{0}</h2>", escaped(&panel.id));
        for card in in_order(panel) {
            number += 1;
            step(out, book, (number, at, card), languages, &mut shown);
        }
        out.push_str("</section>\n");
    }
    shown
}

fn step(
    out: &mut String,
    book: &Book<'_>,
    (number, panel, card): (usize, usize, usize),
    languages: &[Language],
    shown: &mut BTreeSet<String>,
) {
    let of = |language: &'_ Language| -> Option<Card> { language.picture.panels.get(panel)?.cards.get(card).cloned() };
    let Some(first) = languages.first().and_then(of) else { return };
    let place = &first.place;
    let kind = if first.kind == "invitation" { "invitation, a few at a time" } else { first.kind };
    let name = escaped(&named(place));
    _ = writeln!(
        out,
        "<article id=\"{name}\">\n<h3><span class=\"number\">{number}</span> {} <small>{}</small></h3>",
        escaped(&place.step),
        kind
    );
    let from = languages.first().map(|language| leading_to(&language.picture.panels, &first)).unwrap_or_default();
    _ = writeln!(out, "<p class=\"from\">{from}</p>\n<div class=\"phones\">");
    let keys = book.content.step(place).map(says).unwrap_or_default();
    shown.extend(keys.iter().cloned());
    for language in languages {
        let Some(card) = of(language) else { continue };
        _ = writeln!(
            out,
            "<div class=\"phone\" lang=\"{}\"{}>{}",
            escaped(&language.code),
            direction(&language.code),
            label(languages, language)
        );
        out.push_str(&said(book, &language.code, first.kind, &keys));
        keyboard(out, book, &language.code, &card);
        out.push_str("</div>\n");
    }
    out.push_str("</div>\n</article>\n");
}

/// What a step says. At a review the person's own words stand in the middle of the bubble.
fn said(book: &Book<'_>, language: &str, kind: &str, keys: &[String]) -> String {
    if kind != "review" {
        return keys.iter().map(|key| bubble(book, language, key)).collect();
    }
    let texts: Vec<_> = keys.iter().flat_map(|key| texts(book, language, key)).collect();
    let own = "<br><br><span class=\"fill\">the person's own words, part by part</span><br><br>";
    format!("<p class=\"bubble\" dir=\"auto\">{}</p>\n", texts.join(own))
}

/// The buttons under a step's last bubble, and the ways that are always there.
fn keyboard(out: &mut String, book: &Book<'_>, language: &str, card: &Card) {
    out.push_str("<div class=\"keys\">");
    for row in &card.rows {
        let to = row.to.as_ref().map(named);
        let to = to.as_deref().or(row.does).unwrap_or_default();
        let link = if row.to.is_some() { format!(" href=\"#{}\"", escaped(to)) } else { String::new() };
        _ = write!(out, "<a class=\"key\"{link}>{}<small>{}</small></a>", escaped(&row.label), escaped(to));
    }
    let skip = (card.kind == "question").then_some("way-skip");
    for rows in [skip.into_iter().chain(["way-stop"]).collect::<Vec<_>>(), vec!["way-person", "way-help"]] {
        out.push_str("<div class=\"ways\">");
        for key in rows {
            _ = write!(out, "<span class=\"key way\">{}</span>", texts(book, language, key).join(" / "));
        }
        out.push_str("</div>");
    }
    out.push_str("</div>\n");
}

/// Every message that belongs to no step: the engine's, headings, helplines, what goes on.
fn others(out: &mut String, book: &Book<'_>, languages: &[Language], shown: &BTreeSet<String>) {
    out.push_str("<section id=\"everything-else\">\n<h2>everything else</h2>\n");
    let uses = used(book.content, book.engine_keys);
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (key, entry) in book.locales.entries(BASE).filter(|(key, _)| !shown.contains(*key)) {
        files.entry(&entry.file).or_default().push(key);
    }
    for (file, mut keys) in files {
        keys.sort_by_key(|key| book.locales.entry(BASE, key).map(|entry| entry.line));
        _ = writeln!(out, "<h3>{}</h3>", escaped(file));
        for key in keys {
            let used = uses.get(key).map_or_else(|| elsewhere(key).to_owned(), |places| places.join(", "));
            _ = writeln!(
                out,
                "<article class=\"one\">\n<p class=\"from\"><b>{}</b> · {}</p>\n<div class=\"phones\">",
                escaped(key),
                escaped(&used)
            );
            for language in languages {
                let code = escaped(&language.code);
                let body =
                    if is_label(key) { button(book, &language.code, key) } else { bubble(book, &language.code, key) };
                _ = writeln!(
                    out,
                    "<div class=\"phone\" lang=\"{code}\"{}>{}{body}</div>",
                    direction(&code),
                    label(languages, language)
                );
            }
            out.push_str("</div>\n</article>\n");
        }
    }
    out.push_str("</section>\n");
}

/// A message as a bubble for each text that it can become.
fn bubble(book: &Book<'_>, language: &str, key: &str) -> String {
    let bubbles =
        texts(book, language, key).into_iter().map(|text| format!("<p class=\"bubble\" dir=\"auto\">{text}</p>\n"));
    let missing = || "<p class=\"bubble missing\">not written in this language yet</p>\n".to_owned();
    if book.locales.has(language, key) { bubbles.collect() } else { missing() }
}

fn button(book: &Book<'_>, language: &str, key: &str) -> String {
    let text = if book.locales.has(language, key) {
        texts(book, language, key).join(" / ")
    } else {
        "not written yet".to_owned()
    };
    format!("<div class=\"keys\"><span class=\"key\">{text}</span></div>\n")
}

/// Every text that a message can become, as HTML; what is filled in stands by its name.
fn texts(book: &Book<'_>, language: &str, key: &str) -> Vec<String> {
    // Two signs that no text may hold stand around a name on its way through.
    let filled = book.locales.filled(language, key, &|name| format!("\u{fdd0}{name}\u{fdd1}"));
    let marked = |text: &String| {
        escaped(text).replace('\u{fdd0}', "<span class=\"fill\">").replace('\u{fdd1}', "</span>").replace('\n', "<br>")
    };
    filled.iter().map(marked).collect()
}

fn is_label(key: &str) -> bool {
    ["choice-", "way-", "answer-"].iter().any(|prefix| key.starts_with(prefix)) && key != "answer-unknown"
}

/// The steps that lead to this one.
fn leading_to(panels: &[Panel], card: &Card) -> String {
    let all = panels.iter().flat_map(|panel| &panel.cards);
    let from = all.filter(|other| other.rows.iter().any(|row| row.to.as_ref() == Some(&card.place)));
    let names: Vec<_> = from.map(|other| format!("<a href=\"#{0}\">{0}</a>", escaped(&named(&other.place)))).collect();
    let begins =
        (card.place.dialogue == Content::FIRST && card.place.step == "welcome").then_some("everybody begins here");
    match (begins, names.is_empty()) {
        (Some(begins), true) => begins.to_owned(),
        (Some(begins), false) => format!("{begins}; also from {}", names.join(", ")),
        (None, true) => "the program itself leads here".to_owned(),
        (None, false) => format!("from {}", names.join(", ")),
    }
}

fn label(languages: &[Language], language: &Language) -> String {
    if languages.len() < 2 { String::new() } else { format!("<p class=\"language\">{}</p>", escaped(&language.name)) }
}

fn direction(code: &str) -> &'static str {
    let spoken = code.split(['-', '_']).next().unwrap_or_default();
    if ["ar", "ur", "fa", "he", "ps"].contains(&spoken) { " dir=\"rtl\"" } else { "" }
}
