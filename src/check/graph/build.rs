//! Building the graph: one function for each kind of step, each the mirror of the file in `dialogue::step` that moves from it.
//!
//! Not here: what must hold on it.

use std::collections::BTreeMap;

use super::{By, Edge, Facts, Graph, Node, Root};
use crate::dialogue::{
    Act, Answer, Content, Invitation, Invite, Listen, Listings, Menu, MenuChoice, OwnStep, Place, Review, Role, Sent,
    Step,
};
use crate::story::Purpose;

pub(super) fn graph(content: &Content) -> Graph<'_> {
    let mut nodes = Vec::new();
    let mut places = BTreeMap::new();
    for dialogue in content.dialogues.values() {
        for (id, step) in &dialogue.step {
            places.insert((dialogue.id.as_str(), id.as_str()), nodes.len());
            nodes.push(Node { dialogue, id, step });
        }
    }
    let mut build = Build { content, places, edges: Vec::new() };
    for (from, node) in nodes.iter().enumerate() {
        From { build: &mut build, from, dialogue: &node.dialogue.id }.step(node.step);
    }
    let roots = build.roots();
    let Build { places, edges, .. } = build;
    let mut graph =
        Graph { out: vec![Vec::new(); nodes.len()], into: vec![Vec::new(); nodes.len()], nodes, places, edges, roots };
    graph.index();
    graph
}

struct Build<'a> {
    content: &'a Content,
    places: BTreeMap<(&'a str, &'a str), usize>,
    edges: Vec<Edge>,
}

/// The edges out of one step are added through this.
struct From<'b, 'a> {
    build: &'b mut Build<'a>,
    from: usize,
    dialogue: &'a str,
}

impl Graph<'_> {
    fn index(&mut self) {
        for (place, edge) in self.edges.iter().enumerate() {
            if let Some(out) = self.out.get_mut(edge.from) {
                out.push(place);
            }
            if let Some(into) = self.into.get_mut(edge.to) {
                into.push(place);
            }
        }
    }
}

impl Build<'_> {
    fn at(&self, place: &Place) -> Option<usize> {
        self.places.get(&(place.dialogue.as_str(), place.step.as_str())).copied()
    }

    /// The start; and from anywhere: `/more`, *My words* and the quiet moment, *A person*, what stands under a
    /// signpost.
    fn roots(&self) -> Vec<Root> {
        let content = self.content;
        let own = |own| content.goes_to(own).then(|| content.own(own));
        let young = Facts { young: true, ..Facts::NONE };
        let review = |purpose| content.review_of(purpose);
        let all = [
            (Some(content.start()), Facts::NONE),
            (own(OwnStep::More), Facts::NONE),
            (own(OwnStep::Somebody), Facts::NONE),
            (own(OwnStep::Young), Facts::NONE),
            (review(Purpose::Story), Facts::NONE),
            (review(Purpose::Note), Facts::NONE),
            (review(Purpose::Young), young),
        ];
        let root = |(place, facts): (Option<Place>, Facts)| Some(Root { node: self.at(&place?)?, facts });
        all.into_iter().filter_map(root).collect()
    }
}

impl From<'_, '_> {
    fn step(&mut self, step: &Step) {
        match step {
            Step::Menu(menu) => self.menu(menu),
            Step::Listen(listen) => self.listen(listen),
            Step::Invite(invite) => self.invite(invite),
            Step::Review(review) => self.review(review),
            Step::Sent(sent) => self.sent(sent),
            Step::Listings(listings) => self.listings(listings),
        }
    }

    /// An edge to where `to` leads, if that is a step.
    fn to(&mut self, by: By, to: &str, path: &[&str], facts: Facts) {
        let place = self.build.content.target(self.dialogue, to);
        self.place(by, Some(place), path, facts);
    }

    fn place(&mut self, by: By, place: Option<Place>, path: &[&str], facts: Facts) {
        if let Some(to) = place.and_then(|place| self.build.at(&place)) {
            let path = path.iter().map(|name| (*name).to_owned()).collect();
            self.build.edges.push(Edge { from: self.from, to, by, path, facts });
        }
    }

    fn menu(&mut self, menu: &Menu) {
        for (place, choice) in menu.choice.iter().enumerate() {
            let (place, facts) = (place.to_string(), facts_of(choice));
            match (&choice.to, choice.act) {
                // The engine looks at `do` first.
                (_, Some(act)) => self.act(act, &["choice", &place, "do"], facts),
                (Some(to), None) => self.to(By::Choice, to, &["choice", &place, "to"], facts),
                (None, None) => {}
            }
        }
    }

    fn act(&mut self, act: Act, path: &[&str], facts: Facts) {
        let content = self.build.content;
        let to = match act {
            Act::Complain => Some(content.own(OwnStep::Complaint)),
            Act::Person => content.review_of(Purpose::Note),
            Act::MyWords => content.review_of(Purpose::Story),
            // Back to where somebody came from; where nobody knows, that is the start.
            Act::Back | Act::Adult => Some(content.start()),
            // What these lay over the place leads back to it.
            Act::Help | Act::Stop | Act::Language | Act::Clear | Act::Forget => None,
        };
        self.place(By::Act, to, path, facts);
    }

    fn listen(&mut self, listen: &Listen) {
        self.to(By::Next, &listen.next, &["next"], Facts::NONE);
        for (place, Answer { to, .. }) in listen.answer.iter().enumerate() {
            let place = place.to_string();
            if let Some(to) = to {
                self.to(By::Answer, to, &["answer", &place, "to"], Facts::NONE);
            }
        }
        self.invitations(&listen.invite);
    }

    /// An invitation to anything but a question counts as taken up already: it is never offered.
    fn invitations(&mut self, invitations: &[Invitation]) {
        for (place, invitation) in invitations.iter().enumerate() {
            let target = self.build.content.target(self.dialogue, &invitation.to);
            if matches!(self.build.content.step(&target), Some(Step::Listen(_))) {
                let place = place.to_string();
                self.place(By::Invitation, Some(target), &["invite", &place, "to"], Facts::NONE);
            }
        }
    }

    fn invite(&mut self, invite: &Invite) {
        self.invitations(&invite.invite);
        self.to(By::Enough, &invite.done, &["done"], Facts::NONE);
    }

    fn review(&mut self, review: &Review) {
        self.to(By::More, &review.more, &["more"], Facts::NONE);
        if let Some(reach) = &review.reach {
            self.to(By::Reach, reach, &["reach"], Facts::NONE);
        }
        self.to(By::Sent, &review.sent, &["sent"], Facts::NONE);
        if review.purpose != Purpose::Story {
            self.place(By::Back, Some(self.build.content.start()), &[], Facts::NONE);
        }
    }

    fn sent(&mut self, sent: &Sent) {
        if let Some(reach) = &sent.reach {
            self.to(By::Reach, reach, &["reach"], Facts::NONE);
        }
        if let Some(add) = &sent.add {
            self.to(By::Add, add, &["add"], Facts::NONE);
        }
        // *Look at my words*, once it was taken back; *Something else*.
        self.place(By::AfterSending, self.build.content.review_of(sent.purpose), &[], Facts::NONE);
        self.place(By::AfterSending, Some(self.build.content.start()), &[], Facts::NONE);
    }

    fn listings(&mut self, listings: &Listings) {
        if self.build.content.part_with(Role::Visit).is_some() {
            self.to(By::Come, &listings.come, &["come"], Facts::NONE);
        }
        self.to(By::Back, &listings.back, &["back"], Facts::NONE);
    }
}

/// What a choice's condition says about the config.
fn facts_of(choice: &MenuChoice) -> Facts {
    let Some(when) = &choice.when else { return Facts::NONE };
    let is = |wanted: Option<bool>| wanted == Some(true);
    Facts { link: is(when.link), young: is(when.young_route), complaints: is(when.complaints) }
}
