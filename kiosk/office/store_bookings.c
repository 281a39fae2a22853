// SPDX-License-Identifier: Apache-2.0
/* Bookings: every act decides and writes in one transaction. Two who want the last place meet
 * in the order in which the store takes them; the primary key of booking_places would stop
 * the second even if there were several writers. */
#include "office/store_bookings.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/receipt.h"

#define COLUMNS                                                                          \
    "booking_id, number, terminal, desk, service, slot, day, begin_ms, end_ms, state, "  \
    "hold_id, changes, person, proof, sealed, made_ms, wrong_tries, wrong_ms"

/* A held place counts until it is over; a booked one for good. */
#define COUNTS "(booking_id <> '' OR expires_ms > :now_ms)"

static bool
answer(json_t **out, json_t *value)
{
    *out = value;
    return true;
}

static bool
answer_word(json_t **out, const char *word)
{
    return answer(out, json_pack("{s:s}", "outcome", word));
}

static json_int_t
number(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

static bool
first(struct database *database, const char *sql, const json_t *in, json_t **row_out,
      GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database, sql, in, &rows, error))
        return false;
    *row_out = store_first(rows);
    return true;
}

static bool
run(struct database *database, const char *sql, const json_t *in, GError **error)
{
    return database_run(database, sql, in, NULL, error);
}

/* ---- how busy --------------------------------------------------------------------------- */

static bool
taken_of_slot(struct database *database, const char *slot, int64_t now_ms,
              json_int_t *taken_out, GError **error)
{
    json_t *in = json_pack("{s:s, s:I}", "slot", slot, "now_ms", (json_int_t)now_ms);
    json_t *row = NULL;
    const bool done = first(database,
                            "SELECT COUNT(*) AS n FROM booking_places "
                            "WHERE slot = :slot AND " COUNTS,
                            in, &row, error);

    *taken_out = number(row, "n");
    json_decref(row);
    json_decref(in);
    return done;
}

static bool
taken_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *rows = NULL;

    if (!database_run(database,
                      "SELECT slot, COUNT(*) AS n FROM booking_places WHERE desk = :desk "
                      "AND day >= :first_day AND day <= :last_day AND " COUNTS
                      " GROUP BY slot",
                      in, &rows, error))
        return false;
    json_t *taken = json_object();
    size_t index;
    json_t *row;
    json_array_foreach (rows, index, row)
        json_object_set(taken, json_text(row, "slot", ""), json_object_get(row, "n"));
    json_decref(rows);
    return answer(out, json_pack("{s:o}", "taken", taken));
}

const struct store_act store_slots_taken = {"slots_taken", false, NULL, taken_run};

/* ---- hold ------------------------------------------------------------------------------- */

/* The lowest place that nobody has; -1: none. Places whose hold is over are let go first. */
static bool
free_place(struct database *database, const json_t *in, json_int_t *place_out,
           GError **error)
{
    json_t *rows = NULL;
    size_t index;
    json_t *row;
    json_int_t next = 0;

    if (!run(database, "DELETE FROM booking_places WHERE slot = :slot AND NOT " COUNTS,
             in, error) ||
        !database_run(database,
                      "SELECT place FROM booking_places WHERE slot = :slot "
                      "ORDER BY place",
                      in, &rows, error))
        return false;
    json_array_foreach (rows, index, row)
        next += number(row, "place") == next;
    json_decref(rows);
    *place_out = next < number(in, "capacity") ? next : -1;
    return true;
}

/* What is free instead, of what the caller names in the order of time. */
static bool
offer(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *next = json_array();
    size_t index;
    json_t *candidate;

    json_array_foreach (json_object_get(in, "candidates"), index, candidate) {
        const char *slot = json_text(candidate, "slot", "");
        json_int_t taken = 0;
        if (json_array_size(next) == BOOKING_NEXT_MAX)
            break;
        if (!taken_of_slot(database, slot, number(in, "now_ms"), &taken, error)) {
            json_decref(next);
            return false;
        }
        if (taken < number(candidate, "capacity"))
            json_array_append_new(next,
                                  json_pack("{s:s, s:I}", "slot", slot, "taken", taken));
    }
    return answer(out, json_pack("{s:s, s:o}", "outcome", "full", "next", next));
}

static bool
answer_held(struct database *database, const json_t *in, json_int_t expires_ms,
            json_t **out, GError **error)
{
    json_int_t taken = 0;

    if (!taken_of_slot(database, json_text(in, "slot", ""), number(in, "now_ms"), &taken,
                       error))
        return false;
    return answer(out, json_pack("{s:s, s:I, s:I}", "outcome", "held", "expires_ms",
                                 expires_ms, "taken", taken));
}

static bool
take_place(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_int_t place = -1;

    if (!run(database,
             "DELETE FROM booking_places WHERE hold_id = :instead_of AND terminal = "
             ":terminal AND booking_id = ''",
             in, error) ||
        !free_place(database, in, &place, error))
        return false;
    if (place < 0)
        return offer(database, in, out, error);
    json_t *row = json_copy((json_t *)(uintptr_t)in);
    json_object_set_new(row, "place", json_integer(place));
    const bool done =
        run(database,
            "INSERT INTO booking_places (slot, place, desk, day, begin_ms, end_ms, "
            "hold_id, terminal, expires_ms, booking_id) VALUES (:slot, :place, :desk, "
            ":day, :begin_ms, :end_ms, :hold_id, :terminal, :expires_ms, '')",
            row, error);
    json_decref(row);
    return done && answer_held(database, in, number(in, "expires_ms"), out, error);
}

static bool
hold_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *held = NULL;

    if (!first(database,
               "SELECT slot, expires_ms, booking_id FROM booking_places "
               "WHERE hold_id = :hold_id",
               in, &held, error))
        return false;
    if (!held)
        return take_place(database, in, out, error);
    const bool same = g_str_equal(json_text(held, "slot", ""), json_text(in, "slot", ""));
    const json_int_t expires_ms = number(held, "expires_ms");
    json_decref(held);
    if (!same)
        return answer_word(out, "differs");
    return answer_held(database, in, expires_ms, out, error);
}

const struct store_act store_hold_slot = {"hold_slot", true, NULL, hold_run};

/* ---- bookings --------------------------------------------------------------------------- */

static bool
find_number(struct database *database, const json_t *in, json_t **row_out, GError **error)
{
    return first(database, "SELECT " COLUMNS " FROM bookings WHERE number = :number", in,
                 row_out, error);
}

/* Takes `row`. */
static bool
answer_booking(struct database *database, const char *word, json_t *row, int64_t now_ms,
               json_t **out, GError **error)
{
    json_int_t taken = 0;

    if (!taken_of_slot(database, json_text(row, "slot", ""), now_ms, &taken, error)) {
        json_decref(row);
        return false;
    }
    json_object_set_new(row, "taken", json_integer(taken));
    return answer(out, json_pack("{s:s, s:o}", "outcome", word, "booking", row));
}

static bool
answer_number(struct database *database, const char *word, const json_t *in, json_t **out,
              GError **error)
{
    json_t *row = NULL;

    return find_number(database, in, &row, error) &&
           answer_booking(database, word, row, number(in, "now_ms"), out, error);
}

/* Why this person cannot have the place, or NULL in *word_out. `except`: a booking that is
 * moved and does not count. */
static bool
obstacle(struct database *database, const json_t *in, const json_t *place,
         const char *except, const char **word_out, GError **error)
{
    json_t *key = json_pack("{s:O, s:O, s:s, s:O}", "person",
                            json_object_get(in, "person"), "begin_ms",
                            json_object_get(place, "begin_ms"), "except", except,
                            "now_ms", json_object_get(in, "now_ms"));
    json_t *same = NULL, *all = NULL;
    const bool done =
        first(database,
              "SELECT 1 FROM bookings WHERE person = :person AND state = 'booked' AND "
              "begin_ms = :begin_ms AND booking_id <> :except",
              key, &same, error) &&
        first(database,
              "SELECT COUNT(*) AS n FROM bookings WHERE person = :person AND "
              "state = 'booked' AND end_ms > :now_ms AND booking_id <> :except",
              key, &all, error);

    *word_out = same                                           ? "already"
                : number(all, "n") >= number(in, "per_person") ? "too_many"
                                                               : NULL;
    json_decref(key);
    json_decref(same);
    json_decref(all);
    return done;
}

static bool
number_booking(struct database *database, const json_t *in, char number_out[RECEIPT_SIZE],
               GError **error)
{
    const struct clock_date today = clock_date(number(in, "now_ms"));
    json_t *row = NULL;

    if (!first(database, "SELECT COUNT(*) AS n FROM bookings WHERE series = :series", in,
               &row, error))
        return false;
    const int serial = BOOKING_SERIAL_FIRST + (int)number(row, "n");
    json_decref(row);
    if (receipt_make(json_text(in, "terminal", ""), &today, serial, number_out))
        return true;
    g_set_error(error, DATABASE_ERROR, DATABASE_FAILED,
                "no serials are left for bookings of this terminal today");
    return false;
}

static bool
insert_booking(struct database *database, const json_t *in, const json_t *place,
               const char *shown, GError **error)
{
    json_t *row = json_copy((json_t *)(uintptr_t)in);

    json_object_update_missing(row, (json_t *)(uintptr_t)place);
    json_object_set_new(row, "number", json_string(shown));
    const bool done =
        run(database,
            "INSERT INTO bookings (booking_id, number, series, terminal, desk, service, "
            "slot, day, begin_ms, end_ms, state, hold_id, changes, person, proof, "
            "sealed, "
            "made_ms, changed_ms, wrong_tries, wrong_ms) VALUES (:booking_id, :number, "
            ":series, :terminal, :desk, :service, :slot, :day, :begin_ms, :end_ms, "
            "'booked', :hold_id, 0, :person, :proof, :sealed, :now_ms, :now_ms, 0, 0)",
            row, error) &&
        run(database,
            "UPDATE booking_places SET booking_id = :booking_id WHERE hold_id = :hold_id",
            row, error);
    json_decref(row);
    return done;
}

/* The place of a hold that is not booked yet; NULL: it is gone. */
static bool
held_place(struct database *database, const json_t *in, json_t **place_out,
           GError **error)
{
    return first(database,
                 "SELECT slot, desk, day, begin_ms, end_ms FROM booking_places "
                 "WHERE hold_id = :hold_id AND terminal = :terminal AND booking_id = ''",
                 in, place_out, error);
}

static bool
make_booking(struct database *database, const json_t *in, json_t **out, GError **error)
{
    const char *word = NULL;
    char shown[RECEIPT_SIZE];
    json_t *place = NULL;

    if (!held_place(database, in, &place, error))
        return false;
    if (!place)
        return answer_word(out, "hold_over");
    bool done = obstacle(database, in, place, "", &word, error);
    if (done && !word)
        done = number_booking(database, in, shown, error) &&
               insert_booking(database, in, place, shown, error);
    json_decref(place);
    if (!done)
        return false;
    if (word)
        return answer_word(out, word);
    json_t *key =
        json_pack("{s:s, s:I}", "number", shown, "now_ms", number(in, "now_ms"));
    done = answer_number(database, "created", key, out, error);
    json_decref(key);
    return done;
}

static bool
confirm_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = NULL;

    if (!first(database,
               "SELECT " COLUMNS " FROM bookings WHERE booking_id = :booking_id", in,
               &row, error))
        return false;
    if (!row)
        return make_booking(database, in, out, error);
    const bool same =
        g_str_equal(json_text(row, "person", ""), json_text(in, "person", "")) &&
        (number(row, "changes") > 0 ||
         g_str_equal(json_text(row, "hold_id", ""), json_text(in, "hold_id", "")));
    if (same)
        return answer_booking(database, "existed", row, number(in, "now_ms"), out, error);
    json_decref(row);
    return answer_word(out, "differs");
}

const struct store_act store_confirm_booking = {"confirm_booking", true, NULL,
                                                confirm_run};

/* ---- who may -------------------------------------------------------------------------- */

static bool
count_wrong(struct database *database, const json_t *in, GError **error)
{
    return run(database,
               "UPDATE bookings SET wrong_tries = wrong_tries + 1, wrong_ms = :now_ms "
               "WHERE number = :number",
               in, error);
}

/* The booking of `number` in *row_out when `person` or `proof` fits; NULL and a word why it is
 * not told otherwise. A number that does not exist and a wrong code are the same word. */
static bool
find_allowed(struct database *database, const json_t *in, json_t **row_out,
             const char **word_out, GError **error)
{
    const char *proof = json_text(in, "proof", "");
    json_t *row = NULL;

    *row_out = NULL;
    *word_out = "wrong";
    if (!find_number(database, in, &row, error))
        return false;
    if (!row)
        return true;
    const bool by_code = proof[0] != '\0';
    const bool recent = number(row, "wrong_ms") > number(in, "now_ms") - STORE_LOCKED_MS;
    if (by_code && recent && number(row, "wrong_tries") >= STORE_WRONG_TRIES_MAX)
        *word_out = "locked";
    else if (by_code
                 ? g_str_equal(proof, json_text(row, "proof", ""))
                 : g_str_equal(json_text(in, "person", ""), json_text(row, "person", "")))
        *row_out = json_incref(row);
    // An hour later it counts from the beginning.
    bool done = true;
    if (by_code && !*row_out && g_str_equal(*word_out, "wrong"))
        done =
            (recent ||
             run(database, "UPDATE bookings SET wrong_tries = 0 WHERE number = :number",
                 in, error)) &&
            count_wrong(database, in, error);
    json_decref(row);
    return done;
}

static bool
find_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    const char *word = NULL;
    json_t *row = NULL, *rows = NULL;

    if (!json_text(in, "number", "")[0])
        return database_run(database,
                            "SELECT " COLUMNS " FROM bookings WHERE person = :person AND "
                            "state = 'booked' AND end_ms > :now_ms ORDER BY begin_ms "
                            "LIMIT 32",
                            in, &rows, error) &&
               answer(out, json_pack("{s:s, s:o}", "outcome", "found", "bookings", rows));
    if (!find_allowed(database, in, &row, &word, error))
        return false;
    if (!row && g_str_equal(word, "locked"))
        return answer_word(out, word);
    rows = json_array();
    if (row && g_str_equal(json_text(row, "state", ""), "booked") &&
        number(row, "end_ms") > number(in, "now_ms"))
        json_array_append(rows, row);
    json_decref(row);
    return answer(out, json_pack("{s:s, s:o}", "outcome", "found", "bookings", rows));
}

const struct store_act store_find_bookings = {"find_bookings", true, NULL, find_run};

/* ---- change and cancel ------------------------------------------------------------------- */

static bool
move_booking(struct database *database, const json_t *in, const json_t *booking,
             const json_t *place, GError **error)
{
    json_t *row = json_copy((json_t *)(uintptr_t)place);

    json_object_update_missing(row, (json_t *)(uintptr_t)in);
    json_object_set(row, "booking_id", json_object_get(booking, "booking_id"));
    const bool done =
        run(database, "DELETE FROM booking_places WHERE booking_id = :booking_id", row,
            error) &&
        run(database,
            "UPDATE booking_places SET booking_id = :booking_id WHERE hold_id = :hold_id",
            row, error) &&
        run(database,
            "UPDATE bookings SET desk = :desk, slot = :slot, day = :day, "
            "begin_ms = :begin_ms, end_ms = :end_ms, hold_id = :hold_id, "
            "changes = changes + 1, changed_ms = :now_ms "
            "WHERE booking_id = :booking_id",
            row, error);
    json_decref(row);
    return done;
}

/* Why it cannot be changed any more, or NULL. */
static const char *
is_over(const json_t *booking, const json_t *in)
{
    if (!g_str_equal(json_text(booking, "state", ""), "booked"))
        return "wrong";
    return number(booking, "begin_ms") <= number(in, "now_ms") ? "too_late" : NULL;
}

static bool
change_to_hold(struct database *database, const json_t *in, const json_t *booking,
               json_t **out, GError **error)
{
    const char *word = NULL;
    json_t *place = NULL;

    if (!held_place(database, in, &place, error))
        return false;
    if (!place)
        return answer_word(out, "hold_over");
    json_t *key = json_copy((json_t *)(uintptr_t)in);
    json_object_set(key, "person", json_object_get(booking, "person"));
    bool done = obstacle(database, key, place, json_text(booking, "booking_id", ""),
                         &word, error);
    json_decref(key);
    // The one that is moved does not add to how many there are.
    if (done && (!word || !g_str_equal(word, "already")))
        done = move_booking(database, in, booking, place, error) &&
               answer_number(database, "changed", in, out, error);
    else if (done)
        done = answer_word(out, word);
    json_decref(place);
    return done;
}

static bool
change_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    const char *word = NULL;
    json_t *booking = NULL;

    if (!find_allowed(database, in, &booking, &word, error))
        return false;
    if (!booking)
        return answer_word(out, word);
    bool done;
    if (g_str_equal(json_text(booking, "hold_id", ""), json_text(in, "hold_id", "")))
        done = answer_number(database, "existed", in, out, error);
    else if ((word = is_over(booking, in)))
        done = answer_word(out, word);
    else
        done = change_to_hold(database, in, booking, out, error);
    json_decref(booking);
    return done;
}

const struct store_act store_change_booking = {"change_booking", true, NULL, change_run};

static bool
cancel_booking(struct database *database, const json_t *in, const json_t *booking,
               GError **error)
{
    json_t *row = json_pack("{s:O, s:O}", "booking_id",
                            json_object_get(booking, "booking_id"), "now_ms",
                            json_object_get(in, "now_ms"));
    const bool done = run(database,
                          "DELETE FROM booking_places WHERE booking_id = :booking_id",
                          row, error) &&
                      run(database,
                          "UPDATE bookings SET state = 'cancelled', changed_ms = :now_ms "
                          "WHERE booking_id = :booking_id",
                          row, error);

    json_decref(row);
    return done;
}

static bool
cancel_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    const char *word = NULL;
    json_t *booking = NULL;

    if (!find_allowed(database, in, &booking, &word, error))
        return false;
    if (!booking)
        return answer_word(out, word);
    bool done;
    if (g_str_equal(json_text(booking, "state", ""), "cancelled"))
        done = answer_number(database, "existed", in, out, error);
    else if ((word = is_over(booking, in)))
        done = answer_word(out, word);
    else
        done = cancel_booking(database, in, booking, error) &&
               answer_number(database, "cancelled", in, out, error);
    json_decref(booking);
    return done;
}

const struct store_act store_cancel_booking = {"cancel_booking", true, NULL, cancel_run};

/* ---- for staff -------------------------------------------------------------------------- */

static bool
day_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *rows = NULL;

    return database_run(database,
                        "SELECT " COLUMNS " FROM bookings WHERE day = :day "
                        "ORDER BY begin_ms, desk, made_ms, booking_id "
                        "LIMIT :limit OFFSET :offset",
                        in, &rows, error) &&
           answer(out, json_pack("{s:o}", "bookings", rows));
}

static bool
list_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = NULL;

    if (!day_run(database, in, out, error))
        return false;
    if (!first(database,
               "SELECT COUNT(*) AS n, COUNT(CASE WHEN state = 'booked' THEN 1 END) AS "
               "booked FROM bookings WHERE day = :day",
               in, &row, error)) {
        json_decref(*out);
        *out = NULL;
        return false;
    }
    json_object_set(*out, "total", json_object_get(row, "n"));
    json_object_set(*out, "booked", json_object_get(row, "booked"));
    json_decref(row);
    return true;
}

const struct store_act store_list_bookings = {"list_bookings", false, NULL, list_run};
