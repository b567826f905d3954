//! Open pages stay fresh: whatever happened after a page was made is told, also what happened before it began to listen.
//!
//! Not here: what the page does with it (`browser/live.rs`).

use ajar::store::coordinators::Role;

use crate::desk::take_along::{KATE, waiting};
use crate::support::desk::{Browser, Open, between};
use crate::support::places::both;

async fn shown(browser: &mut Browser, path: &str) -> String {
    let page = browser.get(path).await;
    between(&page.body, "data-shows=\"", "\"").unwrap_or_else(|| panic!("{path}: {}", page.body))
}

#[tokio::test]
async fn a_change_between_the_page_and_its_listening_is_told_at_once_and_nothing_else_is() {
    for place in both().await {
        let mut open = Open::at(place).await;
        let mut sam = open.signed_in("Sam", &[Role::Coordinator]).await;
        let before = shown(&mut sam, "/people").await;
        let quiet = sam.first_of(&format!("/live?shows={before}")).await;
        assert!(!quiet.contains("data:"), "{quiet}");
        open.house.sends(KATE, "it is me").await;
        let told = sam.first_of(&format!("/live?shows={before}")).await;
        assert!(told.contains("data: changed"), "{told}");
        let reference = waiting(&open).await;
        open.house.staff.claim("Sam", &reference).await.unwrap();
        for path in ["/people", "/mine", &format!("/people/{reference}")] {
            sam.get(path).await;
            let now = shown(&mut sam, path).await;
            let quiet = sam.first_of(&format!("/live?shows={now}")).await;
            assert!(now != before && !quiet.contains("data:"), "{path}: {quiet}");
        }
    }
}
