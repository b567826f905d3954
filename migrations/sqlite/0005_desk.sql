-- The desk: what each coordinator may do, how they sign in, and where they are signed in. A secret is sealed, a token or a code stands here as
-- its hash, and a password as argon2id makes it.

-- Roles, with a space between: coordinator, lead, keeper, auditor.
ALTER TABLE coordinator ADD COLUMN roles TEXT NOT NULL DEFAULT 'coordinator';
-- Since when somebody is gone for good.
ALTER TABLE coordinator ADD COLUMN left_at TEXT;

CREATE TABLE account (
    coordinator BLOB PRIMARY KEY REFERENCES coordinator (id) ON DELETE CASCADE,
    password TEXT NOT NULL,
    -- The second factor's secret, and one that is not proved yet.
    second BLOB,
    next BLOB,
    -- The last step of time whose code was used: none is taken twice.
    step INTEGER NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE recovery (
    coordinator BLOB NOT NULL REFERENCES account (coordinator) ON DELETE CASCADE,
    code BLOB NOT NULL,
    PRIMARY KEY (coordinator, code)
) STRICT;

CREATE TABLE invitation (
    coordinator BLOB PRIMARY KEY REFERENCES coordinator (id) ON DELETE CASCADE,
    token BLOB NOT NULL UNIQUE,
    made_by BLOB REFERENCES coordinator (id),
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;

CREATE TABLE session (
    id BLOB PRIMARY KEY,
    token BLOB NOT NULL UNIQUE,
    coordinator BLOB NOT NULL REFERENCES coordinator (id) ON DELETE CASCADE,
    -- A code is asked for, or a second factor is being set up, or they are in.
    stage TEXT NOT NULL CHECK (stage IN ('code', 'enrol', 'in')),
    device TEXT NOT NULL,
    made_at TEXT NOT NULL,
    used_at TEXT NOT NULL
) STRICT;
CREATE INDEX session_coordinator ON session (coordinator);

-- Where somebody has signed in before: strangers' attempts do not slow them there.
CREATE TABLE device (
    token BLOB PRIMARY KEY,
    coordinator BLOB NOT NULL REFERENCES coordinator (id) ON DELETE CASCADE,
    used_at TEXT NOT NULL
) STRICT;
CREATE INDEX device_coordinator ON device (coordinator);

-- Attempts that failed, by the hash of where they came from or of what they were at.
CREATE TABLE throttle (
    source BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at TEXT NOT NULL
) STRICT;
CREATE INDEX throttle_last ON throttle (last_at);

-- Whether anything has changed that stands on an open page is asked every second.
CREATE INDEX referral_changed ON referral (changed_at);
CREATE INDEX talk_at ON talk (at);
CREATE INDEX talk_edited ON talk (edited_at) WHERE edited_at IS NOT NULL;
CREATE INDEX talk_under_way ON talk (id) WHERE delivery = 'waiting';
