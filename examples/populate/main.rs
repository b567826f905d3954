//! Fills a house with stored people, for measuring what size costs: `cargo run --release --example populate -- CONFIG PEOPLE`.
//!
//! Three people come by real turns (one looks round, one writes, one sends); everybody else is a copy of one of them under a key, an id and seals of
//! their own, so that any of them can go on talking and any referral can be opened. It only adds: called again, it goes on behind the last chat.
//!
//! Not here: measuring (`tests/load/growth.sh`). Never for a house in which anybody real is kept.

mod copy;
mod error;
mod house;
mod model;

use std::path::Path;
use std::process::ExitCode;

use ajar::config::{Config, Environment};

use crate::error::PopulateError;
use crate::house::House;
use crate::model::Model;

/// People committed together.
const BATCH: i64 = 500;
/// The first copy's chat: far from those of any test's people.
const FIRST_CHAT: i64 = 7_000_000_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [config, people] = arguments.as_slice() else { return usage() };
    let Ok(people) = people.parse() else { return usage() };
    let done = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(populate(Path::new(config), people)),
        Err(error) => Err(PopulateError::Runtime(error)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!(
        "populate CONFIG PEOPLE   (CONFIG was made by `ajar init`; its databases are made if they are not there)"
    );
    ExitCode::from(2)
}

async fn populate(config: &Path, people: i64) -> Result<(), PopulateError> {
    let environment = Environment::of_this_process();
    let config = Config::load(config, &environment)?;
    let root = config.root_key(&environment)?;
    let house = House::open(&config, root).await?;
    let models = Model::three(&house).await?;
    let there = house.people().await?;
    let mut made = 0;
    while made < people {
        let batch = BATCH.min(people - made);
        let first = FIRST_CHAT + there + made;
        copy::people(&house, models.clone(), first..first + batch).await?;
        made += batch;
        if made % 50_000 == 0 {
            println!("{made} people");
        }
    }
    house.close().await?;
    println!("{people} people were added; {} had been there before", there);
    Ok(())
}
