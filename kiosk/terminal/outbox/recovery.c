// SPDX-License-Identifier: Apache-2.0
/* After a start: rows, files and intents are compared, and what is open goes on. */
#include "outbox_private.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/diag.h"
#include "base/json.h"

/* What all pieces of a case take together; 0 when the header cannot be read. */
static int64_t
expected_size(const char *header)
{
    json_t *value = json_parse(header, strlen(header), NULL);
    int64_t size = 0;
    size_t index;
    json_t *piece;
    json_array_foreach (json_object_get(value, "pieces"), index, piece)
        size += json_integer_value(json_object_get(piece, "length"));
    json_decref(value);
    return size;
}

static void
resume(struct outbox *outbox, const struct store_case *stored)
{
    g_autofree char *path = store_path(outbox->store, stored->case_id);
    struct stat status;
    bool there = stat(path, &status) == 0;
    if (there && status.st_size == expected_size(stored->header)) {
        outbox_deliver(outbox, stored);
        return;
    }
    diag_warn("case %s cannot be sent: its file is %s; staff must look", stored->case_id,
              there ? "damaged" : "missing");
    store_set_state(outbox->store, stored->case_id, "damaged", there ? "size" : "missing",
                    NULL);
}

/* A file without a row was written by a submission that never ended: nobody was told. */
static void
remove_orphan(struct outbox *outbox, const char *folder, const char *name)
{
    g_autofree char *case_id = g_strdup(name);
    char *end = strrchr(case_id, '.');
    if (end)
        *end = '\0';
    GError *error = NULL;
    struct store_case *found = store_find(outbox->store, case_id, &error);
    bool done_with = !error && (!found || strcmp(found->state, "delivered") == 0 ||
                                !g_str_has_suffix(name, ".sealed"));
    store_case_free(found);
    if (error) {
        diag_warn("%s was left alone: %s", name, error->message);
        g_error_free(error);
    } else if (done_with) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (unlink(path) == 0)
            diag_info("%s removed: it belongs to no case that waits", name);
    }
}

static void
remove_orphans(struct outbox *outbox)
{
    g_autofree char *folder = store_folder(outbox->store);
    g_autoptr(GDir) list = g_dir_open(folder, 0, NULL);
    const char *name;
    while (list && (name = g_dir_read_name(list)))
        remove_orphan(outbox, folder, name);
}

static void
hand_on_intents(struct outbox *outbox)
{
    GArray *intents = store_open_intents(outbox->store, NULL);
    for (guint i = 0; intents && i < intents->len; i++) {
        const struct store_intent *intent =
            &g_array_index(intents, struct store_intent, i);
        struct event *event = event_create(EVENT_OPEN_INTENT);
        g_strlcpy(event->job, intent->job, sizeof event->job);
        g_strlcpy(event->case_id, intent->case_id, sizeof event->case_id);
        event->text = g_strdup(intent->printer);
        outbox_to_worker(outbox, event);
    }
    if (intents)
        g_array_unref(intents);
}

void
outbox_recover(struct outbox *outbox)
{
    remove_orphans(outbox);
    GPtrArray *waiting = store_cases(outbox->store, "waiting", NULL);
    for (guint i = 0; waiting && i < waiting->len; i++)
        resume(outbox, waiting->pdata[i]);
    if (waiting)
        g_ptr_array_unref(waiting);
    hand_on_intents(outbox);
    outbox_hand_on_letters(outbox);
    outbox_tell_queue(outbox);
    outbox_tell_supplies(outbox);
}
