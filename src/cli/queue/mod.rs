//! `ajar queue`: a coordinator at a terminal. Every act goes through `staff`, which guards and records it.
//!
//! Not here: how it looks (`print`).

mod print;

pub(super) use print::{list, opened};

use std::io::IsTerminal as _;
use std::process::ExitCode;

use serde_json::json;

use super::CliError;
use super::args::{Args, QueueAct, QueueArgs};
use super::house::House;
use crate::config::Environment;

/// Does one act.
pub async fn run(args: &Args, queue: &QueueArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    let house = House::open(args, environment).await?;
    let done = act(&house, &queue.name, &queue.act, args.json).await;
    house.close().await;
    let text = done?;
    // A terminal obeys some characters; whoever reads the bytes through a pipe gets them as they are (P11).
    print!("{}", if std::io::stdout().is_terminal() { print::for_a_terminal(&text) } else { text });
    Ok(ExitCode::SUCCESS)
}

/// What is printed of the act.
async fn act(house: &House, name: &str, act: &QueueAct, json: bool) -> Result<String, CliError> {
    let staff = &house.staff;
    let (reference, done) = match act {
        QueueAct::List => {
            let lines = staff.list(name).await?;
            return Ok(if json { print::list_json(&lines) } else { list(&lines) });
        }
        QueueAct::Show { reference } => {
            let whole = staff.show(name, reference).await?;
            return Ok(if json { print::opened_json(&whole) } else { opened(&whole) });
        }
        QueueAct::Claim { reference } => {
            staff.claim(name, reference).await?;
            (reference, "is yours to answer")
        }
        QueueAct::Reply { reference, text } => {
            staff.reply(name, reference, text).await?;
            (reference, "is answered: your words are on their way")
        }
        QueueAct::Rest { reference } => {
            staff.rest(name, reference).await?;
            (reference, "rests; the person can write again whenever they like")
        }
        QueueAct::On { reference, to } => {
            staff.hand_on(name, reference, to).await?;
            (reference, "is handed on, and not opened yet")
        }
        QueueAct::Back { reference } => {
            staff.hand_back(name, reference).await?;
            (reference, "is handed back, and waits for somebody else")
        }
    };
    let sentence = format!("{reference} {done}.\n");
    Ok(if json { format!("{}\n", json!({ "reference": reference, "done": true })) } else { sentence })
}
