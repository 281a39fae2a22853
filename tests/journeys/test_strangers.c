// SPDX-License-Identifier: Apache-2.0
/* What is not of this house: a service written elsewhere beside broken ones, cards that a
 * person could not correct, paper that is stuck in the middle. */
#include "tests/support/visit.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define PRINT_MS 30000
#define CARD_MS 15000
#define SENT_MS 2500 // the sheet is in the printer, and not out yet
#define SERVICE "strange-matter"

static void
write_text(const char *folder, const char *id, const char *text)
{
    char *place = g_build_filename(folder, id, NULL);
    char *path = g_build_filename(place, "service.json", NULL);
    g_assert_cmpint(g_mkdir_with_parents(place, 0700), ==, 0);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    g_free(path);
    g_free(place);
}

static json_t *
question(const char *id, const char *kind, const char *label, bool required)
{
    json_t *question = json_pack("{s:s, s:s, s:{s:s}, s:b}", "id", id, "kind", kind,
                                 "label", "zh_CN", label, "required", required);
    if (g_str_has_prefix(kind, "choice")) {
        json_t *choices = json_array();
        for (int i = 0; i < 12; i++) {
            char *value = g_strdup_printf("v%d", i);
            json_array_append_new(choices, json_pack("{s:s, s:{s:s}}", "value", value,
                                                     "label", "zh_CN", value));
            g_free(value);
        }
        json_object_set_new(question, "choices", choices);
    }
    return question;
}

/* More questions than one screen has room for, one with several answers, one optional. */
static char *
strange_service(void)
{
    json_t *service =
        json_load_file("assets/services/medical-insurance/service.json", 0, NULL);
    json_t *pages = json_pack("[{s:s, s:{s:s}, s:[o, o, o, o]}]", "id", "all", "title",
                              "zh_CN", "几个问题", "questions",
                              question("help", "choices", "想要哪些帮助", true),
                              question("village", "choice", "哪个村", true),
                              question("often", "choice", "多久一次", false),
                              question("phone", "phone", "手机号码", true));
    json_object_set_new(service, "id", json_string(SERVICE));
    json_object_set_new(service, "pages", pages);
    json_object_set_new(service, "materials", json_array());
    json_object_set_new(service, "short_name", json_pack("{s:s}", "zh_CN", "别处写的"));
    char *text = json_dumps(service, JSON_INDENT(1));
    json_decref(service);
    return text;
}

static char *
strange_folder(void)
{
    char *folder = child_built("worlds/strange-services"), *text = strange_service();
    char *groups = NULL, *path = g_build_filename(folder, "groups.json", NULL);
    write_text(folder, SERVICE, text);
    write_text(folder, "broken", "{\n \"id\": oh\n}\n");
    write_text(folder, "copied", text); // its id is not the name of its folder
    g_assert_true(
        g_file_get_contents("assets/services/groups.json", &groups, NULL, NULL));
    g_assert_true(g_file_set_contents(path, groups, -1, NULL));
    g_free(path);
    g_free(groups);
    free(text);
    return folder;
}

/* Turns batches until the choice is there. */
static void
tap_choice(struct world *world, const char *id)
{
    for (int waited_ms = 0; !world_has(world, id) && waited_ms < 5000; waited_ms += 200) {
        if (world_has(world, "choices-more"))
            world_must_tap(world, "choices-more");
        g_usleep(200 * 1000);
    }
    world_must_tap(world, id);
}

static void
must_hold(struct world *world, const char *answers)
{
    json_t *cases = world_must_have_cases(world, 1, PRINT_MS);
    char *folder = world_export(
        world, json_string_value(json_object_get(json_array_get(cases, 0), "case_id")));
    char *path = g_build_filename(folder, "case.json", NULL);
    json_t *root = json_load_file(path, 0, NULL), *wanted = json_loads(answers, 0, NULL);
    const json_t *application = json_object_get(root, "application");
    g_assert_true(json_equal(json_object_get(application, "answers"), wanted));
    json_decref(wanted);
    json_decref(root);
    g_free(path);
    g_free(folder);
    json_decref(cases);
}

static void
must_have_told_staff(struct world *world, const char *line)
{
    char *path = g_build_filename(world->folder, "kiosk.log", NULL), *log = NULL;
    g_assert_true(g_file_get_contents(path, &log, NULL, NULL));
    if (strstr(log, line) == NULL)
        g_error("staff are not told: %s\n%s", line, log);
    g_free(log);
    g_free(path);
}

static void
begin_strange_service(struct world *world)
{
    json_decref(world_must_reach(world, "attract", CARD_MS));
    world_must_tap(world, "start");
    json_decref(world_must_reach(world, "home", CARD_MS));
    world_must_tap(world, "service-" SERVICE);
    json_decref(world_must_reach(world, "guide", CARD_MS));
    visit_tap(world, "begin");
    json_decref(world_must_reach(world, "consent", CARD_MS));
    visit_agree(world);
}

/* Every answer of several, and what need not be answered is shown all the same. */
static void
test_strangers__a_service_from_elsewhere_runs_beside_broken_ones(void)
{
    char *services = strange_folder();
    struct world *world = world_start(
        &(struct world_options){.name = "strange-service", .services = services});
    must_have_told_staff(world, "broken/service.json: line 2");
    must_have_told_staff(world, "copied/service.json:");
    begin_strange_service(world);
    visit_card(world);
    tap_choice(world, "choice-help-v1");
    tap_choice(world, "choice-help-v10");
    world_must_tap(world, "next");
    tap_choice(world, "choice-village-v11");
    world_must_tap(world, "next");
    world_must_say(world, "多久一次", 2000);
    world_must_tap(world, "next");
    world_must_tap(world, "field-phone");
    world_type(world, VISIT_PHONE);
    world_must_tap(world, "next");
    json_decref(world_must_reach(world, "check", CARD_MS));
    visit_submit(world);
    g_free(world_must_print(world, 1, PRINT_MS));
    must_hold(world, "{\"applying_as\":\"self\",\"help\":[\"v1\",\"v10\"],\"village\":"
                     "\"v11\",\"phone\":"
                     "\"" VISIT_PHONE "\"}");
    world_stop(world);
    g_free(services);
}

static void
test_strangers__a_card_with_a_wrong_number_is_not_taken(void)
{
    struct world *world = world_start(
        &(struct world_options){.name = "strange-card", .devices = WORLD_REAL});
    json_t *card = json_loads(WORLD_CARD_WANG, 0, NULL);
    json_object_set_new(card, "id_number", json_string("999999194303120024"));
    char *text = json_dumps(card, JSON_COMPACT);
    visit_begin(world);
    world_insert_card(world, text);
    world_must_say(world, "读不了", CARD_MS);
    must_have_told_staff(world, "number on the card");
    g_assert_false(world_terminal_holds(world, "999999194303120024"));
    world_remove_card(world);
    world_must_tap(world, "retry");
    visit_card(world);
    world_stop(world);
    free(text);
    json_decref(card);
}

/* While the sheet is stuck the screen says so; when it is free, that it is printed. */
static void
test_strangers__paper_stuck_in_the_middle_is_told(void)
{
    struct world *world = world_start(
        &(struct world_options){.name = "strange-paper", .devices = WORLD_REAL});
    char *number = NULL, *code = NULL;
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    world_printer(world, "sheet-ms 8000");
    visit_submit(world);
    world_must_say(world, "正在打印", PRINT_MS);
    g_usleep(SENT_MS * 1000);
    world_printer(world, "reasons media-jam-error");
    world_must_say(world, "打印机卡纸了", PRINT_MS);
    g_assert_true(world_has(world, "finish"));
    world_printer(world, "clear");
    world_must_say(world, "打好了", PRINT_MS);
    visit_numbers(world, "done", &number, &code);
    g_assert_cmpint(world_printed_count(world), ==, 1);
    world_stop(world);
    g_free(number);
    g_free(code);
}

/* A printer that says it broke the sheet off, while the sheet lies there: whoever presses once
 * more gets no second one. */
static void
test_strangers__paper_that_came_after_all_does_not_come_twice(void)
{
    struct world *world = world_start(&(struct world_options){.name = "strange-word"});
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    world_printer(world, "lie");
    visit_submit(world);
    world_must_tap_within(world, "retry", PRINT_MS);
    world_must_say(world, "打好了", PRINT_MS);
    g_assert_cmpint(world_printed_count(world), ==, 1);
    must_have_told_staff(world, "came out: it is not printed again");
    world_stop(world);
}

/* The printer counts the only sheet as out and breaks the job off: there is no rest to print. */
static void
test_strangers__a_job_broken_off_after_its_last_sheet_is_printed(void)
{
    struct world *world = world_start(
        &(struct world_options){.name = "strange-end", .devices = WORLD_REAL});
    visit_begin(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    world_printer(world, "mode abort");
    visit_submit(world);
    world_must_tap_within(world, "retry", PRINT_MS);
    world_must_say(world, "打好了", PRINT_MS);
    g_assert_cmpint(world_printed_count(world), ==, 1);
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/strangers/service",
                    test_strangers__a_service_from_elsewhere_runs_beside_broken_ones);
    g_test_add_func("/strangers/card",
                    test_strangers__a_card_with_a_wrong_number_is_not_taken);
    g_test_add_func("/strangers/paper",
                    test_strangers__paper_stuck_in_the_middle_is_told);
    g_test_add_func("/strangers/word",
                    test_strangers__paper_that_came_after_all_does_not_come_twice);
    g_test_add_func("/strangers/end",
                    test_strangers__a_job_broken_off_after_its_last_sheet_is_printed);
    return g_test_run();
}
