-- What became of a letter: who took it, what was answered. And signatures for results are
-- letters, too. SQLite cannot change a CHECK, so the table is made anew.

CREATE TABLE letters_next (
    id          TEXT   NOT NULL PRIMARY KEY,
    kind        TEXT   NOT NULL CHECK (kind IN ('rating', 'trouble', 'help', 'delivery')),
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
    due_day     TEXT   NOT NULL,
    -- What the person took home, of a matter that could not be done; '': none.
    number      TEXT   NOT NULL DEFAULT '',
    -- Who of the staff has it; '': nobody yet.
    taken_by    TEXT   NOT NULL DEFAULT ''
);
INSERT INTO letters_next (id, kind, terminal, at_ms, received_ms, case_id, service, level,
                          body, state, due_day)
    SELECT id, kind, terminal, at_ms, received_ms, case_id, service, level, body, state,
           due_day FROM letters;
DROP TABLE letters;
ALTER TABLE letters_next RENAME TO letters;
CREATE INDEX letters_by_time ON letters (state, at_ms, id);
CREATE INDEX letters_by_case ON letters (case_id);
CREATE INDEX letters_by_number ON letters (number);

-- What staff did with a letter; rows are only added. Their words are sealed to the office's
-- own key, as whatever says something about a person.
CREATE TABLE letter_acts (
    letter TEXT   NOT NULL REFERENCES letters (id),
    seq    BIGINT NOT NULL,
    at_ms  BIGINT NOT NULL,
    who    TEXT   NOT NULL,
    act    TEXT   NOT NULL CHECK (act IN ('take', 'answer', 'close')),
    words  TEXT   NOT NULL,
    PRIMARY KEY (letter, seq)
);
