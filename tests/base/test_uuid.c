// SPDX-License-Identifier: Apache-2.0
#include "base/uuid.h"

#include <glib.h>
#include <string.h>

static const uint8_t zeros[10],
    ones[10] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

static void
test_uuid__is_laid_out_as_rfc_9562_says(void)
{
    struct uuid_source source = {0};
    char text[UUID_TEXT_SIZE];
    // RFC 9562, A.6: 2022-02-22T14:22:22-05:00, rand_a 0xCC3 with its first bit free for us.
    static const uint8_t random[10] = {0x04, 0xc3, 0x18, 0xc4, 0xdc,
                                       0x0c, 0x0c, 0x07, 0x39, 0x8f};

    uuid_make(&source, 0x017f22e279b0, random, text);
    g_assert_cmpstr(text, ==, "017f22e2-79b0-74c3-98c4-dc0c0c07398f");
    uuid_make(&source, 0x017f22e279b1, ones, text);
    g_assert_cmpstr(text, ==, "017f22e2-79b1-77ff-bfff-ffffffffffff");
    uuid_make(&source, 0x017f22e279b2, zeros, text);
    g_assert_cmpstr(text, ==, "017f22e2-79b2-7000-8000-000000000000");
    uuid_make(&source, 0xffffffffffff, zeros, text);
    g_assert_cmpstr(text, ==, "ffffffff-ffff-7000-8000-000000000000");
}

static void
test_uuid__grows_when_the_clock_stands_or_steps_back(void)
{
    struct uuid_source source = {0};
    GRand *random = g_rand_new_with_seed(20261121);
    char last[UUID_TEXT_SIZE] = "", text[UUID_TEXT_SIZE];
    int64_t now = 1795243263000;

    for (int i = 0; i < 100000; i++) {
        uint8_t noise[10];
        for (size_t b = 0; b < sizeof noise; b++)
            noise[b] = (uint8_t)g_rand_int(random);
        // Many in one millisecond, now and then a step on, seldom an hour back.
        if (i % 7000 == 0)
            now++;
        if (i % 30000 == 29999)
            now -= 3600 * 1000;
        uuid_make(&source, now, noise, text);
        g_assert_cmpstr(text, >, last);
        memcpy(last, text, sizeof last);
    }
    // Ahead of the clock only by what did not fit into its milliseconds.
    g_assert_cmpint(source.last_ms, <, 1795243263000 + 100);
    g_rand_free(random);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/uuid/is_laid_out_as_rfc_9562_says",
                    test_uuid__is_laid_out_as_rfc_9562_says);
    g_test_add_func("/uuid/grows_when_the_clock_stands_or_steps_back",
                    test_uuid__grows_when_the_clock_stands_or_steps_back);
    return g_test_run();
}
