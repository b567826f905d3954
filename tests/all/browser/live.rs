//! Open pages that stay fresh under somebody's hands: what is new comes, and what has the focus, plays or is unfolded stays as it is until it is let
//! go.

use ajar::referral::Status;
use ajar::store::coordinators::Role;
use serde_json::json;

use crate::browser::driver::{Driver, Window};
use crate::browser::story::{KATE, sign_up, window};
use crate::support::desk::Open;
use crate::support::places::sqlite;

/// Holds what a script says of the page.
async fn holds(window: &Window, script: &str) {
    assert_eq!(window.run(&format!("return {script}"), json!([])).await, true, "{script}\n{}", window.text().await);
}

#[tokio::test]
async fn a_list_that_changes_leaves_the_focus_where_it_is() {
    let Some(driver) = Driver::start() else { return };
    let mut open = Open::here(sqlite()).await;
    let window = window(&driver, &open).await;
    sign_up(&open, &window, "Sam", &[Role::Coordinator]).await;
    for chat in 1..=3 {
        open.house.sends(chat, "hiya").await;
        open.house.hand.forward(60);
    }
    window.go("/people").await;
    window.wait_for("3 people are waiting").await;
    let references = window.texts("ol.people .ref").await;
    window.run("document.querySelectorAll('ol.people a')[1].focus()", json!([])).await;
    open.house.staff.add_coordinator("Ann").await.unwrap();
    open.house.staff.claim("Ann", &references[0]).await.unwrap();
    window.wait_for("2 people are waiting").await;
    holds(&window, &format!("document.activeElement.getAttribute('href') === '/people/{}'", references[1])).await;
    // The one with the focus goes too: it stands there until the focus is somewhere else.
    open.house.hand.forward(1);
    open.house.staff.claim("Ann", &references[1]).await.unwrap();
    window.wait_for("One person is waiting").await;
    holds(&window, &format!("document.activeElement.getAttribute('href') === '/people/{}'", references[1])).await;
    window.run("document.activeElement.blur()", json!([])).await;
    window.wait_for_no(&references[1]).await;
    assert_eq!(window.texts("ol.people .ref").await, references[2..]);
    window.close().await;
}

#[tokio::test]
async fn what_plays_or_is_unfolded_is_not_cut_when_new_words_come() {
    let Some(driver) = Driver::start() else { return };
    let mut open = Open::here(sqlite()).await;
    let window = window(&driver, &open).await;
    sign_up(&open, &window, "Sam", &[Role::Coordinator]).await;
    open.house.sends(KATE, "hiya").await;
    let reference = open.house.staff.list("Sam").await.unwrap()[0].reference.clone();
    open.house.staff.claim("Sam", &reference).await.unwrap();
    open.house.staff.reply("Sam", &reference, "Hello, this is Sam.").await.unwrap();
    open.house.deliver().await;
    open.house.tap(KATE, "Write to").await;
    open.house.voice(KATE).await;
    window.go(&format!("/people/{reference}")).await;
    window.wait_for("A voice note of 12 seconds").await;
    // A browser without sound plays nothing, so it is made to say that it does.
    let plays = "window.note = document.querySelector('#talk audio'); window.on = true; \
        Object.defineProperty(note, 'paused', { get: () => !window.on }); document.querySelector('#talk details').open = true";
    window.run(plays, json!([])).await;
    open.house.say(KATE, "and this in words").await;
    window.wait_for("and this in words").await;
    holds(&window, "note.isConnected && document.querySelector('#talk details').open").await;
    holds(&window, "document.querySelectorAll('#talk li').length === 3").await;
    window.run("window.on = false; note.dispatchEvent(new Event('pause')); document.querySelector('#talk details').open = false", json!([])).await;
    open.house.say(KATE, "one more").await;
    window.wait_for("one more").await;
    let texts = window.texts("#talk .theirs .words").await;
    assert_eq!(texts, ["and this in words", "one more"]);
    window.close().await;
}

#[tokio::test]
async fn p15_p26_words_that_are_taken_back_or_forgotten_leave_the_page_that_shows_them() {
    let Some(driver) = Driver::start() else { return };
    let mut open = Open::here(sqlite()).await;
    let window = window(&driver, &open).await;
    sign_up(&open, &window, "Sam", &[Role::Coordinator]).await;
    for chat in [KATE, KATE + 1] {
        open.house.sends(chat, "I was not going to write").await;
        let listed = open.house.staff.list("Sam").await.unwrap();
        let reference = listed.into_iter().find(|line| line.status == Status::Waiting).unwrap().reference;
        open.house.staff.claim("Sam", &reference).await.unwrap();
        window.go(&format!("/people/{reference}")).await;
        window.wait_for("I was not going to write").await;
        // Somebody is in the middle of an answer, and that keeps nothing on the page.
        window.fill("Write as", "Hello").await;
        open.house.hand.forward(1);
        if chat == KATE {
            open.house.tap(chat, "More").await;
            open.house.tap(chat, "Take it back").await;
            window.wait_for("Their words are gone.").await;
        } else {
            open.house.say(chat, "forget").await;
            open.house.tap(chat, "Forget me").await;
        }
        window.wait_for_no("I was not going to write").await;
    }
    window.close().await;
}

#[tokio::test]
async fn a_page_that_answered_a_form_stays_fresh_too() {
    let Some(driver) = Driver::start() else { return };
    let mut open = Open::here(sqlite()).await;
    let window = window(&driver, &open).await;
    sign_up(&open, &window, "Sam", &[Role::Coordinator]).await;
    open.house.sends(KATE, "hiya").await;
    let reference = open.house.staff.list("Sam").await.unwrap()[0].reference.clone();
    open.house.staff.claim("Sam", &reference).await.unwrap();
    open.house.staff.reply("Sam", &reference, "Hello, this is Sam.").await.unwrap();
    open.house.deliver().await;
    open.house.tap(KATE, "Write to").await;
    window.go(&format!("/people/{reference}")).await;
    window.fill("Write as", " ").await;
    window.click_on("form.answer .acts button").await;
    window.wait_for("Nothing was sent.").await;
    holds(&window, "location.pathname.endsWith('/reply')").await;
    open.house.say(KATE, "are you there").await;
    window.wait_for("are you there").await;
    window.close().await;
}
