-- The keystore: keys only, each wrapped. It is backed up apart and never kept as history.
-- The same file stands in migrations/keystore/postgres: a change here is a change there.

CREATE TABLE pair (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL
) STRICT;

-- Something that only the right root key opens.
CREATE TABLE root_check (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    sealed BLOB NOT NULL
) STRICT;

-- The one epoch key, wrapped by the root key. An erasure overwrites it.
CREATE TABLE epoch (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    wrapped BLOB NOT NULL
) STRICT;

-- One data key per person, wrapped by the epoch key, found by the keyed hash of the chat id.
CREATE TABLE person_key (
    person BLOB PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE errand_key (
    errand BLOB PRIMARY KEY,
    expires_at TEXT NOT NULL,
    wrapped BLOB NOT NULL
) STRICT;
