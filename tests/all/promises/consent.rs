//! Consent, over the whole house and both databases: what was sent stays as it was seen, and can be taken out or back.

use ajar::dialogue::{Contact, Event, OtherKind};
use ajar::referral::{Queue, Status};
use ajar::staff::{OpenedReferral, StaffError};
use ajar::store::{approvals, referrals};
use ajar::story::{Piece, Purpose, Section};

use crate::support::house::{House, facts};
use crate::support::places::{Place, both, sqlite};

const KATE: i64 = 7_001;
const STORY: &str = "I lost my job in March.";

fn words(section: &Section) -> Vec<&str> {
    section
        .pieces
        .iter()
        .filter_map(|piece| if let Piece::Words(words) = piece { Some(words.as_str()) } else { None })
        .collect()
}

/// Somebody has sent a story and something they like doing, and Sam is on the team.
async fn sent(place: &Place) -> (House, String) {
    let mut house = House::at(&place.data, &place.keys).await;
    house.staff.add_coordinator("Sam").await.unwrap();
    house.start(KATE, None).await;
    house.tap(KATE, "Tell you something").await;
    house.say(KATE, STORY).await;
    house.tap(KATE, "Anything I like doing").await;
    house.say(KATE, "baking bread").await;
    house.tap(KATE, "That is all for now").await;
    house.tap(KATE, "That is enough").await;
    house.tap(KATE, "Send these words").await;
    let reference = house.staff.list("Sam").await.unwrap()[0].reference.clone();
    (house, reference)
}

/// How many approvals the database holds.
async fn kept(house: &House, reference: &str) -> usize {
    let mut work = house.store.reading().await.unwrap();
    let row = referrals::by_reference(&mut work, reference).await.unwrap().unwrap();
    approvals::of_referral(&mut work, row.id).await.unwrap().len()
}

#[tokio::test]
async fn p12_removing_a_part_leaves_removed_by_the_person_in_every_approval() {
    for place in both().await {
        let (mut house, reference) = sent(&place).await;
        house.say(KATE, "and one more thing").await;
        house.quiet().await;
        house.tap(KATE, "Send these words").await;
        house.say(KATE, "/mywords").await;
        house.tap(KATE, "Look at my words").await;
        house.tap(KATE, "Look one by one").await;
        assert!(house.newest(KATE).contains("baking bread"));
        house.tap(KATE, "Remove").await;
        let opened = house.staff.show("Sam", &reference).await.unwrap();
        assert_eq!(opened.sent.len(), 2);
        for sent in &opened.sent {
            assert_eq!(
                sent.sections.iter().map(|section| section.part.as_str()).collect::<Vec<_>>(),
                ["strengths", "story"]
            );
            assert_eq!(words(&sent.sections[0]), ["removed by the person"]);
            assert!(words(&sent.sections[1]).concat().starts_with(STORY));
        }
        house.say(KATE, "/mywords").await;
        assert!(!house.newest(KATE).contains("baking bread"), "{}", house.newest(KATE));
    }
}

#[tokio::test]
async fn p14_what_was_sent_stays_byte_for_byte_with_its_language_time_and_number() {
    for place in both().await {
        let (mut house, reference) = sent(&place).await;
        let first = house.staff.show("Sam", &reference).await.unwrap();
        let at = first.sent[0].at;
        house.hand.forward(3_600);
        let more = house.say(KATE, "one more").await;
        house.quiet().await;
        house.tap(KATE, "Send these words").await;
        house.edit(KATE, more, "another").await;
        house.quiet().await;
        let later = house.staff.show("Sam", &reference).await.unwrap();
        let heads = |opened: &OpenedReferral| {
            opened.sent.iter().map(|sent| (sent.number, sent.locale.clone(), sent.at)).collect::<Vec<_>>()
        };
        assert_eq!(heads(&later)[0], (1, "en-GB".to_owned(), at));
        assert_eq!(heads(&later)[1].0, 2);
        assert_eq!(later.sent[0].sections, first.sent[0].sections, "the first approval is as it was");
        assert_eq!(
            words(&later.sent[1].sections[1]),
            [format!("{STORY}\none more")],
            "an edit that was not sent changes nothing"
        );
    }
}

#[tokio::test]
async fn p15_taken_back_before_anybody_opened_it_it_is_unsent() {
    for place in both().await {
        let (mut house, reference) = sent(&place).await;
        assert_eq!(kept(&house, &reference).await, 1);
        house.tap(KATE, "More").await;
        house.tap(KATE, "Take it back").await;
        assert!(house.newest(KATE).starts_with("It is taken back. Nobody had opened it"), "{}", house.newest(KATE));
        assert!(house.staff.list("Sam").await.unwrap().is_empty(), "it stands in no queue");
        assert_eq!(kept(&house, &reference).await, 0, "the words are gone");
        house.say(KATE, "/mywords").await;
        assert!(house.newest(KATE).contains(STORY), "the person keeps their words");
    }
}

#[tokio::test]
async fn p15_taken_back_after_it_was_opened_the_coordinator_is_told_and_the_words_are_gone() {
    for place in both().await {
        let (mut house, reference) = sent(&place).await;
        house.staff.show("Sam", &reference).await.unwrap();
        house.staff.reply("Sam", &reference, "Hello").await.unwrap();
        house.deliver().await;
        house.say(KATE, "/mywords").await;
        house.tap(KATE, "Go back").await;
        house.tap(KATE, "More").await;
        house.tap(KATE, "Take it back").await;
        assert!(house.newest(KATE).contains("told not to contact you"), "{}", house.newest(KATE));
        let list = house.staff.list("Sam").await.unwrap();
        assert_eq!((list[0].status, list[0].contact_welcome), (Status::Withdrawn, false));
        assert_eq!(kept(&house, &reference).await, 0);
        assert!(matches!(house.staff.show("Sam", &reference).await, Err(StaffError::TakenBack)));
        assert!(house.staff.reply("Sam", &reference, "Hello again").await.is_err());
    }
}

#[tokio::test]
async fn p30_my_words_shows_everything_that_is_kept_sent_or_not() {
    let place = sqlite();
    let (mut house, _) = sent(&place).await;
    house.tap(KATE, "Another way or time").await;
    house.tap(KATE, "Good and bad times").await;
    house.say(KATE, "never before ten").await;
    house.tap(KATE, "That is all for now").await;
    house.tap(KATE, "A person").await;
    house.say(KATE, "a note of mine").await;
    house.say(KATE, "/mywords").await;
    for words in [STORY, "baking bread", "never before ten", "a note of mine"] {
        assert!(house.newest(KATE).contains(words), "{words} in {}", house.newest(KATE));
    }
}

#[tokio::test]
async fn p30_a_complaint_is_read_by_the_named_person_only() {
    let place = sqlite();
    let named = Contact { name: "Ann".into(), phone: None, email: None };
    let facts = ajar::dialogue::Facts { complaints: Some(named), ..facts() };
    let mut house = House::of(&place.data, &place.keys, facts, vec![(Queue::Complaints, "Ann".into())]).await;
    for name in ["Ann", "Sam"] {
        house.staff.add_coordinator(name).await.unwrap();
    }
    house.start(KATE, None).await;
    house.tap(KATE, "Just looking").await;
    while !house.phones[&KATE]
        .bubbles
        .last()
        .unwrap()
        .rows
        .iter()
        .flatten()
        .any(|button| button.label == "How to complain")
    {
        house.tap(KATE, "More").await;
    }
    house.tap(KATE, "How to complain").await;
    house.tap(KATE, "Write a complaint here").await;
    house.say(KATE, "Sam was late").await;
    house.tap(KATE, "That is all for now").await;
    assert!(house.newest(KATE).contains("Ann") && house.newest(KATE).contains("Sam was late"));
    house.tap(KATE, "Send these words").await;
    let list = house.staff.list("Ann").await.unwrap();
    assert_eq!((list.len(), list[0].queue), (1, Queue::Complaints));
    assert!(house.staff.list("Sam").await.unwrap().is_empty());
    assert!(matches!(house.staff.show("Sam", &list[0].reference).await, Err(StaffError::NoSuchReference(_))));
    let opened = house.staff.show("Ann", &list[0].reference).await.unwrap();
    assert_eq!(
        (opened.sent[0].purpose, words(&opened.sent[0].sections[0])),
        (Purpose::Complaint, vec!["Sam was late"])
    );
}

/// What would be sent is on its way when the bot is blocked, and is dropped; a sticker brings the buttons back without it.
#[tokio::test]
async fn p13_what_never_arrived_because_the_bot_was_blocked_is_shown_before_it_can_be_sent() {
    for place in both().await {
        let mut house = House::at(&place.data, &place.keys).await;
        house.staff.add_coordinator("Sam").await.unwrap();
        house.start(KATE, None).await;
        house.say(KATE, STORY).await;
        house.hand.forward(21);
        house.turns.due().await.unwrap();
        // Telegram refuses what is in hand.
        while house.handed.lines.try_recv().is_ok() {}
        house.event(KATE, None, Event::Blocked).await;
        house.event(KATE, None, Event::Unblocked).await;
        assert!(!house.phones[&KATE].bubbles.iter().any(|bubble| bubble.text.contains(STORY)), "it never arrived");
        house.event(KATE, None, Event::OtherKind { message: 9_000, kind: OtherKind::Sticker }).await;
        assert!(house.newest(KATE).contains(STORY), "no button to send it stands without it");
        assert!(house.staff.list("Sam").await.unwrap().is_empty());
        house.tap(KATE, "Send these words").await;
        assert_eq!(house.staff.list("Sam").await.unwrap().len(), 1);
    }
}
