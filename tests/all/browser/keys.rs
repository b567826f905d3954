//! The main job with keys alone: everything is reached by the tabulator, and whatever has the focus shows it.

use ajar::store::coordinators::Role;
use serde_json::json;

use crate::browser::driver::{Driver, Window};
use crate::browser::story::{KATE, WORDS, code_on_page, invitation, window};
use crate::support::desk::{Open, PASSWORD};
use crate::support::places::sqlite;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// What has the focus is called so; and whether it can be seen that it has.
const FOCUSED: &str = "const one = document.activeElement, style = getComputedStyle(one); \
    const name = one.labels?.[0]?.innerText || one.innerText || ''; \
    const seen = (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none'; \
    return [name, seen, one.outerHTML.slice(0, 200)]";

async fn tab_to(window: &Window, name: &str) {
    for _ in 0..60 {
        window.keys(TAB).await;
        let focused = window.run(FOCUSED, json!([])).await;
        if focused[0].as_str().unwrap().contains(name) {
            assert_eq!(focused[1], true, "it cannot be seen that this has the focus: {}", focused[2]);
            return;
        }
    }
    panic!("{name:?} is not reached by the tabulator:\n{}", window.text().await);
}

#[tokio::test]
async fn the_main_job_with_keys_alone() {
    let Some(driver) = Driver::start() else { return };
    let mut open = Open::here(sqlite()).await;
    let window = window(&driver, &open).await;
    window.go(&invitation(&open, "Sam", &[Role::Coordinator]).await).await;
    for label in ["New password", "The same once more"] {
        tab_to(&window, label).await;
        window.keys(PASSWORD).await;
    }
    window.keys(ENTER).await;
    let code = code_on_page(&open, &window).await;
    tab_to(&window, "The six-figure code").await;
    window.keys(&code).await;
    window.keys(ENTER).await;
    window.wait_for("Eight codes for later").await;
    tab_to(&window, "I have kept them").await;
    open.house.sends(KATE, WORDS).await;
    window.keys(ENTER).await;
    window.wait_for("One person is waiting").await;
    let reference = window.texts("ol.people .ref").await.remove(0);
    for (name, then) in [(reference.as_str(), "I will answer"), ("I will answer", "walk past")] {
        tab_to(&window, name).await;
        window.keys(ENTER).await;
        window.wait_for(then).await;
    }
    tab_to(&window, "Write as").await;
    window.keys("Hello from a keyboard").await;
    tab_to(&window, "Send").await;
    window.keys(ENTER).await;
    window.wait_for("Hello from a keyboard").await;
    window.wait_for("On its way").await;
    open.house.deliver().await;
    assert!(open.house.phones[&KATE].bubbles.iter().any(|bubble| bubble.text.contains("Hello from a keyboard")));
    window.close().await;
}
