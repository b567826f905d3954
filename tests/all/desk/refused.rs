//! What is refused with nothing done: forms without their token or from elsewhere, and whatever is outside its rules. And the headers of every answer.

use ajar::desk::matrix;
use ajar::store::coordinators::Role;

use crate::support::desk::{Browser, Got, Open, body};
use crate::support::places::sqlite;

const OURS: [(&str, &str); 2] = [("sec-fetch-site", "same-origin"), ("origin", "null")];

fn changing() -> Vec<String> {
    let posts = matrix().into_iter().filter(|(method, ..)| *method == "POST");
    let id = "00000000-0000-4000-8000-000000000000";
    posts.map(|(_, path, _)| path.replace("{id}", id).replace("{token}", id).replace("{reference}", "ABC")).collect()
}

async fn a_lead() -> (Open, Browser) {
    let open = Open::at(sqlite()).await;
    let browser = open.signed_in("Ann", &[Role::Coordinator, Role::Lead]).await;
    (open, browser)
}

#[tokio::test]
async fn every_changing_route_without_its_token_or_from_elsewhere_is_refused() {
    let (open, mut lead) = a_lead().await;
    let paths = changing();
    assert!(paths.len() > 10);
    let token = lead.token();
    let other = open.browser().token();
    for path in paths {
        for (form, headers) in [
            ("", OURS.as_slice()),
            ("wrong", &OURS),
            (&other, &OURS),
            (&token, &[("origin", "https://evil.example")]),
            (&token, &[("origin", "null")]),
            (&token, &[("sec-fetch-site", "cross-site"), ("origin", "null")]),
            (&token, &[("sec-fetch-site", "same-site"), ("origin", "https://desk.example.org")]),
            (&token, &[]),
        ] {
            let got = lead.post_as(&path, &body(&[("form", form), ("name", "Zoe"), ("role", "lead")]), headers).await;
            assert_eq!(got.status, 403, "{path} {form} {headers:?}");
        }
    }
    let names: Vec<_> = open.house.staff.members().await.unwrap().into_iter().map(|member| member.name).collect();
    assert_eq!(names, ["Ann"]);
    assert_eq!(lead.get("/team").await.status, 200, "still signed in");
}

#[tokio::test]
async fn every_form_on_every_page_carries_the_token() {
    let (_open, mut lead) = a_lead().await;
    let mut forms = 0;
    for path in ["/team", "/devices", "/audit", "/settings"] {
        let page = lead.get(path).await.body;
        for form in page.split("<form").skip(1) {
            forms += 1;
            let form = form.split("</form>").next().unwrap();
            assert!(form.contains(&format!("name=\"form\" value=\"{}\"", lead.token())), "{path}: {form}");
        }
    }
    assert!(forms > 8, "{forms}");
}

fn hold_to_headers(path: &str, got: &Got) {
    let said = |name: &str| got.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
    let policy = said("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{path}: {policy}");
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
    assert_eq!(said("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(said("referrer-policy"), "no-referrer", "{path}");
    let kept = if path.starts_with("/assets/") && got.status == 200 {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    assert_eq!(said("cache-control"), kept, "{path}");
    for script in ["<script>", " onclick", "javascript:", " style="] {
        assert!(!got.body.contains(script) || path.starts_with("/assets/"), "{path}: {script}");
    }
}

#[tokio::test]
async fn every_answer_has_the_headers_and_no_page_has_a_script_or_style_of_its_own() {
    let (open, mut lead) = a_lead().await;
    let page = lead.get("/team").await;
    let asset = |ending: &str| {
        let mut paths = page.body.split('"').filter(|text| text.starts_with("/assets/"));
        paths.rfind(|path| path.ends_with(ending)).unwrap().to_owned()
    };
    let assets = [asset(".css"), asset(".js"), asset(".svg")];
    let (mut nobody, mut invited) = (open.browser(), open.invited("Ivy", &[Role::Lead]).await);
    for (method, path, _) in matrix() {
        for browser in [&mut lead, &mut nobody, &mut invited] {
            let path = path.replace(['{', '}'], "");
            let got = match (method, path.as_str()) {
                ("GET", "/live") => browser.peek(&path).await,
                ("GET", _) => browser.get(&path).await,
                _ => browser.post_as(&path, "", &[]).await,
            };
            hold_to_headers(&path, &got);
        }
    }
    for path in assets.iter().map(String::as_str).chain(["/nowhere", "/assets/desk-000.css", "/people/../x"]) {
        hold_to_headers(path, &lead.get(path).await);
    }
    for path in &assets {
        assert_eq!(nobody.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn whatever_is_outside_its_rules_is_told_with_its_status_and_nothing_is_written() {
    let (open, mut lead) = a_lead().await;
    let token = lead.token();
    let acts = open.house.staff.acts(None, 100).await.unwrap().len();
    let long = "x".repeat(300_000);
    for (path, fields, status) in [
        ("/team/invite", body(&[("form", &token), ("name", ""), ("role", "lead")]), 422),
        ("/team/invite", body(&[("form", &token), ("name", &"x".repeat(20)), ("role", "lead")]), 422),
        ("/team/invite", body(&[("form", &token), ("name", "a\u{7}b"), ("role", "lead")]), 422),
        ("/team/invite", body(&[("form", &token), ("name", "Zoe")]), 422),
        ("/team/invite", body(&[("form", &token), ("name", "Zoe"), ("role", "king")]), 400),
        ("/team/invite", body(&[("form", &token), ("name", &long)]), 413),
        ("/team/invite", format!("form={token}&name=%FF"), 400),
        ("/team/invite", format!("form={token}&{}", "a=1&".repeat(100)), 400),
        ("/team/no-id/suspend", body(&[("form", &token)]), 404),
        ("/devices/password", body(&[("form", &token), ("old", "x"), ("new", "a"), ("again", "b")]), 422),
    ] {
        let got = lead.post_as(path, &fields, &OURS).await;
        assert_eq!(got.status, status, "{path} {}", &fields[..fields.len().min(80)]);
        assert!(got.has("<h1>"), "{path}: it is told on a page");
    }
    assert_eq!(
        lead.post_as("/team/invite", "{}", &[OURS[0], OURS[1], ("content-type", "application/json")]).await.status,
        415
    );
    for (path, status) in [
        ("/team?a=%FF", 400),
        ("/audit?before=yesterday", 404),
        ("/team/invite", 405),
        ("/nowhere", 404),
        ("/%00", 404),
    ] {
        assert_eq!(lead.get(path).await.status, status, "{path}");
    }
    for cookie in ["", "x", &"A".repeat(5000), "__Host-ajar=;;=", "\u{201c}"] {
        let mut odd = open.browser();
        odd.cookies.insert("__Host-ajar".into(), cookie.to_owned());
        assert_eq!(odd.get("/team").await.status, 303);
    }
    assert_eq!(open.house.staff.acts(None, 100).await.unwrap().len(), acts);
}

#[tokio::test]
async fn a_way_on_never_leads_to_another_site() {
    let (open, _) = a_lead().await;
    for to in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"] {
        let mut browser = open.browser();
        let got = browser.get(&format!("/sign-in?{}", body(&[("to", to)]))).await;
        assert!(got.has("name=\"to\" value=\"/\""), "{to}");
    }
}

#[tokio::test]
async fn what_the_team_types_stays_text() {
    let (_open, mut lead) = a_lead().await;
    let name = "<b onload=x>'\"&";
    lead.get("/team").await;
    let got = lead.post("/team/invite", &[("name", name), ("role", "coordinator")]).await;
    assert_eq!(got.status, 200, "{}", got.body);
    assert!(!got.has("<b ") && !lead.get("/audit").await.has("<b "));
}
