//! Every SQL text of the house, in one table, each for both databases. `tests/all/statements.rs` prepares all of them on both; five texts at
//! most may differ between the two, and they say so (`Only`).
//!
//! `LIMIT $1 + 0`, not `LIMIT $1`: a plain parameter there makes SQLite plan the statement anew each time that it is bound.
//!
//! Not here: the tables themselves (`migrations/`), what is told to a SQLite file and not asked of a table (`open`, `work`), what the statements are for (the files of this room, one for each thing kept).

pub use super::listed::{Listed, Of, On};

macro_rules! statements {
    ($($(#[$doc:meta])* $of:ident $on:ident $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub const $name: &str = $sql;)*
        /// Every text of this file.
        pub const ALL: &[Listed] = &[$(Listed { name: stringify!($name), sql: $name, of: Of::$of, on: On::$on }),*];
    };
}

// The macro stands before them: it is the same table, in three files.
pub mod acts;
pub mod desk;
pub mod many;

/// Every text there is, file by file.
pub const TABLE: [&[Listed]; 3] = [ALL, acts::ALL, desk::ALL];

/// How many there are.
pub const fn count() -> usize {
    ALL.len() + acts::ALL.len() + desk::ALL.len()
}

macro_rules! referrals_where {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.person, r.queue, r.reference, r.status, r.coordinator, c.name AS coordinator_name, r.contact_welcome, ",
            "r.created_at, r.sent_at, r.claimed_at, r.changed_at, r.glance, r.told_days FROM referral r LEFT JOIN coordinator c ON c.id = r.coordinator WHERE ",
            $rest
        )
    };
}

macro_rules! fragments_where {
    ($rest:literal) => {
        concat!(
            "SELECT person, message, purpose, part, position, fragment, edited_at FROM fragment WHERE person = $1",
            $rest
        )
    };
}

macro_rules! talk_where {
    ($rest:literal) => {
        concat!(
            "SELECT t.id, t.referral, t.person, t.author, t.coordinator, c.name AS coordinator_name, t.words, t.at, t.message, t.edited_at, t.delivery, t.deleted_at ",
            "FROM talk t LEFT JOIN coordinator c ON c.id = t.coordinator WHERE ",
            $rest
        )
    };
}

macro_rules! take_lines {
    ($lock:literal) => {
        concat!(
            "WITH ready AS (SELECT person, class FROM line WHERE ready_at <= $1 AND class IN ('bubble', 'tidy') ORDER BY ready_at LIMIT $3 + 0 ",
            $lock,
            ") UPDATE line SET ready_at = $2, owner = $4 FROM ready WHERE line.person = ready.person AND line.class = ready.class ",
            "RETURNING line.person, line.class"
        )
    };
}

statements! {
    // ---- what differs: five, and no more (begin, lock a person, take lines, lock the epoch, scrub)
    /// Begins a transaction that will write.
    Each OnlySqlite BEGIN_SQLITE = "BEGIN IMMEDIATE";
    /// Begins a transaction that will write.
    Each OnlyPostgres BEGIN_POSTGRES = "BEGIN";
    /// Locks one person until the transaction ends. SQLite has one writer and needs none.
    Data OnlyPostgres LOCK_PERSON = "SELECT pg_advisory_xact_lock($1)";
    /// Takes the lines that are ready, each for a while.
    Data OnlySqlite LINES_TAKE_SQLITE = take_lines!("");
    /// Takes the lines that are ready, each for a while; what another instance is taking is passed by.
    Data OnlyPostgres LINES_TAKE_POSTGRES = take_lines!("FOR UPDATE SKIP LOCKED");
    /// The epoch key, held against an erasure by another instance.
    Keys OnlySqlite EPOCH_HOLD_SQLITE = "SELECT number, wrapped FROM epoch WHERE one = 1";
    /// The epoch key, held against an erasure by another instance.
    Keys OnlyPostgres EPOCH_HOLD_POSTGRES = "SELECT number, wrapped FROM epoch WHERE one = 1 FOR UPDATE";
    /// Empties the journal, so that nothing deleted stays in it.
    Each OnlySqlite SCRUB_SQLITE = "PRAGMA wal_checkpoint(TRUNCATE)";
    /// Rewrites the keystore's tables, so that no dead row stays in them.
    Keys OnlyPostgres SCRUB_POSTGRES = "VACUUM (FULL) person_key, epoch, errand_key";

    // ---- transactions
    /// Whether the transaction is in order.
    Each Both ALIVE = "SELECT 1";
    /// Which keystore and which database belong together.
    Each Both PAIR_GET = "SELECT id FROM pair WHERE one = 1";
    /// Says so, once.
    Each Both PAIR_PUT = "INSERT INTO pair (one, id) VALUES (1, $1) ON CONFLICT (one) DO NOTHING";

    // ---- people
    /// Who has the conversation.
    Data Both PERSON_HOLD = "UPDATE person SET holder = $2, coordinator = $3 WHERE id = $1";
    /// Whether messages reach them.
    Data Both PERSON_REACH = "UPDATE person SET reachable = $2 WHERE id = $1";
    /// A conversation that nobody has goes to a coordinator.
    Data Both PERSON_TAKE = "UPDATE person SET holder = 'coordinator', coordinator = $2 WHERE id = $1 AND coordinator IS NULL";
    /// The bot has it again, if this coordinator had it.
    Data Both PERSON_RELEASE = "UPDATE person SET holder = 'bot', coordinator = NULL WHERE id = $1 AND coordinator = $2";
    /// Until when they are kept.
    Data Both PERSON_KEEP = "UPDATE person SET keep_until = $2 WHERE id = $1";
    /// Until when they are kept at least.
    Data Both PERSON_KEEP_ON = "UPDATE person SET keep_until = $2 WHERE id = $1 AND keep_until < $2";
    /// Somebody whose date has passed is marked as being erased, unless they have written, or something was opened, meanwhile.
    Data Both PERSON_EXPIRE = "UPDATE person SET keep_until = $2 WHERE id = $1 AND keep_until <= $3 AND NOT EXISTS (SELECT 1 FROM referral r \
        WHERE r.person = person.id AND r.status IN ('waiting', 'claimed', 'in-touch'))";
    /// Whose date has passed, with nothing open in any queue.
    Data Both PERSON_PAST = "SELECT p.id FROM person p WHERE p.keep_until <= $1 AND NOT EXISTS (SELECT 1 FROM referral r \
        WHERE r.person = p.id AND r.status IN ('waiting', 'claimed', 'in-touch')) ORDER BY p.keep_until LIMIT $2 + 0";
    /// Everybody.
    Data Both PERSON_IDS = "SELECT id FROM person";
    /// Some people, in order.
    Data Both PERSON_PAGE = "SELECT id FROM person WHERE id > $1 ORDER BY id LIMIT $2 + 0";
    /// The same, with where their conversations stand.
    Data Both PERSON_STATES = "SELECT id, state FROM person WHERE id > $1 ORDER BY id LIMIT $2 + 0";
    /// Every row of a person's, by cascade.
    Data Both PERSON_ERASE = "DELETE FROM person WHERE id = $1";

    // ---- fragments
    /// Replaces the words of one message, unless a later edit is kept. Telegram's edit dates are whole seconds, so the same second counts.
    Data Both FRAGMENT_REPLACE = "UPDATE fragment SET fragment = $3, edited_at = $4 WHERE person = $1 AND message = $2 \
        AND (edited_at IS NULL OR edited_at <= $4)";
    /// One draft, in order.
    Data Both FRAGMENT_DRAFT = fragments_where!(" AND purpose = $2 ORDER BY position, message");
    /// All drafts, in order.
    Data Both FRAGMENT_PERSON = fragments_where!(" ORDER BY purpose, position, message");
    /// One message's.
    Data Both FRAGMENT_FIND = fragments_where!(" AND message = $2");
    /// A part goes.
    Data Both FRAGMENT_DROP_PART = "DELETE FROM fragment WHERE person = $1 AND purpose = $2 AND part = $3";
    /// A part has another id.
    Data Both FRAGMENT_RENAME_PART = "UPDATE fragment SET part = $4 WHERE person = $1 AND purpose = $2 AND part = $3";
    /// One message's words go.
    Data Both FRAGMENT_DROP = "DELETE FROM fragment WHERE person = $1 AND message = $2";

    // ---- referrals
    /// Something sent; one of a person's stands in each queue.
    Data Both REFERRAL_PUT = "INSERT INTO referral (id, person, queue, reference, status, contact_welcome, created_at, sent_at, changed_at, \
        asked_at, glance, told_days) VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $6, $6, $6, $7, $8) ON CONFLICT DO NOTHING";
    /// Everything a person has sent.
    Data Both REFERRAL_PERSON = referrals_where!("r.person = $1 ORDER BY r.created_at, r.id");
    /// One, by id.
    Data Both REFERRAL_GET = referrals_where!("r.id = $1");
    /// One, by the code that is said on the phone.
    Data Both REFERRAL_REFERENCE = referrals_where!("r.reference = $1");
    /// The one that stands in a queue.
    Data Both REFERRAL_STANDING = referrals_where!("r.person = $1 AND r.queue = $2 AND r.status <> 'withdrawn'");
    /// What is open in a queue, the longest waiting first.
    Data Both REFERRAL_OPEN = referrals_where!("r.queue = $1 AND r.status IN ('waiting', 'claimed', 'in-touch') ORDER BY r.created_at, r.id LIMIT $2 + 0");
    /// What somebody had taken on and was taken back since.
    Data Both REFERRAL_TAKEN_BACK = referrals_where!("r.coordinator = $1 AND r.status = 'withdrawn' AND r.changed_at > $2 ORDER BY r.changed_at");
    /// A coordinator takes it on, if nobody has.
    Data Both REFERRAL_CLAIM = "UPDATE referral SET status = 'claimed', coordinator = $2, claimed_at = $3, changed_at = $3 \
        WHERE id = $1 AND status = 'waiting' AND NOT EXISTS (SELECT 1 FROM kept_from k WHERE k.person = referral.person AND k.coordinator = $2) \
        AND NOT EXISTS (SELECT 1 FROM kept_for f WHERE f.person = referral.person AND f.coordinator <> $2)";
    /// They have written to the person.
    Data Both REFERRAL_TOUCH = "UPDATE referral SET status = 'in-touch', changed_at = $3 WHERE id = $1 AND coordinator = $2 \
        AND status IN ('claimed', 'in-touch')";
    /// It rests.
    Data Both REFERRAL_REST = "UPDATE referral SET status = 'closed', changed_at = $3 WHERE id = $1 AND coordinator = $2 \
        AND status IN ('claimed', 'in-touch')";
    /// They hand it back unanswered.
    Data Both REFERRAL_HAND_BACK = "UPDATE referral SET status = 'waiting', coordinator = NULL, claimed_at = NULL, changed_at = $3 \
        WHERE id = $1 AND coordinator = $2 AND status = 'claimed'";
    /// The person takes it back.
    Data Both REFERRAL_WITHDRAW = "UPDATE referral SET status = 'withdrawn', contact_welcome = FALSE, changed_at = $3, glance = NULL, \
        promise = NULL, promise_by = NULL, quiet_until = NULL WHERE id = $1 AND status = $2";
    /// It waits anew: sent once more after it rested or was taken back.
    Data Both REFERRAL_REOPEN = "UPDATE referral SET status = 'waiting', coordinator = NULL, claimed_at = NULL, sent_at = $3, changed_at = $3, \
        asked_at = $3, answered_at = NULL, promise = NULL, promise_by = NULL, quiet_until = NULL WHERE id = $1 AND status = $2";
    /// What can be told of it without opening it, and what they were told about how long it takes.
    Data Both REFERRAL_GLANCE = "UPDATE referral SET glance = $2, told_days = $3 WHERE id = $1";
    /// One more approval of the same referral.
    Data Both REFERRAL_ADDED = "UPDATE referral SET sent_at = $2, changed_at = $2 WHERE id = $1 AND status <> 'withdrawn'";
    /// Whether the person may be contacted.
    Data Both REFERRAL_CONTACT = "UPDATE referral SET contact_welcome = $2, changed_at = $3 WHERE person = $1";

    // ---- approvals
    /// What a person saw and sent.
    Data Both APPROVAL_PUT = "INSERT INTO approval (referral, number, purpose, revision, locale, content_hash, approved_at, sections) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The next number.
    Data Both APPROVAL_NEXT = "SELECT COALESCE(MAX(number), 0) + 1 FROM approval WHERE referral = $1";
    /// All of one referral, the first first.
    Data Both APPROVAL_LIST = "SELECT referral, number, purpose, revision, locale, content_hash, approved_at, sections FROM approval \
        WHERE referral = $1 ORDER BY number";
    /// A part was removed from it (P12).
    Data Both APPROVAL_REPLACE = "UPDATE approval SET sections = $3 WHERE referral = $1 AND number = $2";
    /// The words go.
    Data Both APPROVAL_DROP = "DELETE FROM approval WHERE referral = $1";

    // ---- talk
    /// One message between a person and a coordinator.
    Data Both TALK_PUT = "INSERT INTO talk (id, referral, person, author, coordinator, words, at, message, outbox, delivery) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// All of one referral, in order.
    Data Both TALK_LIST = talk_where!("t.referral = $1 ORDER BY t.at, t.id");
    /// The person's own message, for an edit of it.
    Data Both TALK_FIND = talk_where!("t.person = $1 AND t.message = $2 AND t.author = 'person'");
    /// One, by id.
    Data Both TALK_GET = talk_where!("t.id = $1");
    /// An edit of the person's, unless a later one is kept.
    Data Both TALK_REPLACE = "UPDATE talk SET words = $2, edited_at = $3 WHERE id = $1 AND (edited_at IS NULL OR edited_at <= $3)";
    /// Whether a coordinator's words have arrived.
    Data Both TALK_DELIVERY = "UPDATE talk SET delivery = $2 WHERE outbox = $1";
    /// How many answers may not have arrived.
    Data Both TALK_UNSURE = "SELECT COUNT(*) FROM talk WHERE delivery = 'unsure'";
    /// The person cannot be reached: nothing that waits arrives.
    Data Both TALK_REFUSE = "UPDATE talk SET delivery = 'refused' WHERE person = $1 AND delivery = 'waiting'";
    /// What waits in one referral does not arrive: the person took it back.
    Data Both TALK_STOP = "UPDATE talk SET delivery = 'refused' WHERE referral = $1 AND delivery = 'waiting'";
    /// The words go.
    Data Both TALK_DROP = "DELETE FROM talk WHERE referral = $1";

    // ---- outbox
    /// What is too old to send.
    Data Both OUTBOX_EXPIRE = "DELETE FROM outbox WHERE expires_at <= $1";
    /// The first of one line.
    Data Both OUTBOX_FIRST = "SELECT o.id, o.person, p.chat, o.class, o.urgent, o.kind, o.state, o.attempts, o.has_buttons, o.outgoing \
        FROM outbox o JOIN person p ON p.id = o.person WHERE o.person = $1 AND o.class = $2 ORDER BY o.urgent DESC, o.seq, o.id LIMIT $3 + 0";
    /// A coordinator's words are on their way.
    Data Both OUTBOX_SENDING = "UPDATE outbox SET state = 'sending' WHERE id = $1";
    /// It was not taken, and is tried again.
    Data Both OUTBOX_LATER = "UPDATE outbox SET state = 'ready', attempts = attempts + 1 WHERE id = $1";
    /// A coordinator's words of one referral that wait are not sent any more.
    Data Both OUTBOX_STOP = "DELETE FROM outbox WHERE id IN (SELECT t.outbox FROM talk t WHERE t.referral = $1 AND t.delivery = 'waiting')";
    /// Nothing more for this person.
    Data Both OUTBOX_CLEAR = "DELETE FROM outbox WHERE person = $1";
    /// How much waits.
    Data Both OUTBOX_COUNT = "SELECT COUNT(*) FROM outbox";
    /// Since when the oldest of it waits.
    Data Both OUTBOX_OLDEST = "SELECT put_at FROM outbox WHERE put_at IS NOT NULL ORDER BY put_at LIMIT 1";
    /// All lines of a person's go.
    Data Both LINE_CLEAR = "DELETE FROM line WHERE person = $1";
    /// After a start: nobody else is sending.
    Data Both LINE_WAKE = "UPDATE line SET ready_at = $1 WHERE ready_at > $1";
    /// The same, but for lines that carry a coordinator's words at this moment.
    Data Both LINE_WAKE_IDLE = "UPDATE line SET ready_at = $1 WHERE ready_at > $1 AND NOT EXISTS (SELECT 1 FROM outbox o \
        WHERE o.person = line.person AND o.class = line.class AND o.state = 'sending')";
    /// To whom lines are lent who are gone.
    Data Both LINES_LEFT = "SELECT DISTINCT owner FROM line WHERE owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM instance i WHERE i.id = line.owner)";
    /// What one of them had in hand. It is named, and not looked for here: somebody who has come since the look may have taken a line up.
    Data Both LINES_FREE = "UPDATE line SET ready_at = $1, owner = NULL WHERE ready_at > $1 AND owner = $2";
    /// When the next line is ready.
    Data Both LINE_NEXT = "SELECT ready_at FROM line ORDER BY ready_at LIMIT 1";

    // ---- instances
    /// One more is at work.
    Data Both INSTANCE_PUT = "INSERT INTO instance (id, beats) VALUES ($1, 0) ON CONFLICT (id) DO NOTHING";
    /// It is alive.
    Data Both INSTANCE_BEAT = "UPDATE instance SET beats = beats + 1 WHERE id = $1";
    /// All of them.
    Data Both INSTANCE_LIST = "SELECT id, beats FROM instance";
    /// It is dead, unless it has said something since.
    Data Both INSTANCE_BURY = "DELETE FROM instance WHERE id = $1 AND beats = $2";
    /// It has left.
    Data Both INSTANCE_DROP = "DELETE FROM instance WHERE id = $1";

    // ---- bubbles
    /// Whose buttons are to go.
    Data Both BUBBLE_STRIP = "UPDATE bubble SET live = FALSE WHERE person = $1 AND live AND from_us RETURNING message";
    /// What may still be deleted, the newest first.
    Data Both BUBBLE_YOUNG = "SELECT message FROM bubble WHERE person = $1 AND at > $2 ORDER BY at DESC, message DESC";
    /// Deleted.
    Data Both BUBBLE_DROP = "DELETE FROM bubble WHERE person = $1 AND message = $2";
    /// Too old to delete, and without buttons.
    Data Both BUBBLE_FORGET = "DELETE FROM bubble WHERE at <= $1 AND NOT (live AND from_us)";
    /// Whose marks were not put, the longest owed first.
    Data Both BUBBLES_OWED = "SELECT b.person, p.chat, b.message FROM bubble b JOIN person p ON p.id = b.person \
        WHERE b.live AND NOT b.from_us AND b.at <= $1 ORDER BY b.at LIMIT $2 + 0";
    /// None is owed from later than now.
    Data Both BUBBLES_OWED_BY_NOW = "UPDATE bubble SET at = $1 WHERE live AND NOT from_us AND at > $1";

    // ---- dues
    /// Those that have come.
    Data Both DUE_COME = "SELECT person, what, at, mark FROM due WHERE at <= $1 ORDER BY at LIMIT $2 + 0";
    /// How many have come.
    Data Both DUE_LATE = "SELECT COUNT(*) FROM due WHERE at <= $1";
    /// One that has come, but cannot be acted on now, is looked at again later.
    Data Both DUE_PUT_OFF = "UPDATE due SET at = $5 WHERE person = $1 AND what = $2 AND mark = $3 AND at <= $4";
    /// One that has come is taken, once.
    Data Both DUE_TAKE = "DELETE FROM due WHERE person = $1 AND what = $2 AND mark = $3 AND at <= $4";
    /// Those of one reason come by then.
    Data Both DUE_BRING_NEAR = "UPDATE due SET at = $2 WHERE what = $1 AND at > $2";
    /// A person's.
    Data Both DUE_PERSON = "SELECT person, what, at, mark FROM due WHERE person = $1 ORDER BY at";

    // ---- updates
    /// Telegram's id of an update, seen once.
    Data Both UPDATE_REMEMBER = "INSERT INTO seen_update (id, at, kind, length, hash) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING";
    /// It is taken later.
    Data Both UPDATE_PUT_BACK = "DELETE FROM seen_update WHERE id = $1";
    /// The old ones go.
    Data Both UPDATE_FORGET = "DELETE FROM seen_update WHERE at <= $1";
    /// How many were set aside.
    Data Both UPDATE_ASIDE = "SELECT COUNT(*) FROM seen_update WHERE kind IS NOT NULL";

    // ---- coordinators and audit
    // ---- errands
    /// What is left to do in a chat after its person is gone.
    Data Both ERRAND_PUT = "INSERT INTO errand (id, kind, ready_at, expires_at, orders) VALUES ($1, $2, $3, $4, $5)";
    /// Those that may be gone on with; each is held for a while.
    Data Both ERRAND_READY = "SELECT id, kind, ready_at, expires_at, orders FROM errand WHERE ready_at <= $1 AND expires_at > $1 ORDER BY ready_at LIMIT $2 + 0";
    /// Whether the time of any is over.
    Data Both ERRAND_OVER = "SELECT id FROM errand WHERE expires_at <= $1 LIMIT 1";
    /// Held, if nobody else does.
    Data Both ERRAND_HOLD = "UPDATE errand SET ready_at = $3 WHERE id = $1 AND ready_at = $2";
    /// Some of it is done.
    Data Both ERRAND_SAVE = "UPDATE errand SET orders = $2, ready_at = $3 WHERE id = $1";
    /// It is done.
    Data Both ERRAND_DROP = "DELETE FROM errand WHERE id = $1";
    /// Its ten minutes are over.
    Data Both ERRAND_EXPIRE = "DELETE FROM errand WHERE expires_at <= $1";

    /// They may be gone on with.
    Data Both ERRAND_WAKE = "UPDATE errand SET ready_at = $1 WHERE ready_at > $1";
    /// They live no longer than till then.
    Data Both ERRAND_SHORTEN = "UPDATE errand SET expires_at = $1 WHERE expires_at > $1";

    // ---- archive and settings
    /// A deployed edition's file; words that were put right later take the place of the earlier ones.
    Data Both ARCHIVE_PUT = "INSERT INTO archive (hash, name, body) VALUES ($1, $2, $3) ON CONFLICT (hash, name) DO UPDATE SET body = excluded.body";
    /// An edition.
    Data Both ARCHIVE_GET = "SELECT name, body FROM archive WHERE hash = $1 ORDER BY name";
    /// Sets.
    Data Both SETTING_PUT = "INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    /// Gets.
    Data Both SETTING_GET = "SELECT value FROM setting WHERE key = $1";

    // ---- keys
    /// What only the right root key opens.
    Keys Both ROOT_CHECK = "SELECT sealed FROM root_check WHERE one = 1";
    /// Written once.
    Keys Both ROOT_PUT = "INSERT INTO root_check (one, sealed) VALUES (1, $1) ON CONFLICT (one) DO NOTHING";
    /// The first epoch key.
    Keys Both EPOCH_PUT = "INSERT INTO epoch (one, number, wrapped) VALUES (1, $1, $2) ON CONFLICT (one) DO NOTHING";
    /// The next one, over the last.
    Keys Both EPOCH_NEXT = "UPDATE epoch SET number = $1, wrapped = $2 WHERE one = 1";
    /// A person's key by the hash of their chat.
    Keys Both KEY_FIND = "SELECT k.person, k.wrapped, e.number, e.wrapped AS epoch FROM person_key k, epoch e WHERE k.hash = $1";
    /// A person's key.
    Keys Both KEY_OF = "SELECT k.person, k.wrapped, e.number, e.wrapped AS epoch FROM person_key k, epoch e WHERE k.person = $1";
    /// How new the keystore is: its epoch, and how many keys it has.
    Keys Both KEYS_AGE = "SELECT number, (SELECT COUNT(*) FROM person_key) FROM epoch WHERE one = 1";
    /// Everybody who has a key.
    Keys Both KEY_PEOPLE = "SELECT person FROM person_key";
    /// Some of them, in order.
    Keys Both KEY_PEOPLE_PAGE = "SELECT person FROM person_key WHERE person > $1 ORDER BY person LIMIT $2 + 0";
    /// The keys of people behind one and up to another, in the order of their ids.
    Keys Both KEYS_BETWEEN = "SELECT k.person, k.wrapped, e.number, e.wrapped AS epoch FROM person_key k, epoch e \
        WHERE k.person > $1 AND k.person <= $2 ORDER BY k.person";
    /// A person's key goes.
    Keys Both KEY_DROP = "DELETE FROM person_key WHERE person = $1";
    /// Some keys, to wrap anew.
    Keys Both KEY_PAGE = "SELECT person, wrapped FROM person_key WHERE person > $1 ORDER BY person LIMIT $2 + 0";
    /// Many keys wrapped anew at once: `$1` is `person ‖ wrapped`, 120 bytes for each of `$2` people.
    Keys Both KEY_REWRAP = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $2), \
        fresh AS (SELECT substr(CAST($1 AS BLOB), i * 120 + 1, 16) AS person, substr(CAST($1 AS BLOB), i * 120 + 17, 104) AS wrapped FROM n) \
        UPDATE person_key SET wrapped = fresh.wrapped FROM fresh WHERE person_key.person = fresh.person";
    /// An errand's key.
    Keys Both ERRAND_KEY_PUT = "INSERT INTO errand_key (errand, expires_at, wrapped) VALUES ($1, $2, $3)";
    /// It, again.
    Keys Both ERRAND_KEY_GET = "SELECT k.errand AS person, k.wrapped, e.number, e.wrapped AS epoch FROM errand_key k, epoch e WHERE k.errand = $1";
    /// All of them, to wrap anew.
    Keys Both ERRAND_KEY_ALL = "SELECT errand, wrapped FROM errand_key";
    /// Wrapped anew.
    Keys Both ERRAND_KEY_REWRAP = "UPDATE errand_key SET wrapped = $2 WHERE errand = $1";
    /// It goes.
    Keys Both ERRAND_KEY_DROP = "DELETE FROM errand_key WHERE errand = $1";
    /// They live no longer than till then.
    Keys Both ERRAND_KEY_SHORTEN = "UPDATE errand_key SET expires_at = $1 WHERE expires_at > $1";
    /// The old ones go.
    Keys Both ERRAND_KEY_EXPIRE = "DELETE FROM errand_key WHERE expires_at <= $1";
}
