//! A coordinator's own words: changed, taken back, begun with a template, looked at once more.

use ajar::locale::visible;
use ajar::staff::{Look, StaffError};
use ajar::story::Words;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{KATE, house, newest, reach, sent, showed};
use crate::support::house::House;
use crate::support::places::{Place, both, sqlite};

/// Sam has written, and it has arrived.
async fn answered(place: &Place) -> (House, String, Uuid) {
    let mut house = house(place).await;
    let reference = sent(&mut house, None).await;
    house.staff.claim("Sam", &reference).await.unwrap();
    house.staff.reply("Sam", &reference, "Would Teusday suit you?").await.unwrap();
    house.deliver().await;
    let talk = house.staff.show("Sam", &reference).await.unwrap().talk.remove(0);
    assert!(talk.may_change);
    (house, reference, talk.id)
}

#[tokio::test]
async fn p31_words_that_were_changed_stand_in_the_chat_and_here_and_the_earlier_nowhere() {
    for place in both().await {
        let (mut house, reference, talk) = answered(&place).await;
        assert!(matches!(house.staff.edit("Ann", talk, "no").await, Err(StaffError::TooLate)));
        house.staff.edit("Sam", talk, "Would Tuesday suit you?").await.unwrap();
        house.deliver().await;
        assert!(showed(&house, "Would Tuesday suit you?") && !showed(&house, "Teusday"));
        let bubble = house.phones[&KATE].bubbles.last().unwrap().clone();
        assert!(bubble.text.starts_with("Here is something new in this chat"), "P29");
        assert!(
            bubble.rows.iter().flatten().any(|button| visible(&button.label) == "Write to Sam"),
            "it is the newest still"
        );
        let seen = house.staff.show("Sam", &reference).await.unwrap().talk.remove(0);
        assert_eq!(seen.content.words().map(Words::as_str), Some("Would Tuesday suit you?"));
        assert!(seen.edited_at.is_some());
        house.tap(KATE, "Write to").await;
        house.staff.edit("Sam", talk, "Would Wednesday suit you?").await.unwrap();
        house.deliver().await;
        let bubbles = &house.phones[&KATE].bubbles;
        let changed = bubbles.iter().find(|bubble| bubble.text.contains("Wednesday")).unwrap();
        assert!(changed.rows.is_empty(), "P1: buttons stand under the newest message only");
    }
}

#[tokio::test]
async fn words_that_were_taken_back_are_gone_from_both_sides_and_the_ways_stay_in_sight() {
    for place in both().await {
        let (mut house, reference, talk) = answered(&place).await;
        house.staff.delete("Sam", talk).await.unwrap();
        house.deliver().await;
        assert_eq!(house.phones[&KATE].deleted.len(), 1);
        assert!(newest(&house).starts_with("Sam has taken a message back."));
        assert!(house.phones[&KATE].bubbles.last().unwrap().rows.iter().flatten().count() >= 3);
        let seen = house.staff.show("Sam", &reference).await.unwrap().talk.remove(0);
        assert!(seen.deleted_at.is_some() && !seen.may_change);
        assert_eq!(seen.content.words().map(Words::as_str), Some(""));
        assert!(matches!(house.staff.edit("Sam", talk, "again").await, Err(StaffError::TooLate)));
    }
}

#[tokio::test]
async fn what_has_not_arrived_or_is_older_than_two_days_is_not_changed() {
    let place = sqlite();
    let (mut house, reference, talk) = answered(&place).await;
    house.hand.forward(60);
    house.staff.reply("Sam", &reference, "And bring gloves.").await.unwrap();
    let waiting = house.staff.show("Sam", &reference).await.unwrap().talk.remove(1);
    assert!(!waiting.may_change && house.staff.edit("Sam", waiting.id, "x").await.is_err());
    house.later(TimeDelta::hours(48)).await;
    assert!(matches!(house.staff.delete("Sam", talk).await, Err(StaffError::TooLate)));
    assert!(!house.staff.show("Sam", &reference).await.unwrap().talk[0].may_change);
}

#[tokio::test]
async fn a_second_look_tells_of_times_that_were_chosen_and_never_judges_words() {
    for place in both().await {
        let mut house = house(&place).await;
        let reference = sent(&mut house, None).await;
        house.staff.claim("Sam", &reference).await.unwrap();
        assert_eq!(house.staff.second_look("Sam", &reference).await.unwrap(), Look::Fine);
        reach(&mut house, &["Good and bad times", "Evenings are good"]).await;
        let next = DateTime::parse_from_rfc3339("2026-11-22T17:00:00Z").unwrap().with_timezone(&Utc);
        let look = house.staff.second_look("Sam", &reference).await.unwrap();
        assert_eq!(look, Look::Outside { chose: "Evenings are good".into(), next });
        house.hand.forward(16 * 3_600);
        assert_eq!(house.staff.second_look("Sam", &reference).await.unwrap(), Look::Fine);
    }
}

#[tokio::test]
async fn a_template_is_filled_in_with_the_coordinators_name_and_sent_by_nobody() {
    let place = sqlite();
    let (house, _, _) = answered(&place).await;
    let templates = house.staff.templates("Sam", Some("en-GB"));
    let first = templates.iter().find(|template| template.key == "template-first").unwrap();
    assert!(first.text.contains("I am Sam") && !first.text.contains('\u{2068}'));
    assert!(templates.iter().all(|template| !template.title.is_empty() && !template.text.contains('{')));
    assert!(!showed(&house, "I am Sam"));
}

#[tokio::test]
async fn an_answer_for_later_is_sent_then_unless_something_was_said_meanwhile() {
    for place in both().await {
        let (mut house, reference, _) = answered(&place).await;
        let at = house.clock.now() + TimeDelta::hours(8);
        assert!(house.staff.reply_at("Sam", &reference, "x", house.clock.now()).await.is_err());
        assert!(house.staff.reply_at("Ann", &reference, "x", at).await.is_err(), "it is not hers");
        house.staff.reply_at("Sam", &reference, "Good morning.", at).await.unwrap();
        assert_eq!(house.staff.show("Sam", &reference).await.unwrap().later[0].words.as_str(), "Good morning.");
        assert_eq!(house.staff.due().await.unwrap(), 0);
        house.hand.forward(8 * 3_600);
        assert_eq!(house.staff.due().await.unwrap(), 1);
        assert_eq!(house.staff.due().await.unwrap(), 0);
        house.deliver().await;
        assert!(showed(&house, "Good morning."));
        house.staff.reply_at("Sam", &reference, "And good night.", at + TimeDelta::hours(12)).await.unwrap();
        house.tap(KATE, "Write to").await;
        house.say(KATE, "please do not write tonight").await;
        house.hand.forward(12 * 3_600);
        assert_eq!(house.staff.due().await.unwrap(), 1);
        house.deliver().await;
        assert!(!showed(&house, "And good night."));
        let opened = house.staff.show("Sam", &reference).await.unwrap();
        assert_eq!((opened.draft.as_deref(), opened.later.len()), (Some("And good night."), 0), "nothing is lost");
    }
}
