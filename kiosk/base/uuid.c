// SPDX-License-Identifier: Apache-2.0
#include "uuid.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#define COUNTER_MAX 0x0fff // the 12 bits that follow the time (RFC 9562 6.2, method 1)

void
uuid_make(struct uuid_source *source, int64_t real_ms, const uint8_t random[10],
          char text_out[UUID_TEXT_SIZE])
{
    // The upper half stays free for others of the same millisecond.
    uint32_t fresh = (random[0] & 0x07u) << 8 | random[1];
    uint8_t bytes[16];

    g_assert(real_ms >= 0 && real_ms < INT64_C(1) << 48);
    if (real_ms > source->last_ms) {
        source->last_ms = real_ms;
        source->counter = fresh;
    } else if (source->counter < COUNTER_MAX) {
        source->counter++;
    } else { // ahead of the clock rather than behind the last one
        source->last_ms++;
        source->counter = fresh;
    }
    for (int i = 0; i < 6; i++)
        bytes[i] = (uint8_t)(source->last_ms >> (40 - 8 * i));
    bytes[6] = (uint8_t)(0x70u | source->counter >> 8);
    bytes[7] = (uint8_t)source->counter;
    memcpy(bytes + 8, random + 2, 8);
    bytes[8] = (uint8_t)(0x80u | (bytes[8] & 0x3fu));

    for (size_t i = 0, at = 0; i < sizeof bytes; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text_out[at++] = '-';
        at += (size_t)snprintf(text_out + at, UUID_TEXT_SIZE - at, "%02x", bytes[i]);
    }
}
