// SPDX-License-Identifier: Apache-2.0
/* UUID version 7 (RFC 9562): time-ordered, monotonic also when the clock steps back. */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stdint.h>

#define UUID_TEXT_SIZE 37

struct uuid_source { // zeroed at first; one a thread
    int64_t last_ms;
    uint32_t counter;
};

/* `random` gives ten bytes of noise; time is an argument. */
void uuid_make(struct uuid_source *source, int64_t real_ms, const uint8_t random[10],
               char text_out[UUID_TEXT_SIZE]);

#endif
