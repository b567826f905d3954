//! Two hundred strings that try to be more than words, through every way in which text comes to a page: nothing runs, no dialog opens, nothing is
//! asked for elsewhere, and nothing even gets so far that the page's policy has to stop it.

use ajar::store::coordinators::Role;
use serde_json::json;

use crate::browser::driver::{Driver, Window};
use crate::browser::story::{KATE, sign_up, window};
use crate::support::desk::Open;
use crate::support::places::sqlite;

/// What is tried: each says that it ran, opens a dialog, or asks for something elsewhere.
const TRIES: [&str; 20] = [
    "<script>window.hit=1;alert(1)</script>",
    "<img src=https://evil.example/ onerror=alert(1)>",
    "<img src=x onerror=window.hit=1>",
    "<svg onload=alert(1)>",
    "<svg><script>window.hit=1</script></svg>",
    "<iframe src=javascript:parent.hit=1></iframe>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<link rel=stylesheet href=https://evil.example/>",
    "<style>@import 'https://evil.example/'</style>",
    "<style>*{background:url(https://evil.example/)}</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<object data=https://evil.example/></object>",
    "<video src=https://evil.example/ autoplay></video>",
    "<a href=javascript:alert(1) autofocus>x</a>",
    "<form action=https://evil.example/><button autofocus>",
    "<math><mtext><img src=x onerror=alert(1)>",
];
/// What it stands in, to break out of wherever a page may have put it.
const AROUND: [(&str, &str); 10] = [
    ("", ""),
    ("\">", "<x y=\""),
    ("'>", "<x y='"),
    ("</textarea>", ""),
    ("</title></style></script>", ""),
    ("-->", "<!--"),
    ("]]>", ""),
    ("&#60;/div&#62;", "{{7*7}}"),
    ("\u{202e}\u{2066}", "\u{2069}"),
    ("\u{feff}\u{fffd}", "%3Cscript%3E"),
];

/// All of them, ten to a message.
fn messages() -> Vec<String> {
    let around = |what: &str| AROUND.map(|(before, after)| format!("{before}{what}{after}")).join("\n");
    TRIES.into_iter().map(around).collect()
}

/// Sends a form from within the page, as the page's own forms go.
async fn post(window: &Window, path: &str, fields: serde_json::Value) -> u64 {
    let script = "const [path, fields, done] = arguments; \
        const body = new URLSearchParams({ ...fields, form: document.querySelector('[name=form]').value }); \
        fetch(path, { method: 'POST', body }).then(answer => done(answer.status), why => done(`${why}`))";
    let status = window.run_async(script, json!([path, fields])).await;
    status.as_u64().unwrap_or_else(|| panic!("{path}: {status}"))
}

/// Goes there, and holds that there was nothing but words.
async fn nothing_runs_at(window: &Window, open: &Open, path: &str) {
    window.go(path).await;
    assert_eq!(
        window
            .run(
                "return window.hit === undefined && document.querySelectorAll('x, iframe, object').length === 0",
                json!([])
            )
            .await,
        true,
        "{path}"
    );
    let base = format!("http://{}/", open.address);
    // Data goes nowhere: it is the browser's own pictures in its fields for days. (One of ours the page's policy would stop.)
    let is_elsewhere = |url: &String| !url.starts_with(&base) && !url.starts_with("data:");
    let elsewhere: Vec<_> = window.asked_for().await.into_iter().filter(is_elsewhere).collect();
    assert!(elsewhere.is_empty(), "{path}: {elsewhere:?}");
    let stopped: Vec<_> =
        window.log("browser").await.into_iter().filter(|line| line.contains("Content Security Policy")).collect();
    assert!(stopped.is_empty(), "{path}: {stopped:?}");
}

#[tokio::test]
async fn two_hundred_strings_stay_words_on_every_way_to_a_page() {
    let Some(driver) = Driver::start() else { return };
    let mut open = Open::here(sqlite()).await;
    let window = window(&driver, &open).await;
    sign_up(&open, &window, "Sam", &[Role::Coordinator, Role::Lead]).await;
    // What the browser's own first page asked for.
    window.asked_for().await;
    let messages = messages();
    open.house.start(KATE, None).await;
    for message in &messages[1..] {
        open.house.say(KATE, message).await;
    }
    open.house.sends(KATE + 1, &messages[0]).await;
    open.house.quiet().await;
    open.house.tap(KATE, "Send these words").await;
    let references: Vec<_> =
        open.house.staff.list("Sam").await.unwrap().into_iter().map(|line| line.reference).collect();
    for reference in &references {
        open.house.staff.claim("Sam", reference).await.unwrap();
    }
    let reference = &references[0];
    let person = format!("/people/{reference}");
    window.go(&person).await;
    for message in &messages {
        assert_eq!(post(&window, &format!("{person}/reply"), json!({ "text": message, "anyway": "1" })).await, 200);
        assert_eq!(post(&window, &format!("{person}/note"), json!({ "text": message })).await, 200);
    }
    open.house.deliver().await;
    let chat = if open.house.phones[&KATE].bubbles.iter().any(|bubble| bubble.text.contains("from the team")) {
        KATE
    } else {
        KATE + 1
    };
    open.house.tap(chat, "Write to").await;
    for message in &messages {
        open.house.say(chat, message).await;
    }
    for reference in &references {
        nothing_runs_at(&window, &open, &format!("/people/{reference}")).await;
    }
    for message in &messages {
        for line in message.lines().filter(|line| line.chars().count() < 300) {
            assert_eq!(
                post(&window, &format!("{person}/promise"), json!({ "text": line, "day": "2026-12-24" })).await,
                200
            );
        }
        assert_eq!(post(&window, &format!("{person}/draft"), json!({ "text": message })).await, 200);
        nothing_runs_at(&window, &open, &person).await;
        nothing_runs_at(&window, &open, "/mine").await;
        let encoded: String = form_urlencoded::byte_serialize(message.as_bytes()).collect();
        for path in ["/sign-in?to=", "/people?after=", "/people/", "/invited/", "/assets/", "/audit?before="] {
            nothing_runs_at(&window, &open, &format!("{path}{encoded}")).await;
        }
    }
    for name in ["<svg onload=hit=1>", "'><x y='", "\"><img src=x>", "<b id=hit>"] {
        post(&window, "/team/invite", json!({ "name": name, "role": "lead" })).await;
    }
    for path in ["/team", "/audit", "/people", "/devices"] {
        nothing_runs_at(&window, &open, path).await;
    }
    window.close().await;
}
