// SPDX-License-Identifier: Apache-2.0
#include "frame.h"

#include <stdbool.h>
#include <string.h>

static const uint8_t preamble[] = {0xAA, 0xAA, 0xAA, 0x96, 0x69};

#define HEAD_SIZE (sizeof preamble + 2)
#define LENGTH_MIN 4 // SW1 SW2 SW3 and the checksum

static uint8_t
checksum(const uint8_t *bytes, size_t size)
{
    uint8_t sum = 0;
    for (size_t i = 0; i < size; i++)
        sum ^= bytes[i];
    return sum;
}

void
frame_request(uint8_t command, uint8_t parameter, uint8_t bytes_out[FRAME_REQUEST_SIZE])
{
    memcpy(bytes_out, preamble, sizeof preamble);
    uint8_t *body = bytes_out + sizeof preamble;
    body[0] = 0;
    body[1] = 3;
    body[2] = command;
    body[3] = parameter;
    body[4] = checksum(body, 4);
}

/* Throws the first bytes away. */
static void
parser_skip(struct frame_parser *parser, size_t size)
{
    parser->length -= size;
    memmove(parser->bytes, parser->bytes + size, parser->length);
    explicit_bzero(parser->bytes + parser->length, size);
}

void
frame_parser_reset(struct frame_parser *parser)
{
    explicit_bzero(parser, sizeof *parser);
}

size_t
frame_parser_feed(struct frame_parser *parser, const uint8_t *bytes, size_t size)
{
    parser_skip(parser, parser->used);
    parser->used = 0;
    size_t room = sizeof parser->bytes - parser->length;
    if (size > room)
        size = room;
    memcpy(parser->bytes + parser->length, bytes, size);
    parser->length += size;
    return size;
}

/* Throws away what cannot be the beginning of a frame. False: nothing is left. */
static bool
parser_find_preamble(struct frame_parser *parser)
{
    size_t at = 0;
    for (; at < parser->length; at++) {
        size_t known = parser->length - at;
        if (known > sizeof preamble)
            known = sizeof preamble;
        if (memcmp(parser->bytes + at, preamble, known) == 0)
            break;
    }
    parser_skip(parser, at);
    return parser->length >= HEAD_SIZE;
}

enum frame_result
frame_parser_next(struct frame_parser *parser, struct frame_reply *reply_out)
{
    parser_skip(parser, parser->used);
    parser->used = 0;
    while (parser_find_preamble(parser)) {
        const uint8_t *body = parser->bytes + sizeof preamble;
        size_t length = (size_t)body[0] << 8 | body[1];
        if (length < LENGTH_MIN || length > FRAME_LENGTH_MAX) {
            // No frame has this length: the preamble was noise, or the length was broken.
            parser_skip(parser, 1);
            continue;
        }
        if (parser->length < HEAD_SIZE + length)
            return FRAME_MORE;
        if (checksum(body, 2 + length - 1) != body[2 + length - 1]) {
            // Only the preamble goes: a broken length may have swallowed the next frame.
            parser_skip(parser, sizeof preamble);
            return FRAME_BAD_CHECKSUM;
        }
        *reply_out = (struct frame_reply){
            .sw1 = body[2],
            .sw2 = body[3],
            .sw3 = body[4],
            .data = body + 5,
            .size = length - LENGTH_MIN,
        };
        parser->used = HEAD_SIZE + length;
        return FRAME_REPLY;
    }
    return FRAME_MORE;
}
