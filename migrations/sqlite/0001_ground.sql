-- Everything that is kept, but for keys. `BLOB` holds an id or something sealed; times are text in UTC, to the microsecond.
-- The same file stands in migrations/postgres: a change here is a change there.

CREATE TABLE pair (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL
) STRICT;

CREATE TABLE coordinator (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    active INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id BLOB PRIMARY KEY,
    chat BLOB NOT NULL,
    state BLOB NOT NULL,
    holder TEXT NOT NULL CHECK (holder IN ('bot', 'coordinator')),
    coordinator BLOB REFERENCES coordinator (id),
    reachable INTEGER NOT NULL,
    turns INTEGER NOT NULL,
    keep_until TEXT NOT NULL,
    created_at TEXT NOT NULL,
    CHECK ((holder = 'coordinator') = (coordinator IS NOT NULL))
) STRICT;
CREATE INDEX person_keep ON person (keep_until);

CREATE TABLE fragment (
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    message INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    part TEXT NOT NULL,
    position INTEGER NOT NULL,
    fragment BLOB NOT NULL,
    edited_at TEXT,
    PRIMARY KEY (person, message)
) STRICT;

CREATE TABLE referral (
    id BLOB PRIMARY KEY,
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    queue TEXT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('waiting', 'claimed', 'in-touch', 'closed', 'withdrawn')),
    coordinator BLOB REFERENCES coordinator (id),
    contact_welcome INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    claimed_at TEXT,
    changed_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX referral_one_a_queue ON referral (person, queue) WHERE status <> 'withdrawn';
CREATE INDEX referral_queue ON referral (queue, sent_at);
CREATE INDEX referral_person ON referral (person);

CREATE TABLE approval (
    referral BLOB NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    revision INTEGER NOT NULL,
    locale TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    approved_at TEXT NOT NULL,
    sections BLOB NOT NULL,
    PRIMARY KEY (referral, number)
) STRICT;

CREATE TABLE talk (
    id BLOB PRIMARY KEY,
    referral BLOB NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    author TEXT NOT NULL CHECK (author IN ('person', 'coordinator')),
    coordinator BLOB REFERENCES coordinator (id),
    words BLOB NOT NULL,
    at TEXT NOT NULL,
    message INTEGER,
    edited_at TEXT,
    outbox BLOB,
    delivery TEXT CHECK (delivery IN ('waiting', 'sent', 'unsure', 'refused'))
) STRICT;
CREATE INDEX talk_referral ON talk (referral, at);
CREATE INDEX talk_person ON talk (person, message);
CREATE INDEX talk_outbox ON talk (outbox) WHERE outbox IS NOT NULL;

CREATE TABLE outbox (
    id BLOB PRIMARY KEY,
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    class TEXT NOT NULL CHECK (class IN ('bubble', 'ack', 'mark', 'tidy')),
    urgent INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('scripted', 'coordinator')),
    state TEXT NOT NULL CHECK (state IN ('ready', 'sending')),
    attempts INTEGER NOT NULL,
    expires_at TEXT,
    has_buttons INTEGER NOT NULL,
    outgoing BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_line ON outbox (person, class, urgent DESC, seq);
CREATE INDEX outbox_expires ON outbox (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE line (
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    class TEXT NOT NULL,
    ready_at TEXT NOT NULL,
    PRIMARY KEY (person, class)
) STRICT;
CREATE INDEX line_ready ON line (ready_at);

CREATE TABLE bubble (
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    message INTEGER NOT NULL,
    from_us INTEGER NOT NULL,
    at TEXT NOT NULL,
    live INTEGER NOT NULL,
    PRIMARY KEY (person, message)
) STRICT;
CREATE INDEX bubble_at ON bubble (at);

CREATE TABLE due (
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    at TEXT NOT NULL,
    mark INTEGER NOT NULL,
    PRIMARY KEY (person, what)
) STRICT;
CREATE INDEX due_at ON due (at);

CREATE TABLE seen_update (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT,
    length INTEGER,
    hash TEXT
) STRICT;
CREATE INDEX seen_update_at ON seen_update (at);

CREATE TABLE audit (
    id BLOB PRIMARY KEY,
    at TEXT NOT NULL,
    coordinator BLOB REFERENCES coordinator (id),
    act TEXT NOT NULL,
    referral BLOB,
    detail TEXT
) STRICT;
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_referral ON audit (referral);

CREATE TABLE errand (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    ready_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    orders BLOB NOT NULL
) STRICT;
CREATE INDEX errand_ready ON errand (ready_at);

CREATE TABLE archive (
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (hash, name)
) STRICT;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
