// SPDX-License-Identifier: Apache-2.0
/* A storm: citizens come and go while devices break in random order at random moments on
 * random screens. No crash, no dead end, no number that was shown and is not in the office, no
 * case twice, no sheet twice, no slip on both printers. KIOSK_FAULTS=200 makes it long,
 * KIOSK_SEED repeats a run, KIOSK_SLIPS=0 has no slip printer. */
#include "tests/support/monkey.h"
#include "tests/support/process.h"
#include "tests/support/virtual_control.h"
#include "tests/support/visit.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define STEP_MS 60
#define CALM_MOST_MS 900   // between two faults
#define FAULT_MOST_MS 1800 // that one lasts
#define ARRIVE_MS 60000
#define VIOLENT_MOST 3 // of each driver: after five crashes in an hour it is given up

#define DEVICES 4

struct storm {
    struct world *world;
    GRand *chance;
    struct monkey monkey;
    int violent[DEVICES]; // crashes and the like, by device
};

static int
number_of(const char *variable, int otherwise)
{
    const char *text = g_getenv(variable);
    return text ? atoi(text) : otherwise;
}

static void
live(struct storm *storm, int most_ms)
{
    gint64 end = g_get_monotonic_time() +
                 g_rand_int_range(storm->chance, 0, most_ms) * G_TIME_SPAN_MILLISECOND;
    do {
        monkey_step(&storm->monkey);
        g_usleep(STEP_MS * 1000);
    } while (g_get_monotonic_time() < end);
}

static const char *
socket_of(const struct storm *storm, int device)
{
    const char *const sockets[] = {
        storm->world->socket_card, storm->world->socket_scanner,
        storm->world->socket_printer, storm->world->socket_receipt};
    return sockets[device];
}

/* One of the faults that the driver itself says it can have. g_free. */
static char *
pick_fault(struct storm *storm, int device)
{
    g_autofree char *answer = virtual_control_try(socket_of(storm, device), "describe");
    json_t *told = answer ? json_loads(answer, 0, NULL) : NULL;
    const json_t *faults = json_object_get(told, "faults");
    size_t count = json_array_size(faults);
    char *line = NULL;
    if (count > 0) {
        int which = g_rand_int_range(storm->chance, 0, (int)count);
        line = g_strdup_printf("fault %s",
                               json_string_value(json_array_get(faults, (size_t)which)));
    }
    json_decref(told);
    return line;
}

static void
break_device(struct storm *storm, int device)
{
    static const char *const violent[] = {"crash", "hang", "junk"};
    static const char *const lines[] = {"offline", "delay 1500", "remove", "paper 0",
                                        "short 0.4"};
    int dice = g_rand_int_range(storm->chance, 0, 10);
    g_autofree char *line = NULL;
    if (dice == 0 && storm->violent[device]++ < VIOLENT_MOST)
        line = g_strdup(violent[g_rand_int_range(storm->chance, 0, 3)]);
    else if (dice < 3) // lines of other devices are refused, and do no harm
        line = g_strdup(lines[g_rand_int_range(storm->chance, 0, 5)]);
    else
        line = pick_fault(storm, device);
    if (line)
        g_free(virtual_control_try(socket_of(storm, device), line));
}

/* Staff come: everything is in order again. */
static void
mend_all(struct storm *storm)
{
    for (int device = 0; device < DEVICES; device++)
        g_free(virtual_control_try(socket_of(storm, device), "clear"));
    g_free(virtual_control_try(storm->world->socket_printer, "paper 500"));
    g_free(virtual_control_try(storm->world->socket_printer, "take"));
    g_free(virtual_control_try(storm->world->socket_receipt, "take"));
}

/* An engine that belongs to no device: it just dies, or stands still for a moment. */
static void
hurt_engine(struct storm *storm)
{
    static const char *const engines[] = {"image-leptonica", "typesetter-pango",
                                          "input-rime", "speech-espeak"};
    const char *name = engines[g_rand_int_range(storm->chance, 0, 4)];
    GArray *tree = process_tree(child_pid(storm->world->kiosk));
    for (guint i = 0; i < tree->len; i++) {
        const struct process *process = &g_array_index(tree, struct process, i);
        if (!g_str_has_prefix(name, process->name))
            continue;
        kill(process->pid, SIGSTOP);
        live(storm, 700);
        kill(process->pid, SIGCONT);
    }
    g_array_unref(tree);
}

static void
strike(struct storm *storm)
{
    int device = g_rand_int_range(storm->chance, 0, DEVICES + 1);
    if (device == DEVICES)
        hurt_engine(storm);
    else
        break_device(storm, device);
}

static guint
files_waiting(const struct world *world)
{
    g_autofree char *path = g_build_filename(world->folder, "state", "outbox", NULL);
    GDir *dir = g_dir_open(path, 0, NULL);
    guint count = 0;
    while (dir && g_dir_read_name(dir))
        count++;
    if (dir)
        g_dir_close(dir);
    return count;
}

static void
check_office(struct storm *storm)
{
    for (int i = 0; i < ARRIVE_MS / 100 && files_waiting(storm->world) > 0; i++)
        g_usleep(100000);
    json_t *cases = world_cases(storm->world), *row;
    GHashTable *numbers = g_hash_table_new(g_str_hash, g_str_equal);
    size_t index;
    json_array_foreach (cases, index, row) {
        const char *number = json_string_value(json_object_get(row, "receipt_number"));
        g_assert_true(g_hash_table_add(numbers, (gpointer)(uintptr_t)number));
        g_hash_table_remove(storm->monkey.receipts, number);
    }
    g_test_message("%zu cases stand in the office", json_array_size(cases));
    g_assert_cmpuint(g_hash_table_size(storm->monkey.receipts), ==, 0);
    g_hash_table_unref(numbers);
    json_decref(cases);
}

/* Notes the receipt that this paper is a slip of; none was there before. */
static void
note_slip(GHashTable *slips, const char *text)
{
    g_autoptr(GMatchInfo) found = NULL;
    g_autoptr(GRegex) number = g_regex_new("0001 [0-9]{6} [0-9]{4} [0-9]", 0, 0, NULL);
    if (g_regex_match(number, text, 0, &found) && strstr(text, "收件回执"))
        g_assert_true(g_hash_table_add(slips, g_match_info_fetch(found, 0)));
}

static void
note_slips(GHashTable *slips, const char *folder, const char *suffix)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;
        if (!g_str_has_suffix(name, suffix))
            continue;
        if (strcmp(suffix, ".pdf") == 0)
            text = world_pdf_text(path);
        else
            g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
        note_slip(slips, text);
    }
    if (dir)
        g_dir_close(dir);
}

/* What came out of both printers: of no receipt more than one slip. */
static void
check_paper(const struct world *world)
{
    GHashTable *slips = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    note_slips(slips, world->printed, ".pdf");
    guint sheets = g_hash_table_size(slips);
    note_slips(slips, world->slips, ".txt");
    g_test_message("%u slips came out, %u of them on A4", g_hash_table_size(slips),
                   sheets);
    g_hash_table_unref(slips);
}

/* The storm is over: whoever is still there goes, and the next visit is as if nothing had been. */
static void
check_calm(struct storm *storm)
{
    gint64 end = g_get_monotonic_time() + ARRIVE_MS * G_TIME_SPAN_MILLISECOND;
    mend_all(storm);
    storm->monkey.wander_permille = 0;
    storm->monkey.last_visit = true;
    do {
        monkey_step(&storm->monkey);
        g_usleep(STEP_MS * 1000);
    } while (strcmp(storm->monkey.screen, "attract") != 0 &&
             g_get_monotonic_time() < end);
    mend_all(storm);
    world_remove_card(storm->world);
    visit_begin(storm->world);
    visit_card(storm->world);
    visit_form(storm->world);
    visit_scan(storm->world);
    visit_submit(storm->world);
    visit_leave(storm->world);
}

static void
test_storm__ends_with_every_number_in_the_office(void)
{
    guint32 seed = (guint32)number_of("KIOSK_SEED", (int)(g_random_int() & 0xffff));
    int faults = number_of("KIOSK_FAULTS", 16);
    struct storm storm = {.chance = g_rand_new_with_seed(seed)};
    g_test_message("seed %u", seed);
    storm.world =
        world_start(&(struct world_options){.name = "storm",
                                            .devices = WORLD_VIRTUAL,
                                            .slips = number_of("KIOSK_SLIPS", 1) != 0});
    json_decref(world_must_reach(storm.world, "attract", ARRIVE_MS));
    monkey_init(&storm.monkey, storm.world, storm.chance);
    for (int i = 0; i < faults; i++) {
        live(&storm, CALM_MOST_MS);
        strike(&storm);
        live(&storm, FAULT_MOST_MS);
        mend_all(&storm);
    }
    g_test_message("%d faults, %d visits, %u screens, %u numbers were shown", faults,
                   storm.monkey.visits, g_hash_table_size(storm.monkey.screens),
                   g_hash_table_size(storm.monkey.receipts));
    check_calm(&storm);
    check_office(&storm);
    check_paper(storm.world);
    world_stop(storm.world);
    monkey_finish(&storm.monkey);
    g_rand_free(storm.chance);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/journeys/test_storm__ends_with_every_number_in_the_office",
                    test_storm__ends_with_every_number_in_the_office);
    return g_test_run();
}
