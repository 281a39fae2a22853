// SPDX-License-Identifier: Apache-2.0
/* Delivery: what of one case is sent when. Pieces first, then the header; the case is
 * delivered when the office has answered the header. Pure: time, noise and answers are
 * arguments. One thread at a time.
 *
 * A case whose earlier attempt ended without an answer begins with its header: the office
 * either knows it (the same answer again) or names the pieces that are missing. */
#ifndef OUTBOX_DELIVERY_H
#define OUTBOX_DELIVERY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <kiosk/envelope.h>

#define DELIVERY_ERROR (g_quark_from_static_string("kiosk-delivery"))

struct delivery_piece {
    char name[65];
    char sha256[65];
    size_t offset, length; // in the file of the case
    bool sent;
};

struct delivery {
    char case_id[37];  // of a correction: its own id
    char corrects[37]; // case that it corrects; "": it is a case
    char *header;      // canonical; owned
    char *path;        // of the file with all sealed pieces; owned
    struct delivery_piece *pieces;
    size_t piece_count;
    int attempts;    // that failed
    int64_t next_ms; // monotonic; not before
    bool header_first;
    bool running; // a request is on its way
    bool over;    // delivered or refused
};

/* `header` canonical JSON as stored; pieces lie in `path` in the header's order without gap.
 * NULL and *error when the header is none. */
struct delivery *delivery_create(const char *header, const char *path, int attempts,
                                 int64_t next_ms, GError **error);
void delivery_destroy(struct delivery *delivery);

enum delivery_step {
    DELIVERY_WAIT,   // until delivery->next_ms, or for the answer that is on its way
    DELIVERY_PIECE,  // send piece *piece_out
    DELIVERY_HEADER, // send the header
    DELIVERY_OVER,
};

/* What to do now. The caller sets nothing: a step that sends marks the case as running. */
enum delivery_step
delivery_next(struct delivery *delivery, int64_t now_ms, size_t *piece_out);

/* What became of the request. */
enum delivery_answer_kind {
    DELIVERY_STORED,  // the office says that it is durable
    DELIVERY_MISSING, // `missing`: hashes that must be sent first
    DELIVERY_REFUSED, // for good; staff must look
    DELIVERY_LATER,   // everything else, the unknown outcome included
};

struct delivery_answer {
    enum delivery_answer_kind kind;
    const char *const *missing; // NULL-terminated hashes; DELIVERY_MISSING
    int retry_after_s;
};

/* Takes the answer to the step that runs. `piece` as delivery_next gave it, SIZE_MAX for the
 * header. */
void
delivery_answered(struct delivery *delivery, size_t piece,
                  const struct delivery_answer *answer, int64_t now_ms, uint32_t noise);

/* The office can be reached again: no need to wait for the rest of the back-off. */
void delivery_hasten(struct delivery *delivery, int64_t now_ms);

/* Pieces that are there; all of them only once the header was answered. */
size_t delivery_pieces_there(const struct delivery *delivery);

#endif
