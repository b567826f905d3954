-- The keystore: keys only, each wrapped. It is backed up apart and never kept as history.
-- The same file stands in migrations/keystore/sqlite: a change here is a change there.

CREATE TABLE pair (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    id UUID NOT NULL
);

-- Something that only the right root key opens.
CREATE TABLE root_check (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    sealed BYTEA NOT NULL
);

-- The one epoch key, wrapped by the root key. An erasure overwrites it.
CREATE TABLE epoch (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    number BIGINT NOT NULL,
    wrapped BYTEA NOT NULL
);

-- One data key per person, wrapped by the epoch key, found by the keyed hash of the chat id.
CREATE TABLE person_key (
    person BYTEA PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE,
    wrapped BYTEA NOT NULL
);

CREATE TABLE errand_key (
    errand BYTEA PRIMARY KEY,
    expires_at TIMESTAMPTZ NOT NULL,
    wrapped BYTEA NOT NULL
);

-- So that CAST(… AS BLOB) means the same in both databases.
CREATE DOMAIN blob AS BYTEA;
