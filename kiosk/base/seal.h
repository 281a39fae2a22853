// SPDX-License-Identifier: Apache-2.0
/* Seal: encrypts pieces to the office's public key, in the format of <kiosk/envelope.h>.
 * What is sealed only the office's private key opens. Any thread; pure but for the key file
 * and the random numbers. */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <kiosk/envelope.h>

#define SEAL_ERROR (g_quark_from_static_string("kiosk-seal"))
#define SEAL_HEX_SIZE 65 // 64 hex digits and a zero

struct seal_key {
    uint8_t public_key[32]; // X25519, of the office
    uint8_t id[ENVELOPE_KEY_ID_SIZE];
};

/* From a file of 64 lower-case hex digits and a newline. */
bool seal_key_load(struct seal_key *key_out, const char *path, GError **error);

/* Bytes of the sealed piece of `size` plain bytes. */
size_t seal_length(size_t size);

/* Appends the sealed piece to `out`; `sha256_out` is of the sealed bytes (NULL:
 * the caller hashes them when it likes). False when the
 * piece is larger than ENVELOPE_PIECE_MAX; `out` is then as before. */
bool seal_piece(const struct seal_key *key, const char *case_id, const char *piece,
                const void *bytes, size_t size, GByteArray *out,
                char sha256_out[SEAL_HEX_SIZE], GError **error);

/* query_code_hash of the header. */
void
seal_code_hash(const char *case_id, const char *query_code, char hash_out[SEAL_HEX_SIZE]);

#endif
