//! `ajar coordinator`: who may answer people.

use std::process::ExitCode;

use super::CliError;
use super::args::{Args, CoordinatorArgs};
use super::house::House;
use crate::config::Environment;

/// Adds a coordinator.
pub async fn run(args: &Args, act: &CoordinatorArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    let CoordinatorArgs::Add { name } = act;
    let house = House::open(args, environment).await?;
    let added = house.staff.add_coordinator(name).await;
    house.close().await;
    added?;
    if args.json {
        println!("{}", serde_json::json!({ "added": name }));
    } else {
        println!(
            "{name} may answer people now, and is known to them by this name. Try: ajar queue --as \"{name}\" list"
        );
    }
    Ok(ExitCode::SUCCESS)
}
