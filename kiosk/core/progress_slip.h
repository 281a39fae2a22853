// SPDX-License-Identifier: Apache-2.0
/* How a case stands, on paper: 办理进度单, and 补齐补正通知单 when something is missing. Pure;
 * language by gettext. */
#ifndef CORE_PROGRESS_SLIP_H
#define CORE_PROGRESS_SLIP_H

#include "core/place.h"
#include "core/service.h"

struct progress_slip {
    const struct place *place;
    const char *terminal, *language;
    bool large;
    const struct service *service; // or NULL: not known here
    const json_t *told;            // Progress of <kiosk/office.h>
    int64_t now_ms;
};

/* New reference, passes document_schema. */
json_t *progress_slip(const struct progress_slip *slip);

/* "You handed it in", for a step of the course. Borrowed. */
const char *progress_step_words(const char *step);
/* "The township is looking at it", for a state. Borrowed; NULL: no such state. */
const char *progress_state_words(const char *state);
/* Name of what a defect is about. Borrowed. */
const char *progress_defect_name(const struct service *service, const json_t *defect,
                                 const char *language);

#endif
