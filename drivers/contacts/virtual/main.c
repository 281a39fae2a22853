// SPDX-License-Identifier: Apache-2.0
/* A cabinet that exists only in memory. */
#include <kiosk/contacts.h>
#include <kiosk/virtual.h>

#include <string.h>

#define CONTACTS (G_N_ELEMENTS(contacts_contact_words) - 1)
#define LIGHTS (G_N_ELEMENTS(contacts_light_words) - 1)

struct cabinet {
    struct driver *driver;
    struct virtual *device;
    // Under the virtual device's lock:
    const char *values[CONTACTS];
    bool lights[LIGHTS];
};

enum { DOOR, TAMPER }; // first two of contacts_contact_words

static int
find_word(const char *const *words, const char *text)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], text) == 0)
            return i;
    }
    return -1;
}

/* The value of a contact that nothing has happened to. */
static const char *
quiet(size_t contact)
{
    return contact <= TAMPER ? "closed" : "notPresent";
}

static const char *
lively(size_t contact)
{
    return contact <= TAMPER ? "open" : "present";
}

/* ---- the commands --------------------------------------------------------------------- */

static enum completion
read_locked(struct cabinet *cabinet, struct driver_call *call)
{
    json_t *contacts = json_array(), *lights = json_array();
    for (size_t i = 0; i < CONTACTS; i++)
        json_array_append_new(contacts, json_pack("{s:s, s:s}", "contact",
                                                  contacts_contact_words[i], "value",
                                                  cabinet->values[i]));
    for (size_t i = 0; i < LIGHTS; i++)
        json_array_append_new(lights, json_string(contacts_light_words[i]));
    json_object_set_new(driver_reply(call), "contacts", contacts);
    json_object_set_new(driver_reply(call), "lights", lights);
    return COMPLETION_SUCCESS;
}

static enum completion
light_locked(struct cabinet *cabinet, struct driver_call *call)
{
    const json_t *payload = driver_payload(call);
    int light = find_word(contacts_light_words,
                          json_string_value(json_object_get(payload, "light")));
    cabinet->lights[light] = json_is_true(json_object_get(payload, "on"));
    return COMPLETION_SUCCESS;
}

static enum completion
run(struct driver *driver, struct driver_call *call,
    enum completion (*locked)(struct cabinet *cabinet, struct driver_call *call))
{
    struct cabinet *cabinet = driver_data(driver);
    enum completion completion;
    virtual_lock(cabinet->device);
    enum driver_wait wait = virtual_begin(cabinet->device, call);
    if (wait != DRIVER_WAIT_READY)
        completion = virtual_completion(wait);
    else if (!virtual_fails(cabinet->device, call, &completion))
        completion = locked(cabinet, call);
    virtual_unlock(cabinet->device);
    return completion;
}

static enum completion
cabinet_read(struct driver *driver, struct driver_call *call)
{
    return run(driver, call, read_locked);
}

static enum completion
cabinet_light(struct driver *driver, struct driver_call *call)
{
    return run(driver, call, light_locked);
}

/* ---- the control socket --------------------------------------------------------------- */

static void
set_contact(struct cabinet *cabinet, size_t contact, const char *value)
{
    if (strcmp(cabinet->values[contact], value) == 0)
        return;
    cabinet->values[contact] = value;
    driver_unsolicited(cabinet->driver, "Contacts.Changed",
                       json_pack("{s:s, s:s}", "contact", contacts_contact_words[contact],
                                 "value", value));
}

static void
cabinet_changed(void *context)
{
    struct cabinet *cabinet = context;
    const struct virtual_fault *fault = virtual_fault(cabinet->device);
    if (fault != NULL && strcmp(fault->cause, "doorOpen") == 0)
        set_contact(cabinet, DOOR, "open");
    if (fault != NULL && strcmp(fault->cause, "tampered") == 0)
        set_contact(cabinet, TAMPER, "open");
    struct driver_status status = virtual_status(cabinet->device);
    if (fault == NULL && strcmp(cabinet->values[TAMPER], "open") == 0)
        status = (struct driver_status){.device = DEVICE_FRAUD_ATTEMPT,
                                        .cause = "tampered",
                                        .action = ACTION_MAINTENANCE};
    else if (fault == NULL && strcmp(cabinet->values[DOOR], "open") == 0)
        status = (struct driver_status){
            .device = DEVICE_USER_ERROR, .cause = "doorOpen", .action = ACTION_CLEAR};
    driver_set_status(cabinet->driver, &status);
}

static bool
cabinet_do_set(void *context, const char *arguments, GError **error)
{
    g_auto(GStrv) words = g_strsplit(arguments, " ", 2);
    int found = words[0] == NULL ? -1 : find_word(contacts_contact_words, words[0]);
    const char *value = words[0] == NULL || words[1] == NULL ? "" : words[1];
    size_t contact = found < 0 ? 0 : (size_t)found;
    bool is_quiet = strcmp(value, quiet(contact)) == 0;
    if (found < 0 || !(is_quiet || strcmp(value, lively(contact)) == 0)) {
        g_set_error(error, VIRTUAL_ERROR, 0, "set CONTACT VALUE; see contacts.h");
        return false;
    }
    set_contact(context, contact, is_quiet ? quiet(contact) : lively(contact));
    return true;
}

static bool
cabinet_do_clear(void *context, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    for (size_t i = 0; i < CONTACTS; i++)
        set_contact(context, i, quiet(i));
    return true;
}

static void
cabinet_state(void *context, json_t *state)
{
    struct cabinet *cabinet = context;
    json_t *contacts = json_object(), *lights = json_object();
    for (size_t i = 0; i < CONTACTS; i++)
        json_object_set_new(contacts, contacts_contact_words[i],
                            json_string(cabinet->values[i]));
    for (size_t i = 0; i < LIGHTS; i++)
        json_object_set_new(lights, contacts_light_words[i],
                            json_boolean(cabinet->lights[i]));
    json_object_set_new(state, "contacts", contacts);
    json_object_set_new(state, "lights", lights);
}

static const struct virtual_fault cabinet_faults[] = {
    {"doorOpen", COMPLETION_SUCCESS, DEVICE_USER_ERROR, ACTION_CLEAR},
    {"tampered", COMPLETION_SUCCESS, DEVICE_FRAUD_ATTEMPT, ACTION_MAINTENANCE},
    {0}};

static const struct virtual_verb cabinet_verbs[] = {
    {"set", "set CONTACT VALUE", cabinet_do_set},
    {"clear", "clear", cabinet_do_clear},
    {0}};

static const struct virtual_ops cabinet_virtual_ops = {
    .faults = cabinet_faults,
    .verbs = cabinet_verbs,
    .changed = cabinet_changed,
    .state = cabinet_state,
};

/* ---- the driver ----------------------------------------------------------------------- */

static void
cabinet_close(struct driver *driver)
{
    struct cabinet *cabinet = driver_data(driver);
    virtual_close(cabinet->device);
    g_free(cabinet);
    driver_set_data(driver, NULL);
}

static bool
cabinet_open(struct driver *driver, const char *address, GError **error)
{
    struct cabinet *cabinet = g_new0(struct cabinet, 1);
    cabinet->driver = driver;
    for (size_t i = 0; i < CONTACTS; i++)
        cabinet->values[i] = quiet(i);
    driver_set_data(driver, cabinet);
    cabinet->device = virtual_open(driver, address, &cabinet_virtual_ops, cabinet, error);
    if (cabinet->device != NULL && virtual_start(cabinet->device, error))
        return true;
    cabinet_close(driver);
    return false;
}

static const struct driver_command cabinet_commands[] = {
    {"Contacts.Read", cabinet_read}, {"Contacts.SetLight", cabinet_light}, {0}};

static const struct driver_ops cabinet_ops = {
    .class = &contacts_class,
    .name = "virtual",
    .about = "Contacts and lamps of a cabinet that exists only in memory.",
    .commands = cabinet_commands,
    .open = cabinet_open,
    .close = cabinet_close,
};

int
main(int argc, char **argv)
{
    return driver_run(&cabinet_ops, argc, argv);
}
