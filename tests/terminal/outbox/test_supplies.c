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

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/supplies/are_counted_since_paper_was_put_in",
                    test_supplies__are_counted_since_paper_was_put_in);
    return g_test_run();
}
