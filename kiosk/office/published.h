// SPDX-License-Identifier: Apache-2.0
/* The catalogue as it is handed to terminals: read from the folder of services, made once,
 * signed once. */
#ifndef OFFICE_PUBLISHED_H
#define OFFICE_PUBLISHED_H

#include <glib.h>
#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#define PUBLISHED_ERROR (g_quark_from_static_string("kiosk-published"))
#define PUBLISHED_SERVICES_MAX 500

struct published {
    char *body; // canonical JSON {"version", "services"}
    size_t size;
    char *etag;       // with its quotes
    char *signature;  // base64 ed25519 of `body`
    json_t *services; // array of definitions by id
};

/* Services with mistakes are left out and told in the journal. `seed`: crypto_sign seed. */
struct published *
published_create(const char *folder, const uint8_t *seed, GError **error);
void published_destroy(struct published *published);

#endif
