// SPDX-License-Identifier: Apache-2.0
// Session: which lamps of the cabinet shine. They show where something is to be done now.
#include "session_parts.h"

#include <string.h>

static bool
has_paper(const struct session *session, const char *class)
{
    const struct session_device *device = session_device(session, class);
    bool lies_there = device != NULL && strcmp(device->media, "present") == 0;
    bool comes = session->print == PRINT_RUNNING || session->print == PRINT_DONE;
    for (size_t i = 0; i < SESSION_BEHIND_MAX; i++)
        if (session->behind.prints[i].order != 0 &&
            strcmp(session->behind.prints[i].class, class) == 0)
            return true;
    return lies_there || (comes && strcmp(session->print_class, class) == 0);
}

static bool
waits_for_page(const struct session *session)
{
    return (session->screen == SCREEN_SCAN || session->screen == SCREEN_COPY) &&
           session->scan_order == 0 &&
           session_device_is_usable(session_device(session, "scanner"));
}

/* Somebody must come: nobody needs to read the screen to see it. */
static bool
needs_staff(const struct session *session)
{
    for (size_t i = 0; i < session->device_count; i++) {
        const struct session_device *device = &session->devices[i];
        const char *who = session_device_action(device);
        bool well = device->state == DEVICE_ONLINE || device->state == DEVICE_BUSY ||
                    device->state == DEVICE_STARTING;
        if (device->present && !well && *who != '\0' && strcmp(who, "suspend") != 0 &&
            strcmp(who, "reset") != 0)
            return true;
    }
    return session->screen == SCREEN_OUT_OF_SERVICE;
}

unsigned
session_lights(const struct session *session)
{
    return (session->card_order != 0 ? SESSION_LIGHT_CARD : 0U) |
           (waits_for_page(session) ? SESSION_LIGHT_SCANNER : 0U) |
           (has_paper(session, "printer") ? SESSION_LIGHT_PRINTER : 0U) |
           (has_paper(session, "receipt") ? SESSION_LIGHT_RECEIPT : 0U) |
           (session->screen != SCREEN_OUT_OF_SERVICE ? SESSION_LIGHT_GOOD : 0U) |
           (needs_staff(session) ? SESSION_LIGHT_BAD : 0U);
}
