-- A case moves: its state, since when, and who accepted it (who may then not approve it).
-- `person` is the keyed hash under which the cases of one ID number are found; '' until the
-- office has looked inside.
ALTER TABLE cases DROP COLUMN state;
ALTER TABLE cases ADD COLUMN state TEXT NOT NULL DEFAULT 'received'
    CHECK (state IN ('received', 'correction', 'refused', 'accepted', 'approving', 'decided',
                     'issued', 'delivered', 'archived'));
ALTER TABLE cases ADD COLUMN since_ms BIGINT NOT NULL DEFAULT 0;
UPDATE cases SET since_ms = received_ms;
ALTER TABLE cases ADD COLUMN accepted_by TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN person TEXT NOT NULL DEFAULT '';
CREATE INDEX cases_by_person ON cases (person);

-- What the office wrote about a case: notices, results, delivery receipts. Sealed files beside
-- the database like all else; bound to case and name.
CREATE TABLE papers (
    case_id TEXT   NOT NULL REFERENCES cases (case_id),
    name    TEXT   NOT NULL,
    kind    TEXT   NOT NULL,
    at_ms   BIGINT NOT NULL,
    who     TEXT   NOT NULL,
    sha256  TEXT   NOT NULL,
    length  BIGINT NOT NULL,
    PRIMARY KEY (case_id, name)
);

CREATE TABLE corrections (
    correction_id    TEXT   NOT NULL PRIMARY KEY,
    case_id          TEXT   NOT NULL REFERENCES cases (case_id),
    idempotency_hash TEXT   NOT NULL,
    terminal         TEXT   NOT NULL,
    submitted_ms     BIGINT NOT NULL,
    received_ms      BIGINT NOT NULL,
    header           TEXT   NOT NULL
);
CREATE INDEX corrections_by_case ON corrections (case_id, received_ms);

-- Wrong query codes. `subject`: receipt number, case id or hash of a person.
CREATE TABLE wrong_tries (
    subject  TEXT   NOT NULL,
    terminal TEXT   NOT NULL,
    at_ms    BIGINT NOT NULL
);
CREATE INDEX wrong_tries_by_subject ON wrong_tries (subject, terminal, at_ms);
