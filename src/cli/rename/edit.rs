//! Renaming a step or a part in the text of one dialogue file. Comments, order and spaces stay as they are.
//!
//! Not here: which files there are, and whether the new id is free.

use toml_edit::{DocumentMut, Item, Key, Table, TableLike, TomlError, Value, value};

/// What is renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A step of one dialogue.
    Step,
    /// A part, which all dialogues share.
    Part,
}

/// One renaming.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub what: What,
    /// The dialogue that has it.
    pub dialogue: String,
    pub from: String,
    pub to: String,
}

/// The keys whose values name steps.
const NAMES_STEPS: [&str; 11] =
    ["start", "to", "next", "done", "more", "reach", "sent", "add", "come", "back", "anchor"];

impl Edit {
    /// The text of the dialogue `id` with the new id in it.
    pub fn file(&self, id: &str, text: &str) -> Result<String, TomlError> {
        let mut document: DocumentMut = text.parse()?;
        let own = id == self.dialogue;
        match self.what {
            What::Step => {
                self.references(document.as_table_mut(), own);
                self.entries(&mut document, own, "step");
            }
            What::Part => self.entries(&mut document, own, "part"),
        }
        if self.what == What::Part {
            self.parts(&mut document);
        }
        if own {
            self.declaration(&mut document);
            self.note(&mut document);
        }
        Ok(document.to_string())
    }

    /// Every value that names the step.
    fn references(&self, table: &mut dyn TableLike, own: bool) {
        for (key, item) in table.iter_mut() {
            let names_steps = NAMES_STEPS.contains(&key.get()) || (key.get() == "steps" && own);
            self.item(item, names_steps, own);
        }
    }

    fn item(&self, item: &mut Item, names_steps: bool, own: bool) {
        match item {
            Item::Table(table) => self.references(table, own),
            Item::ArrayOfTables(tables) => tables.iter_mut().for_each(|table| self.references(table, own)),
            Item::Value(value) => self.value(value, names_steps, own),
            Item::None => {}
        }
    }

    fn value(&self, value: &mut Value, names_steps: bool, own: bool) {
        match value {
            Value::String(_) if names_steps => self.reword(value, own),
            Value::Array(array) => array.iter_mut().for_each(|value| self.value(value, names_steps, own)),
            Value::InlineTable(table) => self.references(table, own),
            Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
        }
    }

    /// `from` becomes `to`, `dialogue/from` becomes `dialogue/to`; what stands around it stays.
    fn reword(&self, value: &mut Value, own: bool) {
        let full = format!("{}/{}", self.dialogue, self.from);
        let now = match value.as_str() {
            Some(name) if name == self.from && own => self.to.clone(),
            Some(name) if name == full => format!("{}/{}", self.dialogue, self.to),
            Some(_) | None => return,
        };
        let decor = value.decor().clone();
        *value = Value::from(now);
        *value.decor_mut() = decor;
    }

    /// Earlier entries that lead to it lead to its new id.
    fn entries(&self, document: &mut DocumentMut, own: bool, kind: &str) {
        let Some(entries) = document.get_mut("moved").and_then(|moved| moved.get_mut(kind)) else { return };
        let Some(entries) = entries.as_table_like_mut() else { return };
        for (_, item) in entries.iter_mut() {
            if let Item::Value(value) = item {
                self.reword(value, own || self.what == What::Part);
            }
        }
    }

    /// Every question that asks for the part.
    fn parts(&self, document: &mut DocumentMut) {
        let Some(steps) = document.get_mut("step").and_then(Item::as_table_like_mut) else { return };
        for (_, step) in steps.iter_mut() {
            if let Some(Item::Value(value)) = step.as_table_like_mut().and_then(|step| step.get_mut("part")) {
                self.reword(value, true);
            }
        }
    }

    /// The step or part itself.
    fn declaration(&self, document: &mut DocumentMut) {
        let kind = self.kind();
        let Some(all) = document.get_mut(kind).and_then(Item::as_table_mut) else { return };
        // Renamed in place: everything behind it is put back in its order.
        let keys: Vec<Key> = all.iter().filter_map(|(key, _)| all.key(key).cloned()).collect();
        let behind = keys.into_iter().skip_while(|key| key.get() != self.from);
        for key in behind {
            let Some(item) = all.remove(key.get()) else { continue };
            if key.get() == self.from {
                all.insert(&self.to, item);
            } else {
                all.insert_formatted(&key, item);
            }
        }
    }

    /// What it was called.
    fn note(&self, document: &mut DocumentMut) {
        let moved = document.entry("moved").or_insert_with(implicit);
        let Some(moved) = moved.as_table_like_mut() else { return };
        let entries = moved.entry(self.kind()).or_insert_with(|| Item::Table(Table::new()));
        if let Some(entries) = entries.as_table_like_mut() {
            // An id that is in use again has not moved.
            entries.remove(&self.to);
            entries.insert(&self.from, value(&self.to));
        }
    }

    fn kind(&self) -> &'static str {
        match self.what {
            What::Step => "step",
            What::Part => "part",
        }
    }
}

/// A table that has no header of its own.
fn implicit() -> Item {
    let mut table = Table::new();
    table.set_implicit(true);
    Item::Table(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# What it is for.\nid = \"a\"\nstart = \"one\" # here\n\n[section.all]\nsteps = [\"one\", \"two\"]\nanchor = \"one\"\n\n\
        [part.one]\norder = 1\nheading = \"one\"\n\n# The first.\n[step.one]\nkind = \"menu\"\nsay = [\"one\"]\n\n\
        [[step.one.choice]] # a choice\nid = \"one\"\nlabel = \"one\"\nto = \"one\"\n\n[step.two]\nkind = \"listen\"\nsay = \"one\"\npart = \"one\"\nnext = \"a/one\"\n";

    fn edit(what: What, from: &str, to: &str) -> Edit {
        Edit { what, dialogue: "a".into(), from: from.into(), to: to.into() }
    }

    #[test]
    fn a_step_is_renamed_wherever_it_is_named_and_nothing_else_is_touched() {
        let expected = TEXT
            .replace("start = \"one\"", "start = \"uno\"")
            .replace("steps = [\"one\"", "steps = [\"uno\"")
            .replace("anchor = \"one\"", "anchor = \"uno\"")
            .replace("[step.one]", "[step.uno]")
            .replace("[[step.one.choice]]", "[[step.uno.choice]]")
            .replace("to = \"one\"", "to = \"uno\"")
            .replace("a/one", "a/uno");
        let now = edit(What::Step, "one", "uno").file("a", TEXT).unwrap();
        assert_eq!(now, format!("{expected}\n[moved.step]\none = \"uno\"\n"));
    }

    #[test]
    fn other_dialogues_name_it_in_full() {
        let other = "id = \"b\"\nstart = \"one\"\n[step.one]\nkind = \"menu\"\nsay = []\nchoice = [{ id = \"x\", label = \"x\", to = \"a/one\" }]\n";
        let now = edit(What::Step, "one", "uno").file("b", other).unwrap();
        assert_eq!(now, other.replace("a/one", "a/uno"));
    }

    #[test]
    fn a_part_is_renamed_with_the_questions_that_ask_for_it() {
        let now = edit(What::Part, "one", "uno").file("a", TEXT).unwrap();
        let expected = TEXT.replace("[part.one]", "[part.uno]").replace("part = \"one\"", "part = \"uno\"");
        assert_eq!(now, format!("{expected}\n[moved.part]\none = \"uno\"\n"));
    }

    #[test]
    fn entries_follow_and_an_id_that_is_taken_up_again_has_not_moved() {
        let once = edit(What::Step, "one", "uno").file("a", TEXT).unwrap();
        let twice = edit(What::Step, "uno", "eins").file("a", &once).unwrap();
        assert!(twice.ends_with("[moved.step]\none = \"eins\"\nuno = \"eins\"\n"), "{twice}");
        let back = edit(What::Step, "eins", "one").file("a", &twice).unwrap();
        assert!(back.ends_with("[moved.step]\nuno = \"one\"\neins = \"one\"\n"), "{back}");
    }
}
