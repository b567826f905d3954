//! The picture as SVG: light and dark by what the reader's screen prefers; what is wrong in red, with its code; what transcripts have exercised in
//! green, and with its count, so that no colour carries meaning alone.
//!
//! Not here: where things stand (`layout`).

use std::fmt::Write as _;

use super::escaped;
use super::layout::{Laid, Placed, PlacedRow, WIDTH, lay};
use super::picture::{Picture, named};

/// Around everything.
const EDGE: usize = 28;
/// Above each panel, for its name.
const TITLE: usize = 44;
/// Between two panels.
const BETWEEN: usize = 40;

const STYLE: &str = "
svg { --paper: #fbfaf7; --card: #ffffff; --line: #c9c4ba; --ink: #23211d; --quiet: #6a645a; --row: #f1eee7; --way: #7d8ea3; --wrong: #b3261e; --seen: #d9efd8; --unseen: #f6ead2; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #171614; --card: #24221f; --line: #4b4740; --ink: #ece8e0; --quiet: #a8a196; --row: #322f2a; --way: #8fa3bd; --wrong: #ff8a80; --seen: #24402a; --unseen: #4a3c1e; }
}
text { font: 13px/1.3 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; fill: var(--ink); }
.title { font-size: 19px; font-weight: 600; }
.step { font-weight: 600; font-size: 14px; }
.quiet, .kind { fill: var(--quiet); font-size: 12px; }
.wrong { fill: var(--wrong); font-size: 12px; }
.paper { fill: var(--paper); }
.card { fill: var(--card); stroke: var(--line); }
.card.broken { stroke: var(--wrong); stroke-width: 2.5; }
.row { fill: var(--row); }
.seen { fill: var(--seen); }
.unseen { fill: var(--unseen); }
.way { fill: none; stroke: var(--way); stroke-width: 1.6; }
.head { fill: var(--way); }
a:hover text { text-decoration: underline; }
";

/// Draws it.
pub fn svg(picture: &Picture) -> String {
    let panels: Vec<Laid<'_>> = picture.panels.iter().map(lay).collect();
    let width = panels.iter().map(|panel| panel.width).max().unwrap_or_default().max(WIDTH) + 2 * EDGE;
    let height =
        panels.iter().map(|panel| panel.height + TITLE + BETWEEN).sum::<usize>() + 2 * EDGE - BETWEEN.min(EDGE);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"The dialogues, step by step\">\n<style>{STYLE}</style>\n\
         <defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">\
         <path class=\"head\" d=\"M0 0 8 4 0 8z\"/></marker></defs>\n\
         <rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n"
    );
    let mut y = EDGE;
    for panel in &panels {
        _ = writeln!(out, "<g transform=\"translate({EDGE} {y})\">");
        _ = writeln!(out, "<text class=\"title\" y=\"20\">{}</text>", escaped(&panel.panel.id));
        _ = writeln!(out, "<g transform=\"translate(0 {TITLE})\">");
        // Lines first, so that a card is never crossed by one.
        panel.cards.iter().for_each(|card| ways(&mut out, panel, card));
        panel.cards.iter().for_each(|placed| card(&mut out, placed));
        out.push_str("</g>\n</g>\n");
        y += panel.height + TITLE + BETWEEN;
    }
    out.push_str("</svg>\n");
    out
}

fn ways(out: &mut String, panel: &Laid<'_>, card: &Placed<'_>) {
    for row in &card.rows {
        let Some(to) = row.line_to.and_then(|to| panel.cards.get(to)) else { continue };
        let (x1, y1) = (card.x + WIDTH - 10, card.y + row.y + row.height / 2);
        let (x2, y2) = (to.x, to.y + 20);
        let bend = (x2.saturating_sub(x1)) / 2;
        _ = writeln!(
            out,
            "<path class=\"way\" marker-end=\"url(#head)\" d=\"M{x1} {y1}C{} {y1} {} {y2} {} {y2}\"/>",
            x1 + bend,
            x2.saturating_sub(bend),
            x2.saturating_sub(1)
        );
    }
}

fn card(out: &mut String, placed: &Placed<'_>) {
    let card = placed.card;
    let broken = if card.errors.is_empty() { "" } else { " broken" };
    let (x, y, height) = (placed.x, placed.y, placed.height);
    _ = writeln!(out, "<g id=\"{}\" transform=\"translate({x} {y})\">", escaped(&named(&card.place)));
    _ = writeln!(out, "<rect class=\"card{broken}\" width=\"{WIDTH}\" height=\"{height}\" rx=\"12\"/>");
    if let Some(seen) = card.seen {
        let class = if seen == 0 { "unseen" } else { "seen" };
        _ = writeln!(
            out,
            "<path class=\"{class}\" d=\"M1 32V13a12 12 0 0 1 12-12h{}a12 12 0 0 1 12 12v19z\"/>",
            WIDTH - 26
        );
    }
    _ = writeln!(out, "<text class=\"step\" x=\"14\" y=\"24\">{}</text>", escaped(&card.place.step));
    let kind = card.seen.map_or_else(|| card.kind.to_owned(), |seen| format!("{} · {seen}×", card.kind));
    _ = writeln!(out, "<text class=\"kind\" x=\"{}\" y=\"24\" text-anchor=\"end\">{kind}</text>", WIDTH - 14);
    let mut at = 48;
    for line in &placed.said {
        _ = writeln!(out, "<text x=\"14\" y=\"{at}\">{}</text>", escaped(line));
        at += 17;
    }
    for line in &placed.errors {
        _ = writeln!(out, "<text class=\"wrong\" x=\"14\" y=\"{at}\">{}</text>", escaped(line));
        at += 16;
    }
    placed.rows.iter().for_each(|placed| row(out, placed));
    out.push_str("</g>\n");
}

fn row(out: &mut String, placed: &PlacedRow<'_>) {
    let class = match placed.row.seen {
        None => "row",
        Some(0) => "unseen",
        Some(_) => "seen",
    };
    let (y, height) = (placed.y, placed.height);
    _ = writeln!(
        out,
        "<rect class=\"{class}\" x=\"10\" y=\"{y}\" width=\"{}\" height=\"{height}\" rx=\"8\"/>",
        WIDTH - 20
    );
    let mut at = y + 18;
    for (number, line) in placed.label.iter().enumerate() {
        let count = placed.row.seen.filter(|_| number == 0).map_or(String::new(), |seen| format!(" · {seen}×"));
        _ = writeln!(out, "<text x=\"20\" y=\"{at}\">{}{count}</text>", escaped(line));
        at += 16;
    }
    for line in &placed.name {
        let name = escaped(line);
        match &placed.row.to {
            Some(to) => {
                let to = escaped(&named(to));
                _ = writeln!(out, "<a href=\"#{to}\"><text class=\"quiet\" x=\"20\" y=\"{at}\">{name}</text></a>");
            }
            None => _ = writeln!(out, "<text class=\"quiet\" x=\"20\" y=\"{at}\">{name}</text>"),
        }
        at += 15;
    }
}
