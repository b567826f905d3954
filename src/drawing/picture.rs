//! What is drawn: a panel for each dialogue, a card for each step, a row for each way on, in words.
//!
//! Not here: where things stand (`layout`), how they look (`svg`, `mermaid`).

use std::collections::BTreeMap;

use crate::dialogue::{Act, Content, Dialogue, Invitation, Listen, Place, Step};
use crate::locale::Locales;

/// Everything that is drawn.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The dialogues; the one where everybody begins comes first.
    pub panels: Vec<Panel>,
    /// Whether cards and rows are coloured by what transcripts have exercised.
    pub covered: bool,
}

/// One dialogue.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Its id.
    pub id: String,
    /// The id of its first step.
    pub start: String,
    /// Its steps, in the order of their ids.
    pub cards: Vec<Card>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Card {
    /// Where it is.
    pub place: Place,
    /// What kind of step.
    pub kind: &'static str,
    /// What is said, in words.
    pub says: Vec<String>,
    /// The ways on.
    pub rows: Vec<Row>,
    /// What is wrong with it: code and message.
    pub errors: Vec<String>,
    /// How often transcripts have come here, where that is known.
    pub seen: Option<u64>,
}

/// A way on from a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The choice's id.
    pub id: String,
    /// What stands on the button.
    pub label: String,
    /// The step that it leads to.
    pub to: Option<Place>,
    /// What the engine does, if it does something.
    pub does: Option<&'static str>,
    /// How often transcripts have taken it, where that is known.
    pub seen: Option<u64>,
}

/// What is marked in a picture.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// What is wrong, by `dialogue/step`.
    pub errors: BTreeMap<String, Vec<String>>,
    /// How often transcripts have come to a step (`dialogue/step`), or taken a choice (`dialogue/step:choice`). `None`: nobody has counted.
    pub coverage: Option<BTreeMap<String, u64>>,
}

/// The picture of the dialogues, or of one of them, with the words of `language`.
pub fn picture(content: &Content, locales: &Locales, language: &str, only: Option<&str>, marks: &Marks) -> Picture {
    let drawing = Drawing { content, locales, language, marks };
    let wanted = content.dialogues.values().filter(|dialogue| only.is_none_or(|only| only == dialogue.id));
    let mut panels: Vec<Panel> = wanted.map(|dialogue| drawing.panel(dialogue)).collect();
    panels.sort_by_key(|panel| panel.id != Content::FIRST);
    Picture { panels, covered: marks.coverage.is_some() }
}

/// The name of a place, as it is written in files.
pub(super) fn named(place: &Place) -> String {
    format!("{}/{}", place.dialogue, place.step)
}

struct Drawing<'a> {
    content: &'a Content,
    locales: &'a Locales,
    language: &'a str,
    marks: &'a Marks,
}

impl Drawing<'_> {
    fn panel(&self, dialogue: &Dialogue) -> Panel {
        let card =
            |(id, step): (&String, &Step)| self.card(Place { dialogue: dialogue.id.clone(), step: id.clone() }, step);
        let cards = dialogue.step.iter().map(card).collect();
        Panel { id: dialogue.id.clone(), start: dialogue.start.clone(), cards }
    }

    fn card(&self, place: Place, step: &Step) -> Card {
        let name = named(&place);
        let (kind, says) = says(step);
        let mut rows = self.rows(&place, step);
        for row in &mut rows {
            row.seen = self.seen(&format!("{name}:{}", row.id));
        }
        Card {
            kind,
            says: says.into_iter().map(|key| self.words(key)).collect(),
            rows,
            errors: self.marks.errors.get(&name).cloned().unwrap_or_default(),
            seen: self.seen(&name),
            place,
        }
    }

    fn seen(&self, name: &str) -> Option<u64> {
        self.marks.coverage.as_ref().map(|coverage| coverage.get(name).copied().unwrap_or_default())
    }

    fn rows(&self, place: &Place, step: &Step) -> Vec<Row> {
        let to = |id: &str, label: &str, to: &str| Row {
            to: Some(self.content.target(&place.dialogue, to)),
            ..self.row(id, label)
        };
        match step {
            Step::Menu(menu) => {
                let row = menu.choice.iter().map(|choice| Row {
                    to: choice.to.as_ref().map(|to| self.content.target(&place.dialogue, to)),
                    does: choice.act.map(does),
                    ..self.row(&choice.id, &choice.label)
                });
                row.collect()
            }
            Step::Listen(listen) => self.listening(place, listen),
            Step::Invite(invite) => {
                let mut rows = self.invited(place, &invite.invite);
                rows.push(to("enough", "choice-enough", &invite.done));
                rows
            }
            Step::Review(review) => {
                let mut rows =
                    vec![to("send", "choice-send", &review.sent), to("more", "choice-more-words", &review.more)];
                rows.extend(review.reach.as_ref().map(|reach| to("reach", "choice-reach", reach)));
                rows
            }
            Step::Sent(sent) => {
                let reach = sent.reach.as_ref().map(|reach| to("reach", "choice-another-way", reach));
                let add = sent.add.as_ref().map(|add| to("add", "choice-add", add));
                reach.into_iter().chain(add).collect()
            }
            Step::Listings(list) => vec![to("come", "choice-come", &list.come), to("out", "choice-back", &list.back)],
        }
    }

    fn listening(&self, place: &Place, listen: &Listen) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for answer in &listen.answer {
            let to = answer.to.as_ref().unwrap_or(&listen.next);
            let row = self.row(&format!("answer-{}", answer.id), &answer.label);
            rows.push(Row { to: Some(self.content.target(&place.dialogue, to)), ..row });
        }
        rows.extend(self.invited(place, &listen.invite));
        rows.push(Row {
            to: Some(self.content.target(&place.dialogue, &listen.next)),
            ..self.row("done", "choice-done")
        });
        rows
    }

    fn invited(&self, place: &Place, list: &[Invitation]) -> Vec<Row> {
        let row = |it: &Invitation| Row {
            to: Some(self.content.target(&place.dialogue, &it.to)),
            ..self.row(&format!("to-{}", it.to), &it.label)
        };
        list.iter().map(row).collect()
    }

    fn row(&self, id: &str, label: &str) -> Row {
        Row { id: id.to_owned(), label: self.words(label), to: None, does: None, seen: None }
    }

    /// What a message says, its placeables by name.
    fn words(&self, key: &str) -> String {
        let filled = self.locales.filled(self.language, key, &|name| format!("‹{name}›"));
        filled.into_iter().next().unwrap_or_else(|| format!("({key})"))
    }
}

/// What kind of step it is, and the keys of what it says.
pub(super) fn says(step: &Step) -> (&'static str, Vec<&str>) {
    match step {
        Step::Menu(menu) => ("menu", menu.say.iter().map(String::as_str).collect()),
        Step::Listen(listen) => ("question", vec![&listen.say]),
        Step::Invite(invite) => ("invitation", vec![&invite.say]),
        Step::Review(review) => ("review", vec![&review.say]),
        Step::Sent(sent) => ("sent", vec![&sent.say]),
        Step::Listings(list) => ("listings", vec![&list.say]),
    }
}

fn does(act: Act) -> &'static str {
    match act {
        Act::Help => "urgent help",
        Act::Person => "a person",
        Act::Stop => "stop for now",
        Act::MyWords => "my words",
        Act::Language => "language",
        Act::Clear => "clear this chat",
        Act::Forget => "forget me",
        Act::Complain => "complaint",
        Act::Back => "back to before",
        Act::Adult => "not under 18 after all",
    }
}
