-- Tables of the office. TEXT and BIGINT only; times are milliseconds since 1970 UTC, so that
-- the same text runs on SQLite and on PostgreSQL. No personal data stands here: cases are
-- sealed files beside the database, and these rows say only which, whose and when.

CREATE TABLE services (
    service       TEXT   NOT NULL,
    version       BIGINT NOT NULL,
    sha256        TEXT   NOT NULL,
    definition    TEXT   NOT NULL,
    first_seen_ms BIGINT NOT NULL,
    PRIMARY KEY (service, version)
);

CREATE TABLE terminals (
    terminal      TEXT   NOT NULL PRIMARY KEY,
    first_seen_ms BIGINT NOT NULL,
    heard_ms      BIGINT NOT NULL,
    heartbeat     TEXT   NOT NULL
);

CREATE TABLE pieces (
    sha256      TEXT   NOT NULL PRIMARY KEY,
    length      BIGINT NOT NULL,
    terminal    TEXT   NOT NULL,
    received_ms BIGINT NOT NULL
);

CREATE TABLE cases (
    case_id          TEXT   NOT NULL PRIMARY KEY,
    idempotency_hash TEXT   NOT NULL,
    terminal         TEXT   NOT NULL,
    service          TEXT   NOT NULL,
    service_version  BIGINT NOT NULL,
    receipt_number   TEXT   NOT NULL UNIQUE,
    submitted_ms     BIGINT NOT NULL,
    received_ms      BIGINT NOT NULL,
    state            TEXT   NOT NULL CHECK (state IN ('received')),
    -- Whether the sealed application could be opened and is of its schema.
    content          TEXT   NOT NULL
                     CHECK (content IN ('unchecked', 'readable', 'unreadable', 'invalid')),
    page_count       BIGINT NOT NULL,
    -- Last day on which the office must say whether it accepts; 9999-12-31: not known.
    due_day          TEXT   NOT NULL,
    header           TEXT   NOT NULL,
    FOREIGN KEY (service, service_version) REFERENCES services (service, version)
);
CREATE INDEX cases_by_time ON cases (received_ms, case_id);
CREATE INDEX cases_by_due ON cases (due_day, received_ms, case_id);
CREATE INDEX cases_by_content ON cases (content);

-- Append only. hash = SHA-256 of the canonical JSON of all other columns of the row;
-- prev_hash of the first event is the case's idempotency hash.
CREATE TABLE case_events (
    case_id   TEXT   NOT NULL REFERENCES cases (case_id),
    seq       BIGINT NOT NULL,
    at_ms     BIGINT NOT NULL,
    actor     TEXT   NOT NULL,
    act       TEXT   NOT NULL,
    detail    TEXT   NOT NULL,
    prev_hash TEXT   NOT NULL,
    hash      TEXT   NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE accounts (
    name          TEXT   NOT NULL PRIMARY KEY,
    password_hash TEXT   NOT NULL,
    changed_ms    BIGINT NOT NULL
);

-- Who looked at what, who came in, who was refused. Append only.
CREATE TABLE audit (
    id      TEXT   NOT NULL PRIMARY KEY,
    at_ms   BIGINT NOT NULL,
    who     TEXT   NOT NULL,
    act     TEXT   NOT NULL,
    case_id TEXT   NOT NULL,
    detail  TEXT   NOT NULL
);
CREATE INDEX audit_by_time ON audit (at_ms, id);
CREATE INDEX audit_by_case ON audit (case_id, at_ms);
