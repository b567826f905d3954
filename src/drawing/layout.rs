//! Where things stand: steps in layers from left to right, by how many ways on they are from the start, so that a line never runs past a card.
//! What leads back, sideways or into another dialogue is no line but a name in the row.
//!
//! Not here: what is drawn there.

use std::collections::{BTreeMap, VecDeque};

use super::lines::lines;
use super::picture::{Card, Panel, Row};

/// How wide a card is.
pub(super) const WIDTH: usize = 280;
/// Between two layers.
const BESIDE: usize = 84;
/// Between two cards of a layer.
const BELOW: usize = 22;
/// Characters of what is said on a line.
const SAID: usize = 36;
/// Characters of a label or a name on a line.
const LABEL: usize = 33;
/// Lines of what is said.
const MOST_SAID: usize = 4;

/// A panel with its cards in place, as wide and as high as it is.
#[derive(Debug)]
pub(super) struct Laid<'a> {
    pub panel: &'a Panel,
    pub cards: Vec<Placed<'a>>,
    pub width: usize,
    pub height: usize,
}

/// A card in its place.
#[derive(Debug)]
pub(super) struct Placed<'a> {
    pub card: &'a Card,
    pub x: usize,
    pub y: usize,
    pub height: usize,
    pub said: Vec<String>,
    pub errors: Vec<String>,
    pub rows: Vec<PlacedRow<'a>>,
}

/// A row in its card.
#[derive(Debug)]
pub(super) struct PlacedRow<'a> {
    pub row: &'a Row,
    /// From the card's top.
    pub y: usize,
    pub height: usize,
    pub label: Vec<String>,
    /// The card that a line leads to.
    pub line_to: Option<usize>,
    /// Where it leads, in words, if there is no line.
    pub name: Vec<String>,
}

/// Puts a panel's cards in place.
pub(super) fn lay(panel: &Panel) -> Laid<'_> {
    let layer = layers(panel);
    let mut cards: Vec<Placed<'_>> =
        panel.cards.iter().enumerate().map(|(card, it)| place(panel, &layer, card, it)).collect();
    let columns = ordered(panel, &layer);
    let height_of = |column: &[usize], cards: &[Placed<'_>]| -> usize {
        let cards = column.iter().filter_map(|card| cards.get(*card));
        cards.map(|card| card.height + BELOW).sum::<usize>().saturating_sub(BELOW)
    };
    let height = columns.iter().map(|column| height_of(column, &cards)).max().unwrap_or_default();
    for (number, column) in columns.iter().enumerate() {
        let mut y = (height - height_of(column, &cards)) / 2;
        for card in column {
            if let Some(placed) = cards.get_mut(*card) {
                (placed.x, placed.y) = (number * (WIDTH + BESIDE), y);
                y += placed.height + BELOW;
            }
        }
    }
    let width = columns.len() * (WIDTH + BESIDE) - BESIDE.min(columns.len() * BESIDE);
    Laid { panel, cards, width, height }
}

/// The cards as somebody comes to them: by layer, then by their place in it.
pub(super) fn in_order(panel: &Panel) -> Vec<usize> {
    ordered(panel, &layers(panel)).into_iter().flatten().collect()
}

/// How many ways on each card is from the start; what cannot be reached from it begins anew at the left.
fn layers(panel: &Panel) -> Vec<usize> {
    let mut layer: Vec<Option<usize>> = vec![None; panel.cards.len()];
    let first = index_of(panel, &panel.start);
    let roots = first.into_iter().chain(0..panel.cards.len());
    for root in roots {
        let mut ahead = VecDeque::from([(root, 0)]);
        while let Some((card, depth)) = ahead.pop_front() {
            let Some(known) = layer.get_mut(card).filter(|known| known.is_none()) else { continue };
            *known = Some(depth);
            ahead.extend(targets(panel, card).into_iter().map(|to| (to, depth + 1)));
        }
    }
    layer.into_iter().map(Option::unwrap_or_default).collect()
}

/// The cards of each layer, so that lines cross little: each stands by the middle of those that lead to it.
fn ordered(panel: &Panel, layer: &[usize]) -> Vec<Vec<usize>> {
    let depth = layer.iter().max().map_or(0, |deepest| deepest + 1);
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); depth];
    for (card, at) in layer.iter().enumerate() {
        if let Some(column) = columns.get_mut(*at) {
            column.push(card);
        }
    }
    let mut rank = BTreeMap::new();
    let start = index_of(panel, &panel.start);
    for column in &mut columns {
        let middle = |card: usize| {
            let from = (0..panel.cards.len()).filter_map(|from| {
                let row = targets(panel, from).iter().position(|to| *to == card)?;
                // The first card that leads here, and the row in it.
                Some((*rank.get(&from)?, row))
            });
            (Some(card) != start, from.min().unwrap_or((usize::MAX, 0)))
        };
        column.sort_by_key(|card| middle(*card));
        rank.extend(column.iter().enumerate().map(|(at, card)| (*card, at)));
    }
    columns
}

fn place<'a>(panel: &'a Panel, layer: &[usize], number: usize, card: &'a Card) -> Placed<'a> {
    let said: Vec<String> = card.says.iter().flat_map(|text| lines(text, SAID, MOST_SAID)).collect();
    let errors: Vec<String> = card.errors.iter().flat_map(|text| lines(text, SAID, 3)).collect();
    let mut y = 40 + said.len() * 17 + errors.len() * 16 + 8;
    let mut rows = Vec::new();
    for row in &card.rows {
        let within = row.to.as_ref().filter(|to| to.dialogue == panel.id).and_then(|to| index_of(panel, &to.step));
        let line_to = within.filter(|to| layer.get(*to) > layer.get(number));
        let name = if line_to.is_some() { Vec::new() } else { lines(&name(panel, row), LABEL, 2) };
        let label = lines(&row.label, LABEL, 2);
        let height = 10 + label.len() * 16 + name.len() * 15;
        rows.push(PlacedRow { row, y, height, label, line_to, name });
        y += height + 4;
    }
    Placed { card, x: 0, y: 0, height: y + 6, said, errors, rows }
}

/// Where a row leads, in words.
fn name(panel: &Panel, row: &Row) -> String {
    match (&row.to, row.does) {
        (_, Some(does)) => format!("◦ {does}"),
        (Some(to), None) if to.dialogue == panel.id && index_of(panel, &to.step).is_none() => {
            format!("✗ {}: no such step", to.step)
        }
        (Some(to), None) if to.dialogue == panel.id => format!("↩ {}", to.step),
        (Some(to), None) => format!("↗ {}/{}", to.dialogue, to.step),
        (None, None) => String::new(),
    }
}

fn targets(panel: &Panel, card: usize) -> Vec<usize> {
    let rows = panel.cards.get(card).map(|card| card.rows.as_slice()).unwrap_or_default();
    let own = rows.iter().filter_map(|row| row.to.as_ref()).filter(|to| to.dialogue == panel.id);
    own.filter_map(|to| index_of(panel, &to.step)).collect()
}

fn index_of(panel: &Panel, step: &str) -> Option<usize> {
    panel.cards.iter().position(|card| card.place.step == step)
}
