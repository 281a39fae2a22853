// SPDX-License-Identifier: Apache-2.0
/* code-serial: a scanner of codes on a serial line (or a USB one that behaves as such). */
#include <string.h>

#include "drivers/sdk/call.h"
#include "line.h"
#include <kiosk/code.h>
#include <kiosk/driver.h>
#include <kiosk/transport.h>

struct reader {
    struct transport *transport;
    struct line line;
    char *last; // what was told last
    int64_t last_ms;
};

static const struct {
    enum transport_error error;
    const char *cause;
    enum completion completion;
    enum device_state device;
    enum device_action action;
} words[] = {
    {TRANSPORT_ERROR_ADDRESS, "badConfiguration", COMPLETION_DEVICE_NOT_READY,
     DEVICE_OFFLINE, ACTION_CONFIGURATION},
    {TRANSPORT_ERROR_GONE, "notConnected", COMPLETION_DEVICE_NOT_READY, DEVICE_NO_DEVICE,
     ACTION_CLEAR},
    {TRANSPORT_ERROR_ACCESS, "accessDenied", COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE,
     ACTION_CONFIGURATION},
    {TRANSPORT_ERROR_FAILED, "ioError", COMPLETION_HARDWARE_ERROR, DEVICE_HARDWARE_ERROR,
     ACTION_MAINTENANCE},
};

static enum completion
explain(struct driver *driver, struct driver_call *call, const GError *error)
{
    if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_CANCELED))
        return COMPLETION_CANCELED;
    size_t row = G_N_ELEMENTS(words) - 1;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_error_matches(error, TRANSPORT_ERROR, (int)words[i].error))
            row = i;
    if (call != NULL) {
        driver_lost(driver); // before the status: it forgets what was said
        driver_explain(call, words[row].cause, "%s", error->message);
    }
    driver_set_status(driver, &(struct driver_status){.device = words[row].device,
                                                      .cause = words[row].cause,
                                                      .action = words[row].action,
                                                      .explanation = error->message});
    return words[row].completion;
}

/* A code that lies before a scanner that fires by itself is told once. */
static bool
is_news(struct reader *reader, const char *text)
{
    int64_t now_ms = call_now_ms();
    bool again = reader->last != NULL && strcmp(reader->last, text) == 0 &&
                 now_ms - reader->last_ms < CODE_AGAIN_MS;
    g_free(reader->last);
    reader->last = g_strdup(text);
    reader->last_ms = now_ms;
    return !again;
}

/* True: the command has what it waited for. Takes `text`. */
static bool
tell(struct reader *reader, struct driver_call *call, char *text)
{
    bool continuous = json_is_true(json_object_get(driver_payload(call), "continuous"));
    bool news = is_news(reader, text);
    json_t *code = json_pack("{s:s, s:s}", "text", text, "symbology", "other");
    g_free(text);
    if (news)
        driver_event(call, "Code.CodeRead", json_incref(code));
    if (news && !continuous)
        json_object_update(driver_reply(call), code);
    json_decref(code);
    return news && !continuous;
}

static bool
take(struct reader *reader, struct driver_call *call, const char *bytes, size_t size)
{
    char *text;
    while (line_take(&reader->line, &bytes, &size, &text))
        if (tell(reader, call, text))
            return true; // what stands behind it was not meant for this command
    return false;
}

static enum completion
run_read(struct driver *driver, struct driver_call *call)
{
    struct reader *reader = driver_data(driver);
    char bytes[512], *text;
    bool done = false;
    // Whatever was held to it before the person was asked is none of this command's.
    if (!g_str_has_prefix(driver_address(driver),
                          "replay:")) // all it has is there at once
        transport_discard(reader->transport);
    line_forget(&reader->line);
    g_clear_pointer(&reader->last, g_free);
    while (!done) {
        g_autoptr(GError) error = NULL;
        int wait_ms = line_is_open(&reader->line) ? LINE_SILENCE_MS
                                                  : driver_time_left_ms(call);
        size_t size = transport_read(reader->transport, call, bytes, sizeof bytes,
                                     MIN(wait_ms, 60000), &error);
        if (size > 0) {
            done = take(reader, call, bytes, size);
            continue;
        }
        if (!g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_TIME_OUT))
            return explain(driver, call, error);
        if (line_silence(&reader->line, &text))
            done = tell(reader, call, text);
        else if (driver_time_left_ms(call) == 0)
            return COMPLETION_TIME_OUT;
    }
    explicit_bzero(bytes, sizeof bytes);
    driver_set_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
    return COMPLETION_SUCCESS;
}

static bool
open_reader(struct driver *driver, const char *address, GError **error)
{
    static struct reader reader;
    GError *failure = NULL;
    driver_set_data(driver, &reader);
    reader.transport = transport_open(address, driver_record_file(driver), &failure);
    if (reader.transport != NULL) {
        transport_notice_hangup(reader.transport, driver);
        return true;
    }
    explain(driver, NULL, failure);
    g_propagate_error(error, failure);
    return false;
}

static void
close_reader(struct driver *driver)
{
    struct reader *reader = driver_data(driver);
    transport_close(reader->transport);
    reader->transport = NULL;
    line_forget(&reader->line);
    g_clear_pointer(&reader->last, g_free);
}

/* A silent line cannot be asked; reading it tells whether it is still there. */
static void
refresh(struct driver *driver)
{
    struct reader *reader = driver_data(driver);
    g_autoptr(GError) error = NULL;
    char bytes[64];
    if (transport_read(reader->transport, NULL, bytes, sizeof bytes, 1, &error) > 0 ||
        g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_TIME_OUT)) {
        driver_set_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
        return;
    }
    driver_lost(driver);
    explain(driver, NULL, error);
}

static void
add_capabilities(struct driver *driver, json_t *capabilities)
{
    (void)driver;
    json_object_set_new(capabilities, "symbologies", json_pack("[s]", "other"));
    json_object_set_new(capabilities, "read", json_true());
    json_object_set_new(capabilities, "decode", json_false());
}

static const struct driver_command commands[] = {{"Code.Read", run_read}, {0}};

static const struct driver_ops ops = {
    .class = &code_class,
    .name = "serial",
    .about = "A code scanner on a serial line; serial:/dev/ttyACM0?baud=9600.",
    .commands = commands,
    .open = open_reader,
    .close = close_reader,
    .refresh = refresh,
    .capabilities = add_capabilities,
};

int
main(int argc, char **argv)
{
    return driver_run(&ops, argc, argv);
}
