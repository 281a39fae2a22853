// SPDX-License-Identifier: Apache-2.0
/* Back-off: how long to wait before the next attempt. Pure; any thread. */
#ifndef OUTBOX_BACKOFF_H
#define OUTBOX_BACKOFF_H

#include <stdint.h>

#define BACKOFF_FIRST_MS 2000
#define BACKOFF_MAX_MS (10 * 60 * 1000LL)
#define BACKOFF_RETRY_AFTER_MAX_S 3600 // an office that asks for more gets an hour

/* Milliseconds to wait after failed attempt number `attempt` (from 1). Doubles from
 * BACKOFF_FIRST_MS up to BACKOFF_MAX_MS; `noise` (any 32 random bits) takes away up to one
 * half, so that a thousand terminals do not come back in the same second.
 * `retry_after_s`: what the office asked for, 0 when it did not: never earlier than that. */
int64_t backoff_ms(int attempt, int retry_after_s, uint32_t noise);

#endif
