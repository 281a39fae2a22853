// SPDX-License-Identifier: Apache-2.0
/* What comes in on the front: each packet becomes a call, an answer or a refusal. */
#include "driver.h"

#include <string.h>
#include "base/diag.h"
#include "base/json.h"

#define DRIVER_BATCH_MAX 32 // packets read before something is written again

/* ---- what comes in ----------------------------------------------------------------- */

static const struct driver_command *
driver_find_command(const struct driver_ops *ops, const char *name)
{
    for (const struct driver_command *row = ops->commands; row->name != NULL; row++) {
        if (strcmp(row->name, name) == 0)
            return row;
    }
    return NULL;
}

static void
driver_refuse(struct driver *driver, int id, const char *name, enum completion completion,
              const char *cause, const char *explanation)
{
    struct message message = {.body =
                                  call_refusal(id, name, completion, cause, explanation)};
    mail_post(&driver->mail, &message);
}

/* Takes what `packet` holds when it becomes a call. */
static void
driver_take_command(struct driver *driver, struct packet *packet, int id,
                    const char *name)
{
    g_autoptr(GError) error = NULL;
    const struct protocol_command *row = protocol_command_find(driver->ops->class, name);
    const struct driver_command *command = driver_find_command(driver->ops, name);
    bool common = row != NULL && g_str_has_prefix(row->name, "Common.");
    if (row == NULL || (command == NULL && !common)) {
        driver_refuse(driver, id, name, COMPLETION_UNSUPPORTED_COMMAND, "protocolError",
                      "this driver has no such command");
    } else if (!schema_accepts(row->payload, call_packet_payload(packet), &error)) {
        driver_refuse(driver, id, name, COMPLETION_INVALID_DATA, "protocolError",
                      error->message);
    } else if (driver_thread_has(driver, id)) {
        driver_refuse(driver, id, name, COMPLETION_INVALID_REQUEST_ID, "protocolError",
                      "a command of this id runs or waits");
    } else if (common) {
        driver_common(driver, packet, row);
    } else {
        struct driver_call *call = call_create(driver, packet, row);
        call->run = command->run;
        call->opens = true;
        if (!driver_thread_submit(driver, call)) {
            driver_refuse(driver, id, name, COMPLETION_DEVICE_NOT_READY, "busy",
                          "too many commands wait");
            call_destroy(call);
        }
    }
}

/* False: the other end speaks another protocol, and there is no way on. */
static bool
driver_take_packet(struct driver *driver, struct packet *packet)
{
    const char *type = json_text(packet->body, "type", "");
    if (strcmp(type, "hello") == 0) {
        json_t *version = json_object_get(call_packet_payload(packet), "protocol");
        if (json_integer_value(version) == PROTOCOL_VERSION)
            return true;
        diag_warn("the terminal speaks another protocol than version %d; ending",
                  PROTOCOL_VERSION);
        return false;
    }
    if (strcmp(type, "command") == 0) {
        g_autofree char *name = g_strdup(json_text(packet->body, "name", ""));
        int id = (int)json_integer_value(json_object_get(packet->body, "id"));
        driver_take_command(driver, packet, id, name);
    } else {
        diag_warn("a packet of type %s has no business here; passed over", type);
    }
    return true;
}

bool
driver_receive(struct driver *driver, struct front *front)
{
    for (int i = 0; i < DRIVER_BATCH_MAX; i++) {
        g_autoptr(GError) error = NULL;
        struct packet packet = {0};
        bool go_on = true;
        switch (front->ops->receive(front, &packet, &error)) {
        case LINK_PACKET:
            driver_tell_watch(driver, true, packet.body);
            go_on = driver_take_packet(driver, &packet);
            packet_finish(&packet);
            break;
        case LINK_JUNK:
            diag_warn("a packet was thrown away: %s", error->message);
            break;
        case LINK_EMPTY:
            return true;
        case LINK_CLOSED:
            return false;
        }
        if (!go_on)
            return false;
    }
    return true;
}
