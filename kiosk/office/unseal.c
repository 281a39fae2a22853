// SPDX-License-Identifier: Apache-2.0
#include "office/unseal.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "office/pieces.h"

#define KEY_ID_AT 5
#define SEALED_KEY_AT (KEY_ID_AT + ENVELOPE_KEY_ID_SIZE)
#define SEALED_KEY_SIZE                                                                  \
    (crypto_box_SEALBYTES + crypto_secretstream_xchacha20poly1305_KEYBYTES)
#define STREAM_AT (SEALED_KEY_AT + SEALED_KEY_SIZE)
#define CHUNKS_AT (STREAM_AT + crypto_secretstream_xchacha20poly1305_HEADERBYTES)
#define CHUNK_EXTRA crypto_secretstream_xchacha20poly1305_ABYTES

G_STATIC_ASSERT(CHUNKS_AT == 117 && CHUNK_EXTRA == 17);

static bool
refuse(GError **error, int code, const char *why)
{
    g_set_error_literal(error, UNSEAL_ERROR, code, why);
    return false;
}

void
plain_finish(struct plain *plain)
{
    if (!plain)
        return;
    sodium_free(plain->bytes);
    *plain = (struct plain){0};
}

/* All chunks; the last one, and only it, is tagged FINAL. */
static bool
pull_all(crypto_secretstream_xchacha20poly1305_state *stream, const uint8_t *chunks,
         size_t size, const char *bound_to, struct plain *plain, GError **error)
{
    while (size > 0) {
        const size_t length = MIN(size, ENVELOPE_CHUNK + CHUNK_EXTRA);
        unsigned long long written = 0;
        unsigned char tag = 0;
        if (length < CHUNK_EXTRA ||
            crypto_secretstream_xchacha20poly1305_pull(
                stream, plain->bytes + plain->size, &written, &tag, chunks, length,
                (const unsigned char *)bound_to, strlen(bound_to)) != 0)
            return refuse(error, 0, "the piece is damaged or not of this case and place");
        plain->size += written;
        chunks += length;
        size -= length;
        if ((tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) != (size == 0))
            return refuse(error, 0, "the piece is cut or has something behind its end");
    }
    return true;
}

static bool
open_key(const struct keyring *keyring, const uint8_t *sealed, uint8_t *key,
         GError **error)
{
    const struct office_key *pair = keyring_find(keyring, sealed + KEY_ID_AT);

    if (!pair)
        return refuse(error, 0, "the key that opens the piece is not among the office's");
    if (crypto_box_seal_open(key, sealed + SEALED_KEY_AT, SEALED_KEY_SIZE, pair->public,
                             pair->secret) != 0)
        return refuse(error, 0, "the piece's key cannot be opened");
    return true;
}

bool
unseal(const struct keyring *keyring, const uint8_t *sealed, size_t size,
       const char *case_id, const char *piece, struct plain *plain_out, GError **error)
{
    uint8_t key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    crypto_secretstream_xchacha20poly1305_state stream;

    if (size < CHUNKS_AT + CHUNK_EXTRA || memcmp(sealed, ENVELOPE_MAGIC, 4) != 0 ||
        sealed[4] != ENVELOPE_SUITE_SODIUM)
        return refuse(error, 0, "not a piece of a suite that this office knows");
    if (!open_key(keyring, sealed, key, error))
        return false;

    g_autofree char *bound_to = g_strdup_printf("%s/%s", case_id, piece);
    struct plain plain = {.bytes = sodium_malloc(size)};
    bool opened =
        plain.bytes &&
        crypto_secretstream_xchacha20poly1305_init_pull(&stream, sealed + STREAM_AT,
                                                        key) == 0 &&
        pull_all(&stream, sealed + CHUNKS_AT, size - CHUNKS_AT, bound_to, &plain, error);
    sodium_memzero(key, sizeof key);
    sodium_memzero(&stream, sizeof stream);
    if (opened)
        *plain_out = plain;
    else
        plain_finish(&plain);
    if (!opened && error && !*error)
        refuse(error, 0, "the piece has no stream");
    return opened;
}

static const json_t *
find_piece(const json_t *header, const char *name)
{
    size_t index;
    json_t *piece;

    json_array_foreach (json_object_get(header, "pieces"), index, piece)
        if (g_str_equal(json_text(piece, "name", ""), name))
            return piece;
    return NULL;
}

bool
unseal_piece(const struct keyring *keyring, const char *folder, const json_t *header,
             const char *piece, struct plain *plain_out, GError **error)
{
    const json_t *row = find_piece(header, piece);
    if (!row)
        return refuse(error, 0, "the case has no such piece");

    size_t size = 0;
    g_autofree char *path = pieces_path(folder, json_text(row, "sha256", ""));
    g_autofree char *sealed = file_read(path, ENVELOPE_PIECE_MAX, &size, error);
    return sealed && unseal(keyring, (const uint8_t *)sealed, size,
                            json_text(header, "case_id", ""), piece, plain_out, error);
}

/* A header is clear text: what it says of the inside must be what the inside says. */
static bool
belongs(const json_t *application, const json_t *header, GError **error)
{
    static const char *const same[] = {"case_id", "service", "service_version"};

    for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
        if (!json_equal(json_object_get(application, same[i]),
                        json_object_get(header, same[i])))
            return refuse(error, 1, "the application does not agree with its header");
    return true;
}

json_t *
unseal_application(const struct keyring *keyring, const char *folder,
                   const json_t *header, GError **error)
{
    struct plain plain = {0};
    g_autoptr(GError) own = NULL;

    if (!unseal_piece(keyring, folder, header, "application", &plain, error))
        return NULL;
    json_t *application = json_parse((const char *)plain.bytes, plain.size, &own);
    plain_finish(&plain);
    if (application && schema_accepts(&envelope_application_schema, application, &own) &&
        belongs(application, header, &own))
        return application;
    refuse(error, 1, own->message);
    json_decref(application);
    return NULL;
}
