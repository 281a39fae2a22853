// SPDX-License-Identifier: Apache-2.0
// Session: appointments that are there already: found by card or number, moved, given up.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"

/* ---- finding ---- */

bool
session_booking_open_mine(struct session *session, struct effects *effects)
{
    session->booking.purpose = BOOKING_MINE;
    session->booking.problem[0] = '\0';
    if (session->card != NULL)
        session_booking_find(session, effects);
    else
        session_go(session, SCREEN_BOOKING_CARD, effects);
    return true;
}

SESSION_HANDLER(session_booking_what_edit)
{
    if (g_strcmp0(event->text, "queue") == 0)
        return session_queue_open(session, event, effects);
    if (g_strcmp0(event->text, "mine") != 0)
        return false;
    session_ask_forget(session);
    return session_booking_open_mine(session, effects);
}

void
session_booking_find(struct session *session, struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    json_decref(booking->mine);
    booking->mine = NULL;
    session_go(session, SCREEN_BOOKING_MINE, effects);
    session_booking_ask(
        session, "findBookings",
        json_pack("{s:s}", "id_number", json_text(session->card, "id_number", "")),
        effects);
}

/* A wrong number or code stays where it was typed. */
static void
typed_wrong(struct session *session, const char *word, struct effects *effects)
{
    session_go(session, SCREEN_BOOKING_NUMBER, effects);
    session->booking.code[0] = '\0';
    g_strlcpy(session->focus, "code", sizeof session->focus);
    session_booking_problem(session, word);
}

void
session_booking_found(struct session *session, const struct session_event *event,
                      struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    const json_t *found = json_object_get(event->json, "bookings");
    bool typed = session->screen == SCREEN_BOOKING_NUMBER;
    if (event->number >= 400) {
        typed_wrong(session, json_text(event->json, "code", ""), effects);
        return;
    }
    if (typed && json_array_size(found) == 0) {
        typed_wrong(session, "not_found", effects);
        return;
    }
    session_booking_keep(&booking->mine, found);
    session_booking_problem(session, json_array_size(found) == 0 ? "none" : "");
    if (typed)
        session_go(session, SCREEN_BOOKING_MINE, effects);
}

/* ---- typing ---- */

struct typed {
    const char *id;
    char *text;
    size_t size; // with its zero
};

static struct typed
typed(struct session *session)
{
    struct session_booking *booking = &session->booking;
    if (booking->purpose == BOOKING_NEW)
        return (struct typed){"id_number", booking->id_number, sizeof booking->id_number};
    if (strcmp(session->focus, "code") == 0)
        return (struct typed){"code", booking->code, sizeof booking->code};
    return (struct typed){"number", booking->number, sizeof booking->number};
}

/* The pad looks at the draft to know whether X may be typed. */
static void
show_typed(struct session *session)
{
    session_wipe_text(&session->draft);
    session->draft = g_strdup(typed(session).text);
}

SESSION_HANDLER(session_booking_type)
{
    (void)effects;
    struct typed field = typed(session);
    size_t length = strlen(field.text);
    if (session->ask_order != 0 || event->text == NULL)
        return false;
    char key = g_ascii_toupper(event->text[0]);
    bool last = strcmp(field.id, "id_number") == 0 && length == 17;
    if (key == '\b' && length > 0)
        field.text[length - 1] = '\0';
    else if (length + 1 < field.size && (g_ascii_isdigit(key) || (key == 'X' && last)))
        field.text[length] = key, field.text[length + 1] = '\0';
    else
        return false;
    session->booking.problem[0] = '\0';
    // The number is whole: the code comes next, without a touch.
    if (key != '\b' && strcmp(field.id, "number") == 0 && length + 2 == field.size)
        g_strlcpy(session->focus, "code", sizeof session->focus);
    show_typed(session);
    return true;
}

SESSION_HANDLER(session_booking_clear)
{
    (void)event;
    (void)effects;
    struct typed field = typed(session);
    explicit_bzero(field.text, field.size);
    session->booking.problem[0] = '\0';
    show_typed(session);
    return true;
}

SESSION_HANDLER(session_booking_focus)
{
    (void)effects;
    if (session->booking.purpose != BOOKING_MINE ||
        (g_strcmp0(event->text, "number") != 0 && g_strcmp0(event->text, "code") != 0))
        return false;
    g_strlcpy(session->focus, event->text, sizeof session->focus);
    show_typed(session);
    return true;
}

SESSION_HANDLER(session_booking_typed)
{
    (void)event;
    struct session_booking *booking = &session->booking;
    if (session->ask_order != 0)
        return false;
    if (booking->purpose == BOOKING_NEW)
        return session_booking_typed_id(session, effects);
    if (!receipt_is_good(booking->number)) {
        session_booking_problem(session, "number_wrong");
        g_strlcpy(session->focus, "number", sizeof session->focus);
        show_typed(session);
        return true;
    }
    if (strlen(booking->code) != sizeof booking->code - 1) {
        session_booking_problem(session, "code_short");
        g_strlcpy(session->focus, "code", sizeof session->focus);
        show_typed(session);
        return true;
    }
    session_booking_ask(
        session, "findBookings",
        json_pack("{s:s, s:s}", "booking_number", booking->number, "code", booking->code),
        effects);
    return true;
}

SESSION_HANDLER(session_booking_number_back)
{
    (void)event;
    session_ask_forget(session);
    session->booking.problem[0] = '\0';
    session->focus[0] = '\0';
    session_go(session, SCREEN_BOOKING_CARD, effects);
    return true;
}

/* ---- moving and giving up ---- */

static const json_t *
mine_of(const struct session *session, const char *number)
{
    size_t i;
    json_t *one;
    json_array_foreach (session->booking.mine, i, one)
        if (g_strcmp0(json_text(one, "booking_number", ""), number) == 0)
            return one;
    return NULL;
}

SESSION_HANDLER(session_booking_mine_choose)
{
    const json_t *one = mine_of(session, event->text2);
    if (one == NULL || session->ask_order != 0)
        return false;
    session->booking.problem[0] = '\0';
    if (g_strcmp0(event->text, "change") == 0) {
        session_booking_move(session, one, effects);
        return true;
    }
    if (g_strcmp0(event->text, "cancel") != 0)
        return false;
    session_booking_keep(&session->booking.moving, one);
    session_go(session, SCREEN_BOOKING_CANCEL, effects);
    return true;
}

SESSION_HANDLER(session_booking_mine_back)
{
    (void)event;
    struct session_booking *booking = &session->booking;
    session_ask_forget(session);
    booking->problem[0] = '\0';
    json_decref(booking->moving);
    booking->moving = NULL;
    session_go(session, SCREEN_BOOKING, effects);
    if (booking->windows == NULL)
        session_booking_ask(session, "listWindows", json_object(), effects);
    return true;
}

SESSION_HANDLER(session_booking_cancel)
{
    (void)event;
    const json_t *one = session->booking.moving;
    if (session->ask_order != 0)
        return false;
    session_booking_ask(session, "cancelBooking",
                        json_pack("{s:O, s:O}", "booking_number",
                                  json_object_get(one, "booking_number"), "code",
                                  json_object_get(one, "code")),
                        effects);
    return true;
}

void
session_booking_cancelled(struct session *session, const struct session_event *event,
                          struct effects *effects)
{
    struct session_booking *booking = &session->booking;
    const char *number = json_text(booking->moving, "booking_number", "");
    bool gone = event->number < 400 || event->number == 404;
    for (size_t i = json_array_size(booking->mine); gone && i > 0; i--)
        if (strcmp(json_text(json_array_get(booking->mine, i - 1), "booking_number", ""),
                   number) == 0)
            json_array_remove(booking->mine, i - 1);
    json_decref(booking->moving);
    booking->moving = NULL;
    session_go(session, SCREEN_BOOKING_MINE, effects);
    session_booking_problem(session,
                            gone ? "cancelled" : json_text(event->json, "code", ""));
}

SESSION_HANDLER(session_booking_stay)
{
    (void)event;
    session_ask_forget(session);
    json_decref(session->booking.moving);
    session->booking.moving = NULL;
    session_go(session, SCREEN_BOOKING_MINE, effects);
    return true;
}
