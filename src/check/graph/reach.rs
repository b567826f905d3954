//! Looking along the graph: what can be reached, what cannot without a certain edge (dominance), what is known on every way to a step,
//! and what may be asked twice.
//!
//! Not here: what any of it means.

use std::collections::{BTreeSet, VecDeque};

use super::{By, Edge, Facts, Graph};
use crate::dialogue::Step;

impl Graph<'_> {
    /// Which nodes can be reached from `from` along the edges that `open` lets through.
    pub fn reached(&self, from: impl IntoIterator<Item = usize>, open: impl Fn(&Edge) -> bool) -> Vec<bool> {
        let mut reached = vec![false; self.nodes.len()];
        let mut ahead: Vec<usize> = from.into_iter().collect();
        while let Some(node) = ahead.pop() {
            let Some(seen) = reached.get_mut(node).filter(|seen| !**seen) else { continue };
            *seen = true;
            ahead.extend(self.out(node).filter(|edge| open(edge)).map(|edge| edge.to));
        }
        reached
    }

    /// The same from wherever a conversation can begin or be taken by the engine. With edges shut, what is still reached is what
    /// they do not dominate.
    pub fn reached_at_all(&self, open: impl Fn(&Edge) -> bool) -> Vec<bool> {
        self.reached(self.roots.iter().map(|root| root.node), open)
    }

    /// Which nodes can come to one that is `wanted`.
    pub fn leading_to(&self, wanted: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut leads = vec![false; self.nodes.len()];
        let mut ahead: Vec<usize> = (0..self.nodes.len()).filter(|node| wanted(*node)).collect();
        while let Some(node) = ahead.pop() {
            let Some(seen) = leads.get_mut(node).filter(|seen| !**seen) else { continue };
            *seen = true;
            ahead.extend(self.into(node).map(|edge| edge.from));
        }
        leads
    }

    /// What the config is known to name at each node, whichever way somebody came: the meet over all ways.
    pub fn known(&self) -> Vec<Facts> {
        let mut known = vec![None; self.nodes.len()];
        let mut ahead: VecDeque<(usize, Facts)> = self.roots.iter().map(|root| (root.node, root.facts)).collect();
        while let Some((node, facts)) = ahead.pop_front() {
            let Some(here) = known.get_mut(node) else { continue };
            let now = here.map_or(facts, |before: Facts| before.and(facts));
            if *here != Some(now) {
                *here = Some(now);
                ahead.extend(self.out(node).map(|edge| (edge.to, now.or(edge.facts))));
            }
        }
        known.into_iter().map(|facts| facts.unwrap_or(Facts::ALL)).collect()
    }

    /// Whether somebody can be led to the question behind `edge`, which leads on by itself, though its part was asked about before.
    /// (That they walk the whole way a second time by choice does not count: the edge itself is taken for the first time.)
    pub fn asks_again(&self, edge: &Edge) -> bool {
        let Some(part) = self.part(edge.to) else { return false };
        let mut seen = BTreeSet::new();
        let source = self.part(edge.from);
        let mut ahead: Vec<(usize, bool, bool)> = self.roots.iter().map(|root| (root.node, false, false)).collect();
        while let Some((node, asked, left)) = ahead.pop() {
            if !seen.insert((node, asked, left)) {
                continue;
            }
            for next in self.out(node) {
                let ends = next.by != By::Invitation;
                let asked = asked || (ends && self.part(node) == Some(part));
                // The question that leads on is not invited to again either, once it was asked.
                let left = left || (ends && source.is_some() && self.part(node) == source);
                let is_it = next.from == edge.from && next.path == edge.path;
                if is_it && asked {
                    return true;
                }
                let to = self.part(next.to);
                let shut = next.by == By::Invitation && ((asked && to == Some(part)) || (left && to == source));
                if !is_it && !shut {
                    ahead.push((next.to, asked, left));
                }
            }
        }
        false
    }

    /// The part that a node asks about, if it is a question.
    pub fn part(&self, node: usize) -> Option<&str> {
        match self.step(node)? {
            Step::Listen(listen) => Some(&listen.part),
            Step::Menu(_) | Step::Invite(_) | Step::Review(_) | Step::Sent(_) | Step::Listings(_) => None,
        }
    }
}
