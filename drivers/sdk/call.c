// SPDX-License-Identifier: Apache-2.0
#include "call.h"

#include <limits.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>
#include "base/blob.h"
#include "base/diag.h"
#include "base/json.h"
#include "status.h"

int64_t
call_now_ms(void)
{
    return g_get_monotonic_time() / 1000;
}

json_t *
call_packet_payload(const struct packet *packet)
{
    json_t *payload = json_object_get(packet->body, "payload");
    if (payload == NULL) {
        payload = json_object();
        json_object_set_new(packet->body, "payload", payload);
    }
    return payload;
}

struct driver_call *
call_create(struct driver *driver, struct packet *packet,
            const struct protocol_command *row)
{
    struct driver_call *call = g_new0(struct driver_call, 1);
    *call = (struct driver_call){
        .driver = driver,
        .id = (int)json_integer_value(json_object_get(packet->body, "id")),
        .row = row,
        .packet = *packet,
        .reply = json_object(),
    };
    *packet = (struct packet){0};
    call_packet_payload(&call->packet);
    int64_t timeout_ms =
        json_integer_value(json_object_get(call->packet.body, "timeout_ms"));
    call->arrived_ms = call_now_ms();
    call->deadline_ms = timeout_ms > 0 ? call->arrived_ms + timeout_ms : 0;
    return call;
}

void
call_destroy(struct driver_call *call)
{
    if (call == NULL)
        return;
    packet_finish(&call->packet);
    json_decref(call->reply);
    for (size_t i = 0; i < call->blob_count; i++)
        close(call->blobs[i]);
    g_free(call->explanation);
    g_free(call);
}

bool
call_is_late(const struct driver_call *call)
{
    return call->deadline_ms != 0 && call_now_ms() >= call->deadline_ms;
}

/* ---- completion -------------------------------------------------------------------- */

json_t *
call_refusal(int id, const char *name, enum completion completion, const char *cause,
             const char *explanation)
{
    json_t *body = json_pack("{s:s, s:i, s:s, s:s}", "type", "completion", "id", id,
                             "name", name, "completion", completion_name(completion));
    if (cause != NULL)
        json_object_set_new(body, "cause", json_string(status_cause(cause)));
    g_autofree char *sentence = status_sentence(explanation);
    if (sentence != NULL)
        json_object_set_new(body, "explanation", json_string(sentence));
    return body;
}

void
call_complete(struct driver_call *call, enum completion completion,
              struct message *message_out)
{
    g_autoptr(GError) error = NULL;
    if (completion == COMPLETION_SUCCESS &&
        !schema_accepts(call->row->completion, call->reply, &error)) {
        diag_warn("%s: the driver's own answer is wrong: %s", call->row->name,
                  error->message);
        completion = COMPLETION_INTERNAL_ERROR;
        driver_explain(call, "internalError", "%s", error->message);
        json_object_clear(call->reply);
    }
    bool success = completion == COMPLETION_SUCCESS;
    json_t *body = call_refusal(call->id, call->row->name, completion,
                                success ? NULL : call->cause,
                                success ? NULL : call->explanation);
    // A failed command may have come to something: sheets that are out, for one.
    if (success || json_object_size(call->reply) > 0)
        json_object_set(body, "payload", call->reply);
    *message_out = (struct message){.body = body};
    if (success || json_object_size(call->reply) > 0) {
        memcpy(message_out->blobs, call->blobs, sizeof call->blobs);
        message_out->blob_count = call->blob_count;
        call->blob_count = 0;
    }
}

/* ---- what a driver may ask of its command ------------------------------------------ */

const json_t *
driver_payload(const struct driver_call *call)
{
    return json_object_get(call->packet.body, "payload");
}

int
driver_blob(const struct driver_call *call, int index)
{
    if (index < 0 || (size_t)index >= call->packet.blob_count)
        return -1;
    return call->packet.blobs[index];
}

json_t *
driver_reply(struct driver_call *call)
{
    return call->reply;
}

int
driver_reply_memfd(struct driver_call *call, int fd, GError **error)
{
    size_t size;
    if (!blob_check(fd, PROTOCOL_BLOB_SIZE_MAX, &size, error)) {
        close(fd);
        return -1;
    }
    if (call->blob_count == PROTOCOL_BLOBS_MAX) {
        g_set_error(error, BLOB_ERROR, 0, "more than %d blobs in one answer",
                    PROTOCOL_BLOBS_MAX);
        close(fd);
        return -1;
    }
    call->blobs[call->blob_count] = fd;
    return (int)call->blob_count++;
}

int
driver_reply_blob(struct driver_call *call, const void *bytes, size_t size,
                  GError **error)
{
    int fd = blob_create(bytes, size, error);
    return fd < 0 ? -1 : driver_reply_memfd(call, fd, error);
}

void
driver_explain(struct driver_call *call, const char *cause, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_free(call->explanation);
    call->explanation = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    call->cause = status_cause(cause);
}

/* ---- waiting ----------------------------------------------------------------------- */

bool
driver_canceled(const struct driver_call *call)
{
    return g_atomic_int_get((gint *)(uintptr_t)&call->canceled); // it only reads
}

int
driver_time_left_ms(const struct driver_call *call)
{
    if (call->deadline_ms == 0)
        return INT_MAX;
    return (int)CLAMP(call->deadline_ms - call_now_ms(), 0, INT_MAX);
}

enum driver_wait
driver_wait(struct driver_call *call, int fd, short events, int timeout_ms)
{
    int left_ms = driver_time_left_ms(call);
    if (timeout_ms < 0 || timeout_ms > left_ms)
        timeout_ms = left_ms;
    int64_t end_ms = timeout_ms == INT_MAX ? 0 : call_now_ms() + timeout_ms;
    struct pollfd polled[] = {
        {.fd = call->interrupt, .events = POLLIN},
        {.fd = fd, .events = events},
    };
    for (;;) {
        int wait_ms = -1;
        if (end_ms != 0)
            wait_ms = (int)CLAMP(end_ms - call_now_ms(), 0, INT_MAX);
        int ready = poll(polled, G_N_ELEMENTS(polled), wait_ms);
        if (driver_canceled(call))
            return DRIVER_WAIT_CANCELED;
        // An error or a hang-up is "ready" too: the read that follows says what it is.
        if (ready > 0 && polled[1].revents != 0)
            return DRIVER_WAIT_READY;
        if (end_ms != 0 && call_now_ms() >= end_ms)
            return DRIVER_WAIT_TIME_OUT;
    }
}
