//! Consent: what is sent is what was seen, by a separate act, and it can be taken back.

use super::chat::Chat;
use crate::buttons::{Constant, Press};
use crate::dialogue::{Effect, Event, Holder, Kept, OtherKind, ReferralView};
use crate::referral::{Queue, Status};
use crate::story::Purpose;

fn referred(chat: &Chat) -> Option<(Purpose, Queue)> {
    chat.last.iter().find_map(|effect| {
        if let Effect::Refer { purpose, queue, .. } = effect { Some((*purpose, *queue)) } else { None }
    })
}

#[test]
fn p10_the_shortest_way_is_start_write_and_send() {
    let mut chat = Chat::begun();
    chat.say("I lost my job").quiet();
    assert!(chat.said("would-be-sent") && chat.said("answered-here"));
    chat.tap("choice-send");
    assert_eq!(referred(&chat), Some((Purpose::Story, Queue::Main)));
    assert!(chat.said("sent"));
}

#[test]
fn p13_words_that_changed_since_they_were_shown_are_not_sent() {
    let mut chat = Chat::begun();
    chat.say("first").quiet();
    let send = chat.buttons()[0].press.clone();
    chat.say("wait, and this").press(send);
    assert_eq!(referred(&chat), None);
}

#[test]
fn p13_an_edit_between_seeing_and_sending_makes_the_button_stale() {
    let mut chat = Chat::begun();
    chat.say("first").quiet();
    let send = chat.buttons()[0].press.clone();
    let kept = Some(Kept { purpose: Purpose::Story, part: "story".into(), changes: true });
    let words = crate::story::Words::new("other");
    chat.event(Event::Edited { message: 101, edited_at: chat.now, words, kept });
    assert!(chat.last.contains(&Effect::Amend));
    chat.press(send);
    assert_eq!(referred(&chat), None);
    assert!(chat.said("would-be-sent"), "it is shown again, as it is now");
    chat.tap("choice-send");
    assert!(referred(&chat).is_some());
}

#[test]
fn p13_no_button_to_send_stands_without_what_it_would_send() {
    let mut chat = Chat::begun();
    chat.say("first").quiet();
    // As when it could not be delivered, because they had blocked the bot.
    chat.state.draft_mut(Purpose::Story).shown = None;
    chat.event(Event::OtherKind { message: 102, kind: OtherKind::Sticker });
    assert!(chat.said("kind-sticker") && chat.said("would-be-sent"));
    // As it is now it has been seen: from here on the line is enough.
    chat.event(Event::OtherKind { message: 103, kind: OtherKind::Sticker });
    assert!(chat.said("kind-sticker") && !chat.said("would-be-sent"));
}

#[test]
fn p8_strengths_alone_can_be_sent() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell")
        .tap("choice-strengths")
        .say("bread")
        .tap("choice-done")
        .tap("choice-enough")
        .tap("choice-send");
    assert!(referred(&chat).is_some());
}

#[test]
fn p12_parts_can_be_left_out_put_back_changed_and_removed() {
    let mut chat = Chat::begun();
    chat.say("story").quiet().tap("choice-one-by-one").tap("choice-leave-out");
    assert!(!chat.state.draft(Purpose::Story).would_send());
    chat.tap("choice-put-back").tap("choice-change").say("anew");
    assert!(matches!(chat.last[0], Effect::RemovePart { .. }) && matches!(chat.last[1], Effect::Keep { .. }));
    chat.tap("choice-done").tap("choice-remove");
    assert!(chat.state.draft(Purpose::Story).is_empty() && chat.said("review-empty"));
}

#[test]
fn p12_removing_a_part_after_sending_takes_it_out_everywhere() {
    let mut chat = Chat::begun();
    chat.say("story")
        .quiet()
        .tap("choice-send")
        .say("/mywords")
        .tap("choice-look-again")
        .tap("choice-one-by-one")
        .tap("choice-remove");
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::RemovePart { everywhere: true, .. })));
}

#[test]
fn p14_words_after_sending_are_a_new_approval() {
    let mut chat = Chat::begun();
    chat.say("story").quiet().tap("choice-send").say("one more thing").quiet();
    assert!(chat.said("would-be-sent"));
    chat.tap("choice-send");
    assert!(referred(&chat).is_some());
}

#[test]
fn p15_taking_it_back_works() {
    let mut chat = Chat::begun();
    chat.say("story").quiet().tap("choice-send");
    chat.referrals = vec![ReferralView {
        queue: Queue::Main,
        status: Status::Waiting,
        opened_by: None,
        opened: false,
        contact_welcome: true,
        sent_at: chat.now,
    }];
    chat.tap("choice-where");
    assert!(chat.said("where-waiting"));
    chat.tap("choice-more").tap("choice-take-back");
    assert!(chat.last.contains(&Effect::Withdraw { queue: Queue::Main }) && chat.said("taken-back-unopened"));
}

#[test]
fn p16_how_to_reach_somebody_is_not_asked_on_the_way() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").say("a").tap("choice-done").tap("choice-enough");
    assert_eq!(chat.place(), "first-contact/review");
    chat.tap("choice-reach").tap("choice-reach-way").tap("answer-call").say("01632 960 999").tap("choice-done");
    assert_eq!(chat.place(), "reach/menu");
    chat.tap("choice-enough");
    assert_eq!(chat.place(), "first-contact/review");
}

#[test]
fn a_note_can_be_sent_with_nothing_more_and_leads_back() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").say("a").way(Constant::Person).tap("choice-please-write").tap("choice-send");
    assert_eq!(referred(&chat), Some((Purpose::Note, Queue::Main)));
    assert!(chat.said("sent-note"));
    while !chat.buttons().iter().any(|choice| choice.label.key == "choice-back") {
        chat.tap("choice-more");
    }
    chat.tap("choice-back");
    assert_eq!(chat.place(), "first-contact/tell");
}

#[test]
fn words_typed_under_a_person_go_with_the_note() {
    let mut chat = Chat::begun();
    chat.way(Constant::Person).say("mornings are best").quiet().tap("choice-send");
    assert_eq!(referred(&chat), Some((Purpose::Note, Queue::Main)));
}

#[test]
fn i_would_like_to_come_is_one_line_shown_and_then_sent() {
    let mut chat = Chat::begun();
    chat.tap("choice-look").tap("choice-goes-on");
    let listing = chat.buttons()[0].press.clone();
    chat.press(listing).tap("choice-come");
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::KeepChoice { .. })));
    chat.tap("choice-send");
    assert_eq!(referred(&chat), Some((Purpose::Visit, Queue::Main)));
}

#[test]
fn p25_nothing_of_a_young_persons_stands_in_the_adult_queue() {
    let mut chat = Chat::begun();
    chat.tap("choice-other").tap("choice-under-18");
    assert!(chat.state.under_18);
    chat.say("hello").quiet();
    assert!(chat.said("young-not-sent-here") && !chat.buttons().iter().any(|choice| choice.label.key == "choice-send"));
    chat.facts.young = Some(crate::dialogue::Contact { name: "Jo".into(), phone: None, email: None });
    chat.way(Constant::Person).tap("choice-please-write").tap("choice-send");
    assert_eq!(referred(&chat), Some((Purpose::Young, Queue::Young)));
}

#[test]
fn p13_write_to_name_only_once_a_coordinator_is_in_touch_and_until_it_is_ended() {
    let mut chat = Chat::begun();
    chat.way(Constant::WriteTo);
    assert!(chat.state.direct.is_none());
    chat.holder = Holder::Coordinator { name: "Sam".into(), in_touch: true };
    chat.way(Constant::WriteTo).say("hello Sam");
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::PassOn(_))));
    chat.press(Press::Constant(Constant::EndWriting)).say("to myself");
    assert!(!chat.last.iter().any(|effect| matches!(effect, Effect::PassOn(_))));
}

#[test]
fn p13_when_the_coordinator_has_put_it_to_rest_words_are_the_persons_own_again() {
    let mut chat = Chat::begun();
    chat.holder = Holder::Coordinator { name: "Sam".into(), in_touch: true };
    chat.way(Constant::WriteTo);
    chat.holder = Holder::Bot;
    chat.say("are you there");
    assert!(matches!(chat.last[0], Effect::Keep { .. }) && chat.state.direct.is_none());
}

#[test]
fn p13_what_goes_straight_to_one_coordinator_never_goes_to_the_next() {
    let mut chat = Chat::begun();
    chat.holder = Holder::Coordinator { name: "Sam".into(), in_touch: true };
    chat.way(Constant::WriteTo).say("hello Sam");
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::PassOn(_))));
    // Sam puts it to rest; the person asks again with taps alone; Ann takes it on and writes.
    chat.holder = Holder::Bot;
    chat.way(Constant::Person).tap("choice-please-write").tap("choice-send");
    chat.holder = Holder::Coordinator { name: "Ann".into(), in_touch: true };
    chat.say("this was for Sam");
    assert!(!chat.last.iter().any(|effect| matches!(effect, Effect::PassOn(_))));
    chat.way(Constant::WriteTo).say("hello Ann");
    assert!(chat.last.iter().any(|effect| matches!(effect, Effect::PassOn(_))));
}

#[test]
fn p15_what_was_sent_as_an_adult_can_be_taken_back_by_somebody_who_is_under_18() {
    let mut chat = Chat::begun();
    chat.say("story").quiet().tap("choice-send");
    let view = |queue| ReferralView {
        queue,
        status: Status::Waiting,
        opened_by: None,
        opened: false,
        contact_welcome: true,
        sent_at: chat.now,
    };
    chat.referrals = vec![view(Queue::Main)];
    chat.state.under_18 = true;
    chat.tap("choice-where");
    assert!(chat.said("where-waiting"));
    chat.tap("choice-more").tap("choice-take-back");
    assert!(chat.last.contains(&Effect::Withdraw { queue: Queue::Main }));
    assert!(chat.state.draft(Purpose::Story).sent.is_none());
}

#[test]
fn p15_a_note_that_was_sent_is_still_known_after_not_now() {
    let mut chat = Chat::begun();
    chat.way(Constant::Person).tap("choice-please-write").tap("choice-send");
    chat.way(Constant::Person).tap("choice-please-write").tap("choice-not-now");
    assert!(chat.state.draft(Purpose::Note).sent.is_some(), "it can still be taken back");
    assert!(!chat.last.iter().any(|effect| matches!(effect, Effect::DropDraft { .. })));
}

#[test]
fn p13_the_answer_to_a_question_of_the_programs_never_goes_straight_to_a_coordinator() {
    let mut chat = Chat::begun();
    chat.holder = Holder::Coordinator { name: "Sam".into(), in_touch: true };
    let passed = |chat: &Chat| chat.last.iter().any(|effect| matches!(effect, Effect::PassOn(_)));
    chat.way(Constant::WriteTo)
        .say("/more")
        .tap("choice-who")
        .tap("choice-complain")
        .tap("choice-complain-here")
        .say("about Sam");
    assert!(!passed(&chat));
    chat.way(Constant::WriteTo).way(Constant::Person).say("for the note");
    assert!(!passed(&chat));
    chat.way(Constant::WriteTo).way(Constant::Stop).say("to myself");
    assert!(!passed(&chat));
    chat.way(Constant::WriteTo).way(Constant::Help).say("hello Sam");
    assert!(passed(&chat));
}

#[test]
fn p16_who_was_only_looking_can_go_back_from_what_would_be_sent() {
    let mut chat = Chat::begun();
    chat.tap("choice-look").tap("choice-visit").say("is there a lift").quiet();
    assert!(chat.said("would-be-sent"));
    chat.tap("choice-back");
    assert_eq!(chat.place(), "just-looking/visit");
}
