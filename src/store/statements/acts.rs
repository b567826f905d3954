//! The SQL texts behind coordinators' acts and lists; a part of the one table (`statements`).
//!
//! Not here: what people and delivery need (`statements`).

use super::{Listed, Of, On};

/// Whether a coordinator (`$1`) is kept from what somebody sent, or somebody else alone opens it.
macro_rules! kept {
    ($coordinator:literal, $person:literal) => {
        concat!(
            "(EXISTS (SELECT 1 FROM kept_from k WHERE k.person = ",
            $person,
            " AND k.coordinator = ",
            $coordinator,
            ") ",
            "OR EXISTS (SELECT 1 FROM kept_for f WHERE f.person = ",
            $person,
            " AND f.coordinator <> ",
            $coordinator,
            "))"
        )
    };
}

macro_rules! listed_where {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.person, r.queue, r.reference, r.status, r.coordinator, c.name AS coordinator_name, r.contact_welcome, ",
            "r.created_at, r.sent_at, r.claimed_at, r.changed_at, r.glance, r.told_days, ",
            kept!("$1", "r.person"), " AS locked, ",
            "EXISTS (SELECT 1 FROM reader d WHERE d.referral = r.id AND d.coordinator = $1) AS reading_along ",
            "FROM referral r LEFT JOIN coordinator c ON c.id = r.coordinator WHERE ",
            $rest
        )
    };
}

statements! {
    // ---- lists: `$1` is the coordinator who looks. `(r.queue || '')`: by the plain column SQLite would take everybody of a queue and sort them.
    /// Who waits, the longest waiting first, behind a place.
    Data Both LIST_WAITING = listed_where!("r.status = 'waiting' AND (r.queue || '') IN ($2, $3, $4) AND (r.created_at, r.id) > ($5, $6) \
        ORDER BY r.created_at, r.id LIMIT $7 + 0");
    /// Who is with somebody else, the longest there first, behind a place.
    Data Both LIST_OTHERS = listed_where!("r.status IN ('claimed', 'in-touch') AND r.coordinator <> $1 AND (r.queue || '') IN ($2, $3, $4) \
        AND (r.created_at, r.id) > ($5, $6) ORDER BY r.created_at, r.id LIMIT $7 + 0");
    /// What rests, the newest first, behind a place.
    Data Both LIST_RESTING = listed_where!("r.status = 'closed' AND (r.queue || '') IN ($2, $3, $4) AND (r.changed_at, r.id) < ($5, $6) \
        ORDER BY r.changed_at DESC, r.id DESC LIMIT $7 + 0");
    /// One.
    Data Both LIST_ONE = listed_where!("r.id = $2");
    /// How many wait.
    Data Both COUNT_WAITING = "SELECT COUNT(*) FROM referral r WHERE r.status = 'waiting' AND (r.queue || '') IN ($1, $2, $3)";
    /// Which referrals are a coordinator's, or are read along by them.
    Data Both MINE = "SELECT r.id, r.quiet_until, r.promise, r.promise_by, r.woken_at, s.at AS seen_at, \
        (SELECT MAX(t.at) FROM talk t WHERE t.referral = r.id AND t.author = 'person') AS person_at, \
        (SELECT MAX(t.at) FROM talk t WHERE t.referral = r.id AND t.author = 'coordinator') AS team_at, \
        (SELECT MIN(l.at) FROM later l WHERE l.referral = r.id AND l.coordinator = $1) AS later_at, \
        (SELECT MAX(l.made_at) FROM later l WHERE l.referral = r.id AND l.coordinator = $1) AS later_made_at FROM referral r \
        LEFT JOIN seen s ON s.referral = r.id AND s.coordinator = $1 WHERE r.status IN ('claimed', 'in-touch') AND (r.coordinator = $1 \
        OR r.id IN (SELECT d.referral FROM reader d WHERE d.coordinator = $1)) ORDER BY r.created_at, r.id LIMIT $2 + 0";
    /// One of them in which something has come since they last looked, if there is one.
    Data Both MINE_NEW = "SELECT r.id FROM referral r LEFT JOIN seen s ON s.referral = r.id AND s.coordinator = $1 \
        WHERE r.status IN ('claimed', 'in-touch') AND r.id IN (SELECT o.id FROM referral o WHERE o.coordinator = $1 \
        AND o.status IN ('claimed', 'in-touch') UNION ALL SELECT d.referral FROM reader d WHERE d.coordinator = $1) \
        AND (s.at IS NULL OR s.at < r.sent_at OR s.at < r.woken_at \
        OR EXISTS (SELECT 1 FROM talk t WHERE t.referral = r.id AND t.author = 'person' AND t.at > s.at)) LIMIT 1";
    /// What a coordinator has put aside and promised.
    Data Both ASIDE = "SELECT quiet_until, promise, promise_by FROM referral WHERE id = $1";

    // ---- handing on
    /// A coordinator who has it gives it to another, who has not opened it yet; not to one who is kept from it.
    Data Both REFERRAL_HAND_ON = concat!("UPDATE referral SET status = 'claimed', coordinator = $3, claimed_at = NULL, changed_at = $4, quiet_until = NULL \
        WHERE id = $1 AND coordinator = $2 AND status IN ('claimed', 'in-touch') AND NOT ", kept!("$3", "referral.person"));
    /// What waits goes to somebody by name, who has not opened it yet; not to one who is kept from it.
    Data Both REFERRAL_GIVE = concat!("UPDATE referral SET status = 'claimed', coordinator = $2, claimed_at = NULL, changed_at = $3 \
        WHERE id = $1 AND status = 'waiting' AND NOT ", kept!("$2", "referral.person"));
    /// A coordinator who has it lets it go back to the queue, in its old place.
    Data Both REFERRAL_LET_GO = "UPDATE referral SET status = 'waiting', coordinator = NULL, claimed_at = NULL, changed_at = $3, quiet_until = NULL \
        WHERE id = $1 AND coordinator = $2 AND status IN ('claimed', 'in-touch')";
    /// Everything of a person's that is with somebody who is kept from it goes back to its queue.
    Data Both REFERRAL_LET_ALL_GO = concat!("UPDATE referral SET status = 'waiting', coordinator = NULL, claimed_at = NULL, changed_at = $2, \
        quiet_until = NULL WHERE person = $1 AND status IN ('claimed', 'in-touch') AND ", kept!("referral.coordinator", "referral.person"));
    /// Nor do they have the conversation.
    Data Both PERSON_RELEASE_KEPT = concat!("UPDATE person SET holder = 'bot', coordinator = NULL WHERE id = $1 AND coordinator IS NOT NULL AND ",
        kept!("person.coordinator", "person.id"));
    /// Who has it now has opened it.
    Data Both REFERRAL_OPENED = "UPDATE referral SET claimed_at = $3 WHERE id = $1 AND coordinator = $2 AND claimed_at IS NULL";
    /// What rested is in touch again, with whoever had it: the person asked for that.
    Data Both REFERRAL_NOT_YET = "UPDATE referral SET status = 'in-touch', changed_at = $2, woken_at = $2 WHERE id = $1 AND status = 'closed' AND coordinator IS NOT NULL";
    /// Put aside until a day.
    Data Both REFERRAL_QUIET = "UPDATE referral SET quiet_until = $3 WHERE id = $1 AND coordinator = $2 AND status IN ('claimed', 'in-touch')";
    /// What is promised, by when.
    Data Both REFERRAL_PROMISE = "UPDATE referral SET promise = $3, promise_by = $4 WHERE id = $1 AND coordinator = $2 AND status IN ('claimed', 'in-touch')";

    // ---- who opens what
    /// A coordinator is kept from what somebody sent.
    Data Both KEPT_FROM_PUT = "INSERT INTO kept_from (person, coordinator, why) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    /// The person has named others since.
    Data Both KEPT_FROM_CLEAR = "DELETE FROM kept_from WHERE person = $1 AND why = 'asked'";
    /// Only one coordinator opens it.
    Data Both KEPT_FOR_PUT = "INSERT INTO kept_for (person, coordinator) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET coordinator = excluded.coordinator";
    /// Whether a coordinator (`$1`) is kept from what a person (`$2`) sent.
    Data Both KEPT = concat!("SELECT ", kept!("$1", "p.id"), " FROM person p WHERE p.id = $2");
    /// Reads along.
    Data Both READER_PUT = "INSERT INTO reader (referral, coordinator, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    /// Does not any more.
    Data Both READER_DROP = "DELETE FROM reader WHERE referral = $1 AND coordinator = $2";
    /// Who reads along.
    Data Both READER_LIST = "SELECT c.name FROM reader d JOIN coordinator c ON c.id = d.coordinator WHERE d.referral = $1 ORDER BY d.at, c.folded";
    /// Whether somebody reads along.
    Data Both READER_IS = "SELECT at FROM reader WHERE referral = $1 AND coordinator = $2";

    // ---- notes, drafts, looks
    /// A note about a person.
    Data Both NOTE_PUT = "INSERT INTO note (id, referral, person, coordinator, words, at) VALUES ($1, $2, $3, $4, $5, $6)";
    /// Whether there is any about a person.
    Data Both NOTE_ANY = "SELECT id FROM note WHERE person = $1 LIMIT 1";
    /// All of one referral, in order.
    Data Both NOTE_LIST = "SELECT n.id, n.referral, n.person, n.coordinator, c.name AS coordinator_name, n.words, n.at FROM note n \
        JOIN coordinator c ON c.id = n.coordinator WHERE n.referral = $1 ORDER BY n.at, n.id";
    /// The words go.
    Data Both NOTE_DROP = "DELETE FROM note WHERE referral = $1";
    /// What a coordinator has begun to write.
    Data Both BEGUN_PUT = "INSERT INTO begun (referral, coordinator, words, at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (referral, coordinator) DO UPDATE SET words = excluded.words, at = excluded.at";
    /// It.
    Data Both BEGUN_GET = "SELECT words FROM begun WHERE referral = $1 AND coordinator = $2";
    /// It is sent, or taken away.
    Data Both BEGUN_DROP = "DELETE FROM begun WHERE referral = $1 AND coordinator = $2";
    /// A look at a referral, which is an opening or not.
    Data Both SEEN_PUT = "INSERT INTO seen (referral, coordinator, at, opened_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (referral, coordinator) DO UPDATE SET at = excluded.at, opened_at = excluded.opened_at";
    /// When a coordinator last opened it.
    Data Both SEEN_OPENED = "SELECT opened_at FROM seen WHERE referral = $1 AND coordinator = $2";
    /// What was done about a referral, the first first.
    Data Both AUDIT_REFERRAL = "SELECT a.id, a.at, a.coordinator, c.name AS coordinator_name, a.act, a.referral, CAST(NULL AS TEXT) AS reference, a.detail FROM audit a \
        LEFT JOIN coordinator c ON c.id = a.coordinator WHERE a.referral = $1 ORDER BY a.at, a.act = 'opened', a.id";

    // ---- a coordinator's own words
    /// They have arrived, as this message.
    Data Both TALK_ARRIVED = "UPDATE talk SET delivery = 'sent', message = $2 WHERE outbox = $1";
    /// The coordinator took them back: nothing is left of them.
    Data Both TALK_TAKE_BACK = "UPDATE talk SET words = $2, deleted_at = $3 WHERE id = $1 AND author = 'coordinator' AND deleted_at IS NULL";
    /// What waits to be sent to somebody.
    Data Both OUTBOX_OF = "SELECT COUNT(*) FROM outbox WHERE person = $1";

    // ---- answers for later
    /// Something to be sent later.
    Data Both LATER_PUT = "INSERT INTO later (id, referral, person, coordinator, words, made_at, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// What has come.
    Data Both LATER_COME = "SELECT id, referral, person, coordinator, words, made_at, at FROM later WHERE at <= $1 ORDER BY at LIMIT $2 + 0";
    /// One.
    Data Both LATER_GET = "SELECT id, referral, person, coordinator, words, made_at, at FROM later WHERE id = $1";
    /// All of one referral, the earliest first.
    Data Both LATER_LIST = "SELECT id, referral, person, coordinator, words, made_at, at FROM later WHERE referral = $1 ORDER BY at, id";
    /// It is sent, or will not be.
    Data Both LATER_DROP = "DELETE FROM later WHERE id = $1";
    /// Nothing of one referral is to be sent any more.
    Data Both LATER_CLEAR = "DELETE FROM later WHERE referral = $1";

    // ---- how long people wait
    /// Somebody's first answer has come; whether it is one.
    Data Both REFERRAL_ANSWERED = "UPDATE referral SET answered_at = $2 WHERE id = $1 AND answered_at IS NULL RETURNING COALESCE(asked_at, created_at)";
    /// How long somebody waited.
    Data Both HEARD_PUT = "INSERT INTO heard (id, asked_at, answered_at) VALUES ($1, $2, $3)";
    /// How long people waited who asked since.
    Data Both HEARD_SINCE = "SELECT asked_at, answered_at FROM heard WHERE asked_at >= $1";
    /// It is of no use any more.
    Data Both HEARD_FORGET = "DELETE FROM heard WHERE asked_at < $1";
    /// Since when those have waited who have had no answer yet and wish for one.
    Data Both HEARD_NOT = "SELECT COALESCE(asked_at, created_at) FROM referral WHERE status IN ('waiting', 'claimed') AND contact_welcome \
        AND answered_at IS NULL AND COALESCE(asked_at, created_at) >= $1";

    // ---- away
    /// Somebody is away.
    Data Both AWAY_PUT = "INSERT INTO away (coordinator, from_day, back_day, cover) VALUES ($1, $2, $3, $4) ON CONFLICT (coordinator) \
        DO UPDATE SET from_day = excluded.from_day, back_day = excluded.back_day, cover = excluded.cover";
    /// They are here again.
    Data Both AWAY_DROP = "DELETE FROM away WHERE coordinator = $1";
    /// Who is away, or will be.
    Data Both AWAY_LIST = "SELECT a.coordinator, c.name, a.from_day, a.back_day, v.name AS cover_name FROM away a \
        JOIN coordinator c ON c.id = a.coordinator LEFT JOIN coordinator v ON v.id = a.cover WHERE a.back_day > $1 ORDER BY a.from_day, c.folded";

    // ---- posters
    /// All of them, the newest first.
    Data Both POSTER_LIST = "SELECT code, label, made_at, paused_at FROM poster ORDER BY made_at DESC, code";
    /// One more.
    Data Both POSTER_PUT = "INSERT INTO poster (code, label, made_at) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING";
    /// Not handed out any more, or again.
    Data Both POSTER_PAUSE = "UPDATE poster SET paused_at = $2 WHERE code = $1";

    // ---- helplines
    /// Somebody has checked one.
    Data Both HELPLINE_CHECKED = "INSERT INTO helpline_check (helpline, checked_on, coordinator) VALUES ($1, $2, $3) ON CONFLICT (helpline) \
        DO UPDATE SET checked_on = excluded.checked_on, coordinator = excluded.coordinator";
    /// All that were checked at the desk.
    Data Both HELPLINE_CHECKS = "SELECT h.helpline, h.checked_on, c.name AS by_name FROM helpline_check h JOIN coordinator c ON c.id = h.coordinator \
        ORDER BY h.helpline";

    // ---- how things are going
    /// Who wrote for the first time since, when, and whether they have said anything. (One pass for all weeks: nothing is indexed by this.)
    Data Both GOING_BEGAN = "SELECT p.created_at AS at, (EXISTS (SELECT 1 FROM fragment f WHERE f.person = p.id) OR \
        EXISTS (SELECT 1 FROM referral r WHERE r.person = p.id)) AS wrote FROM person p WHERE p.created_at >= $1";
    /// What was sent for the first time since, when, and how far it got.
    Data Both GOING_SENT = "SELECT created_at AS at, (claimed_at IS NOT NULL OR answered_at IS NOT NULL) AS opened, \
        (answered_at IS NOT NULL) AS answered FROM referral WHERE created_at >= $1";
    /// What can be told, unopened, of what was first sent since.
    Data Both GOING_GLANCES = "SELECT id, person, glance FROM referral WHERE created_at >= $1 AND glance IS NOT NULL ORDER BY created_at DESC LIMIT $2 + 0";
}
