//! Whether a SQLite file and the journal beside it (`-wal`) belong to the same moment, seen before SQLite opens them.
//!
//! SQLite believes the journal as far as its checksums hold, and lays it over the file. That is right after a crash. It is wrong where the
//! file and the journal were copied at different moments, or where the journal was damaged after a part of it had been carried over into
//! the file: pages of different ages would be mixed, and half a turn would look like a whole one. SQLite cannot tell, so each commit of
//! ours counts up a stamp (`user_version`, which stands on the first page), and the two are compared here.
//!
//! Not here: mending (an operator does that, `docs/operating.md`), the stamp itself (`work`), PostgreSQL.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// The journal's own header, and that of each page in it.
const HEADER: usize = 32;
const FRAME: usize = 24;
/// Where the stamp stands on the first page.
const STAMP: std::ops::Range<usize> = 60..64;

/// How a file and its journal do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The journal goes on from a later state than the file's.
    #[error("the file is older than its journal")]
    FileOlder,
    /// The file holds more than what can be read of the journal.
    #[error("the file is newer than what can be read of its journal")]
    JournalOlder,
    /// Confirmed commits stand behind the damage.
    #[error("the journal is damaged in the middle, and what was written later cannot be read")]
    Damaged,
}

/// Looks at the database at `path` and its journal, and changes neither. `Ok(None)`: they fit, or there is no journal.
pub fn look_at(path: &Path) -> io::Result<Option<Misfit>> {
    // Another program may be at work on them: only what stood still while it was read is judged.
    for _ in 0..100 {
        let (before, journal, after) = (stamp_of(path)?, Journal::read(path)?, stamp_of(path)?);
        let misfit = journal.as_ref().and_then(|journal| journal.misfit(before));
        if misfit.is_none() || (before == after && journal == Journal::read(path)?) {
            return Ok(misfit);
        }
    }
    Ok(None)
}

/// The stamp in a database file; 0 if it has none yet.
fn stamp_of(path: &Path) -> io::Result<u32> {
    let mut head = Vec::new();
    File::open(path)?.take(STAMP.end as u64).read_to_end(&mut head)?;
    Ok(head.get(STAMP).map_or(0, number))
}

/// What can be read of a journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Journal {
    /// The stamps of its first and its last whole commit.
    stamps: Option<(u32, u32)>,
    /// How many commits at most stand in a row behind the place where its checksums end. A crash leaves one: each is on the disk before the
    /// next one begins.
    behind: u32,
}

impl Journal {
    /// Reads the journal of the database at `path`. `None`: there is none, or it is empty.
    fn read(path: &Path) -> io::Result<Option<Self>> {
        let mut name = path.as_os_str().to_owned();
        name.push("-wal");
        match File::open(PathBuf::from(name)) {
            Ok(file) => Reader::begin(BufReader::with_capacity(1 << 16, file))?.map(Reader::all).transpose(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn misfit(&self, file: u32) -> Option<Misfit> {
        // The stamp counts round: what is less than half of all numbers ahead is later.
        let is_later = |one: u32, other: u32| one != other && one.wrapping_sub(other) < u32::MAX / 2;
        match self.stamps {
            Some((first, _)) if is_later(first, file.wrapping_add(1)) => Some(Misfit::FileOlder),
            Some((_, last)) if is_later(file, last) => Some(Misfit::JournalOlder),
            Some(_) | None if self.behind > 1 => Some(Misfit::Damaged),
            Some(_) | None => None,
        }
    }
}

/// Goes through a journal page by page.
struct Reader<R> {
    from: R,
    page: usize,
    salts: [u8; 8],
    /// Whether checksums are made of big-endian numbers.
    big: bool,
    /// The checksum so far, and what stands written as such in the last page's header. They differ where something is damaged.
    sum: Sum,
    written: Sum,
}

type Sum = (u32, u32);

/// One page in the journal.
struct Frame {
    number: u32,
    stamp: u32,
    /// The last of a commit.
    commits: bool,
    /// Its checksum goes on from the one before.
    follows: bool,
}

impl<R: Read> Reader<R> {
    /// Reads the header. `None`: the journal is empty, or was only just begun.
    fn begin(mut from: R) -> io::Result<Option<Self>> {
        let Some(head) = bytes(&mut from, HEADER)? else { return Ok(None) };
        let (magic, page) = (field(&head, 0), usize::try_from(field(&head, 8)).unwrap_or(0));
        let big = magic & 1 == 1;
        let salts = head.get(16..24).and_then(|salts| salts.try_into().ok()).unwrap_or_default();
        let sum = add((0, 0), head.get(..24).unwrap_or_default(), big);
        let is_whole = magic & !1 == 0x377f_0682 && sum == (field(&head, 24), field(&head, 28));
        // SQLite takes a journal with another header for an empty one.
        let fits = is_whole && page.is_power_of_two() && (512..=65_536).contains(&page);
        Ok(fits.then_some(Self { from, page, salts, big, sum, written: sum }))
    }

    fn all(mut self) -> io::Result<Journal> {
        let (mut journal, mut stamp, mut row) = (Journal::default(), None, 0);
        let mut whole = true;
        while let Some(frame) = self.next()? {
            whole = whole && frame.follows;
            if !whole {
                row = if frame.follows { row } else { 0 } + u32::from(frame.commits);
                journal.behind = journal.behind.max(row);
                continue;
            }
            if frame.number == 1 {
                stamp = Some(frame.stamp);
            }
            if let (true, Some(last)) = (frame.commits, stamp) {
                journal.stamps = Some((journal.stamps.map_or(last, |(first, _)| first), last));
            }
        }
        Ok(journal)
    }

    fn next(&mut self) -> io::Result<Option<Frame>> {
        let Some(frame) = bytes(&mut self.from, FRAME + self.page)? else { return Ok(None) };
        let (head, page) = frame.split_at(FRAME);
        let after = |sum: Sum| add(add(sum, head.get(..8).unwrap_or_default(), self.big), page, self.big);
        let written = (field(head, 16), field(head, 20));
        // With a damaged page before it, either of the two may be the right one.
        let sum = if after(self.written) == written { written } else { after(self.sum) };
        (self.sum, self.written) = (sum, written);
        let ours = head.get(8..16) == Some(&self.salts);
        Ok(Some(Frame {
            number: field(head, 0),
            stamp: field(page, STAMP.start),
            // A page of an earlier round is none of this journal's.
            commits: ours && field(head, 4) != 0,
            follows: ours && sum == written,
        }))
    }
}

fn field(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, number)
}

/// So many bytes; `None` if there are fewer.
fn bytes(from: &mut impl Read, count: usize) -> io::Result<Option<Vec<u8>>> {
    let mut read = Vec::with_capacity(count);
    from.take(count as u64).read_to_end(&mut read)?;
    Ok((read.len() == count).then_some(read))
}

fn number(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(0, u32::from_be_bytes)
}

/// SQLite's checksum of the journal, gone on with.
fn add(sum: (u32, u32), bytes: &[u8], big: bool) -> (u32, u32) {
    let word = |bytes: &[u8]| {
        let bytes = bytes.try_into().unwrap_or_default();
        if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
    };
    bytes.chunks_exact(8).fold(sum, |(one, two), pair| {
        let (left, right) = pair.split_at(4);
        let one = one.wrapping_add(word(left)).wrapping_add(two);
        (one, two.wrapping_add(word(right)).wrapping_add(one))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_closely_fits_and_a_stamp_counts_round() {
        let journal = |first, last| Journal { stamps: Some((first, last)), behind: 0 };
        assert_eq!(journal(8, 12).misfit(7), None);
        assert_eq!(journal(8, 12).misfit(12), None);
        assert_eq!(journal(9, 12).misfit(7), Some(Misfit::FileOlder));
        assert_eq!(journal(8, 12).misfit(13), Some(Misfit::JournalOlder));
        assert_eq!(journal(0, 3).misfit(u32::MAX), None);
        assert_eq!(journal(1, 3).misfit(u32::MAX), Some(Misfit::FileOlder));
        assert_eq!(journal(u32::MAX, u32::MAX).misfit(0), Some(Misfit::JournalOlder));
    }

    #[test]
    fn one_commit_that_was_under_way_is_a_crash_and_two_are_damage() {
        assert_eq!(Journal { stamps: None, behind: 1 }.misfit(0), None);
        assert_eq!(Journal { stamps: None, behind: 2 }.misfit(0), Some(Misfit::Damaged));
    }
}
