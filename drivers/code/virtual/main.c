// SPDX-License-Identifier: Apache-2.0
/* A code reader that exists only in memory. */
#include <kiosk/code.h>
#include <kiosk/virtual.h>
#include <string.h>

#include "drivers/sdk/code_text.h"

struct reader {
    struct driver *driver;
    struct virtual *device;
    char *shown; // that is held to it, NULL: nothing. Guarded by the device's lock
    int serial;  // of what is shown: the same code shown again is another
    int told;    // serial of the one that was told last
};

/* ---- the commands ----------------------------------------------------------------------- */

/* Waits for a code that was not told yet. The lock is held. */
static enum completion
await_code(struct reader *reader, struct driver_call *call)
{
    enum completion completion;
    for (;;) {
        if (virtual_fails(reader->device, call, &completion))
            return completion;
        if (reader->shown != NULL && reader->told != reader->serial)
            return COMPLETION_SUCCESS;
        enum driver_wait wait = virtual_wait(reader->device, call, -1);
        if (wait != DRIVER_WAIT_READY)
            return virtual_completion(wait);
    }
}

static enum completion
reader_read(struct driver *driver, struct driver_call *call)
{
    struct reader *reader = driver_data(driver);
    bool continuous = json_is_true(json_object_get(driver_payload(call), "continuous"));
    virtual_lock(reader->device);
    enum driver_wait wait = virtual_begin(reader->device, call);
    enum completion completion = virtual_completion(wait);
    if (wait == DRIVER_WAIT_READY)
        do {
            completion = await_code(reader, call);
            if (completion != COMPLETION_SUCCESS)
                break;
            reader->told = reader->serial;
            json_t *code =
                json_pack("{s:s, s:s}", "text", reader->shown, "symbology", "qr");
            if (!continuous)
                json_object_update(driver_reply(call), code);
            driver_event(call, "Code.CodeRead", code);
        } while (continuous);
    virtual_unlock(reader->device);
    return completion;
}

/* ---- the control socket ----------------------------------------------------------------- */

static bool
reader_do_show(void *context, const char *arguments, GError **error)
{
    struct reader *reader = context;
    char *text = code_text(arguments, strlen(arguments));
    if (text == NULL) {
        g_set_error(error, VIRTUAL_ERROR, 0, "a code holds text, and some");
        return false;
    }
    g_free(reader->shown);
    reader->shown = text;
    reader->serial++;
    return true;
}

static bool
reader_do_hide(void *context, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    g_clear_pointer(&((struct reader *)context)->shown, g_free);
    return true;
}

static void
reader_changed(void *context)
{
    struct reader *reader = context;
    struct driver_status status = virtual_status(reader->device);
    driver_set_status(reader->driver, &status);
}

static void
reader_state(void *context, json_t *state)
{
    const struct reader *reader = context;
    json_object_set_new(state, "shown", json_boolean(reader->shown != NULL));
}

static const struct virtual_fault reader_faults[] = {
    {"ioError", COMPLETION_HARDWARE_ERROR, DEVICE_HARDWARE_ERROR, ACTION_MAINTENANCE},
    {0}};

static const struct virtual_verb reader_verbs[] = {
    {"show", "show TEXT", reader_do_show}, {"hide", "hide", reader_do_hide}, {0}};

static const struct virtual_ops reader_virtual_ops = {
    .faults = reader_faults,
    .verbs = reader_verbs,
    .changed = reader_changed,
    .state = reader_state,
};

/* ---- the driver ------------------------------------------------------------------------- */

static void
reader_close(struct driver *driver)
{
    struct reader *reader = driver_data(driver);
    virtual_close(reader->device);
    g_free(reader->shown);
    g_free(reader);
    driver_set_data(driver, NULL);
}

static bool
reader_open(struct driver *driver, const char *address, GError **error)
{
    struct reader *reader = g_new0(struct reader, 1);
    reader->driver = driver;
    driver_set_data(driver, reader);
    reader->device = virtual_open(driver, address, &reader_virtual_ops, reader, error);
    if (reader->device != NULL && virtual_start(reader->device, error))
        return true;
    reader_close(driver);
    return false;
}

static void
reader_capabilities(struct driver *driver, json_t *capabilities)
{
    (void)driver;
    json_object_set_new(capabilities, "symbologies", json_pack("[s]", "qr"));
    json_object_set_new(capabilities, "read", json_true());
    json_object_set_new(capabilities, "decode", json_false());
}

static const struct driver_command reader_commands[] = {{"Code.Read", reader_read}, {0}};

static const struct driver_ops reader_ops = {
    .class = &code_class,
    .name = "virtual",
    .about = "A code reader that exists only in memory: what is shown to it, it reads.",
    .commands = reader_commands,
    .open = reader_open,
    .close = reader_close,
    .capabilities = reader_capabilities,
};

int
main(int argc, char **argv)
{
    return driver_run(&reader_ops, argc, argv);
}
