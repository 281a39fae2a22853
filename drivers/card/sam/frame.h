// SPDX-License-Identifier: Apache-2.0
/* Frames of the SAM-V module. Pure.
 *
 * Request   AA AA AA 96 69 | length, 2 bytes big-endian | command | parameter | checksum
 * Reply     AA AA AA 96 69 | length, 2 bytes big-endian | SW1 SW2 SW3 | data | checksum
 * The length counts what follows it, checksum included; the checksum is the exclusive or of
 * all bytes behind the preamble but itself, the length included.
 */
#ifndef CARD_SAM_FRAME_H
#define CARD_SAM_FRAME_H

#include <stddef.h>
#include <stdint.h>

#define FRAME_REQUEST_SIZE 10
#define FRAME_LENGTH_MAX                                                                 \
    4096 // bytes; the longest real reply has 2314 (with fingerprints)
#define FRAME_BUFFER_SIZE (2 * (FRAME_LENGTH_MAX + 7))

void
frame_request(uint8_t command, uint8_t parameter, uint8_t bytes_out[FRAME_REQUEST_SIZE]);

struct frame_reply {
    uint8_t sw1, sw2, sw3;
    const uint8_t *data; // borrowed from the parser until it is fed again
    size_t size;
};

/* Collects bytes and finds frames in them, whatever stands around them. Zeroed at first. */
struct frame_parser {
    uint8_t bytes[FRAME_BUFFER_SIZE];
    size_t length; // bytes that wait
    size_t used;   // of them, those of the last reply
};

enum frame_result {
    FRAME_MORE,         // no whole frame yet
    FRAME_REPLY,        // *reply_out is filled
    FRAME_BAD_CHECKSUM, // a whole frame, but a broken one; it was thrown away
};

/* Returns how many of the bytes were taken: fewer only when the buffer is full. */
size_t frame_parser_feed(struct frame_parser *parser, const uint8_t *bytes, size_t size);
enum frame_result
frame_parser_next(struct frame_parser *parser, struct frame_reply *reply_out);
/* Forgets all and wipes the memory: replies are personal data. */
void frame_parser_reset(struct frame_parser *parser);

#endif
