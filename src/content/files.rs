//! The content's files: those in the binary, and those in a directory.
//!
//! Not here: what is in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

static DIALOGUES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/dialogues");
static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/locales");

/// What a file of the content is, by its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `dialogues/<id>.toml`
    Dialogue,
    /// `dialogues/helplines.toml` or `dialogues/listings.toml`
    Register,
    /// `dialogues/safety/<language>.toml`
    Rules,
    /// `locales/<language>/<name>.ftl`
    Locale(String),
}

/// A file or directory of the content could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The directory has neither of the two folders.
    #[error("{}: there is no folder `dialogues` and none called `locales` in it; is it the right directory?", .0.display())]
    Empty(PathBuf),
    /// The system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which file or directory.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Not UTF-8.
    #[error("{}: this file is not text in UTF-8; save it as UTF-8", .0.display())]
    NotText(PathBuf),
}

impl Kind {
    /// What the file at `path` is; `None` for what is no part of the content (a schema, a note on a review).
    pub fn of(path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/')?;
        match (folder, name.rsplit_once('.')?) {
            ("dialogues", ("helplines" | "listings", "toml")) => Some(Self::Register),
            ("dialogues", (_, "toml")) => Some(Self::Dialogue),
            ("dialogues/safety", (_, "toml")) => Some(Self::Rules),
            (locale, (_, "ftl")) => {
                let language = locale.strip_prefix("locales/").filter(|language| !language.contains('/'))?;
                Some(Self::Locale(language.to_owned()))
            }
            _ => None,
        }
    }
}

/// The files in the binary: path to text.
pub(super) fn embedded() -> Result<BTreeMap<String, String>, Unreadable> {
    let mut files = BTreeMap::new();
    for (folder, dir) in [("dialogues", &DIALOGUES), ("locales", &LOCALES)] {
        let mut ahead = vec![dir];
        while let Some(dir) = ahead.pop() {
            ahead.extend(dir.dirs());
            for file in dir.files() {
                let path = slashes(&Path::new(folder).join(file.path()));
                let text = file.contents_utf8().ok_or_else(|| Unreadable::NotText(path.clone().into()))?;
                keep(&mut files, path, text.to_owned());
            }
        }
    }
    Ok(files)
}

/// The files in `root`, which has a folder `dialogues`, or `locales`, or both: path within it to text.
pub(super) fn below(root: &Path) -> Result<BTreeMap<String, String>, Unreadable> {
    let mut ahead: Vec<_> =
        ["dialogues", "locales"].map(|folder| root.join(folder)).into_iter().filter(|dir| dir.is_dir()).collect();
    if ahead.is_empty() {
        return Err(Unreadable::Empty(root.to_owned()));
    }
    let mut files = BTreeMap::new();
    while let Some(dir) = ahead.pop() {
        let refused = |source| Unreadable::Io { path: dir.clone(), source };
        for entry in fs::read_dir(&dir).map_err(refused)? {
            let path = entry.map_err(refused)?.path();
            let within = slashes(path.strip_prefix(root).unwrap_or(&path));
            if path.is_dir() {
                ahead.push(path);
            } else if Kind::of(&within).is_some() {
                keep(&mut files, within, text_of(&path)?);
            }
        }
    }
    Ok(files)
}

fn text_of(path: &Path) -> Result<String, Unreadable> {
    let bytes = fs::read(path).map_err(|source| Unreadable::Io { path: path.to_owned(), source })?;
    String::from_utf8(bytes).map_err(|_| Unreadable::NotText(path.to_owned()))
}

fn keep(files: &mut BTreeMap<String, String>, path: String, text: String) {
    if Kind::of(&path).is_some() {
        files.insert(path, text);
    }
}

/// A path with `/` between its names, on every system.
fn slashes(path: &Path) -> String {
    path.iter().map(|name| name.to_string_lossy()).collect::<Vec<_>>().join("/")
}
