// SPDX-License-Identifier: Apache-2.0
/* Places of slots: how many are taken, and one held while a person decides. Two who want the
 * last place meet in the order in which the store takes them; the primary key of
 * booking_places would stop the second even if there were several writers. */
#include "office/store_bookings_parts.h"

#include <string.h>

#include "base/json.h"

/* ---- how busy --------------------------------------------------------------------------- */

bool
store_booking_taken_of_slot(struct database *database, const char *slot, int64_t now_ms,
                            json_int_t *taken_out, GError **error)
{
    json_t *in = json_pack("{s:s, s:I}", "slot", slot, "now_ms", (json_int_t)now_ms);
    json_t *row = NULL;
    const bool done = store_row(database,
                                "SELECT COUNT(*) AS n FROM booking_places "
                                "WHERE slot = :slot AND " STORE_BOOKING_COUNTS,
                                in, &row, error);

    *taken_out = store_number(row, "n");
    json_decref(row);
    json_decref(in);
    return done;
}

static bool
taken_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *rows = NULL;

    if (!database_run(
            database,
            "SELECT slot, COUNT(*) AS n FROM booking_places WHERE desk = :desk "
            "AND day >= :first_day AND day <= :last_day AND " STORE_BOOKING_COUNTS
            " GROUP BY slot",
            in, &rows, error))
        return false;
    json_t *taken = json_object();
    size_t index;
    json_t *row;
    json_array_foreach (rows, index, row)
        json_object_set(taken, json_text(row, "slot", ""), json_object_get(row, "n"));
    json_decref(rows);
    return store_answer(out, json_pack("{s:o}", "taken", taken));
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

    if (!store_run(
            database,
            "DELETE FROM booking_places WHERE slot = :slot AND NOT " STORE_BOOKING_COUNTS,
            in, error) ||
        !database_run(database,
                      "SELECT place FROM booking_places WHERE slot = :slot "
                      "ORDER BY place",
                      in, &rows, error))
        return false;
    json_array_foreach (rows, index, row)
        next += store_number(row, "place") == next;
    json_decref(rows);
    *place_out = next < store_number(in, "capacity") ? next : -1;
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
        if (!store_booking_taken_of_slot(database, slot, store_number(in, "now_ms"),
                                         &taken, error)) {
            json_decref(next);
            return false;
        }
        if (taken < store_number(candidate, "capacity"))
            json_array_append_new(next,
                                  json_pack("{s:s, s:I}", "slot", slot, "taken", taken));
    }
    return store_answer(out, json_pack("{s:s, s:o}", "outcome", "full", "next", next));
}

static bool
answer_held(struct database *database, const json_t *in, json_int_t expires_ms,
            json_t **out, GError **error)
{
    json_int_t taken = 0;

    if (!store_booking_taken_of_slot(database, json_text(in, "slot", ""),
                                     store_number(in, "now_ms"), &taken, error))
        return false;
    return store_answer(out, json_pack("{s:s, s:I, s:I}", "outcome", "held", "expires_ms",
                                       expires_ms, "taken", taken));
}

static bool
take_place(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_int_t place = -1;

    if (!store_run(
            database,
            "DELETE FROM booking_places WHERE hold_id = :instead_of AND terminal = "
            ":terminal AND booking_id = ''",
            in, error) ||
        !free_place(database, in, &place, error))
        return false;
    if (place < 0)
        return offer(database, in, out, error);
    json_t *row = json_copy((json_t *)(uintptr_t)in);
    json_object_set_new(row, "place", json_integer(place));
    const bool done = store_run(
        database,
        "INSERT INTO booking_places (slot, place, desk, day, begin_ms, end_ms, "
        "hold_id, terminal, expires_ms, booking_id) VALUES (:slot, :place, :desk, "
        ":day, :begin_ms, :end_ms, :hold_id, :terminal, :expires_ms, '')",
        row, error);
    json_decref(row);
    return done && answer_held(database, in, store_number(in, "expires_ms"), out, error);
}

static bool
hold_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    json_t *held = NULL;

    if (!store_row(database,
                   "SELECT slot, expires_ms, booking_id FROM booking_places "
                   "WHERE hold_id = :hold_id",
                   in, &held, error))
        return false;
    if (!held)
        return take_place(database, in, out, error);
    const bool same = g_str_equal(json_text(held, "slot", ""), json_text(in, "slot", ""));
    const json_int_t expires_ms = store_number(held, "expires_ms");
    json_decref(held);
    if (!same)
        return store_answer_word(out, "differs");
    return answer_held(database, in, expires_ms, out, error);
}

const struct store_act store_hold_slot = {"hold_slot", true, NULL, hold_run};
