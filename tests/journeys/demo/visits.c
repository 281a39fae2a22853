// SPDX-License-Identifier: Apache-2.0
/* What people do in the walk of the demo. */
#include "demo.h"

#include "album.h"
#include "tests/support/visit.h"

#include <string.h>

#define STEP_MS 30000
#define WORDS_SERVICE "disability-certificate" // asks for a name when somebody helps
#define WORDS_GROUP "disability"
#define PIN "204816"
#define FAST "20" // times the usual clock: a minute is over after three seconds

static void
reach(struct world *world, const char *screen)
{
    json_decref(world_must_reach(world, screen, STEP_MS));
}

/* Another picture of the same screen, when what was touched has come. */
static void
look(struct world *world, const char *name)
{
    g_usleep(250000);
    world_keep_picture(world, name);
}

static void
keep_paper(struct world *world, const char *folder, int count, const char *name)
{
    char *path = world_must_print(world, count, STEP_MS);
    if (folder != NULL)
        album_paper(folder, name, path);
    g_free(path);
}

static void
lay_card(struct world *world, const char *screen)
{
    world_insert_card(world, WORLD_CARD_WANG);
    reach(world, screen);
    world_remove_card(world);
}

static void
leave(struct world *world)
{
    world_must_tap(world, "end");
    if (!world_has(world, "start")) {
        g_usleep(250000);
        if (world_has(world, "leave"))
            world_must_tap(world, "leave");
    }
    reach(world, "attract");
}

/* ---- a matter ---- */

static void
ask_for_help(struct world *world)
{
    world_must_tap(world, "help");
    look(world, "help");
    world_must_tap(world, "close");
}

/* The keys that change how a page is shown or heard. */
static void
try_ways(struct world *world)
{
    if (world_has(world, "lower")) {
        world_must_tap(world, "lower");
        look(world, "check-lowered");
        world_must_tap(world, "lower");
    }
    if (world_has(world, "colours")) {
        world_must_tap(world, "colours");
        look(world, "check-colours");
        world_must_tap(world, "colours");
        look(world, "check-colours-2");
        world_must_tap(world, "colours");
    }
    g_usleep(250000);
    world_must_tap(world, "say");
    look(world, "aloud");
    world_must_tap(world, "read-rest");
}

/* A digit is lost on the last look; it is told, and typed again. */
static void
err(struct world *world)
{
    visit_tap(world, "edit-contact");
    reach(world, "form");
    world_must_tap(world, "key-erase");
    world_must_tap(world, "back");
    reach(world, "check");
    visit_submit(world);
    reach(world, "errors");
    visit_tap(world, "fix-phone");
    reach(world, "form");
    look(world, "form-error");
    world_type(world, VISIT_PHONE + strlen(VISIT_PHONE) - 1);
    visit_tap(world, "next");
    reach(world, "check");
}

static void
rate(struct world *world)
{
    visit_tap(world, "rate");
    reach(world, "rating");
    visit_tap(world, "level-5");
    reach(world, "rating-tags");
    visit_tap(world, "send");
    reach(world, "done");
}

static char *
case_of(struct world *world, const char *number)
{
    char *found = NULL;
    gint64 end = g_get_monotonic_time() + STEP_MS * 1000;
    while (found == NULL && g_get_monotonic_time() < end) {
        json_t *cases = world_cases(world), *row;
        size_t i;
        json_array_foreach (cases, i, row)
            if (g_strcmp0(json_string_value(json_object_get(row, "receipt_number")),
                          number) == 0)
                found = g_strdup(json_string_value(json_object_get(row, "case_id")));
        json_decref(cases);
    }
    g_assert_nonnull(found);
    return found;
}

struct demo_case
demo_enrol(struct world *world, const char *folder)
{
    struct demo_case given = {0};
    int papers = world_printed_count(world);
    visit_begin(world);
    ask_for_help(world);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    try_ways(world);
    err(world);
    visit_tap(world, "submit");
    visit_numbers(world, "done", &given.number, &given.code);
    keep_paper(world, folder, papers + 1, "slip");
    rate(world);
    visit_leave(world);
    given.case_id = case_of(world, given.number);
    return given;
}

/* ---- how it stands ---- */

static void
ask_how_it_stands(struct world *world, const struct demo_case *given)
{
    visit_start(world);
    visit_tap(world, "progress");
    reach(world, "progress-who");
    lay_card(world, "progress-code");
    world_type(world, given->code);
    json_decref(inspect_wait(world->inspect, "progress", STEP_MS, NULL));
}

void
demo_correct(struct world *world, const struct demo_case *given)
{
    int papers = world_printed_count(world);
    ask_how_it_stands(world, given);
    look(world, "progress-missing");
    visit_tap(world, "correct");
    reach(world, "form");
    world_type(world, "10000009999");
    visit_tap(world, "next");
    reach(world, "scan");
    visit_tap(world, "scan");
    world_must_tap_within(world, "next", STEP_MS);
    reach(world, "correction");
    visit_tap(world, "submit");
    reach(world, "done");
    keep_paper(world, NULL, papers + 1, "slip");
    visit_leave(world);
}

void
demo_take_result(struct world *world, const struct demo_case *given, const char *folder)
{
    int papers = world_printed_count(world);
    ask_how_it_stands(world, given);
    world_keep_picture(world, "progress");
    visit_tap(world, "print");
    reach(world, "result");
    world_must_say(world, "一共2张", STEP_MS);
    world_must_tap_within(world, "print", STEP_MS);
    reach(world, "sign");
    keep_paper(world, folder, papers + 1, "result-paper");
    visit_draw(world, "signature");
    world_must_tap_within(world, "sign", STEP_MS);
    reach(world, "delivered");
    visit_tap(world, "finish");
    reach(world, "attract");
}

/* ---- booking ---- */

static void
tap_first(struct world *world, const char *prefix, int which)
{
    gint64 end = g_get_monotonic_time() + STEP_MS * 1000;
    while (g_get_monotonic_time() < end) {
        json_t *tree = inspect_tree(world->inspect), *widget;
        int seen = 0;
        size_t i;
        json_array_foreach (json_object_get(tree, "widgets"), i, widget) {
            const char *id = json_string_value(json_object_get(widget, "id"));
            struct inspect_box box;
            if (!g_str_has_prefix(id, prefix) || !inspect_find(tree, id, &box) ||
                !box.enabled || seen++ != which)
                continue;
            world_must_tap(world, id);
            json_decref(tree);
            return;
        }
        json_decref(tree);
        g_usleep(20000);
    }
    g_error("there is no %s…", prefix);
}

void
demo_book(struct world *world, const char *folder)
{
    int papers = world_printed_count(world);
    visit_start(world);
    visit_tap(world, "group-booking");
    reach(world, "booking");
    visit_tap(world, "book-window-general");
    reach(world, "booking-slots");
    tap_first(world, "day-", 1);
    if (world->options.assisted)
        look(world, "booking-slots-time");
    tap_first(world, "slot-", 0);
    world_must_tap(world, "hold");
    reach(world, "booking-card");
    lay_card(world, "booking-check");
    visit_tap(world, "confirm");
    reach(world, "booking-done");
    keep_paper(world, folder, papers + 1, "booking-slip");
    visit_tap(world, "finish");
    visit_start(world);
    visit_tap(world, "group-booking");
    reach(world, "booking");
    visit_tap(world, "mine");
    reach(world, "booking-card");
    lay_card(world, "booking-mine");
    visit_tap(world, "cancel-1");
    reach(world, "booking-cancel");
    world_must_tap(world, "cancel");
    world_must_say(world, "退掉了", STEP_MS);
    visit_tap(world, "finish");
    reach(world, "attract");
}

/* ---- what could not be done ---- */

void
demo_report_trouble(struct world *world, const char *folder)
{
    int papers = world_printed_count(world);
    visit_start(world);
    world_must_tap(world, "trouble");
    reach(world, "trouble");
    visit_tap(world, "reason-trips");
    visit_tap(world, world->options.assisted ? "send" : "words");
    reach(world, "trouble-words");
    world_must_tap(world, "next");
    if (!world->options.assisted) {
        reach(world, "trouble");
        visit_tap(world, "phone");
    }
    reach(world, "phone");
    world_type(world, VISIT_PHONE);
    world_must_tap(world, "next");
    if (!world->options.assisted) {
        reach(world, "trouble");
        world_must_tap(world, "send");
    }
    reach(world, "trouble-done");
    keep_paper(world, folder, papers + 1, "trouble-slip");
    world_must_tap(world, "go-on");
    reach(world, "home");
    leave(world);
}

/* ---- words ---- */

void
demo_write_words(struct world *world)
{
    const char *keys = world->options.assisted ? "9264" : "wang";
    visit_start(world);
    visit_tap(world, "group-" WORDS_GROUP);
    reach(world, "group");
    visit_begin_from(world, "service-" WORDS_SERVICE);
    visit_card(world);
    world_type(world, VISIT_PHONE);
    visit_tap(world, "next");
    tap_first(world, "choice-category-", 0);
    if (world->options.assisted)
        visit_tap(world, "next");
    visit_tap(world, "choice-guardian_needed-yes");
    visit_tap(world, "next");
    world_must_tap_within(world, "field-guardian_name", STEP_MS);
    if (world_has(world, "key-writing")) // in assisted mode it is there from the beginning
        world_must_tap(world, "key-writing");
    look(world, "keyboard-writing");
    if (world_has(world, "key-strokes")) {
        world_must_tap(world, "key-strokes");
        look(world, "keyboard-strokes");
    }
    world_must_tap(world, "key-pinyin");
    for (; *keys != '\0'; keys++) {
        const char id[] = {'k', 'e', 'y', '-', *keys, '\0'};
        world_must_tap(world, id);
    }
    look(world, "keyboard");
    leave(world);
}

/* From home and back to it: the languages, home and a guide in one of them. */
static void
see_in(struct world *world, const char *code, const char *list, const char *home,
       const char *guide)
{
    g_autofree char *key = g_strdup_printf("language-%s", code);
    world_must_tap_within(world, "language", STEP_MS);
    world_must_tap_within(world, key, STEP_MS);
    look(world, list);
    world_must_tap_within(world, "close", STEP_MS);
    look(world, home);
    visit_tap(world, "group-" VISIT_GROUP);
    visit_tap(world, "service-" VISIT_SERVICE);
    reach(world, "guide");
    look(world, guide);
    world_must_tap_within(world, "back", STEP_MS);
    world_must_tap_within(world, "back", STEP_MS);
    reach(world, "home");
}

void
demo_look_around(struct world *world)
{
    visit_start(world);
    world_must_tap(world, "language");
    world_must_tap_within(world, "close", STEP_MS);
    see_in(world, "en", "language", "home-english", "guide-english");
    see_in(world, "ug", "language-uyghur", "home-uyghur", "guide-uyghur");
    leave(world);
}

/* ---- when things go wrong ---- */

void
demo_bad_day(struct world *world)
{
    int papers = world_printed_count(world);
    char *number = NULL, *code = NULL;
    visit_start(world);
    visit_tap(world, "group-" VISIT_GROUP);
    reach(world, "group");
    visit_begin_from(world, "service-" VISIT_SERVICE);
    visit_card(world);
    visit_form(world);
    visit_scan(world);
    world_stop_office(world);
    world_printer(world, "reasons media-empty-error");
    world_printer(world, "state 5");
    visit_submit(world);
    reach(world, "submitting");
    visit_numbers(world, "fault", &number, &code);
    world_printer(world, "clear");
    world_start_office(world);
    world_must_tap_within(world, "retry", STEP_MS);
    keep_paper(world, NULL, papers + 1, "slip");
    visit_leave(world);
    g_free(number);
    g_free(code);
}

void
demo_fall_idle(struct world *world)
{
    GTimeZone *zone = g_time_zone_new_offset(8 * 3600);
    GDateTime *now = g_date_time_new_now(zone);
    char *time = g_date_time_format(now, FAST "@%Y-%m-%dT%H:%M:%S+08:00");
    world_kill_kiosk(world);
    g_setenv("KIOSK_CLOCK", time, true);
    world_start_kiosk(world);
    visit_start(world);
    world_must_say(world, "您还在吗", STEP_MS);
    world_keep_picture(world, "idle");
    reach(world, "attract");
    world_kill_kiosk(world);
    g_unsetenv("KIOSK_CLOCK");
    world_start_kiosk(world);
    reach(world, "attract");
    g_free(time);
    g_date_time_unref(now);
    g_time_zone_unref(zone);
}

/* ---- staff ---- */

static void
open_and_leave(struct world *world, const char *key, const char *screen)
{
    world_must_tap(world, key);
    reach(world, screen);
    world_must_tap(world, "back");
    reach(world, "staff");
}

void
demo_maintain(struct world *world)
{
    g_assert_cmpint(visit_set_pin(world, PIN), ==, 0);
    reach(world, "attract");
    for (int i = 0; i < 4; i++)
        world_must_tap(world, "mark");
    reach(world, "staff-pin");
    world_type(world, PIN);
    world_must_tap_within(world, "enter", STEP_MS);
    reach(world, "staff");
    world_must_tap(world, "test-print");
    world_must_say(world, "数到1张", STEP_MS);
    reach(world, "staff-test");
    world_must_tap(world, "back");
    reach(world, "staff");
    open_and_leave(world, "open-queue", "staff-queue");
    open_and_leave(world, "open-drivers", "staff-drivers");
    open_and_leave(world, "open-log", "staff-log");
    world_must_tap(world, "leave");
    reach(world, "attract");
}
