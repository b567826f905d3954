-- The desk: what each coordinator may do, how they sign in, and where they are signed in. A secret is sealed, a token or a code stands here as
-- its hash, and a password as argon2id makes it.

-- Roles, with a space between: coordinator, lead, keeper, auditor.
ALTER TABLE coordinator ADD COLUMN roles TEXT NOT NULL DEFAULT 'coordinator';
-- Since when somebody is gone for good.
ALTER TABLE coordinator ADD COLUMN left_at TIMESTAMPTZ;

CREATE TABLE account (
    coordinator UUID PRIMARY KEY REFERENCES coordinator (id) ON DELETE CASCADE,
    password TEXT NOT NULL,
    -- The second factor's secret, and one that is not proved yet.
    second BYTEA,
    next BYTEA,
    -- The last step of time whose code was used: none is taken twice.
    step BIGINT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE recovery (
    coordinator UUID NOT NULL REFERENCES account (coordinator) ON DELETE CASCADE,
    code BYTEA NOT NULL,
    PRIMARY KEY (coordinator, code)
);

CREATE TABLE invitation (
    coordinator UUID PRIMARY KEY REFERENCES coordinator (id) ON DELETE CASCADE,
    token BYTEA NOT NULL UNIQUE,
    made_by UUID REFERENCES coordinator (id),
    made_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE session (
    id UUID PRIMARY KEY,
    token BYTEA NOT NULL UNIQUE,
    coordinator UUID NOT NULL REFERENCES coordinator (id) ON DELETE CASCADE,
    -- A code is asked for, or a second factor is being set up, or they are in.
    stage TEXT NOT NULL CHECK (stage IN ('code', 'enrol', 'in')),
    device TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_coordinator ON session (coordinator);

-- Where somebody has signed in before: strangers' attempts do not slow them there.
CREATE TABLE device (
    token BYTEA PRIMARY KEY,
    coordinator UUID NOT NULL REFERENCES coordinator (id) ON DELETE CASCADE,
    used_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX device_coordinator ON device (coordinator);

-- Attempts that failed, by the hash of where they came from or of what they were at.
CREATE TABLE throttle (
    source BYTEA PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX throttle_last ON throttle (last_at);

-- Whether anything has changed that stands on an open page is asked every second.
CREATE INDEX referral_changed ON referral (changed_at);
CREATE INDEX talk_at ON talk (at);
CREATE INDEX talk_edited ON talk (edited_at) WHERE edited_at IS NOT NULL;
CREATE INDEX talk_under_way ON talk (id) WHERE delivery = 'waiting';
