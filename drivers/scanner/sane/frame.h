// SPDX-License-Identifier: Apache-2.0
/* Frame: a page on its way from the scanner into a blob. With 8 bits a sample the scanner's
 * bytes land where they stay; 1 and 16 bits are turned into 8 row by row. One thread. */
#ifndef DRIVERS_SCANNER_SANE_FRAME_H
#define DRIVERS_SCANNER_SANE_FRAME_H

#include <glib.h>
#include <sane/sane.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FRAME_ERROR (g_quark_from_static_string("kiosk-sane-frame"))

enum frame_error {
    FRAME_ERROR_KIND, // a kind of frame that we do not take: three passes, 4 bits
    FRAME_ERROR_SENSE, // sizes that cannot be: nothing wide, rows shorter than their pixels
    FRAME_ERROR_SIZE,   // more than a blob holds
    FRAME_ERROR_MEMORY, // no memory for the blob
};

struct frame {
    int width;           // pixels
    int height;          // rows; -1: known at the end only
    int channels, depth; // 1 or 3; 1, 8 or 16 bits
    size_t line;         // bytes a row as the scanner sends it
    size_t stride;       // bytes a row in the blob
    size_t received;     // bytes the scanner sent so far
    int fd;              // the blob, mapped at `bytes`
    uint8_t *bytes;
    size_t capacity;
    uint8_t *row;      // depth 1 and 16: the row that is coming
    uint8_t *overflow; // where a scanner writes that sends more than it said
};

/* `parameters` as sane_get_parameters() gives them after sane_start(). */
bool frame_init(struct frame *frame, const SANE_Parameters *parameters, GError **error);
void frame_finish(struct frame *frame); // NULL- and zero-safe

/* Where the next bytes go and how many fit there, at least one. False: the page grows
 * beyond what a blob holds. */
bool
frame_room(struct frame *frame, uint8_t **room_out, size_t *size_out, GError **error);
void frame_add(struct frame *frame, size_t count); // that many were written there

/* True when all rows that were said have come, and none besides. */
bool frame_is_whole(const struct frame *frame);
int frame_rows(const struct frame *frame); // that have come whole
/* 0 to 1; for a page of unknown height as if it were `likely_height` rows. */
double frame_fraction(const struct frame *frame, int likely_height);

/* The sealed blob of a whole page; the frame holds nothing afterwards. -1: *error. */
int frame_take(struct frame *frame, GError **error);

#endif
