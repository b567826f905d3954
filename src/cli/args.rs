//! What may be written behind `ajar`. The doc comments are what `ajar --help` prints.
//!
//! Not here: what the commands do (one file each).

use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

/// First contact with a community wellbeing charity, through a Telegram bot that nobody is pushed by.
#[derive(Debug, Parser)]
#[command(name = "ajar", version, propagate_version = false)]
pub struct Args {
    /// The config file [default: ajar.toml]
    #[arg(long, global = true, value_name = "PATH")]
    pub config: Option<PathBuf>,
    /// A folder with dialogues/ and locales/, in place of what is built in
    #[arg(long, global = true, value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// Print JSON, for a program to read
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a config and make the root key, for a new service
    Init,
    /// Run the bot
    Serve,
    /// Try both sides in a browser on this machine, a phone and the desk, with no Telegram; everything is thrown away at the end
    Try(TryArgs),
    /// Try it here, in this terminal, with no Telegram; everything is thrown away at the end
    Talk(TalkArgs),
    /// Who may answer people
    #[command(subcommand)]
    Coordinator(CoordinatorArgs),
    /// Read and answer what people have sent
    Queue(QueueArgs),
    /// Check dialogues, words and registers
    Check(CheckArgs),
    /// Say what a code of the checker's means, why it matters and what to do
    Explain(ExplainArgs),
    /// Write the built-in dialogues and words into a folder, to change them there
    Unpack(UnpackArgs),
    /// What a change of the dialogues changes, and for how many people: numbers only
    Diff(DiffArgs),
    /// Give a step another id, everywhere, and note where it was
    Rename(RenameArgs),
    /// Draw the dialogues as a picture
    Draw(DrawArgs),
    /// Write every message into one page, as it stands on a phone, to read and to print
    Book(BookArgs),
    /// Say what the screening rules find: JSON lines {"id","text"} in, {"id","level","area","category","rules"} out
    Screen(ScreenArgs),
    /// Play stories, and see whether the bot still says and does what they tell
    Rehearse(RehearseArgs),
    /// Say which steps, buttons and messages no story exercises
    Cover(CoverArgs),
    /// Walk everything that the dialogues can come to, and look that every promise holds there
    Walk(WalkArgs),
    /// Bring the databases up to date
    Migrate,
    /// Look whether everything that Ajar needs is there, and say what to do
    Doctor,
    /// Print the documented example of a config
    #[command(hide = true)]
    ConfigExample,
}

/// `ajar talk`.
#[derive(Debug, clap::Args)]
pub struct TalkArgs {
    /// The code of a poster's or leaflet's link to begin with
    pub code: Option<String>,
}

/// `ajar try`.
#[derive(Debug, clap::Args)]
pub struct TryArgs {
    /// The port of the page, on this machine only; 0: one that is free
    #[arg(long, default_value_t = 8088)]
    pub port: u16,
}

/// `ajar rehearse`.
#[derive(Debug, clap::Args)]
pub struct RehearseArgs {
    /// Stories, or folders of them
    #[arg(default_value = "tests/stories")]
    pub stories: Vec<PathBuf>,
    /// Write what the bot says now into the stories, after showing what is different
    #[arg(long)]
    pub accept: bool,
    /// Play each story as it is written only, and not in the other ways
    #[arg(long)]
    pub plain: bool,
}

/// `ajar cover`.
#[derive(Debug, clap::Args)]
pub struct CoverArgs {
    /// Stories, or folders of them
    #[arg(default_value = "tests/stories")]
    pub stories: Vec<PathBuf>,
    /// The table only
    #[arg(long)]
    pub brief: bool,
    /// Only how often stories stand at each step, a line each: `ajar draw --coverage` takes them
    #[arg(long)]
    pub steps: bool,
}

/// `ajar walk`.
#[derive(Debug, clap::Args)]
pub struct WalkArgs {
    /// Walk so many sequences at random as well, from states that were reached
    #[arg(long, value_name = "NUMBER")]
    pub sequences: Option<u64>,
    /// The seed of what is random; the same seed, the same sequences
    #[arg(long)]
    pub seed: Option<u64>,
}

/// `ajar unpack`.
#[derive(Debug, clap::Args)]
pub struct UnpackArgs {
    /// The folder; files that are there already stay as they are
    pub dir: PathBuf,
}

/// `ajar diff`.
#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    /// OLD and NEW, two folders with dialogues/ and locales/; or NEW alone, against what is deployed; or nothing: what the config names,
    /// against what is deployed
    #[arg(value_names = ["OLD", "NEW"], num_args = 0..=2)]
    pub editions: Vec<PathBuf>,
}

/// `ajar rename`.
#[derive(Debug, clap::Args)]
pub struct RenameArgs {
    /// What to rename
    #[command(subcommand)]
    pub what: RenameWhat,
}

/// What may be renamed.
#[derive(Debug, Subcommand)]
pub enum RenameWhat {
    /// A step
    Step(RenameIds),
    /// A part of what people may say
    Part(RenameIds),
}

/// Its id as it is and as it is to be.
#[derive(Debug, clap::Args)]
pub struct RenameIds {
    /// Its id now; a step's with its dialogue where several have one of this id: dialogue/step
    pub from: String,
    /// Its new id
    pub to: String,
}

/// `ajar draw`.
#[derive(Debug, clap::Args)]
pub struct DrawArgs {
    /// Which dialogue, by its id [default: all]
    pub dialogue: Option<String>,
    /// Write the picture into this file [default: print it]
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Draw it as Mermaid text, in place of SVG
    #[arg(long)]
    pub mermaid: bool,
    /// Colour by what transcripts have exercised: a file with one line for each step, `dialogue/step COUNT`
    #[arg(long, value_name = "FILE")]
    pub coverage: Option<PathBuf>,
}

/// `ajar book`.
#[derive(Debug, clap::Args)]
pub struct BookArgs {
    /// Write the page into this file [default: print it]
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// `ajar check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Check nothing; print what locales/LANGUAGE/seen.toml is once somebody has looked at all its translations
    #[arg(long, value_name = "LANGUAGE")]
    pub seen: Option<String>,
}

/// `ajar explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// The code, such as E301; all codes, if left out
    pub code: Option<String>,
}

/// `ajar screen`.
#[derive(Debug, clap::Args)]
pub struct ScreenArgs {
    /// Say also how each message was read, which rules matched and which guards held them
    #[arg(long)]
    pub explain: bool,
    /// Score a file of labelled messages: {"id","text","label","category","note"}
    #[arg(long, value_name = "FILE", conflicts_with = "explain")]
    pub score: Option<PathBuf>,
}

/// `ajar coordinator`.
#[derive(Debug, Subcommand)]
pub enum CoordinatorArgs {
    /// Add somebody, by the name that people will know
    Add {
        /// Their name
        name: String,
    },
    /// Make a link by which somebody can sign in at the desk: a new coordinator, or one whose phone or password is lost
    Invite {
        /// Their name
        name: String,
        /// What they may do, once for each; somebody who is known keeps what they have if it is left out
        #[arg(long = "role", value_name = "ROLE", value_parser = ["coordinator", "lead", "keeper", "auditor"])]
        roles: Vec<String>,
    },
}

/// `ajar queue`.
#[derive(Debug, clap::Args)]
pub struct QueueArgs {
    /// Which coordinator you are
    #[arg(long = "as", value_name = "NAME")]
    pub name: String,
    /// What to do
    #[command(subcommand)]
    pub act: QueueAct,
}

/// What a coordinator does at a terminal. Every act is recorded.
#[derive(Debug, Subcommand)]
pub enum QueueAct {
    /// Who is waiting
    List,
    /// Open one, in the person's own words; from then on it is yours to answer
    Show {
        /// Which
        reference: String,
    },
    /// "I will answer", without opening it yet
    Claim {
        /// Which
        reference: String,
    },
    /// Write to the person
    Reply {
        /// Which
        reference: String,
        /// What to say
        text: String,
    },
    /// Let it rest; the person can write again whenever they like
    Rest {
        /// Which
        reference: String,
    },
    /// Hand it on to a colleague; they have it from then on
    On {
        /// Which
        reference: String,
        /// To whom, by name
        to: String,
    },
    /// Hand it back, for somebody else to answer
    Back {
        /// Which
        reference: String,
    },
}

impl Args {
    /// The config's path.
    pub fn config_path(&self) -> &Path {
        self.config.as_deref().unwrap_or(Path::new("ajar.toml"))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Args::command().debug_assert();
        let args = Args::try_parse_from(["ajar", "queue", "--as", "Sam", "reply", "7K2", "hello", "--json"]).unwrap();
        assert!(args.json && matches!(args.command, Command::Queue(QueueArgs { act: QueueAct::Reply { .. }, .. })));
        assert_eq!(args.config_path(), Path::new("ajar.toml"));
    }
}
