-- Letters of terminals: ratings, matters that could not be done, calls for help. Who somebody
-- is stands only in the sealed member of `body`.

CREATE TABLE letters (
    id          TEXT   NOT NULL PRIMARY KEY,
    kind        TEXT   NOT NULL CHECK (kind IN ('rating', 'trouble', 'help')),
    terminal    TEXT   NOT NULL,
    at_ms       BIGINT NOT NULL,
    received_ms BIGINT NOT NULL,
    -- '': none. A rating may come before its case.
    case_id     TEXT   NOT NULL,
    service     TEXT   NOT NULL,
    -- Of a rating: 1 to 5, 0 when the person did not want to rate.
    level       BIGINT NOT NULL,
    -- Canonical, as it came: the same letter again is compared with it.
    body        TEXT   NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('noted', 'open', 'closed')),
    -- Last day for an answer; '' when nobody must answer, 9999-12-31 when not known.
    due_day     TEXT   NOT NULL
);
CREATE INDEX letters_by_time ON letters (state, at_ms, id);
CREATE INDEX letters_by_case ON letters (case_id);
