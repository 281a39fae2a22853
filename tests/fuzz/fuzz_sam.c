// SPDX-License-Identifier: Apache-2.0
/* What a card module sends on its line, in pieces of any size: frames, and the record in them. */
#include "tests/fuzz/fuzz.h"

#include "drivers/card/sam/frame.h"
#include "drivers/card/sam/record.h"

#include <glib.h>
#include <string.h>

static void
take_frames(struct frame_parser *parser)
{
    struct frame_reply reply;
    enum frame_result result;
    while ((result = frame_parser_next(parser, &reply)) != FRAME_MORE) {
        if (result != FRAME_REPLY || reply.size < 4 + RECORD_SIZE)
            continue;
        GError *error = NULL;
        json_t *card = record_parse(reply.data + 4, &error);
        g_assert_true((card == NULL) == (error != NULL));
        g_clear_error(&error);
        json_decref(card);
    }
}

/* The first byte says how large the pieces are. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 2)
        return 0;
    struct frame_parser *parser = g_new0(struct frame_parser, 1);
    size_t piece = (size_t)bytes[0] + 1;
    for (size_t at = 1; at < size; at += piece) {
        size_t left = MIN(piece, size - at);
        const uint8_t *from = bytes + at;
        while (left > 0) {
            size_t taken = frame_parser_feed(parser, from, left);
            take_frames(parser);
            g_assert_cmpuint(taken, >, 0); // room again, once whole frames were taken
            from += taken;
            left -= taken;
        }
    }
    frame_parser_reset(parser);
    g_free(parser);
    if (size >= RECORD_SIZE)
        json_decref(record_parse(bytes + size - RECORD_SIZE, NULL));
    return 0;
}
