//! How long people wait, how things are going, posters, and helplines that were checked.

use ajar::locale::visible;
use ajar::staff::StaffError;
use ajar::store::heard;
use chrono::{NaiveDate, TimeDelta};

use super::{KATE, house, newest, sent};
use crate::support::house::House;
use crate::support::places::{both, sqlite};

/// So many people were answered after so many days, lately.
async fn answered(house: &House, many: usize, days: i64) {
    let (asked, chance) = (house.clock.now() - TimeDelta::days(20), ajar::chance::Chance::system());
    let mut work = house.store.begin().await.unwrap();
    for _ in 0..many {
        heard::put(&mut work, chance.uuid().unwrap(), (asked, asked + TimeDelta::days(days))).await.unwrap();
    }
    work.commit().await.unwrap();
}

#[tokio::test]
async fn p18_people_are_told_the_real_figure_once_there_are_twenty() {
    for place in both().await {
        let mut house = house(&place).await;
        answered(&house, 19, 1).await;
        house.turns.housekeeping().await.unwrap();
        let reference = sent(&mut house, None).await;
        assert!(newest(&house).contains("we do not know yet"));
        assert_eq!(house.staff.peek("Ann", &reference).await.unwrap().told_days, None);
        house.staff.claim("Sam", &reference).await.unwrap();
        house.staff.reply("Sam", &reference, "Hello.").await.unwrap();
        house.staff.reply("Sam", &reference, "And again.").await.unwrap();
        house.deliver().await;
        let since = house.clock.now() - TimeDelta::days(1);
        let heard = heard::since(&mut house.store.reading().await.unwrap(), since).await.unwrap();
        assert_eq!(heard.len(), 1, "only a first answer counts");
        house.turns.housekeeping().await.unwrap();
        assert_eq!(house.staff.how_it_goes("Sam").await.unwrap().heard_within, Some(1));
        house.sends(KATE + 1, "hello").await;
        assert!(visible(house.newest(KATE + 1)).contains("Nine in ten people hear within one working day."));
        let line = house.staff.people("Ann", ajar::staff::Which::Waiting, None).await.unwrap().lines.remove(0);
        assert_eq!(line.told_days, Some(1), "what they were told stands in the list");
    }
}

#[tokio::test]
async fn small_numbers_are_not_told_and_nothing_is_counted_for_a_coordinator() {
    for place in both().await {
        let mut house = house(&place).await;
        house.staff.make_poster("Sam", "library", "The library").await.unwrap();
        for (number, code) in (0..).zip(["library", "library", "gp", "gp", "gp", "gp", "gp"]) {
            let chat = KATE + number;
            house.start(chat, Some(code)).await;
            house.say(chat, "hello").await;
            house.quiet().await;
            house.tap(chat, "Send these words").await;
        }
        let going = house.staff.how_it_goes("Ann").await.unwrap();
        assert_eq!(going.weeks.len(), 12);
        assert_eq!(
            (going.weeks[0].monday, going.weeks[0].began),
            (NaiveDate::from_ymd_opt(2026, 11, 16).unwrap(), Some(7))
        );
        assert_eq!((going.weeks[0].wrote, going.weeks[0].sent, going.weeks[1].sent), (Some(7), Some(7), Some(0)));
        assert_eq!((going.weeks[0].opened, going.weeks[0].answered), (Some(0), Some(0)));
        let posters: Vec<_> =
            going.posters.iter().map(|(code, label, many)| (code.as_str(), label.as_deref(), *many)).collect();
        assert_eq!(posters, [("gp", None, Some(5)), ("library", Some("The library"), None)]);
    }
}

#[tokio::test]
async fn posters_are_made_paused_and_called_by_their_label() {
    for place in both().await {
        let mut house = house(&place).await;
        for (code, label) in [("", "x"), ("a b", "x"), ("ok", ""), ("ok", &"x".repeat(61))] {
            assert!(matches!(house.staff.make_poster("Sam", code, label).await, Err(StaffError::NoCode)), "{code}");
        }
        house.staff.make_poster("Sam", "gp-seaton", "The surgery in Seaton").await.unwrap();
        let again = house.staff.make_poster("Ann", "gp-seaton", "Another").await;
        assert!(matches!(again, Err(StaffError::CodeTaken(code)) if code == "gp-seaton"));
        house.staff.pause_poster("Ann", "gp-seaton", true).await.unwrap();
        assert!(house.staff.posters().await.unwrap()[0].paused_at.is_some());
        assert!(matches!(house.staff.pause_poster("Ann", "nowhere", true).await, Err(StaffError::NoSuchPoster(_))));
        let reference = sent(&mut house, Some("gp-seaton")).await;
        let found = house.staff.peek("Ann", &reference).await.unwrap().found_us.unwrap();
        assert_eq!(found.label.as_deref(), Some("The surgery in Seaton"), "a paused one still lets people in");
    }
}

#[tokio::test]
async fn p24_a_helpline_that_was_checked_at_the_desk_counts_over_an_earlier_date_in_the_file() {
    let place = sqlite();
    let house = house(&place).await;
    house.staff.helpline_checked("Sam", "999").await.unwrap();
    let checks = house.staff.helplines().await.unwrap();
    assert_eq!((checks[0].id.as_str(), checks[0].by.as_str()), ("999", "Sam"));
    let checks: Vec<_> = checks.into_iter().map(|check| (check.id, check.checked_on, check.by)).collect();
    let register = ajar::content::Edition::load(None).unwrap().content.helplines;
    let stale = |register: &ajar::dialogue::Helplines| register.stale(house.clock.now()).len();
    assert_eq!(stale(&register) - stale(&register.clone().checked(&checks)), 1);
}

#[tokio::test]
async fn p30_my_words_says_that_notes_were_written_and_can_be_asked_for() {
    let place = sqlite();
    let mut house = house(&place).await;
    let reference = sent(&mut house, None).await;
    house.say(KATE, "/my-words").await;
    assert!(!newest(&house).contains("notes about you"));
    house.staff.claim("Sam", &reference).await.unwrap();
    house.staff.note("Sam", &reference, "likes canaries").await.unwrap();
    house.say(KATE, "/my-words").await;
    assert!(newest(&house).contains("have written notes about you") && !newest(&house).contains("likes canaries"));
}
