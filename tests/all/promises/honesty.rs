//! Honesty, over the whole house: who speaks, what is kept, what happens next, in the words that a person reads.

use ajar::buttons::{Constant, Press};
use ajar::dialogue::{Event, Facts};

use crate::support::house::{House, facts};
use crate::support::places::sqlite;

const KATE: i64 = 7_001;
/// A name as long as names get: 40 characters.
const LONG_NAME: &str = "The Open Door Wellbeing Centre in Seaham";

fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

async fn house_of(facts: Facts) -> House {
    let place = sqlite();
    let house = House::of(&place.data, &place.keys, facts, vec![]).await;
    house.staff.add_coordinator("Sam").await.unwrap();
    // The files are open already; the folder goes when the process does.
    std::mem::forget(place);
    house
}

#[tokio::test]
async fn p17_the_welcome_says_what_this_is_in_sixty_words_even_with_the_longest_name() {
    assert_eq!(LONG_NAME.chars().count(), 40);
    let mut house = house_of(Facts { name: LONG_NAME.into(), ..facts() }).await;
    house.start(KATE, None).await;
    let welcome = bare(&house.phones[&KATE].bubbles[0].text);
    assert!(count(&welcome) <= 60, "{} words: {welcome}", count(&welcome));
    for part in ["automatic program", "Nobody is reading live", "nothing is shared yet", LONG_NAME, "leave at any time"]
    {
        assert!(welcome.contains(part), "{part} in {welcome}");
    }
}

#[tokio::test]
async fn p20_two_sentences_of_forty_words_tell_the_limits_even_with_the_longest_name() {
    let mut house = house_of(Facts { name: LONG_NAME.into(), ..facts() }).await;
    house.start(KATE, None).await;
    let limits = bare(&house.phones[&KATE].bubbles[1].text);
    assert!(count(&limits) <= 40, "{} words: {limits}", count(&limits));
    assert_eq!(limits.matches('.').count(), 2, "{limits}");
    for part in [LONG_NAME, "90 days", "Telegram carries", "not end-to-end encrypted"] {
        assert!(limits.contains(part), "{part} in {limits}");
    }
}

#[tokio::test]
async fn p20_somebody_who_just_writes_is_met_and_told_before_anything_can_be_sent() {
    let mut house = house_of(facts()).await;
    house.say(KATE, "hello, is anybody there").await;
    let bubbles: Vec<String> = house.phones[&KATE].bubbles.iter().map(|bubble| bare(&bubble.text)).collect();
    assert_eq!(bubbles.len(), 2, "P3: {bubbles:?}");
    assert!(
        bubbles[0].starts_with("Hello. This is an automatic program.") && bubbles[0].contains("end-to-end"),
        "{bubbles:?}"
    );
    house.quiet().await;
    assert!(house.newest(KATE).contains("hello, is anybody there"));
    house.tap(KATE, "Send these words").await;
}

/// What is said once words are sent.
async fn said_after_sending(heard_within_days: Option<u16>) -> String {
    let mut house = house_of(Facts { heard_within_days, ..facts() }).await;
    house.sends(KATE, "hello").await;
    bare(house.newest(KATE))
}

#[tokio::test]
async fn p18_after_sending_it_is_said_who_reads_on_which_days_and_how_long_it_takes() {
    let ways = [
        (None, "How long an answer takes, we do not know yet."),
        (Some(1), "Nine in ten people hear within one working day."),
        (Some(5), "Nine in ten people hear within 5 working days."),
    ];
    for (days, said) in ways {
        let text = said_after_sending(days).await;
        for part in ["The people who answer at The Open Door read them", "on these days: Monday to Friday.", said] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}

#[tokio::test]
async fn p18_nothing_says_sent_before_it_is_committed() {
    let mut house = house_of(facts()).await;
    house.start(KATE, None).await;
    let message = house.say(KATE, "hello").await;
    house.quiet().await;
    let press = house.button(KATE, "Send these words");
    house.edit(KATE, message, "hello there").await;
    house.event(KATE, None, Event::Pressed { query: "q".into(), press }).await;
    assert!(house.staff.list("Sam").await.unwrap().is_empty());
    assert!(house.phones[&KATE].bubbles.iter().all(|bubble| !bubble.text.contains("Your words are sent")));
    house.tap(KATE, "Send these words").await;
    assert_eq!(house.staff.list("Sam").await.unwrap().len(), 1);
    assert!(house.newest(KATE).starts_with("Your words are sent"));
}

#[tokio::test]
async fn p18_where_are_my_words_answers_at_any_time() {
    let mut house = house_of(facts()).await;
    house.sends(KATE, "hello").await;
    house.tap(KATE, "Where are my words").await;
    assert!(
        bare(house.newest(KATE)).starts_with("Your words are waiting. Nobody has opened them yet."),
        "{}",
        house.newest(KATE)
    );
    let reference = house.staff.list("Sam").await.unwrap()[0].reference.clone();
    house.staff.show("Sam", &reference).await.unwrap();
    house.tap(KATE, "Where are my words").await;
    assert_eq!(bare(house.newest(KATE)), "Sam has opened your words.");
}

#[tokio::test]
async fn p1_the_ways_stand_in_two_rows_at_most_under_the_newest_message_and_nowhere_else() {
    let mut house = house_of(facts()).await;
    house.start(KATE, None).await;
    for label in [
        "Tell you something",
        "Anything I like doing",
        "Skip this",
        "That is enough",
        "Urgent help",
        "Keep writing",
        "Stop for now",
        "Go on",
    ] {
        house.tap(KATE, label).await;
        let phone = &house.phones[&KATE];
        let is_way = |press: &Press| matches!(press, Press::Constant(_));
        let (newest, earlier) = phone.bubbles.split_last().unwrap();
        let rows: Vec<_> = newest.rows.iter().filter(|row| row.iter().any(|button| is_way(&button.press))).collect();
        let ways: Vec<_> = rows.iter().flat_map(|row| row.iter().map(|button| &button.press)).collect();
        assert!(rows.len() <= 2, "after {label}");
        for way in [Constant::Stop, Constant::Person, Constant::Help] {
            assert!(ways.contains(&&Press::Constant(way)), "{way:?} after {label}");
        }
        assert!(earlier.iter().all(|bubble| bubble.rows.is_empty()), "after {label}");
    }
}

#[tokio::test]
async fn p1_keyboards_of_earlier_messages_go_after_words_a_coordinators_answer_and_a_quiet_moment() {
    let mut house = house_of(facts()).await;
    let one = |house: &House| house.phones[&KATE].bubbles.iter().filter(|bubble| !bubble.rows.is_empty()).count();
    house.start(KATE, None).await;
    assert_eq!(one(&house), 1);
    house.say(KATE, "hello").await;
    assert_eq!(one(&house), 1);
    house.quiet().await;
    assert_eq!(one(&house), 1);
    house.tap(KATE, "Send these words").await;
    let reference = house.staff.list("Sam").await.unwrap()[0].reference.clone();
    house.staff.show("Sam", &reference).await.unwrap();
    house.staff.reply("Sam", &reference, "Hello Kate").await.unwrap();
    house.deliver().await;
    assert_eq!(one(&house), 1);
    assert!(!house.phones[&KATE].bubbles.last().unwrap().rows.is_empty());
    house.staff.rest("Sam", &reference).await.unwrap();
    house.deliver().await;
    assert_eq!(one(&house), 1);
}

#[tokio::test]
async fn p22_the_queue_is_in_order_of_time_whatever_was_said() {
    let mut house = house_of(facts()).await;
    let mut order = Vec::new();
    for (chat, words) in [(1, "nothing much"), (2, "I am in danger"), (3, "hello")] {
        house.sends(chat, words).await;
        let list = house.staff.list("Sam").await.unwrap();
        order.push(list.last().unwrap().reference.clone());
        house.hand.forward(60);
    }
    let list: Vec<_> = house.staff.list("Sam").await.unwrap().into_iter().map(|line| line.reference).collect();
    assert_eq!(list, order);
}

#[test]
fn p22_no_table_holds_a_field_that_measures_a_person() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    for file in ["sqlite/0001_ground.sql", "postgres/0001_ground.sql"] {
        let text = std::fs::read_to_string(root.join(file)).unwrap().to_lowercase();
        let columns: Vec<_> =
            text.lines().filter_map(|line| line.strip_prefix("    ")?.split_whitespace().next()).collect();
        assert!(columns.contains(&"contact_welcome"), "{file} is read");
        for measure in ["level", "score", "risk", "colour", "rank", "priority", "severity", "concern", "flag", "danger"]
        {
            assert!(columns.iter().all(|column| !column.contains(measure)), "{measure} in {file}");
        }
    }
}
