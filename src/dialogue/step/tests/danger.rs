//! Danger: every path from words to script passes the screening, which is the first line of `step`.

use super::chat::Chat;
use crate::buttons::Constant;
use crate::dialogue::{Chose, Effect, Episode, Event, Overlay, Text};
use crate::safety::Rules;
use crate::story::{Content as Held, FileRef, Words};

/// Ways to every kind of state, by what is pressed.
fn states() -> Vec<Chat> {
    let ways: [&[&str]; 8] = [
        &[],
        &["choice-tell"],
        &["choice-look"],
        &["choice-look", "choice-goes-on"],
        &["choice-other", "choice-my-work"],
        &["choice-more", "choice-language"],
        &["choice-tell", "choice-strengths"],
        &["choice-more", "choice-more", "choice-forget"],
    ];
    let mut out: Vec<Chat> = ways
        .iter()
        .map(|way| {
            let mut chat = Chat::begun();
            for label in *way {
                chat.tap(label);
            }
            chat
        })
        .collect();
    for constant in [Constant::Stop, Constant::Person, Constant::Help] {
        let mut chat = Chat::begun();
        chat.say("a").quiet().way(constant);
        out.push(chat);
    }
    out
}

#[test]
fn p21_every_path_from_words_to_script_passes_the_screening() {
    let caption = || Held::Picture { file: FileRef("f".into()), caption: Some(Words::new("a PROBE in it")) };
    let note = || Held::Voice { file: FileRef("f".into()), seconds: 1, caption: Some(Words::new("PROBE")) };
    for mut chat in states() {
        std::sync::Arc::make_mut(&mut chat.content).rules = Rules::Probe("PROBE");
        let edit = Event::Edited { message: 7, edited_at: chat.now, words: Words::new("PROBE"), kept: None };
        let said = |content| Event::Said { message: 9, sent_at: chat.now, content };
        for event in [said(Held::Text(Words::new("the PROBE"))), said(caption()), said(note()), edit] {
            chat.state.episode = Episode::default();
            chat.event(event);
            let first = chat.says()[0];
            assert!(first.urgent, "at {}", chat.place());
            assert_eq!(chat.keys()[0], "signpost-now");
            assert!(!chat.last.contains(&Effect::Mark), "P4: no mark beside an answer about danger");
        }
    }
}

#[test]
fn p21_the_words_are_kept_and_keep_writing_returns_exactly_there() {
    let mut chat = Chat::begun();
    std::sync::Arc::make_mut(&mut chat.content).rules = Rules::Probe("PROBE");
    chat.tap("choice-tell").tap("choice-strengths").say("PROBE");
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::Keep { part, .. } if part == "strengths")));
    assert_eq!(chat.state.overlay, Some(Overlay::Signpost { id: "now".into(), page: 0 }));
    chat.tap("choice-keep-writing");
    assert_eq!(chat.place(), "first-contact/strengths");
}

/// A conversation at the shipped rules.
fn screened() -> Chat {
    static RULES: std::sync::OnceLock<Rules> = std::sync::OnceLock::new();
    let rules = RULES.get_or_init(|| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogues/safety/en.toml");
        Rules::compile(&[toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()]).unwrap()
    });
    let mut chat = Chat::begun();
    std::sync::Arc::make_mut(&mut chat.content).rules = rules.clone();
    chat
}

const NOW: &str = "I'm going to kill myself tonight";
const SOON: &str = "I don't want to be here any more";

#[test]
fn p23_an_episode_is_answered_in_full_once_then_with_a_line_and_anew_after_a_day() {
    let mut chat = screened();
    chat.say(SOON);
    assert_eq!(chat.keys()[0], "signpost-soon");
    chat.say(SOON);
    assert_eq!(chat.keys(), ["signpost-again"]);
    chat.say(SOON);
    assert!(!chat.said("signpost-again") && !chat.said("signpost-soon"), "one gentle line, never twice");
    chat.now += chrono::TimeDelta::hours(24);
    chat.say(SOON);
    assert_eq!(chat.keys()[0], "signpost-soon", "another day is another episode");
}

#[test]
fn p21_what_is_worse_or_new_inside_an_episode_is_answered_in_full() {
    let mut chat = screened();
    chat.say(SOON).say(NOW);
    assert_eq!((chat.keys()[0].as_str(), chat.says().len()), ("signpost-now", 2));
    chat.say("my husband hits me and takes my phone");
    assert_eq!(chat.keys()[0], "signpost-abuse", "a new area");
    chat.say(SOON);
    assert_eq!(chat.keys(), ["signpost-again"], "nothing new: the line");
}

#[test]
fn p21_danger_now_gets_its_line_in_every_turn_and_neighbouring_messages_are_one_turn() {
    let mut chat = screened();
    chat.say(NOW).say(NOW);
    assert_eq!(chat.keys(), ["signpost-again"]);
    assert!(chat.says()[0].urgent);
    chat.say(NOW);
    assert!(!chat.said("signpost-again"));
    chat.now += chrono::TimeDelta::seconds(20);
    chat.say(NOW);
    assert_eq!(chat.keys(), ["signpost-again"]);
}

#[test]
fn p22_what_was_shown_and_chosen_is_written_down_and_nothing_about_the_person() {
    let mut chat = screened();
    chat.say(NOW);
    let at = chat.now;
    let kept = serde_json::to_value(&chat.state.episode).unwrap();
    assert_eq!(kept, serde_json::json!({ "shown": [{ "signpost": "suicide-now", "at": at }] }));
    chat.tap("choice-more-ways").tap("choice-keep-writing");
    let shown = &chat.state.episode.shown;
    assert_eq!((shown.len(), shown[0].chose), (1, Some(Chose::KeepWriting)));
    chat.say("only the weather").say("my husband hits me and takes my phone").say("and more");
    assert_eq!(chat.state.episode.shown[1].chose, Some(Chose::KeepWriting), "who writes on has chosen");
}

#[test]
fn p13_yes_shows_their_words_first_with_the_ways_in_sight_and_sends_nothing() {
    let mut chat = screened();
    chat.say("the dog is well").say(NOW).tap("choice-show-first");
    assert!(chat.last.iter().all(|effect| !matches!(effect, Effect::Refer { .. })));
    assert_eq!(chat.place(), "first-contact/review");
    let whole = chat.says().iter().any(|say| say.text.contains(&Text::Whole(crate::story::Purpose::Story)));
    assert!(whole && chat.said("would-be-sent") && chat.said("signpost-in-sight") && chat.said("helpline-samaritans"));
    chat.tap("choice-send");
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::Refer { .. })));
    assert!(chat.said("sent") && chat.said("signpost-in-sight"), "they stay in sight");
}

#[test]
fn p13_no_sends_nothing_and_returns() {
    let mut chat = screened();
    chat.tap("choice-tell").tap("choice-strengths").say(NOW).tap("choice-no");
    assert_eq!(chat.place(), "first-contact/strengths");
    assert_eq!((chat.keys()[0].as_str(), chat.state.overlay.is_none()), ("signpost-no", true));
    assert_eq!(chat.state.episode.shown[0].chose, Some(Chose::No));
}

#[test]
fn p29_abuse_meets_a_neutral_first_line_999_and_55_and_named_services_on_a_tap() {
    let mut chat = screened();
    chat.say("my husband checks my phone and hits me");
    assert_eq!(chat.keys()[..3], ["signpost-abuse", "helpline-999", "helpline-999-silent"]);
    let mut named = chat.fork();
    named.tap("choice-named-ways");
    assert!(named.said("helpline-refuge") && named.said("helpline-mens-advice") && named.said("helpline-galop"));
    chat.tap("choice-clear");
    assert!(chat.said("clear-limits"), "what clearing does is said before it is done");
}

#[test]
fn p23_past_and_a_loss_are_met_once_gently_with_the_place_and_the_mark_as_ever() {
    let mut chat = screened();
    chat.tap("choice-tell").say("I tried to end my life ten years ago");
    assert_eq!(chat.keys()[0], "signpost-past");
    assert!(chat.state.overlay.is_none() && chat.last.contains(&Effect::Mark) && !chat.says()[0].urgent);
    chat.say("I used to cut myself when I was young");
    assert!(!chat.said("signpost-past"), "not twice");
    chat.say("my brother hung himself last year");
    assert_eq!(chat.keys()[..2], ["signpost-bereaved-by-suicide", "helpline-bereaved-by-suicide"]);
}

#[test]
fn p25_somebody_under_18_meets_childline_and_is_never_asked_to_tell_a_queue_of_adults() {
    let mut chat = screened();
    chat.state.under_18 = true;
    chat.say(NOW);
    for row in ["helpline-childline", "helpline-childline-chat", "helpline-111", "helpline-999"] {
        assert!(chat.said(row), "{row}");
    }
    let labels: Vec<String> = chat.buttons().into_iter().map(|choice| choice.label.key).collect();
    assert_eq!(labels, ["choice-keep-writing", "choice-more-ways", "choice-say-adult", "choice-copy"]);
    let mut with = screened();
    with.facts.young = Some(crate::dialogue::Contact { name: "Jo".into(), phone: None, email: None });
    with.state.under_18 = true;
    with.say(NOW).tap("choice-show-first");
    assert!(with.said("would-be-sent-young"), "it is said to whom it would go");
    with.tap("choice-send");
    let queue = with.last.iter().find_map(|it| if let Effect::Refer { queue, .. } = it { Some(*queue) } else { None });
    assert_eq!((queue, with.said("sent-young")), (Some(crate::referral::Queue::Young), true));
}

#[test]
fn p21_where_words_go_to_somebody_already_it_is_said_and_nothing_is_asked() {
    let mut chat = screened();
    chat.holder = crate::dialogue::Holder::Coordinator { name: "Anna".into(), in_touch: true };
    chat.state.direct = Some("Anna".into());
    chat.say(NOW);
    assert_eq!(chat.keys()[0], "signpost-now");
    assert!(chat.said("signpost-straight") && !chat.said("signpost-ask"));
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::PassOn(_))), "the words went to her as ever");
}

#[test]
fn p13_where_nothing_is_kept_yes_asks_to_be_written_to() {
    let mut chat = screened();
    chat.tap("choice-other").tap("choice-my-work").say(NOW).tap("choice-show-first");
    assert_eq!(chat.place(), "note/review");
    assert!(chat.state.draft(crate::story::Purpose::Story).is_empty());
}

#[test]
fn p21_every_cell_is_answered_in_every_nation_with_four_ways_at_most_and_one_without_speaking() {
    use crate::dialogue::{Nation, Shape};
    use crate::safety::{Area, Level};
    let content = super::chat::content();
    let mut cells = 0;
    for (young, nation) in [false, true].into_iter().flat_map(|young| Nation::ALL.map(|nation| (young, nation))) {
        for area in Area::ALL.into_iter().map(Some).chain([None]) {
            for level in Level::ALL {
                let (id, signpost) = content.signposts.find(young, level, area).unwrap();
                let rows = content.signposts.rows(&signpost.rows, nation, &content.helplines);
                let silent = rows.iter().any(|row| !row.speech) || signpost.shape == Shape::Gently;
                assert!((1..=4).contains(&rows.len()) && silent, "{id} in {nation:?}: {}", rows.len());
                cells += 1;
            }
        }
    }
    assert_eq!(cells, 2 * 4 * 11 * 5);
}

#[test]
fn p25_who_says_in_words_that_they_are_under_18_meets_their_own_ways_once_and_can_say_otherwise() {
    let mut chat = screened();
    chat.tap("choice-tell").say("im 15, can i come to the garden?");
    assert_eq!(chat.keys()[..2], ["signpost-young-said", "helpline-childline"]);
    assert!(chat.state.under_18 && chat.state.episode.is_empty(), "nothing about danger is written down");
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::Keep { .. })));
    chat.tap("choice-say-adult");
    assert_eq!((chat.state.under_18, chat.place().as_str()), (false, "first-contact/tell"));
    chat.say("im 15 i said");
    assert!(!chat.state.under_18, "it is not heard a second time");
    let mut worse = screened();
    worse.say("im 15 and I want to die");
    assert!(worse.said("helpline-childline") && worse.state.under_18, "{:?}", worse.keys());
}
