// SPDX-License-Identifier: Apache-2.0
/* The cabinet: lamps that show where something is to be done, and how contacts and headphones
 * are when their driver comes up. What changes later it tells by itself. */
#include "jobs_private.h"

#include <string.h>
#include <kiosk/contacts.h>

#include "base/json.h"

static void light_next(struct jobs *jobs);

static struct device *
cabinet_of(const struct jobs *jobs)
{
    return supervisor_find(jobs->settings.supervisor, "contacts");
}

static void
tell_contact(struct jobs *jobs, const char *contact, const char *value)
{
    struct event *event = event_create(EVENT_CONTACT);
    event->text = g_strdup(contact);
    event->text2 = g_strdup(value);
    jobs_tell(jobs, event);
}

/* ---- lamps ------------------------------------------------------------------------------ */

static void
light_set(const struct device_answer *answer, void *context)
{
    struct jobs *jobs = context;
    unsigned lamp = jobs->cabinet.setting;
    jobs->cabinet.setting = 0;
    if (jobs->stopped)
        return;
    if (answer->completion == COMPLETION_SUCCESS)
        jobs->cabinet.shown ^= lamp;
    else
        jobs->cabinet.known &= ~lamp; // until the driver comes up again
    light_next(jobs);
}

/* One lamp after the other: the first that is not as it should be. */
static void
light_next(struct jobs *jobs)
{
    unsigned wrong = (jobs->cabinet.wanted ^ jobs->cabinet.shown) & jobs->cabinet.known;
    struct device *device = cabinet_of(jobs);
    if (jobs->cabinet.setting != 0 || wrong == 0 || device == NULL)
        return;
    int word = __builtin_ctz(wrong);
    jobs->cabinet.setting = 1U << word;
    bool on = jobs->cabinet.wanted & jobs->cabinet.setting;
    device_send(device, &(struct device_request){
                            .name = "Contacts.SetLight",
                            .payload = json_pack("{s:s, s:b}", "light",
                                                 contacts_light_words[word], "on", on),
                            .done = light_set,
                            .context = jobs});
}

void
jobs_lights(struct jobs *jobs, const struct event *event)
{
    jobs->cabinet.wanted = (unsigned)event->number;
    light_next(jobs);
}

/* ---- a driver that comes up ------------------------------------------------------------- */

static void
contacts_read(const struct device_answer *answer, void *context)
{
    struct jobs *jobs = context;
    json_t *row;
    size_t index;
    if (jobs->stopped || answer->completion != COMPLETION_SUCCESS)
        return;
    json_array_foreach (json_object_get(answer->payload, "contacts"), index, row)
        tell_contact(jobs, json_text(row, "contact", ""), json_text(row, "value", ""));
    jobs->cabinet.known = jobs->cabinet.shown = 0; // all are dark after a start
    json_array_foreach (json_object_get(answer->payload, "lights"), index, row)
        for (int i = 0; contacts_light_words[i] != NULL; i++)
            if (strcmp(json_string_value(row), contacts_light_words[i]) == 0)
                jobs->cabinet.known |= 1U << i;
    light_next(jobs);
}

static void
keypad_enabled(const struct device_answer *answer, void *context)
{
    struct jobs *jobs = context;
    const json_t *plugged = json_object_get(answer->payload, "headphones");
    if (!jobs->stopped && answer->completion == COMPLETION_SUCCESS && plugged != NULL)
        tell_contact(jobs, "enhancedAudioSensor",
                     json_is_true(plugged) ? "present" : "notPresent");
}

void
jobs_device(struct jobs *jobs, const struct session_device *device)
{
    bool contacts = strcmp(device->class, "contacts") == 0;
    bool keypad = strcmp(device->class, "keypad") == 0;
    if (!contacts && !keypad)
        return;
    bool *up = contacts ? &jobs->cabinet.contacts_up : &jobs->cabinet.keypad_up;
    // A door that stands open is no reason for the lamps to go dark.
    bool is_up = device->state == DEVICE_ONLINE || device->state == DEVICE_USER_ERROR ||
                 device->state == DEVICE_FRAUD_ATTEMPT;
    bool comes = is_up && !*up;
    *up = is_up;
    if (!comes)
        return;
    struct device *found = supervisor_find(jobs->settings.supervisor, device->class);
    struct device_request request = {
        .name = contacts ? "Contacts.Read" : "Keypad.Enable",
        .payload = contacts ? json_object() : json_pack("{s:b}", "enabled", 1),
        .done = contacts ? contacts_read : keypad_enabled,
        .context = jobs};
    device_send(found, &request);
}
