// SPDX-License-Identifier: Apache-2.0
// Session: the card on the reader.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"
#include "core/identity.h"

#define CARD_AGAIN_MS 1000 // between looks for another card
#define CARD_LIFT_MS 6000  // a hand that takes its time

void
session_card_begin(struct session *session, struct effects *effects)
{
    const struct session_device *device = session_device(session, "card");
    session_card_cancel(session, effects);
    if (!session_device_is_usable(device)) {
        g_strlcpy(session->card_cause, session_device_cause(device),
                  sizeof session->card_cause);
        return;
    }
    session->card_cause[0] = '\0';
    session->card_order = session_order(session, effects, EFFECT_READ_CARD)->order;
}

void
session_card_cancel(struct session *session, struct effects *effects)
{
    session->card_again_ms = 0;
    if (session->card_order == 0)
        return;
    session_effect(effects, EFFECT_CANCEL_CARD)->order = session->card_order;
    session->card_order = 0;
}

/* Why a card that was read well is not taken all the same; NULL: it is. */
static const char *
why_refused(const struct session *session, const json_t *card)
{
    const char *number = json_text(card, "id_number", "");
    struct clock_date today = session_today(session);
    // A bank or bus card says nobody's name.
    if (number[0] == '\0')
        return "cardUnsupported";
    // The person could not correct it: what the card says is locked.
    if (identity_check_card(json_text(card, "card_type", ""), number, &today) !=
        IDENTITY_GOOD)
        return "cardRejected";
    return NULL;
}

/* A good card, but not the one that is wanted here: another will be laid there, and no key must
 * be pressed for that. Who has just shown the first of two is not told off while lifting it. */
static bool
wait_for_other(struct session *session, const char *cause)
{
    bool changed = strcmp(session->card_cause, cause) != 0;
    session->card_again_ms = session->monotonic_ms + CARD_AGAIN_MS;
    if (strcmp(cause, "samePerson") == 0 &&
        session->monotonic_ms < session->card_taken_ms + CARD_LIFT_MS)
        return false;
    g_strlcpy(session->card_cause, cause, sizeof session->card_cause);
    return changed;
}

bool
session_card_pass_time(struct session *session, struct effects *effects)
{
    if (session->card_again_ms == 0 || session->monotonic_ms < session->card_again_ms)
        return false;
    session->card_again_ms = 0;
    if (session->card_order == 0 && session->screen == SCREEN_CARD)
        session->card_order = session_order(session, effects, EFFECT_READ_CARD)->order;
    return false; // what is said stays until the other card is there
}

SESSION_HANDLER(session_card_read)
{
    if (event->order == 0 || event->order != session->card_order || event->json == NULL)
        return false;
    session->card_order = 0;
    const char *cause = why_refused(session, event->json);
    const char *other = cause != NULL ? NULL : session_card_why_not(session, event->json);
    if (other != NULL)
        return wait_for_other(session, other);
    if (cause != NULL) {
        g_strlcpy(session->card_cause, cause, sizeof session->card_cause);
        return true;
    }
    session->card_cause[0] = '\0';
    json_t *card = json_deep_copy(event->json);
    json_object_del(card, "photo"); // an index into blobs that are gone
    if (session->screen == SCREEN_BOOKING_CARD) {
        json_decref(session->card);
        session->card = card;
        session_booking_card(session, effects);
        return true;
    }
    session_card_taken(session, card, false, effects);
    return true;
}

SESSION_HANDLER(session_card_failed)
{
    if (event->order == 0 || event->order != session->card_order)
        return false;
    const char *cause = event->text != NULL ? event->text : "none";
    session->card_order = 0;
    // Nobody laid a card there in time: the screen still waits, and so does the reader.
    if (strcmp(cause, "none") == 0) {
        session_card_begin(session, effects);
        return false;
    }
    // Who lifted the card lays it down again: no key must be pressed for that.
    if (strcmp(cause, "mediaRemoved") == 0)
        session_card_begin(session, effects);
    g_strlcpy(session->card_cause, cause, sizeof session->card_cause);
    return true;
}

SESSION_HANDLER(session_card_retry)
{
    (void)event;
    session->card_cause[0] = '\0';
    if (session->card_order == 0)
        session_card_begin(session, effects);
    return true;
}

/* ---- what screens ask ---- */

bool
session_card_is_expired(const struct session *session)
{
    const char *last = json_text(session->card, "valid_to", "");
    struct clock_date today = session_today(session);
    char now[16];
    g_snprintf(now, sizeof now, "%04d-%02d-%02d", today.year, today.month, today.day);
    // ISO dates compare as text; 长期 and nothing at all never end.
    return g_ascii_isdigit(last[0]) && strcmp(last, now) < 0;
}
