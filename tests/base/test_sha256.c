// SPDX-License-Identifier: Apache-2.0
#include "base/sha256.h"

#include <glib.h>
#include <sodium.h>
#include <string.h>

static const struct {
    const char *text, *hash;
} published[] = {
    // FIPS 180-2, appendix B, and the empty message
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void
test_sha256__gives_the_published_examples(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(published); i++) {
        char hex[SHA256_HEX_SIZE];
        sha256_hex(published[i].text, strlen(published[i].text), hex);
        g_assert_cmpstr(hex, ==, published[i].hash);
    }
}

static void
test_sha256__agrees_with_libsodium_at_every_length(void)
{
    static uint8_t bytes[5000];
    randombytes_buf(bytes, sizeof bytes);
    for (size_t size = 0; size < 4200; size += size < 300 ? 1 : 97) {
        uint8_t ours[SHA256_SIZE], theirs[SHA256_SIZE];
        sha256_bytes(bytes + size % 17, size, ours); // also not aligned
        crypto_hash_sha256(theirs, bytes + size % 17, size);
        g_assert_true(memcmp(ours, theirs, SHA256_SIZE) == 0);
    }
}

int
main(int argc, char **argv)
{
    g_assert_cmpint(sodium_init(), >=, 0);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/test_sha256__gives_the_published_examples",
                    test_sha256__gives_the_published_examples);
    g_test_add_func("/base/test_sha256__agrees_with_libsodium_at_every_length",
                    test_sha256__agrees_with_libsodium_at_every_length);
    return g_test_run();
}
