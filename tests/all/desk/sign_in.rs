//! Getting in, staying in and being out again.

use ajar::staff::accounts::Token;
use ajar::store::coordinators::Role;

use crate::support::desk::{Open, PASSWORD};
use crate::support::places::{both, sqlite};

const LEAD: [Role; 2] = [Role::Coordinator, Role::Lead];

#[tokio::test]
async fn an_invitation_leads_in_by_a_password_and_a_second_factor_and_works_once() {
    for place in both().await {
        let open = Open::at(place).await;
        let first = open.house.staff.first_invitation("Ann").await.unwrap().unwrap();
        let link = format!("/invited/{}", first.token.reveal());
        let mut browser = open.browser();
        assert!(browser.get(&link).await.has("Ann"));
        let short = browser.post(&link, &[("password", "short"), ("again", "short")]).await;
        assert_eq!(short.status, 422);
        let got = browser.post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await;
        assert_eq!(got.to(), "/enrol");
        assert_eq!(browser.get("/team").await.status, 303, "a password alone opens nothing");
        assert_eq!(browser.enrol().await.len(), 8);
        assert_eq!(browser.get("/team").await.status, 200);
        assert_eq!(open.browser().get(&link).await.status, 404, "the link works once");
        assert!(open.house.staff.first_invitation("Ann").await.unwrap().is_none());
    }
}

#[tokio::test]
async fn an_invitation_is_over_after_a_week_or_when_it_is_taken_back_or_replaced() {
    let open = Open::at(sqlite()).await;
    let mut lead = open.signed_in("Ann", &LEAD).await;
    lead.get("/team").await;
    let made = lead.post("/team/invite", &[("name", "Sam"), ("role", "coordinator")]).await;
    let link = |page: &str| crate::support::desk::between(page, "https://desk.example.org", "</code>").unwrap();
    let first = link(&made.body);
    assert_eq!(open.browser().get(&first).await.status, 200);
    let second = link(&lead.post("/team/invite", &[("name", "Sam"), ("role", "coordinator")]).await.body);
    assert_eq!(open.browser().get(&first).await.status, 404);
    assert_eq!(open.browser().get(&second).await.status, 200);
    open.house.hand.forward(7 * 24 * 3600 + 1);
    assert_eq!(open.browser().get(&second).await.status, 404);
    assert_eq!(open.browser().get(&format!("/invited/{}", "A".repeat(43))).await.status, 404);
}

#[tokio::test]
async fn a_code_is_taken_once_and_a_recovery_code_too() {
    for place in both().await {
        let open = Open::at(place).await;
        let mut browser = open.invited("Ann", &LEAD).await;
        let recovery = browser.enrol().await;
        let used = browser.code();
        let mut other = open.browser();
        other.secret.clone_from(&browser.secret);
        assert_eq!(other.sign_in("ann", PASSWORD).await.to(), "/code");
        other.get("/code").await;
        let again = other.post("/code", &[("code", &used)]).await;
        assert!(again.status == 422 && again.has("used already"), "{}", again.body);
        open.house.hand.forward(30);
        assert_eq!(other.post("/code", &[("code", &other.code())]).await.to(), "/");
        for (code, status) in
            [(recovery[0].to_uppercase(), 303), (recovery[0].clone(), 422), ("aaaaa-aaaaa".into(), 422)]
        {
            let mut third = open.browser();
            third.sign_in("Ann", PASSWORD).await;
            third.get("/code").await;
            assert_eq!(third.post("/code", &[("code", &code)]).await.status, status, "{code}");
        }
    }
}

#[tokio::test]
async fn nobody_learns_whether_a_name_is_known() {
    let open = Open::at(sqlite()).await;
    open.signed_in("Ann", &LEAD).await;
    let mut pages = Vec::new();
    for name in ["Ann", "Nobody"] {
        let mut stranger = open.browser();
        let got = stranger.sign_in(name, "a wrong password").await;
        assert_eq!(got.status, 422);
        pages.push(got.body.replace(name, "").replace(&stranger.token(), ""));
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn a_strangers_failures_slow_the_stranger_and_never_who_has_been_there_before() {
    let open = Open::at(sqlite()).await;
    let mut ann = open.signed_in("Ann", &LEAD).await;
    ann.post("/sign-out", &[]).await;
    let mut stranger = open.browser();
    let mut status = 0;
    for _ in 0..7 {
        status = stranger.sign_in("Ann", "a wrong password").await.status;
    }
    assert_eq!(status, 429);
    // From the very same address: her device is known.
    open.house.hand.forward(30);
    assert_eq!(ann.sign_in("Ann", PASSWORD).await.to(), "/code");
    let mut elsewhere = open.browser();
    elsewhere.from = "2001:db8::1".into();
    assert_eq!(elsewhere.sign_in("Ann", PASSWORD).await.to(), "/code", "nor anywhere else");
    open.house.hand.forward(3600);
    assert_eq!(stranger.sign_in("Ann", "a wrong password").await.status, 422, "it ends by itself");
}

#[tokio::test]
async fn codes_cannot_be_tried_out() {
    let open = Open::at(sqlite()).await;
    let ann = open.signed_in("Ann", &LEAD).await;
    let mut thief = open.browser();
    thief.sign_in("Ann", PASSWORD).await;
    thief.get("/code").await;
    let mut status = 0;
    for _ in 0..7 {
        status = thief.post("/code", &[("code", "000000")]).await.status;
    }
    assert_eq!(status, 429);
    // On her own device she is not slowed by it.
    open.house.hand.forward(30);
    let mut own = ann;
    own.post("/sign-out", &[]).await;
    own.sign_in("Ann", PASSWORD).await;
    own.get("/code").await;
    assert_eq!(own.post("/code", &[("code", &own.code())]).await.to(), "/");
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_unused_and_after_twelve_hours_in_any_case() {
    let open = Open::at(sqlite()).await;
    let mut ann = open.signed_in("Ann", &LEAD).await;
    for _ in 0..3 {
        open.house.hand.forward(29 * 60);
        assert_eq!(ann.get("/team").await.status, 200);
    }
    open.house.hand.forward(31 * 60);
    assert_eq!(ann.get("/team").await.to(), "/sign-in?to=%2Fteam");
    let mut ben = open.signed_in("Ben", &LEAD).await;
    for _ in 0..25 {
        open.house.hand.forward(29 * 60);
        ben.get("/team").await;
    }
    assert_eq!(ben.get("/team").await.status, 303);
}

#[tokio::test]
async fn every_session_ends_when_password_role_or_second_factor_change() {
    let open = Open::at(sqlite()).await;
    let mut lead = open.signed_in("Ann", &LEAD).await;
    let id = |page: &str, name: &str| {
        let row = page.split(&format!(">{name}</strong>")).nth(1).unwrap().to_owned();
        crate::support::desk::between(&row, "/team/", "/").unwrap()
    };
    // A role.
    let mut sam = open.signed_in("Sam", &[Role::Coordinator]).await;
    let page = lead.get("/team").await;
    let sams = id(&page.body, "Sam");
    assert_eq!(lead.post(&format!("/team/{sams}/roles"), &[("role", "auditor")]).await.to(), "/team");
    assert_eq!(sam.get("/devices").await.status, 303);
    // A second factor.
    open.house.hand.forward(60);
    sam.sign_in("Sam", PASSWORD).await;
    sam.get("/code").await;
    sam.post("/code", &[("code", &sam.code())]).await;
    let before = sam.cookies["__Host-ajar"].clone();
    sam.get("/devices").await;
    assert_eq!(sam.post("/devices/second", &[("old", PASSWORD)]).await.to(), "/enrol");
    assert!(open.house.staff.visitor(&Token::read(&before).unwrap(), true).await.unwrap().is_none());
    sam.enrol().await;
    // A password.
    sam.get("/devices").await;
    let fields = [("old", PASSWORD), ("new", "another walk in the hills"), ("again", "another walk in the hills")];
    assert_eq!(sam.post("/devices/password", &fields).await.to(), "/sign-in");
    assert_eq!(sam.get("/devices").await.status, 303);
    assert_eq!(sam.sign_in("Sam", PASSWORD).await.status, 422);
    assert_eq!(sam.sign_in("Sam", "another walk in the hills").await.to(), "/code");
    // Suspended and removed.
    for act in ["suspend", "remove"] {
        let mut gone = open.signed_in("Tom", &[Role::Coordinator]).await;
        let toms = id(&lead.get("/team").await.body, "Tom");
        lead.post(&format!("/team/{toms}/{act}"), &[]).await;
        assert_eq!(gone.get("/devices").await.status, 303, "{act}");
        assert_eq!(gone.sign_in("Tom", PASSWORD).await.status, 422, "{act}");
        lead.get("/team").await;
        lead.post(&format!("/team/{toms}/restore"), &[]).await;
    }
}

#[tokio::test]
async fn the_last_lead_stays() {
    let open = Open::at(sqlite()).await;
    let mut lead = open.signed_in("Ann", &LEAD).await;
    open.signed_in("Sam", &[Role::Coordinator]).await;
    let page = lead.get("/team").await.body;
    let anns = crate::support::desk::between(page.split(">Ann</strong>").nth(1).unwrap(), "/team/", "/").unwrap();
    for (act, fields) in [("suspend", &[][..]), ("remove", &[]), ("roles", &[("role", "coordinator")])] {
        let got = lead.post(&format!("/team/{anns}/{act}"), fields).await;
        assert!(got.status == 409 && got.has("Nobody else"), "{act}: {}", got.status);
    }
    assert_eq!(lead.get("/team").await.status, 200);
}

#[tokio::test]
async fn what_was_being_typed_is_found_again_after_signing_in() {
    let open = Open::at(sqlite()).await;
    let mut ann = open.signed_in("Ann", &LEAD).await;
    ann.get("/team").await;
    open.house.hand.forward(31 * 60);
    let words = "Dear <you>,\nهذه كلماتي & \"mine\"";
    let lost = ann.post("/team/invite", &[("name", "Zoe"), ("role", "keeper"), ("text", words)]).await;
    assert!(lost.status == 401 && lost.has("is kept"), "{}", lost.status);
    let hidden = |page: &str, name: &str| {
        crate::support::desk::between(page, &format!("name=\"{name}\" value=\""), "\"").unwrap()
    };
    let (kept, to) = (hidden(&lost.body, "kept"), hidden(&lost.body, "to"));
    let code = ann.post("/sign-in", &[("name", "Ann"), ("password", PASSWORD), ("kept", &kept), ("to", &to)]).await;
    assert_eq!(code.status, 200);
    let (kept, to) = (hidden(&code.body, "kept"), hidden(&code.body, "to"));
    let back = ann.post("/code", &[("code", &ann.code()), ("kept", &kept), ("to", &to)]).await;
    assert!(
        back.has("action=\"/team/invite\"") && back.has("هذه كلماتي") && back.has("&#60;you&#62;"),
        "{}",
        back.body
    );
    assert!(!back.has("Zoe</strong>") && !ann.get("/team").await.has("Zoe"), "nothing is done by itself");
}

#[tokio::test]
async fn ones_own_devices_are_listed_and_can_be_signed_out_one_by_one() {
    let open = Open::at(sqlite()).await;
    let mut here = open.signed_in("Ann", &LEAD).await;
    let mut there = open.browser();
    there.secret.clone_from(&here.secret);
    open.house.hand.forward(60);
    there.sign_in("Ann", PASSWORD).await;
    there.get("/code").await;
    there.post("/code", &[("code", &there.code())]).await;
    let page = here.get("/devices").await.body;
    let ids: Vec<_> =
        page.split("/devices/").filter_map(|rest| rest.split_once("/end\"")).map(|(id, _)| id.to_owned()).collect();
    assert_eq!(ids.len(), 2);
    // The newest use stands first.
    let mut sam = open.signed_in("Sam", &LEAD).await;
    sam.get("/devices").await;
    assert_eq!(sam.post(&format!("/devices/{}/end", ids[1]), &[]).await.status, 404, "not another's");
    let this = page.split("<li>").find(|row| !row.contains("class=\"tag\"") && row.contains("/end\"")).unwrap();
    let other = crate::support::desk::between(this, "/devices/", "/end").unwrap();
    assert_eq!(here.post(&format!("/devices/{other}/end"), &[]).await.to(), "/devices");
    assert_eq!(there.get("/devices").await.status, 303);
    assert_eq!(here.get("/devices").await.status, 200);
}
