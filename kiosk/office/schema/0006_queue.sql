-- 取号: numbers for windows, day by day. The primary key makes it impossible to give a number
-- to two people. Nothing here says who took one.

CREATE TABLE queue_tickets (
    desk      TEXT   NOT NULL,
    day       TEXT   NOT NULL,
    count     BIGINT NOT NULL,
    ticket_id TEXT   NOT NULL UNIQUE,
    number    TEXT   NOT NULL,
    terminal  TEXT   NOT NULL,
    taken_ms  BIGINT NOT NULL,
    -- 0 and '': still waiting.
    called_ms BIGINT NOT NULL,
    called_by TEXT   NOT NULL,
    PRIMARY KEY (desk, day, count)
);
CREATE INDEX queue_tickets_by_day ON queue_tickets (day, taken_ms);
