//! Posters and links, and how things are going, as the team sees them.

use ajar::store::coordinators::Role;

use crate::support::desk::{Open, between};
use crate::support::places::{both, sqlite};

#[tokio::test]
async fn a_poster_is_made_printed_paused_and_handed_out_again_and_each_is_written_down() {
    for place in both().await {
        let open = Open::at(place).await;
        let mut sam = open.signed_in("Sam", &[Role::Coordinator]).await;
        assert!(sam.get("/posters").await.has("No posters yet"));
        let made = sam.post("/posters", &[("label", "The library, Seaton"), ("code", "")]).await;
        assert_eq!((made.status, made.to()), (303, "/posters/the-library-seaton"));
        let page = sam.get("/posters/the-library-seaton").await;
        assert!(page.has("<code>https://t.me/AjarTestBot?start=the-library-seaton</code>") && page.has("<svg"));
        let paper = sam.get("/posters/the-library-seaton/print").await;
        assert!(paper.has("t.me/AjarTestBot?start=the-library-seaton") && paper.has("01632 960 123"));
        assert!(paper.has("999"), "the emergency number of the register");
        assert_eq!(sam.post("/posters/the-library-seaton/pause", &[]).await.status, 303);
        assert!(sam.get("/posters/the-library-seaton").await.has("Paused since"));
        assert_eq!(sam.post("/posters/the-library-seaton/resume", &[]).await.status, 303);
        assert!(!sam.get("/posters").await.has("paused</span>"));
        // The clock stands still here, so they stand in no order.
        let acts = open.house.staff.acts(None, 50).await.unwrap();
        let about = |act: &&str| {
            acts.iter().filter(|it| it.act == **act && it.detail.as_deref() == Some("the-library-seaton")).count()
        };
        let counts = ["made a poster", "paused a poster", "took up a poster again"].map(|act| about(&act));
        assert_eq!(counts, [1, 1, 1]);
    }
}

#[tokio::test]
async fn a_poster_that_cannot_be_made_says_why_and_keeps_what_was_typed() {
    let open = Open::at(sqlite()).await;
    let mut sam = open.signed_in("Sam", &[Role::Coordinator]).await;
    sam.post("/posters", &[("label", "One"), ("code", "one")]).await;
    for (label, code, says) in [
        ("مكتبة", "", "A poster needs a name"),
        ("Café", "a b", "A poster needs a name"),
        ("", "two", "A poster needs a name"),
        ("Another", "one", "another poster’s already"),
    ] {
        let got = sam.post("/posters", &[("label", label), ("code", code)]).await;
        assert_eq!(got.status, 422, "{label} {code}");
        assert!(got.has(says) && got.has(&format!("value=\"{label}\"")), "{label} {code}");
    }
    assert_eq!(open.house.staff.posters().await.unwrap().len(), 1);
    for path in ["/posters/nowhere", "/posters/nowhere/print", "/posters/a%20b"] {
        assert_eq!(sam.get(path).await.status, 404, "{path}");
    }
    assert_eq!(sam.post("/posters/nowhere/pause", &[]).await.status, 404);
}

#[tokio::test]
async fn how_things_are_going_says_no_small_number_and_nothing_of_anybody() {
    let open = Open::at(sqlite()).await;
    let mut sam = open.signed_in("Sam", &[Role::Coordinator]).await;
    let mut open = open;
    open.house.staff.make_poster("Sam", "library", "The library").await.unwrap();
    for chat in 1..=6 {
        open.house.start(chat, Some("library")).await;
        open.house.say(chat, "hello").await;
        open.house.quiet().await;
        if chat > 3 {
            open.house.tap(chat, "Send these words").await;
        }
    }
    let mut page = sam.get("/going").await;
    page.body.retain(|sign| !matches!(sign, '\u{2068}' | '\u{2069}'));
    let this_week = between(&page.body, "<tbody>", "</tr>").unwrap();
    let cells: Vec<_> = this_week
        .split("<td class=\"count\">")
        .skip(1)
        .map(|cell| cell.split('<').next().unwrap().to_owned())
        .collect();
    assert_eq!(cells, ["6", "6", "fewer than 5", "0", "0"]);
    assert!(page.has("The library</dt><dd>fewer than 5"), "{}", page.body);
    assert!(page.has("role=\"img\" aria-label=\"Pressed Start: 6. Sent it: fewer than 5.\""));
    assert!(page.has("it takes 20 first answers"));
    assert!(!page.body.replace(">Sam<", "").contains("Sam"), "nothing is counted for a coordinator");
}
