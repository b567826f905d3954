//! "Urgent help was shown" in what would be sent, and a phone that somebody else may look at.

use std::sync::{Arc, LazyLock};

use super::chat::{Chat, words};
use crate::buttons::Constant;
use crate::dialogue::{Arg, Asked, Due, Effect, Event, Message, Overlay, Text};
use crate::safety::Rules;
use crate::story::Purpose;

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    Rules::compile(&[toml::from_str(include_str!("../../../../dialogues/safety/en.toml")).unwrap()]).unwrap()
});

const NOW: &str = "I'm going to kill myself tonight";
const HURT: &str = "my husband hits me and takes my phone";

/// A conversation over the shipped English rules.
fn screened() -> Chat {
    let mut chat = Chat::begun();
    Arc::make_mut(&mut chat.content).rules = RULES.clone();
    chat
}

/// What the last turn put into the part that says what was shown, if it did.
fn put(chat: &Chat) -> Option<Message> {
    chat.last.iter().find_map(|effect| {
        let Effect::KeepChoice { part, label, .. } = effect else { return None };
        part.ends_with("help-shown").then(|| label.clone())
    })
}

fn shows_words(chat: &Chat) -> bool {
    chat.says().iter().flat_map(|say| &say.text).any(|text| !matches!(text, Text::Message(_)))
}

fn arg<'a>(message: &'a Message, name: &str) -> &'a Arg {
    &message.args.iter().find(|(known, _)| *known == name).unwrap().1
}

#[test]
fn p22_that_help_was_shown_stands_in_what_would_be_sent_with_what_was_chosen_and_nothing_else() {
    let mut chat = screened();
    chat.tap("choice-tell").say("the rent is late").say(NOW);
    let at = chat.now;
    assert!(put(&chat).is_none(), "it stands nowhere before it is seen there");
    chat.tap("choice-keep-writing").tap("choice-done").tap("choice-enough");
    let line = put(&chat).unwrap();
    assert_eq!(line.key, "help-was-shown");
    assert_eq!(arg(&line, "moment"), &Arg::Moment(at));
    assert_eq!(arg(&line, "chose"), &Arg::Message(Box::new(Message::new("choice-keep-writing"))));
    // The order: it is put in, and then all of it is shown.
    let place = |wanted: fn(&Effect) -> bool| chat.last.iter().position(wanted).unwrap();
    assert!(place(|it| matches!(it, Effect::KeepChoice { .. })) < place(|it| matches!(it, Effect::Say(_))));
    assert!(shows_words(&chat));
    // Looking again changes nothing, so the button stays good.
    let revision = chat.state.draft(Purpose::Story).revision;
    chat.tap("choice-one-by-one").tap("choice-next").tap("choice-next");
    assert!(put(&chat).is_none());
    assert_eq!(chat.state.draft(Purpose::Story).revision, revision);
}

#[test]
fn p12_it_is_left_out_and_removed_like_any_other_part_and_does_not_come_back() {
    let mut chat = screened();
    chat.tap("choice-tell").say(NOW).tap("choice-keep-writing").tap("choice-done").tap("choice-enough");
    chat.tap("choice-one-by-one").tap("choice-next");
    assert_eq!(chat.state.asked, Asked::OnePart { part: "help-shown".into() });
    chat.tap("choice-leave-out");
    assert!(chat.state.draft(Purpose::Story).leaves_out("help-shown"));
    // Something worse is shown, and the part is still left out.
    chat.say(HURT).tap("choice-keep-writing");
    assert_eq!(put(&chat).unwrap().key, "help-was-shown-again");
    assert!(chat.state.draft(Purpose::Story).leaves_out("help-shown"));
    chat.tap("choice-done").tap("choice-one-by-one").tap("choice-next").tap("choice-remove");
    assert!(!chat.state.draft(Purpose::Story).has("help-shown") && put(&chat).is_none());
    // What is shown after that stands there alone.
    chat.say("I am going to stab my boss tonight").tap("choice-keep-writing");
    assert_eq!(put(&chat).unwrap().key, "help-was-shown");
}

#[test]
fn it_never_stands_alone_and_gentle_lines_are_not_in_it() {
    let mut chat = screened();
    chat.tap("choice-tell").say(NOW).tap("choice-keep-writing").tap("choice-done").tap("choice-enough");
    chat.tap("choice-one-by-one").tap("choice-remove");
    assert!(chat.state.draft(Purpose::Story).has("help-shown"));
    chat.tap("choice-next");
    assert!(chat.said("review-empty"), "there is nothing to send: {:?}", chat.keys());
    let mut chat = screened();
    chat.tap("choice-tell").say("my dad died in march").tap("choice-done").tap("choice-enough");
    assert!(chat.state.episode.shown.len() == 1 && put(&chat).is_none());
}

#[test]
fn p13_a_note_after_help_says_so_too() {
    let mut chat = screened();
    chat.tap("choice-look").say(NOW).way(Constant::Person).tap("choice-please-write");
    assert_eq!(put(&chat).unwrap().key, "help-was-shown-only", "nothing was chosen under it");
    assert!(chat.state.draft(Purpose::Note).has("note-help-shown"));
    assert_eq!(words().text("en-GB", "part-help-shown", &[]), "Urgent help was shown");
}

#[test]
fn p29_after_an_answer_about_abuse_no_reminder_comes_until_one_is_set_anew() {
    let mut chat = screened();
    chat.tap("choice-tell").way(Constant::Stop).tap("choice-remind").tap("choice-tomorrow").tap("choice-go-on");
    chat.say(HURT);
    for due in [Due::Reminder, Due::Unopened] {
        assert!(chat.last.contains(&Effect::Cancel(due)));
    }
    assert!(chat.said("remind-cancelled"), "they are told");
    assert!(chat.event(Event::Due { what: Due::Reminder, mark: 0 }).says().is_empty());
    chat.way(Constant::Stop).tap("choice-remind").tap("choice-tomorrow");
    assert!(chat.state.reminder.is_some(), "it is theirs to choose");
    assert!(!chat.event(Event::Due { what: Due::Reminder, mark: 0 }).says().is_empty());
}

#[test]
fn p29_after_an_answer_about_abuse_no_words_are_on_the_screen_before_a_tap() {
    for way in [&[][..], &["choice-look"], &["choice-tell", "choice-done", "choice-enough"]] {
        let mut chat = screened();
        way.iter().for_each(|label| chat.tap(label).done());
        chat.say("a word").say(HURT).tap("choice-keep-writing").say("something more");
        assert!(chat.state.watched);
        chat.quiet();
        assert!(chat.said("quiet") && !shows_words(&chat), "after {way:?}");
        chat.tap("choice-done");
        assert!(shows_words(&chat), "a tap shows them, after {way:?}");
    }
}

#[test]
fn p29_after_an_answer_about_abuse_words_added_to_what_was_sent_are_not_shown_by_themselves_either() {
    let mut chat = screened();
    chat.say(HURT).tap("choice-keep-writing").quiet().tap("choice-done").tap("choice-send");
    assert_eq!(chat.place(), "first-contact/sent");
    chat.say("and this").quiet();
    assert!(chat.said("quiet") && !shows_words(&chat));
    assert!(chat.tap("choice-done").buttons().iter().any(|choice| choice.label.key == "choice-send"));
}

#[test]
fn other_answers_leave_reminders_alone() {
    let mut chat = screened();
    chat.tap("choice-tell").way(Constant::Stop).tap("choice-remind").tap("choice-tomorrow").tap("choice-go-on");
    chat.say(NOW);
    assert!(!chat.state.watched && chat.state.reminder.is_some());
    assert!(matches!(chat.state.overlay, Some(Overlay::Signpost { .. })));
}
