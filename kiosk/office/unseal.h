// SPDX-License-Identifier: Apache-2.0
/* Opens sealed pieces (<kiosk/envelope.h>). Never on a thread that serves connections. */
#ifndef OFFICE_UNSEAL_H
#define OFFICE_UNSEAL_H

#include <jansson.h>

#include "office/keys.h"

#define UNSEAL_ERROR (g_quark_from_static_string("kiosk-unseal"))

struct plain { // in locked memory, wiped by plain_finish
    uint8_t *bytes;
    size_t size;
};
void plain_finish(struct plain *plain); // NULL- and zero-safe

/* Opens the bytes of a piece. Errors name no content: "cut", "not of this case", … */
bool
unseal(const struct keyring *keyring, const uint8_t *sealed, size_t size,
       const char *case_id, const char *piece, struct plain *plain_out, GError **error);

/* Opens the piece of that name in the folder of pieces; `header` is the case's. */
bool unseal_piece(const struct keyring *keyring, const char *folder, const json_t *header,
                  const char *piece, struct plain *plain_out, GError **error);

/* The application of a case: opened, of its schema, and of this very case. New reference.
 * UNSEAL_ERROR code 1: opened, but not what it should be. */
json_t *unseal_application(const struct keyring *keyring, const char *folder,
                           const json_t *header, GError **error);

#endif
