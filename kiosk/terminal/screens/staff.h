// SPDX-License-Identifier: Apache-2.0
/* Staff: what the maintenance screens have in common. Their dark header with its yellow foot
 * tells every citizen that these are not theirs. ui thread. */
#ifndef SCREENS_STAFF_H
#define SCREENS_STAFF_H

#include "frame.h"

enum staff_mark { STAFF_GOOD, STAFF_NOTICE, STAFF_BAD };

/* `menu`: the key at the left leads to the menu; otherwise it leaves. */
struct frame staff_begin(struct view *view, const struct screen_context *context,
                         const char *line, bool menu);

/* One row of a list: mark, name, state, detail, and who must act. `height` units. */
struct staff_row {
    enum staff_mark mark;
    const char *id, *name, *state, *detail, *who;
};
void staff_row(const struct frame *frame, int y, int height, const struct staff_row *row);

/* "ID card reader" for the class of a device. Borrowed. */
const char *staff_device_name(const char *class);
/* Several of a class are told apart by their names: "Scanner desk-camera". g_free. */
char *
staff_device_title(const struct session *session, const struct session_device *device);
/* What a key or row of this device is called by: the class of the first one, else the name. */
const char *
staff_device_id(const struct session *session, const struct session_device *device);
enum staff_mark staff_device_mark(const struct session_device *device);
/* Who must act, for a word of the protocol: "" nobody. Borrowed. */
const char *staff_who(const char *action);
/* "14:30" of today, else with its day. g_free. */
char *staff_time(const struct frame *frame, int64_t real_ms);

/* "312 sheets since paper was put in, about 5 days left"; NULL: nothing is known. g_free.
 * *low_out (NULL: not wanted): it lasts less than SUPPLY_LOW_DAYS. */
char *staff_paper_left(const struct frame *frame, const char *class, bool *low_out);
/* Prints of which nobody knows whether they came out. */
int staff_doubtful(const struct frame *frame);

#endif
