// SPDX-License-Identifier: Apache-2.0
/* Tactile keys that the kernel knows as an input device. */
#include <kiosk/driver.h>
#include <kiosk/keypad.h>

#include <string.h>

#include "pad.h"

#define FOLDER "/dev/input"

struct keys {
    struct driver *driver;
    struct keymap keymap;
    struct pad *pad;
    gint enabled, gone; // atomic
};

/* ---- on the pad's thread -------------------------------------------------------------- */

static void
keys_pressed(const char *word, bool repeat, void *context)
{
    struct keys *keys = context;
    if (g_atomic_int_get(&keys->enabled) != 0)
        driver_unsolicited(keys->driver, "Keypad.KeyPressed",
                           json_pack("{s:s, s:b}", "key", word, "repeat", repeat));
}

static void
keys_headphones(bool plugged, void *context)
{
    struct keys *keys = context;
    driver_unsolicited(keys->driver, "Keypad.HeadphonesChanged",
                       json_pack("{s:b}", "plugged", plugged));
}

static void
keys_gone(void *context)
{
    struct keys *keys = context;
    g_atomic_int_set(&keys->gone, 1);
    driver_set_status(keys->driver,
                      &(struct driver_status){.device = DEVICE_NO_DEVICE,
                                              .cause = "notConnected",
                                              .action = ACTION_CLEAR,
                                              .explanation = "the pad was unplugged"});
}

/* ---- the command ---------------------------------------------------------------------- */

static bool
has_key(const struct keys *keys, const char *word)
{
    for (int code = 0; code < KEY_CNT; code++) {
        if (g_strcmp0(keys->keymap.words[code], word) == 0 && pad_has(keys->pad, code))
            return true;
    }
    return false;
}

static json_t *
list_keys(const struct keys *keys)
{
    json_t *list = json_array();
    for (size_t i = 0; keypad_key_words[i] != NULL; i++) {
        if (has_key(keys, keypad_key_words[i]))
            json_array_append_new(list, json_string(keypad_key_words[i]));
    }
    return list;
}

static enum completion
keys_enable(struct driver *driver, struct driver_call *call)
{
    struct keys *keys = driver_data(driver);
    bool plugged;
    if (g_atomic_int_get(&keys->gone) != 0) {
        driver_lost(driver);
        driver_explain(call, "notConnected", "the pad was unplugged");
        return COMPLETION_DEVICE_NOT_READY;
    }
    bool enabled = json_is_true(json_object_get(driver_payload(call), "enabled"));
    g_atomic_int_set(&keys->enabled, enabled);
    json_object_set_new(driver_reply(call), "keys", list_keys(keys));
    if (pad_headphones(keys->pad, &plugged))
        json_object_set_new(driver_reply(call), "headphones", json_boolean(plugged));
    return COMPLETION_SUCCESS;
}

/* ---- the address ---------------------------------------------------------------------- */

/* Value of "name=value" among the options; NULL: it is not there. g_free. */
static char *
option(const char *address, const char *name)
{
    const char *mark = strchr(address, '?');
    g_auto(GStrv) words = g_strsplit(mark == NULL ? "" : mark + 1, "&", 0);
    g_autofree char *begin = g_strdup_printf("%s=", name);
    for (size_t i = 0; words[i] != NULL; i++) {
        if (g_str_has_prefix(words[i], begin))
            return g_uri_unescape_string(words[i] + strlen(begin), NULL);
    }
    return NULL;
}

static bool
open_device(struct keys *keys, const char *address, struct recording *recording,
            GError **error)
{
    g_autofree char *name = option(address, "name");
    g_autofree char *map = option(address, "keys");
    g_autofree char *path = g_strndup(address, strcspn(address, "?"));
    keymap_init(&keys->keymap);
    if (map != NULL && !keymap_parse(&keys->keymap, map, error)) {
        recording_free(recording);
        return false;
    }
    const struct pad_place place = {.path = *path == '\0' ? FOLDER : path,
                                    .name = name,
                                    .recording = recording,
                                    .address = driver_address(keys->driver),
                                    .record_file = driver_record_file(keys->driver)};
    const struct pad_listener listener = {.pressed = keys_pressed,
                                          .headphones = keys_headphones,
                                          .gone = keys_gone,
                                          .context = keys};
    keys->pad = pad_open(&place, &keys->keymap, &listener, error);
    return keys->pad != NULL;
}

/* A recording names the device, and with it the map of its keys. */
static bool
open_pad(struct keys *keys, const char *address, GError **error)
{
    static const char scheme[] = "evdev:", replay[] = "replay:";
    struct recording *recording = NULL;
    if (g_str_has_prefix(address, replay)) {
        recording = recording_load(address + strlen(replay), error);
        if (recording == NULL)
            return false;
        address = recording->address;
    }
    if (g_str_has_prefix(address, scheme))
        return open_device(keys, address + strlen(scheme), recording, error);
    recording_free(recording);
    g_set_error(error, PAD_ERROR, PAD_ERROR_ADDRESS,
                "the address must be evdev:/dev/input/…, evdev:?name=NAME or "
                "replay:FILE");
    return false;
}

/* ---- the driver ----------------------------------------------------------------------- */

static void
tell_why(struct driver *driver, const GError *error)
{
    struct driver_status status = {.device = DEVICE_NO_DEVICE,
                                   .cause = "badConfiguration",
                                   .action = ACTION_CONFIGURATION,
                                   .explanation = error->message};
    if (g_error_matches(error, PAD_ERROR, PAD_ERROR_GONE)) {
        status.cause = "notConnected";
        status.action = ACTION_CLEAR;
    } else if (g_error_matches(error, PAD_ERROR, PAD_ERROR_ACCESS)) {
        status.cause = "accessDenied";
    } else if (g_error_matches(error, PAD_ERROR, PAD_ERROR_BUSY)) {
        status.cause = "busy";
        status.action = ACTION_MAINTENANCE;
    }
    driver_set_status(driver, &status);
}

static void
keys_close(struct driver *driver)
{
    struct keys *keys = driver_data(driver);
    pad_close(keys->pad);
    g_free(keys);
    driver_set_data(driver, NULL);
}

static bool
keys_open(struct driver *driver, const char *address, GError **error)
{
    g_autoptr(GError) reason = NULL;
    struct keys *keys = g_new0(struct keys, 1);
    *keys = (struct keys){.driver = driver, .enabled = true};
    driver_set_data(driver, keys);
    if (open_pad(keys, address, &reason))
        return true;
    keys_close(driver);
    tell_why(driver, reason);
    g_propagate_error(error, g_steal_pointer(&reason));
    return false;
}

static void
keys_refresh(struct driver *driver)
{
    struct keys *keys = driver_data(driver);
    if (g_atomic_int_get(&keys->gone) != 0)
        driver_lost(driver);
}

static const struct driver_command keys_commands[] = {{"Keypad.Enable", keys_enable},
                                                      {0}};

static const struct driver_ops keys_ops = {
    .class = &keypad_class,
    .name = "evdev",
    .about = "Tactile keys that the kernel knows as an input device.",
    .commands = keys_commands,
    .open = keys_open,
    .close = keys_close,
    .refresh = keys_refresh,
};

int
main(int argc, char **argv)
{
    return driver_run(&keys_ops, argc, argv);
}
