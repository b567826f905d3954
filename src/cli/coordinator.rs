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
    let is_new = added?;
    let says = match is_new {
        true => "may answer people now, and is known to them by this name",
        false => "is on the team already",
    };
    if args.json {
        println!("{}", serde_json::json!({ "name": name, "added": is_new }));
    } else {
        println!("{name} {says}. Try: ajar queue --as \"{name}\" list");
    }
    Ok(ExitCode::SUCCESS)
}
