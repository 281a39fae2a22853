// SPDX-License-Identifier: Apache-2.0
// Session: what screens ask of it: devices, whether a page is filled, which step this is.
#include "session_parts.h"

#include <string.h>

bool
session_page_is_complete(const struct session *session)
{
    switch (session->screen) {
    case SCREEN_FORM:
    case SCREEN_CARD_TYPED:
        return session_form_is_complete(session);
    case SCREEN_SCAN:
        return session->scan_order == 0 &&
               session_scan_is_complete(&session->materials[session->material_index]);
    case SCREEN_CHECK:
        return session->promised;
    case SCREEN_CORRECTION:
        return session_correction_is_complete(session);
    case SCREEN_GUIDE:
        return session_can_begin(session);
    default:
        return true;
    }
}

int
session_step(const struct session *session)
{
    static const int steps[SCREEN_COUNT] = {
        [SCREEN_GUIDE] = 1,      [SCREEN_CONSENT] = 2,    [SCREEN_WHO] = 2,
        [SCREEN_CARD] = 2,       [SCREEN_CARD_TYPED] = 2, [SCREEN_PROMISE] = 4,
        [SCREEN_FORM] = 3,       [SCREEN_ENTRIES] = 3,    [SCREEN_SCAN] = 4,
        [SCREEN_CHECK] = 5,      [SCREEN_ERRORS] = 5,     [SCREEN_CORRECTION] = 5,
        [SCREEN_SUBMITTING] = 6, [SCREEN_DONE] = 7,
    };
    return steps[session->screen];
}

bool
session_step_exists(const struct session *session, int step)
{
    if (session->service == NULL)
        return false;
    if (session->progress.correcting && step < 3)
        return false; // both were done when the case was handed in
    switch (step) {
    case 2:
        return session_needs_card(session);
    case 3:
        return session_form_exists(session);
    case 4:
        return session->material_count > 0;
    default:
        return step >= 1 && step <= 6;
    }
}
