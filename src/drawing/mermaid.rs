//! The picture as Mermaid text, for pages that draw it themselves.
//!
//! Not here: SVG (`svg`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::picture::{Picture, Row, named};

/// Writes it.
pub fn mermaid(picture: &Picture) -> String {
    let all = picture.panels.iter().flat_map(|panel| &panel.cards);
    // Ids in Mermaid are words; names of steps are not.
    let ids: BTreeMap<String, usize> = (0..).zip(all).map(|(number, card)| (named(&card.place), number)).collect();
    let mut out = "flowchart LR\n".to_owned();
    for panel in &picture.panels {
        _ = writeln!(out, "  subgraph {}", quoted(&panel.id));
        for card in &panel.cards {
            let name = named(&card.place);
            let number = ids.get(&name).copied().unwrap_or_default();
            let seen = card.seen.map_or(String::new(), |seen| format!(" · {seen}×"));
            _ = writeln!(out, "    s{number}[{}]", quoted(&format!("{} ({}){seen}", card.place.step, card.kind)));
            if !card.errors.is_empty() {
                _ = writeln!(out, "    class s{number} wrong");
            } else if let Some(count) = card.seen {
                _ = writeln!(out, "    class s{number} {}", if count == 0 { "unseen" } else { "seen" });
            }
        }
        out.push_str("  end\n");
    }
    for card in picture.panels.iter().flat_map(|panel| &panel.cards) {
        let from = ids.get(&named(&card.place)).copied().unwrap_or_default();
        for Row { label, to, .. } in &card.rows {
            if let Some(to) = to.as_ref().and_then(|to| ids.get(&named(to))) {
                _ = writeln!(out, "  s{from} -->|{}| s{to}", quoted(label));
            }
        }
    }
    out.push_str("  classDef wrong stroke:#b3261e,stroke-width:3px\n  classDef seen fill:#d9efd8,color:#23211d\n  classDef unseen fill:#f6ead2,color:#23211d\n");
    out
}

/// A text between Mermaid's quotes.
fn quoted(text: &str) -> String {
    let text = text.replace('#', "#35;").replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;");
    format!("\"{}\"", text.replace('\n', " "))
}
