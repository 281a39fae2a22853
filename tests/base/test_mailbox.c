// SPDX-License-Identifier: Apache-2.0
#include "base/mailbox.h"

#include <glib.h>
#include <pthread.h>

#define ITEMS 20000
#define PUTTERS 3

static void
count(void *context)
{
    g_atomic_int_inc((int *)context);
}

static void
test_mailbox__keeps_the_order(void)
{
    int woken = 0;
    struct mailbox *mailbox = mailbox_create(count, &woken);

    g_assert_null(mailbox_take(mailbox));
    for (int i = 1; i <= 3; i++)
        mailbox_put(mailbox, GINT_TO_POINTER(i));
    g_assert_cmpint(woken, ==, 3);
    g_assert_cmpint(GPOINTER_TO_INT(mailbox_take(mailbox)), ==, 1);
    g_assert_cmpint(GPOINTER_TO_INT(mailbox_wait(mailbox, 0)), ==, 2);
    g_assert_cmpint(GPOINTER_TO_INT(mailbox_wait(mailbox, -1)), ==, 3);
    g_assert_null(mailbox_take(mailbox));
    mailbox_destroy(mailbox, NULL);
}

static void
test_mailbox__frees_what_nobody_took(void)
{
    struct mailbox *mailbox = mailbox_create(NULL, NULL);
    int left[2] = {0, 0};

    mailbox_put(mailbox, &left[0]);
    mailbox_put(mailbox, &left[1]);
    mailbox_destroy(mailbox, count);
    g_assert_cmpint(left[0], ==, 1);
    g_assert_cmpint(left[1], ==, 1);
    mailbox_destroy(NULL, count);
    mailbox = mailbox_create(NULL, NULL);
    mailbox_put(mailbox, &left[0]);
    mailbox_destroy(mailbox, NULL);
    g_assert_cmpint(left[0], ==, 1);
}

static void
test_mailbox__waits_no_longer_than_asked(void)
{
    struct mailbox *mailbox = mailbox_create(NULL, NULL);
    gint64 begin = g_get_monotonic_time();

    g_assert_null(mailbox_wait(mailbox, 0));
    g_assert_null(mailbox_wait(mailbox, 30));
    g_assert_cmpint(g_get_monotonic_time() - begin, >=, 30000);
    g_assert_cmpint(g_get_monotonic_time() - begin, <, 5000000);
    // A moment whose nanoseconds run over into the next second.
    g_assert_null(mailbox_wait(mailbox, 999));
    mailbox_destroy(mailbox, NULL);
}

static void *
put_many(void *data)
{
    for (int i = 1; i <= ITEMS; i++)
        mailbox_put(data, GINT_TO_POINTER(i));
    return NULL;
}

/* Nothing is lost or doubled, and each thread's items keep their order. */
static void
test_mailbox__many_may_put(void)
{
    struct mailbox *mailbox = mailbox_create(NULL, NULL);
    pthread_t threads[PUTTERS];
    int seen[ITEMS + 1] = {0};

    for (int t = 0; t < PUTTERS; t++)
        pthread_create(&threads[t], NULL, put_many, mailbox);
    for (int i = 0; i < ITEMS * PUTTERS; i++) {
        int item = GPOINTER_TO_INT(mailbox_wait(mailbox, -1));
        g_assert_true(item >= 1 && item <= ITEMS);
        seen[item]++;
        g_assert_true(item == 1 || seen[item] <= seen[item - 1]);
    }
    for (int t = 0; t < PUTTERS; t++)
        pthread_join(threads[t], NULL);
    for (int i = 1; i <= ITEMS; i++)
        g_assert_cmpint(seen[i], ==, PUTTERS);
    g_assert_null(mailbox_take(mailbox));
    mailbox_destroy(mailbox, NULL);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox/keeps_the_order", test_mailbox__keeps_the_order);
    g_test_add_func("/mailbox/frees_what_nobody_took",
                    test_mailbox__frees_what_nobody_took);
    g_test_add_func("/mailbox/waits_no_longer_than_asked",
                    test_mailbox__waits_no_longer_than_asked);
    g_test_add_func("/mailbox/many_may_put", test_mailbox__many_may_put);
    return g_test_run();
}
