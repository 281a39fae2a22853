// SPDX-License-Identifier: Apache-2.0
#include "sealing.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/blob.h"

#define BUFFER_KEPT_MAX (2UL * 1024 * 1024) // bytes

static bool
is_same_file(int one, int other)
{
    struct stat first, second;
    return fstat(one, &first) == 0 && fstat(other, &second) == 0 &&
           first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

static bool
is_sealed(const struct sealing *sealing, const struct event *event)
{
    if (strcmp(sealing->case_id, event->case_id) != 0 ||
        sealing->count != event->piece_count)
        return false;
    for (size_t i = 0; i < event->piece_count; i++)
        if (strcmp(sealing->sources[i].name, event->pieces[i].name) != 0 ||
            !is_same_file(sealing->sources[i].fd, event->pieces[i].fd))
            return false;
    return true;
}

bool
sealing_add(struct sealing *sealing, const struct seal_key *key, const char *name,
            const void *bytes, size_t size, GError **error)
{
    g_assert(sealing->count < ENVELOPE_PIECES_MAX);
    struct sealing_piece *piece = &sealing->pieces[sealing->count];
    piece->offset = sealing->bytes->len;
    if (!seal_piece(key, sealing->case_id, name, bytes, size, sealing->bytes,
                    piece->sha256, error))
        return false;
    g_strlcpy(piece->name, name, sizeof piece->name);
    piece->length = sealing->bytes->len - piece->offset;
    sealing->count++;
    return true;
}

static bool
add_page(struct sealing *sealing, const struct seal_key *key,
         const struct event_piece *page, GError **error)
{
    struct blob_view view = {0};
    if (!blob_view_init(&view, page->fd, ENVELOPE_PIECE_MAX, error))
        return false;
    bool done = sealing_add(sealing, key, page->name, view.bytes, view.size, error);
    blob_view_finish(&view);
    return done;
}

bool
sealing_add_pages(struct sealing *sealing, const struct seal_key *key,
                  struct event *event, GError **error)
{
    g_assert(event->piece_count < ENVELOPE_PIECES_MAX);
    if (is_sealed(sealing, event))
        return true;
    sealing_forget(sealing);
    if (!sealing->bytes)
        sealing->bytes = g_byte_array_new();
    g_strlcpy(sealing->case_id, event->case_id, sizeof sealing->case_id);
    sealing->sources = g_steal_pointer(&event->pieces);
    sealing->source_count = event->piece_count;
    event->piece_count = 0;
    for (size_t i = 0; i < sealing->source_count; i++)
        if (!add_page(sealing, key, &sealing->sources[i], error)) {
            sealing_forget(sealing);
            return false;
        }
    return true;
}

json_t *
sealing_list(const struct sealing *sealing)
{
    json_t *list = json_array();
    for (size_t i = 0; i < sealing->count; i++) {
        const struct sealing_piece *piece = &sealing->pieces[i];
        json_array_append_new(list, json_pack("{s:s, s:I, s:s}", "name", piece->name,
                                              "length", (json_int_t)piece->length,
                                              "sha256", piece->sha256));
    }
    return list;
}

void
sealing_forget(struct sealing *sealing)
{
    for (size_t i = 0; i < sealing->source_count; i++)
        close(sealing->sources[i].fd);
    g_clear_pointer(&sealing->sources, g_free);
    sealing->source_count = sealing->count = 0;
    sealing->case_id[0] = '\0';
    // Memory that is mapped already makes the next case quicker; a large one is given back.
    if (sealing->bytes && sealing->bytes->len > BUFFER_KEPT_MAX)
        g_clear_pointer(&sealing->bytes, g_byte_array_unref);
    if (sealing->bytes)
        g_byte_array_set_size(sealing->bytes, 0);
}

void
sealing_finish(struct sealing *sealing)
{
    sealing_forget(sealing);
    g_clear_pointer(&sealing->bytes, g_byte_array_unref);
}
