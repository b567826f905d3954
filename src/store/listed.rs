//! What is known of each SQL text: its name, of which store it is, and for which database.
//!
//! Not here: the texts (`statements`).

/// Which databases a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// Both: the rule.
    Both,
    /// SQLite only: one of the few that differ.
    OnlySqlite,
    /// PostgreSQL only: one of the few that differ.
    OnlyPostgres,
}

/// Which of the two stores a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The data.
    Data,
    /// The keystore.
    Keys,
    /// Each of them.
    Each,
}

/// One listed text.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// Its name in this file.
    pub name: &'static str,
    /// The text.
    pub sql: &'static str,
    /// Of which store.
    pub of: Of,
    /// For which database.
    pub on: On,
}
