// SPDX-License-Identifier: Apache-2.0
#include "sign.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include "base/file.h"

#define KEY_FILE_MAX 4096

static bool
load_hex(uint8_t bytes_out[32], const char *path, GError **error)
{
    size_t size = 0, written = 0;
    char *text = file_read(path, KEY_FILE_MAX, &size, error);
    if (!text)
        return false;
    g_strchomp(text);
    bool good = strlen(text) == 64 &&
                sodium_hex2bin(bytes_out, 32, text, 64, NULL, &written, NULL) == 0 &&
                written == 32;
    sodium_memzero(text, size);
    g_free(text);
    if (!good)
        g_set_error(error, SIGN_ERROR, 0, "%s: want 64 hex digits and a newline", path);
    return good;
}

static bool
write_hex(const char *path, const uint8_t bytes[32], GError **error)
{
    char text[66];
    sodium_bin2hex(text, 65, bytes, 32);
    text[64] = '\n';
    bool done = file_write_durably(path, text, 65, error);
    sodium_memzero(text, sizeof text);
    return done;
}

static bool
make_key(const char *path, GError **error)
{
    uint8_t seed[crypto_sign_SEEDBYTES], public_key[32], secret[64];
    randombytes_buf(seed, sizeof seed);
    crypto_sign_seed_keypair(public_key, secret, seed);
    g_autofree char *beside = g_strconcat(path, ".pub", NULL);
    bool done = write_hex(beside, public_key, error) && write_hex(path, seed, error);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    return done;
}

bool
sign_key_load(struct sign_key *key_out, const char *path, GError **error)
{
    struct stat status;
    // Only a file that is not there is made anew: an unreadable one must not be replaced.
    if (stat(path, &status) != 0 && errno == ENOENT && !make_key(path, error))
        return false;
    uint8_t seed[crypto_sign_SEEDBYTES];
    if (!load_hex(seed, path, error))
        return false;
    sodium_mlock(key_out, sizeof *key_out);
    crypto_sign_seed_keypair(key_out->public_key, key_out->secret, seed);
    sodium_memzero(seed, sizeof seed);
    return true;
}

void
sign_key_finish(struct sign_key *key)
{
    if (key)
        sodium_munlock(key, sizeof *key);
}

char *
sign_code(const struct sign_key *key, const char *receipt_number,
          const char *header_sha256)
{
    g_autofree char *message = g_strdup_printf("%s|%s", receipt_number, header_sha256);
    uint8_t signature[crypto_sign_BYTES];
    crypto_sign_detached(signature, NULL, (const uint8_t *)message, strlen(message),
                         key->secret);
    char text[sodium_base64_ENCODED_LEN(crypto_sign_BYTES,
                                        sodium_base64_VARIANT_ORIGINAL)];
    sodium_bin2base64(text, sizeof text, signature, sizeof signature,
                      sodium_base64_VARIANT_ORIGINAL);
    char *code = g_strdup_printf("%s|%s", receipt_number, text);
    g_assert(strlen(code) <= SIGN_CODE_MAX);
    return code;
}

bool
sign_public_load(uint8_t public_out[32], const char *path, GError **error)
{
    return load_hex(public_out, path, error);
}

bool
sign_is_good(const uint8_t public_key[32], const void *bytes, size_t size,
             const char *signature)
{
    uint8_t raw[crypto_sign_BYTES];
    size_t length = 0;
    return sodium_base642bin(raw, sizeof raw, signature, strlen(signature), NULL, &length,
                             NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
           length == sizeof raw &&
           crypto_sign_verify_detached(raw, bytes, size, public_key) == 0;
}
