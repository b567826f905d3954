//! `ajar coordinator`: who may answer people.

use std::process::ExitCode;

use super::CliError;
use super::args::{Args, CoordinatorArgs};
use super::desk::told;
use super::house::House;
use crate::config::Environment;
use crate::store::coordinators::{Role, Roles};

/// Adds a coordinator, or invites one to the desk.
pub async fn run(args: &Args, act: &CoordinatorArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    match act {
        CoordinatorArgs::Add { name } => add(args, name, environment).await,
        CoordinatorArgs::Invite { name, roles } => invite(args, (name, roles), environment).await,
    }
}

/// Makes an invitation, and prints its link.
async fn invite(
    args: &Args,
    (name, roles): (&str, &[String]),
    environment: &Environment,
) -> Result<ExitCode, CliError> {
    let house = House::open(args, environment).await?;
    let roles = Roles::of(roles.iter().filter_map(|role| Role::from_name(role)));
    let made = house.staff.invite(None, name, (roles != Roles::default()).then_some(roles)).await;
    let desk = house.config.desk.clone();
    house.close().await;
    let (made, desk) = (made?, desk.ok_or(CliError::NoDesk)?);
    if args.json {
        let link = format!("{}/invited/{}", desk.address, made.token.reveal());
        println!("{}", serde_json::json!({ "name": made.name, "link": link, "until": made.until }));
    } else {
        println!("{}", told(&made, &desk.address));
    }
    Ok(ExitCode::SUCCESS)
}

async fn add(args: &Args, name: &str, environment: &Environment) -> Result<ExitCode, CliError> {
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
