//! `ajar migrate`: brings the databases up to date. `ajar serve` does so too; this is for doing it apart, before a restart.

use std::process::ExitCode;

use super::CliError;
use super::args::Args;
use super::house::House;
use crate::config::Environment;

/// Opens both databases, which brings their tables up to date, and says so.
pub async fn run(args: &Args, environment: &Environment) -> Result<ExitCode, CliError> {
    eprintln!("Bringing the tables up to date …");
    let house = House::open(args, environment).await?;
    house.close().await;
    if args.json {
        println!("{}", serde_json::json!({ "up_to_date": true }));
    } else {
        println!("The database and the keystore are up to date, belong together, and open with this root key.");
    }
    Ok(ExitCode::SUCCESS)
}
