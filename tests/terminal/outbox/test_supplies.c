// SPDX-License-Identifier: Apache-2.0
/* Paper is counted by printer, since it was put in, and lasts as long as lately. */
#include "terminal/outbox/store.h"

#include <glib/gstdio.h>

#include "base/json.h"
#include <kiosk/office.h>

#define DAY_MS INT64_C(86400000)
#define NOW_MS (INT64_C(1795243260000))

static void
print_sheets(struct store *store, const char *printer, int number, int64_t at_ms,
             int sheets)
{
    g_autofree char *job = g_strdup_printf("%s-%d", printer, number);
    g_assert_true(store_intend(store,
                               &(struct store_print){.job = job,
                                                     .case_id = "case",
                                                     .part = "",
                                                     .printer = printer,
                                                     .first = 1,
                                                     .pages = sheets},
                               at_ms, NULL));
    g_assert_true(store_intent_done(store, job, "completed", sheets, at_ms, NULL));
}

static int
number(const json_t *supply, const char *member)
{
    const json_t *value = json_object_get(supply, member);
    return value == NULL ? -1 : (int)json_integer_value(value);
}

static void
test_supplies__are_counted_since_paper_was_put_in(void)
{
    const int capacity[STORE_SUPPLIES] = {500, 0};
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("kiosk-supplies-XXXXXX", NULL);
    struct store *store = store_open(folder, &error);
    g_assert_no_error(error);
    json_t *none = store_supplies(store, capacity, NOW_MS);
    g_assert_cmpuint(json_array_size(none), ==, 0);
    json_decref(none);
    for (int day = 0; day < 10; day++)
        print_sheets(store, "printer", day, NOW_MS - day * DAY_MS, 20);
    print_sheets(store, "receipt", 1, NOW_MS, 1);
    g_assert_true(store_refilled(store, "printer", NOW_MS - 5 * DAY_MS / 2, NULL));
    json_t *supplies = store_supplies(store, capacity, NOW_MS);
    g_assert_true(schema_accepts(&office_supplies_schema, supplies, NULL));
    const json_t *printer = json_array_get(supplies, 0);
    g_assert_cmpint(number(printer, "sheets_since_refill"), ==, 60);
    g_assert_cmpint(number(printer, "sheets_lately"), ==, 200);
    g_assert_cmpint(number(printer, "days_left"), ==, 22); // 440 left, 20 a day
    const json_t *receipt = json_array_get(supplies, 1);
    g_assert_cmpint(number(receipt, "sheets_since_refill"), ==, 1);
    g_assert_cmpint(number(receipt, "days_left"), ==, -1); // nobody knows the roll
    json_decref(supplies);
    store_close(store);
    const char *const argv[] = {"rm", "-rf", folder, NULL};
    g_spawn_sync(NULL, (char **)(guintptr)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 NULL, NULL, NULL, NULL);
}

static void
print_with(struct store *store, const char *case_id, int number, const char *outcome)
{
    g_autofree char *job = g_strdup_printf("%s-%d", case_id, number);
    int64_t at_ms = NOW_MS - DAY_MS + number;
    g_assert_true(store_intend(store,
                               &(struct store_print){.job = job,
                                                     .case_id = case_id,
                                                     .part = "",
                                                     .printer = "receipt",
                                                     .first = 1,
                                                     .pages = 1},
                               at_ms, NULL));
    if (outcome != NULL)
        g_assert_true(store_intent_done(store, job, outcome, 0, at_ms, NULL));
}

static size_t
doubtful(struct store *store)
{
    json_t *rows = store_doubtful(store, 100, NOW_MS, NULL);
    size_t count = json_array_size(rows);
    json_decref(rows);
    return count;
}

static void
test_supplies__prints_in_doubt_are_told_until_somebody_looked(void)
{
    g_autofree char *folder = g_dir_make_tmp("kiosk-supplies-XXXXXX", NULL);
    struct store *store = store_open(folder, NULL);
    print_with(store, "whole", 1, "completed");
    print_with(store, "stuck", 1, "paperJam"); // the person was told
    print_with(store, "again", 1, "unknown");
    print_with(store, "again", 2, "completed"); // and got it then
    g_assert_cmpuint(doubtful(store), ==, 0);
    print_with(store, "lost", 1, "unknown");
    print_with(store, "mute", 1, "noAnswer");
    print_with(store, "open", 1, NULL);
    print_with(store, "paper", 1,
               "unknown"); // papers of different people share this name
    print_with(store, "paper", 2, "completed");
    g_assert_cmpuint(doubtful(store), ==, 4);
    g_assert_true(store_doubtful_seen(store, NOW_MS, NULL));
    g_assert_cmpuint(doubtful(store), ==, 0);
    GArray *open = store_open_intents(store, NULL);
    g_assert_cmpuint(open->len, ==, 0);
    g_array_unref(open);
    store_close(store);
    const char *const argv[] = {"rm", "-rf", folder, NULL};
    g_spawn_sync(NULL, (char **)(guintptr)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 NULL, NULL, NULL, NULL);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/supplies/are_counted_since_paper_was_put_in",
                    test_supplies__are_counted_since_paper_was_put_in);
    g_test_add_func("/supplies/prints_in_doubt_are_told_until_somebody_looked",
                    test_supplies__prints_in_doubt_are_told_until_somebody_looked);
    return g_test_run();
}
