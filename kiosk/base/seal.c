// SPDX-License-Identifier: Apache-2.0
#include "seal.h"

#include <sodium.h>
#include <string.h>
#include "base/file.h"
#include "base/sha256.h"

#define HEAD_SIZE 117 // magic 4, suite 1, key id 8, sealed key 80, stream header 24
#define KEY_FILE_MAX 4096

G_STATIC_ASSERT(HEAD_SIZE == 4 + 1 + ENVELOPE_KEY_ID_SIZE + crypto_box_SEALBYTES +
                                 crypto_secretstream_xchacha20poly1305_KEYBYTES +
                                 crypto_secretstream_xchacha20poly1305_HEADERBYTES);
G_STATIC_ASSERT(crypto_secretstream_xchacha20poly1305_ABYTES == 17);

bool
seal_key_load(struct seal_key *key_out, const char *path, GError **error)
{
    size_t size = 0;
    g_autofree char *text = file_read(path, KEY_FILE_MAX, &size, error);
    if (!text)
        return false;
    while (size > 0 && (text[size - 1] == '\n' || text[size - 1] == '\r'))
        size--;
    struct seal_key key;
    size_t written = 0;
    if (size != 64 ||
        sodium_hex2bin(key.public_key, sizeof key.public_key, text, size, NULL, &written,
                       NULL) != 0 ||
        written != 32) {
        g_set_error(error, SEAL_ERROR, 0, "%s: want 64 hex digits and a newline", path);
        return false;
    }
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, key.public_key, sizeof key.public_key);
    memcpy(key.id, hash, sizeof key.id);
    *key_out = key;
    return true;
}

size_t
seal_length(size_t size)
{
    // The last chunk is always shorter than a whole one, so a multiple ends with an empty one.
    size_t chunks = size / ENVELOPE_CHUNK + 1;
    return HEAD_SIZE + size + chunks * crypto_secretstream_xchacha20poly1305_ABYTES;
}

static uint8_t *
write_head(const struct seal_key *key, uint8_t *at,
           crypto_secretstream_xchacha20poly1305_state *stream)
{
    memcpy(at, ENVELOPE_MAGIC, 4);
    at[4] = ENVELOPE_SUITE_SODIUM;
    memcpy(at + 5, key->id, sizeof key->id);
    at += 5 + sizeof key->id;

    uint8_t stream_key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    crypto_secretstream_xchacha20poly1305_keygen(stream_key);
    int failed = crypto_box_seal(at, stream_key, sizeof stream_key, key->public_key);
    at += crypto_box_SEALBYTES + sizeof stream_key;
    crypto_secretstream_xchacha20poly1305_init_push(stream, at, stream_key);
    sodium_memzero(stream_key, sizeof stream_key);
    return failed ? NULL : at + crypto_secretstream_xchacha20poly1305_HEADERBYTES;
}

static uint8_t *
write_chunks(crypto_secretstream_xchacha20poly1305_state *stream, uint8_t *at,
             const uint8_t *bytes, size_t size, const char *data)
{
    for (;;) {
        size_t part = MIN(size, (size_t)ENVELOPE_CHUNK);
        bool last = part < ENVELOPE_CHUNK;
        unsigned long long written = 0;
        crypto_secretstream_xchacha20poly1305_push(
            stream, at, &written, bytes, part, (const uint8_t *)data, strlen(data),
            last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
        at += written;
        if (last)
            return at;
        bytes += part;
        size -= part;
    }
}

bool
seal_piece(const struct seal_key *key, const char *case_id, const char *piece,
           const void *bytes, size_t size, GByteArray *out,
           char sha256_out[SEAL_HEX_SIZE], GError **error)
{
    size_t length = size > ENVELOPE_PIECE_MAX ? SIZE_MAX : seal_length(size);
    if (length > ENVELOPE_PIECE_MAX || out->len > G_MAXUINT - length) {
        g_set_error(error, SEAL_ERROR, 0, "piece %s is too large: %zu bytes", piece,
                    size);
        return false;
    }
    guint begin = out->len;
    g_byte_array_set_size(out, begin + (guint)length);

    crypto_secretstream_xchacha20poly1305_state stream;
    uint8_t *at = write_head(key, out->data + begin, &stream);
    if (!at) { // only for a public key of small order
        g_byte_array_set_size(out, begin);
        g_set_error(error, SEAL_ERROR, 0, "the office's key cannot be used");
        return false;
    }
    g_autofree char *data = g_strdup_printf("%s/%s", case_id, piece);
    at = write_chunks(&stream, at, bytes, size, data);
    g_assert(at == out->data + out->len);
    sodium_memzero(&stream, sizeof stream);

    if (sha256_out)
        sha256_hex(out->data + begin, length, sha256_out);
    return true;
}

void
seal_code_hash(const char *case_id, const char *query_code, char hash_out[SEAL_HEX_SIZE])
{
    g_autofree char *text = g_strdup_printf("%s/%s", case_id, query_code);
    uint8_t hash[32];
    crypto_generichash(hash, sizeof hash, (const uint8_t *)text, strlen(text), NULL, 0);
    sodium_bin2hex(hash_out, SEAL_HEX_SIZE, hash, sizeof hash);
    sodium_memzero(text, strlen(text));
}
