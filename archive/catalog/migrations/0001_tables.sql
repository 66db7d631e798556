-- What bags, receipts, the journal and the log of events say. Nothing stands here that does not stand there.

CREATE TABLE sources (
    name     TEXT PRIMARY KEY,
    position INTEGER NOT NULL  -- how far a log was read; of the folder of receipts, its time in nanoseconds
);

CREATE TABLE accessions (
    collection TEXT NOT NULL,
    number     TEXT NOT NULL,
    title      TEXT NOT NULL,  -- of the collection
    opened_at  TEXT NOT NULL,
    agent      TEXT,
    acquired   TEXT,
    PRIMARY KEY (collection, number)
);

CREATE TABLE seeds (
    identifier TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    original   TEXT NOT NULL,  -- the name under which it was received
    size       INTEGER NOT NULL,
    format     TEXT NOT NULL,
    collection TEXT,
    accession  TEXT,
    PRIMARY KEY (identifier, sha256),
    FOREIGN KEY (collection, accession) REFERENCES accessions (collection, number)
);

CREATE TABLE bags (
    bag          TEXT NOT NULL,  -- its name
    key          TEXT NOT NULL,  -- the digest of its tag manifest
    identifier   TEXT NOT NULL,
    title        TEXT,
    created      TEXT,
    bagged_on    TEXT,
    organization TEXT,
    software     TEXT,
    collection   TEXT,
    seed         TEXT,
    files        INTEGER,        -- of the whole bag, as size is
    size         INTEGER,
    words        TEXT NOT NULL,  -- what is searched, folded
    described    INTEGER NOT NULL DEFAULT 0 CHECK (described IN (0, 1)),
    PRIMARY KEY (bag, key),
    FOREIGN KEY (identifier, seed) REFERENCES seeds (identifier, sha256)
);

CREATE TABLE deposits (
    target     TEXT NOT NULL,
    key        TEXT NOT NULL,
    bag        TEXT NOT NULL,
    identifier TEXT NOT NULL,
    state      TEXT NOT NULL,
    at         TEXT NOT NULL,
    reason     TEXT,
    again      INTEGER,
    PRIMARY KEY (target, key),
    FOREIGN KEY (bag, key) REFERENCES bags (bag, key)
);

CREATE TABLE receipts (
    name       TEXT PRIMARY KEY,  -- of its file
    bag        TEXT NOT NULL,
    key        TEXT NOT NULL,
    identifier TEXT NOT NULL,
    target     TEXT NOT NULL,
    location   TEXT NOT NULL,
    version    TEXT,
    taken_at   TEXT NOT NULL,
    level      TEXT NOT NULL,
    files      INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    lost       TEXT NOT NULL,     -- sentences, a line each
    software   TEXT NOT NULL,
    FOREIGN KEY (bag, key) REFERENCES bags (bag, key)
);
CREATE INDEX receipts_by_target ON receipts (target, bag, key);
CREATE INDEX receipts_by_bag ON receipts (bag, key);

CREATE TABLE events (
    id         TEXT PRIMARY KEY,
    at         TEXT NOT NULL,
    type       TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    bag        TEXT NOT NULL,
    key        TEXT,
    identifier TEXT,
    target     TEXT,
    location   TEXT,
    version    TEXT,
    detail     TEXT NOT NULL,
    files      INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    software   TEXT NOT NULL,
    FOREIGN KEY (bag, key) REFERENCES bags (bag, key)
);
CREATE INDEX events_in_time ON events (at, id);
CREATE INDEX events_by_bag ON events (bag, key);

CREATE TABLE findings (
    event    TEXT NOT NULL REFERENCES events (id),
    number   INTEGER NOT NULL,
    code     TEXT NOT NULL,
    place    TEXT NOT NULL,
    expected TEXT,
    found    TEXT,
    PRIMARY KEY (event, number)
);

CREATE TRIGGER events_are_kept BEFORE DELETE ON events
BEGIN SELECT RAISE (ABORT, 'events are never removed'); END;

CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events
BEGIN SELECT RAISE (ABORT, 'events are never changed'); END;

CREATE TRIGGER findings_are_kept BEFORE DELETE ON findings
BEGIN SELECT RAISE (ABORT, 'findings are never removed'); END;

CREATE TRIGGER findings_stay_as_they_are BEFORE UPDATE ON findings
BEGIN SELECT RAISE (ABORT, 'findings are never changed'); END;
