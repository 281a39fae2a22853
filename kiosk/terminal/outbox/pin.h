// SPDX-License-Identifier: Apache-2.0
/* PINs of the staff: six digits each, kept as argon2id in <state>/staff.pin, one line for each
 * member: "NAME HASH" (a lone hash is that of a member without a name). The PIN says who it is:
 * no two have the same. Tries are counted in <state>/staff.tries. Waits for the disk and for the hash (about 0.1 s, 64 MiB): store
 * thread, or the command line. */
#ifndef OUTBOX_PIN_H
#define OUTBOX_PIN_H

#include <glib.h>
#include <stdbool.h>
#include "gate.h"

#define PIN_LENGTH 6
#define PIN_NAME_SIZE 48 // bytes of a name with its zero; no spaces in it
#define PIN_STAFF_MAX 20
#define PIN_ERROR (g_quark_from_static_string("kiosk-pin"))

/* Sets that of `name` ("": whoever has no name) and forgets all tries. Refuses what anybody
 * would try first, and what somebody else has. */
bool pin_set(const char *state, const char *name, const char *pin, GError **error);
bool pin_is_set(const char *state);

/* What was tried so far. A file that cannot be understood counts as just closed. */
void pin_tries(const char *state, int64_t now_ms, struct gate *gate_out);

enum pin_answer { PIN_RIGHT, PIN_WRONG, PIN_CLOSED, PIN_NOT_SET, PIN_NO_DISK };
/* One try; who it was, when it was right. It is counted durably before the hash is looked at: PIN_NO_DISK when that cannot
 * be done, and then nothing was compared. */
enum pin_answer pin_try(const char *state, const char *pin, int64_t now_ms,
                        struct gate *gate_out, char name_out[PIN_NAME_SIZE]);

#endif
