// SPDX-License-Identifier: Apache-2.0
/* Bookings: moved to another place, and given back. */
#include "office/store_bookings_parts.h"

#include <string.h>

#include "base/json.h"

/* ---- change and cancel ------------------------------------------------------------------- */

static bool
move_booking(struct database *database, const json_t *in, const json_t *booking,
             const json_t *place, GError **error)
{
    json_t *row = json_copy((json_t *)(uintptr_t)place);

    json_object_update_missing(row, (json_t *)(uintptr_t)in);
    json_object_set(row, "booking_id", json_object_get(booking, "booking_id"));
    const bool done =
        store_run(database, "DELETE FROM booking_places WHERE booking_id = :booking_id",
                  row, error) &&
        store_run(
            database,
            "UPDATE booking_places SET booking_id = :booking_id WHERE hold_id = :hold_id",
            row, error) &&
        store_run(database,
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
    return store_number(booking, "begin_ms") <= store_number(in, "now_ms") ? "too_late"
                                                                           : NULL;
}

static bool
change_to_hold(struct database *database, const json_t *in, const json_t *booking,
               json_t **out, GError **error)
{
    const char *word = NULL;
    json_t *place = NULL;

    if (!store_booking_held_place(database, in, &place, error))
        return false;
    if (!place)
        return store_answer_word(out, "hold_over");
    json_t *key = json_copy((json_t *)(uintptr_t)in);
    json_object_set(key, "person", json_object_get(booking, "person"));
    bool done = store_booking_obstacle(
        database, key, place, json_text(booking, "booking_id", ""), &word, error);
    json_decref(key);
    // The one that is moved does not add to how many there are.
    if (done && (!word || !g_str_equal(word, "already")))
        done = move_booking(database, in, booking, place, error) &&
               store_booking_answer_number(database, "changed", in, out, error);
    else if (done)
        done = store_answer_word(out, word);
    json_decref(place);
    return done;
}

static bool
change_run(struct database *database, const json_t *in, json_t **out, GError **error)
{
    const char *word = NULL;
    json_t *booking = NULL;

    if (!store_booking_find_allowed(database, in, &booking, &word, error))
        return false;
    if (!booking)
        return store_answer_word(out, word);
    bool done;
    if (g_str_equal(json_text(booking, "hold_id", ""), json_text(in, "hold_id", "")))
        done = store_booking_answer_number(database, "existed", in, out, error);
    else if ((word = is_over(booking, in)))
        done = store_answer_word(out, word);
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
    const bool done =
        store_run(database, "DELETE FROM booking_places WHERE booking_id = :booking_id",
                  row, error) &&
        store_run(database,
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

    if (!store_booking_find_allowed(database, in, &booking, &word, error))
        return false;
    if (!booking)
        return store_answer_word(out, word);
    bool done;
    if (g_str_equal(json_text(booking, "state", ""), "cancelled"))
        done = store_booking_answer_number(database, "existed", in, out, error);
    else if ((word = is_over(booking, in)))
        done = store_answer_word(out, word);
    else
        done = cancel_booking(database, in, booking, error) &&
               store_booking_answer_number(database, "cancelled", in, out, error);
    json_decref(booking);
    return done;
}

const struct store_act store_cancel_booking = {"cancel_booking", true, NULL, cancel_run};
