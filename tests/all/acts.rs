//! What coordinators do beside answering: handing on, reading along, not opening, noting, promising; and what lists tell of somebody unopened.

mod away;
mod change;
mod going;

use crate::support::house::House;
use crate::support::places::{Place, both, sqlite};
use ajar::locale::visible;
use ajar::staff::{Given, MayWrite, StaffError, TurnOf, Which};
use ajar::store::audit;
use ajar::store::coordinators::{self, Role, Roles};
use chrono::{NaiveDate, TimeDelta};

const KATE: i64 = 7_001_777_001;
const WORDS: &str = "the kettle and the canary";

async fn house(place: &Place) -> House {
    let house = House::at(&place.data, &place.keys).await;
    for name in ["Sam", "Ann", "Joe", "Lee"] {
        house.staff.add_coordinator(name).await.unwrap();
    }
    house
}

/// Kate sends a few words; the reference that they stand under.
async fn sent(house: &mut House, code: Option<&str>) -> String {
    house.start(KATE, code).await;
    house.say(KATE, WORDS).await;
    house.quiet().await;
    house.tap(KATE, "Send these words").await;
    reference(house).await
}

async fn reference(house: &House) -> String {
    house.staff.people("Joe", Which::Waiting, None).await.unwrap().lines[0].reference.clone()
}

/// Kate says something more about how she is to be reached, on the page after sending, and sends that as well.
async fn reach(house: &mut House, ways: &[&str]) {
    house.tap(KATE, "Another way or time").await;
    for way in ways {
        match way.strip_prefix("say ") {
            Some(words) => drop(house.say(KATE, words).await),
            None => house.tap(KATE, way).await,
        }
    }
    house.tap(KATE, "That is enough").await;
    house.tap(KATE, "Send these words").await;
}

fn newest(house: &House) -> String {
    visible(house.newest(KATE))
}

fn showed(house: &House, text: &str) -> bool {
    house.phones[&KATE].bubbles.iter().any(|bubble| visible(&bubble.text).contains(text))
}

async fn acts(house: &House) -> Vec<String> {
    let rows = audit::newest(&mut house.store.reading().await.unwrap(), 100).await.unwrap();
    rows.into_iter().rev().map(|row| row.act).collect()
}

#[tokio::test]
async fn p34_what_is_handed_on_is_the_colleagues_and_unopened() {
    for place in both().await {
        let mut house = house(&place).await;
        let reference = sent(&mut house, None).await;
        house.staff.claim("Sam", &reference).await.unwrap();
        assert!(house.staff.hand_on("Ann", &reference, "Joe").await.is_err(), "it is not hers");
        assert!(house.staff.hand_on("Sam", &reference, "Sam").await.is_err());
        house.hand.forward(60);
        house.staff.hand_on("Sam", &reference, "Ann").await.unwrap();
        assert!(matches!(house.staff.show("Sam", &reference).await, Err(StaffError::TakenOn { by }) if by == "Ann"));
        house.tap(KATE, "Where are my words?").await;
        assert!(newest(&house).contains("Ann has your words now, and has not opened them yet."));
        house.hand.forward(60);
        house.staff.show("Ann", &reference).await.unwrap();
        house.tap(KATE, "Where are my words?").await;
        assert!(newest(&house).contains("Ann has opened your words."));
        assert_eq!(acts(&house).await[4..], ["took on", "handed on", "opened"]);
    }
}

#[tokio::test]
async fn p13_words_that_went_straight_to_one_coordinator_do_not_go_to_the_next() {
    for place in both().await {
        let mut house = house(&place).await;
        let reference = sent(&mut house, None).await;
        house.staff.claim("Sam", &reference).await.unwrap();
        house.staff.reply("Sam", &reference, "Hello.").await.unwrap();
        house.deliver().await;
        house.tap(KATE, "Write to").await;
        house.say(KATE, "for Sam").await;
        house.staff.hand_on("Sam", &reference, "Ann").await.unwrap();
        house.deliver().await;
        assert!(showed(&house, "Ann at The Open Door has your words from now on"), "the person is told");
        house.say(KATE, "for nobody yet").await;
        let opened = house.staff.show("Ann", &reference).await.unwrap();
        let said: Vec<_> = opened.talk.iter().map(|talk| talk.content.words().unwrap().as_str()).collect();
        assert_eq!(said, ["Hello.", "for Sam"], "what was said before is handed on, and nothing else");
        house.staff.reply("Ann", &reference, "Hello, this is Ann.").await.unwrap();
        house.deliver().await;
        house.tap(KATE, "Write to").await;
        house.say(KATE, "for Ann").await;
        assert_eq!(house.staff.show("Ann", &reference).await.unwrap().talk.len(), 4);
    }
}

#[tokio::test]
async fn p34_whoever_reads_along_opens_and_notes_and_does_not_write() {
    for place in both().await {
        let mut house = house(&place).await;
        let reference = sent(&mut house, None).await;
        house.staff.claim("Sam", &reference).await.unwrap();
        assert!(house.staff.show("Joe", &reference).await.is_err());
        house.staff.read_with("Sam", &reference, "Joe").await.unwrap();
        house.staff.note("Joe", &reference, "has a canary").await.unwrap();
        let opened = house.staff.show("Joe", &reference).await.unwrap();
        assert_eq!((opened.notes[0].by.as_str(), opened.notes[0].words.as_str()), ("Joe", "has a canary"));
        assert_eq!((opened.may_write, opened.readers), (MayWrite::ReadsAlong, vec!["Joe".to_owned()]));
        let refused = house.staff.reply("Joe", &reference, "hello").await;
        assert!(matches!(refused, Err(StaffError::ReadsAlong { with }) if with == "Sam"));
        assert!(house.staff.mine("Joe").await.unwrap()[0].line.reading_along);
        house.staff.read_alone("Sam", &reference, "Joe").await.unwrap();
        assert!(
            house.staff.show("Joe", &reference).await.is_err() && house.staff.mine("Joe").await.unwrap().is_empty()
        );
    }
}

#[tokio::test]
async fn whoever_knows_the_person_hands_on_unread_and_never_opens_it() {
    for place in both().await {
        let mut house = house(&place).await;
        let reference = sent(&mut house, None).await;
        house.staff.i_know_them("Sam", &reference, None).await.unwrap();
        assert!(matches!(house.staff.claim("Sam", &reference).await, Err(StaffError::NotForYou)));
        assert!(house.staff.people("Sam", Which::Waiting, None).await.unwrap().lines[0].locked);
        house.staff.i_know_them("Ann", &reference, Some("Joe")).await.unwrap();
        for name in ["Sam", "Ann"] {
            assert!(house.staff.show(name, &reference).await.is_err());
            let refused = house.staff.hand_on("Joe", &reference, name).await;
            assert!(matches!(refused, Err(StaffError::NotForThem(who)) if who == name));
            assert!(house.staff.read_with("Joe", &reference, name).await.is_err());
        }
        house.staff.show("Joe", &reference).await.unwrap();
        assert!(!acts(&house).await[..4].contains(&"opened".to_owned()));
    }
}

#[tokio::test]
async fn whom_the_person_would_rather_not_meet_does_not_open_it() {
    for place in both().await {
        let mut house = house(&place).await;
        let reference = sent(&mut house, None).await;
        house.staff.show("Sam", &reference).await.unwrap();
        house.staff.reply("Sam", &reference, "Hello.").await.unwrap();
        house.deliver().await;
        house.say(KATE, "/start").await;
        house.tap(KATE, "Go on where I was").await;
        let team = ["More", "More", "More", "Somebody I would rather not", "say not sam, please", "That is all"];
        reach(&mut house, &team).await;
        assert!(matches!(house.staff.show("Sam", &reference).await, Err(StaffError::NotForYou)));
        assert!(house.staff.reply("Sam", &reference, "Why?").await.is_err());
        let line = house.staff.peek("Sam", &reference).await.unwrap();
        assert!(line.locked && line.with.is_none(), "it waits for somebody else");
        assert!(!newest(&house).contains("Sam"));
        assert!(house.staff.mine("Sam").await.unwrap().is_empty());
        house.staff.show("Ann", &reference).await.unwrap();
    }
}

#[tokio::test]
async fn an_entry_of_somebody_of_the_team_opens_only_to_the_lead() {
    for place in both().await {
        let mut house = house(&place).await;
        let reference = sent(&mut house, None).await;
        house.staff.claim("Ann", &reference).await.unwrap();
        house.staff.only_for_lead("Sam", &reference).await.unwrap();
        for name in ["Sam", "Ann", "Joe"] {
            assert!(matches!(house.staff.show(name, &reference).await, Err(StaffError::NotForYou)), "{name}");
        }
        house.staff.show("Lee", &reference).await.unwrap();
    }
}

#[tokio::test]
async fn p28_a_line_tells_closed_choices_and_never_a_word() {
    for place in both().await {
        let mut house = house(&place).await;
        let reference = sent(&mut house, Some("gp-seaton")).await;
        let line = house.staff.peek("Ann", &reference).await.unwrap();
        assert_eq!(line.found_us.as_ref().unwrap().code, "gp-seaton");
        assert_eq!((line.way.clone(), line.language.as_deref(), line.told_days), (None, Some("en-GB"), None));
        let way = ["Another way than this chat", "By a call", "say 01632 960 999", "That is all"];
        let times = ["Good and bad times", "say never before noon", "That is all"];
        reach(&mut house, &[&way[..], &times[..]].concat()).await;
        let line = house.staff.peek("Ann", &reference).await.unwrap();
        assert_eq!(
            (line.way.clone(), line.times.clone()),
            (Some(Given::Chosen("By a call".into())), Some(Given::Words))
        );
        assert_eq!((line.found_us.clone().unwrap().code, line.asked_for_a_person), ("gp-seaton".into(), false));
        let shown = format!("{line:?}");
        for secret in ["canary", "noon", "01632"] {
            assert!(!shown.contains(secret), "{secret}");
        }
        house.say(KATE, "/person").await;
        house.tap(KATE, "Please write to me").await;
        house.tap(KATE, "Send these words").await;
        let line = house.staff.peek("Ann", &reference).await.unwrap();
        assert!(line.asked_for_a_person && line.way.is_some(), "a note beside a story says nothing about the way");
    }
}

#[tokio::test]
async fn p12_what_is_removed_after_sending_is_told_no_more() {
    let place = sqlite();
    let mut house = house(&place).await;
    let reference = sent(&mut house, Some("gp-seaton")).await;
    house.say(KATE, "/my-words").await;
    house.tap(KATE, "Look at my words").await;
    house.tap(KATE, "Look one by one").await;
    house.tap(KATE, "Next").await;
    assert!(newest(&house).contains("gp-seaton"));
    house.tap(KATE, "Remove").await;
    assert_eq!(house.staff.peek("Ann", &reference).await.unwrap().found_us, None);
}

#[tokio::test]
async fn my_conversations_say_whose_turn_it_is_and_what_is_new() {
    for place in both().await {
        let mut house = house(&place).await;
        let reference = sent(&mut house, None).await;
        house.staff.claim("Sam", &reference).await.unwrap();
        let mine = house.staff.mine("Sam").await.unwrap().remove(0);
        assert_eq!((mine.turn, mine.new), (TurnOf::Me, true));
        house.hand.forward(60);
        house.staff.show("Sam", &reference).await.unwrap();
        house.staff.reply("Sam", &reference, "Hello.").await.unwrap();
        house.deliver().await;
        let mine = house.staff.mine("Sam").await.unwrap().remove(0);
        assert_eq!((mine.turn, mine.new), (TurnOf::Them, false));
        house.tap(KATE, "Write to").await;
        house.say(KATE, "hello Sam").await;
        let mine = house.staff.mine("Sam").await.unwrap().remove(0);
        assert_eq!((mine.turn, mine.new), (TurnOf::Me, true));
    }
}

#[tokio::test]
async fn what_is_promised_put_aside_and_begun_is_kept() {
    for place in both().await {
        let mut house = house(&place).await;
        let reference = sent(&mut house, None).await;
        house.staff.claim("Sam", &reference).await.unwrap();
        let (past, friday) =
            (NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(), NaiveDate::from_ymd_opt(2026, 11, 27).unwrap());
        assert!(matches!(house.staff.quiet_until("Sam", &reference, Some(past)).await, Err(StaffError::Passed(_))));
        assert!(house.staff.promise("Ann", &reference, Some((friday, "the list"))).await.is_err(), "it is not hers");
        house.staff.quiet_until("Sam", &reference, Some(friday)).await.unwrap();
        house.staff.promise("Sam", &reference, Some((friday, "the list of gardens"))).await.unwrap();
        house.staff.keep_draft("Sam", &reference, "Dear Kate, ").await.unwrap();
        house.staff.keep_draft("Sam", &reference, "Dear Kate, we ").await.unwrap();
        let mine = house.staff.mine("Sam").await.unwrap().remove(0);
        assert_eq!((mine.quiet_until, mine.promise.unwrap().words.as_str()), (Some(friday), "the list of gardens"));
        let opened = house.staff.show("Sam", &reference).await.unwrap();
        assert_eq!((opened.draft.as_deref(), opened.promise.unwrap().by), (Some("Dear Kate, we "), friday));
        house.staff.reply("Sam", &reference, "Dear Kate, we have a list.").await.unwrap();
        house.staff.promise("Sam", &reference, None).await.unwrap();
        let opened = house.staff.show("Sam", &reference).await.unwrap();
        assert_eq!((opened.draft, opened.promise), (None, None));
    }
}

#[tokio::test]
async fn p28_an_opening_is_written_down_once_a_sitting() {
    let place = sqlite();
    let mut house = house(&place).await;
    let reference = sent(&mut house, None).await;
    for minutes in [0, 5, 4, 20] {
        house.later(TimeDelta::minutes(minutes)).await;
        house.staff.show("Sam", &reference).await.unwrap();
    }
    assert_eq!(acts(&house).await.iter().filter(|act| *act == "opened").count(), 2);
    let history = house.staff.show("Sam", &reference).await.unwrap().history;
    assert_eq!(history.iter().map(|it| it.what.as_str()).collect::<Vec<_>>(), ["took on", "opened", "opened"]);
}

#[tokio::test]
async fn a_long_list_comes_in_pages_each_person_once() {
    for place in both().await {
        let mut house = house(&place).await;
        for chat in KATE..KATE + 53 {
            house.sends(chat, "hello").await;
        }
        let first = house.staff.people("Sam", Which::Waiting, None).await.unwrap();
        assert_eq!((first.lines.len(), first.total), (50, Some(53)));
        let rest = house.staff.people("Sam", Which::Waiting, first.next.as_deref()).await.unwrap();
        assert_eq!((rest.lines.len(), rest.next), (3, None));
        let mut all: Vec<_> = first.lines.iter().chain(&rest.lines).map(|line| &line.reference).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 53);
        assert!(first.lines.iter().chain(&rest.lines).is_sorted_by_key(|line| line.waiting_since), "the oldest first");
        for line in &first.lines[..2] {
            house.staff.claim("Ann", &line.reference).await.unwrap();
        }
        house.staff.rest("Ann", &first.lines[0].reference).await.unwrap();
        let others = house.staff.people("Sam", Which::Others, None).await.unwrap().lines;
        assert_eq!((others.len(), others[0].with.as_deref()), (1, Some("Ann")));
        let resting = house.staff.people("Sam", Which::Resting, None).await.unwrap().lines;
        assert_eq!(resting[0].reference, first.lines[0].reference);
    }
}

#[tokio::test]
async fn p34_a_lead_hands_on_what_somebody_has_who_is_not_there_and_a_keeper_is_handed_nothing() {
    for place in both().await {
        let mut house = house(&place).await;
        let reference = sent(&mut house, None).await;
        house.staff.claim("Sam", &reference).await.unwrap();
        let mut work = house.store.begin().await.unwrap();
        for (name, role) in [("Lee", Role::Lead), ("Joe", Role::Keeper)] {
            let who = coordinators::by_name(&mut work, name).await.unwrap().unwrap();
            coordinators::set_roles(&mut work, who.id, Roles::of([role])).await.unwrap();
        }
        work.commit().await.unwrap();
        assert!(house.staff.hand_on("Sam", &reference, "Joe").await.is_err());
        assert!(matches!(house.staff.show("Joe", &reference).await, Err(StaffError::NotForRole)));
        house.staff.hand_on("Lee", &reference, "Ann").await.unwrap();
        assert!(house.staff.show("Lee", &reference).await.is_err(), "handing on opens nothing");
        house.staff.show("Ann", &reference).await.unwrap();
    }
}
