//! The order of urgent help, on the register that ships.

use super::*;
use crate::dialogue::step::tests::chat::facts;

fn shipped() -> Helplines {
    toml::from_str(include_str!("../../../dialogues/helplines.toml")).unwrap()
}

fn first(register: &Helplines, at: &str, young: bool) -> Vec<String> {
    register.now(at.parse().unwrap(), young, &facts()).into_iter().take(PAGE).map(|row| row.id.clone()).collect()
}

const NIGHT: &str = "2026-11-22T01:40:00Z";
const EVENING: &str = "2026-11-22T19:00:00Z";

#[test]
fn p21_the_first_four_are_open_one_needs_no_voice_and_999_is_among_them() {
    for at in [NIGHT, EVENING] {
        assert_eq!(first(&shipped(), at, false), ["999", "111", "samaritans", "shout"]);
    }
}

#[test]
fn p25_somebody_young_meets_childline_first() {
    assert_eq!(first(&shipped(), NIGHT, true), ["childline", "999", "111", "shout"]);
}

#[test]
fn every_row_is_reached_and_closed_ones_come_last() {
    let register = shipped();
    let rows = register.now(NIGHT.parse().unwrap(), false, &facts());
    let here = register.helpline.iter().filter(|row| row.is_in(Nation::England)).count();
    assert_eq!(rows.len(), here);
    let open: Vec<_> = rows.iter().map(|row| row.is_open(NIGHT.parse().unwrap(), &facts())).collect();
    assert!(open.is_sorted_by(|one, next| one >= next), "{open:?}");
}

#[test]
fn calm_counts_in_the_evening_only() {
    let register = shipped();
    let place =
        |at: &str| register.now(at.parse().unwrap(), false, &facts()).iter().position(|row| row.id == "calm").unwrap();
    assert!(place(EVENING) < place(NIGHT));
}

#[test]
fn p21_on_a_bank_holiday_a_row_that_keeps_it_is_closed_and_stands_behind() {
    let mut register = shipped();
    let mut facts = facts();
    facts.hours = facts.hours.closed_on(["2026-12-25".parse().unwrap()]);
    let place = |register: &Helplines, facts: &Facts, at: &str| {
        register.now(at.parse().unwrap(), false, facts).iter().position(|row| row.id == "calm").unwrap()
    };
    let (christmas, before) = ("2026-12-25T19:00:00Z", "2026-12-24T19:00:00Z");
    assert_eq!(place(&register, &facts, christmas), place(&register, &facts, before));
    register.helpline.iter_mut().find(|row| row.id == "calm").unwrap().closed_on_bank_holidays = true;
    assert!(place(&register, &facts, christmas) > place(&register, &facts, before));
    assert!(!register.get("calm").unwrap().is_open(christmas.parse().unwrap(), &facts));
}

#[test]
fn p21_wherever_they_stand_in_the_file_999_and_one_without_a_voice_are_pulled_forward() {
    let mut register = shipped();
    for row in &mut register.helpline {
        if row.emergency || !row.speech {
            row.order += 1000;
        }
        row.hours = Hours::always();
        row.who_for = vec![WhoFor::Anybody];
    }
    let first = first(&register, NIGHT, false);
    assert_eq!(first[2], "999");
    assert_eq!(first[3], "shout");
    register.helpline.iter_mut().filter(|row| !row.speech).for_each(|row| row.hours = Hours::never());
    let rows = register.now(NIGHT.parse().unwrap(), false, &facts());
    assert!(!rows[3].speech, "a closed one without a voice is better than none");
}

#[test]
fn p24_a_row_is_checked_for_ninety_days_and_the_shipped_ones_are_not() {
    let mut register = shipped();
    let at = NIGHT.parse().unwrap();
    assert_eq!(register.stale(at).len(), register.helpline.len());
    register.helpline[0].checked_on = "2026-08-24".parse().ok();
    assert!(register.helpline[0].is_checked(at));
    register.helpline[0].checked_on = "2026-08-23".parse().ok();
    assert!(!register.helpline[0].is_checked(at));
}

#[test]
fn a_row_hands_its_facts_to_its_sentence() {
    let register = shipped();
    let row = register.get("111").unwrap();
    assert_eq!(row.key(), "helpline-111");
    assert_eq!(row.facts(), [("name", "NHS 111".into()), ("number", "111".into()), ("second", "2".into())]);
}
