//! Written straight to somebody: who is away, who is asked for in their place, what is not to rest yet, and whom somebody would rather not meet.

use chrono::NaiveDate;

use super::chat::Chat;
use crate::buttons::Constant;
use crate::dialogue::{Arg, AwayView, Effect, Holder, ReferralView};
use crate::referral::{Queue, Status};
use crate::story::Purpose;

fn view(chat: &Chat, status: Status) -> ReferralView {
    let (opened_by, sent_at) = (Some("Sam".to_owned()), chat.now);
    ReferralView { queue: Queue::Main, status, opened_by, opened: true, contact_welcome: true, sent_at }
}

/// Somebody who writes straight to Sam.
fn straight() -> Chat {
    let mut chat = Chat::begun();
    chat.say("story").quiet().tap("choice-send");
    chat.referrals = vec![view(&chat, Status::InTouch)];
    chat.holder = Holder::Coordinator { name: "Sam".into(), in_touch: true };
    chat.way(Constant::WriteTo);
    chat
}

fn away(day: u32, cover: Option<&str>) -> Option<AwayView> {
    Some(AwayView { back: NaiveDate::from_ymd_opt(2027, 1, day).unwrap(), cover: cover.map(str::to_owned) })
}

#[test]
fn p34_it_is_said_once_that_somebody_is_away_and_again_for_another_absence() {
    let mut chat = straight();
    chat.away = away(20, Some("Ann"));
    chat.say("hello");
    assert!(matches!(chat.last[..2], [Effect::Mark, Effect::PassOn(_)]), "the words go to Sam all the same");
    assert_eq!(chat.keys(), ["away", "away-cover"]);
    assert!(chat.buttons().iter().any(|choice| choice.label.key == "way-somebody-else"));
    chat.say("are you there");
    assert!(chat.says().is_empty());
    chat.away = away(27, None);
    chat.say("and now");
    assert_eq!(chat.keys(), ["away"]);
}

#[test]
fn p13_who_asks_for_somebody_else_writes_straight_to_nobody() {
    for (cover, said) in [(Some("Ann"), "asked-cover"), (None, "asked-somebody-else")] {
        let mut chat = straight();
        chat.away = away(20, cover);
        chat.say("hello").way(Constant::SomebodyElse);
        assert!(chat.last.contains(&Effect::SomebodyElse) && chat.said(said));
        chat.holder = Holder::Bot;
        chat.say("to nobody");
        assert!(!chat.last.iter().any(|effect| matches!(effect, Effect::PassOn(_))));
        chat.way(Constant::SomebodyElse);
        assert!(!chat.last.contains(&Effect::SomebodyElse), "nobody has it: the button is old");
    }
}

#[test]
fn p34_not_yet_acts_only_on_what_rests() {
    let mut chat = straight();
    chat.way(Constant::NotYet);
    assert!(!chat.last.iter().any(|effect| matches!(effect, Effect::NotYet { .. })));
    chat.holder = Holder::Bot;
    chat.referrals = vec![view(&chat, Status::Closed)];
    chat.way(Constant::NotYet);
    assert!(chat.last.contains(&Effect::NotYet { queue: Queue::Main }) && chat.said("not-resting"));
    assert!(chat.buttons().iter().any(|choice| choice.label.key == "way-write-to"));
}

#[test]
fn p12_names_of_the_team_can_be_chosen_one_after_the_other() {
    let mut chat = Chat::begun();
    chat.facts.team = ["Anna", "Ben", "Cat", "Dee"].map(str::to_owned).to_vec();
    chat.say("story").quiet().tap("choice-send").tap("choice-another-way");
    chat.tap("choice-more").tap("choice-more").tap("choice-more").tap("choice-reach-team");
    let names = |chat: &Chat| -> Vec<String> {
        let args = chat.buttons().into_iter().flat_map(|choice| choice.label.args);
        args.filter_map(|(_, arg)| if let Arg::Fact(name) = arg { Some(name) } else { None }).collect()
    };
    assert_eq!(names(&chat), ["Anna", "Ben", "Cat"]);
    chat.tap("as-it-is");
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::KeepChoice { .. })));
    assert_eq!(names(&chat), ["Ben", "Cat", "Dee"]);
    chat.tap("as-it-is").tap("choice-done");
    assert_eq!(chat.state.draft(Purpose::Story).chosen("reach-team"), Some("anna ben"));
}
