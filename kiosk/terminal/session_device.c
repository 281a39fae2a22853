// SPDX-License-Identifier: Apache-2.0
// Session: how devices are, and which of several is used.
#include "session_parts.h"

#include <string.h>

#include "core/fault.h"

bool
session_device_is_usable(const struct session_device *device)
{
    if (device == NULL)
        return true; // nobody told yet: trying tells
    bool awake = device->state == DEVICE_ONLINE || device->state == DEVICE_BUSY ||
                 device->state == DEVICE_STARTING;
    return device->present && awake && strcmp(device->paper, "out") != 0;
}

/* What follows from the rest, where a driver does not say what is wrong. */
static const char *
cause_of_silence(const struct session_device *device)
{
    const struct {
        const char *level, *word, *cause;
    } rows[] = {{device->paper, "out", "paperOut"},
                {device->paper, "low", "paperLow"},
                {device->toner, "low", "tonerLow"}};
    const char *low = "none";
    for (size_t i = G_N_ELEMENTS(rows); i > 0; i--)
        if (strcmp(rows[i - 1].level, rows[i - 1].word) == 0)
            low = rows[i - 1].cause;
    if (session_device_is_usable(device) || strcmp(low, "paperOut") == 0)
        return low;
    return device->state == DEVICE_NO_DEVICE || !device->present ? "notConnected"
                                                                 : "notResponding";
}

const char *
session_device_cause(const struct session_device *device)
{
    if (device == NULL)
        return "none";
    bool told = device->cause[0] != '\0' && strcmp(device->cause, "none") != 0;
    return told ? device->cause : cause_of_silence(device);
}

const char *
session_device_action(const struct session_device *device)
{
    const char *told = device == NULL ? "" : device_action_name(device->action);
    // A driver that says what is wrong, but not to whom it matters.
    if (device == NULL || *told != '\0')
        return told;
    return fault_find(device->class, session_device_cause(device))->action;
}

bool
session_class_stands_in(const char *class)
{
    return !session_is_printer(class);
}

const struct session_device *
session_device(const struct session *session, const char *class)
{
    const struct session_device *best = NULL;
    bool chosen = strcmp(class, "scanner") == 0 && session->scanner[0] != '\0';
    for (size_t i = 0; i < session->device_count; i++) {
        const struct session_device *device = &session->devices[i];
        if (strcmp(device->class, class) != 0)
            continue;
        bool usable = session_device_is_usable(device);
        if (chosen && usable && strcmp(device->name, session->scanner) == 0)
            return device;
        if (best == NULL ||
            (session_class_stands_in(class) && usable && !session_device_is_usable(best)))
            best = device;
    }
    return best;
}

/* ---- several scanners ---- */

const struct session_device *
session_other_scanner(const struct session *session)
{
    const struct session_device *now = session_device(session, "scanner"), *first = NULL;
    bool behind = false;
    for (size_t i = 0; i < session->device_count; i++) {
        const struct session_device *device = &session->devices[i];
        if (device == now) {
            behind = true;
        } else if (strcmp(device->class, "scanner") == 0 &&
                   session_device_is_usable(device)) {
            if (behind)
                return device;
            first = first != NULL ? first : device;
        }
    }
    return first;
}

static void
begin_on(struct session *session, const struct session_device *scanner,
         struct effects *effects)
{
    g_strlcpy(session->scanner, scanner->name, sizeof session->scanner);
    session->scan_cause[0] = session->copy.cause[0] = '\0';
    session_live_end(session, effects);
    session_live_begin(session, effects);
}

SESSION_HANDLER(session_scanner_other)
{
    (void)event;
    const struct session_device *other = session_other_scanner(session);
    if (other == NULL || session->scan_order != 0 || session->copy.order != 0)
        return false;
    session->scanner_stands_in = false;
    begin_on(session, other, effects);
    return true;
}

bool
session_scanner_follow(struct session *session, struct effects *effects)
{
    bool here = session->screen == SCREEN_SCAN || session->screen == SCREEN_COPY;
    const struct session_device *device = session_device(session, "scanner");
    // What runs is told of by its own end; then another one may take over.
    if (!here || session->scan_order != 0 || session->copy.order != 0 || device == NULL ||
        !session_device_is_usable(device) || strcmp(device->name, session->scanner) == 0)
        return false;
    bool first = session->scanner[0] == '\0';
    if (first) {
        g_strlcpy(session->scanner, device->name, sizeof session->scanner);
        return false;
    }
    session->scanner_stands_in = true;
    begin_on(session, device, effects);
    return true;
}

/* ---- what they say ---- */

/* Devices are known by class and name; what was told of a class alone is its first one. */
static struct session_device *
place_for(struct session *session, const struct session_device *news)
{
    for (size_t i = 0; i < session->device_count; i++) {
        struct session_device *device = &session->devices[i];
        bool unnamed = device->name[0] == '\0' || news->name[0] == '\0';
        if (strcmp(device->class, news->class) == 0 &&
            (unnamed || strcmp(device->name, news->name) == 0))
            return device;
    }
    return session->device_count < SESSION_DEVICES_MAX
               ? &session->devices[session->device_count++]
               : NULL;
}

/* A device that came back takes up what it was wanted for. */
static void
came_back(struct session *session, const char *class, struct effects *effects)
{
    if (strcmp(class, "card") == 0 && session->card_order == 0 &&
        (session->screen == SCREEN_CARD || session->screen == SCREEN_BOOKING_CARD ||
         session->screen == SCREEN_PROGRESS_WHO))
        session_card_begin(session, effects);
    // Only a slip of which nothing came out is printed again without being asked for; where
    // nobody knows, whoever stands there looks and decides.
    if (session_is_printer(class) && session_is_printer(session->fault_class) &&
        session->screen == SCREEN_FAULT && session->print == PRINT_FAILED &&
        session->sheets_out == 0 && strcmp(session->fault_cause, "noAnswer") != 0)
        session_done(session, effects);
    if (strcmp(class, "scanner") == 0 && session->screen == SCREEN_SCAN)
        session->scan_cause[0] = '\0';
}

static bool
says_the_same(const struct session_device *left, const struct session_device *right)
{
    return left->state == right->state && left->action == right->action &&
           left->present == right->present && left->since_ms == right->since_ms &&
           strcmp(left->class, right->class) == 0 &&
           strcmp(left->name, right->name) == 0 &&
           strcmp(left->cause, right->cause) == 0 &&
           strcmp(left->paper, right->paper) == 0 &&
           strcmp(left->toner, right->toner) == 0 &&
           strcmp(left->media, right->media) == 0;
}

SESSION_HANDLER(session_device_says)
{
    const struct session_device *news = event->device;
    struct session_device *device = news != NULL ? place_for(session, news) : NULL;
    if (device == NULL)
        return false;
    bool usable_before = device->class[0] != '\0' && session_device_is_usable(device);
    bool changed = !says_the_same(device, news);
    *device = *news;
    if (!usable_before && session_device_is_usable(device))
        came_back(session, device->class, effects);
    if (session_paper_looks(session))
        changed = true;
    if (!session_in_visit(session))
        session->screen = session_resting_screen(session);
    return changed;
}
