// SPDX-License-Identifier: Apache-2.0
// Session: paper that is not taken, or still comes when its visit is over. Holds nothing about
// any person.
#include "session_parts.h"

#include <string.h>

#define REMINDER_MS 20000 // where no printer notices that it was taken

/* NULL: nothing is known of paper in the outlet of any printer. */
static const char *
media_of_printers(const struct session *session)
{
    const char *media = NULL;
    for (size_t i = 0; i < session->device_count; i++) {
        const struct session_device *device = &session->devices[i];
        if (!session_is_printer(device->class) || device->media[0] == '\0')
            continue;
        if (strcmp(device->media, "present") == 0)
            return device->media;
        media = device->media;
    }
    return media;
}

static bool
has_printed(const struct session *session)
{
    return session->print == PRINT_DONE || session->sheets_out > 0 ||
           session->voice.paper == PRINT_DONE || session->progress.paper == PRINT_DONE;
}

/* Where a printer notices that paper lies there, it is spoken of until it is gone. */
static void
remind(struct session *session, bool of_paper)
{
    const char *media = media_of_printers(session);
    if (media != NULL)
        session->paper_left_until_ms = strcmp(media, "present") == 0 ? INT64_MAX : 0;
    else
        session->paper_left_until_ms = of_paper ? session->monotonic_ms + REMINDER_MS : 0;
}

void
session_paper_ends(struct session *session)
{
    remind(session, has_printed(session));
}

static bool
look_at_outlet(struct session *session)
{
    const char *media = media_of_printers(session);
    bool lies = media != NULL && strcmp(media, "present") == 0;
    int64_t before = session->paper_left_until_ms;
    // A sheet that came when its visit was over is somebody's, too.
    if (lies && !session_in_visit(session))
        session->paper_left_until_ms = INT64_MAX;
    else if (before != 0 && (media != NULL || session->monotonic_ms >= before))
        session->paper_left_until_ms = lies ? before : 0;
    return session->paper_left_until_ms != before;
}

bool
session_paper_looks(struct session *session)
{
    struct session_behind *behind = &session->behind;
    bool over = behind->lost_until_ms != 0 &&
                (session->monotonic_ms >= behind->lost_until_ms ||
                 (session_in_visit(session) && !session_is_staff(session)));
    if (over) {
        behind->lost_until_ms = 0;
        behind->class[0] = behind->cause[0] = '\0';
    }
    return look_at_outlet(session) || over;
}

bool
session_paper_is_left(const struct session *session)
{
    return session->paper_left_until_ms != 0;
}

/* ---- what outlives its visit ---- */

bool
session_prints(const struct session *session)
{
    return session->print_order != 0 || session->voice.paper_order != 0 ||
           session->progress.paper_order != 0 || session->find.paper_order != 0 ||
           session->copy.print_order != 0;
}

bool
session_end_stops_print(const struct session *session)
{
    return session->print_order != 0 && session->progress.result > 0;
}

static void
goes_on(struct session *session, int *order, const char *class)
{
    struct session_behind_print *prints = session->behind.prints;
    if (*order == 0)
        return;
    memmove(prints + 1, prints, (SESSION_BEHIND_MAX - 1) * sizeof *prints);
    prints[0].order = *order;
    g_strlcpy(prints[0].class, class, sizeof prints[0].class);
    *order = 0;
}

void
session_paper_goes_on(struct session *session, bool guide)
{
    const char *slips = session_slip_printer(session);
    // Nobody shall find the rest of somebody's result in the outlet; it can be had again.
    if (!session_end_stops_print(session))
        goes_on(session, &session->print_order, session->print_class);
    goes_on(session, &session->voice.paper_order, slips);
    goes_on(session, &session->progress.paper_order, slips);
    goes_on(session, &session->copy.print_order, "printer");
    if (guide)
        goes_on(session, &session->find.paper_order, "printer");
}

bool
session_paper_is_coming(const struct session *session)
{
    for (size_t i = 0; i < SESSION_BEHIND_MAX; i++)
        if (session->behind.prints[i].order != 0)
            return true;
    return false;
}

bool
session_paper_is_lost(const struct session *session, struct session_lost *lost_out)
{
    if (session->behind.lost_until_ms != 0) {
        *lost_out = (struct session_lost){session->behind.class, session->behind.cause};
        return true;
    }
    // Not yet over, but it does not come as things are.
    for (size_t i = 0; i < SESSION_BEHIND_MAX; i++) {
        const struct session_behind_print *print = &session->behind.prints[i];
        const struct session_device *device =
            print->order != 0 ? session_device(session, print->class) : NULL;
        if (device == NULL || session_device_is_usable(device))
            continue;
        *lost_out = (struct session_lost){print->class, session_device_cause(device)};
        return true;
    }
    return false;
}

/* Told to whoever may still stand there, never to the next person. */
static void
is_lost(struct session *session, const char *class, const char *cause)
{
    struct session_behind *behind = &session->behind;
    if (session_in_visit(session) && !session_is_staff(session))
        return;
    g_strlcpy(behind->class, class, sizeof behind->class);
    g_strlcpy(behind->cause, cause != NULL ? cause : "internalError",
              sizeof behind->cause);
    behind->lost_until_ms = session->monotonic_ms + SESSION_LOST_MS;
}

bool
session_paper_behind_tells(struct session *session, const struct session_event *event)
{
    bool failed = event->kind == SESSION_PRINT_FAILED;
    if ((event->kind != SESSION_PRINTED && !failed) || event->order == 0)
        return false;
    for (size_t i = 0; i < SESSION_BEHIND_MAX; i++) {
        struct session_behind_print *print = &session->behind.prints[i];
        if (print->order != event->order)
            continue;
        print->order = 0;
        if (failed)
            is_lost(session, print->class, event->text);
        if (!session_in_visit(session) && (!failed || event->number > 0))
            remind(session, true);
        return true;
    }
    return false;
}
