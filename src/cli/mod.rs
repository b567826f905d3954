//! The command line: one file for each command, and what they share (`house`, `log`, `stop`).
//!
//! Not here: any rule of the house's. A command puts rooms together and prints.

/// Whoever reads may go away before the end (`| head`). The macros of the standard library panic then.
macro_rules! print {
    ($($what:tt)*) => { $crate::cli::printed(format_args!($($what)*)) };
}
macro_rules! println {
    () => { $crate::cli::printed(format_args!("\n")) };
    ($($what:tt)*) => { $crate::cli::printed(format_args!("{}\n", format_args!($($what)*))) };
}

mod args;
mod book;
mod check;
mod config_example;
mod coordinator;
mod cover;
mod deploy;
mod deployed;
mod desk;
mod diff;
mod doctor;
mod draw;
mod error;
mod explain;
mod house;
mod init;
mod listen;
mod log;
mod media;
mod migrate;
mod notify;
mod queue;
mod rehearse;
mod reload;
mod rename;
mod screen;
mod serve;
mod stop;
mod stories;
mod talk;
mod try_it;
mod unpack;
mod walk;

pub use args::{Args, Command};
pub use error::CliError;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use miette::GraphicalReportHandler;

use crate::config::Environment;

/// What a command ends with when it found something that is not right, but did its work.
pub(crate) const FINDINGS: u8 = 1;
/// What a command ends with when it could not do its work.
pub(crate) const BROKEN: u8 = 2;

/// What `ajar serve` ends with where starting again would end in the same way, until somebody mends it: systemd then leaves it alone.
/// (BSD's EX_CONFIG; systemd knows it by the name CONFIG.)
pub(crate) const TO_BE_MENDED: u8 = 78;

/// Runs the command that was asked for. Ends with 0, with 1 where a check found something, and with 2 where something is broken (`ajar serve`
/// with 78 where only somebody can mend it).
pub fn main() -> ExitCode {
    let args = Args::parse();
    let environment = Environment::of_this_process();
    match run(&args, &environment) {
        Ok(code) => code,
        Err(error) => {
            eprint!("{}", shown(&error));
            let serves = matches!(args.command, Command::Serve);
            ExitCode::from(if serves && error.is_to_be_mended() { TO_BE_MENDED } else { BROKEN })
        }
    }
}

/// Prints; to nobody, if nobody is there any more.
fn printed(what: std::fmt::Arguments<'_>) {
    let _ = std::io::stdout().lock().write_fmt(what);
}

fn run(args: &Args, environment: &Environment) -> Result<ExitCode, CliError> {
    match &args.command {
        Command::Init => init::run(args, environment),
        Command::ConfigExample => config_example::run(),
        Command::Check(check) => check::run(args, check, environment),
        Command::Explain(explain) => explain::run(args, explain),
        Command::Walk(walk) => walk::run(args, walk, environment),
        Command::Cover(cover) => in_runtime(cover::run(args, cover, environment)),
        Command::Rehearse(rehearse) => in_runtime_of(rehearse::cores(), rehearse::run(args, rehearse, environment)),
        Command::Serve => in_runtime(serve::run(args, environment)),
        Command::Try(what) => in_runtime(try_it::run(args, what, environment)),
        Command::Talk(talk) => in_runtime(talk::run(args, talk, environment)),
        Command::Coordinator(act) => in_runtime(coordinator::run(args, act, environment)),
        Command::Queue(queue) => in_runtime(queue::run(args, queue, environment)),
        Command::Unpack(unpack) => unpack::run(args, unpack),
        Command::Diff(diff) => in_runtime(diff::run(args, diff, environment)),
        Command::Rename(rename) => rename::run(args, rename),
        Command::Draw(draw) => draw::run(args, draw, environment),
        Command::Book(book) => book::run(args, book, environment),
        Command::Screen(what) => screen::run(args, what, environment),
        Command::Migrate => in_runtime(migrate::run(args, environment)),
        Command::Doctor => in_runtime(doctor::run(args, environment)),
    }
}

fn in_runtime<T>(work: impl Future<Output = Result<T, CliError>>) -> Result<T, CliError> {
    in_runtime_of(1, work)
}

fn in_runtime_of<T>(threads: usize, work: impl Future<Output = Result<T, CliError>>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build()
        .map_err(CliError::Runtime)?;
    let done = runtime.block_on(async {
        stop::outlive_file_limits();
        work.await
    });
    // A reader of the terminal may still be blocked: nothing waits for it.
    runtime.shutdown_background();
    done
}

/// An error as it is printed: a sentence, and the place in the file where there is one.
fn shown(error: &CliError) -> String {
    let mut out = String::new();
    match GraphicalReportHandler::new().render_report(&mut out, error) {
        Ok(()) => out,
        Err(_) => format!("{error}\n"),
    }
}
