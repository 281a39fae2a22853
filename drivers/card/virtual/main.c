// SPDX-License-Identifier: Apache-2.0
/* A card reader that exists only in memory. */
#include <kiosk/card.h>
#include <kiosk/virtual.h>

#include <string.h>
#include "people.h"

struct reader {
    struct driver *driver;
    struct virtual *device;
    // Guarded by the virtual device's lock:
    json_t *card;      // CardFields; NULL: no card lies there
    bool announced;    // whether the terminal was told of a card
    int lift_after_ms; // the card is lifted so long after reading began; -1: it stays
};

static void
reader_lay(struct reader *reader, json_t *card)
{
    json_decref(reader->card);
    reader->card = card;
}

/* ---- the command ------------------------------------------------------------------- */

/* Reads the card that lies there. The lock is held. */
static enum completion
reader_read_card(struct reader *reader, struct driver_call *call)
{
    enum completion completion;
    if (virtual_fails(reader->device, call, &completion))
        return completion;
    if (reader->lift_after_ms >= 0) {
        enum driver_wait wait =
            virtual_pause(reader->device, call, reader->lift_after_ms);
        if (wait != DRIVER_WAIT_READY)
            return virtual_completion(wait);
        reader->lift_after_ms = -1;
        reader_lay(reader, NULL);
    }
    if (reader->card == NULL) {
        driver_explain(call, "mediaRemoved", "the card was lifted while it was read");
        return COMPLETION_USER_ERROR;
    }
    json_object_update(driver_reply(call), reader->card);
    return COMPLETION_SUCCESS;
}

static void reader_changed(void *context);

static enum completion
reader_wait_and_read(struct reader *reader, struct driver_call *call)
{
    enum driver_wait wait = virtual_begin(reader->device, call);
    while (wait == DRIVER_WAIT_READY) {
        const struct virtual_fault *fault = virtual_fault(reader->device);
        // What is wrong with the device shows at once; what is wrong with a card, with a card.
        bool broken = fault != NULL && fault->device != DEVICE_ONLINE;
        if (broken || reader->card != NULL)
            return reader_read_card(reader, call);
        wait = virtual_wait(reader->device, call, -1);
    }
    return virtual_completion(wait);
}

static enum completion
reader_read(struct driver *driver, struct driver_call *call)
{
    struct reader *reader = driver_data(driver);
    virtual_lock(reader->device);
    enum completion completion = reader_wait_and_read(reader, call);
    reader_changed(reader);
    virtual_unlock(reader->device);
    return completion;
}

/* ---- the control socket ------------------------------------------------------------ */

static void
reader_changed(void *context)
{
    struct reader *reader = context;
    bool lies = reader->card != NULL;
    if (lies != reader->announced)
        driver_unsolicited(reader->driver,
                           lies ? "Card.MediaInserted" : "Card.MediaRemoved",
                           json_object());
    reader->announced = lies;
    struct driver_status status = virtual_status(reader->device);
    status.media = lies ? "present" : "notPresent";
    driver_set_status(reader->driver, &status);
}

static void
reader_state(void *context, json_t *state)
{
    struct reader *reader = context;
    json_object_set_new(state, "media",
                        json_string(reader->card != NULL ? "present" : "notPresent"));
    if (reader->card != NULL)
        json_object_set(state, "card", reader->card);
    json_object_set_new(state, "lift_after_ms", json_integer(reader->lift_after_ms));
}

static bool
reader_do_insert(void *context, const char *arguments, GError **error)
{
    json_t *card = people_card(arguments, error);
    if (card == NULL)
        return false;
    reader_lay(context, card);
    return true;
}

static bool
reader_do_remove(void *context, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    reader_lay(context, NULL);
    return true;
}

static bool
reader_do_lift_after(void *context, const char *arguments, GError **error)
{
    struct reader *reader = context;
    return virtual_number(arguments, 0, 60000, &reader->lift_after_ms, error);
}

static bool
reader_do_clear(void *context, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    ((struct reader *)context)->lift_after_ms = -1;
    return true;
}

static const struct virtual_fault reader_faults[] = {
    {"cardUnreadable", COMPLETION_USER_ERROR, DEVICE_ONLINE, ACTION_NONE},
    {"cardRejected", COMPLETION_USER_ERROR, DEVICE_ONLINE, ACTION_NONE},
    {"mediaRemoved", COMPLETION_USER_ERROR, DEVICE_ONLINE, ACTION_NONE},
    {"cardUnsupported", COMPLETION_UNSUPPORTED_DATA, DEVICE_ONLINE, ACTION_NONE},
    {"samFault", COMPLETION_HARDWARE_ERROR, DEVICE_HARDWARE_ERROR, ACTION_MAINTENANCE},
    {"protocolError", COMPLETION_DEVICE_NOT_READY, DEVICE_HARDWARE_ERROR,
     ACTION_MAINTENANCE},
    {"notConnected", COMPLETION_DEVICE_NOT_READY, DEVICE_NO_DEVICE, ACTION_MAINTENANCE},
    {"notResponding", COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE, ACTION_MAINTENANCE},
    {0}};

static const struct virtual_verb reader_verbs[] = {
    {"insert", "insert [card={CardFields}] [type=WORD] [MEMBER=VALUE …]",
     reader_do_insert},
    {"remove", "remove", reader_do_remove},
    {"lift-after", "lift-after MS", reader_do_lift_after},
    {"clear", "clear", reader_do_clear},
    {0}};

static const struct virtual_shortcut reader_shortcuts[] = {
    {N_("Lay an ID card on the reader"), "insert"},
    {N_("Lay a residence permit of Hong Kong, Macao or Taiwan on it"), "insert type=hmt"},
    {N_("Lay a permanent residence card of a foreigner on it"),
     "insert type=foreigner_2023"},
    {N_("Take the card away"), "remove"},
    {N_("Lift the card while it is read"), "lift-after 100"},
    {0}};

static const struct virtual_ops reader_virtual_ops = {
    .shortcuts = reader_shortcuts,
    .faults = reader_faults,
    .verbs = reader_verbs,
    .changed = reader_changed,
    .state = reader_state,
};

/* ---- the driver -------------------------------------------------------------------- */

static void
reader_close(struct driver *driver)
{
    struct reader *reader = driver_data(driver);
    virtual_close(reader->device);
    json_decref(reader->card);
    g_free(reader);
    driver_set_data(driver, NULL);
}

static bool
reader_open(struct driver *driver, const char *address, GError **error)
{
    struct reader *reader = g_new0(struct reader, 1);
    *reader = (struct reader){.driver = driver, .lift_after_ms = -1};
    driver_set_data(driver, reader);
    reader->device = virtual_open(driver, address, &reader_virtual_ops, reader, error);
    if (reader->device != NULL && virtual_start(reader->device, error))
        return true;
    reader_close(driver);
    return false;
}

static const struct driver_command reader_commands[] = {{"Card.Read", reader_read}, {0}};

static const struct driver_ops reader_ops = {
    .class = &card_class,
    .name = "virtual",
    .about = "A card reader that exists only in memory.",
    .commands = reader_commands,
    .open = reader_open,
    .close = reader_close,
};

int
main(int argc, char **argv)
{
    return driver_run(&reader_ops, argc, argv);
}
