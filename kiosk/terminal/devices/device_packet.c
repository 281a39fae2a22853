// SPDX-License-Identifier: Apache-2.0
/* What a driver says: every packet is checked by the tables of its class, because a driver
 * may be a stranger's, broken, or talked to by a hostile device. */
#include "device_private.h"

#include <string.h>
#include "base/clock.h"
#include "base/diag.h"
#include "base/json.h"
#include "supervisor.h"

void
device_take_junk(struct device *device, const char *what)
{
    device->junk++;
    device->junk_total++;
    diag_warn(
        "%s: the driver sent something that is no packet of its class (%d of %d): %s",
        device->health.name, device->junk, SUPERVISOR_JUNK_MAX, what);
    if (device->junk >= SUPERVISOR_JUNK_MAX)
        device_kill(device, "protocolError", true);
}

void
device_say_hello(struct device *device)
{
    json_t *hello = json_pack("{s:s, s:{s:i, s:s, s:s, s:s}}", "type", "hello", "payload",
                              "protocol", PROTOCOL_VERSION, "class", device->class->name,
                              "driver", "kiosk", "version", KIOSK_VERSION);
    link_send(device->link, hello, NULL, 0, NULL);
    json_decref(hello);
}

static void
take_hello(struct device *device, const json_t *payload)
{
    GError *error = NULL;
    if (!schema_accepts(&protocol_hello, payload, &error)) {
        device_take_junk(device, error->message);
        g_error_free(error);
        return;
    }
    const char *class = json_text(payload, "class", "");
    json_int_t version = json_integer_value(json_object_get(payload, "protocol"));
    if (version != PROTOCOL_VERSION || strcmp(class, device->class->name) != 0) {
        diag_warn("%s: the driver speaks protocol %d for class %s; wanted %d for %s",
                  device->health.name, (int)version, class, PROTOCOL_VERSION,
                  device->class->name);
        device_kill(device, "badConfiguration", true);
        return;
    }
    device->phase = PHASE_RUNNING;
    device->hello_by_ms = 0;
    device_ask_status(device);
    device_send_next(device);
}

static void
take_status(struct device *device, const json_t *payload)
{
    bool starting =
        strcmp(json_text(payload, "device", ""), device_state_name(DEVICE_STARTING)) == 0;
    device->told_status = !starting;
    device->out_of_service = false;
    // A driver that we started anew ourselves was well, and will be in a moment: no news.
    if (starting && device->renewed)
        return;
    device->renewed = false;
    if (health_update(&device->health, payload, clock_real_ms()))
        device_announce(device);
}

static bool
check(struct device *device, const struct schema *schema, const json_t *payload)
{
    GError *error = NULL;
    if (schema_accepts(schema, payload, &error))
        return true;
    device_take_junk(device, error->message);
    g_error_free(error);
    return false;
}

/* A success whose payload is not what the class promises is no success. */
static void
take_command_completion(struct device *device, struct packet *packet,
                        const json_t *payload)
{
    struct command *command = device->running;
    struct device_answer answer = {.completion = COMPLETION_INTERNAL_ERROR,
                                   .cause = json_text(packet->body, "cause", "none"),
                                   .payload = payload,
                                   .packet = packet};
    completion_parse(json_text(packet->body, "completion", ""), &answer.completion);
    if (!protocol_cause_known(answer.cause))
        answer.cause = "internalError";
    if (answer.completion == COMPLETION_SUCCESS &&
        !check(device, command->row->completion, payload)) {
        // Enough junk kills the driver, and with it the command.
        if (device->running != command)
            return;
        answer.completion = COMPLETION_INTERNAL_ERROR;
        answer.cause = "protocolError";
    }
    if (answer.completion != COMPLETION_SUCCESS &&
        answer.completion != COMPLETION_CANCELED)
        diag_info("%s: %s ended with %s, %s: %s", device->health.name, command->row->name,
                  completion_name(answer.completion), answer.cause,
                  json_text(packet->body, "explanation", "no explanation"));
    device_finish(device, command, &answer);
    device_became_idle(device);
}

static void
take_completion(struct device *device, struct packet *packet, const json_t *payload)
{
    json_int_t id = json_integer_value(json_object_get(packet->body, "id"));
    const char *name = json_text(packet->body, "name", "");
    if (id == device->status_id && strcmp(name, "Common.Status") == 0) {
        device->status_id = 0;
        if (check(device, &protocol_status, payload))
            take_status(device, payload);
    } else if (device->running && id == device->running->id &&
               strcmp(name, device->running->row->name) == 0) {
        take_command_completion(device, packet, payload);
    } else if (strcmp(name, "Common.Cancel") != 0) {
        device_take_junk(device, "a completion of no command that runs");
    }
}

static void
take_event(struct device *device, const char *type, struct packet *packet,
           const json_t *payload)
{
    const char *name = json_text(packet->body, "name", "");
    const struct protocol_event *row = protocol_event_find(device->class, name);
    if (!row) {
        device_take_junk(device, "an event that the class does not have");
        return;
    }
    if (!check(device, row->payload, payload))
        return;
    if (strcmp(name, "Common.StatusChanged") == 0) {
        take_status(device, payload);
        return;
    }
    if (strcmp(type, "unsolicited") == 0) {
        if (device->listener->told)
            device->listener->told(&device->health, name, payload,
                                   device->listener->context);
        return;
    }
    struct command *running = device->running;
    json_int_t id = json_integer_value(json_object_get(packet->body, "id"));
    // An event of a command that has just ended came a moment too late: no harm.
    if (running && id == running->id && running->request.told)
        running->request.told(name, payload, packet, running->request.context);
}

void
device_take_packet(struct device *device, struct packet *packet)
{
    json_t *nothing = json_object();
    const json_t *payload = json_object_get(packet->body, "payload");
    const char *type = json_text(packet->body, "type", "");
    if (!payload)
        payload = nothing;
    if (strcmp(type, "hello") == 0 && device->phase == PHASE_STARTED)
        take_hello(device, payload);
    else if (device->phase != PHASE_RUNNING)
        device_take_junk(device, "the first packet is no hello");
    else if (strcmp(type, "completion") == 0)
        take_completion(device, packet, payload);
    else if (strcmp(type, "event") == 0 || strcmp(type, "unsolicited") == 0)
        take_event(device, type, packet, payload);
    else
        device_take_junk(device, "a packet that only the terminal may send");
    json_decref(nothing);
}
