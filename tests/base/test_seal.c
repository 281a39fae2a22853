// SPDX-License-Identifier: Apache-2.0
/* Seals here, opens with libsodium alone, as an office of another make would. */
#include "base/seal.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define CASE_ID "019aa5d2-7b1c-7000-8000-000000000001"

static uint8_t public_key[32], private_key[32];

static struct seal_key
load_key(void)
{
    char text[66], *path = NULL;
    GError *error = NULL;
    struct seal_key key;
    int fd = g_file_open_tmp("kiosk-key-XXXXXX", &path, NULL);
    close(fd);
    sodium_bin2hex(text, 65, public_key, 32);
    text[64] = '\n';
    g_file_set_contents(path, text, 65, NULL);
    g_assert_true(seal_key_load(&key, path, &error));
    unlink(path);
    g_free(path);
    return key;
}

/* Plain bytes of a sealed piece, NULL when it is not authentic, cut or not for this place. */
static GByteArray *
open_piece(const uint8_t *at, size_t size, const char *place)
{
    uint8_t stream_key[32];
    crypto_secretstream_xchacha20poly1305_state stream;
    if (size < 117 + 17 || memcmp(at, "KSE1\1", 5) != 0 ||
        crypto_box_seal_open(stream_key, at + 13, 80, public_key, private_key) != 0 ||
        crypto_secretstream_xchacha20poly1305_init_pull(&stream, at + 93, stream_key) !=
            0)
        return NULL;
    GByteArray *plain = g_byte_array_new();
    uint8_t tag = 0;
    for (size_t offset = 117; offset < size;) {
        uint8_t chunk[65536];
        unsigned long long length = 0;
        size_t part = MIN(size - offset, sizeof chunk + 17);
        if (tag != 0 || crypto_secretstream_xchacha20poly1305_pull(
                            &stream, chunk, &length, &tag, at + offset, part,
                            (const uint8_t *)place, strlen(place)) != 0) {
            g_byte_array_unref(plain);
            return NULL;
        }
        g_byte_array_append(plain, chunk, (guint)length);
        offset += part;
    }
    if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        g_clear_pointer(&plain, g_byte_array_unref);
    return plain;
}

static void
test_seal__is_opened_by_libsodium_alone(void)
{
    static const size_t sizes[] = {0, 1, 1000, 65535, 65536, 65537, 131072, 200001};
    struct seal_key key = load_key();
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        uint8_t *plain = g_malloc(sizes[i] + 1);
        randombytes_buf(plain, sizes[i]);
        GByteArray *sealed = g_byte_array_new();
        g_byte_array_append(sealed, (const guint8 *)"before", 6); // of another piece
        char sha256[SEAL_HEX_SIZE], again[SEAL_HEX_SIZE];
        g_assert_true(seal_piece(&key, CASE_ID, "page-book-1", plain, sizes[i], sealed,
                                 sha256, NULL));
        g_assert_cmpuint(sealed->len, ==, 6 + seal_length(sizes[i]));
        uint8_t hash[32];
        crypto_hash_sha256(hash, sealed->data + 6, sealed->len - 6);
        sodium_bin2hex(again, sizeof again, hash, sizeof hash);
        g_assert_cmpstr(sha256, ==, again);
        GByteArray *opened =
            open_piece(sealed->data + 6, sealed->len - 6, CASE_ID "/page-book-1");
        g_assert_nonnull(opened);
        g_assert_cmpuint(opened->len, ==, sizes[i]);
        g_assert_true(sizes[i] == 0 || memcmp(opened->data, plain, sizes[i]) == 0);
        g_byte_array_unref(opened);
        g_byte_array_unref(sealed);
        g_free(plain);
    }
}

static void
test_seal__cannot_be_moved_cut_or_changed(void)
{
    struct seal_key key = load_key();
    static uint8_t plain[100000];
    GByteArray *sealed = g_byte_array_new();
    char sha256[SEAL_HEX_SIZE];
    seal_piece(&key, CASE_ID, "application", plain, sizeof plain, sealed, sha256, NULL);
    g_assert_null(open_piece(sealed->data, sealed->len, CASE_ID "/photo"));
    g_assert_null(open_piece(sealed->data, 117 + 65536 + 17, CASE_ID "/application"));
    sealed->data[sealed->len - 1] ^= 1;
    g_assert_null(open_piece(sealed->data, sealed->len, CASE_ID "/application"));
    g_byte_array_unref(sealed);
}

static void
test_seal__is_new_each_time_and_names_the_key(void)
{
    struct seal_key key = load_key();
    GByteArray *sealed = g_byte_array_new();
    char one[SEAL_HEX_SIZE], other[SEAL_HEX_SIZE];
    seal_piece(&key, CASE_ID, "application", "x", 1, sealed, one, NULL);
    seal_piece(&key, CASE_ID, "application", "x", 1, sealed, other, NULL);
    g_assert_cmpstr(one, !=, other);
    uint8_t hash[32];
    crypto_hash_sha256(hash, public_key, 32);
    g_assert_true(memcmp(sealed->data + 5, hash, 8) == 0);
    g_byte_array_unref(sealed);
}

static void
test_seal__refuses_what_no_office_would_take(void)
{
    struct seal_key key = load_key();
    GByteArray *sealed = g_byte_array_new();
    char sha256[SEAL_HEX_SIZE];
    GError *error = NULL;
    g_assert_false(seal_piece(&key, CASE_ID, "page-book-1", NULL, ENVELOPE_PIECE_MAX,
                              sealed, sha256, &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
    g_assert_cmpuint(sealed->len, ==, 0);
    g_byte_array_unref(sealed);

    g_assert_false(seal_key_load(&key, "/dev/null", &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
}

static void
test_seal__hashes_the_query_code_with_its_case(void)
{
    char one[SEAL_HEX_SIZE], other[SEAL_HEX_SIZE], again[SEAL_HEX_SIZE];
    uint8_t hash[32];
    seal_code_hash(CASE_ID, "482915", one);
    seal_code_hash(CASE_ID, "482916", other);
    g_assert_cmpstr(one, !=, other);
    crypto_generichash(hash, 32, (const uint8_t *)CASE_ID "/482915", 43, NULL, 0);
    sodium_bin2hex(again, sizeof again, hash, 32);
    g_assert_cmpstr(one, ==, again);
}

#define ADD(name) g_test_add_func("/base/" #name, name)

int
main(int argc, char **argv)
{
    g_assert_cmpint(sodium_init(), >=, 0);
    crypto_box_keypair(public_key, private_key);
    g_test_init(&argc, &argv, NULL);
    ADD(test_seal__is_opened_by_libsodium_alone);
    ADD(test_seal__cannot_be_moved_cut_or_changed);
    ADD(test_seal__is_new_each_time_and_names_the_key);
    ADD(test_seal__refuses_what_no_office_would_take);
    ADD(test_seal__hashes_the_query_code_with_its_case);
    return g_test_run();
}
