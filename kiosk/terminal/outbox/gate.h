// SPDX-License-Identifier: Apache-2.0
/* Gate: how often the staff PIN may be tried. Pure: time is an argument.
 *
 * A try is counted before the PIN is looked at, and taken back when it was right: whoever
 * cuts the power meanwhile has used it up. */
#ifndef OUTBOX_GATE_H
#define OUTBOX_GATE_H

#include <stdbool.h>
#include <stdint.h>

#define GATE_TRIES 5
#define GATE_LOCK_MS (5LL * 60 * 1000)           // doubles each time it closes again
#define GATE_LOCK_MAX_MS (24LL * 60 * 60 * 1000) // longer helps nobody

struct gate {         // zeroed: nobody has tried
    int wrong;        // one behind the other
    int64_t until_ms; // real time; closed until then
};

/* A clock that was set back does not keep it closed for longer than it was closed for. */
bool gate_is_closed(const struct gate *gate, int64_t now_ms);
int gate_tries_left(const struct gate *gate); // before it closes
/* One try more; closes when it was the last. Only when it is open. */
void gate_count(struct gate *gate, int64_t now_ms);
void gate_open(struct gate *gate); // the PIN was right

#endif
