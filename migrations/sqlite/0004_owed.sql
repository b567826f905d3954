-- Marks that are owed: a message of the person's that is "live" is one whose mark was not put yet. Found again after a crash.
CREATE INDEX bubble_owed ON bubble (at, person, message) WHERE live AND NOT from_us;
-- Live buttons are ours alone, and are found without the marks.
DROP INDEX bubble_live;
CREATE INDEX bubble_live ON bubble (person, message) WHERE live AND from_us;
-- Who is at work beside others, and who has a line in hand: what somebody who is dead had in hand is free.
CREATE TABLE instance (
    id BLOB PRIMARY KEY,
    beats INTEGER NOT NULL
) STRICT;
ALTER TABLE line ADD COLUMN owner BLOB;
