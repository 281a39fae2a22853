// SPDX-License-Identifier: Apache-2.0
/* Bookings: made of holds, found by who may. Every act decides and writes in one
 * transaction. */
#include "office/store_bookings_parts.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/receipt.h"

#define COLUMNS                                                                          \
    "booking_id, number, terminal, desk, service, slot, day, begin_ms, end_ms, state, "  \
    "hold_id, changes, person, proof, sealed, made_ms, wrong_tries, wrong_ms"

/* ---- bookings --------------------------------------------------------------------------- */

static bool
find_number(struct database *database, const json_t *in, json_t **row_out, GError **error)
{
    return store_row(database, "SELECT " COLUMNS " FROM bookings WHERE number = :number",
                     in, row_out, error);
}

/* Takes `row`. */
static bool
answer_booking(struct database *database, const char *word, json_t *row, int64_t now_ms,
               json_t **out, GError **error)
{
    json_int_t taken = 0;

    if (!store_booking_taken_of_slot(database, json_text(row, "slot", ""), now_ms, &taken,
                                     error)) {
        json_decref(row);
        return false;
    }
    json_object_set_new(row, "taken", json_integer(taken));
    return store_answer(out, json_pack("{s:s, s:o}", "outcome", word, "booking", row));
}

bool
store_booking_answer_number(struct database *database, const char *word, const json_t *in,
                            json_t **out, GError **error)
{
    json_t *row = NULL;

    return find_number(database, in, &row, error) &&
           answer_booking(database, word, row, store_number(in, "now_ms"), out, error);
}

bool
store_booking_obstacle(struct database *database, const json_t *in, const json_t *place,
                       const char *except, const char **word_out, GError **error)
{
    json_t *key = json_pack("{s:O, s:O, s:s, s:O}", "person",
                            json_object_get(in, "person"), "begin_ms",
                            json_object_get(place, "begin_ms"), "except", except,
                            "now_ms", json_object_get(in, "now_ms"));
    json_t *same = NULL, *all = NULL;
    const bool done =
        store_row(
            database,
            "SELECT 1 FROM bookings WHERE person = :person AND state = 'booked' AND "
            "begin_ms = :begin_ms AND booking_id <> :except",
            key, &same, error) &&
        store_row(database,
                  "SELECT COUNT(*) AS n FROM bookings WHERE person = :person AND "
                  "state = 'booked' AND end_ms > :now_ms AND booking_id <> :except",
                  key, &all, error);

    *word_out = same                                                       ? "already"
                : store_number(all, "n") >= store_number(in, "per_person") ? "too_many"
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
    const struct clock_date today = clock_date(store_number(in, "now_ms"));
    json_t *row = NULL;

    if (!store_row(database, "SELECT COUNT(*) AS n FROM bookings WHERE series = :series",
                   in, &row, error))
        return false;
    const int serial = BOOKING_SERIAL_FIRST + (int)store_number(row, "n");
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
        store_run(
            database,
            "INSERT INTO bookings (booking_id, number, series, terminal, desk, service, "
            "slot, day, begin_ms, end_ms, state, hold_id, changes, person, proof, "
            "sealed, "
            "made_ms, changed_ms, wrong_tries, wrong_ms) VALUES (:booking_id, :number, "
            ":series, :terminal, :desk, :service, :slot, :day, :begin_ms, :end_ms, "
            "'booked', :hold_id, 0, :person, :proof, :sealed, :now_ms, :now_ms, 0, 0)",
            row, error) &&
        store_run(
            database,
            "UPDATE booking_places SET booking_id = :booking_id WHERE hold_id = :hold_id",
            row, error);
    json_decref(row);
    return done;
}

bool
store_booking_held_place(struct database *database, const json_t *in, json_t **place_out,
                         GError **error)
{
    return store_row(
        database,
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

    if (!store_booking_held_place(database, in, &place, error))
        return false;
    if (!place)
        return store_answer_word(out, "hold_over");
    bool done = store_booking_obstacle(database, in, place, "", &word, error);
    if (done && !word)
        done = number_booking(database, in, shown, error) &&
               insert_booking(database, in, place, shown, error);
    json_decref(place);
    if (!done)
        return false;
    if (word)
        return store_answer_word(out, word);
    json_t *key =
        json_pack("{s:s, s:I}", "number", shown, "now_ms", store_number(in, "now_ms"));
    done = store_booking_answer_number(database, "created", key, out, error);
    json_decref(key);
    return done;
}

static bool
confirm_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = NULL;

    if (!store_row(database,
                   "SELECT " COLUMNS " FROM bookings WHERE booking_id = :booking_id", in,
                   &row, error))
        return false;
    if (!row)
        return make_booking(database, in, out, error);
    const bool same =
        g_str_equal(json_text(row, "person", ""), json_text(in, "person", "")) &&
        (store_number(row, "changes") > 0 ||
         g_str_equal(json_text(row, "hold_id", ""), json_text(in, "hold_id", "")));
    if (same)
        return answer_booking(database, "existed", row, store_number(in, "now_ms"), out,
                              error);
    json_decref(row);
    return store_answer_word(out, "differs");
}

const struct store_act store_confirm_booking = {"confirm_booking", true, NULL,
                                                confirm_run};

/* ---- who may -------------------------------------------------------------------------- */

static bool
count_wrong(struct database *database, const json_t *in, GError **error)
{
    return store_run(
        database,
        "UPDATE bookings SET wrong_tries = wrong_tries + 1, wrong_ms = :now_ms "
        "WHERE number = :number",
        in, error);
}

bool
store_booking_find_allowed(struct database *database, const json_t *in, json_t **row_out,
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
    const bool recent = store_number(row, "wrong_ms") >
                        store_number(in, "now_ms") - STORE_LOCKED_MS;
    if (by_code && recent && store_number(row, "wrong_tries") >= STORE_WRONG_TRIES_MAX)
        *word_out = "locked";
    else if (by_code
                 ? g_str_equal(proof, json_text(row, "proof", ""))
                 : g_str_equal(json_text(in, "person", ""), json_text(row, "person", "")))
        *row_out = json_incref(row);
    // An hour later it counts from the beginning.
    bool done = true;
    if (by_code && !*row_out && g_str_equal(*word_out, "wrong"))
        done = (recent ||
                store_run(database,
                          "UPDATE bookings SET wrong_tries = 0 WHERE number = :number",
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
               store_answer(
                   out, json_pack("{s:s, s:o}", "outcome", "found", "bookings", rows));
    if (!store_booking_find_allowed(database, in, &row, &word, error))
        return false;
    if (!row && g_str_equal(word, "locked"))
        return store_answer_word(out, word);
    rows = json_array();
    if (row && g_str_equal(json_text(row, "state", ""), "booked") &&
        store_number(row, "end_ms") > store_number(in, "now_ms"))
        json_array_append(rows, row);
    json_decref(row);
    return store_answer(out,
                        json_pack("{s:s, s:o}", "outcome", "found", "bookings", rows));
}

const struct store_act store_find_bookings = {"find_bookings", true, NULL, find_run};

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
           store_answer(out, json_pack("{s:o}", "bookings", rows));
}

static bool
list_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *row = NULL;

    if (!day_run(database, in, out, error))
        return false;
    if (!store_row(
            database,
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
