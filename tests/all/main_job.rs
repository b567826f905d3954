//! The whole main job over the real turn, staff and store: from a poster's link to the coordinators' queue, and gone again.

use crate::support::house::House;
use crate::support::places::{Place, both, sqlite};
use ajar::dialogue::Event;
use ajar::referral::Status;
use ajar::story::Piece;
use chrono::TimeDelta;

const KATE: i64 = 7_001;

fn words(section: &ajar::story::Section) -> String {
    let text = section
        .pieces
        .iter()
        .filter_map(|piece| if let Piece::Words(words) = piece { Some(words.as_str()) } else { None });
    text.collect::<Vec<_>>().join("|")
}

fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

#[tokio::test]
async fn p10_the_shortest_way_is_two_taps_one_message_and_at_most_120_words() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    let story = "I lost my job in March.";
    house.start(KATE, None).await;
    let bubbles: Vec<String> = house.phones[&KATE].bubbles.iter().map(|bubble| bubble.text.clone()).collect();
    assert_eq!(bubbles.len(), 2);
    assert!(count(&bubbles[0]) <= 60, "P17: {} words", count(&bubbles[0]));
    assert!(count(&bubbles[1]) <= 40, "P20: {} words", count(&bubbles[1]));
    house.say(KATE, story).await;
    house.quiet().await;
    assert!(house.newest(KATE).contains(story));
    let said: usize = house.phones[&KATE].bubbles.iter().map(|bubble| count(&bubble.text.replace(story, ""))).sum();
    assert!(said <= 120, "P10: the bot says {said} words");
    house.tap(KATE, "Send these words").await;
    house.staff.add_coordinator("Sam").await.unwrap();
    let list = house.staff.list("Sam").await.unwrap();
    assert_eq!(list.len(), 1);
    let opened = house.staff.show("Sam", &list[0].reference).await.unwrap();
    assert_eq!(words(&opened.sent[0].sections[0]), story);
}

#[tokio::test]
async fn the_long_way_with_a_restart_between_any_two_steps() {
    for place in both().await {
        the_long_way(&place).await;
    }
}

async fn the_long_way(place: &Place) {
    let mut house = House::at(&place.data, &place.keys).await;
    house.staff.add_coordinator("Sam").await.unwrap();
    macro_rules! go {
        ($act:expr) => {{
            $act;
            house = house.restart(&place.data, &place.keys).await;
        }};
    }
    go!(house.start(KATE, Some("gp-seaton")).await);
    go!(house.tap(KATE, "Just looking").await);
    go!(house.tap(KATE, "A first visit").await);
    go!(house.tap(KATE, "Stop for now").await);
    go!(house.later(TimeDelta::hours(30)).await);
    go!(house.start(KATE, None).await);
    assert!(house.newest(KATE).starts_with("Hello."), "P6: {}", house.newest(KATE));
    go!(house.tap(KATE, "Go on where I was").await);
    go!(house.tap(KATE, "Tell you something").await);
    go!(house.tap(KATE, "Anything I like doing").await);
    let mut strengths = Vec::new();
    for number in 0..60 {
        strengths.push(format!("bread {number}"));
        house.say(KATE, &strengths[number]).await;
    }
    go!(house.quiet().await);
    go!(house.tap(KATE, "That is all for now").await);
    let long = "å lång story ".repeat(470);
    go!(house.tap(KATE, "Somebody I am glad to see").await);
    let cut = long
        .char_indices()
        .scan(0, |units, (at, letter)| {
            *units += letter.len_utf16();
            Some((at, *units))
        })
        .find(|(_, units)| *units > 4096)
        .unwrap()
        .0;
    house.say_at_once(KATE, &[&long[..cut], &long[cut..]]).await;
    let voice = house.voice(KATE).await;
    assert!(house.phones[&KATE].marks.contains(&voice));
    let dog = house.say(KATE, "my dgo").await;
    go!(house.edit(KATE, dog, "my dog").await);
    go!(house.tap(KATE, "That is all for now").await);
    go!(house.tap(KATE, "That is enough").await);
    assert!(house.newest(KATE).contains("bread 59") && house.newest(KATE).contains("my dog"));
    go!(house.tap(KATE, "Look one by one").await);
    go!(house.tap(KATE, "Leave out").await);
    go!(house.tap(KATE, "Put back").await);
    go!(house.tap(KATE, "Next").await);
    go!(house.tap(KATE, "Next").await);
    go!(house.tap(KATE, "Leave out").await);
    go!(house.tap(KATE, "Next").await);
    assert!(!house.newest(KATE).contains("gp-seaton"));
    go!(house.tap(KATE, "Send these words").await);

    let reference = house.staff.list("Sam").await.unwrap()[0].reference.clone();
    go!(house.edit(KATE, dog, "my dog Rex").await);
    go!(house.quiet().await);
    assert!(house.newest(KATE).contains("my dog Rex"), "the change is shown before it is sent");
    go!(house.tap(KATE, "Send these words").await);
    let opened = house.staff.show("Sam", &reference).await.unwrap();
    assert_eq!(opened.sent.len(), 2);
    let first = &opened.sent[0].sections;
    assert_eq!(first.iter().map(|section| section.part.as_str()).collect::<Vec<_>>(), ["strengths", "people"]);
    assert_eq!(words(&first[0]), strengths.join("\n"), "P11: byte for byte");
    assert_eq!(words(&first[1]), format!("{long}|my dog"), "P14: what was sent stays as it was sent");
    assert_eq!(words(&opened.sent[1].sections[1]), format!("{long}|my dog Rex"));
    go!(house.tap(KATE, "Where are my words").await);
    assert!(house.newest(KATE).contains("Sam"), "P18: {}", house.newest(KATE));
    go!(house.tap(KATE, "More").await);
    go!(house.tap(KATE, "Take it back").await);
    let list = house.staff.list("Sam").await.unwrap();
    assert_eq!(list[0].status, Status::Withdrawn);
    assert!(!list[0].contact_welcome);
    assert!(house.staff.show("Sam", &reference).await.is_err(), "P15: the words are gone");
}

#[tokio::test]
async fn p31_every_update_three_times_has_one_effect() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    house.start(KATE, None).await;
    let event = |message| Event::Said {
        message,
        sent_at: house.clock.now(),
        content: ajar::story::Content::Text(ajar::story::Words::new("once")),
    };
    for _ in 0..3 {
        let incoming =
            ajar::turn::Incoming { update: Some(77), chat: KATE, message: Some(88), language: None, event: event(88) };
        house.turns.take(incoming).await.unwrap();
    }
    house.deliver().await;
    house.quiet().await;
    assert_eq!(house.newest(KATE).matches("once").count(), 1);
}

#[tokio::test]
async fn p13_a_coordinator_answers_and_the_person_writes_straight_back() {
    for place in both().await {
        a_coordinator_answers(&place).await;
    }
}

async fn a_coordinator_answers(place: &Place) {
    let mut house = House::at(&place.data, &place.keys).await;
    for name in ["Sam", "Ann"] {
        house.staff.add_coordinator(name).await.unwrap();
    }
    house.sends(KATE, "hello").await;
    let reference = house.staff.list("Sam").await.unwrap()[0].reference.clone();
    house.staff.claim("Sam", &reference).await.unwrap();
    assert!(house.staff.claim("Ann", &reference).await.unwrap_err().to_string().contains("Sam"), "P34");
    assert!(house.staff.reply("Ann", &reference, "hi").await.is_err());
    house.staff.reply("Sam", &reference, "Hello Kate, would Tuesday be all right?").await.unwrap();
    house.deliver().await;
    assert!(house.newest(KATE).ends_with("would Tuesday be all right?"));
    house.tap(KATE, "Write to").await;
    house.say(KATE, "yes please").await;
    let opened = house.staff.show("Sam", &reference).await.unwrap();
    assert_eq!(opened.talk.len(), 2);
    assert_eq!(opened.talk[1].content.words().unwrap().as_str(), "yes please");
    house.staff.rest("Sam", &reference).await.unwrap();
    house.deliver().await;
    assert!(house.newest(KATE).contains("whenever you like"));
}

#[tokio::test]
async fn p5_p6_a_draft_past_its_date_is_gone_and_a_plain_new_beginning() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    house.start(KATE, None).await;
    house.say(KATE, "words").await;
    house.later(TimeDelta::days(91)).await;
    house.turns.housekeeping().await.unwrap();
    let before = house.phones[&KATE].bubbles.len();
    house.phones.get_mut(&KATE).unwrap().is_forgotten();
    house.start(KATE, None).await;
    assert_eq!(house.phones[&KATE].bubbles.len(), before + 2, "the welcome again, and nothing else");
}
