-- What the desk shows and does. What can be told of a referral without opening it (closed choices, a poster's code) is sealed like words are.
-- The same file stands in migrations/postgres: a change here is a change there.

ALTER TABLE referral ADD COLUMN glance BLOB;
-- What the person was told: nine in ten hear within so many working days. Nothing: that it is not known yet.
ALTER TABLE referral ADD COLUMN told_days INTEGER;
-- Since when the person waits for the first answer (nothing: since the referral was made), and when it came.
ALTER TABLE referral ADD COLUMN asked_at TEXT;
ALTER TABLE referral ADD COLUMN answered_at TEXT;
-- What the coordinator has put aside until a day, and what they have promised by a day.
ALTER TABLE referral ADD COLUMN quiet_until TEXT;
ALTER TABLE referral ADD COLUMN promise BLOB;
ALTER TABLE referral ADD COLUMN promise_by TEXT;
-- When the person asked that it does not rest.
ALTER TABLE referral ADD COLUMN woken_at TEXT;
CREATE INDEX referral_created ON referral (created_at);
CREATE INDEX person_created ON person (created_at);
CREATE INDEX referral_waiting ON referral (created_at, id, queue) WHERE status = 'waiting';
CREATE INDEX referral_resting ON referral (changed_at, id, queue) WHERE status = 'closed';
CREATE INDEX referral_taken ON referral (created_at, id, queue) WHERE status IN ('claimed', 'in-touch');
CREATE INDEX referral_mine ON referral (coordinator) WHERE status IN ('claimed', 'in-touch');

-- A coordinator's own words can be taken back after they were sent.
ALTER TABLE talk ADD COLUMN deleted_at TEXT;

-- What coordinators write for one another about a person, under the person's key: the person can ask to read it.
CREATE TABLE note (
    id BLOB PRIMARY KEY,
    referral BLOB NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    coordinator BLOB NOT NULL REFERENCES coordinator (id),
    words BLOB NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX note_person ON note (person);
CREATE INDEX note_referral ON note (referral, at);

-- Who reads along: opens and notes, and does not write.
CREATE TABLE reader (
    referral BLOB NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    coordinator BLOB NOT NULL REFERENCES coordinator (id),
    at TEXT NOT NULL,
    PRIMARY KEY (referral, coordinator)
) STRICT;
CREATE INDEX reader_coordinator ON reader (coordinator);

-- Who opens nothing of a person's: because the person asked for that, or because they know them.
CREATE TABLE kept_from (
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    coordinator BLOB NOT NULL REFERENCES coordinator (id),
    why TEXT NOT NULL CHECK (why IN ('asked', 'knows')),
    PRIMARY KEY (person, coordinator, why)
) STRICT;

-- Somebody of the team who wrote here before: only this coordinator opens it.
CREATE TABLE kept_for (
    person BLOB PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    coordinator BLOB NOT NULL REFERENCES coordinator (id)
) STRICT;

-- When a coordinator last looked, and last opened; and what they have begun to write.
CREATE TABLE seen (
    referral BLOB NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    coordinator BLOB NOT NULL REFERENCES coordinator (id),
    at TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    PRIMARY KEY (referral, coordinator)
) STRICT;
CREATE TABLE begun (
    referral BLOB NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    coordinator BLOB NOT NULL REFERENCES coordinator (id),
    words BLOB NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (referral, coordinator)
) STRICT;

-- How long people waited for a first answer. No row says whose it is, or who answered.
CREATE TABLE heard (
    id BLOB PRIMARY KEY,
    asked_at TEXT NOT NULL,
    answered_at TEXT NOT NULL
) STRICT;
CREATE INDEX heard_asked ON heard (asked_at);

-- Days on which somebody of the team does not read, and who covers.
CREATE TABLE away (
    coordinator BLOB PRIMARY KEY REFERENCES coordinator (id),
    from_day TEXT NOT NULL,
    back_day TEXT NOT NULL,
    cover BLOB REFERENCES coordinator (id)
) STRICT;

-- Posters and leaflets.
CREATE TABLE poster (
    code TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    made_at TEXT NOT NULL,
    paused_at TEXT
) STRICT;

-- Helplines that were checked at the desk: it counts over the register's date, if it is later.
CREATE TABLE helpline_check (
    helpline TEXT PRIMARY KEY,
    checked_on TEXT NOT NULL,
    coordinator BLOB NOT NULL REFERENCES coordinator (id)
) STRICT;

-- Answers that are to be sent at a time that suits the person.
CREATE TABLE later (
    id BLOB PRIMARY KEY,
    referral BLOB NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    coordinator BLOB NOT NULL REFERENCES coordinator (id),
    words BLOB NOT NULL,
    made_at TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX later_at ON later (at);
CREATE INDEX later_referral ON later (referral);
