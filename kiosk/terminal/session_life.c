// SPDX-License-Identifier: Apache-2.0
// Session: its parts come and go: orders, the visit, from screen to screen.
#include "session_parts.h"

#include <stddef.h>
#include <string.h>

/* ---- effects ---- */

struct effect *
session_effect(struct effects *effects, enum effect_kind kind)
{
    g_assert(effects->count < EFFECTS_MAX);
    struct effect *effect = &effects->list[effects->count++];
    *effect = (struct effect){.kind = kind};
    return effect;
}

struct effect *
session_order(struct session *session, struct effects *effects, enum effect_kind kind)
{
    struct effect *effect = session_effect(effects, kind);
    effect->order = ++session->last_order;
    return effect;
}

void
session_ask_forget(struct session *session)
{
    json_decref(session->asking);
    session->asking = NULL;
    session->ask_order = 0;
}

void
session_ask(struct session *session, const char *operation, json_t *body,
            struct effects *effects)
{
    session_ask_forget(session);
    struct effect *effect = session_order(session, effects, EFFECT_ASK);
    g_strlcpy(effect->text, operation, sizeof effect->text);
    session->ask_order = effect->order;
    session->asking = body;
}

/* ---- lifetime ---- */

void
session_wipe_text(char **text)
{
    if (*text != NULL)
        explicit_bzero(*text, strlen(*text));
    g_free(*text);
    *text = NULL;
}

/* Frees what the visit owns and zeroes all that lies between its first and last member. */
void
session_wipe_visit(struct session *session)
{
    json_decref(session->card);
    json_decref(session->agent);
    json_decref(session->typed);
    json_decref(session->promise);
    json_decref(session->answers);
    json_decref(session->asking);
    session_progress_forget(session);
    json_decref(session->staff.told);
    session_input_forget(session);
    session_booking_forget(session);
    session_wipe_text(&session->draft);
    session_wipe_text(&session->receipt.code_data);
    if (session->defects != NULL)
        g_array_unref(session->defects);
    const size_t first = offsetof(struct session, group);
    const size_t behind = offsetof(struct session, devices);
    explicit_bzero((char *)session + first, behind - first);
    session->scan_percent = session->scan_last = session->copy.percent = -1;
    session->booking.seconds_left = -1;
}

void
session_init(struct session *session, const struct catalogue *catalogue,
             const struct place *place, const struct calendar *calendar,
             const char *terminal)
{
    *session = (struct session){.catalogue = catalogue,
                                .place = place,
                                .calendar = calendar,
                                .scan_percent = -1,
                                .scan_last = -1,
                                .copy.percent = -1,
                                .sheet = -1};
    session->booking.seconds_left = -1;
    session_find_index(session);
    g_strlcpy(session->terminal, terminal, sizeof session->terminal);
    g_strlcpy(session->language, SESSION_LANGUAGE_FIRST, sizeof session->language);
    session->screen = session_resting_screen(session);
}

void
session_finish(struct session *session)
{
    if (session == NULL)
        return;
    session_wipe_visit(session);
    search_destroy(session->search);
    json_decref(session->letters);
    json_decref(session->voices);
    explicit_bzero(session, sizeof *session);
}

void
session_set_catalogue(struct session *session, const struct catalogue *catalogue)
{
    g_assert(!session_in_visit(session));
    session->catalogue = catalogue;
    session_find_index(session);
    session->screen = session_resting_screen(session);
}

enum screen_id
session_resting_screen(const struct session *session)
{
    // Without a service to offer, or a place to keep what is handed in, nothing can begin.
    bool can_begin = session->catalogue->count > 0 &&
                     session_device_is_usable(session_device(session, "store"));
    return can_begin ? SCREEN_ATTRACT : SCREEN_OUT_OF_SERVICE;
}

bool
session_in_visit(const struct session *session)
{
    return session->screen != SCREEN_ATTRACT && session->screen != SCREEN_OUT_OF_SERVICE;
}

bool
session_is_staff(const struct session *session)
{
    return session->screen >= SCREEN_STAFF_PIN && session->screen <= SCREEN_STAFF_LOG;
}

struct clock_date
session_today(const struct session *session)
{
    return clock_date(session->now_ms);
}

/* ---- the way through the screens ---- */

void
session_go(struct session *session, enum screen_id screen, struct effects *effects)
{
    const bool reads_card = screen == SCREEN_CARD || screen == SCREEN_BOOKING_CARD ||
                            screen == SCREEN_PROGRESS_WHO;
    if (!reads_card)
        session_card_cancel(session, effects);
    if (screen != SCREEN_SCAN)
        session_scan_cancel(session, effects);
    session_live_end(session, effects);
    if (session->screen == SCREEN_COPY && screen != SCREEN_COPY)
        session_copy_leave(session, effects);
    session->screen = screen;
    session->part = session->alone = 0;
    session->step_monotonic_ms = session->monotonic_ms;
    // What the outside brings (a card that was read) is a sign of somebody there, too.
    session->touched_monotonic_ms = session->monotonic_ms;
    session->field_error[0] = '\0';
    session_input_forget(session);
    if (screen == SCREEN_SIGN)
        session_sign_anew(session);
    if (reads_card)
        session_card_begin(session, effects);
    if (screen == SCREEN_CHECK)
        session_effect(effects, EFFECT_SEAL);
    if (screen == SCREEN_SCAN || screen == SCREEN_COPY) {
        session->scan_last = -1;
        session->scanner_stands_in = false;
        session_live_begin(session, effects);
    }
}

void
session_first_ways(struct session *session, struct effects *effects)
{
    session->speech_open = false;
    session->volume = 0;
    bool first = session_look_is_first(session);
    session->assisted = session->lowered = false;
    session->colours = COLOURS_USUAL;
    session->sheet = -1;
    if (!first)
        session_effect(effects, EFFECT_MODE);
    if (strcmp(session->language, SESSION_LANGUAGE_FIRST) != 0) {
        g_strlcpy(session->language, SESSION_LANGUAGE_FIRST, sizeof session->language);
        session_effect(effects, EFFECT_LANGUAGE);
    }
}

void
session_end_visit(struct session *session, struct effects *effects)
{
    session_paper_ends(session);
    session_paper_goes_on(session, true);
    session_print_cancel(session, effects);
    session_staff_leave(session, effects);
    session_voice_leave(session, effects);
    session->help = HELP_NONE;
    session_go(session, session_resting_screen(session), effects);
    session->dialog = session->under = DIALOG_NONE;
    session->idle_seconds_left = 0;
    session->draft_lost = false;
    session_wipe_visit(session);
    session_effect(effects, EFFECT_VISIT_ENDS);
    session_first_ways(session, effects);
}

size_t
session_page_count(const struct session *session)
{
    size_t count = 0;
    for (size_t i = 0; i < session->material_total; i++)
        count += session->materials[i].page_count;
    return count;
}

bool
session_has_draft(const struct session *session)
{
    // To look something up leaves nothing that could be lost.
    if (session->screen >= SCREEN_PROGRESS_WHO && session->screen < SCREEN_CORRECTION)
        return false;
    // What was booked, and the number that was drawn, stand with the office.
    if (session->screen == SCREEN_BOOKING_DONE || session->screen == SCREEN_QUEUE_DONE)
        return false;
    // Nor is it a loss to say once more for whom it is.
    size_t said = json_object_get(session->answers, SERVICE_APPLYING_AS) != NULL ? 1 : 0;
    return !session->stored &&
           (session->card != NULL || session_page_count(session) > 0 ||
            json_object_size(session->answers) > said);
}
