// SPDX-License-Identifier: Apache-2.0
#include "module.h"

#include <string.h>

#define MODULE_TRIES 3 // of a request whose reply was garbled
#define MODULE_WRITE_MS 500
#define MODULE_SETTLE_MS 150 // of silence, after a reply that came too late

static const struct {
    uint8_t command, parameter;
    int timeout_ms; // published: find and select 100-300, read 2000
} requests[] = {
    [MODULE_STATUS] = {0x11, 0xFF, 300},
    [MODULE_FIND] = {0x20, 0x01, 400},
    [MODULE_SELECT] = {0x20, 0x02, 400},
    [MODULE_READ] = {0x30, 0x01, 2500},
};

struct module {
    struct transport *transport;
    struct frame_parser parser;
    bool unsettled; // the last reply did not come in time: it may come now
};

void
module_notice_hangup(struct module *module, struct driver *driver)
{
    transport_notice_hangup(module->transport, driver);
}

struct module *
module_open(const char *address, const char *record_file, GError **error)
{
    struct transport *transport = transport_open(address, record_file, error);
    if (transport == NULL)
        return NULL;
    struct module *module = g_new0(struct module, 1);
    module->transport = transport;
    return module;
}

void
module_close(struct module *module)
{
    if (module == NULL)
        return;
    transport_close(module->transport);
    frame_parser_reset(&module->parser);
    g_free(module);
}

/* Waits until a late reply is through, lest it be taken for the next one. */
static bool
module_settle(struct module *module, struct driver_call *call, GError **error)
{
    g_autoptr(GError) silence = NULL;
    uint8_t bytes[512];
    for (int i = 0; module->unsettled && silence == NULL && i < 20; i++)
        transport_read(module->transport, call, bytes, sizeof bytes, MODULE_SETTLE_MS,
                       &silence);
    explicit_bzero(bytes, sizeof bytes);
    module->unsettled = false;
    if (silence == NULL ||
        g_error_matches(silence, TRANSPORT_ERROR, TRANSPORT_ERROR_TIME_OUT))
        return true;
    g_propagate_error(error, g_steal_pointer(&silence));
    return false;
}

/* Reads until a whole frame is there. */
static bool
module_await(struct module *module, struct driver_call *call, int timeout_ms,
             struct frame_reply *reply_out, GError **error)
{
    gint64 end = g_get_monotonic_time() + timeout_ms * G_TIME_SPAN_MILLISECOND;
    uint8_t bytes[512];
    for (;;) {
        switch (frame_parser_next(&module->parser, reply_out)) {
        case FRAME_REPLY:
            return true;
        case FRAME_BAD_CHECKSUM:
            g_set_error(error, MODULE_ERROR, MODULE_ERROR_GARBLED,
                        "the module's reply came garbled");
            return false;
        case FRAME_MORE:
            break;
        }
        gint64 left_ms = (end - g_get_monotonic_time()) / G_TIME_SPAN_MILLISECOND;
        size_t count = transport_read(module->transport, call, bytes, sizeof bytes,
                                      (int)MAX(left_ms, 0), error);
        if (count == 0)
            return false;
        frame_parser_feed(&module->parser, bytes, count);
        explicit_bzero(bytes, count);
    }
}

static bool
module_ask_once(struct module *module, struct driver_call *call,
                enum module_request request, struct frame_reply *reply_out,
                GError **error)
{
    uint8_t bytes[FRAME_REQUEST_SIZE];
    frame_request(requests[request].command, requests[request].parameter, bytes);
    if (!module_settle(module, call, error))
        return false;
    transport_discard(module->transport);
    frame_parser_reset(&module->parser);
    if (!transport_write(module->transport, call, bytes, sizeof bytes, MODULE_WRITE_MS,
                         error))
        return false;
    g_autoptr(GError) reason = NULL;
    if (module_await(module, call, requests[request].timeout_ms, reply_out, &reason))
        return true;
    module->unsettled = true;
    g_propagate_error(error, g_steal_pointer(&reason));
    return false;
}

bool
module_ask(struct module *module, struct driver_call *call, enum module_request request,
           struct frame_reply *reply_out, GError **error)
{
    for (int tries = 1;; tries++) {
        g_autoptr(GError) reason = NULL;
        bool answered = module_ask_once(module, call, request, reply_out, &reason);
        bool garbled = answered
                           ? reply_out->sw3 == MODULE_BAD_CHECKSUM ||
                                 reply_out->sw3 == MODULE_BAD_LENGTH
                           : g_error_matches(reason, MODULE_ERROR, MODULE_ERROR_GARBLED);
        if (answered && !garbled)
            return true;
        if (garbled && tries < MODULE_TRIES)
            continue;
        if (answered)
            g_set_error(error, MODULE_ERROR, MODULE_ERROR_GARBLED,
                        "the module says that our requests come garbled");
        else
            g_propagate_error(error, g_steal_pointer(&reason));
        return false;
    }
}

bool
module_look(struct module *module, bool thoroughly, uint8_t *word_out, GError **error)
{
    struct frame_reply reply;
    // Not every module answers the question for its state; each looks for a card. And one
    // that cannot look for cards may still say that it is well.
    bool told = module_ask(module, NULL, MODULE_STATUS, &reply, NULL);
    if ((!told || (thoroughly && reply.sw3 == MODULE_OK)) &&
        !module_ask(module, NULL, MODULE_FIND, &reply, error))
        return false;
    *word_out = reply.sw3;
    return true;
}
