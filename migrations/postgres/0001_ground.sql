-- Everything that is kept, but for keys. `UUID` is an id, `BYTEA` something sealed; times are in UTC, to the microsecond.
-- The same file stands in migrations/sqlite: a change here is a change there.

CREATE TABLE pair (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    id UUID NOT NULL
);

CREATE TABLE coordinator (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    active BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE person (
    id UUID PRIMARY KEY,
    chat BYTEA NOT NULL,
    state BYTEA NOT NULL,
    holder TEXT NOT NULL CHECK (holder IN ('bot', 'coordinator')),
    coordinator UUID REFERENCES coordinator (id),
    reachable BOOLEAN NOT NULL,
    turns BIGINT NOT NULL,
    keep_until TIMESTAMPTZ NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CHECK ((holder = 'coordinator') = (coordinator IS NOT NULL))
);
CREATE INDEX person_keep ON person (keep_until);

CREATE TABLE fragment (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    message BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    part TEXT NOT NULL,
    position BIGINT NOT NULL,
    fragment BYTEA NOT NULL,
    edited_at TIMESTAMPTZ,
    PRIMARY KEY (person, message)
);

CREATE TABLE referral (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    queue TEXT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('waiting', 'claimed', 'in-touch', 'closed', 'withdrawn')),
    coordinator UUID REFERENCES coordinator (id),
    contact_welcome BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    claimed_at TIMESTAMPTZ,
    changed_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX referral_one_a_queue ON referral (person, queue) WHERE status <> 'withdrawn';
CREATE INDEX referral_queue ON referral (queue, sent_at);
CREATE INDEX referral_person ON referral (person);

CREATE TABLE approval (
    referral UUID NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    revision BIGINT NOT NULL,
    locale TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    approved_at TIMESTAMPTZ NOT NULL,
    sections BYTEA NOT NULL,
    PRIMARY KEY (referral, number)
);

CREATE TABLE talk (
    id UUID PRIMARY KEY,
    referral UUID NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    author TEXT NOT NULL CHECK (author IN ('person', 'coordinator')),
    coordinator UUID REFERENCES coordinator (id),
    words BYTEA NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    message BIGINT,
    edited_at TIMESTAMPTZ,
    outbox UUID,
    delivery TEXT CHECK (delivery IN ('waiting', 'sent', 'unsure', 'refused'))
);
CREATE INDEX talk_referral ON talk (referral, at);
CREATE INDEX talk_person ON talk (person, message);
CREATE INDEX talk_outbox ON talk (outbox) WHERE outbox IS NOT NULL;

CREATE TABLE outbox (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    class TEXT NOT NULL CHECK (class IN ('bubble', 'ack', 'mark', 'tidy')),
    urgent BOOLEAN NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('scripted', 'coordinator')),
    state TEXT NOT NULL CHECK (state IN ('ready', 'sending')),
    attempts BIGINT NOT NULL,
    expires_at TIMESTAMPTZ,
    has_buttons BOOLEAN NOT NULL,
    outgoing BYTEA NOT NULL
);
CREATE INDEX outbox_line ON outbox (person, class, urgent DESC, seq);
CREATE INDEX outbox_expires ON outbox (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE line (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    class TEXT NOT NULL,
    ready_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (person, class)
);
CREATE INDEX line_ready ON line (ready_at);

CREATE TABLE bubble (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    message BIGINT NOT NULL,
    from_us BOOLEAN NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    live BOOLEAN NOT NULL,
    PRIMARY KEY (person, message)
);
CREATE INDEX bubble_at ON bubble (at);

CREATE TABLE due (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    mark BIGINT NOT NULL,
    PRIMARY KEY (person, what)
);
CREATE INDEX due_at ON due (at);

CREATE TABLE seen_update (
    id BIGINT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    kind TEXT,
    length BIGINT,
    hash TEXT
);
CREATE INDEX seen_update_at ON seen_update (at);

CREATE TABLE audit (
    id UUID PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    coordinator UUID REFERENCES coordinator (id),
    act TEXT NOT NULL,
    referral UUID,
    detail TEXT
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_referral ON audit (referral);

CREATE TABLE errand (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    ready_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    orders BYTEA NOT NULL
);
CREATE INDEX errand_ready ON errand (ready_at);

CREATE TABLE archive (
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (hash, name)
);

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
