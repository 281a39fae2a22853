// SPDX-License-Identifier: Apache-2.0
/* Session: both sides of an ID card copied onto one sheet (复印). Needs no card reader, no
 * office, and keeps nothing: the sides go with the visit. */
#include "session_parts.h"

#include <string.h>

#define IS_MINE(event, order_) ((event)->order != 0 && (event)->order == (order_))

bool
session_can_copy(const struct session *session)
{
    static const char *const needed[] = {"scanner", "image", "printer"};
    for (size_t i = 0; i < G_N_ELEMENTS(needed); i++)
        if (!session_device_is_usable(session_device(session, needed[i])))
            return false;
    return true;
}

static void
drop(struct effects *effects, int handle)
{
    if (handle != 0)
        session_effect(effects, EFFECT_DROP_PAGE)->number = handle;
}

static void
trouble(struct session *session, const char *class, const char *cause)
{
    g_strlcpy(session->copy.class, class, sizeof session->copy.class);
    g_strlcpy(session->copy.cause, cause != NULL ? cause : "internalError",
              sizeof session->copy.cause);
}

void
session_copy_leave(struct session *session, struct effects *effects)
{
    struct session_copy *copy = &session->copy;
    if (copy->order != 0 && copy->percent >= 0)
        session_effect(effects, EFFECT_CANCEL_SCAN)->order = copy->order;
    drop(effects, copy->sides[0]);
    drop(effects, copy->sides[1]);
    drop(effects, copy->sheet.handle);
    *copy = (struct session_copy){.percent = -1};
}

SESSION_HANDLER(session_copy_open)
{
    (void)event;
    if (!session_can_copy(session))
        return false;
    session_copy_leave(session, effects);
    session_go(session, SCREEN_COPY, effects);
    return true;
}

SESSION_HANDLER(session_copy_back)
{
    (void)event;
    session_copy_leave(session, effects);
    session_go(session, SCREEN_HOME, effects);
    return true;
}

SESSION_HANDLER(session_copy_purpose)
{
    (void)effects;
    enum copy_purpose purpose = copy_purpose_find(event->text);
    if (session->copy.purpose != COPY_FOR_NOTHING_YET || purpose == COPY_FOR_NOTHING_YET)
        return false;
    session->copy.purpose = purpose;
    return true;
}

/* The side that is wanted next, or the first one anew when both are there. */
SESSION_HANDLER(session_copy_scan)
{
    (void)event;
    struct session_copy *copy = &session->copy;
    if (copy->purpose == COPY_FOR_NOTHING_YET || copy->order != 0 ||
        copy->print_order != 0 || copy->printed)
        return false;
    if (copy->sides[1] != 0) {
        drop(effects, copy->sides[0]);
        drop(effects, copy->sides[1]);
        drop(effects, copy->sheet.handle);
        *copy = (struct session_copy){.percent = -1, .purpose = copy->purpose};
    }
    session_live_end(session, effects); // one camera cannot do both
    struct effect *effect = session_order(session, effects, EFFECT_SCAN);
    effect->number = copy->sides[0] == 0 ? 1 : 2;
    g_strlcpy(effect->text, "card", sizeof effect->text);
    copy->order = effect->order;
    copy->percent = 0;
    copy->cause[0] = '\0';
    return true;
}

SESSION_HANDLER(session_copy_progress)
{
    (void)effects;
    if (!IS_MINE(event, session->copy.order))
        return false;
    session->copy.percent = CLAMP(event->number, 0, 100);
    return true;
}

static void
make_sheet(struct session *session, struct effects *effects)
{
    session->copy.order = session_order(session, effects, EFFECT_MAKE_COPY)->order;
}

SESSION_HANDLER(session_copy_side)
{
    struct session_copy *copy = &session->copy;
    if (event->page.handle <= 0)
        return false;
    if (!IS_MINE(event, copy->order)) {
        drop(effects, event->page.handle);
        return false;
    }
    copy->order = 0;
    copy->percent = -1;
    session->touched_monotonic_ms = session->monotonic_ms;
    // A sheet of the whole glass with a small card on it is not what anybody asked for.
    if (!event->page.cropped) {
        drop(effects, event->page.handle);
        trouble(session, "image", "noCard");
    } else if (strcmp(event->page.verdict, "blank") == 0) {
        drop(effects, event->page.handle);
        trouble(session, "image", "blankPage");
    } else if (copy->sides[0] == 0) {
        copy->sides[0] = event->page.handle;
    } else {
        copy->sides[1] = event->page.handle;
        make_sheet(session, effects);
    }
    if (copy->sides[1] == 0)
        session_live_begin(session, effects);
    return true;
}

SESSION_HANDLER(session_copy_failed)
{
    if (!IS_MINE(event, session->copy.order))
        return false;
    session->copy.order = 0;
    session->copy.percent = -1;
    trouble(session, "scanner", event->text);
    session_live_begin(session, effects);
    return true;
}

SESSION_HANDLER(session_copy_made)
{
    struct session_copy *copy = &session->copy;
    if (!IS_MINE(event, copy->order)) {
        drop(effects, event->page.handle);
        return false;
    }
    copy->order = 0;
    if (event->page.handle == 0) {
        trouble(session, "image", event->text);
        return true;
    }
    copy->sheet.handle = event->page.handle;
    copy->sheet.width = event->page.width;
    copy->sheet.height = event->page.height;
    return true;
}

SESSION_HANDLER(session_copy_print)
{
    (void)event;
    struct session_copy *copy = &session->copy;
    if (copy->sheet.handle == 0 || copy->print_order != 0 || copy->printed)
        return false;
    copy->print_order = session_order(session, effects, EFFECT_PRINT_COPY)->order;
    copy->cause[0] = '\0';
    return true;
}

SESSION_HANDLER(session_copy_printed)
{
    (void)effects;
    if (!IS_MINE(event, session->copy.print_order))
        return false;
    session->copy.print_order = 0;
    session->copy.printed = true; // only now: the device said so
    return true;
}

SESSION_HANDLER(session_copy_print_failed)
{
    (void)effects;
    if (!IS_MINE(event, session->copy.print_order))
        return false;
    session->copy.print_order = 0;
    trouble(session, "printer", event->text);
    return true;
}
