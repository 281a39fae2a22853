// SPDX-License-Identifier: Apache-2.0
/* Tactile keys that exist only in memory. */
#include <kiosk/keypad.h>
#include <kiosk/virtual.h>

#include <string.h>

#define PAD_HOLD_MAX 100

struct pad {
    struct driver *driver;
    struct virtual *device;
    bool enabled, headphones; // under the virtual device's lock
};

static bool
pad_is_key(const char *word)
{
    for (size_t i = 0; keypad_key_words[i] != NULL; i++) {
        if (strcmp(keypad_key_words[i], word) == 0)
            return true;
    }
    return false;
}

/* The lock is held. */
static void
pad_tell(struct pad *pad, const char *key, bool repeat)
{
    if (pad->enabled && virtual_fault(pad->device) == NULL)
        driver_unsolicited(pad->driver, "Keypad.KeyPressed",
                           json_pack("{s:s, s:b}", "key", key, "repeat", repeat));
}

/* ---- the command ---------------------------------------------------------------------- */

static enum completion
pad_enable_locked(struct pad *pad, struct driver_call *call)
{
    enum completion completion;
    enum driver_wait wait = virtual_begin(pad->device, call);
    if (wait != DRIVER_WAIT_READY)
        return virtual_completion(wait);
    if (virtual_fails(pad->device, call, &completion))
        return completion;
    pad->enabled = json_is_true(json_object_get(driver_payload(call), "enabled"));
    json_t *keys = json_array();
    for (size_t i = 0; keypad_key_words[i] != NULL; i++)
        json_array_append_new(keys, json_string(keypad_key_words[i]));
    json_object_set_new(driver_reply(call), "keys", keys);
    json_object_set_new(driver_reply(call), "headphones", json_boolean(pad->headphones));
    return COMPLETION_SUCCESS;
}

static enum completion
pad_enable(struct driver *driver, struct driver_call *call)
{
    struct pad *pad = driver_data(driver);
    virtual_lock(pad->device);
    enum completion completion = pad_enable_locked(pad, call);
    virtual_unlock(pad->device);
    return completion;
}

/* ---- the control socket --------------------------------------------------------------- */

static bool
pad_refuse(GError **error)
{
    g_set_error(error, VIRTUAL_ERROR, 0, "there is no such key");
    return false;
}

static bool
pad_do_press(void *context, const char *arguments, GError **error)
{
    if (!pad_is_key(arguments))
        return pad_refuse(error);
    pad_tell(context, arguments, false);
    return true;
}

static bool
pad_do_hold(void *context, const char *arguments, GError **error)
{
    g_auto(GStrv) words = g_strsplit(arguments, " ", 2);
    int count;
    if (words[0] == NULL || !pad_is_key(words[0]))
        return pad_refuse(error);
    if (!virtual_number(words[1] == NULL ? "" : words[1], 1, PAD_HOLD_MAX, &count, error))
        return false;
    pad_tell(context, words[0], false);
    for (int i = 0; i < count; i++)
        pad_tell(context, words[0], true);
    return true;
}

static bool
pad_do_headphones(void *context, const char *arguments, GError **error)
{
    struct pad *pad = context;
    bool plugged = strcmp(arguments, "in") == 0;
    if (!plugged && strcmp(arguments, "out") != 0) {
        g_set_error(error, VIRTUAL_ERROR, 0, "headphones in, or headphones out");
        return false;
    }
    if (pad->headphones != plugged)
        driver_unsolicited(pad->driver, "Keypad.HeadphonesChanged",
                           json_pack("{s:b}", "plugged", plugged));
    pad->headphones = plugged;
    return true;
}

static void
pad_changed(void *context)
{
    struct pad *pad = context;
    struct driver_status status = virtual_status(pad->device);
    driver_set_status(pad->driver, &status);
}

static void
pad_state(void *context, json_t *state)
{
    struct pad *pad = context;
    json_object_set_new(state, "enabled", json_boolean(pad->enabled));
    json_object_set_new(state, "headphones", json_boolean(pad->headphones));
}

static const struct virtual_fault pad_faults[] = {{0}}; // no more than any device has

static const struct virtual_verb pad_verbs[] = {
    {"press", "press KEY", pad_do_press},
    {"hold", "hold KEY COUNT", pad_do_hold},
    {"headphones", "headphones in|out", pad_do_headphones},
    {0}};

static const struct virtual_ops pad_virtual_ops = {
    .faults = pad_faults,
    .verbs = pad_verbs,
    .changed = pad_changed,
    .state = pad_state,
};

/* ---- the driver ----------------------------------------------------------------------- */

static void
pad_close(struct driver *driver)
{
    struct pad *pad = driver_data(driver);
    virtual_close(pad->device);
    g_free(pad);
    driver_set_data(driver, NULL);
}

static bool
pad_open(struct driver *driver, const char *address, GError **error)
{
    struct pad *pad = g_new0(struct pad, 1);
    *pad = (struct pad){.driver = driver, .enabled = true};
    driver_set_data(driver, pad);
    pad->device = virtual_open(driver, address, &pad_virtual_ops, pad, error);
    if (pad->device != NULL && virtual_start(pad->device, error))
        return true;
    pad_close(driver);
    return false;
}

static const struct driver_command pad_commands[] = {{"Keypad.Enable", pad_enable}, {0}};

static const struct driver_ops pad_ops = {
    .class = &keypad_class,
    .name = "virtual",
    .about = "Tactile keys that exist only in memory.",
    .commands = pad_commands,
    .open = pad_open,
    .close = pad_close,
};

int
main(int argc, char **argv)
{
    return driver_run(&pad_ops, argc, argv);
}
