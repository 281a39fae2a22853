// SPDX-License-Identifier: Apache-2.0
/* Sign: the ed25519 key of this terminal, with which the QR code of a slip is signed, and
 * the check of the office's signature under its catalogue. Pure but for the key files. */
#ifndef OUTBOX_SIGN_H
#define OUTBOX_SIGN_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIGN_ERROR (g_quark_from_static_string("kiosk-sign"))
#define SIGN_CODE_MAX 105 // characters: look.md §10, QR version 5 at level L

struct sign_key {
    uint8_t secret[64];
    uint8_t public_key[32];
};

/* File of 64 hex digits: the seed. Made with mode 0600 when it is missing, the public key
 * beside it as PATH.pub, so that the office can be told. */
bool sign_key_load(struct sign_key *key_out, const char *path, GError **error);
void sign_key_finish(struct sign_key *key); // wipes; zero-safe

/* What the QR of a slip holds: "<number>|<base64 of the signature>". Signed is
 * "<number>|<SHA-256 of the header>": who has the case can check both. g_free. */
char *sign_code(const struct sign_key *key, const char *receipt_number,
                const char *header_sha256);

/* The public key in a file of 64 hex digits. */
bool sign_public_load(uint8_t public_out[32], const char *path, GError **error);
/* True when `signature` (base64) is the key's over `bytes`. */
bool sign_is_good(const uint8_t public_key[32], const void *bytes, size_t size,
                  const char *signature);

#endif
