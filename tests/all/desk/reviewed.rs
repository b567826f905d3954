//! What people read, and what the checker says of it; helplines and their ages.

use ajar::store::coordinators::Role;

use crate::support::desk::Open;
use crate::support::places::{both, sqlite};

#[tokio::test]
async fn every_message_and_every_finding_can_be_read_at_the_desk() {
    let open = Open::at(sqlite()).await;
    let mut sam = open.signed_in("Sam", &[Role::Coordinator]).await;
    let page = sam.get("/reviewed").await;
    assert!(page.has("What the checker says") && page.has("<code>W704</code>"), "no helpline has been checked yet");
    let book = sam.get("/reviewed/book").await;
    assert_eq!(book.status, 200);
    assert!(book.has("Send these words") && book.has("href=\"/reviewed\""));
    assert!(!book.has("<style") && !book.has("style="), "styles stand in a file of ours");
    let style = book.body.split('"').find(|text| text.starts_with("/assets/book-")).unwrap().to_owned();
    assert_eq!(sam.get(&style).await.status, 200);
}

#[tokio::test]
async fn p24_one_click_says_that_a_helpline_is_right_and_its_day_counts() {
    for place in both().await {
        let open = Open::at(place).await;
        let mut sam = open.signed_in("Sam", &[Role::Coordinator]).await;
        let before = sam.get("/helplines").await;
        assert!(before.has("Nobody has looked yet"));
        let looks = |body: &str| body.matches("look at this one").count();
        assert_eq!(sam.post("/helplines/samaritans/checked", &[]).await.status, 303);
        let after = sam.get("/helplines").await;
        assert_eq!(looks(&before.body) - looks(&after.body), 1);
        assert!(after.has("Right on") && after.has("116 123"));
        assert_eq!(sam.post("/helplines/nowhere/checked", &[]).await.status, 404);
        let acts = open.house.staff.acts(None, 50).await.unwrap();
        let checked =
            acts.iter().filter(|act| act.act == "checked a helpline" && act.detail.as_deref() == Some("samaritans"));
        assert_eq!(checked.count(), 1, "it is written down");
    }
}
