//! A day at the desk: what a coordinator finds again, what is said after an act, and what waits for somebody who is not there.
//!
//! Not here: what each act does (`people`), what a page does while it is open (`browser`).

use ajar::store::coordinators::Role;
use chrono::{TimeDelta, Timelike};

use crate::support::desk::{Browser, Open, between};
use crate::support::places::{Place, both, sqlite};

const KATE: i64 = 7_001;

/// Sam has taken on what somebody sent.
async fn taken_on(place: Place) -> (Open, Browser, String) {
    let mut open = Open::at(place).await;
    let mut sam = open.signed_in("Sam", &[Role::Coordinator]).await;
    open.house.sends(KATE, "I keep meaning to come in").await;
    let reference = open.house.staff.list("Sam").await.unwrap()[0].reference.clone();
    sam.post(&format!("/people/{reference}/claim"), &[]).await;
    (open, sam, reference)
}

/// A page without the marks around what stands in a sentence.
async fn read(browser: &mut Browser, path: &str) -> String {
    browser.get(path).await.body.replace(['\u{2068}', '\u{2069}'], "")
}

/// What stands in one part of one's own conversations.
fn part<'a>(mine: &'a str, key: &str) -> &'a str {
    let after = mine.split(&format!("<section id=\"{key}\">")).nth(1).unwrap_or_default();
    after.split("</section>").next().unwrap_or_default()
}

#[tokio::test]
async fn p25_a_lead_is_told_that_nobody_can_open_what_goes_to_somebody_who_is_not_on_the_team() {
    for place in both().await {
        let open = Open::at(place).await;
        let mut lee = open.signed_in("Lee", &[Role::Lead]).await;
        let mut sam = open.signed_in("Sam", &[Role::Coordinator]).await;
        let says = "goes to Ann alone";
        for path in ["/people", "/team"] {
            assert!(read(&mut lee, path).await.contains(says), "{path}");
        }
        assert!(!read(&mut sam, "/people").await.contains(says), "who can do nothing about it is not told");
        let _kit = open.signed_in("Ann", &[Role::Keeper]).await;
        assert!(read(&mut lee, "/people").await.contains(says), "a keeper opens nobody's words");
        let anns = open.house.staff.members().await.unwrap().into_iter().find(|one| one.name == "Ann").unwrap().id;
        assert_eq!(lee.post(&format!("/team/{anns}/roles"), &[("role", "coordinator")]).await.status, 303);
        assert!(!read(&mut lee, "/people").await.contains(says));
    }
}

#[tokio::test]
async fn a_conversation_is_found_again_by_what_the_team_noted_and_no_word_of_the_persons_is_in_the_list() {
    for place in both().await {
        let (open, mut sam, reference) = taken_on(place).await;
        let note = format!("/people/{reference}/note");
        sam.get(&format!("/people/{reference}")).await;
        sam.post(&note, &[("text", "the first")]).await;
        open.house.hand.forward(1);
        sam.post(&note, &[("text", "\n  the <door> at the side\nand more")]).await;
        let mine = read(&mut sam, "/mine").await;
        assert!(mine.contains("the &#60;door&#62; at the side</span>") && !mine.contains("and more"), "{mine}");
        assert!(!mine.contains("meaning to come in") && !mine.contains("the first"), "{mine}");
        open.house.hand.forward(1);
        sam.post(&note, &[("text", &"long ".repeat(40))]).await;
        assert!(read(&mut sam, "/mine").await.contains("long…</span>"));
        // Whoever it is handed to has opened nothing yet, and reads no note on it before.
        let mut ann = open.signed_in("Ann", &[Role::Coordinator]).await;
        sam.post(&format!("/people/{reference}/hand-on"), &[("to-name", "Ann")]).await;
        assert!(!read(&mut ann, "/mine").await.contains("long"));
        ann.get(&format!("/people/{reference}")).await;
        assert!(read(&mut ann, "/mine").await.contains("long…</span>"));
    }
}

#[tokio::test]
async fn every_page_says_that_something_new_has_come_until_it_was_looked_at() {
    for place in both().await {
        let (mut open, mut sam, reference) = taken_on(place).await;
        let path = format!("/people/{reference}");
        let new = "<span class=\"tag new\">";
        sam.get(&path).await;
        open.house.hand.forward(1);
        sam.post(&format!("{path}/reply"), &[("text", "Hello."), ("anyway", "1")]).await;
        open.house.deliver().await;
        assert!(!read(&mut sam, "/helplines").await.contains(new));
        open.house.tap(KATE, "Write to").await;
        open.house.say(KATE, "hello Sam").await;
        for page in ["/helplines", "/people", "/devices"] {
            assert!(read(&mut sam, page).await.contains(new), "{page}");
        }
        open.house.hand.forward(1);
        assert!(!read(&mut sam, &path).await.contains(new), "what is read is not new");
        assert!(!read(&mut sam, "/people").await.contains(new));
    }
}

#[tokio::test]
async fn who_has_an_answer_coming_at_a_time_that_suits_them_does_not_wait_for_anybody() {
    for place in both().await {
        let (mut open, mut sam, reference) = taken_on(place).await;
        open.house.hand.forward(1);
        let at = open.house.clock.now().with_nanosecond(0).unwrap() + TimeDelta::hours(7);
        open.house.staff.reply_at("Sam", &reference, "Good evening.", at).await.unwrap();
        let mine = read(&mut sam, "/mine").await;
        assert!(part(&mine, "desk-mine-them").contains(&reference), "{mine}");
        assert!(mine.contains("To be sent") && !mine.contains("Good evening"), "{mine}");
        // They have said something since: then it is not sent, and they wait.
        open.house.say(KATE, "and one thing more").await;
        open.house.quiet().await;
        open.house.tap(KATE, "Send these words").await;
        let mine = read(&mut sam, "/mine").await;
        assert!(part(&mine, "desk-mine-me").contains(&reference), "{mine}");
    }
}

#[tokio::test]
async fn what_was_sent_again_is_folded_and_whoever_gave_a_name_is_called_by_it() {
    let (mut open, mut sam, reference) = taken_on(sqlite()).await;
    let path = format!("/people/{reference}");
    let before = read(&mut sam, &path).await;
    assert!(between(&before, "<h1 dir=\"auto\">", "</h1>").unwrap().starts_with("Here since"), "{before}");
    open.house.tap(KATE, "Add something").await;
    open.house.say(KATE, "and my neighbour too").await;
    for label in ["That is all for now", "That is enough", "How to reach me", "More", "A name to use"] {
        open.house.tap(KATE, label).await;
    }
    open.house.say(KATE, "Kate").await;
    for label in ["That is all for now", "That is enough", "Send these words"] {
        open.house.tap(KATE, label).await;
    }
    let page = read(&mut sam, &path).await;
    assert_eq!(between(&page, "<h1 dir=\"auto\">", "</h1>").as_deref(), Some("Kate"), "{page}");
    let first = between(&page, "<details class=\"sheet\" id=\"sent-1\">", "</details>").unwrap();
    assert!(first.contains("I keep meaning to come in") && !first.contains("neighbour"), "{first}");
    let second = between(&page, "<article class=\"sheet\" id=\"sent-2\">", "</article>").unwrap();
    assert!(second.contains("I keep meaning to come in\nand my neighbour too"), "{second}");
}

#[tokio::test]
async fn an_act_that_did_not_work_leads_back_to_the_person() {
    let (mut open, mut sam, reference) = taken_on(sqlite()).await;
    open.house.hand.forward(1);
    let path = format!("/people/{reference}");
    open.house.tap(KATE, "More").await;
    open.house.tap(KATE, "Please do not contact me").await;
    let refused = sam.post(&format!("{path}/reply"), &[("text", "Hello."), ("anyway", "1")]).await;
    assert!(
        refused.status == 409 && refused.has("Hello.") && refused.has(&format!("href=\"{path}\"")),
        "{}",
        refused.body
    );
    let nowhere = sam.get("/people/NOWHERE").await;
    assert!(nowhere.status == 404 && !nowhere.has("href=\"/people/NOWHERE\""), "{}", nowhere.body);
}
