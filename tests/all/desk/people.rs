//! People at the desk: who waits, one person's words exactly as they sent them, writing to them, and what is on record.

use ajar::store::coordinators::Role;

use crate::support::desk::{Browser, Open, between};
use crate::support::places::{Place, both, sqlite};

const KATE: i64 = 7_001;
const WORDS: &str =
    "I keep  meaning to come in <b>but</b>\n\tI walk past.\n\u{645}\u{631}\u{62d}\u{628}\u{627} & \"hello\" \u{1f642}";

/// Somebody has sent something, and Sam sits at the desk.
async fn somebody_waits(place: Place) -> (Open, Browser, String) {
    let mut open = Open::at(place).await;
    let sam = open.signed_in("Sam", &[Role::Coordinator]).await;
    open.house.sends(KATE, WORDS).await;
    let reference = open.house.staff.list("Sam").await.unwrap()[0].reference.clone();
    (open, sam, reference)
}

/// What a browser would show of a piece of a page.
fn read(html: &str) -> String {
    let text = html.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'");
    text.replace("&#38;", "&")
}

#[tokio::test]
async fn p28_nothing_is_opened_before_somebody_says_that_they_will_answer() {
    for place in both().await {
        let (open, mut sam, reference) = somebody_waits(place).await;
        let list = sam.get("/people").await;
        assert!(list.has(&reference) && !list.has("walk past"), "{}", list.body);
        let door = sam.get(&format!("/people/{reference}")).await;
        assert!(door.has("I will answer") && !door.has("walk past"), "{}", door.body);
        let acts = |acts: Vec<ajar::store::audit::ActRow>| acts.into_iter().map(|act| act.act).collect::<Vec<_>>();
        assert!(!acts(open.house.staff.acts(None, 9).await.unwrap()).contains(&"opened".to_owned()));
        let claimed = sam.post(&format!("/people/{reference}/claim"), &[]).await;
        assert_eq!(claimed.to(), format!("/people/{reference}"));
        let page = sam.get(&format!("/people/{reference}")).await;
        assert!(page.has("walk past"), "{}", page.body);
        assert!(acts(open.house.staff.acts(None, 9).await.unwrap()).contains(&"opened".to_owned()));
    }
}

#[tokio::test]
async fn p11_their_words_stand_there_byte_for_byte() {
    let (_open, mut sam, reference) = somebody_waits(sqlite()).await;
    sam.post(&format!("/people/{reference}/claim"), &[]).await;
    let page = sam.get(&format!("/people/{reference}")).await.body;
    let shown: Vec<_> = page
        .split("<div class=\"words\" dir=\"auto\">")
        .skip(1)
        .map(|rest| read(rest.split("</div>").next().unwrap()))
        .collect();
    assert_eq!(shown, [WORDS]);
}

#[tokio::test]
async fn p34_of_two_who_say_it_one_is_told_who_was_first() {
    let (open, mut sam, reference) = somebody_waits(sqlite()).await;
    let mut ann = open.signed_in("Ann", &[Role::Coordinator]).await;
    let claim = format!("/people/{reference}/claim");
    assert_eq!(sam.post(&claim, &[]).await.status, 303);
    let late = ann.post(&claim, &[]).await;
    assert!(late.status == 409 && late.has("Sam"), "{}", late.body);
    assert!(!ann.get(&format!("/people/{reference}")).await.has("walk past"));
    assert!(ann.get("/others").await.has(&reference) && !ann.get("/people").await.has(&reference));
}

#[tokio::test]
async fn an_answer_goes_out_once_and_the_conversation_goes_on() {
    let (mut open, mut sam, reference) = somebody_waits(sqlite()).await;
    let at = |act: &str| format!("/people/{reference}/{act}");
    sam.post(&at("claim"), &[]).await;
    assert_eq!(sam.post(&at("reply"), &[("text", "  ")]).await.status, 422);
    let kept = "x".repeat(4_000);
    let long = sam.post(&at("reply"), &[("text", &kept)]).await;
    assert!(long.status == 422 && long.has(&kept), "what was typed is kept");
    assert_eq!(sam.post(&at("reply"), &[("text", "Hello, this is Sam.\r\nTuesday?")]).await.status, 303);
    open.house.deliver().await;
    assert!(
        open.house.phones[&KATE].bubbles.iter().any(|bubble| bubble.text.contains("Hello, this is Sam.\nTuesday?"))
    );
    open.house.tap(KATE, "Write to").await;
    open.house.say(KATE, "yes, Tuesday <3").await;
    let page = sam.get(at("").trim_end_matches('/')).await.body;
    assert!(page.contains("yes, Tuesday &#60;3") && page.contains("Hello, this is Sam."), "{page}");
    assert!(sam.get("/mine").await.has(&reference));
}

#[tokio::test]
async fn what_is_being_written_is_kept_on_the_server_and_goes_with_the_answer() {
    let (open, mut sam, reference) = somebody_waits(sqlite()).await;
    let at = |act: &str| format!("/people/{reference}/{act}");
    sam.post(&at("claim"), &[]).await;
    sam.post(&at("draft"), &[("text", "I was about to")]).await;
    sam.post("/sign-out", &[]).await;
    assert_eq!(sam.get(at("").trim_end_matches('/')).await.status, 303);
    open.house.hand.forward(60);
    sam.sign_in("Sam", crate::support::desk::PASSWORD).await;
    sam.get("/code").await;
    sam.post("/code", &[("code", &sam.code())]).await;
    let draft = |page: &str| between(page, "data-draft=", "</textarea>").unwrap();
    let page = |body: &str| read(&draft(body));
    let path = at("").trim_end_matches('/').to_owned();
    assert!(page(&sam.get(&path).await.body).ends_with("I was about to"));
    sam.post(&at("begin"), &[("text", "I was about to"), ("key", "template-visit")]).await;
    let begun = page(&sam.get(&path).await.body);
    assert!(begun.contains("I was about to") && begun.lines().count() > 2, "{begun}");
    assert_eq!(open.house.phones[&KATE].bubbles.iter().filter(|bubble| bubble.text.contains("about to")).count(), 0);
    sam.post(&at("reply"), &[("text", "Now."), ("anyway", "1")]).await;
    assert!(page(&sam.get(&path).await.body).ends_with('\n'), "nothing is left");
}

#[tokio::test]
async fn notes_promises_and_putting_aside_stand_on_the_page_and_never_in_a_list_of_others() {
    let (open, mut sam, reference) = somebody_waits(sqlite()).await;
    let at = |act: &str| format!("/people/{reference}/{act}");
    let path = at("").trim_end_matches('/').to_owned();
    sam.post(&at("claim"), &[]).await;
    assert_eq!(sam.post(&at("note"), &[("text", "rings on <Tuesdays>")]).await.to(), path);
    assert_eq!(sam.post(&at("promise"), &[("text", "ask about the choir"), ("day", "2026-11-30")]).await.to(), path);
    assert_eq!(sam.post(&at("promise"), &[("text", "ask"), ("day", "soon")]).await.status, 422);
    let page = sam.get(&path).await;
    assert!(page.has("rings on &#60;Tuesdays&#62;") && page.has("ask about the choir"), "{}", page.body);
    assert!(sam.get("/mine").await.has("ask about the choir"));
    let mut ann = open.signed_in("Ann", &[Role::Coordinator]).await;
    for path in ["/people", "/others", "/mine", "/resting"] {
        let page = ann.get(path).await;
        assert!(page.status == 200 && !page.has("Tuesdays") && !page.has("choir"), "{path}");
    }
    assert_eq!(sam.post(&at("quiet"), &[("day", "2026-12-24")]).await.to(), path);
    let mut mine = sam.get("/mine").await;
    mine.body.retain(|sign| !matches!(sign, '\u{2068}' | '\u{2069}'));
    assert!(mine.has("24 December"), "{}", mine.body);
}

#[tokio::test]
async fn handing_on_reading_along_and_i_know_this_person_move_who_may_open() {
    let (open, mut sam, reference) = somebody_waits(sqlite()).await;
    let at = |act: &str| format!("/people/{reference}/{act}");
    let path = at("").trim_end_matches('/').to_owned();
    let mut ann = open.signed_in("Ann", &[Role::Coordinator]).await;
    sam.post(&at("claim"), &[]).await;
    sam.post(&at("read-with"), &[("with", "Ann")]).await;
    let along = ann.get(&path).await;
    assert!(along.has("walk past") && !along.has("/reply\""), "{}", along.body);
    assert_eq!(ann.post(&at("reply"), &[("text", "hello"), ("anyway", "1")]).await.status, 409);
    let handed = sam.post(&at("hand-on"), &[("to-name", "Ann")]).await;
    assert!(sam.get(handed.to()).await.has("with your colleague now"));
    assert!(ann.get(&path).await.has("/reply\""));
    assert!(!sam.get(&path).await.has("walk past"));
    assert_eq!(ann.post(&at("know"), &[("to-name", "")]).await.to(), "/people?did=know");
    assert!(!ann.get(&path).await.has("walk past"), "never again");
    assert_eq!(ann.post(&at("claim"), &[]).await.status, 409);
    assert_eq!(sam.post(&at("claim"), &[]).await.status, 303);
    assert_eq!(sam.post(&at("rest"), &[]).await.to(), "/mine?did=let-rest");
    assert!(sam.get("/resting").await.has(&reference));
}

#[tokio::test]
async fn keepers_and_auditors_open_nobodys_words() {
    let (open, mut sam, reference) = somebody_waits(sqlite()).await;
    sam.post(&format!("/people/{reference}/claim"), &[]).await;
    for (name, role) in [("Kit", Role::Keeper), ("Aud", Role::Auditor)] {
        let mut browser = open.signed_in(name, &[role]).await;
        for path in ["/people", "/mine", "/resting", "/others"] {
            assert_eq!(browser.get(path).await.status, 403, "{path}");
        }
        assert_eq!(browser.get(&format!("/people/{reference}")).await.status, 403);
        assert!(open.house.staff.show(name, &reference).await.is_err());
        assert!(open.house.staff.claim(name, &reference).await.is_err());
    }
}

#[tokio::test]
async fn p34_a_lead_hands_on_what_somebody_left_behind_and_reads_none_of_it() {
    let (open, _sam, reference) = somebody_waits(sqlite()).await;
    let mut lee = open.signed_in("Lee", &[Role::Lead]).await;
    let mut ann = open.signed_in("Ann", &[Role::Coordinator]).await;
    open.house.staff.claim("Sam", &reference).await.unwrap();
    let hand_on = format!("/people/{reference}/hand-on");
    assert!(!ann.get(&format!("/people/{reference}")).await.has(&hand_on), "a colleague is not asked to");
    let sams = open.house.staff.members().await.unwrap().into_iter().find(|one| one.name == "Sam").unwrap().id;
    assert_eq!(lee.post(&format!("/team/{sams}/remove"), &[]).await.status, 303);
    let door = lee.get(&format!("/people/{reference}")).await;
    assert!(door.has(&hand_on) && !door.has("walk past"), "{}", door.body);
    assert_eq!(lee.post(&hand_on, &[("to-name", "Ann"), ("then", "others")]).await.to(), "/others?did=hand-on");
    assert!(ann.get("/mine").await.has(&reference));
    assert!(!lee.get(&format!("/people/{reference}")).await.has("walk past"));
}
