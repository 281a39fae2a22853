// SPDX-License-Identifier: Apache-2.0
#include "office/keys.h"

#include <string.h>

#include "base/diag.h"
#include "base/file.h"

#define KEY_SIZE 32
#define FILE_SIZE (2 * KEY_SIZE + 1)
#define KEYS_MAX 256
#define CATALOGUE "catalogue"
#define INDEX "index"

G_STATIC_ASSERT(crypto_box_SECRETKEYBYTES == KEY_SIZE &&
                crypto_sign_SEEDBYTES == KEY_SIZE &&
                crypto_generichash_KEYBYTES == KEY_SIZE);

/* Secret bytes of a file in locked memory (sodium_free). NULL: *error. */
static uint8_t *
read_key(const char *path, GError **error)
{
    size_t size = 0, length = 0;
    char *text = file_read(path, FILE_SIZE, &size, error);
    if (!text)
        return NULL;

    uint8_t *key = sodium_malloc(KEY_SIZE);
    const char *end = NULL;
    const bool right = sodium_hex2bin(key, KEY_SIZE, text, size, NULL, &length, &end) ==
                           0 &&
                       length == KEY_SIZE && (*end == '\n' || *end == '\0');
    sodium_memzero(text, size);
    g_free(text);
    if (right)
        return key;
    sodium_free(key);
    g_set_error(error, KEYS_ERROR, 0, "%s: 64 hex digits are wanted", path);
    return NULL;
}

static bool
write_key(const char *folder, const char *name, const char *suffix,
          const uint8_t bytes[KEY_SIZE], GError **error)
{
    g_autofree char *path = g_strdup_printf("%s/%s.%s", folder, name, suffix);
    char text[FILE_SIZE + 1];

    sodium_bin2hex(text, sizeof text, bytes, KEY_SIZE);
    strcat(text, "\n");
    const bool written = file_write_durably(path, text, strlen(text), error);
    sodium_memzero(text, sizeof text);
    return written;
}

void
keys_id(const uint8_t public[crypto_box_PUBLICKEYBYTES],
        uint8_t id_out[ENVELOPE_KEY_ID_SIZE])
{
    uint8_t hash[crypto_hash_sha256_BYTES];

    crypto_hash_sha256(hash, public, crypto_box_PUBLICKEYBYTES);
    memcpy(id_out, hash, ENVELOPE_KEY_ID_SIZE);
}

/* ---- the ring --------------------------------------------------------------------------- */

static bool
is_office_key(const char *name)
{
    const size_t digits = 2 * ENVELOPE_KEY_ID_SIZE;

    return strlen(name) == digits + strlen(".key") && g_str_has_suffix(name, ".key") &&
           strspn(name, "0123456789abcdef") == digits;
}

static bool
add_key(struct keyring *ring, const char *folder, const char *name, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    uint8_t *secret = read_key(path, error);
    if (!secret)
        return false;

    struct office_key *key = &ring->keys[ring->count++];
    key->secret = secret;
    crypto_scalarmult_base(key->public, secret);
    keys_id(key->public, key->id);
    char id[2 * ENVELOPE_KEY_ID_SIZE + 1];
    sodium_bin2hex(id, sizeof id, key->id, sizeof key->id);
    if (strncmp(id, name, strlen(id)) == 0)
        return true;
    g_set_error(error, KEYS_ERROR, 0, "%s holds the key %s, not the one of its name",
                path, id);
    return false;
}

/* Made by the way: rows under another key are only found again by handing in anew, so it is
 * kept like the keys that open cases. */
static uint8_t *
load_index_key(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, INDEX ".key", NULL);

    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        uint8_t key[KEY_SIZE];
        randombytes_buf(key, sizeof key);
        const bool made = write_key(folder, INDEX, "key", key, error);
        sodium_memzero(key, sizeof key);
        if (!made)
            return NULL;
    }
    return read_key(path, error);
}

void
keys_person(const struct keyring *keyring, const char *id_number,
            char hash_out[KEYS_PERSON_SIZE])
{
    uint8_t hash[32];
    g_autofree char *upper = g_ascii_strup(id_number, -1);

    crypto_generichash(hash, sizeof hash, (const uint8_t *)upper, strlen(upper),
                       keyring->index_key, KEY_SIZE);
    sodium_bin2hex(hash_out, KEYS_PERSON_SIZE, hash, sizeof hash);
    sodium_memzero(upper, strlen(upper));
}

struct keyring *
keyring_load(const char *folder, GError **error)
{
    g_autofree char *catalogue = g_build_filename(folder, CATALOGUE ".key", NULL);
    GDir *names = g_dir_open(folder, 0, error);
    if (!names)
        return NULL;

    struct keyring *ring = g_new0(struct keyring, 1);
    ring->keys = g_new0(struct office_key, KEYS_MAX);
    const char *name;
    bool right = true;
    while (right && ring->count < KEYS_MAX && (name = g_dir_read_name(names)))
        right = !is_office_key(name) || add_key(ring, folder, name, error);
    g_dir_close(names);
    if (right && ring->count == 0) {
        g_set_error(error, KEYS_ERROR, 0,
                    "%s: no key that opens cases; `kiosk-office keys new` makes one",
                    folder);
        right = false;
    }
    if (right)
        ring->catalogue_seed = read_key(catalogue, error);
    if (ring->catalogue_seed)
        ring->index_key = load_index_key(folder, error);
    if (ring->index_key)
        return ring;
    keyring_destroy(ring);
    return NULL;
}

void
keyring_destroy(struct keyring *keyring)
{
    if (!keyring)
        return;
    for (size_t i = 0; i < keyring->count; i++)
        sodium_free(keyring->keys[i].secret);
    sodium_free(keyring->catalogue_seed);
    sodium_free(keyring->index_key);
    g_free(keyring->keys);
    g_free(keyring);
}

const struct office_key *
keyring_find(const struct keyring *keyring, const uint8_t id[ENVELOPE_KEY_ID_SIZE])
{
    for (size_t i = 0; i < keyring->count; i++)
        if (memcmp(keyring->keys[i].id, id, ENVELOPE_KEY_ID_SIZE) == 0)
            return &keyring->keys[i];
    return NULL;
}

/* ---- new keys --------------------------------------------------------------------------- */

static bool
make_catalogue_key(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, CATALOGUE ".key", NULL);
    uint8_t public[crypto_sign_PUBLICKEYBYTES], seed[crypto_sign_SEEDBYTES];
    uint8_t secret[crypto_sign_SECRETKEYBYTES];

    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return true; // terminals know its public half: never made anew by the way
    randombytes_buf(seed, sizeof seed);
    crypto_sign_seed_keypair(public, secret, seed);
    const bool made = write_key(folder, CATALOGUE, "key", seed, error) &&
                      write_key(folder, CATALOGUE, "pub", public, error);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    return made;
}

bool
keys_make(const char *folder, char **id_out, GError **error)
{
    uint8_t public[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
    uint8_t id[ENVELOPE_KEY_ID_SIZE];
    char name[2 * ENVELOPE_KEY_ID_SIZE + 1];

    if (!file_make_folder(folder, error) || !make_catalogue_key(folder, error))
        return false;
    crypto_box_keypair(public, secret);
    keys_id(public, id);
    sodium_bin2hex(name, sizeof name, id, sizeof id);
    // The secret half first: nobody may seal to a key that cannot open.
    const bool made = write_key(folder, name, "key", secret, error) &&
                      write_key(folder, name, "pub", public, error);
    sodium_memzero(secret, sizeof secret);
    if (made)
        *id_out = g_strdup(name);
    return made;
}
