-- Bookings. A row of booking_places is one place of a slot that somebody holds or has booked;
-- its primary key is what makes it impossible to give a place to two people. Who booked
-- stands in `sealed` alone (opened by the office's key); `person` is a keyed hash of the ID
-- number and `proof` one of the code, to find a booking again.

CREATE TABLE booking_places (
    slot       TEXT   NOT NULL,
    place      BIGINT NOT NULL,
    desk       TEXT   NOT NULL,
    day        TEXT   NOT NULL,
    begin_ms   BIGINT NOT NULL,
    end_ms     BIGINT NOT NULL,
    hold_id    TEXT   NOT NULL UNIQUE,
    terminal   TEXT   NOT NULL,
    -- Until when it is held; no longer looked at once it is booked.
    expires_ms BIGINT NOT NULL,
    -- '': only held.
    booking_id TEXT   NOT NULL,
    PRIMARY KEY (slot, place)
);
CREATE INDEX booking_places_by_day ON booking_places (desk, day);

CREATE TABLE bookings (
    booking_id  TEXT   NOT NULL PRIMARY KEY,
    number      TEXT   NOT NULL UNIQUE,
    -- Terminal and yymmdd, under which the serials count.
    series      TEXT   NOT NULL,
    terminal    TEXT   NOT NULL,
    desk        TEXT   NOT NULL,
    service     TEXT   NOT NULL,
    slot        TEXT   NOT NULL,
    day         TEXT   NOT NULL,
    begin_ms    BIGINT NOT NULL,
    end_ms      BIGINT NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('booked', 'cancelled')),
    hold_id     TEXT   NOT NULL,
    changes     BIGINT NOT NULL,
    person      TEXT   NOT NULL,
    proof       TEXT   NOT NULL,
    sealed      TEXT   NOT NULL,
    made_ms     BIGINT NOT NULL,
    changed_ms  BIGINT NOT NULL,
    wrong_tries BIGINT NOT NULL,
    wrong_ms    BIGINT NOT NULL
);
CREATE INDEX bookings_by_series ON bookings (series);
CREATE INDEX bookings_by_person ON bookings (person, begin_ms);
CREATE INDEX bookings_by_day ON bookings (day, begin_ms);
