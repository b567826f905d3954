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
    /// `dialogues/helplines.toml`, `dialogues/answers.toml` or `dialogues/listings.toml`
    Register,
    /// `dialogues/safety/<language>.toml`
    Rules,
    /// `locales/<language>/<name>.ftl`
    Locale(String),
    /// `locales/<language>/desk.ftl`: what the team reads
    Desk(String),
    /// `locales/<language>/voice.toml`: what the checker knows about the language
    Voice(String),
    /// `locales/<language>/seen.toml`: what its translators have seen
    Seen(String),
}

/// A file or directory of the content could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The directory has neither of the two folders.
    #[error("{}: there is no folder `dialogues` and none called `locales` in it; is it the right directory?", .0.display())]
    Empty(PathBuf),
    /// The system refused.
    #[error("{} could not be read, so nothing was loaded: {reason}", path.display())]
    Io {
        /// Which file or directory.
        path: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// Files that are there and are no text: what each is in place of that.
    #[error("{}", .0.iter().map(NoText::to_string).collect::<Vec<_>>().join("; "))]
    NoText(Vec<NoText>),
}

/// A file that is there and cannot be taken as text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {why}; {help}")]
pub struct NoText {
    /// Its path within the content.
    pub file: String,
    /// What it is.
    pub why: &'static str,
    /// What to do.
    pub help: &'static str,
}

/// What a file of the content may hold, in bytes: far more than anybody writes, far less than what stops the program.
const LARGEST: u64 = 1 << 20;

impl Kind {
    /// What the file at `path` is; `None` for what is no part of the content (a schema, a note on a review).
    pub fn of(path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/')?;
        match (folder, name.rsplit_once('.')?) {
            ("dialogues", ("helplines" | "answers" | "listings", "toml")) => Some(Self::Register),
            ("dialogues", (_, "toml")) => Some(Self::Dialogue),
            ("dialogues/safety", (_, "toml")) => Some(Self::Rules),
            (locale, (name, ending)) => {
                let language = locale.strip_prefix("locales/").filter(|language| !language.contains('/'))?.to_owned();
                match (name, ending) {
                    ("desk", "ftl") => Some(Self::Desk(language)),
                    (_, "ftl") => Some(Self::Locale(language)),
                    ("voice", "toml") => Some(Self::Voice(language)),
                    ("seen", "toml") => Some(Self::Seen(language)),
                    _ => None,
                }
            }
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
                let text = file.contents_utf8().ok_or_else(|| Unreadable::NoText(vec![not_utf8(&path)]))?;
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
    let mut no_text = Vec::new();
    while let Some(dir) = ahead.pop() {
        let refused = |reason| Unreadable::Io { path: dir.clone(), reason };
        for entry in fs::read_dir(&dir).map_err(refused)? {
            let path = entry.map_err(refused)?.path();
            let within = slashes(path.strip_prefix(root).unwrap_or(&path));
            let is_ours = Kind::of(&within).is_some();
            if path.is_dir() && !is_ours {
                ahead.push(path);
            } else if is_ours {
                match text_of(&path, &within)? {
                    Ok(text) => keep(&mut files, within, text),
                    Err(found) => no_text.push(found),
                }
            }
        }
    }
    no_text.sort_by(|a, b| a.file.cmp(&b.file));
    if no_text.is_empty() { Ok(files) } else { Err(Unreadable::NoText(no_text)) }
}

/// The text of a file; or what it is in place of text.
fn text_of(path: &Path, within: &str) -> Result<Result<String, NoText>, Unreadable> {
    let refused = |reason| Unreadable::Io { path: path.to_owned(), reason };
    let about = fs::metadata(path).map_err(refused)?;
    let no_text = |why, help| Ok(Err(NoText { file: within.to_owned(), why, help }));
    if about.is_dir() {
        return no_text("this is a folder, where a file is expected", "rename the folder, or take it away");
    }
    if about.len() > LARGEST {
        return no_text("this file is larger than a megabyte", "look whether it is the right file");
    }
    let bytes = fs::read(path).map_err(refused)?;
    Ok(String::from_utf8(bytes).map_err(|_| not_utf8(within)))
}

fn not_utf8(within: &str) -> NoText {
    NoText { file: within.to_owned(), why: "this file is not text in UTF-8", help: "save it as UTF-8" }
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
