//! A folder for a throw-away database, gone with everything in it when it is dropped.

use std::fs;
use std::path::{Path, PathBuf};

use super::RehearsalError;
use crate::chance::Chance;

/// The folder.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes one that only its owner can look into.
    pub fn make(chance: &Chance) -> Result<Self, RehearsalError> {
        // A folder in memory, where the machine has one: a database that is thrown away need not reach a disk.
        let memory = Path::new("/dev/shm");
        let below = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        Self::below(&below, chance)
    }

    /// Makes one in this folder.
    pub fn below(folder: &Path, chance: &Chance) -> Result<Self, RehearsalError> {
        let path = folder.join(format!("ajar-rehearsal-{}", chance.uuid()?));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(RehearsalError::file(&path, "made"))?;
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
