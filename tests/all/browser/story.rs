//! The main job, from an invitation to the person's writing again, and two who say at once that they will answer.

use ajar::store::coordinators::{Role, Roles};

use crate::browser::driver::{Driver, Window};
use crate::support::desk::{Open, PASSWORD, code};
use crate::support::places::sqlite;

pub const KATE: i64 = 7_001;
pub const WORDS: &str =
    "I keep  meaning to come in <b>but</b>\n\tI walk past.\n\u{645}\u{631}\u{62d}\u{628}\u{627} & \"hello\" \u{1f642}";
const ANSWER: &str = "\u{646}\u{639}\u{645}\u{60c} Tuesday <3\n\u{634}\u{643}\u{631}\u{627}";
const REPLY: &str = "Hello, this is Sam.\nWould Tuesday be all right?";

/// A window onto the desk in which nobody is signed in.
pub async fn window(driver: &Driver, open: &Open) -> Window {
    driver.window(format!("http://{}", open.address)).await
}

/// An invitation's path.
pub async fn invitation(open: &Open, name: &str, roles: &[Role]) -> String {
    let roles = Some(Roles::of(roles.iter().copied()));
    format!("/invited/{}", open.house.staff.invite(None, name, roles).await.unwrap().token.reveal())
}

/// The code that the phone of whoever looks at the page of the second key would show.
pub async fn code_on_page(open: &Open, window: &Window) -> String {
    window.wait_for("A second key").await;
    let secret = window.texts("p.typed code").await[0].replace(' ', "");
    code(&secret, open.house.clock.now().timestamp())
}

/// Takes an invitation up, as its pages say.
pub async fn sign_up(open: &Open, window: &Window, name: &str, roles: &[Role]) {
    window.go(&invitation(open, name, roles).await).await;
    window.fill("New password", PASSWORD).await;
    window.fill("The same once more", PASSWORD).await;
    window.press("Go on").await;
    let code = code_on_page(open, window).await;
    window.fill("The six-figure code", &code).await;
    window.press("Go on").await;
    window.wait_for("Eight codes for later").await;
    window.press("I have kept them").await;
    window.wait_for("People waiting").await;
}

fn has_read(open: &Open, words: &str) -> bool {
    open.house.phones[&KATE].bubbles.iter().any(|bubble| bubble.text.contains(words))
}

#[tokio::test]
async fn from_an_invitation_to_their_writing_again() {
    let Some(driver) = Driver::start() else { return };
    let mut open = Open::here(sqlite()).await;
    let window = window(&driver, &open).await;
    sign_up(&open, &window, "Sam", &[Role::Coordinator]).await;
    window.go("/people").await;
    window.wait_for("Nobody is waiting.").await;
    open.house.sends(KATE, WORDS).await;
    window.wait_for("One person is waiting").await;
    assert!(!window.text().await.contains("walk past"), "P28: no words in a list");
    let reference = window.texts("ol.people .ref").await.remove(0);
    window.press(&reference).await;
    window.wait_for("I will answer").await;
    window.press("I will answer").await;
    window.wait_for("walk past").await;
    assert_eq!(window.texts("#sent .words").await, [WORDS], "P11: byte for byte");
    they_write_to_each_other(&mut open, &window).await;
    assert_eq!(on_paper(&window, &reference).await, [WORDS, REPLY, ANSWER], "P11: byte for byte on paper too");
    window.go(&format!("/people/{reference}")).await;
    window.press("Write a note").await;
    window.fill("A note for the team", "rings on <Tuesdays>").await;
    window.press("Keep the note").await;
    window.wait_for("rings on <Tuesdays>").await;
    window.press("Let it rest").await;
    window.click_on("form[action$='/rest'] button").await;
    window.wait_for("You have no conversations").await;
    open.house.deliver().await;
    assert!(open.house.newest(KATE).contains("whenever you like"), "{}", open.house.newest(KATE));
    window.go("/resting").await;
    window.wait_for(&reference).await;
    they_write_again(&mut open, &window).await;
    window.close().await;
}

/// The words that would be printed.
async fn on_paper(window: &Window, reference: &str) -> Vec<String> {
    window.go(&format!("/people/{reference}/take-along")).await;
    window.click_on("form[action$='/take-along/page'] button").await;
    window.wait_for("walk past").await;
    window.texts(".words").await
}

async fn they_write_to_each_other(open: &mut Open, window: &Window) {
    window.fill("Write as", REPLY).await;
    window.press("Send").await;
    window.wait_for("Would Tuesday be all right?").await;
    assert_eq!(window.texts("#talk .ours .words").await, [REPLY]);
    open.house.deliver().await;
    assert!(has_read(open, REPLY));
    open.house.tap(KATE, "Write to").await;
    open.house.say(KATE, ANSWER).await;
    window.wait_for("Tuesday <3").await;
    assert_eq!(window.texts("#talk .theirs .words").await, [ANSWER], "it comes by itself, and byte for byte");
}

async fn they_write_again(open: &mut Open, window: &Window) {
    window.go("/people").await;
    window.wait_for("Nobody is waiting.").await;
    open.house.say(KATE, "it is me again").await;
    open.house.quiet().await;
    open.house.tap(KATE, "Send these words").await;
    window.wait_for("One person is waiting").await;
    window.click_on("ol.people a").await;
    window.wait_for("I will answer").await;
    window.press("I will answer").await;
    window.wait_for("it is me again").await;
}

#[tokio::test]
async fn p34_of_two_browsers_at_once_one_wins_and_the_other_is_told_who() {
    let Some(driver) = Driver::start() else { return };
    let mut open = Open::here(sqlite()).await;
    let (sam, ann) = (window(&driver, &open).await, window(&driver, &open).await);
    sign_up(&open, &sam, "Sam", &[Role::Coordinator]).await;
    sign_up(&open, &ann, "Ann", &[Role::Coordinator]).await;
    open.house.sends(KATE, WORDS).await;
    let reference = open.house.staff.list("Sam").await.unwrap()[0].reference.clone();
    for window in [&sam, &ann] {
        window.go(&format!("/people/{reference}")).await;
        window.wait_for("I will answer").await;
    }
    tokio::join!(sam.press("I will answer"), ann.press("I will answer"));
    let pages = [sam.text().await, ann.text().await];
    let won: Vec<_> = pages.iter().map(|page| page.contains("walk past")).collect();
    let (late, first) = if won[0] { (&pages[1], "Sam") } else { (&pages[0], "Ann") };
    assert!(won[0] != won[1] && late.contains("was there first") && late.contains(first), "{pages:?}");
    sam.close().await;
    ann.close().await;
}
