// SPDX-License-Identifier: Apache-2.0
/* Health: how a device is, why, since when and who must act, for staff, office and session. */
#ifndef DEVICES_HEALTH_H
#define DEVICES_HEALTH_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include "../session.h"

struct health {
    char name[32]; // of the configuration: "card"
    struct session_device device;
};

/* From a payload of protocol_status that was checked. True when anything differs from
 * before; `since_ms` becomes `now_ms` when state or cause differ. */
bool health_update(struct health *health, const json_t *status, int64_t now_ms);
/* The same from what we know ourselves: a driver that is gone says nothing. */
bool health_set(struct health *health, enum device_state state, const char *cause,
                enum device_action action, int64_t now_ms);

/* One line for staff: "printer: userError, paperOut; who must act: clear". g_free. */
char *health_line(const struct health *health);
/* As the heartbeat tells it. New reference. */
json_t *health_json(const struct health *health);

#endif
