// SPDX-License-Identifier: Apache-2.0
/* Passwords of staff: argon2id. Each check takes some 60 ms and 64 MB on purpose, so it runs on
 * worker threads only, of which there are few. */
#ifndef OFFICE_ACCOUNTS_H
#define OFFICE_ACCOUNTS_H

#include <glib.h>
#include <stdbool.h>

#define ACCOUNTS_NAME_MAX 32      // code points
#define ACCOUNTS_PASSWORD_MIN 8   // bytes
#define ACCOUNTS_PASSWORD_MAX 256 // bytes
#define ACCOUNTS_ERROR (g_quark_from_static_string("kiosk-accounts"))

/* Letters and digits of any script, and . _ -; no space, no markup. */
bool accounts_name_is_good(const char *name, GError **error);
/* g_free. NULL: the password is too short or too long. */
char *accounts_hash(const char *password, GError **error);
/* `hash` NULL: there is no such account; takes as long as if there were. */
bool accounts_verify(const char *hash, const char *password);

#endif
