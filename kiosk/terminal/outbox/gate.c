// SPDX-License-Identifier: Apache-2.0
#include "gate.h"

#include <glib.h>

/* How long it closes after so many wrong tries. */
static int64_t
closed_ms(int wrong)
{
    int64_t closed = GATE_LOCK_MS;
    for (int i = 2 * GATE_TRIES; i <= wrong && closed < GATE_LOCK_MAX_MS; i += GATE_TRIES)
        closed *= 2;
    return MIN(closed, GATE_LOCK_MAX_MS);
}

bool
gate_is_closed(const struct gate *gate, int64_t now_ms)
{
    return now_ms < gate->until_ms && gate->until_ms - now_ms <= closed_ms(gate->wrong);
}

int
gate_tries_left(const struct gate *gate)
{
    return GATE_TRIES - gate->wrong % GATE_TRIES;
}

void
gate_count(struct gate *gate, int64_t now_ms)
{
    gate->wrong++;
    gate->until_ms = gate->wrong % GATE_TRIES == 0 ? now_ms + closed_ms(gate->wrong) : 0;
}

void
gate_open(struct gate *gate)
{
    *gate = (struct gate){0};
}
