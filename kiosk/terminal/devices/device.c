// SPDX-License-Identifier: Apache-2.0
#include "device.h"
#include "device_private.h"

#include <string.h>
#include <unistd.h>
#include "base/diag.h"
#include "supervisor.h"

int64_t
device_now_ms(void)
{
    return g_get_monotonic_time() / 1000;
}

static void
command_free(struct command *command)
{
    for (size_t i = 0; i < command->blob_count; i++)
        close(command->blobs[i]);
    json_decref(command->payload);
    g_free(command);
}

const struct health *
device_health(const struct device *device)
{
    return &device->health;
}

pid_t
device_pid(const struct device *device)
{
    return device->pid;
}

bool
device_is_idle(const struct device *device)
{
    return !device->running && device->waiting.length == 0;
}

bool
device_is_settled(const struct device *device)
{
    // What runs is a job, which is asked itself.
    if (device->phase == PHASE_RUNNING)
        return device->told_status && (!device->renew || device->running);
    return device->phase == PHASE_STOPPED && device->out_of_service;
}

/* ---- sending ---------------------------------------------------------------------------- */

bool
device_transmit(struct device *device, const char *name, int id, int timeout_ms,
                const json_t *payload, const int *blobs, size_t blob_count)
{
    json_t *body = json_pack("{s:s, s:i, s:s, s:i}", "type", "command", "id", id, "name",
                             name, "timeout_ms", timeout_ms);
    json_object_set_new(body, "payload",
                        payload ? json_deep_copy(payload) : json_object());
    GError *error = NULL;
    bool sent = link_send(device->link, body, blobs, blob_count, &error);
    json_decref(body);
    if (!sent) {
        diag_warn("%s: %s was not sent: %s", device->health.name, name, error->message);
        g_error_free(error);
    }
    return sent;
}

/* The cabinet is asked about nobody, and goes on telling while visits end. */
static bool
sees_person(const struct driver_class *class)
{
    return strcmp(class->name, "contacts") != 0 && strcmp(class->name, "keypad") != 0;
}

void
device_send_next(struct device *device)
{
    while (device->phase == PHASE_RUNNING && !device->running &&
           !g_queue_is_empty(&device->waiting)) {
        struct command *command = g_queue_pop_head(&device->waiting);
        size_t blob_count = command->blob_count;
        command->blob_count = 0; // the link takes them in every case
        device->used = device->used || sees_person(device->class);
        if (!device_transmit(device, command->row->name, command->id, command->timeout_ms,
                             command->payload, command->blobs, blob_count)) {
            device_fail(device, command, COMPLETION_INTERNAL_ERROR, "internalError");
            continue;
        }
        if (command->timeout_ms > 0)
            command->dead_ms =
                device_now_ms() + command->timeout_ms + SUPERVISOR_MARGIN_MS;
        device->running = command;
    }
    device_reschedule(device);
}

static int
next_id(struct device *device)
{
    device->last_id = device->last_id == INT32_MAX ? 1 : device->last_id + 1;
    return device->last_id;
}

int
device_send(struct device *device, const struct device_request *request)
{
    const struct protocol_command *row =
        protocol_command_find(device->class, request->name);
    g_assert(row && request->done && request->blob_count <= PROTOCOL_BLOBS_MAX);
    struct command *command = g_new0(struct command, 1);
    *command = (struct command){
        .id = next_id(device),
        .row = row,
        .payload = request->payload,
        .blob_count = request->blob_count,
        .timeout_ms = request->timeout_ms > 0 ? request->timeout_ms : row->timeout_ms,
        .request = *request,
        .give_up_ms = device_now_ms() + SUPERVISOR_START_WAIT_MS};
    if (request->blob_count > 0)
        memcpy(command->blobs, request->blobs, request->blob_count * sizeof(int));
    g_queue_push_tail(&device->waiting, command);
    // Sent, or failed when nobody is there, from the timer: `done` must not run in here.
    device_reschedule(device);
    return command->id;
}

void
device_ask_status(struct device *device)
{
    if (device->phase != PHASE_RUNNING || device->status_id != 0)
        return;
    json_t *payload = json_pack("{s:b}", "refresh", 1);
    int id = next_id(device);
    const struct protocol_command *row =
        protocol_command_find(device->class, "Common.Status");
    if (device_transmit(device, row->name, id, row->timeout_ms, payload, NULL, 0)) {
        device->status_id = id;
        device->status_by_ms = device_now_ms() + row->timeout_ms + SUPERVISOR_MARGIN_MS;
    }
    json_decref(payload);
    device_reschedule(device);
}

/* ---- ending ----------------------------------------------------------------------------- */

/* The command must have left the queue already. */
void
device_finish(struct device *device, struct command *command,
              const struct device_answer *answer)
{
    if (device->running == command)
        device->running = NULL;
    command->request.done(answer, command->request.context);
    command_free(command);
}

void
device_fail(struct device *device, struct command *command, enum completion completion,
            const char *cause)
{
    json_t *nothing = json_object();
    device_finish(device, command,
                  &(struct device_answer){
                      .completion = completion, .cause = cause, .payload = nothing});
    json_decref(nothing);
}

void
device_fail_all(struct device *device, const char *cause)
{
    struct command *command;
    if (device->running)
        device_fail(device, device->running, COMPLETION_DEVICE_NOT_READY, cause);
    while ((command = g_queue_pop_head(&device->waiting)))
        device_fail(device, command, COMPLETION_DEVICE_NOT_READY, cause);
}

static void
cancel_running(struct device *device)
{
    struct command *command = device->running;
    if (command->cancel_by_ms != 0)
        return;
    json_t *payload = json_pack("{s:i}", "id", command->id);
    device_transmit(device, "Common.Cancel", next_id(device), PROTOCOL_CANCEL_MS, payload,
                    NULL, 0);
    json_decref(payload);
    command->cancel_by_ms = device_now_ms() + PROTOCOL_CANCEL_MS;
    device_reschedule(device);
}

bool
device_take_back(struct device *device, int id)
{
    for (GList *at = device->waiting.head; at; at = at->next) {
        struct command *command = at->data;
        if (command->id != id)
            continue;
        g_queue_delete_link(&device->waiting, at);
        device_fail(device, command, COMPLETION_CANCELED, "none");
        return true;
    }
    return false;
}

void
device_cancel(struct device *device, int id)
{
    if (device->running && device->running->id == id)
        cancel_running(device);
    else
        device_take_back(device, id);
}

/* ---- deadlines -------------------------------------------------------------------------- */

/* What waits for a driver that does not come, or is known to be gone, ends here. */
static void
give_up_waiting(struct device *device, int64_t now_ms)
{
    bool hopeless = device->phase == PHASE_STOPPED &&
                    (device->out_of_service ||
                     device->restart_at_ms > now_ms + SUPERVISOR_START_WAIT_MS);
    for (;;) {
        struct command *first = g_queue_peek_head(&device->waiting);
        if (!first || device->phase == PHASE_RUNNING ||
            (!hopeless && now_ms < first->give_up_ms))
            return;
        g_queue_pop_head(&device->waiting);
        device_fail(device, first, COMPLETION_DEVICE_NOT_READY,
                    session_device_cause(&device->health.device));
    }
}

void
device_check_deadlines(struct device *device, int64_t now_ms)
{
    struct command *running = device->running;
    bool late = running && running->dead_ms != 0 && now_ms >= running->dead_ms;
    bool silent = device->status_id != 0 && now_ms >= device->status_by_ms;
    if (running && running->cancel_by_ms != 0 && now_ms >= running->cancel_by_ms)
        device_kill(device, "driverHung", false);
    else if (late || silent)
        device_kill(device, "driverHung", true);
    give_up_waiting(device, now_ms);
    device_send_next(device);
}

static int64_t
earlier(int64_t one, int64_t other)
{
    return other != 0 && other < one ? other : one;
}

int64_t
device_nearest_deadline(const struct device *device)
{
    int64_t nearest = INT64_MAX;
    const struct command *waiting = device->waiting.head ? device->waiting.head->data
                                                         : NULL;
    if (device->running) {
        nearest = earlier(nearest, device->running->dead_ms);
        nearest = earlier(nearest, device->running->cancel_by_ms);
    } else if (waiting) {
        bool hopeless = device->phase == PHASE_STOPPED && device->out_of_service;
        nearest = device->phase == PHASE_RUNNING || hopeless ? 1 : waiting->give_up_ms;
    }
    return device->status_id != 0 ? earlier(nearest, device->status_by_ms) : nearest;
}
