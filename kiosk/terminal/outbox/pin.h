// SPDX-License-Identifier: Apache-2.0
/* PIN of the staff: six digits, kept as argon2id in <state>/staff.pin; tries are counted in
 * <state>/staff.tries. Waits for the disk and for the hash (about 0.1 s, 64 MiB): store
 * thread, or the command line. */
#ifndef OUTBOX_PIN_H
#define OUTBOX_PIN_H

#include <glib.h>
#include <stdbool.h>
#include "gate.h"

#define PIN_LENGTH 6
#define PIN_ERROR (g_quark_from_static_string("kiosk-pin"))

/* Sets it and forgets all tries. Refuses what anybody would try first. */
bool pin_set(const char *state, const char *pin, GError **error);
bool pin_is_set(const char *state);

/* What was tried so far. A file that cannot be understood counts as just closed. */
void pin_tries(const char *state, int64_t now_ms, struct gate *gate_out);

enum pin_answer { PIN_RIGHT, PIN_WRONG, PIN_CLOSED, PIN_NOT_SET, PIN_NO_DISK };
/* One try. It is counted durably before the hash is looked at: PIN_NO_DISK when that cannot
 * be done, and then nothing was compared. */
enum pin_answer
pin_try(const char *state, const char *pin, int64_t now_ms, struct gate *gate_out);

#endif
