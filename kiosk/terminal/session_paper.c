// SPDX-License-Identifier: Apache-2.0
// Session: paper that is not taken. Holds nothing about any person.
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

void
session_paper_ends(struct session *session)
{
    const char *media = media_of_printers(session);
    if (media != NULL)
        session->paper_left_until_ms = strcmp(media, "present") == 0 ? INT64_MAX : 0;
    else
        session->paper_left_until_ms =
            has_printed(session) ? session->monotonic_ms + REMINDER_MS : 0;
}

bool
session_paper_looks(struct session *session)
{
    const char *media = media_of_printers(session);
    bool taken = media != NULL && strcmp(media, "present") != 0;
    if (session->paper_left_until_ms == 0 ||
        (!taken && session->monotonic_ms < session->paper_left_until_ms))
        return false;
    session->paper_left_until_ms = 0;
    return true;
}

bool
session_paper_is_left(const struct session *session)
{
    return session->paper_left_until_ms != 0;
}
