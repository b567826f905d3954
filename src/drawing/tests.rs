//! The pictures and the book of the shipped dialogues: nothing is left out, nothing overlaps, nothing leads nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{Laid, WIDTH, lay};
use super::picture::named;
use super::*;
use crate::content::Edition;
use crate::locale::BASE;

fn shipped() -> Edition {
    Edition::load(None).unwrap()
}

fn drawn(marks: &Marks) -> Picture {
    let edition = shipped();
    picture(&edition.content, &edition.locales, BASE, None, marks)
}

/// Every value of an attribute.
fn all<'a>(text: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    text.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn overlap(laid: &Laid<'_>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (number, a) in laid.cards.iter().enumerate() {
        for b in &laid.cards[number + 1..] {
            let beside = a.x + WIDTH <= b.x || b.x + WIDTH <= a.x;
            let below = a.y + a.height <= b.y || b.y + b.height <= a.y;
            if !beside && !below {
                found.push((named(&a.card.place), named(&b.card.place)));
            }
        }
    }
    found
}

#[test]
fn no_card_lies_on_another_and_every_line_leads_to_the_next_layer() {
    let picture = drawn(&Marks::default());
    for panel in &picture.panels {
        let laid = lay(panel);
        assert_eq!(overlap(&laid), [], "{}", panel.id);
        for card in &laid.cards {
            assert!(card.x + WIDTH <= laid.width && card.y + card.height <= laid.height, "{}", named(&card.card.place));
            let mut end = 0;
            for row in &card.rows {
                assert!(row.y >= end && row.y + row.height <= card.height, "rows of {}", named(&card.card.place));
                end = row.y + row.height;
                if let Some(to) = row.line_to {
                    assert!(laid.cards[to].x > card.x && laid.cards[to].x < card.x + 2 * WIDTH, "a line past a card");
                }
            }
        }
    }
}

#[test]
fn every_step_is_drawn_and_every_name_in_a_picture_leads_to_one() {
    let picture = drawn(&Marks::default());
    let steps = shipped().content.dialogues.values().map(|dialogue| dialogue.step.len()).sum::<usize>();
    let drawn = svg(&picture);
    let ids: BTreeSet<_> = all(&drawn, "id").into_iter().collect();
    assert_eq!(ids.len(), steps + 1, "and the arrow head");
    for to in all(&drawn, "href") {
        assert!(ids.contains(to.trim_start_matches('#')), "{to} leads nowhere");
    }
    assert!(!drawn.contains("class=\"card broken\"") && drawn.contains("prefers-color-scheme: dark"));
}

#[test]
fn what_is_wrong_is_red_with_its_words_and_what_was_exercised_is_counted() {
    let place = "first-contact/tell".to_owned();
    let errors = BTreeMap::from([(place.clone(), vec!["E110: there is no step <b> & \"c\"".to_owned()])]);
    let coverage = BTreeMap::from([(place, 3), ("first-contact/tell:done".to_owned(), 2)]);
    let picture = drawn(&Marks { errors, coverage: Some(coverage) });
    let drawn = svg(&picture);
    assert_eq!(drawn.matches("class=\"card broken\"").count(), 1);
    assert!(drawn.contains("E110: there is no step &lt;b&gt; &amp;") && !drawn.contains("<b>"));
    assert!(
        drawn.contains("question · 3×") && drawn.contains("That is all for now · 2×") && drawn.contains("menu · 0×")
    );
    let text = mermaid(&picture);
    assert_eq!(text.matches(" wrong\n").count(), 1);
    assert!(text.contains("\"tell (question) · 3×\"") && text.contains("-->|\"Send these words\"|"));
}

#[test]
fn one_dialogue_can_be_drawn_alone() {
    let edition = shipped();
    let picture = picture(&edition.content, &edition.locales, BASE, Some("more"), &Marks::default());
    assert_eq!(picture.panels.iter().map(|panel| panel.id.as_str()).collect::<Vec<_>>(), ["more"]);
}

#[test]
fn p19_the_book_has_every_message_and_every_link_in_it_leads_somewhere() {
    let edition = shipped();
    let page = book(&Book {
        content: &edition.content,
        locales: &edition.locales,
        engine_keys: crate::dialogue::KEYS,
        title: "A title & more",
        stands: Stands::Alone,
    });
    let plain = page.replace("<span class=\"fill\">", "").replace("</span>", "").replace("<br>", "\n");
    for key in edition.locales.keys(BASE) {
        let text = edition.locales.samples(BASE, key).pop().unwrap();
        assert!(plain.contains(&escaped(&text)), "{key} is not in the book: {text}");
    }
    let ids: BTreeSet<_> = all(&page, "id").into_iter().collect();
    assert_eq!(ids.len(), all(&page, "id").len(), "an id stands there twice");
    for to in all(&page, "href") {
        assert!(ids.contains(to.trim_start_matches('#')), "{to} leads nowhere");
    }
    assert!(!page.contains("http"), "the page needs nothing from elsewhere");
    assert!(page.contains("A title &amp; more"));
    assert!(!page.contains("nothing names it"), "each is said to be used somewhere");
}
