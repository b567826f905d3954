//! `ajar init`: writes a config and makes the root key, once. What is there already stays as it is.
//!
//! Not here: the databases; `ajar migrate` and `ajar serve` make them.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::process::ExitCode;

use sqlx::Connection as _;
use zeroize::Zeroizing;

use super::args::Args;
use super::{CliError, in_runtime};
use crate::chance::Chance;
use crate::config::{self, Config, Environment, KeySource};

/// Writes a config unless there is one, and makes a root key unless there is one, or a database that needs one.
pub fn run(args: &Args, environment: &Environment) -> Result<ExitCode, CliError> {
    write_config(args.config_path())?;
    let config = Config::load(args.config_path(), environment)?;
    match config.key_source(environment) {
        KeySource::File(path) if !path.exists() => {
            let (database, keystore) = config.databases();
            for (name, url) in [("the database", database), ("the keystore", keystore)] {
                refuse_if_anything_is_kept(name, &url)?;
            }
            make_key(&path, &Chance::system())?;
            println!("{}", told_of_key(&path));
        }
        source @ (KeySource::Variable | KeySource::Credential(_) | KeySource::File(_)) => {
            config.root_key(environment)?;
            println!("The root key is there already, in {}, and stays as it is.", source.name());
        }
    }
    println!("Next: put your service's facts into {}, then run `ajar doctor`.", args.config_path().display());
    Ok(ExitCode::SUCCESS)
}

fn write_config(path: &Path) -> Result<(), CliError> {
    let failed = |error| CliError::file(path, "written")(error);
    let text = config::example()?;
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => {
            file.write_all(text.as_bytes()).map_err(failed)?;
            println!("A config with a comment on every line is in {} now.", path.display());
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            println!("The config {} is there already, and stays as it is.", path.display());
            Ok(())
        }
        Err(error) => Err(failed(error)),
    }
}

/// A new key over old words would look like a start and be a loss.
fn refuse_if_anything_is_kept(name: &'static str, url: &str) -> Result<(), CliError> {
    let lost = |place: String| Err(CliError::KeyLost { place });
    match url.strip_prefix("sqlite:") {
        Some(file) if Path::new(file).exists() => lost(file.to_owned()),
        Some(_) => Ok(()),
        None if in_runtime(has_tables(name, url))? => lost(name.to_owned()),
        None => Ok(()),
    }
}

async fn has_tables(name: &'static str, url: &str) -> Result<bool, CliError> {
    let unseen = |error: sqlx::Error| CliError::Unseen { place: name, why: error.to_string() };
    let mut connection = sqlx::PgConnection::connect(url).await.map_err(unseen)?;
    let tables = "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema'))";
    sqlx::query_scalar(tables).fetch_one(&mut connection).await.map_err(unseen)
}

fn make_key(path: &Path, chance: &Chance) -> Result<(), CliError> {
    let key = Zeroizing::new(chance.bytes::<32>()?);
    let hex =
        Zeroizing::new(key.iter().fold(String::with_capacity(65), |hex, byte| hex + &format!("{byte:02x}")) + "\n");
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(CliError::file(path, "written"))?;
    file.write_all(hex.as_bytes()).and_then(|()| file.sync_all()).map_err(CliError::file(path, "written"))
}

fn told_of_key(path: &Path) -> String {
    format!(
        "The root key is in {} now, and only you can read it.\n\
         Everything that people write is sealed with it. If it is lost, nobody can ever open their words again, and neither can\n\
         we. If somebody else gets it together with the databases, they can read everything. Keep one copy in another place,\n\
         apart from the copies of the databases: printed and locked away is good.",
        path.display()
    )
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    fn init(folder: &Path) -> Result<ExitCode, CliError> {
        let config = folder.join("ajar.toml");
        let args = Args::try_parse_from(["ajar", "init", "--config", config.to_str().unwrap()]).unwrap();
        run(&args, &Environment::default())
    }

    #[test]
    fn init_makes_a_config_and_a_key_that_can_be_used_and_never_touches_them_again() {
        let folder = tempfile::tempdir().unwrap();
        init(folder.path()).unwrap();
        let config = Config::load(&folder.path().join("ajar.toml"), &Environment::default()).unwrap();
        let key = config.root_key(&Environment::default()).unwrap();
        std::fs::write(folder.path().join("ajar.db"), "").unwrap();
        init(folder.path()).unwrap();
        assert_eq!(config.root_key(&Environment::default()).unwrap(), key);
    }

    #[test]
    fn p27_no_key_is_made_anew_over_a_database_that_is_there() {
        for kept in ["ajar.db", "ajar-keys.db"] {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join(kept), "").unwrap();
            assert!(matches!(init(folder.path()), Err(CliError::KeyLost { .. })), "{kept}");
            assert!(!folder.path().join("ajar.key").exists());
        }
    }

    #[test]
    fn a_config_that_is_there_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ajar.toml");
        std::fs::write(&path, "[servise]\n").unwrap();
        assert!(matches!(init(folder.path()), Err(CliError::Config(_))));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "[servise]\n");
    }
}
