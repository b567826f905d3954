//! One story, told to both databases: somebody new writes, sends, is answered, takes it back and is forgotten.

mod stores;
#[path = "db_story/outbox.rs"]
mod lines;
mod handed;
mod group;
mod failing;
mod erase;

use ajar::referral::{Queue, Status};
use ajar::store::outbox::{Class, Kind, NewOutgoing, Take};
use ajar::store::people::HeldBy;
use ajar::store::referrals::Claim;
use ajar::store::talk::Delivery;
use ajar::store::{
    Store, StoreError, Writer, approvals, audit, bubbles,
    coordinators::{self, Roles},
    dues, fragments, outbox, people, places, referrals, talk, updates,
};
use ajar::story::{Content, Fragment, Piece, Purpose, Section, Words};
use ajar::vault::{self, Key};
use stores::{Stores, at, bubble, id, seal};
use uuid::Uuid;

const CHAT: i64 = 4242;
type State = Vec<u8>;

#[tokio::test]
async fn one_story_told_to_both_databases() {
    for stores in stores::both().await {
        let (person, key) = somebody_writes(&stores).await;
        words_are_kept_once_and_edits_commute(&stores, person, &key).await;
        let referral = words_are_sent(&stores, person, &key).await;
        let winner = two_coordinators_reach_for_it(&stores, referral).await;
        winner_writes(&stores, person, referral, winner, &key).await;
        it_is_taken_back(&stores, person, referral).await;
        and_forgotten(&stores, person).await;
        stores.writer.close().await;
    }
}

async fn somebody_writes(stores: &Stores) -> (Uuid, Key) {
    let (person, chance) = (id(), stores.chance.clone());
    assert!(stores.keystore.find(CHAT).await.unwrap().is_none());
    let made = stores.writer.write("hello", move |group| {
        let chance = chance.clone();
        Box::pin(async move {
            assert!(updates::remember(&mut group.main, 1, at(0)).await?);
            assert!(!updates::remember(&mut group.main, 1, at(0)).await?);
            assert!(group.find(CHAT).await?.is_none());
            let (person, key) = group.make_key(CHAT, person, &chance).await?;
            assert_eq!(group.find(CHAT).await?.unwrap().0, person);
            let new = people::NewPerson {
                id: person,
                chat: seal(&key, &places::chat(person), &CHAT),
                state: seal(&key, &places::state(person), &State::from([1])),
                keep_until: at(90 * 86_400),
                created_at: at(0),
            };
            people::add(&mut group.main, new).await?;
            Ok::<_, StoreError>((person, key))
        })
    });
    let (person, key) = made.await.unwrap();
    assert_eq!(stores.keystore.find(CHAT).await.unwrap().unwrap(), (person, key.clone()));
    assert_eq!(stores.keystore.key_of(person).await.unwrap().unwrap(), key);
    let row = people::load::<State>(&mut stores.store.reading().await.unwrap(), person).await.unwrap().unwrap();
    assert_eq!(vault::open(&key, &places::chat(person), &row.chat).unwrap(), CHAT);
    assert_eq!((row.holder, row.reachable, row.turns, row.keep_until), (HeldBy::Bot, true, 0, at(90 * 86_400)));
    (person, key)
}

async fn words_are_kept_once_and_edits_commute(stores: &Stores, person: Uuid, key: &Key) {
    let mut work = stores.store.begin().await.unwrap();
    for (message, words) in [(12, "and the dog"), (11, "hiya")] {
        let row = fragment(person, key, message, words, 1);
        fragments::put(&mut work, row);
        // The same message again is not kept twice, and the first words stay.
        fragments::put(&mut work, fragment(person, key, message, "said twice", 1));
    }
    for (seconds, words, taken) in [(60, "hiya, second edit", true), (30, "hiya, first edit", false)] {
        let edit = fragment(person, key, 11, words, 1).fragment;
        assert_eq!(fragments::replace(&mut work, person, 11, &edit, at(seconds)).await.unwrap(), taken);
    }
    let state = |number| seal(key, &places::state(person), &State::from([number]));
    people::save(&mut work, person, 0, state(2), at(9)).await.unwrap();
    work.commit().await.unwrap();
    // Another turn came between.
    let mut late = stores.store.begin().await.unwrap();
    people::save(&mut late, person, 0, state(3), at(9)).await.unwrap();
    assert!(late.commit().await.is_err());
    let mut work = stores.store.reading().await.unwrap();
    let kept = fragments::of_draft(&mut work, person, Purpose::Story).await.unwrap();
    let words: Vec<String> = kept.iter().map(|row| open_words(key, row)).collect();
    assert_eq!(words, ["hiya, second edit", "and the dog"]);
    assert!(fragments::of_draft(&mut work, person, Purpose::Note).await.unwrap().is_empty());
    assert_eq!(fragments::find(&mut work, person, 12).await.unwrap().unwrap().part, "story");
}

async fn words_are_sent(stores: &Stores, person: Uuid, key: &Key) -> Uuid {
    let referral = id();
    let new = |id, reference: &str| referrals::NewReferral {
        id,
        person,
        queue: Queue::Main,
        reference: reference.to_owned(),
        contact_welcome: true,
        glance: None,
        told_days: None,
        at: at(100),
    };
    let mut work = stores.store.begin().await.unwrap();
    assert!(referrals::add(&mut work, &new(referral, "BFGH")).await.unwrap());
    assert!(!referrals::add(&mut work, &new(id(), "JKLM")).await.unwrap(), "one of a person's stands in a queue");
    let number = approvals::next_number(&mut work, referral).await.unwrap();
    let section =
        Section { part: "story".into(), heading: "What".into(), pieces: vec![Piece::Words(Words::new("hiya"))] };
    let approval = approvals::ApprovalRow {
        referral,
        number,
        purpose: Purpose::Story,
        revision: 3,
        locale: "en-GB".into(),
        content_hash: "abc".into(),
        approved_at: at(100),
        sections: seal(key, &places::sections(person, &format!("{referral}/{number}")), &vec![section.clone()]),
    };
    approvals::add(&mut work, &approval).await.unwrap();
    fragments::remove_draft(&mut work, person, Purpose::Story);
    assert!(fragments::of_draft(&mut work, person, Purpose::Story).await.unwrap().is_empty());
    let due = dues::DueRow { person, what: "unopened".into(), at: at(200), mark: 1 };
    dues::put(&mut work, &dues::DueRow { at: at(150), ..due.clone() });
    dues::put(&mut work, &due);
    work.commit().await.unwrap();
    let mut work = stores.store.begin().await.unwrap();
    assert!(dues::come(&mut work, at(199), 10).await.unwrap().is_empty());
    assert_eq!(dues::come(&mut work, at(200), 10).await.unwrap(), std::slice::from_ref(&due));
    assert!(dues::take(&mut work, &due, at(200)).await.unwrap());
    assert!(!dues::take(&mut work, &due, at(200)).await.unwrap());
    work.commit().await.unwrap();
    let mut work = stores.store.reading().await.unwrap();
    let kept = approvals::of_referral(&mut work, referral).await.unwrap();
    let place = format!("{referral}/1");
    assert_eq!(vault::open(key, &places::sections(person, &place), &kept[0].sections).unwrap(), [section]);
    let queue = referrals::open_in(&mut work, Queue::Main, 10).await.unwrap();
    assert_eq!((queue.len(), queue[0].status, queue[0].sent_at), (1, Status::Waiting, at(100)));
    referral
}

async fn two_coordinators_reach_for_it(stores: &Stores, referral: Uuid) -> Uuid {
    let (ann, ben) = (id(), id());
    let mut work = stores.store.begin().await.unwrap();
    assert!(coordinators::add(&mut work, ann, "Ann", Roles::default(), at(0)).await.unwrap());
    assert!(coordinators::add(&mut work, ben, "Ben", Roles::default(), at(0)).await.unwrap());
    assert!(!coordinators::add(&mut work, id(), " aNN ", Roles::default(), at(0)).await.unwrap());
    assert_eq!(coordinators::by_name(&mut work, "ANN").await.unwrap().unwrap().name, "Ann");
    work.commit().await.unwrap();
    // Each over a writer of its own, as two instances would.
    let other = Writer::start(stores.store.clone(), stores.keystore.clone(), 10);
    let (one, two) = tokio::join!(claim(&stores.writer, referral, ann), claim(&other, referral, ben));
    let (winner, name, lost) = if one == Claim::Won { (ann, "Ann", two) } else { (ben, "Ben", one) };
    assert_eq!(lost, Claim::Lost { by: Some(name.to_owned()), status: Status::Claimed });
    other.close().await;
    let row = referrals::by_reference(&mut stores.store.reading().await.unwrap(), "BFGH").await.unwrap().unwrap();
    assert_eq!(
        (row.status, row.coordinator, row.coordinator_name.as_deref()),
        (Status::Claimed, Some(winner), Some(name))
    );
    winner
}

async fn claim(writer: &Writer, referral: Uuid, coordinator: Uuid) -> Claim {
    let claimed = writer.write("claim", move |group| {
        Box::pin(async move { referrals::claim(&mut group.main, referral, coordinator, at(300)).await })
    });
    claimed.await.unwrap()
}

async fn winner_writes(stores: &Stores, person: Uuid, referral: Uuid, winner: Uuid, key: &Key) {
    let mut work = stores.store.begin().await.unwrap();
    assert!(!referrals::in_touch(&mut work, referral, id(), at(400)).await.unwrap(), "nobody else can");
    assert!(referrals::in_touch(&mut work, referral, winner, at(400)).await.unwrap());
    people::hold(&mut work, person, Some(winner)).await.unwrap();
    let (said, row) = (id(), id());
    let words = Content::Text(Words::new("Hello, this is me."));
    let from = talk::FromCoordinator {
        id: said,
        referral,
        person,
        coordinator: winner,
        words: seal(key, &places::talk(person, &said.to_string()), &words),
        at: at(400),
        outbox: row,
    };
    talk::from_coordinator(&mut work, &from).await.unwrap();
    outbox::put(&mut work, outgoing(person, row, Kind::Coordinator, key));
    let act = audit::NewAct {
        id: id(),
        at: at(400),
        coordinator: Some(winner),
        act: ajar::store::audit::Done::Wrote,
        referral: Some(referral),
        detail: None,
    };
    audit::add(&mut work, &act).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(delivery(&stores.store, referral).await, [Some(Delivery::Waiting)]);
    let mut work = stores.store.begin().await.unwrap();
    let lines = outbox::take(&mut work, at(401), Take { lines: 10, rows: 5, until: at(461) }).await.unwrap();
    let sent = &lines[0].rows[0];
    let place = sent.item.id.to_string();
    let opened = vault::open(key, &places::outgoing(person, &place), &sent.outgoing).unwrap();
    assert!(
        opened == bubble("Hello, this is me.") && vault::open(key, &places::chat(person), &sent.chat).unwrap() == CHAT
    );
    assert!(outbox::sent(&mut work, &sent.item, &[90], at(402)).await.unwrap().is_empty());
    outbox::done(&mut work, person, Class::Bubble, at(403));
    work.commit().await.unwrap();
    assert_eq!(delivery(&stores.store, referral).await, [Some(Delivery::Sent)]);
    let mut work = stores.store.reading().await.unwrap();
    assert_eq!(outbox::next_ready(&mut work).await.unwrap(), None);
    assert_eq!(bubbles::deletable(&mut work, person, at(500)).await.unwrap(), [90]);
    assert_eq!(bubbles::deletable(&mut work, person, at(402 + 48 * 3600)).await.unwrap(), [0; 0]);
    let row = people::load::<State>(&mut work, person).await.unwrap().unwrap();
    assert_eq!((row.holder, row.coordinator), (HeldBy::Coordinator, Some(winner)));
}

async fn it_is_taken_back(stores: &Stores, person: Uuid, referral: Uuid) {
    let mut work = stores.store.begin().await.unwrap();
    assert_eq!(referrals::withdraw(&mut work, referral, at(500), true).await.unwrap(), Some(Status::InTouch));
    assert_eq!(referrals::withdraw(&mut work, referral, at(500), true).await.unwrap(), None);
    people::hold(&mut work, person, None).await.unwrap();
    work.commit().await.unwrap();
    let mut work = stores.store.reading().await.unwrap();
    assert!(approvals::of_referral(&mut work, referral).await.unwrap().is_empty());
    assert!(talk::of_referral(&mut work, referral).await.unwrap().is_empty());
    assert!(referrals::open_in(&mut work, Queue::Main, 10).await.unwrap().is_empty());
    assert!(people::past_their_date(&mut work, at(8), 10).await.unwrap().is_empty());
    assert_eq!(people::past_their_date(&mut work, at(9), 10).await.unwrap(), [person]);
}

async fn and_forgotten(stores: &Stores, person: Uuid) {
    stores.keystore.erase(person, &stores.chance).await.unwrap();
    assert!(stores.keystore.find(CHAT).await.unwrap().is_none());
    assert_eq!(people::half_erased(&stores.store, &stores.keystore).await.unwrap(), [person]);
    let erased = stores.writer.write_for(person, "forget", move |group| {
        Box::pin(async move { people::erase_rows(&mut group.main, person).await })
    });
    assert!(erased.await.unwrap());
    stores.store.checkpoint().await.unwrap();
    assert!(people::half_erased(&stores.store, &stores.keystore).await.unwrap().is_empty());
    let mut work = stores.store.reading().await.unwrap();
    assert!(people::load::<State>(&mut work, person).await.unwrap().is_none());
    assert!(referrals::of_person(&mut work, person).await.unwrap().is_empty());
    assert!(bubbles::deletable(&mut work, person, at(500)).await.unwrap().is_empty());
    assert_eq!(audit::newest(&mut work, 10).await.unwrap().len(), 1, "what coordinators did stays on record");
}

async fn delivery(store: &Store, referral: Uuid) -> Vec<Option<Delivery>> {
    let said = talk::of_referral(&mut store.reading().await.unwrap(), referral).await.unwrap();
    said.into_iter().map(|row| row.delivery).collect()
}

fn outgoing(person: Uuid, id: Uuid, kind: Kind, key: &Key) -> NewOutgoing {
    let sealed = seal(key, &places::outgoing(person, &id.to_string()), &bubble("Hello, this is me."));
    NewOutgoing {
        id,
        person,
        class: Class::Bubble,
        kind,
        urgent: false,
        expires_at: None,
        has_buttons: true,
        outgoing: sealed,
        at: at(400),
    }
}

fn fragment(person: Uuid, key: &Key, message: i64, words: &str, position: i64) -> fragments::FragmentRow {
    let fragment = Fragment { message, sent_at: at(10), edited_at: None, content: Content::Text(Words::new(words)) };
    fragments::FragmentRow {
        person,
        message,
        purpose: Purpose::Story,
        part: "story".into(),
        position,
        fragment: seal(key, &places::fragment(person, &message.to_string()), &fragment),
        edited_at: None,
    }
}

fn open_words(key: &Key, row: &fragments::FragmentRow) -> String {
    let place = row.message.to_string();
    let fragment = vault::open(key, &places::fragment(row.person, &place), &row.fragment).unwrap();
    fragment.content.words().unwrap().as_str().to_owned()
}
