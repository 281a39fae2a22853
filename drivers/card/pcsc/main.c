// SPDX-License-Identifier: Apache-2.0
/* Chip cards through the smart card service. */
#include <kiosk/card.h>
#include <kiosk/driver.h>
#include <kiosk/transport.h>

#include <string.h>
#include "codes.h"
#include "slot.h"

#define CHIP_TRIES 3  // of a card that gives nothing
#define CHIP_ROUNDS 8 // of one command: GET RESPONSE, and the right length
#define CHIP_RETRY_MS 100
#define CHIP_COMMAND_MAX (5 + 16 + 1)

/* Status words of ISO/IEC 7816-4, 5.1.3. */
#define WORD_FINE 0x9000
#define WORD_MORE 0x6100   // low byte: so many bytes wait
#define WORD_LENGTH 0x6C00 // low byte: the right length
#define WORD_NOT_FOUND 0x6A82

struct chip {
    struct slot *slot;
    bool present;
    bool known; // whether `present` was ever looked at
};

/* ---- how it is ------------------------------------------------------------------------ */

static void
set_status(struct driver *driver, const struct code *row)
{
    struct chip *chip = driver_data(driver);
    struct driver_status status = {
        .device = row == NULL ? DEVICE_ONLINE : row->device,
        .media = chip != NULL && chip->present ? "present" : "notPresent",
    };
    if (status.device != DEVICE_ONLINE) {
        status.cause = row->cause;
        status.action = row->action;
        status.explanation = row->explanation;
    }
    driver_set_status(driver, &status);
}

static void
set_present(struct driver *driver, bool present)
{
    struct chip *chip = driver_data(driver);
    if (chip->present != present && (present || chip->known))
        driver_unsolicited(driver, present ? "Card.MediaInserted" : "Card.MediaRemoved",
                           json_object());
    chip->present = present;
    chip->known = true;
    set_status(driver, NULL);
}

/* ---- what failed ---------------------------------------------------------------------- */

/* Ends the command. */
static enum completion
fail(struct driver *driver, struct driver_call *call, LONG code)
{
    if (code == SERVICE_CANCELED)
        return COMPLETION_CANCELED;
    if (code == SCARD_E_TIMEOUT && driver_time_left_ms(call) == 0)
        return COMPLETION_TIME_OUT;
    const struct code *row = codes_find(code);
    driver_explain(call, row->cause, "%s", row->explanation);
    if (row->device == DEVICE_OFFLINE || row->device == DEVICE_NO_DEVICE) {
        set_status(driver, row);
        driver_lost(driver);
    }
    return row->completion;
}

static bool
is_about_card(LONG code)
{
    return code != SERVICE_CANCELED && codes_find(code)->device == DEVICE_ONLINE;
}

/* ---- a card --------------------------------------------------------------------------- */

/* A reader that is there, and what lies in it. */
static LONG
look(struct driver *driver, struct driver_call *call, bool wait, DWORD *state_out)
{
    struct chip *chip = driver_data(driver);
    DWORD state = 0;
    LONG result = slot_state(chip->slot, call, wait, &state);
    if (result != SCARD_S_SUCCESS)
        return result;
    if ((state & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE | SCARD_STATE_IGNORE)) !=
        0)
        return SCARD_E_UNKNOWN_READER;
    set_present(driver, (state & SCARD_STATE_PRESENT) != 0);
    *state_out = state;
    return SCARD_S_SUCCESS;
}

static LONG
await_card(struct driver *driver, struct driver_call *call)
{
    for (bool wait = false;; wait = true) {
        DWORD state = 0;
        LONG result = look(driver, call, wait, &state);
        if (result != SCARD_S_SUCCESS)
            return result;
        if ((state & SCARD_STATE_MUTE) != 0)
            return SCARD_W_UNRESPONSIVE_CARD;
        if ((state & SCARD_STATE_PRESENT) != 0)
            return SCARD_S_SUCCESS;
        if (driver_canceled(call))
            return SERVICE_CANCELED;
        if (driver_time_left_ms(call) == 0)
            return SCARD_E_TIMEOUT;
    }
}

/* What an answer that is none means: is the card still there? */
static LONG
why_nothing(struct driver *driver, struct driver_call *call)
{
    DWORD state = 0;
    // The reader notices a moment later than the card goes.
    if (driver_wait(call, -1, 0, CHIP_RETRY_MS) == DRIVER_WAIT_CANCELED)
        return SERVICE_CANCELED;
    LONG result = look(driver, call, false, &state);
    if (result != SCARD_S_SUCCESS)
        return result;
    return (state & SCARD_STATE_PRESENT) != 0 ? SCARD_W_UNRESPONSIVE_CARD
                                              : SCARD_W_REMOVED_CARD;
}

static LONG
exchange_once(struct driver *driver, struct driver_call *call, const BYTE *request,
              DWORD size, unsigned *word_out)
{
    struct chip *chip = driver_data(driver);
    const BYTE *reply = NULL;
    DWORD reply_size = 0;
    LONG result = slot_transmit(chip->slot, call, request, size, &reply, &reply_size);
    bool odd = result != SCARD_S_SUCCESS && result != SERVICE_CARD_HANGS &&
               is_about_card(result);
    // An empty answer is told as a success: a reader that lost its card in the middle.
    if (odd || (result == SCARD_S_SUCCESS && reply_size < 2))
        return why_nothing(driver, call);
    if (result == SCARD_S_SUCCESS)
        *word_out = (unsigned)(reply[reply_size - 2] << 8 | reply[reply_size - 1]);
    return result;
}

/* One command with what the card asks for on the way. */
static LONG
exchange(struct driver *driver, struct driver_call *call, const BYTE *request, DWORD size,
         unsigned *word_out)
{
    BYTE command[CHIP_COMMAND_MAX];
    memcpy(command, request, size);
    for (int round = 0; round < CHIP_ROUNDS; round++) {
        unsigned word = 0;
        LONG result = exchange_once(driver, call, command, size, &word);
        if (result != SCARD_S_SUCCESS)
            return result;
        if ((word & 0xff00) == WORD_MORE) {
            const BYTE more[] = {command[0], 0xC0, 0x00, 0x00, (BYTE)word};
            memcpy(command, more, sizeof more);
            size = sizeof more;
        } else if ((word & 0xff00) == WORD_LENGTH) {
            command[size - 1] = (BYTE)word;
        } else {
            *word_out = word;
            return SCARD_S_SUCCESS;
        }
    }
    return SCARD_W_UNRESPONSIVE_CARD; // it asks and asks
}

/* SELECT by name, ISO/IEC 7816-4 11.1.1; without a name the card's own first application. */
static LONG
select_application(struct driver *driver, struct driver_call *call, GBytes *name,
                   unsigned *word_out)
{
    gsize size = 0;
    const guint8 *bytes = name == NULL ? NULL : g_bytes_get_data(name, &size);
    BYTE command[CHIP_COMMAND_MAX] = {0x00, 0xA4, 0x04, 0x00, (BYTE)size};
    if (size == 0)
        return exchange(driver, call, command, 5, word_out);
    memcpy(command + 5, bytes, size);
    return exchange(driver, call, command, (DWORD)(5 + size + 1), word_out);
}

static void
reply_hex(struct driver_call *call, const char *name, const BYTE *bytes, size_t size)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < size; i++)
        g_string_append_printf(text, "%02x", bytes[i]);
    json_object_set_new(driver_reply(call), name, json_string(text->str));
}

/* Asks for the applications that are wanted. *found_out: the card has one of them, or none is
 * wanted and it answered. */
static LONG
find_application(struct driver *driver, struct driver_call *call, bool *found_out)
{
    struct chip *chip = driver_data(driver);
    const GPtrArray *wanted = slot_applications(chip->slot);
    unsigned word = 0;
    *found_out = wanted->len == 0;
    if (wanted->len == 0) // any word will do: it is a card that answers
        return select_application(driver, call, NULL, &word);
    for (guint i = 0; i < wanted->len && !*found_out; i++) {
        LONG result = select_application(driver, call, wanted->pdata[i], &word);
        if (result != SCARD_S_SUCCESS)
            return result;
        *found_out = word == WORD_FINE;
        if (*found_out) {
            gsize size;
            const guint8 *name = g_bytes_get_data(wanted->pdata[i], &size);
            reply_hex(call, "application", name, size);
        } else if (word != WORD_NOT_FOUND) {
            driver_explain(call, "cardUnsupported", "the card answers %04x to SELECT",
                           word);
        }
    }
    return SCARD_S_SUCCESS;
}

static LONG
read_once(struct driver *driver, struct driver_call *call, bool *found_out)
{
    struct chip *chip = driver_data(driver);
    BYTE atr[MAX_ATR_SIZE];
    DWORD size = 0;
    LONG result = slot_connect(chip->slot, call, atr, &size);
    if (result != SCARD_S_SUCCESS)
        return result;
    json_object_clear(driver_reply(call));
    reply_hex(call, "atr", atr, size);
    return find_application(driver, call, found_out);
}

/* ---- Card.Read ------------------------------------------------------------------------ */

static bool
may_help(LONG code)
{
    return is_about_card(code) && code != SCARD_W_REMOVED_CARD &&
           code != SCARD_E_NO_SMARTCARD && code != SERVICE_CARD_HANGS;
}

static enum completion
chip_read(struct driver *driver, struct driver_call *call)
{
    struct chip *chip = driver_data(driver);
    LONG result = await_card(driver, call);
    bool found = false;
    for (int tries = 1; result == SCARD_S_SUCCESS; tries++) {
        result = read_once(driver, call, &found);
        slot_disconnect(chip->slot);
        if (result == SCARD_S_SUCCESS || tries == CHIP_TRIES || !may_help(result))
            break;
        result = why_nothing(driver, call);
        if (result == SCARD_W_UNRESPONSIVE_CARD)
            result = SCARD_S_SUCCESS; // it lies there: once more
    }
    if (result != SCARD_S_SUCCESS || !found)
        json_object_clear(driver_reply(call));
    if (result != SCARD_S_SUCCESS)
        return fail(driver, call, result);
    if (!found) {
        driver_explain(call, "cardUnsupported",
                       "the card has none of the applications that are wanted");
        return COMPLETION_UNSUPPORTED_DATA;
    }
    // A chip card says nobody's name here.
    json_object_set_new(driver_reply(call), "card_type", json_string("chip"));
    json_object_set_new(driver_reply(call), "name", json_string(""));
    json_object_set_new(driver_reply(call), "id_number", json_string(""));
    return COMPLETION_SUCCESS;
}

/* ---- the driver ----------------------------------------------------------------------- */

static void
chip_refresh(struct driver *driver)
{
    DWORD state = 0;
    LONG result = look(driver, NULL, false, &state);
    if (result == SCARD_S_SUCCESS || is_about_card(result))
        return;
    set_status(driver, codes_find(result));
    driver_lost(driver);
}

/* The thread of the service outlives the device: one that hangs is not made twice. */
static struct chip chip;

static void
chip_close(struct driver *driver)
{
    slot_close(chip.slot);
    chip.present = chip.known = false;
    driver_set_data(driver, NULL);
}

static bool
chip_open(struct driver *driver, const char *address, GError **error)
{
    if (chip.slot == NULL)
        chip.slot = slot_create(address, driver_record_file(driver), error);
    if (chip.slot == NULL) {
        driver_set_status(driver,
                          &(struct driver_status){.device = DEVICE_NO_DEVICE,
                                                  .cause = "badConfiguration",
                                                  .action = ACTION_CONFIGURATION,
                                                  .explanation = "the address is wrong"});
        return false;
    }
    LONG result = slot_open(chip.slot);
    driver_set_data(driver, &chip);
    DWORD state = 0;
    if (result == SCARD_S_SUCCESS)
        result = look(driver, NULL, false, &state);
    if (result == SCARD_S_SUCCESS)
        return true;
    const struct code *row = codes_find(result);
    g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_GONE, "%s", row->explanation);
    set_status(driver, row);
    chip_close(driver);
    return false;
}

static void
chip_capabilities(struct driver *driver, json_t *capabilities)
{
    (void)driver;
    json_object_set_new(capabilities, "card_types", json_pack("[s]", "chip"));
    json_object_set_new(capabilities, "notices_removal", json_true());
    json_object_set_new(capabilities, "reader", json_string(slot_name(chip.slot)));
}

static const struct driver_command chip_commands[] = {{"Card.Read", chip_read}, {0}};

static const struct driver_ops chip_ops = {
    .class = &card_class,
    .name = "pcsc",
    .about = "Chip cards through the smart card service (PC/SC).",
    .commands = chip_commands,
    .open = chip_open,
    .close = chip_close,
    .refresh = chip_refresh,
    .capabilities = chip_capabilities,
};

int
main(int argc, char **argv)
{
    int status = driver_run(&chip_ops, argc, argv);
    slot_destroy(chip.slot);
    return status;
}
