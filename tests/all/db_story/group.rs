//! How the writer's groups behave towards each other's jobs, on both databases.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ajar::store::{Group, Store, StoreError, Writer, people, places, settings, updates};
use tokio::sync::{Mutex, oneshot};
use uuid::Uuid;

use crate::db_story::stores::{self, Stores, at, id, seal};

#[derive(Debug, thiserror::Error)]
enum Oops {
    #[error("the job's own error")]
    Own,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps the writer busy, so that whatever is queued meanwhile becomes one group; the writer goes on when the answer is dropped or sent to.
async fn hold(writer: &Writer) -> oneshot::Sender<()> {
    let (go, wait) = oneshot::channel::<()>();
    let (begun, has_begun) = oneshot::channel();
    let once = Arc::new(Mutex::new(Some((wait, begun))));
    let writer = writer.clone();
    tokio::spawn(async move {
        let held = writer.write("hold", move |_: &mut Group| {
            let once = once.clone();
            Box::pin(async move {
                if let Some((wait, begun)) = once.lock().await.take() {
                    begun.send(()).unwrap();
                    let _ = wait.await;
                }
                Ok::<_, StoreError>(())
            })
        });
        held.await.unwrap();
    });
    has_begun.await.unwrap();
    go
}

/// Queues jobs that each remember an update; number `bad` errs after having written, number `panics` breaks off.
async fn queue(writer: &Writer, count: i64, bad: i64, panics: i64) -> Vec<tokio::task::JoinHandle<Result<i64, Oops>>> {
    let mut handles = Vec::new();
    for number in 0..count {
        let writer = writer.clone();
        handles.push(tokio::spawn(async move {
            let job = writer.write("remember", move |group: &mut Group| {
                Box::pin(async move {
                    updates::remember(&mut group.main, number, at(0)).await?;
                    assert_ne!(number, panics, "this job breaks off, as the test wants");
                    if number == bad { Err(Oops::Own) } else { Ok(number) }
                })
            });
            job.await
        }));
        // Each is in the queue before the next is made.
        tokio::task::yield_now().await;
    }
    handles
}

async fn is_remembered(store: &Store, update: i64) -> bool {
    let mut work = store.begin().await.unwrap();
    !updates::remember(&mut work, update, at(0)).await.unwrap()
}

#[tokio::test]
async fn p31_a_job_that_errs_or_breaks_off_does_no_harm_to_its_neighbours() {
    for stores in stores::both().await {
        let go = hold(&stores.writer).await;
        let jobs = queue(&stores.writer, 8, 3, 5).await;
        drop(go);
        for (number, job) in (0..).zip(jobs) {
            let outcome = job.await.unwrap();
            match number {
                3 => assert!(matches!(outcome, Err(Oops::Own))),
                5 => assert!(matches!(outcome, Err(Oops::Store(StoreError::BrokeOff)))),
                _ => assert_eq!(outcome.unwrap(), number),
            }
            assert_eq!(is_remembered(&stores.store, number).await, number != 3 && number != 5);
        }
    }
}

#[tokio::test]
async fn p31_a_refusal_by_the_database_does_no_harm_to_the_neighbours() {
    for stores in stores::both().await {
        let go = hold(&stores.writer).await;
        let before = queue(&stores.writer, 2, -1, -1).await;
        let writer = stores.writer.clone();
        let refused = tokio::spawn(async move {
            // Nobody of that id has a row, so a stored time for them is refused.
            let due = ajar::store::dues::DueRow { person: id(), what: "quiet".into(), at: at(0), mark: 0 };
            let job = writer.write("refused", move |group: &mut Group| {
                let due = due.clone();
                Box::pin(async move {
                    ajar::store::dues::put(&mut group.main, &due);
                    Ok::<_, StoreError>(())
                })
            });
            job.await
        });
        tokio::task::yield_now().await;
        drop(go);
        assert!(matches!(refused.await.unwrap(), Err(StoreError::Refused(_))));
        for job in before {
            assert!(is_remembered(&stores.store, job.await.unwrap().unwrap()).await);
        }
    }
}

#[tokio::test]
async fn p33_jobs_run_in_the_order_in_which_they_came() {
    for stores in stores::both().await {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let go = hold(&stores.writer).await;
        let mut jobs = Vec::new();
        for number in 0..50 {
            let (writer, seen) = (stores.writer.clone(), seen.clone());
            jobs.push(tokio::spawn(async move {
                let job = writer.write("order", move |_: &mut Group| {
                    let seen = seen.clone();
                    Box::pin(async move {
                        seen.lock().await.push(number);
                        Ok::<_, StoreError>(())
                    })
                });
                job.await.unwrap();
            }));
            tokio::task::yield_now().await;
        }
        drop(go);
        for job in jobs {
            job.await.unwrap();
        }
        assert_eq!(*seen.lock().await, (0..50).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn p31_stopping_finishes_what_is_queued_and_takes_no_more() {
    for stores in stores::both().await {
        let go = hold(&stores.writer).await;
        let jobs = queue(&stores.writer, 20, -1, -1).await;
        let writer = stores.writer.clone();
        let closing = tokio::spawn(async move { writer.close().await });
        tokio::task::yield_now().await;
        drop(go);
        closing.await.unwrap();
        for job in jobs {
            assert!(is_remembered(&stores.store, job.await.unwrap().unwrap()).await);
        }
        let late = queue(&stores.writer, 1, -1, -1).await.remove(0).await.unwrap();
        assert!(matches!(late, Err(Oops::Store(StoreError::Closed))));
    }
}

#[tokio::test]
async fn p33_two_instances_never_work_on_one_person_at_once() {
    for stores in stores::both().await {
        let people = [somebody(&stores, 1).await, somebody(&stores, 2).await];
        let other = Writer::start(stores.store.clone(), stores.keystore.clone(), 10);
        let mut jobs = Vec::new();
        for turn in 0..60 {
            let writer = if turn % 2 == 0 { stores.writer.clone() } else { other.clone() };
            jobs.push(tokio::spawn(one_turn(writer, people[turn / 2 % 2])));
        }
        for job in jobs {
            assert!(job.await.unwrap(), "no turn came between reading and saving");
        }
        let mut work = stores.store.reading().await.unwrap();
        for person in people {
            assert_eq!(people::load::<u8>(&mut work, person).await.unwrap().unwrap().turns, 30);
        }
        other.close().await;
    }
}

async fn one_turn(writer: Writer, person: Uuid) -> bool {
    let turn = writer.write_for(person, "turn", move |group: &mut Group| {
        Box::pin(async move {
            let row = people::load::<u8>(&mut group.main, person).await?.unwrap();
            tokio::task::yield_now().await;
            people::save(&mut group.main, person, row.turns, row.state, at(0)).await.map(|()| true)
        })
    });
    turn.await.unwrap()
}

async fn somebody(stores: &Stores, chat: i64) -> Uuid {
    let chance = stores.chance.clone();
    let person = id();
    let made = stores.writer.write("somebody", move |group: &mut Group| {
        let chance = chance.clone();
        Box::pin(async move {
            let (person, key) = group.make_key(chat, person, &chance).await?;
            let new = people::NewPerson {
                id: person,
                chat: seal(&key, &places::chat(person), &chat),
                state: seal(&key, &places::state(person), &0_u8),
                keep_until: at(0),
                created_at: at(0),
            };
            people::add(&mut group.main, new).await?;
            Ok::<_, StoreError>(person)
        })
    });
    made.await.unwrap()
}

#[tokio::test]
async fn a_result_is_handed_over_only_when_others_can_see_it() {
    for stores in stores::both().await {
        let wrong = Arc::new(AtomicUsize::new(0));
        let mut jobs = Vec::new();
        for number in 0..40 {
            let (writer, store, wrong) = (stores.writer.clone(), stores.store.clone(), wrong.clone());
            jobs.push(tokio::spawn(async move {
                let key = number.to_string();
                let name = key.clone();
                let job = writer.write("set", move |group: &mut Group| {
                    let key = key.clone();
                    Box::pin(async move { settings::put(&mut group.main, &key, "here").await })
                });
                job.await.unwrap();
                let found = settings::get(&mut store.reading().await.unwrap(), &name).await.unwrap();
                wrong.fetch_add(usize::from(found.as_deref() != Some("here")), Ordering::SeqCst);
            }));
        }
        for job in jobs {
            job.await.unwrap();
        }
        assert_eq!(wrong.load(Ordering::SeqCst), 0);
    }
}
