// SPDX-License-Identifier: Apache-2.0
#include "terminal/outbox/backoff.h"

#include <glib.h>

static const struct {
    int attempt, retry_after_s;
    uint32_t noise;
    int64_t wait_ms;
    const char *why;
} rows[] = {
    {1, 0, 0, 1000, "the first wait is at least half of two seconds"},
    {1, 0, UINT32_MAX, 2000, "and at most all of them"},
    {2, 0, UINT32_MAX, 4000, "then it doubles"},
    {5, 0, 0, 16000, "and goes on doubling"},
    {9, 0, UINT32_MAX, 512000, "up to here"},
    {10, 0, UINT32_MAX, BACKOFF_MAX_MS, "where ten minutes are the end"},
    {1000, 0, UINT32_MAX, BACKOFF_MAX_MS, "for ever"},
    {1000, 0, 0, BACKOFF_MAX_MS / 2, "with jitter"},
    {1, 7, 0, 7000, "never earlier than the office asked for"},
    {1, 7, UINT32_MAX, 8000, "but not all in the same second"},
    {20, 7, 0, BACKOFF_MAX_MS / 2, "a short wish does not shorten the wait"},
    {1, 1000000, 0, BACKOFF_RETRY_AFTER_MAX_S * 1000LL, "a mad wish is cut to an hour"},
    {1, -5, 0, 1000, "a wish from the past is none"},
};

static void
test_backoff__waits_as_the_table_says(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t wait_ms =
            backoff_ms(rows[i].attempt, rows[i].retry_after_s, rows[i].noise);
        if (wait_ms != rows[i].wait_ms)
            g_error("row %zu, %s: %ld instead of %ld", i, rows[i].why, (long)wait_ms,
                    (long)rows[i].wait_ms);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/terminal/outbox/test_backoff__waits_as_the_table_says",
                    test_backoff__waits_as_the_table_says);
    return g_test_run();
}
