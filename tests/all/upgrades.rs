//! Dialogues that change under people's feet (P32), over the real turn and store: what one change does to somebody who stands in the middle.
//! `upgrades/everywhere.rs` stops a conversation at every wait there is.

mod editions;
mod everywhere;

use crate::support::house::House;
use crate::support::places::{Place, both, sqlite};
use ajar::content::Edition;
use ajar::dialogue::{Event, State};
use ajar::store::{people, places};
use ajar::story::Purpose;
use ajar::vault;
use editions::{removed, renamed, retyped, shipped, split, urgent, without_anchor};

const KATE: i64 = 7_001;

async fn at_home(place: &Place) -> House {
    House::at(&place.data, &place.keys).await
}

/// Where somebody's conversation stands.
pub async fn state(house: &House, chat: i64) -> State {
    let (id, key) = house.keystore.find(chat).await.unwrap().unwrap();
    let row = people::load::<State>(&mut house.store.reading().await.unwrap(), id).await.unwrap().unwrap();
    vault::open(&key, &places::state(id), &row.state).unwrap()
}

async fn stands(house: &House) -> String {
    let place = state(house, KATE).await.place;
    format!("{}/{}", place.dialogue, place.step)
}

/// Kate at the question about what could be different, with words in it.
async fn at_hopes(place: &Place) -> House {
    let mut house = at_home(place).await;
    house.start(KATE, None).await;
    house.tap(KATE, "Tell you something").await;
    house.say(KATE, "it was a long winter").await;
    house.tap(KATE, "That is all for now").await;
    house.tap(KATE, "More").await;
    house.tap(KATE, "What could be different").await;
    house
}

/// There, with an answer, and what would be sent on the screen.
async fn with_hopes_shown(place: &Place) -> House {
    let mut house = at_hopes(place).await;
    house.say(KATE, "a door that opens").await;
    house.tap(KATE, "That is all for now").await;
    house.tap(KATE, "That is enough").await;
    house
}

async fn upgrade(house: House, place: &Place, edition: Edition) -> House {
    house.upgraded(&place.data, &place.keys, edition).await
}

/// Somebody has stopped where they had written nothing yet, and comes back to another edition.
async fn back_after(place: &Place, edition: Edition) -> House {
    let mut house = at_hopes(place).await;
    house.tap(KATE, "Stop for now").await;
    let mut house = upgrade(house, place, edition).await;
    house.tap(KATE, "Go on").await;
    house
}

#[tokio::test]
async fn p32_a_renamed_step_and_part_go_on_in_silence_with_the_buttons_that_stand_in_the_chat() {
    for place in both().await {
        let mut house = at_hopes(&place).await;
        house.say(KATE, "a door that opens").await;
        let mut house = upgrade(house, &place, renamed()).await;
        house.say(KATE, "and somebody in it").await;
        assert_eq!(stands(&house).await, "first-contact/wishes");
        let shown = house.phones[&KATE].bubbles.len();
        house.tap(KATE, "That is all for now").await;
        assert_eq!(house.phones[&KATE].notices, Vec::<String>::new(), "the button from before acts");
        assert_eq!(house.phones[&KATE].bubbles.len(), shown + 1);
        let state = state(&house, KATE).await;
        let parts: Vec<_> =
            state.draft(Purpose::Story).parts.iter().map(|part| (part.part.clone(), part.pieces)).collect();
        assert_eq!(parts, [("story".to_owned(), 1), ("wishes".to_owned(), 2)]);
        assert!(state.met.contains("wishes") && !state.moved_on);
        house.say(KATE, "/my-words").await;
        let words = "What I would like to be different:\na door that opens\nand somebody in it";
        assert!(house.newest(KATE).contains(words), "{}", house.newest(KATE));
    }
}

#[tokio::test]
async fn p32_who_is_writing_at_a_step_that_is_gone_finishes_there_and_then_goes_on_at_the_anchor() {
    let place = sqlite();
    let mut house = at_hopes(&place).await;
    house.say(KATE, "a door that opens").await;
    let mut house = upgrade(house, &place, removed()).await;
    house.say(KATE, "and somebody in it").await;
    assert_eq!(stands(&house).await, "first-contact/hopes");
    house.quiet().await;
    house.tap(KATE, "That is all for now").await;
    // The way on from there is a step of today's, so nothing has to be said.
    assert_eq!(stands(&house).await, "first-contact/invite");
    house.say(KATE, "/my-words").await;
    let words = "What I would like to be different:\na door that opens\nand somebody in it";
    assert!(house.newest(KATE).contains(words), "under its heading, which is gone today: {}", house.newest(KATE));
    assert_eq!(state(&house, KATE).await.content, removed().hash);
}

#[tokio::test]
async fn p32_who_has_written_nothing_at_a_step_that_is_gone_goes_on_at_the_anchor_with_one_calm_sentence() {
    let place = sqlite();
    let mut house = back_after(&place, removed()).await;
    assert_eq!(stands(&house).await, "first-contact/invite");
    assert!(house.newest(KATE).starts_with("Something here has changed"), "{}", house.newest(KATE));
    house.tap(KATE, "More").await;
    assert!(!house.newest(KATE).contains("has changed"), "it is said once");
    house.tap(KATE, "That is enough").await;
    assert!(house.newest(KATE).contains("it was a long winter"));
}

#[tokio::test]
async fn p32_with_neither_entry_nor_anchor_the_archived_version_stays_with_its_words() {
    for place in both().await {
        let mut house = back_after(&place, without_anchor()).await;
        assert!(house.newest(KATE).contains("What would you like to be different?"), "{}", house.newest(KATE));
        assert_eq!(state(&house, KATE).await.content, shipped().hash);
        house.say(KATE, "a door that opens").await;
        house.tap(KATE, "That is all for now").await;
        house.tap(KATE, "That is enough").await;
        assert!(house.newest(KATE).contains("What I would like to be different:\na door that opens"));
        house.tap(KATE, "Send these words").await;
        assert!(house.newest(KATE).starts_with("Your words are sent."));
        // Where they stand now is there today.
        house.tap(KATE, "Where are my words?").await;
        assert_eq!(state(&house, KATE).await.content, without_anchor().hash);
        house.staff.add_coordinator("Sam").await.unwrap();
        let reference = house.staff.list("Sam").await.unwrap()[0].reference.clone();
        let opened = house.staff.show("Sam", &reference).await.unwrap();
        let headings: Vec<_> = opened.sent[0].sections.iter().map(|section| section.heading.as_str()).collect();
        assert_eq!(headings, ["What has been happening", "What I would like to be different"]);
    }
}

#[tokio::test]
async fn p32_an_urgent_release_lets_nobody_stay() {
    let place = sqlite();
    let mut house = back_after(&place, urgent()).await;
    assert_eq!(stands(&house).await, "first-contact/welcome");
    assert!(house.newest(KATE).contains("Only people at"), "{}", house.newest(KATE));
    house.say(KATE, "/my-words").await;
    assert!(house.newest(KATE).contains("it was a long winter"), "no answer is lost");
}

#[tokio::test]
async fn p32_a_split_step_goes_on_in_its_first_half_and_offers_the_second() {
    let place = sqlite();
    let mut house = at_home(&place).await;
    house.start(KATE, None).await;
    house.tap(KATE, "Tell you something").await;
    house.tap(KATE, "Somebody I am glad to see").await;
    house.say(KATE, "my aunt, and her dog").await;
    let mut house = upgrade(house, &place, split()).await;
    house.tap(KATE, "That is all for now").await;
    assert_eq!(stands(&house).await, "first-contact/invite");
    assert!(state(&house, KATE).await.draft(Purpose::Story).has("folk"));
    house.tap(KATE, "An animal").await;
    house.say(KATE, "the dog is called Bo").await;
    house.say(KATE, "/my-words").await;
    let shown = house.newest(KATE).to_owned();
    assert!(
        shown.contains("Who I am glad to see:\nmy aunt, and her dog")
            && shown.contains("Animals:\nthe dog is called Bo")
    );
}

#[tokio::test]
async fn p32_a_closed_answer_stays_as_it_was_given_when_the_question_becomes_an_open_one() {
    let place = sqlite();
    let mut house = at_home(&place).await;
    house.start(KATE, None).await;
    house.say(KATE, "hiya").await;
    house.quiet().await;
    house.tap(KATE, "How to reach me").await;
    house.tap(KATE, "Another way than this chat").await;
    house.tap(KATE, "In this chat").await;
    house.tap(KATE, "That is enough").await;
    let old = house.button(KATE, "Send these words");
    let mut house = upgrade(house, &place, retyped()).await;
    // What is shown is the same to the letter, so the button of before still counts.
    house.event(KATE, None, Event::Pressed { query: "q".into(), press: old }).await;
    assert!(house.newest(KATE).starts_with("Your words are sent."), "{}", house.newest(KATE));
    house.say(KATE, "/my-words").await;
    assert!(house.newest(KATE).contains("In this chat"), "{}", house.newest(KATE));
}

#[tokio::test]
async fn p32_a_part_that_is_sent_as_something_else_now_leaves_earlier_words_in_their_draft() {
    let place = sqlite();
    let mut house = at_hopes(&place).await;
    house.say(KATE, "a door that opens").await;
    let mut house = upgrade(house, &place, editions::sent_as_a_note()).await;
    house.tap(KATE, "That is all for now").await;
    house.tap(KATE, "That is enough").await;
    assert!(
        house.newest(KATE).contains("What I would like to be different:\na door that opens"),
        "{}",
        house.newest(KATE)
    );
    let state = state(&house, KATE).await;
    assert!(state.draft(Purpose::Story).has("hopes") && !state.draft(Purpose::Note).has("hopes"));
}

#[tokio::test]
async fn p13_p32_what_would_be_sent_under_another_heading_is_shown_before_it_goes() {
    let place = sqlite();
    let house = with_hopes_shown(&place).await;
    let old = house.button(KATE, "Send these words");
    let mut house = upgrade(house, &place, editions::other_heading()).await;
    house.event(KATE, None, Event::Pressed { query: "q".into(), press: old }).await;
    assert!(house.newest(KATE).contains("What I hope for:\na door that opens"), "{}", house.newest(KATE));
    assert!(house.phones[&KATE].notices[0].starts_with("The words have changed"), "{:?}", house.phones[&KATE].notices);
    house.tap(KATE, "Send these words").await;
    assert!(house.newest(KATE).starts_with("Your words are sent."));
}

#[tokio::test]
async fn p12_p32_a_part_that_was_sent_under_its_earlier_id_is_removed_from_there_too() {
    let place = sqlite();
    let mut house = with_hopes_shown(&place).await;
    house.tap(KATE, "Send these words").await;
    let mut house = upgrade(house, &place, renamed()).await;
    house.say(KATE, "/my-words").await;
    house.tap(KATE, "Look at my words").await;
    house.tap(KATE, "Look one by one").await;
    house.tap(KATE, "Next").await;
    assert!(house.newest(KATE).contains("a door that opens"), "{}", house.newest(KATE));
    house.tap(KATE, "Remove").await;
    house.staff.add_coordinator("Sam").await.unwrap();
    let reference = house.staff.list("Sam").await.unwrap()[0].reference.clone();
    let opened = house.staff.show("Sam", &reference).await.unwrap();
    let told = format!("{:?}", opened.sent[0].sections.iter().map(|section| section.pieces.len()).collect::<Vec<_>>());
    assert_eq!(told, "[1, 1]");
    let shown: Vec<_> =
        opened.sent[0].sections.iter().map(|section| house.turns.today().renderer("en-GB").section(section)).collect();
    assert!(shown.iter().any(|text| text.contains("removed by the person")), "{shown:?}");
    assert!(!shown.iter().any(|text| text.contains("a door that opens")), "{shown:?}");
}

#[tokio::test]
async fn p32_a_button_whose_choice_means_something_else_now_does_not_act() {
    let place = sqlite();
    let mut house = at_home(&place).await;
    house.start(KATE, None).await;
    let old = house.button(KATE, "Just looking");
    let mut house = upgrade(house, &place, editions::other_meaning()).await;
    house.event(KATE, None, Event::Pressed { query: "q".into(), press: old }).await;
    assert_eq!(stands(&house).await, "first-contact/welcome");
    assert!(house.phones[&KATE].notices[0].starts_with("That button is from earlier"));
    house.tap(KATE, "Just looking").await;
    assert_eq!(stands(&house).await, "someone/menu", "the new button does what the new version says");
}

#[tokio::test]
async fn p32_a_button_of_a_conversation_that_was_forgotten_does_not_act_in_the_next_one() {
    let place = sqlite();
    let mut house = at_home(&place).await;
    house.start(KATE, None).await;
    let old = house.button(KATE, "Just looking");
    house.say(KATE, "/forget").await;
    house.tap(KATE, "Forget me").await;
    house.phones.get_mut(&KATE).unwrap().is_forgotten();
    house.start(KATE, None).await;
    house.event(KATE, None, Event::Pressed { query: "q".into(), press: old }).await;
    assert_eq!(stands(&house).await, "first-contact/welcome");
}

#[tokio::test]
async fn p32_without_the_archive_nobody_is_locked_out_and_no_word_is_lost() {
    let place = sqlite();
    let mut house = at_hopes(&place).await;
    house.say(KATE, "a door that opens").await;
    let mut work = house.store.begin().await.unwrap();
    ajar::store::archive::put(&mut work, &shipped().hash, "dialogues/first-contact.toml", "[broken").await.unwrap();
    work.commit().await.unwrap();
    let mut house = upgrade(house, &place, without_anchor()).await;
    house.tap(KATE, "That is all for now").await;
    assert_eq!(stands(&house).await, "first-contact/welcome");
    house.say(KATE, "/my-words").await;
    assert!(house.newest(KATE).contains("a door that opens") && house.newest(KATE).contains("it was a long winter"));
}

#[tokio::test]
async fn p32_over_two_versions_at_once_and_back_again_every_word_stays() {
    let place = sqlite();
    let mut house = at_hopes(&place).await;
    house.say(KATE, "a door that opens").await;
    for edition in [renamed(), editions::renamed_twice(), shipped(), editions::renamed_twice()] {
        house = upgrade(house, &place, edition).await;
        house.say(KATE, "/my-words").await;
        let words = "What I would like to be different:\na door that opens";
        assert!(house.newest(KATE).contains(words), "{}", house.newest(KATE));
        house.tap(KATE, "Go back").await;
        assert!(house.newest(KATE).contains("What would you like to be different?"), "{}", house.newest(KATE));
    }
}
