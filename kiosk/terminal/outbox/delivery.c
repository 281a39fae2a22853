// SPDX-License-Identifier: Apache-2.0
#include "delivery.h"

#include <string.h>
#include "backoff.h"
#include "base/json.h"

static void
fill_pieces(struct delivery *delivery, const json_t *pieces)
{
    size_t index, offset = 0;
    json_t *piece;
    json_array_foreach (pieces, index, piece) {
        struct delivery_piece *to = &delivery->pieces[index];
        g_strlcpy(to->name, json_text(piece, "name", ""), sizeof to->name);
        g_strlcpy(to->sha256, json_text(piece, "sha256", ""), sizeof to->sha256);
        to->length = (size_t)json_integer_value(json_object_get(piece, "length"));
        to->offset = offset;
        offset += to->length;
    }
}

struct delivery *
delivery_create(const char *header, const char *path, int attempts, int64_t next_ms,
                GError **error)
{
    json_t *value = json_parse(header, strlen(header), error);
    if (!value)
        return NULL;
    // A correction has a header of its own and goes by its own id.
    const bool corrects = json_object_get(value, "correction_id") != NULL;
    if (!schema_accepts(corrects ? &envelope_correction_header_schema
                                 : &envelope_header_schema,
                        value, error)) {
        json_decref(value);
        return NULL;
    }
    const json_t *pieces = json_object_get(value, "pieces");
    struct delivery *delivery = g_new0(struct delivery, 1);
    *delivery = (struct delivery){
        .header = g_strdup(header),
        .path = g_strdup(path),
        .pieces = g_new0(struct delivery_piece, json_array_size(pieces)),
        .piece_count = json_array_size(pieces),
        .attempts = attempts,
        .next_ms = next_ms,
        .header_first = attempts > 0};
    g_strlcpy(delivery->case_id,
              json_text(value, corrects ? "correction_id" : "case_id", ""),
              sizeof delivery->case_id);
    if (corrects)
        g_strlcpy(delivery->corrects, json_text(value, "case_id", ""),
                  sizeof delivery->corrects);
    fill_pieces(delivery, pieces);
    json_decref(value);
    return delivery;
}

void
delivery_destroy(struct delivery *delivery)
{
    if (!delivery)
        return;
    g_free(delivery->header);
    g_free(delivery->path);
    g_free(delivery->pieces);
    g_free(delivery);
}

enum delivery_step
delivery_next(struct delivery *delivery, int64_t now_ms, size_t *piece_out)
{
    if (delivery->over)
        return DELIVERY_OVER;
    if (delivery->running || now_ms < delivery->next_ms)
        return DELIVERY_WAIT;
    delivery->running = true;
    if (delivery->header_first)
        return DELIVERY_HEADER;
    for (size_t i = 0; i < delivery->piece_count; i++) {
        if (!delivery->pieces[i].sent) {
            *piece_out = i;
            return DELIVERY_PIECE;
        }
    }
    return DELIVERY_HEADER;
}

/* All are there but those that the office names; a name we do not know is no progress. */
static bool
mark_missing(struct delivery *delivery, const char *const *missing)
{
    size_t known = 0;
    for (size_t i = 0; i < delivery->piece_count; i++) {
        delivery->pieces[i].sent = !g_strv_contains(missing, delivery->pieces[i].sha256);
        known += !delivery->pieces[i].sent;
    }
    return known > 0;
}

static void
wait_longer(struct delivery *delivery, int retry_after_s, int64_t now_ms, uint32_t noise)
{
    delivery->attempts++;
    delivery->header_first = true;
    delivery->next_ms = now_ms + backoff_ms(delivery->attempts, retry_after_s, noise);
}

void
delivery_answered(struct delivery *delivery, size_t piece,
                  const struct delivery_answer *answer, int64_t now_ms, uint32_t noise)
{
    g_assert(delivery->running);
    bool asked_first = delivery->header_first;
    delivery->running = false;
    delivery->header_first = false;
    switch (answer->kind) {
    case DELIVERY_STORED:
        if (piece == SIZE_MAX)
            delivery->over = true;
        else
            delivery->pieces[piece].sent = true;
        return;
    case DELIVERY_MISSING:
        // Pieces that the office had and has no longer are sent again, but not in a circle
        // without a pause.
        if (!mark_missing(delivery, answer->missing) || !asked_first) {
            wait_longer(delivery, answer->retry_after_s, now_ms, noise);
            delivery->header_first = false;
        }
        return;
    case DELIVERY_REFUSED:
        delivery->over = true;
        return;
    case DELIVERY_LATER:
        wait_longer(delivery, answer->retry_after_s, now_ms, noise);
        return;
    }
}

void
delivery_hasten(struct delivery *delivery, int64_t now_ms)
{
    delivery->next_ms = MIN(delivery->next_ms, now_ms);
}

size_t
delivery_pieces_there(const struct delivery *delivery)
{
    if (delivery->over)
        return delivery->piece_count;
    size_t there = 0;
    for (size_t i = 0; i < delivery->piece_count; i++)
        there += delivery->pieces[i].sent;
    return MIN(there, delivery->piece_count - 1);
}
