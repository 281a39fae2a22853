// SPDX-License-Identifier: Apache-2.0
/* SAM-V module for resident identity cards on a serial line or USB. */
#include <kiosk/card.h>
#include <kiosk/driver.h>

#include <string.h>
#include "module.h"
#include "record.h"

#define SAM_POLL_MS 100    // between two looks for a card
#define SAM_SILENCES_MAX 3 // unanswered requests in a row: the module does not respond
#define SAM_READ_TRIES 3   // of one card
#define SAM_PHOTO_MAX 4096 // bytes; the module gives 1024

struct sam {
    struct module *module;
    int silences;
    bool present; // a card was found and has not been missed yet
    bool faulty;  // it said that it cannot work; until it says otherwise
};

/* ---- how it is --------------------------------------------------------------------- */

static void
sam_set_status(struct driver *driver, struct driver_status status)
{
    struct sam *sam = driver_data(driver);
    status.media = sam != NULL && sam->present ? "present" : "notPresent";
    driver_set_status(driver, &status);
}

static void
sam_set_online(struct driver *driver)
{
    struct sam *sam = driver_data(driver);
    sam->faulty = false;
    sam_set_status(driver, (struct driver_status){.device = DEVICE_ONLINE});
}

static void
sam_set_silent(struct driver *driver)
{
    sam_set_status(driver, (struct driver_status){
                               .device = DEVICE_OFFLINE,
                               .cause = "notResponding",
                               .action = ACTION_MAINTENANCE,
                               .explanation = "the line is open, the module is silent"});
}

static void
sam_set_faulty(struct driver *driver, const char *explanation)
{
    struct sam *sam = driver_data(driver);
    sam->faulty = true;
    sam_set_status(driver, (struct driver_status){.device = DEVICE_HARDWARE_ERROR,
                                                  .cause = "samFault",
                                                  .action = ACTION_MAINTENANCE,
                                                  .explanation = explanation});
}

static void
sam_set_present(struct driver *driver, bool present)
{
    struct sam *sam = driver_data(driver);
    if (sam->present == present)
        return;
    sam->present = present;
    driver_unsolicited(driver, present ? "Card.MediaInserted" : "Card.MediaRemoved",
                       json_object());
    sam_set_online(driver);
}

/* ---- what the module says ---------------------------------------------------------- */

struct sam_word {
    uint8_t word; // SW3
    enum completion completion;
    const char *cause;
    const char *explanation;
};

static const struct sam_word sam_words[] = {
    {0x21, COMPLETION_DEVICE_NOT_READY, "protocolError",
     "the module refuses the request"},
    {0x31, COMPLETION_USER_ERROR, "cardRejected", "the card does not accept the reader"},
    {0x32, COMPLETION_USER_ERROR, "cardRejected", "the reader does not accept the card"},
    {0x33, COMPLETION_USER_ERROR, "cardRejected", "the card failed its verification"},
    {0x40, COMPLETION_UNSUPPORTED_DATA, "cardUnsupported", "the card is of another kind"},
    {0x47, COMPLETION_USER_ERROR, "cardRejected", "the card failed the challenge"},
    {0x60, COMPLETION_HARDWARE_ERROR, "samFault", "the module failed its own test"},
    {0x66, COMPLETION_HARDWARE_ERROR, "samFault", "the module is not authorised"},
};

/* The row of a word that means more than "not this time"; NULL: there is none. */
static const struct sam_word *
sam_find_word(uint8_t word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sam_words); i++) {
        if (sam_words[i].word == word)
            return &sam_words[i];
    }
    return NULL;
}

static bool
sam_is_fault(const struct sam_word *row)
{
    return row != NULL && row->completion == COMPLETION_HARDWARE_ERROR;
}

/* A word that ends the command; false: trying again may help. */
static bool
sam_is_final(struct driver *driver, struct driver_call *call, uint8_t word,
             enum completion *completion_out)
{
    const struct sam_word *row = sam_find_word(word);
    if (row == NULL)
        return false;
    driver_explain(call, row->cause, "SW3 %02x: %s", word, row->explanation);
    if (sam_is_fault(row))
        sam_set_faulty(driver, row->explanation);
    *completion_out = row->completion;
    return true;
}

/* No reply came. SUCCESS: one silence is no reason to give up. */
static enum completion
sam_explain_silence(struct driver *driver, struct driver_call *call, const GError *error)
{
    struct sam *sam = driver_data(driver);
    if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_CANCELED))
        return COMPLETION_CANCELED;
    if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_TIME_OUT)) {
        if (driver_time_left_ms(call) == 0)
            return COMPLETION_TIME_OUT;
        if (++sam->silences < SAM_SILENCES_MAX)
            return COMPLETION_SUCCESS;
        sam_set_silent(driver);
        driver_explain(call, "notResponding", "the module did not answer %d times",
                       sam->silences);
        return COMPLETION_DEVICE_NOT_READY;
    }
    if (g_error_matches(error, MODULE_ERROR, MODULE_ERROR_GARBLED)) {
        driver_explain(call, "protocolError", "%s", error->message);
        return COMPLETION_DEVICE_NOT_READY;
    }
    driver_lost(driver);
    driver_explain(call, "notConnected", "%s", error->message);
    return COMPLETION_DEVICE_NOT_READY;
}

enum answer {
    ANSWER_WORD,    // *reply_out is filled
    ANSWER_NOTHING, // nothing came; ask again
    ANSWER_END,     // *completion_out ends the command
};

static enum answer
sam_ask(struct driver *driver, struct driver_call *call, enum module_request request,
        struct frame_reply *reply_out, enum completion *completion_out)
{
    struct sam *sam = driver_data(driver);
    g_autoptr(GError) error = NULL;
    if (!module_ask(sam->module, call, request, reply_out, &error)) {
        *completion_out = sam_explain_silence(driver, call, error);
        return *completion_out == COMPLETION_SUCCESS ? ANSWER_NOTHING : ANSWER_END;
    }
    sam->silences = 0;
    if (sam_is_final(driver, call, reply_out->sw3, completion_out))
        return ANSWER_END;
    sam_set_online(driver);
    return ANSWER_WORD;
}

/* ---- a card ------------------------------------------------------------------------ */

/* Waits until a card is found. */
static enum completion
sam_await_card(struct driver *driver, struct driver_call *call)
{
    for (;;) {
        struct frame_reply reply;
        enum completion completion;
        enum answer answer = sam_ask(driver, call, MODULE_FIND, &reply, &completion);
        if (answer == ANSWER_END)
            return completion;
        if (answer == ANSWER_WORD && reply.sw3 == MODULE_FOUND) {
            sam_set_present(driver, true);
            return COMPLETION_SUCCESS;
        }
        switch (driver_wait(call, -1, 0, SAM_POLL_MS)) {
        case DRIVER_WAIT_CANCELED:
            return COMPLETION_CANCELED;
        case DRIVER_WAIT_TIME_OUT:
        case DRIVER_WAIT_READY:
            if (driver_time_left_ms(call) == 0)
                return COMPLETION_TIME_OUT;
        }
    }
}

/* Length `index` of those that a record begins with; 0 when it is too short for it. */
static size_t
sam_length(const struct frame_reply *reply, size_t index)
{
    size_t at = 2 * index;
    return reply->size < at + 2 ? 0
                                : (size_t)(reply->data[at] << 8 | reply->data[at + 1]);
}

/* Turns what was read into the answer: lengths of text and photo, with some modules that of
 * fingerprints as well, then all these in this order. */
static enum completion
sam_take_record(struct driver_call *call, const struct frame_reply *reply)
{
    g_autoptr(GError) error = NULL;
    size_t text = sam_length(reply, 0), photo = sam_length(reply, 1);
    // Only the size of the whole tells how many lengths there are.
    size_t head = reply->size == 6 + text + photo + sam_length(reply, 2) ? 6 : 4;
    if (text != RECORD_SIZE || photo > SAM_PHOTO_MAX ||
        head + text + photo > reply->size) {
        driver_explain(call, "cardUnreadable", "the record has %zu bytes of text", text);
        return COMPLETION_USER_ERROR;
    }
    const uint8_t *record = reply->data + head;
    json_t *card = record_parse(record, &error);
    if (card == NULL) {
        bool unknown = g_error_matches(error, RECORD_ERROR, RECORD_ERROR_UNSUPPORTED);
        driver_explain(call, unknown ? "cardUnsupported" : "cardUnreadable", "%s",
                       error->message);
        return unknown ? COMPLETION_UNSUPPORTED_DATA : COMPLETION_USER_ERROR;
    }
    json_object_update(driver_reply(call), card);
    json_decref(card);
    int blob = photo == 0 ? -1 : driver_reply_blob(call, record + text, photo, &error);
    if (error != NULL) {
        driver_explain(call, "internalError", "%s", error->message);
        return COMPLETION_INTERNAL_ERROR;
    }
    if (blob >= 0)
        json_object_set_new(driver_reply(call), "photo", json_integer(blob));
    return COMPLETION_SUCCESS;
}

/* Selects and reads the card that was found. ANSWER_WORD: *completion_out is what became of
 * it; ANSWER_NOTHING: it could not be read this time. */
static enum answer
sam_read_once(struct driver *driver, struct driver_call *call,
              enum completion *completion_out)
{
    struct frame_reply reply;
    enum answer answer = sam_ask(driver, call, MODULE_SELECT, &reply, completion_out);
    if (answer != ANSWER_WORD || reply.sw3 != MODULE_OK)
        return answer == ANSWER_END ? ANSWER_END : ANSWER_NOTHING;
    answer = sam_ask(driver, call, MODULE_READ, &reply, completion_out);
    if (answer != ANSWER_WORD || reply.sw3 != MODULE_OK)
        return answer == ANSWER_END ? ANSWER_END : ANSWER_NOTHING;
    *completion_out = sam_take_record(call, &reply);
    return ANSWER_WORD;
}

/* After a failure: does the card still lie there? */
static enum answer
sam_look_again(struct driver *driver, struct driver_call *call,
               enum completion *completion_out)
{
    struct frame_reply reply;
    enum answer answer = sam_ask(driver, call, MODULE_FIND, &reply, completion_out);
    if (answer != ANSWER_WORD || reply.sw3 == MODULE_FOUND)
        return answer == ANSWER_END ? ANSWER_END : ANSWER_NOTHING;
    sam_set_present(driver, false);
    driver_explain(call, "mediaRemoved", "the card was lifted before it was read");
    *completion_out = COMPLETION_USER_ERROR;
    return ANSWER_END;
}

static enum completion
sam_read(struct driver *driver, struct driver_call *call)
{
    struct sam *sam = driver_data(driver);
    sam->silences = 0;
    sam->present = false; // the module cannot tell what became of the last card
    enum completion completion = sam_await_card(driver, call);
    if (completion != COMPLETION_SUCCESS)
        return completion;
    for (int tries = 1; tries <= SAM_READ_TRIES; tries++) {
        if (sam_read_once(driver, call, &completion) != ANSWER_NOTHING)
            return completion;
        if (sam_look_again(driver, call, &completion) == ANSWER_END)
            return completion;
    }
    driver_explain(call, "cardUnreadable", "the card lies there but cannot be read");
    return COMPLETION_USER_ERROR;
}

/* ---- the driver -------------------------------------------------------------------- */

/* Asks the module. False: *error, the line itself is gone. */
static bool
sam_look(struct driver *driver, GError **error)
{
    struct sam *sam = driver_data(driver);
    g_autoptr(GError) reason = NULL;
    uint8_t word = 0;
    if (module_look(sam->module, sam->faulty, &word, &reason)) {
        const struct sam_word *row = sam_find_word(word);
        if (sam_is_fault(row))
            sam_set_faulty(driver, row->explanation);
        else
            sam_set_online(driver);
        return true;
    }
    // A module that is silent now may be switched on later: the line is ours already.
    if (g_error_matches(reason, TRANSPORT_ERROR, TRANSPORT_ERROR_TIME_OUT) ||
        reason->domain == MODULE_ERROR) {
        sam_set_silent(driver);
        return true;
    }
    g_propagate_error(error, g_steal_pointer(&reason));
    return false;
}

static void
sam_refresh(struct driver *driver)
{
    if (!sam_look(driver, NULL))
        driver_lost(driver);
}

static void
sam_close(struct driver *driver)
{
    struct sam *sam = driver_data(driver);
    module_close(sam->module);
    g_free(sam);
    driver_set_data(driver, NULL);
}

static void
sam_set_gone(struct driver *driver, const GError *error)
{
    struct driver_status status = {.device = DEVICE_NO_DEVICE,
                                   .cause = "notConnected",
                                   .action = ACTION_MAINTENANCE,
                                   .explanation = error->message};
    if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS)) {
        status.cause = "badConfiguration";
        status.action = ACTION_CONFIGURATION;
    } else if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ACCESS)) {
        status.cause = "accessDenied";
        status.action = ACTION_CONFIGURATION;
    }
    driver_set_status(driver, &status);
}

static bool
sam_open(struct driver *driver, const char *address, GError **error)
{
    g_autoptr(GError) reason = NULL;
    struct sam *sam = g_new0(struct sam, 1);
    driver_set_data(driver, sam);
    sam->module = module_open(address, driver_record_file(driver), &reason);
    if (sam->module != NULL && sam_look(driver, &reason)) {
        module_notice_hangup(sam->module, driver);
        return true;
    }
    sam_close(driver);
    sam_set_gone(driver, reason);
    g_propagate_error(error, g_steal_pointer(&reason));
    return false;
}

static void
sam_capabilities(struct driver *driver, json_t *capabilities)
{
    (void)driver;
    json_object_set_new(
        capabilities, "card_types",
        json_pack("[s, s, s, s]", "citizen", "hmt", "foreigner_2017", "foreigner_2023"));
    // A card that was read must be lifted and laid on again before it is found again.
    json_object_set_new(capabilities, "notices_removal", json_false());
}

static const struct driver_command sam_commands[] = {{"Card.Read", sam_read}, {0}};

static const struct driver_ops sam_ops = {
    .class = &card_class,
    .name = "sam",
    .about = "SAM-V module for resident identity cards, on a serial line or USB.",
    .commands = sam_commands,
    .open = sam_open,
    .close = sam_close,
    .refresh = sam_refresh,
    .capabilities = sam_capabilities,
};

int
main(int argc, char **argv)
{
    transport_use_usb();
    return driver_run(&sam_ops, argc, argv);
}
