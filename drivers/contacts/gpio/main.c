// SPDX-License-Identifier: Apache-2.0
/* Contacts and lamps on a GPIO chip. */
#include <kiosk/contacts.h>
#include <kiosk/driver.h>

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include "cabinet.h"

struct box {
    struct driver *driver;
    struct wiring wiring;
    struct cabinet *_Atomic cabinet; // its thread may speak before it is set
    gint gone;                       // atomic
};

/* ---- how it is ------------------------------------------------------------------------ */

static bool
is_open(struct box *box, const char *contact)
{
    struct cabinet *cabinet = atomic_load(&box->cabinet);
    for (size_t i = 0; i < box->wiring.count; i++) {
        if (strcmp(box->wiring.wires[i].word, contact) == 0)
            return strcmp(cabinet_value(cabinet, i), "open") == 0;
    }
    return false;
}

static void
tell_status(struct box *box)
{
    struct driver_status status = {.device = DEVICE_ONLINE};
    if (is_open(box, "tamperSensor"))
        status = (struct driver_status){.device = DEVICE_FRAUD_ATTEMPT,
                                        .cause = "tampered",
                                        .action = ACTION_MAINTENANCE,
                                        .explanation = "the tamper switch is released"};
    else if (is_open(box, "cabinetDoor"))
        status = (struct driver_status){.device = DEVICE_USER_ERROR,
                                        .cause = "doorOpen",
                                        .action = ACTION_CLEAR,
                                        .explanation = "a door of the cabinet is open"};
    driver_set_status(box->driver, &status);
}

/* ---- on the cabinet's thread ---------------------------------------------------------- */

static void
box_changed(const struct wire *wire, const char *value, void *context)
{
    struct box *box = context;
    driver_unsolicited(box->driver, "Contacts.Changed",
                       json_pack("{s:s, s:s}", "contact", wire->word, "value", value));
    if (atomic_load(&box->cabinet) != NULL)
        tell_status(box);
}

static void
box_gone(void *context)
{
    struct box *box = context;
    g_atomic_int_set(&box->gone, 1);
    driver_set_status(box->driver,
                      &(struct driver_status){.device = DEVICE_NO_DEVICE,
                                              .cause = "notConnected",
                                              .action = ACTION_MAINTENANCE,
                                              .explanation = "the chip is gone"});
}

/* ---- the commands --------------------------------------------------------------------- */

static bool
is_gone(struct driver *driver, struct driver_call *call)
{
    struct box *box = driver_data(driver);
    if (g_atomic_int_get(&box->gone) == 0)
        return false;
    driver_lost(driver);
    driver_explain(call, "notConnected", "the chip is gone");
    return true;
}

static enum completion
box_read(struct driver *driver, struct driver_call *call)
{
    struct box *box = driver_data(driver);
    if (is_gone(driver, call))
        return COMPLETION_DEVICE_NOT_READY;
    json_t *contacts = json_array(), *lights = json_array();
    for (size_t i = 0; i < box->wiring.count; i++) {
        const struct wire *wire = &box->wiring.wires[i];
        if (wire->light)
            json_array_append_new(lights, json_string(wire->word));
        else
            json_array_append_new(contacts,
                                  json_pack("{s:s, s:s}", "contact", wire->word, "value",
                                            cabinet_value(box->cabinet, i)));
    }
    json_object_set_new(driver_reply(call), "contacts", contacts);
    json_object_set_new(driver_reply(call), "lights", lights);
    return COMPLETION_SUCCESS;
}

static enum completion
box_light(struct driver *driver, struct driver_call *call)
{
    struct box *box = driver_data(driver);
    const json_t *payload = driver_payload(call);
    const char *light = json_string_value(json_object_get(payload, "light"));
    if (is_gone(driver, call))
        return COMPLETION_DEVICE_NOT_READY;
    for (size_t i = 0; i < box->wiring.count; i++) {
        if (strcmp(box->wiring.wires[i].word, light) != 0)
            continue;
        if (cabinet_light(box->cabinet, i, json_is_true(json_object_get(payload, "on"))))
            return COMPLETION_SUCCESS;
        driver_lost(driver);
        driver_explain(call, "notConnected", "the line cannot be set");
        return COMPLETION_DEVICE_NOT_READY;
    }
    driver_explain(call, "none", "there is no lamp %s", light);
    return COMPLETION_UNSUPPORTED_DATA;
}

/* ---- the driver ----------------------------------------------------------------------- */

static void
tell_why(struct driver *driver, const GError *error)
{
    struct driver_status status = {.device = DEVICE_NO_DEVICE,
                                   .cause = "badConfiguration",
                                   .action = ACTION_CONFIGURATION,
                                   .explanation = error->message};
    bool chip = error->domain == CABINET_ERROR;
    if (chip && (error->code == EACCES || error->code == EPERM)) {
        status.cause = "accessDenied";
    } else if (chip && error->code == EBUSY) {
        status.cause = "busy";
    } else if (chip && error->code != ENOTTY && error->code != EINVAL) {
        status.cause = "notConnected";
        status.action = ACTION_MAINTENANCE;
    }
    driver_set_status(driver, &status);
}

static void
box_close(struct driver *driver)
{
    struct box *box = driver_data(driver);
    cabinet_close(box->cabinet);
    wiring_finish(&box->wiring);
    g_free(box);
    driver_set_data(driver, NULL);
}

/* A recording names the chip and its wiring. */
static struct cabinet *
open_cabinet(struct box *box, const char *address, GError **error)
{
    static const char replay[] = "replay:";
    const struct cabinet_listener listener = {
        .changed = box_changed, .gone = box_gone, .context = box};
    const char *record_file = driver_record_file(box->driver);
    struct recording *recording = NULL;
    struct recorder *recorder = NULL;
    if (g_str_has_prefix(address, replay)) {
        recording = recording_load(address + strlen(replay), error);
        if (recording == NULL)
            return NULL;
        address = recording->address;
    }
    if (!wiring_parse(&box->wiring, address, error)) {
        recording_free(recording);
        return NULL;
    }
    if (record_file != NULL && (recorder = recorder_open(record_file, address)) == NULL) {
        g_set_error(error, CABINET_ERROR, EACCES, "%s cannot be written", record_file);
        recording_free(recording);
        return NULL;
    }
    return cabinet_open(&box->wiring, recording, recorder, &listener, error);
}

static bool
box_open(struct driver *driver, const char *address, GError **error)
{
    g_autoptr(GError) reason = NULL;
    struct box *box = g_new0(struct box, 1);
    box->driver = driver;
    driver_set_data(driver, box);
    struct cabinet *cabinet = open_cabinet(box, address, &reason);
    if (cabinet != NULL) {
        atomic_store(&box->cabinet, cabinet);
        tell_status(box);
        return true;
    }
    box_close(driver);
    tell_why(driver, reason);
    g_propagate_error(error, g_steal_pointer(&reason));
    return false;
}

static void
box_refresh(struct driver *driver)
{
    struct box *box = driver_data(driver);
    if (g_atomic_int_get(&box->gone) != 0)
        driver_lost(driver);
    else
        tell_status(box);
}

static const struct driver_command box_commands[] = {
    {"Contacts.Read", box_read}, {"Contacts.SetLight", box_light}, {0}};

static const struct driver_ops box_ops = {
    .class = &contacts_class,
    .name = "gpio",
    .about = "Contacts and lamps of the cabinet on a GPIO chip.",
    .commands = box_commands,
    .open = box_open,
    .close = box_close,
    .refresh = box_refresh,
};

int
main(int argc, char **argv)
{
    return driver_run(&box_ops, argc, argv);
}
