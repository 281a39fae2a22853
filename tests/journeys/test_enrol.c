// SPDX-License-Identifier: Apache-2.0
/* A citizen enrols in resident medical insurance, from the attract screen to the printed
 * slip, on a SAM-V module, SANE and an IPP printer; the case stands in the office with every
 * field and picture. Then the same visit while things go wrong. */
#include "tests/support/visit.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define PRINT_MS 30000
#define OFFICE_MS 20000
#define RESTART_MS 10000

static char *
file_text(const char *folder, const char *name)
{
    char *path = g_build_filename(folder, name, NULL), *text = NULL;
    GError *error = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    g_free(path);
    return text;
}

/* Every picture of the export against its own checksum list, and at least one of them. */
static void
check_checksums(const char *folder)
{
    const char *argv[] = {"sha256sum", "--check", "--strict", "checksums.txt", NULL};
    char *said = NULL;
    int status = -1;
    g_spawn_sync(folder, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 &said, NULL, &status, NULL);
    g_assert_cmpint(status, ==, 0);
    g_assert_nonnull(strstr(said, ".jpg"));
    g_free(said);
}

static void
check_application(const char *folder, const char *number, const char *code)
{
    char *text = file_text(folder, "case.json");
    json_t *root = json_loads(text, 0, NULL);
    g_assert_nonnull(root);
    json_t *application = json_object_get(root, "application");
    json_t *header = json_object_get(root, "header");
    json_t *wanted = json_loads(WORLD_CARD_WANG, 0, NULL);
    json_t *applicant = json_object_get(application, "applicant");
    const char *name;
    json_t *value;
    json_object_foreach (wanted, name, value)
        if (!json_equal(value, json_object_get(applicant, name)))
            g_error("%s of the card is not in the case", name);
    json_t *answers = json_object_get(application, "answers");
    g_assert_cmpstr(json_string_value(json_object_get(answers, "phone")), ==,
                    VISIT_PHONE);
    g_assert_cmpstr(json_string_value(json_object_get(answers, "category")), ==,
                    "ordinary");
    g_assert_cmpstr(json_string_value(json_object_get(application, "query_code")), ==,
                    code);
    g_assert_cmpstr(json_string_value(json_object_get(header, "receipt_number")), ==,
                    number);
    json_decref(wanted);
    json_decref(root);
    g_free(text);
}

/* The one case of the office is this one, whole. */
static void
check_office(struct world *world, const char *number, const char *code)
{
    json_t *cases = world_must_have_cases(world, 1, OFFICE_MS);
    const json_t *row = json_array_get(cases, 0);
    g_assert_cmpstr(json_string_value(json_object_get(row, "receipt_number")), ==,
                    number);
    char *folder =
        world_export(world, json_string_value(json_object_get(row, "case_id")));
    check_checksums(folder);
    check_application(folder, number, code);
    g_free(folder);
    json_decref(cases);
}

static void
check_slip(const char *path, const char *number, const char *code, bool delivered)
{
    char *text = world_pdf_text(path);
    char *shown = g_strdup_printf("%.4s %.6s %.4s %s", number, number + 4, number + 10,
                                  number + 14);
    char *grouped = g_strdup_printf("%.3s %s", code, code + 3);
    const char *const wanted[] = {"收 件 回 执", "收件不是受理", "王秀兰", "户口簿",
                                  "12345",       shown,          grouped};
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        if (strstr(text, wanted[i]) == NULL && i == 0)
            g_assert_nonnull(strstr(text, "收件回执"));
        else if (strstr(text, wanted[i]) == NULL)
            g_error("the slip does not say %s:\n%s", wanted[i], text);
    }
    g_assert_true((strstr(text, "待上传") == NULL) == delivered);
    g_assert_null(strstr(text, "999999194303120023")); // masked
    g_free(grouped);
    g_free(shown);
    g_free(text);
}

/* Nothing of the person is left on this machine, sealed cases aside. */
static void
check_nothing_left(struct world *world)
{
    g_assert_false(world_terminal_holds(world, "王秀兰"));
    g_assert_false(world_terminal_holds(world, "999999194303120023"));
    g_assert_false(world_terminal_holds(world, VISIT_PHONE));
}

static void
walk_to_check(struct world *world)
{
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
}

static void
test_enrol__arrives_whole_on_real_devices(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "enrol-real",
                                            .devices = WORLD_REAL,
                                            .pictures = g_getenv("KIOSK_PICTURES")});
    char *number = NULL, *code = NULL;
    walk_to_check(world);
    visit_submit(world);
    visit_numbers(world, "done", &number, &code);
    char *slip = world_must_print(world, 1, PRINT_MS);
    check_slip(slip, number, code, true);
    visit_leave(world);
    check_office(world, number, code);
    check_nothing_left(world);
    g_assert_cmpint(world_printed_count(world), ==, 1);
    g_free(slip);
    g_free(number);
    g_free(code);
    world_stop(world);
}

static void
test_enrol__waits_for_an_office_that_is_down(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "enrol-down", .office_down = true});
    char *number = NULL, *code = NULL;
    walk_to_check(world);
    visit_submit(world);
    visit_numbers(world, "done", &number, &code);
    char *slip = world_must_print(world, 1, PRINT_MS);
    check_slip(slip, number, code, false);
    visit_leave(world);
    world_kill_kiosk(world); // what was promised survives this too
    world_start_kiosk(world);
    world_start_office(world);
    check_office(world, number, code);
    check_nothing_left(world);
    g_free(slip);
    g_free(number);
    g_free(code);
    world_stop(world);
}

static void
test_enrol__goes_on_when_paper_is_put_in(void)
{
    struct world *world = world_start(
        &(struct world_options){.name = "enrol-paper", .devices = WORLD_REAL});
    char *number = NULL, *code = NULL;
    walk_to_check(world);
    world_printer(world, "reasons media-empty-error");
    world_printer(world, "state 5");
    visit_submit(world);
    visit_numbers(world, "fault", &number, &code);
    world_must_say(world, "没纸", 2000);
    world_must_say(world, "12345", 2000);
    world_printer(world, "clear");
    world_must_tap_within(world, "retry", 15000);
    char *slip = world_must_print(world, 1, PRINT_MS);
    check_slip(slip, number, code, true);
    visit_leave(world);
    check_office(world, number, code);
    g_assert_cmpint(world_printed_count(world), ==, 1);
    g_free(slip);
    g_free(number);
    g_free(code);
    world_stop(world);
}

static void
test_enrol__asks_again_when_the_card_is_lifted_too_early(void)
{
    struct world *world = world_start(
        &(struct world_options){.name = "enrol-lifted", .devices = WORLD_REAL});
    visit_begin(world);
    world_card(world, "fault lift-before-read");
    world_insert_card(world, WORLD_CARD_WANG);
    world_must_say(world, "再放", 10000);
    world_remove_card(world);
    world_card(world, "clear");
    if (world_has(world, "retry"))
        world_must_tap(world, "retry");
    visit_card(world);
    world_stop(world);
}

static void
kill_driver(struct world *world, const char *name)
{
    char *command =
        g_strdup_printf("pkill -KILL -P %d -f %s", child_pid(world->kiosk), name);
    int status = 0;
    g_spawn_command_line_sync(command, NULL, NULL, &status, NULL);
    g_assert_cmpint(status, ==, 0);
    g_free(command);
}

static void
test_enrol__survives_a_driver_that_is_killed(void)
{
    struct world *world = world_start(&(struct world_options){.name = "enrol-killed"});
    char *number = NULL, *code = NULL;
    visit_begin(world);
    kill_driver(world, "card-virtual");
    g_usleep(2 * G_USEC_PER_SEC); // it must be back within a second
    if (world_has(world, "retry"))
        world_must_tap(world, "retry");
    visit_card(world);
    visit_form(world);
    kill_driver(world, "scanner-virtual");
    g_usleep(2 * G_USEC_PER_SEC);
    visit_scan(world);
    visit_submit(world);
    visit_numbers(world, "done", &number, &code);
    g_free(world_must_print(world, 1, PRINT_MS));
    check_office(world, number, code);
    g_free(number);
    g_free(code);
    world_stop(world);
}

static void
test_enrol__refuses_a_page_that_was_cut_short(void)
{
    struct world *world = world_start(&(struct world_options){.name = "enrol-short"});
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    char *line = g_strdup_printf("load %s", world->page);
    world_scanner(world, line);
    world_scanner(world, "short 0.4");
    world_must_tap(world, "scan");
    world_must_say(world, "没扫完整", 20000);
    g_assert_false(world_has(world, "next"));
    world_scanner(world, "clear");
    g_free(line);
    visit_scan(world);
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/enrol/arrives-whole-on-real-devices",
                    test_enrol__arrives_whole_on_real_devices);
    g_test_add_func("/enrol/waits-for-an-office-that-is-down",
                    test_enrol__waits_for_an_office_that_is_down);
    g_test_add_func("/enrol/goes-on-when-paper-is-put-in",
                    test_enrol__goes_on_when_paper_is_put_in);
    g_test_add_func("/enrol/asks-again-when-the-card-is-lifted",
                    test_enrol__asks_again_when_the_card_is_lifted_too_early);
    g_test_add_func("/enrol/survives-a-killed-driver",
                    test_enrol__survives_a_driver_that_is_killed);
    g_test_add_func("/enrol/refuses-a-page-cut-short",
                    test_enrol__refuses_a_page_that_was_cut_short);
    return g_test_run();
}
