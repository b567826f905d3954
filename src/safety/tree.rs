//! The tree that the patterns of one language are read into, as they are written. A class stands in it once, however many patterns name it.
//!
//! Not here: reading a pattern (`pattern`), what is matched in the end (`phrase`, made of this by `weave`).

/// The place of a node in its tree.
pub(super) type At = u32;

/// One piece of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// These letters and spaces, folded.
    Text(Box<str>),
    /// One ASCII character of a set, by its bit.
    One(u128),
    /// The rest of a word.
    Rest,
    /// Up to so many words, each with the space behind it.
    Gap(u8),
    /// One after another.
    Row(Box<[At]>),
    /// One or the other.
    Any(Box<[At]>),
    /// The same, so many times.
    Times {
        /// What.
        of: At,
        /// At least.
        least: u8,
        /// At most.
        most: u8,
    },
    /// A class of the file: what it stands for.
    Class(At),
}

/// How what a node stands for can begin and end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Edges {
    /// With a letter.
    pub begins_in_word: bool,
    /// With a letter.
    pub ends_in_word: bool,
    /// It can be nothing at all.
    pub empty: bool,
}

/// Every node of one language.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<(Node, Edges)>,
}

impl Tree {
    /// Puts `node` in.
    pub fn push(&mut self, node: Node) -> At {
        let edges = self.edges_of(&node);
        self.nodes.push((node, edges));
        u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
    }

    /// How many nodes there are.
    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    /// Leaves away all but the first `count` nodes.
    pub fn cut(&mut self, count: usize) {
        self.nodes.truncate(count);
    }

    /// The node at `at`.
    pub fn get(&self, at: At) -> Option<&Node> {
        self.nodes.get(at as usize).map(|it| &it.0)
    }

    /// How the node at `at` can begin and end.
    pub fn edges(&self, at: At) -> Edges {
        self.nodes.get(at as usize).map(|it| it.1).unwrap_or_default()
    }

    fn edges_of(&self, node: &Node) -> Edges {
        match node {
            Node::Text(text) => Edges {
                begins_in_word: !text.is_empty() && !text.starts_with(' '),
                ends_in_word: !text.is_empty() && !text.ends_with(' '),
                empty: text.is_empty(),
            },
            Node::One(_) => Edges { begins_in_word: true, ends_in_word: true, empty: false },
            Node::Rest => Edges { begins_in_word: true, ends_in_word: true, empty: true },
            // A pattern has a space before each gap, and a gap ends with one.
            Node::Gap(_) => Edges { begins_in_word: false, ends_in_word: false, empty: true },
            Node::Row(parts) => self.edges_of_row(parts),
            Node::Any(ways) => ways.iter().map(|way| self.edges(*way)).fold(Edges::default(), |all, way| Edges {
                begins_in_word: all.begins_in_word || way.begins_in_word,
                ends_in_word: all.ends_in_word || way.ends_in_word,
                empty: all.empty || way.empty,
            }),
            Node::Times { of, least, .. } => {
                let edges = self.edges(*of);
                Edges { empty: edges.empty || *least == 0, ..edges }
            }
            Node::Class(of) => self.edges(*of),
        }
    }

    fn edges_of_row(&self, parts: &[At]) -> Edges {
        let edges: Vec<Edges> = parts.iter().map(|part| self.edges(*part)).collect();
        let up_to_full = |found: &mut bool, it: &Edges| (!std::mem::replace(found, *found || !it.empty)).then_some(*it);
        Edges {
            begins_in_word: edges.iter().scan(false, up_to_full).any(|it| it.begins_in_word),
            ends_in_word: edges.iter().rev().scan(false, up_to_full).any(|it| it.ends_in_word),
            empty: edges.iter().all(|it| it.empty),
        }
    }
}
