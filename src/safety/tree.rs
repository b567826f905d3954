//! The tree that the patterns of one language are read into. A class stands in it once, however many patterns name it, so that thousands
//! of ways of saying take little room and are ready the moment the process starts.
//!
//! Not here: reading a pattern (`pattern`), matching (`matching`), which words one needs (`need`).

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
    /// One or the other, each with the bytes that it can begin with.
    Any(Box<[(Begins, At)]>),
    /// The same, so many times.
    Times {
        /// What.
        of: At,
        /// At least.
        least: u8,
        /// At most.
        most: u8,
    },
    /// A class of the file: what it stands for, remembered by place while a text is looked through.
    Class(At),
}

/// Every node of one language.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// By node: what it can begin with.
    begins: Vec<Begins>,
}

impl Tree {
    /// Puts `node` in.
    pub fn push(&mut self, node: Node) -> At {
        self.begins.push(self.begins_with(&node));
        self.nodes.push(node);
        u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
    }

    /// The node at `at`.
    pub fn get(&self, at: At) -> Option<&Node> {
        self.nodes.get(at as usize)
    }

    /// Puts one or the other in.
    pub fn push_any(&mut self, ways: &[At]) -> At {
        let ways = ways.iter().map(|way| (self.begins(*way), *way)).collect();
        self.push(Node::Any(ways))
    }

    /// What the node at `at` can begin with.
    pub fn begins(&self, at: At) -> Begins {
        self.begins.get(at as usize).copied().unwrap_or(Begins::ANYTHING)
    }

    /// Leaves away the room that is not used.
    pub fn shrink(&mut self) {
        self.nodes.shrink_to_fit();
        self.begins.shrink_to_fit();
    }

    fn begins_with(&self, node: &Node) -> Begins {
        match node {
            Node::Text(text) => Begins::of(text.as_bytes()),
            Node::One(set) => {
                let bytes = (0_u8..128).filter(|byte| set & (1 << byte) != 0);
                Begins { first: bytes.fold(0, |all, byte| all | bit(byte)), second: u64::MAX }
            }
            Node::Rest | Node::Gap(_) | Node::Times { least: 0, .. } => Begins::ANYTHING,
            Node::Row(parts) => parts.first().map_or(Begins::ANYTHING, |first| self.begins(*first)),
            Node::Any(ways) => ways.iter().fold(Begins::NOTHING, |all, (begins, _)| all.or(*begins)),
            Node::Times { of, .. } | Node::Class(of) => self.begins(*of),
        }
    }
}

/// The bytes that something can begin with, each as one bit of 64: the first and the second. All of them where it can be empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begins {
    first: u64,
    second: u64,
}

impl Begins {
    const ANYTHING: Self = Self { first: u64::MAX, second: u64::MAX };
    const NOTHING: Self = Self { first: 0, second: 0 };

    /// How this text begins.
    pub fn of(text: &[u8]) -> Self {
        let bit = |place: usize| text.get(place).map_or(u64::MAX, |byte| bit(*byte));
        Self { first: bit(0), second: bit(1) }
    }

    /// Whether the two can begin alike. (`true` may be wrong, `false` is not.)
    pub fn meets(self, other: Self) -> bool {
        self.first & other.first != 0 && self.second & other.second != 0
    }

    fn or(self, other: Self) -> Self {
        Self { first: self.first | other.first, second: self.second | other.second }
    }
}

/// A byte as one bit of 64.
fn bit(byte: u8) -> u64 {
    1 << (byte & 63)
}
