-- What the desk shows and does. What can be told of a referral without opening it (closed choices, a poster's code) is sealed like words are.
-- The same file stands in migrations/sqlite: a change here is a change there.

ALTER TABLE referral ADD COLUMN glance BYTEA;
-- What the person was told: nine in ten hear within so many working days. Nothing: that it is not known yet.
ALTER TABLE referral ADD COLUMN told_days BIGINT;
-- Since when the person waits for the first answer (nothing: since the referral was made), and when it came.
ALTER TABLE referral ADD COLUMN asked_at TIMESTAMPTZ;
ALTER TABLE referral ADD COLUMN answered_at TIMESTAMPTZ;
-- What the coordinator has put aside until a day, and what they have promised by a day.
ALTER TABLE referral ADD COLUMN quiet_until DATE;
ALTER TABLE referral ADD COLUMN promise BYTEA;
ALTER TABLE referral ADD COLUMN promise_by DATE;
-- When the person asked that it does not rest.
ALTER TABLE referral ADD COLUMN woken_at TIMESTAMPTZ;
CREATE INDEX referral_created ON referral (created_at);
CREATE INDEX person_created ON person (created_at);
CREATE INDEX referral_waiting ON referral (created_at, id, queue) WHERE status = 'waiting';
CREATE INDEX referral_resting ON referral (changed_at, id, queue) WHERE status = 'closed';
CREATE INDEX referral_taken ON referral (created_at, id, queue) WHERE status IN ('claimed', 'in-touch');
CREATE INDEX referral_mine ON referral (coordinator) WHERE status IN ('claimed', 'in-touch');

-- A coordinator's own words can be taken back after they were sent.
ALTER TABLE talk ADD COLUMN deleted_at TIMESTAMPTZ;

-- What coordinators write for one another about a person, under the person's key: the person can ask to read it.
CREATE TABLE note (
    id UUID PRIMARY KEY,
    referral UUID NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    coordinator UUID NOT NULL REFERENCES coordinator (id),
    words BYTEA NOT NULL,
    at TIMESTAMPTZ NOT NULL
);
CREATE INDEX note_person ON note (person);
CREATE INDEX note_referral ON note (referral, at);

-- Who reads along: opens and notes, and does not write.
CREATE TABLE reader (
    referral UUID NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    coordinator UUID NOT NULL REFERENCES coordinator (id),
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (referral, coordinator)
);
CREATE INDEX reader_coordinator ON reader (coordinator);

-- Who opens nothing of a person's: because the person asked for that, or because they know them.
CREATE TABLE kept_from (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    coordinator UUID NOT NULL REFERENCES coordinator (id),
    why TEXT NOT NULL CHECK (why IN ('asked', 'knows')),
    PRIMARY KEY (person, coordinator, why)
);

-- Somebody of the team who wrote here before: only this coordinator opens it.
CREATE TABLE kept_for (
    person UUID PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    coordinator UUID NOT NULL REFERENCES coordinator (id)
);

-- When a coordinator last looked, and last opened; and what they have begun to write.
CREATE TABLE seen (
    referral UUID NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    coordinator UUID NOT NULL REFERENCES coordinator (id),
    at TIMESTAMPTZ NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (referral, coordinator)
);
CREATE TABLE begun (
    referral UUID NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    coordinator UUID NOT NULL REFERENCES coordinator (id),
    words BYTEA NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (referral, coordinator)
);

-- How long people waited for a first answer. No row says whose it is, or who answered.
CREATE TABLE heard (
    id UUID PRIMARY KEY,
    asked_at TIMESTAMPTZ NOT NULL,
    answered_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX heard_asked ON heard (asked_at);

-- Days on which somebody of the team does not read, and who covers.
CREATE TABLE away (
    coordinator UUID PRIMARY KEY REFERENCES coordinator (id),
    from_day DATE NOT NULL,
    back_day DATE NOT NULL,
    cover UUID REFERENCES coordinator (id)
);

-- Posters and leaflets.
CREATE TABLE poster (
    code TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    paused_at TIMESTAMPTZ
);

-- Helplines that were checked at the desk: it counts over the register's date, if it is later.
CREATE TABLE helpline_check (
    helpline TEXT PRIMARY KEY,
    checked_on DATE NOT NULL,
    coordinator UUID NOT NULL REFERENCES coordinator (id)
);

-- Answers that are to be sent at a time that suits the person.
CREATE TABLE later (
    id UUID PRIMARY KEY,
    referral UUID NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    coordinator UUID NOT NULL REFERENCES coordinator (id),
    words BYTEA NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    at TIMESTAMPTZ NOT NULL
);
CREATE INDEX later_at ON later (at);
CREATE INDEX later_referral ON later (referral);
