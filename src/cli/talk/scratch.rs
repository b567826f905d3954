//! A folder for a throw-away database, gone with everything in it when it is dropped.

use std::fs;
use std::path::{Path, PathBuf};

use crate::chance::Chance;
use crate::cli::CliError;

/// The folder.
#[derive(Debug)]
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// Makes one that only its owner can look into.
    pub fn make(chance: &Chance) -> Result<Self, CliError> {
        let path = std::env::temp_dir().join(format!("ajar-talk-{}", chance.uuid()?));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(CliError::file(&path, "made"))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be deleted is sealed with a key that is gone.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_a_throw_away_folder() {
        let scratch = Scratch::make(&Chance::system()).unwrap();
        let path = scratch.path().to_owned();
        fs::write(path.join("ajar.db"), "x").unwrap();
        drop(scratch);
        assert!(!path.exists());
    }
}
