// SPDX-License-Identifier: Apache-2.0
#include "health.h"

#include <glib.h>
#include <string.h>
#include "base/clock.h"
#include "base/json.h"

static void
copy_member(char *to, size_t size, const json_t *status, const char *name)
{
    g_strlcpy(to, json_text(status, name, ""), size);
}

bool
health_update(struct health *health, const json_t *status, int64_t now_ms)
{
    struct session_device next = health->device;
    enum device_state state;
    enum device_action action;
    if (!device_state_parse(json_text(status, "device", ""), &state) ||
        !device_action_parse(json_text(status, "action", ""), &action))
        return false;
    next.state = state;
    next.action = action;
    copy_member(next.cause, sizeof next.cause, status, "cause");
    copy_member(next.paper, sizeof next.paper, status, "paper");
    copy_member(next.toner, sizeof next.toner, status, "toner");
    copy_member(next.media, sizeof next.media, status, "media");
    bool turned =
        next.state != health->device.state ||
        strcmp(session_device_cause(&next), session_device_cause(&health->device)) != 0;
    bool changed = turned || strcmp(next.cause, health->device.cause) != 0 ||
                   next.action != health->device.action ||
                   strcmp(next.paper, health->device.paper) != 0 ||
                   strcmp(next.toner, health->device.toner) != 0 ||
                   strcmp(next.media, health->device.media) != 0;
    if (turned)
        next.since_ms = now_ms;
    health->device = next;
    return changed;
}

bool
health_set(struct health *health, enum device_state state, const char *cause,
           enum device_action action, int64_t now_ms)
{
    struct session_device *device = &health->device;
    if (device->state == state && strcmp(device->cause, cause) == 0 &&
        device->action == action)
        return false;
    device->state = state;
    device->action = action;
    device->since_ms = now_ms;
    g_strlcpy(device->cause, cause, sizeof device->cause);
    return true;
}

char *
health_line(const struct health *health)
{
    const char *action = session_device_action(&health->device);
    return g_strdup_printf("%s: %s, %s; who must act: %s", health->name,
                           device_state_name(health->device.state),
                           session_device_cause(&health->device),
                           *action ? action : "nobody");
}

json_t *
health_json(const struct health *health)
{
    const struct session_device *device = &health->device;
    char since[CLOCK_TEXT_SIZE];
    clock_format(device->since_ms, since);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "name", health->name, "class",
                     device->class, "device", device_state_name(device->state), "cause",
                     session_device_cause(device), "action",
                     session_device_action(device), "since", since, "works",
                     session_device_is_usable(device));
}
