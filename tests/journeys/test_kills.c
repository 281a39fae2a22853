// SPDX-License-Identifier: Apache-2.0
/* Terminal and office are killed at any moment around a submission. Whatever a person was
 * shown as handed in stands in the office in the end, once; nothing stands there twice.
 * KIOSK_KILLS=1000 makes it long, KIOSK_SEED repeats a run. */
#include "tests/support/visit.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define ARRIVE_MS 60000

static int
number_of(const char *variable, int otherwise)
{
    const char *text = g_getenv(variable);
    return text ? atoi(text) : otherwise;
}

/* What the person has read so far: the receipt number, or NULL. g_free. */
static char *
number_shown(struct world *world)
{
    json_t *tree = inspect_tree(world->inspect);
    char *number = g_strdup(inspect_value(tree, "receipt-number"));
    json_decref(tree);
    return number;
}

static void
kill_office(struct world *world)
{
    child_kill(world->office, SIGKILL);
    child_stop(world->office);
    world->office = NULL;
    world_start_office(world);
}

/* One visit up to "submit", then the knife. */
static void
visit_and_kill(struct world *world, GRand *chance, GHashTable *shown)
{
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    visit_submit(world);
    if (g_rand_boolean(chance)) {
        g_usleep((gulong)g_rand_int_range(chance, 0, 100000));
        kill_office(world);
    }
    // Storing takes a few milliseconds, delivering some tens: both are met.
    g_usleep(
        (gulong)g_rand_int_range(chance, 0, g_rand_boolean(chance) ? 15000 : 250000));
    char *number = number_shown(world);
    if (number)
        g_hash_table_add(shown, number);
    world_kill_kiosk(world);
    world_start_kiosk(world);
}

static void
check_office(json_t *cases, GHashTable *shown)
{
    GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTable *numbers = g_hash_table_new(g_str_hash, g_str_equal);
    size_t index;
    json_t *row;
    json_array_foreach (cases, index, row) {
        const char *number = json_string_value(json_object_get(row, "receipt_number"));
        g_assert_cmpstr(json_string_value(json_object_get(row, "content")), ==,
                        "readable");
        g_assert_true(g_hash_table_add(ids, (gpointer)(uintptr_t)json_string_value(
                                                json_object_get(row, "case_id"))));
        g_assert_true(g_hash_table_add(numbers, (gpointer)(uintptr_t)number));
        g_hash_table_remove(shown, number);
    }
    g_assert_cmpuint(g_hash_table_size(shown), ==, 0);
    g_hash_table_unref(ids);
    g_hash_table_unref(numbers);
}

static guint
files_waiting(const struct world *world)
{
    char *path = g_build_filename(world->folder, "state", "outbox", NULL);
    GDir *dir = g_dir_open(path, 0, NULL);
    guint count = 0;
    while (dir && g_dir_read_name(dir))
        count++;
    if (dir)
        g_dir_close(dir);
    g_free(path);
    return count;
}

static void
test_kills__lose_no_case_and_double_none(void)
{
    guint32 seed = (guint32)number_of("KIOSK_SEED", (int)(g_random_int() & 0xffff));
    int kills = number_of("KIOSK_KILLS", 6);
    GRand *chance = g_rand_new_with_seed(seed);
    GHashTable *shown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    struct world *world =
        world_start(&(struct world_options){.name = "kills", .devices = WORLD_VIRTUAL});
    g_test_message("seed %u", seed);
    for (int i = 0; i < kills; i++)
        visit_and_kill(world, chance, shown);
    g_test_message("%u receipts were read before the knife", g_hash_table_size(shown));

    // All that waits goes out; then the last word is the office's.
    for (int i = 0; i < ARRIVE_MS / 100 && files_waiting(world) > 0; i++)
        g_usleep(100000);
    g_assert_cmpuint(files_waiting(world), ==, 0);
    json_t *cases = world_cases(world);
    g_test_message("%zu cases stand in the office", json_array_size(cases));
    g_assert_cmpuint(json_array_size(cases), <=, (guint)kills);
    check_office(cases, shown);
    json_decref(cases);
    world_stop(world);
    g_hash_table_unref(shown);
    g_rand_free(chance);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/journeys/test_kills__lose_no_case_and_double_none",
                    test_kills__lose_no_case_and_double_none);
    return g_test_run();
}
