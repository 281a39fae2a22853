// SPDX-License-Identifier: Apache-2.0
/* Letters in the store thread: what is personal is sealed, the number to take home is made,
 * the row committed; then the worker gets it. */
#include "outbox_private.h"

#include <sodium.h>
#include <string.h>
#include "base/clock.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/uuid.h"
#include "core/receipt.h"
#include <kiosk/letter.h>

/* Letters of this operation get a number that people take home. */
#define NUMBERED "reportTrouble"
#define NUMBER_PREFIX "B"

static void
hand_on(struct outbox *outbox, const struct store_letter *letter)
{
    struct event *event = event_create(EVENT_SEND_LETTER);
    g_strlcpy(event->job, letter->id, sizeof event->job);
    event->text = g_strdup(letter->operation);
    event->text2 = g_strdup(letter->body);
    event->number = letter->attempts;
    outbox_to_worker(outbox, event);
}

void
outbox_hand_on_letters(struct outbox *outbox)
{
    GPtrArray *letters = store_letters(outbox->store, "waiting", NULL);
    for (guint i = 0; letters && i < letters->len; i++)
        hand_on(outbox, letters->pdata[i]);
    if (letters)
        g_ptr_array_unref(letters);
}

bool
outbox_letters_again(struct outbox *outbox, GError **error)
{
    // Listed first: those that wait already are with the worker.
    g_autoptr(GPtrArray) letters = store_letters(outbox->store, "refused", error);
    if (!letters || !store_letters_again(outbox->store, error))
        return false;
    for (guint i = 0; i < letters->len; i++)
        hand_on(outbox, letters->pdata[i]);
    return true;
}

/* Puts `plain` into the member "sealed" of `body`. */
static bool
seal_into(const struct outbox *outbox, json_t *body, const char *id, const char *plain,
          GError **error)
{
    char hash[SEAL_HEX_SIZE];
    g_autoptr(GByteArray) sealed = g_byte_array_new();
    if (!seal_piece(&outbox->office_key, id, LETTER_PIECE, plain, strlen(plain), sealed,
                    hash, error))
        return false;
    g_autofree char *text = g_base64_encode(sealed->data, sealed->len);
    json_object_set_new(body, "sealed", json_string(text));
    return true;
}

static void
name_letter(int64_t now_ms, char id_out[UUID_TEXT_SIZE])
{
    static struct uuid_source source; // store thread only
    uint8_t noise[10];
    randombytes_buf(noise, sizeof noise);
    uuid_make(&source, now_ms, noise, id_out);
}

/* "B" and the number of a receipt, with serials of its own. */
static bool
take_number(struct outbox *outbox, int64_t now_ms, char number_out[RECEIPT_SIZE + 1],
            GError **error)
{
    struct clock_date date = clock_date(now_ms);
    char day[16];
    int serial = 0;
    g_snprintf(day, sizeof day, "%02d%02d%02d", date.year % 100, date.month, date.day);
    if (!store_begin_letter(outbox->store, NUMBER_PREFIX, day, &serial, error))
        return false;
    g_strlcpy(number_out, NUMBER_PREFIX, RECEIPT_SIZE + 1);
    if (receipt_make(outbox->terminal, &date, serial, number_out + 1))
        return true;
    g_set_error(error, STORE_ERROR, STORE_ERROR_FAILED, "no number is left today");
    store_abandon(outbox->store);
    return false;
}

/* Fills in what only this thread knows and makes it durable. */
static bool
keep(struct outbox *outbox, struct event *event, struct store_letter *letter,
     char number_out[RECEIPT_SIZE + 1], GError **error)
{
    char at[CLOCK_TEXT_SIZE];
    clock_format(event->time_ms, at);
    name_letter(event->time_ms, letter->id);
    g_strlcpy(letter->operation, event->text, sizeof letter->operation);
    json_object_set_new(event->json, "id", json_string(letter->id));
    json_object_set_new(event->json, "terminal", json_string(outbox->terminal));
    json_object_set_new(event->json, "at", json_string(at));
    if (event->text2 && !seal_into(outbox, event->json, letter->id, event->text2, error))
        return false;
    bool numbered = strcmp(event->text, NUMBERED) == 0;
    if (numbered && !take_number(outbox, event->time_ms, number_out, error))
        return false;
    if (numbered)
        json_object_set_new(event->json, "number", json_string(number_out));
    letter->body = json_canonical(event->json);
    return (numbered || store_begin_only(outbox->store, error)) &&
           store_post(outbox->store, letter, event->time_ms, error);
}

void
outbox_letter(struct outbox *outbox, struct event *event)
{
    struct store_letter letter = {0};
    char number[RECEIPT_SIZE + 1] = "";
    GError *error = NULL;
    struct event *told = event_tell(SESSION_LETTER_KEPT, event->order);
    bool kept = outbox_ready(outbox) && keep(outbox, event, &letter, number, &error);
    told->number = kept;
    told->text = g_strdup(number);
    outbox_to_ui(outbox, told);
    if (kept) {
        diag_info("letter %s kept (%s)", letter.id, letter.operation);
        hand_on(outbox, &letter);
    } else {
        diag_warn("a letter (%s) was not kept: %s", event->text,
                  error ? error->message : "the store is closed");
    }
    g_clear_error(&error);
    g_free(letter.body);
}

/* ---- what the worker tells -------------------------------------------------------------- */

static void
report(GError *error)
{
    if (!error)
        return;
    diag_warn("what became of a letter was not noted: %s", error->message);
    g_error_free(error);
}

void
outbox_letter_attempted(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    store_letter_attempt(outbox->store, event->job, event->number, &error);
    report(error);
}

void
outbox_letter_over(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    bool refused = event->text != NULL;
    store_letter_over(outbox->store, event->job, refused ? "refused" : "sent",
                      refused ? event->text : "", clock_real_ms(), &error);
    if (refused)
        diag_warn("letter %s was refused by the office for good (%s): it is kept",
                  event->job, event->text);
    report(error);
}
