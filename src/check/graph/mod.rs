//! The graph of all dialogues: steps, and the ways between them. An edge is here only if the engine can take it (`dialogue::step` is
//! what it is held against), and whatever the engine does by itself from anywhere is a root.
//!
//! Not here: what must hold on it (`rules`); overlays (help, a person, forgetting …), which lead back to where somebody was.

mod build;
mod reach;

use std::collections::BTreeMap;

use crate::dialogue::{Content, Dialogue, Place, Step};

/// Every step and every way between two.
#[derive(Debug)]
pub struct Graph<'a> {
    nodes: Vec<Node<'a>>,
    places: BTreeMap<(&'a str, &'a str), usize>,
    edges: Vec<Edge>,
    out: Vec<Vec<usize>>,
    into: Vec<Vec<usize>>,
    roots: Vec<Root>,
}

/// A step where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    /// Its dialogue.
    pub dialogue: &'a Dialogue,
    /// Its id.
    pub id: &'a str,
    /// The step.
    pub step: &'a Step,
}

/// A way from one step to another.
#[derive(Clone, Debug)]
pub struct Edge {
    /// From which node.
    pub from: usize,
    /// To which node.
    pub to: usize,
    /// What takes it.
    pub by: By,
    /// Where it is written, within the step; empty for what the engine does by itself.
    pub path: Vec<String>,
    /// What the config is known to name where it is taken.
    pub facts: Facts,
}

/// What takes an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A choice in a menu.
    Choice,
    /// A choice in a menu that asks the engine to do something which leads to a step.
    Act,
    /// An invitation: not offered any more once its part was asked about, or holds words.
    Invitation,
    /// *That is all for now*, or *Skip this*.
    Next,
    /// A closed answer.
    Answer,
    /// *That is enough*; also taken by itself once no invitation is left.
    Enough,
    /// *Write more*.
    More,
    /// *How to reach me*, *Another way or time*.
    Reach,
    /// *Send these words*: the one edge on which something is handed over.
    Sent,
    /// *Add something*.
    Add,
    /// *I would like to come*.
    Come,
    /// A way back.
    Back,
    /// What stands on every page after sending.
    AfterSending,
}

/// Where a conversation can be without an edge: the start, and where the engine goes from anywhere.
#[derive(Clone, Copy, Debug)]
pub struct Root {
    /// Which node.
    pub node: usize,
    /// What the config is known to name there.
    pub facts: Facts,
}

/// What the config is known to name: a link to hand over, a route for people under 18, somebody for complaints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// There is a link to this chat.
    pub link: bool,
    /// There is a route for people under 18.
    pub young: bool,
    /// Somebody is named for complaints.
    pub complaints: bool,
}

impl Facts {
    /// Nothing is known.
    pub const NONE: Self = Self { link: false, young: false, complaints: false };
    /// Everything is known.
    pub const ALL: Self = Self { link: true, young: true, complaints: true };

    /// What either of them knows.
    pub fn or(self, other: Self) -> Self {
        let (link, young) = (self.link || other.link, self.young || other.young);
        Self { link, young, complaints: self.complaints || other.complaints }
    }

    /// What both of them know.
    pub fn and(self, other: Self) -> Self {
        let (link, young) = (self.link && other.link, self.young && other.young);
        Self { link, young, complaints: self.complaints && other.complaints }
    }
}

impl By {
    /// Whether the person chose where it leads (or it leads on by itself after an answer).
    pub fn is_chosen(self) -> bool {
        match self {
            Self::Choice
            | Self::Act
            | Self::Invitation
            | Self::More
            | Self::Reach
            | Self::Add
            | Self::Come
            | Self::Back
            | Self::AfterSending => true,
            Self::Next | Self::Answer | Self::Enough | Self::Sent => false,
        }
    }
}

impl<'a> Graph<'a> {
    /// The graph of an edition.
    pub fn new(content: &'a Content) -> Self {
        build::graph(content)
    }

    /// Every node, with its number.
    pub fn nodes(&self) -> impl Iterator<Item = (usize, &Node<'a>)> {
        self.nodes.iter().enumerate()
    }

    /// A node by its number.
    pub fn node(&self, node: usize) -> Option<&Node<'a>> {
        self.nodes.get(node)
    }

    /// The step of a node.
    pub fn step(&self, node: usize) -> Option<&'a Step> {
        self.nodes.get(node).map(|node| node.step)
    }

    /// A node's name, as `dialogue/step`.
    pub fn name(&self, node: usize) -> String {
        self.nodes.get(node).map(|node| format!("{}/{}", node.dialogue.id, node.id)).unwrap_or_default()
    }

    /// The node at a place.
    pub fn at(&self, place: &Place) -> Option<usize> {
        self.places.get(&(place.dialogue.as_str(), place.step.as_str())).copied()
    }

    /// Every edge.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The edges that lead out of a node.
    pub fn out(&self, node: usize) -> impl Iterator<Item = &Edge> {
        self.out.get(node).into_iter().flatten().filter_map(|edge| self.edges.get(*edge))
    }

    /// The edges that lead to a node.
    pub fn into(&self, node: usize) -> impl Iterator<Item = &Edge> {
        self.into.get(node).into_iter().flatten().filter_map(|edge| self.edges.get(*edge))
    }

    /// Where a conversation can be without an edge.
    pub fn roots(&self) -> &[Root] {
        &self.roots
    }
}
