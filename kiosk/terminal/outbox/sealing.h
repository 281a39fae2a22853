// SPDX-License-Identifier: Apache-2.0
/* Sealing: all pieces of one case, encrypted one behind the other in memory, as they will
 * stand in its file. Pages are sealed while the person still reads what was answered, so that
 * handing in only waits for the disk. Store thread only. */
#ifndef OUTBOX_SEALING_H
#define OUTBOX_SEALING_H

#include "../event.h"
#include "base/seal.h"
#include "base/sha256.h"

struct sealing_piece {
    char name[65];
    size_t offset, length; // in `bytes`
    char sha256[SHA256_HEX_SIZE];
};

struct sealing { // zeroed: nothing is sealed
    GByteArray *bytes;
    char case_id[37];
    struct sealing_piece pieces[ENVELOPE_PIECES_MAX];
    size_t count;
    // The pages that were sealed, kept open: while they are, no other page has their inode.
    struct event_piece *sources; // owned
    size_t source_count;
};

/* Seals the pieces of `event`, unless just these are sealed for this case already; then the
 * call costs nothing. False: nothing is sealed now. Takes the descriptors of the pieces. */
bool sealing_add_pages(struct sealing *sealing, const struct seal_key *key,
                       struct event *event, GError **error);
/* Adds one piece behind them. */
bool sealing_add(struct sealing *sealing, const struct seal_key *key, const char *name,
                 const void *bytes, size_t size, GError **error);
/* The array `pieces` of the header. New reference. */
json_t *sealing_list(const struct sealing *sealing);
/* Lets go of everything but memory worth keeping for the next case. */
void sealing_forget(struct sealing *sealing);
void sealing_finish(struct sealing *sealing); // zero-safe

#endif
