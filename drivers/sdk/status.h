// SPDX-License-Identifier: Apache-2.0
/* A copy of struct driver_status that owns its strings, and its JSON. Pure. */
#ifndef SDK_STATUS_H
#define SDK_STATUS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <kiosk/driver.h>

struct status {
    enum device_state device;
    enum device_action action;
    const char *cause;                         // a word of protocol_causes, static
    char *media, *paper, *toner, *explanation; // owned, may be NULL
    int64_t since_ms; // since when the device is so; clock_real_ms()
};

/* A word of protocol_causes, static; "internalError" and a line for staff when `cause` is
 * none, "none" for NULL. */
const char *status_cause(const char *cause);
/* Text of a device made fit for a packet: valid UTF-8, not too long. NULL stays NULL. */
char *status_sentence(const char *text);

/* Takes over `news`; false when all but the time was the same. */
bool
status_update(struct status *status, const struct driver_status *news, int64_t now_ms);
void status_finish(struct status *status);
json_t *status_json(const struct status *status);

#endif
