// SPDX-License-Identifier: Apache-2.0
/* Maintenance in the store thread: the PIN, what was not sent, what staff did, and the way
 * back to the catalogue before this one. */
#include "outbox_private.h"

#include <string.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "pin.h"
#include <kiosk/office.h>

#define ROWS_MAX 40 // that staff are shown
#define DOUBTFUL_MAX 12
#define ETAG_MAX 512

void
outbox_note_act(struct outbox *outbox, const char *act, const char *detail)
{
    GError *error = NULL;
    diag_info("staff: %s%s%s%s%s", outbox->staff, *outbox->staff ? ": " : "", act,
              *detail ? ": " : "", detail);
    if (!outbox->store || store_note_act(outbox->store, clock_real_ms(), outbox->staff,
                                         act, detail, &error))
        return;
    diag_warn("what staff did was not noted: %s", error->message);
    g_error_free(error);
}

static void
answer(struct outbox *outbox, const struct event *event, int number, json_t *json)
{
    struct event *told = event_tell(SESSION_STAFF_TOLD, event->order);
    told->text = g_strdup(event->text);
    told->number = number;
    told->json = json;
    outbox_to_ui(outbox, told);
}

/* ---- the PIN ---------------------------------------------------------------------------- */

static json_t *
gate_json(const struct outbox *outbox, const struct gate *gate)
{
    bool closed = gate_is_closed(gate, clock_real_ms());
    return json_pack("{s:b, s:i, s:I}", "pin_set", pin_is_set(outbox->state),
                     "tries_left", gate_tries_left(gate), "until_ms",
                     closed ? (json_int_t)gate->until_ms : (json_int_t)0);
}

static void
look(struct outbox *outbox, struct event *event)
{
    struct gate gate;
    pin_tries(outbox->state, clock_real_ms(), &gate);
    answer(outbox, event, TOLD_DONE, gate_json(outbox, &gate));
}

static void
try_pin(struct outbox *outbox, struct event *event)
{
    static const enum session_told told[] = {[PIN_RIGHT] = TOLD_DONE,
                                             [PIN_WRONG] = TOLD_WRONG,
                                             [PIN_CLOSED] = TOLD_CLOSED,
                                             [PIN_NOT_SET] = TOLD_NOT_SET,
                                             [PIN_NO_DISK] = TOLD_NO_DISK};
    struct gate gate;
    int64_t now_ms = clock_real_ms();
    outbox->staff[0] = '\0';
    enum pin_answer what = pin_try(outbox->state, event->text2 ? event->text2 : "",
                                   now_ms, &gate, outbox->staff);
    if (what == PIN_RIGHT)
        outbox_note_act(outbox, "enter", "");
    else if (what == PIN_WRONG)
        outbox_note_act(outbox, gate_is_closed(&gate, now_ms) ? "closed" : "wrong pin",
                        "");
    answer(outbox, event, told[what], gate_json(outbox, &gate));
}

/* Of whoever is in. */
static void
change_pin(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    bool set =
        pin_set(outbox->state, outbox->staff, event->text2 ? event->text2 : "", &error);
    if (set)
        outbox_note_act(outbox, "pin", "");
    else
        diag_warn("staff: a new PIN was not taken: %s", error->message);
    g_clear_error(&error);
    answer(outbox, event, set ? TOLD_DONE : TOLD_WRONG, NULL);
}

/* ---- lists ------------------------------------------------------------------------------ */

static void
add_paper(struct outbox *outbox, json_t *list, GError **error)
{
    int64_t now_ms = clock_real_ms();
    json_t *doubtful = store_doubtful(outbox->store, DOUBTFUL_MAX, now_ms, error);
    if (doubtful)
        json_object_set_new(list, "doubtful", doubtful);
    json_object_set_new(list, "supplies",
                        store_supplies(outbox->store, outbox->settings.capacity, now_ms));
}

static void
tell_list(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    json_t *list = NULL;
    if (outbox->store)
        list = strcmp(event->text, "log") == 0
                   ? store_acts(outbox->store, ROWS_MAX, &error)
                   : store_unsent(outbox->store, ROWS_MAX, &error);
    if (json_is_object(list))
        add_paper(outbox, list, &error);
    if (error)
        diag_warn("staff see no list: %s", error->message);
    g_clear_error(&error);
    answer(outbox, event, list != NULL, list);
}

static void
letters_again(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    outbox_note_act(outbox, "letters", "");
    if (outbox->store && !outbox_letters_again(outbox, &error)) {
        diag_warn("refused letters are not tried again: %s", error->message);
        g_error_free(error);
    }
    tell_list(outbox, event);
}

/* By hand, where no printer notices it, or before it does. */
static void
refill(struct outbox *outbox, struct event *event)
{
    const char *class = event->text2 ? event->text2 : "printer";
    outbox_note_act(outbox, "refill", class);
    if (outbox->store)
        outbox_note_refill(outbox, class);
    tell_list(outbox, event);
}

static void
looked(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    outbox_note_act(outbox, "looked", "");
    if (outbox->store && !store_doubtful_seen(outbox->store, clock_real_ms(), &error)) {
        diag_warn("that prints were looked at was not noted: %s", error->message);
        g_error_free(error);
    }
    tell_list(outbox, event);
}

/* ---- the catalogue before this one ------------------------------------------------------ */

static const char *const parts[] = {"catalogue.json", "catalogue.signature",
                                    "catalogue.etag"};
#define PARTS_COUNT 3
#define BEFORE "before-"

struct kept { // the texts of one catalogue
    char *texts[PARTS_COUNT];
    size_t sizes[PARTS_COUNT];
};

static void
kept_finish(struct kept *kept)
{
    for (size_t i = 0; i < PARTS_COUNT; i++)
        g_free(kept->texts[i]);
}

static bool
kept_read(struct kept *kept, const char *state, const char *prefix)
{
    *kept = (struct kept){0};
    for (size_t i = 0; i < PARTS_COUNT; i++) {
        g_autofree char *name = g_strconcat(prefix, parts[i], NULL);
        g_autofree char *path = g_build_filename(state, name, NULL);
        kept->texts[i] = file_read(path, i == 0 ? OFFICE_CATALOGUE_MAX : ETAG_MAX,
                                   &kept->sizes[i], NULL);
        if (!kept->texts[i])
            return false;
    }
    return true;
}

static bool
kept_stage(const struct kept *kept, struct file_stage *stage, const char *prefix,
           GError **error)
{
    for (size_t i = 0; i < PARTS_COUNT; i++) {
        g_autofree char *name = g_strconcat(prefix, parts[i], NULL);
        if (!file_stage_add(stage, name, kept->texts[i], kept->sizes[i], error))
            return false;
    }
    return true;
}

/* Tells the worker which one is in use, its content (taken, NULL: as it is), and which one is
 * not to be fetched. */
static void
tell_worker(struct outbox *outbox, const char *in_use, const char *put_away,
            json_t *value)
{
    struct event *event = event_create(EVENT_CATALOGUE_IN_USE);
    event->text = g_strdup(in_use);
    event->text2 = g_strdup(put_away);
    event->json = value;
    outbox_to_worker(outbox, event);
}

void
outbox_tell_put_away(struct outbox *outbox)
{
    g_autofree char *path = g_build_filename(outbox->state, "catalogue.put-away", NULL);
    g_autofree char *etag = file_read(path, ETAG_MAX, NULL, NULL);
    if (etag)
        tell_worker(outbox, NULL, etag, NULL);
}

void
outbox_keep_catalogue(struct outbox *outbox, struct event *event)
{
    GError *error = NULL;
    struct kept now = {.texts = {event->text, event->text2, event->text3}}, before;
    for (size_t i = 0; i < PARTS_COUNT; i++)
        now.sizes[i] = strlen(now.texts[i]);
    struct file_stage *stage = file_stage_create(outbox->state);
    bool first = !kept_read(&before, outbox->state, "");
    if ((first || kept_stage(&before, stage, BEFORE, &error)) &&
        kept_stage(&now, stage, "", &error) && file_stage_publish(stage, &error)) {
        g_autofree char *path =
            g_build_filename(outbox->state, "catalogue.put-away", NULL);
        unlink(path); // the office has another one than staff put away
    }
    file_stage_destroy(stage);
    kept_finish(&before);
    if (!error)
        return;
    diag_warn("the catalogue was not kept: %s", error->message);
    g_error_free(error);
}

static bool
is_genuine(const struct outbox *outbox, const struct kept *kept)
{
    uint8_t key[32];
    return outbox->catalogue_key_path &&
           sign_public_load(key, outbox->catalogue_key_path, NULL) &&
           sign_is_good(key, kept->texts[0], kept->sizes[0], kept->texts[1]);
}

static bool
swap(struct outbox *outbox, const struct kept *now, const struct kept *before)
{
    GError *error = NULL;
    struct file_stage *stage = file_stage_create(outbox->state);
    bool done = kept_stage(before, stage, "", &error) &&
                kept_stage(now, stage, BEFORE, &error) &&
                file_stage_add(stage, "catalogue.put-away", now->texts[2], now->sizes[2],
                               &error) &&
                file_stage_publish(stage, &error);
    file_stage_destroy(stage);
    if (!done)
        diag_warn("the catalogue before this one was not put back: %s", error->message);
    g_clear_error(&error);
    return done;
}

static void
restore_catalogue(struct outbox *outbox, struct event *event)
{
    struct kept now = {0}, before = {0};
    json_t *value = NULL;
    bool there = kept_read(&before, outbox->state, BEFORE) &&
                 kept_read(&now, outbox->state, "") && is_genuine(outbox, &before) &&
                 (value = json_parse(before.texts[0], before.sizes[0], NULL)) != NULL;
    bool done = there && swap(outbox, &now, &before);
    outbox_note_act(outbox, "catalogue", done ? before.texts[2] : "there is none before");
    if (done)
        tell_worker(outbox, before.texts[2], now.texts[2], value);
    else
        json_decref(value);
    kept_finish(&now);
    kept_finish(&before);
    answer(outbox, event, done, NULL);
}

/* ---- events ----------------------------------------------------------------------------- */

void
outbox_staff(struct outbox *outbox, struct event *event)
{
    static const struct {
        const char *what;
        void (*handle)(struct outbox *outbox, struct event *event);
    } rows[] = {
        {"look", look},     {"pin", try_pin},           {"queue", tell_list},
        {"log", tell_list}, {"letters", letters_again}, {"change", change_pin},
        {"refill", refill}, {"looked", looked},         {"catalogue", restore_catalogue}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (strcmp(rows[i].what, event->text) == 0) {
            rows[i].handle(outbox, event);
            return;
        }
    }
    g_assert_not_reached();
}

void
outbox_staff_act(struct outbox *outbox, struct event *event)
{
    outbox_note_act(outbox, event->text, event->text2);
    if (strcmp(event->text, "leave") == 0)
        outbox->staff[0] = '\0';
}
