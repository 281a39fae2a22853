// SPDX-License-Identifier: Apache-2.0
#include "backoff.h"

#include <glib.h>

int64_t
backoff_ms(int attempt, int retry_after_s, uint32_t noise)
{
    int64_t window = BACKOFF_FIRST_MS;
    for (int i = 1; i < attempt && window < BACKOFF_MAX_MS; i++)
        window *= 2;
    window = MIN(window, BACKOFF_MAX_MS);

    int64_t half = window / 2;
    int64_t jitter = (int64_t)((uint64_t)half * noise / UINT32_MAX);
    int64_t asked = (int64_t)CLAMP(retry_after_s, 0, BACKOFF_RETRY_AFTER_MAX_S) * 1000;
    // Jitter goes on top of what the office asked for: it asked many at the same time.
    if (asked > window - half)
        return asked + MIN(jitter, asked / 4);
    return window - half + jitter;
}
