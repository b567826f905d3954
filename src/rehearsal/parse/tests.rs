//! What a story may say is understood, and what it may not say is told with its place and what to write.

use super::*;
use crate::dialogue::OtherKind;
use crate::referral::Queue;
use crate::rehearsal::story::{Act, Comes, Does, Span, Standing, Then, What};

const HEAD: &str = "Story: A try\nTeam: Anna, Ben\n\n";

fn lines(text: &str) -> Vec<What> {
    let story = parse("a.txt", &format!("{HEAD}{text}")).unwrap_or_else(|error| panic!("{:?}", error.mistakes));
    story.lines.into_iter().map(|line| line.what).collect()
}

fn one(text: &str) -> What {
    lines(text).pop().unwrap()
}

fn wrong(text: &str) -> (usize, String, String) {
    let mistake = parse("a.txt", &format!("{HEAD}{text}")).unwrap_err().mistakes.remove(0);
    (mistake.line, mistake.message, mistake.help.unwrap_or_default())
}

#[test]
fn p11_words_are_read_byte_for_byte() {
    let says = |words: &str| What::Act(Act::Says(words.to_owned()));
    assert_eq!(one("Person:   aye, reet "), says("  aye, reet "));
    assert_eq!(one("Person: one\n\n      two\n    three\n\n"), says("one\n\n  two\nthree"));
    assert_eq!(one("Person:\n    [not a button]"), says("[not a button]"));
    assert_eq!(one("Person edits \"one\": 1"), What::Act(Act::Edits { of: Some("one".into()), words: "1".into() }));
}

#[test]
fn a_message_ends_with_its_buttons() {
    let bubble = |text: &str, labels: &[&str]| {
        What::Comes(Comes::Bubble(text.to_owned(), labels.iter().map(|label| (*label).to_owned()).collect()))
    };
    assert_eq!(one("Ajar: a\n\n    b\n    [c d] [e]\n    [f]"), bubble("a\n\nb", &["c d", "e", "f"]));
    assert_eq!(one("Ajar: a"), bubble("a", &[]));
    assert_eq!(one("✍"), What::Comes(Comes::Mark));
    assert_eq!(one("(2 messages are deleted)"), What::Comes(Comes::Gone(2)));
}

#[test]
fn everything_that_may_happen_is_understood() {
    let acts = [
        ("[Send] from earlier", Act::Presses { label: "Send".into(), earlier: true }),
        ("(3 weeks pass)", Act::Passes(Span::Seconds(3 * 604_800))),
        ("(an hour passes)", Act::Passes(Span::Seconds(3_600))),
        ("(two days pass)", Act::Passes(Span::Seconds(172_800))),
        ("(a quiet moment passes)", Act::Passes(Span::Quiet)),
        ("(it is Monday, 9:30)", Act::Passes(Span::Until(0, 570))),
        ("(the bot restarts)", Act::Restart),
        ("(the last message arrives twice)", Act::Again),
        ("(voice note, 12 seconds: listen)", Act::Voice(12, Some("listen".into()))),
        ("(picture)", Act::Picture(None)),
        ("(sticker)", Act::Other(OtherKind::Sticker)),
        ("Person blocks the bot", Act::Blocks(true)),
    ];
    for (text, act) in acts {
        assert_eq!(one(text), What::Act(act), "{text}");
    }
}

#[test]
fn what_the_team_may_do_is_a_closed_list() {
    let act = |name: &str, does, queue, refused| What::Act(Act::Team { name: name.to_owned(), does, queue, refused });
    assert_eq!(one("Anna picks it up"), act("Anna", Does::PicksUp, None, false));
    assert_eq!(one("Ben cannot open the complaint"), act("Ben", Does::Opens, Some(Queue::Complaints), true));
    assert_eq!(one("Anna puts it to rest"), act("Anna", Does::Rests, None, false));
    assert_eq!(one("Ben hands it back"), act("Ben", Does::HandsBack, None, false));
    assert_eq!(one("Anna writes: a\n\n    b"), act("Anna", Does::Writes("a\n\nb".into()), None, false));
    assert!(wrong("Cara picks it up").2.contains("Team: Cara"));
    assert!(wrong("Anna sings").1.contains("Anna does nothing"));
}

#[test]
fn then_is_a_closed_list_of_sentences() {
    let then = [
        ("Then no coordinator has seen anything", Then::NothingSeen),
        ("Then the queue has 1 new, with: a\n    b", Then::Queue(Queue::Main, 1, Some("a\nb".into()))),
        ("Then the queue for under 18 has two new", Then::Queue(Queue::Young, 2, None)),
        ("Then Anna reads:\n    a", Then::Reads("Anna".into(), "a".into())),
        ("Then sending 2 is: a", Then::Sending(2, "a".into())),
        ("Then it is with Ben", Then::Stands(Standing::With("Ben".into()))),
    ];
    for (text, expected) in then {
        assert_eq!(one(text), What::Then(expected), "{text}");
    }
    let (line, message, help) = wrong("Person: /start\nThen no coordinator has sen anything");
    assert_eq!((line, message.as_str()), (5, "nothing is said to be true in these words"));
    assert!(help.contains("no coordinator has seen anything"), "{help}");
}

#[test]
fn an_unknown_line_is_a_mistake_with_its_line_and_what_was_meant() {
    let (line, message, help) = wrong("Person: /start\n\nPreson: hello\n    and more");
    assert_eq!((line, message.as_str()), (6, "no line of a story begins like this"));
    assert!(help.contains("Person:"), "{help}");
    assert_eq!(wrong("(3 fortnights pass)").0, 4);
    let error = parse("a.txt", "Person: /start\nPreson: x\nThen x\n").unwrap_err();
    assert_eq!(error.mistakes.len(), 3, "all mistakes of a file are told in one run: {:?}", error.mistakes);
}

#[test]
fn what_stands_above_a_story_is_read_and_told_where_it_is_wrong() {
    let text = "Story: A try\nShows: P2, P13\nBegins: Friday 27 November 2026, 17:10\nService: complaints go to Meera; Jo is there for people under 18\nAlso: with every call to the store failing once\n\nPerson: /start\n";
    let head = parse("a.txt", text).unwrap().head;
    assert_eq!((head.shows.as_slice(), head.has.len(), head.failing), ([2, 13].as_slice(), 2, true));
    assert_eq!(super::time::written(head.begins), "Friday 27 November 2026, 17:10");
    for (from, to) in
        [("P2", "P99"), ("Friday", "Monday"), ("complaints go", "complaints fly"), ("failing once", "failing")]
    {
        assert_eq!(parse("a.txt", &text.replace(from, to)).unwrap_err().mistakes.len(), 1, "{to}");
    }
}
