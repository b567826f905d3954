//! SQL texts that do for many rows what another does for one: `v` is a table of given rows. Each stands for a text for 1, 8, 32 and 64 rows,
//! and rows that are not needed are all NULL. So a group of a hundred turns costs as few calls as one turn does.
//!
//! Not here: binding the rows (`work`), what is gathered and when it is written (`gathered`, `ahead`).

use std::sync::OnceLock;

use super::Of;

/// How many rows the texts are for.
pub const SIZES: [usize; 4] = [1, 8, 32, 64];

/// What a column of the given rows holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A random id.
    Id,
    /// Bytes, sealed or not.
    Bytes,
    /// A text, or a name out of a closed set.
    Text,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
    /// A time.
    Time,
}

/// How the places of values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    /// `$1`, `$2` …: PostgreSQL.
    Numbered,
    /// `?`: SQLite.
    Plain,
}

/// A text for many rows.
#[derive(Debug)]
pub struct Many {
    /// Its name in this file.
    pub name: &'static str,
    /// Of which store.
    pub of: Of,
    /// The columns of the given rows, as the text names them.
    pub columns: &'static [(&'static str, Kind)],
    after: &'static str,
    texts: OnceLock<[[String; SIZES.len()]; 2]>,
}

impl Many {
    /// The text for the smallest size that holds `rows` rows, and how many it holds (64 at most: the rest is for the next one). It is the same
    /// on both databases, but that SQLite is given `?` for `$1`, `$2` …: a place that has a name is looked up in a list each time it is bound.
    pub fn text(&'static self, rows: usize, on: Places) -> (&'static str, usize) {
        let [named, plain] = self
            .texts
            .get_or_init(|| [Places::Numbered, Places::Plain].map(|places| SIZES.map(|size| self.make(size, places))));
        let texts = match on {
            Places::Numbered => named,
            Places::Plain => plain,
        };
        let fits = texts.iter().zip(SIZES).find(|(_, size)| *size >= rows).or(texts.iter().zip(SIZES).next_back());
        fits.map_or((self.after, 1), |(text, size)| (text.as_str(), size))
    }

    fn make(&self, rows: usize, places: Places) -> String {
        let width = self.columns.len();
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let place = |number: usize| match places {
            Places::Numbered => format!("${number}"),
            Places::Plain => "?".to_owned(),
        };
        let row = |row: usize| {
            let row: Vec<String> = (1..=width).map(|column| place(row * width + column)).collect();
            format!("({})", row.join(", "))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("WITH v ({}) AS (VALUES {}) {}", names.join(", "), rows.join(", "), self.after)
    }
}

macro_rules! many {
    ($($(#[$doc:meta])* $of:ident $name:ident ($($column:ident $kind:ident),*) = $after:expr;)*) => {
        $($(#[$doc])* pub static $name: Many = Many {
            name: stringify!($name), of: Of::$of, columns: &[$((stringify!($column), Kind::$kind)),*], after: $after, texts: OnceLock::new(),
        };)*
        /// Every text there is.
        pub static ALL: &[&Many] = &[$(&$name),*];
    };
}

many! {
    // ---- read ahead
    /// People's keys by the hashes of their chats.
    Keys KEYS_FIND (hash Bytes) = "SELECT k.hash, k.person, k.wrapped, e.number, e.wrapped AS epoch FROM v \
        JOIN person_key k ON k.hash = v.hash JOIN epoch e ON e.one = 1";
    /// People's keys.
    Keys KEYS_OF (person Bytes) = "SELECT k.person, k.wrapped, e.number, e.wrapped AS epoch FROM v \
        JOIN person_key k ON k.person = v.person JOIN epoch e ON e.one = 1";
    /// People with what a turn needs.
    Data PEOPLE_LOAD (person Id) = "SELECT p.id, p.chat, p.state, p.holder, p.coordinator, c.name AS coordinator_name, p.reachable, p.turns, \
        p.keep_until, p.created_at, a.from_day AS away_from, a.back_day AS away_back, k.name AS cover_name FROM v JOIN person p ON p.id = v.person \
        LEFT JOIN coordinator c ON c.id = p.coordinator LEFT JOIN away a ON a.coordinator = p.coordinator \
        LEFT JOIN coordinator k ON k.id = a.cover AND k.active";
    /// Everything they have sent.
    Data REFERRALS_PEOPLE (person Id) = "SELECT r.id, r.person, r.queue, r.reference, r.status, r.coordinator, c.name AS coordinator_name, \
        r.contact_welcome, r.created_at, r.sent_at, r.claimed_at, r.changed_at, r.glance, r.told_days FROM v JOIN referral r ON r.person = v.person \
        LEFT JOIN coordinator c ON c.id = r.coordinator ORDER BY r.created_at, r.id";
    /// Telegram's ids of updates: answers those that were not seen before.
    Data UPDATES_REMEMBER (id Number, at Time) = "INSERT INTO seen_update (id, at) SELECT v.id, v.at FROM v WHERE v.id IS NOT NULL \
        ON CONFLICT (id) DO NOTHING RETURNING id";

    /// The messages whose buttons act.
    Data BUBBLES_LIVE (person Id) = "SELECT b.person, b.message FROM v JOIN bubble b ON b.person = v.person WHERE b.live AND b.from_us ORDER BY b.message";

    /// The drafts of people: every fragment, each draft in order.
    Data FRAGMENTS_PEOPLE (person Id) = "SELECT f.person, f.message, f.purpose, f.part, f.position, f.fragment, f.edited_at FROM v \
        JOIN fragment f ON f.person = v.person ORDER BY f.position, f.message";

    // ---- gathered
    /// New people's keys. Fewer than were given: a chat of theirs has one by now.
    Keys KEYS_PUT (person Bytes, hash Bytes, wrapped Bytes) = "INSERT INTO person_key (person, hash, wrapped) \
        SELECT v.person, v.hash, v.wrapped FROM v WHERE v.hash IS NOT NULL ON CONFLICT (hash) DO NOTHING";
    /// Sent, or given up.
    Data OUTGOING_DROP (id Id) = "DELETE FROM outbox WHERE id IN (SELECT v.id FROM v)";
    /// Empty lines go.
    Data LINES_DROP (person Id, class Text) = "DELETE FROM line WHERE (person, class) IN (SELECT v.person, v.class FROM v) \
        AND owner IS NULL AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.person = line.person AND o.class = line.class)";
    /// When lines are looked at again, and by whom: but for those that somebody else has in hand by now.
    Data LINES_REST (person Id, class Text, ready_at Time, owner Id) = "UPDATE line SET ready_at = v.ready_at, owner = NULL FROM v \
        WHERE line.person = v.person AND line.class = v.class AND (line.owner IS NULL OR line.owner = v.owner)";
    /// The buttons of these are gone; these are marked, or never will be.
    Data BUBBLES_STRIPPED (person Id, message Number) = "UPDATE bubble SET live = FALSE FROM v \
        WHERE bubble.person = v.person AND bubble.message = v.message";
    /// Somebody new.
    Data PEOPLE_PUT (id Id, chat Bytes, state Bytes, keep_until Time, created_at Time) = "INSERT INTO person (id, chat, state, holder, \
        coordinator, reachable, turns, keep_until, created_at) SELECT v.id, v.chat, v.state, 'bot', NULL, TRUE, 0, v.keep_until, v.created_at \
        FROM v WHERE v.id IS NOT NULL";
    /// After turns, if no other turn came between.
    Data PEOPLE_SAVE (id Id, state Bytes, keep_until Time, turns Number) = "UPDATE person SET state = v.state, keep_until = v.keep_until, \
        turns = v.turns + 1 FROM v WHERE person.id = v.id AND person.turns = v.turns";
    /// Keeps fragments; the same message again changes nothing.
    Data FRAGMENTS_PUT (person Id, message Number, purpose Text, part Text, position Number, fragment Bytes, edited_at Time) = "INSERT INTO \
        fragment (person, message, purpose, part, position, fragment, edited_at) SELECT v.person, v.message, v.purpose, v.part, v.position, \
        v.fragment, v.edited_at FROM v WHERE v.person IS NOT NULL ON CONFLICT (person, message) DO NOTHING";
    /// Drafts go.
    Data DRAFTS_DROP (person Id, purpose Text) = "DELETE FROM fragment WHERE (person, purpose) IN (SELECT v.person, v.purpose FROM v)";
    /// Something sent, each the first of its person. Fewer than were given: something of theirs stands in that queue, or a reference is in use.
    Data REFERRALS_PUT (id Id, person Id, queue Text, reference Text, contact_welcome Flag, at Time, glance Bytes,
        told_days Number) = "INSERT INTO referral (id, person, queue, reference, status, contact_welcome, created_at, sent_at, changed_at, asked_at, \
        glance, told_days) SELECT v.id, v.person, v.queue, v.reference, 'waiting', v.contact_welcome, v.at, v.at, v.at, v.at, v.glance, \
        v.told_days FROM v WHERE v.id IS NOT NULL ON CONFLICT DO NOTHING";
    /// What these people saw and sent.
    Data APPROVALS_PUT (referral Id, number Number, purpose Text, revision Number, locale Text, content_hash Text, approved_at Time,
        sections Bytes) = "INSERT INTO approval (referral, number, purpose, revision, locale, content_hash, approved_at, sections) \
        SELECT v.referral, v.number, v.purpose, v.revision, v.locale, v.content_hash, v.approved_at, v.sections FROM v \
        WHERE v.referral IS NOT NULL";
    /// Messages in chats; nothing, if the person was erased while one was on its way.
    Data BUBBLES_PUT (person Id, message Number, from_us Flag, at Time, live Flag) = "INSERT INTO bubble (person, message, from_us, at, live) \
        SELECT v.person, v.message, v.from_us, v.at, v.live FROM v JOIN person p ON p.id = v.person WHERE v.person IS NOT NULL \
        ON CONFLICT (person, message) DO NOTHING";
    /// Stored times, each in place of the one for the same reason.
    Data DUES_PUT (person Id, what Text, at Time, mark Number) = "INSERT INTO due (person, what, at, mark) SELECT v.person, v.what, v.at, v.mark \
        FROM v WHERE v.person IS NOT NULL ON CONFLICT (person, what) DO UPDATE SET at = excluded.at, mark = excluded.mark";
    /// Not any more.
    Data DUES_CANCEL (person Id, what Text) = "DELETE FROM due WHERE (person, what) IN (SELECT v.person, v.what FROM v)";
    /// Things to send, each behind what waits for the same person; `nth` tells those of one person apart.
    Data OUTGOING_PUT (id Id, person Id, nth Number, class Text, urgent Flag, kind Text, expires_at Time, has_buttons Flag, outgoing Bytes,
        put_at Time) = "INSERT INTO outbox (id, person, seq, class, urgent, kind, state, attempts, expires_at, has_buttons, outgoing, put_at) \
        SELECT v.id, v.person, (SELECT COALESCE(MAX(o.seq), 0) FROM outbox o WHERE o.person = v.person) + v.nth, v.class, v.urgent, v.kind, \
        'ready', 0, v.expires_at, v.has_buttons, v.outgoing, v.put_at FROM v WHERE v.id IS NOT NULL";
    /// Lines have something to send. One that is there stays as it is, but is locked. Answers, for each, whether this made it.
    Data LINES_PUT (person Id, class Text, ready_at Time, owner Id) = "INSERT INTO line (person, class, ready_at, fresh, owner) \
        SELECT v.person, v.class, v.ready_at, TRUE, v.owner FROM v WHERE v.person IS NOT NULL \
        ON CONFLICT (person, class) DO UPDATE SET ready_at = line.ready_at, fresh = FALSE RETURNING person, class, fresh";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_text_that_holds_the_rows_is_taken() {
        let held: Vec<usize> =
            [1, 2, 8, 9, 33, 64, 65, 1_000].map(|rows| DUES_CANCEL.text(rows, Places::Plain).1).to_vec();
        assert_eq!(held, [1, 8, 8, 32, 64, 64, 64, 64]);
        assert!(
            DUES_CANCEL.text(1, Places::Numbered).0.starts_with("WITH v (person, what) AS (VALUES ($1, $2)) DELETE")
        );
        assert!(DUES_CANCEL.text(3, Places::Numbered).0.contains("($15, $16)) DELETE"));
    }
}
