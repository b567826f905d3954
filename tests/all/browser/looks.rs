//! Every page at the width of a phone and of a desk, light and dark: axe finds nothing, and nothing is wider than the window. `AJAR_AXE` names the
//! folder of npm's axe-core; `AJAR_SHOTS` a folder for pictures of all of it, to be looked at.

use std::path::PathBuf;

use ajar::store::coordinators::Role;
use serde_json::{Value, json};

use crate::browser::driver::{Driver, Window, is_required};
use crate::browser::story::{code_on_page, invitation, sign_up, window};
use crate::support::desk::{Open, PASSWORD};
use crate::support::places::sqlite;

const RUN: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }) \
    .then(found => done(found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.target} ${node.failureSummary}`))), why => done([`${why}`]))";

struct Looks {
    window: Window,
    axe: String,
    pictures: Option<PathBuf>,
    found: Vec<String>,
    pages: usize,
}

impl Looks {
    /// Looks at the page that stands there, with everything on it unfolded.
    async fn at(&mut self, name: &str) {
        self.pages += 1;
        self.window.run("document.querySelectorAll('details').forEach(one => one.open = true)", json!([])).await;
        for (width, dark) in [(390, false), (390, true), (1440, false), (1440, true)] {
            let how = format!("{name}-{width}-{}", if dark { "dark" } else { "light" });
            self.window.look_as(width, dark).await;
            let wide = self.window.run("return document.documentElement.scrollWidth", json!([])).await;
            if wide.as_u64().unwrap() > u64::from(width) {
                self.found.push(format!("{how}: it is {wide} wide"));
            }
            if let Some(folder) = &self.pictures {
                std::fs::write(folder.join(format!("{how}.png")), self.window.picture().await).unwrap();
            }
            self.found.extend(self.violations().await.into_iter().map(|what| format!("{how}: {what}")));
        }
    }

    async fn violations(&self) -> Vec<String> {
        if self.window.run("return typeof axe === 'undefined'", json!([])).await == Value::Bool(true) {
            self.window.run(&format!("{}; window.axe = axe", self.axe), json!([])).await;
        }
        serde_json::from_value(self.window.run_async(RUN, json!([])).await).unwrap()
    }

    async fn at_path(&mut self, name: &str, path: &str) {
        self.window.go(path).await;
        self.at(name).await;
    }

    /// Looks at all that somebody passes on the way in.
    async fn at_the_door(&mut self, open: &Open) {
        self.at_path("sign-in", "/sign-in").await;
        self.at_path("invited", &invitation(open, "Sam", &[Role::Coordinator, Role::Lead]).await).await;
        self.window.fill("New password", "short").await;
        self.window.fill("The same once more", PASSWORD).await;
        self.window.run("document.querySelector('main form').submit()", json!([])).await;
        self.at("invited-wrong").await;
        self.window.fill("New password", PASSWORD).await;
        self.window.fill("The same once more", PASSWORD).await;
        self.window.press("Go on").await;
        let code = code_on_page(open, &self.window).await;
        self.at("enrol").await;
        self.window.fill("The six-figure code", &code).await;
        self.window.press("Go on").await;
        self.window.wait_for("Eight codes for later").await;
        self.at("recovery").await;
        self.window.press("I have kept them").await;
    }

    /// Everything that the ways at the top lead to.
    async fn at_every_way(&mut self, when: &str) {
        let ways = self
            .window
            .run("return [...document.querySelectorAll('nav a')].map(way => way.getAttribute('href'))", json!([]))
            .await;
        let ways: Vec<String> = serde_json::from_value(ways).unwrap();
        assert!(ways.len() > 5, "{ways:?}");
        for way in ways {
            self.at_path(&format!("{when}{}", way.replace('/', "-")), &way).await;
        }
    }
}

const SENT: [&str; 4] = [
    "I keep meaning to come in\nbut I walk past. My sister said you are all right, so here I am.\n\nIt has been a long winter since the yard closed. I used to mend engines, I could show somebody.",
    "\u{645}\u{631}\u{62d}\u{628}\u{627}\u{60c} \u{623}\u{648}\u{62f} \u{623}\u{646} \u{623}\u{62a}\u{643}\u{644}\u{645} \u{645}\u{639} \u{623}\u{62d}\u{62f}",
    "just wondering what goes on on thursdays",
    "averylongwordwithnospacesinitbecausesomebodyleanedonthekeyboardorpastedalinkthatgoesonandonandonandonandonandon",
];

/// Four people have sent something: Sam answers one and has read another, Ann answers the third, and the last one waits.
async fn some_days_work(open: &mut Open) -> Vec<String> {
    for (chat, words) in (1..).zip(SENT) {
        open.house.sends(chat, words).await;
        open.house.hand.forward(200);
    }
    let staff = open.house.staff.clone();
    staff.add_coordinator("Ann").await.unwrap();
    let references: Vec<_> = staff.list("Ann").await.unwrap().into_iter().map(|line| line.reference).collect();
    for (name, reference) in ["Sam", "Sam", "Ann"].iter().zip(&references) {
        staff.claim(name, reference).await.unwrap();
    }
    staff
        .reply("Sam", &references[0], "Hello, this is Sam. Thank you for writing.\nWould Tuesday at two be all right?")
        .await
        .unwrap();
    open.house.deliver().await;
    open.house.tap(1, "Write to").await;
    open.house.say(1, "tuesday is ok. is it the green door").await;
    staff.note("Sam", &references[0], "Likes engines. The side door is better: fewer people.").await.unwrap();
    let day = "2026-12-01".parse().unwrap();
    staff.promise("Sam", &references[0], Some((day, "ask Tom about the engine"))).await.unwrap();
    references
}

fn axe() -> Option<String> {
    let Some(folder) = std::env::var_os("AJAR_AXE") else {
        assert!(!is_required(), "AJAR_REQUIRE names chromium, and AJAR_AXE names no folder of axe-core");
        eprintln!(
            "SKIPPED with axe: AJAR_AXE names no folder of npm's axe-core (AJAR_REQUIRE=chromium makes this an error)"
        );
        return None;
    };
    Some(std::fs::read_to_string(PathBuf::from(folder).join("axe.min.js")).unwrap())
}

#[tokio::test]
async fn every_page_on_a_phone_and_a_wide_screen_light_and_dark_is_clean_for_axe() {
    let (Some(axe), Some(driver)) = (axe(), Driver::start()) else { return };
    let mut open = Open::here(sqlite()).await;
    let window = window(&driver, &open).await;
    let pictures = std::env::var_os("AJAR_SHOTS").map(PathBuf::from);
    let mut looks = Looks { window, axe, pictures, found: Vec::new(), pages: 0 };
    looks.at_the_door(&open).await;
    looks.at_every_way("first").await;
    let references = some_days_work(&mut open).await;
    looks.at_every_way("some").await;
    for (name, path) in [("others", "/others"), ("nowhere", "/nowhere"), ("already-in", "/sign-in?to=/mine")] {
        looks.at_path(name, path).await;
    }
    for (name, reference) in ["person", "arabic", "with-ann", "waits"].into_iter().zip(&references) {
        looks.at_path(name, &format!("/people/{reference}")).await;
    }
    looks.at_path("take-along", &format!("/people/{}/take-along", references[0])).await;
    looks.window.click_on("form[action$='/take-along/page'] button").await;
    looks.at("printed").await;
    open.house.staff.rest("Sam", &references[1]).await.unwrap();
    looks.at_path("resting", "/resting").await;
    looks.at_path("rests", &format!("/people/{}", references[1])).await;
    looks.window.go("/team").await;
    looks.window.fill("First name", "Priya").await;
    looks.window.press("Make an invitation").await;
    looks.at("team-invited").await;
    assert!(looks.pages > 20, "{}", looks.pages);
    assert!(looks.found.is_empty(), "{} findings:\n{}", looks.found.len(), looks.found.join("\n"));
    looks.window.close().await;
}

#[tokio::test]
async fn nothing_moves_while_a_page_comes() {
    let Some(driver) = Driver::start() else { return };
    let mut open = Open::here(sqlite()).await;
    let window = window(&driver, &open).await;
    sign_up(&open, &window, "Sam", &[Role::Coordinator]).await;
    some_days_work(&mut open).await;
    for path in ["/people", "/mine", "/resting"] {
        window.go(path).await;
        let script = "const done = arguments[0]; let moved = 0; \
            new PerformanceObserver(list => list.getEntries().forEach(one => moved += one.value)).observe({ type: 'layout-shift', buffered: true }); \
            setTimeout(() => done(moved), 300)";
        assert_eq!(window.run_async(script, json!([])).await, json!(0), "{path}");
    }
    window.close().await;
}
