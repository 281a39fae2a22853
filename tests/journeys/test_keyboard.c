// SPDX-License-Identifier: Apache-2.0
/* Words are written on the screen, by pinyin and by finger, and arrive in the office's case
 * as they were written. */
#include "tests/support/visit.h"

#include <glib/gstdio.h>
#include <string.h>

#define SCREEN_MS 5000
#define KEY_MS 5000
#define OFFICE_MS 20000
#define WORDS "老槐树"

/* The shipped service with one question for words, and nothing to scan. */
static char *
services_folder(const char *name)
{
    char *folder = child_built(name), *own = g_build_filename(folder, VISIT_SERVICE, NULL);
    g_mkdir_with_parents(own, 0700);
    json_t *service = json_load_file("assets/services/" VISIT_SERVICE "/service.json", 0,
                                     NULL);
    json_t *page = json_array_get(json_object_get(service, "pages"), 1);
    json_object_set_new(
        page, "questions",
        json_pack("[{s:s, s:s, s:{s:s}}]", "id", "landmark", "kind", "address", "label",
                  "zh_CN", "门牌，或者旁边好找的地方"));
    json_t *materials = json_object_get(service, "materials");
    while (json_array_size(materials) > 1)
        json_array_remove(materials, 1);
    char *path = g_build_filename(own, "service.json", NULL);
    g_assert_cmpint(json_dump_file(service, path, 0), ==, 0);
    json_decref(service);
    g_free(path);
    path = g_build_filename(folder, "groups.json", NULL);
    json_t *groups = json_load_file("assets/services/groups.json", 0, NULL);
    g_assert_cmpint(json_dump_file(groups, path, 0), ==, 0);
    json_decref(groups);
    g_free(path);
    g_free(own);
    return folder;
}

static void
type_letters(struct world *world, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        const char id[] = {'k', 'e', 'y', '-', *letters, '\0'};
        world_must_tap(world, id);
    }
}

/* The field must come to hold `text`. */
static void
must_hold(struct world *world, const char *text)
{
    gint64 end = g_get_monotonic_time() + KEY_MS * 1000;
    for (;;) {
        json_t *tree = inspect_tree(world->inspect);
        char *value = g_strdup(inspect_value(tree, "field-landmark"));
        json_decref(tree);
        bool holds = g_strcmp0(value, text) == 0;
        if (!holds && g_get_monotonic_time() > end)
            g_error("the field holds \"%s\", not \"%s\"", value, text);
        g_free(value);
        if (holds)
            return;
        g_usleep(10000);
    }
}

/* Takes the candidate that says `text`. */
static void
must_pick(struct world *world, const char *text)
{
    gint64 end = g_get_monotonic_time() + KEY_MS * 1000;
    for (;;) {
        json_t *tree = inspect_tree(world->inspect);
        for (int i = 0; i < 60; i++) {
            char id[24];
            g_snprintf(id, sizeof id, "candidate-%d", i);
            if (g_strcmp0(inspect_name(tree, id), text) == 0) {
                json_decref(tree);
                world_must_tap(world, id);
                return;
            }
        }
        json_decref(tree);
        if (g_get_monotonic_time() > end)
            g_error("%s is not among the candidates", text);
        g_usleep(10000);
    }
}

static void
hand_in(struct world *world)
{
    world_must_tap(world, "next");
    json_decref(world_must_reach(world, "check", SCREEN_MS));
    visit_submit(world);
    json_decref(world_must_reach(world, "done", 30000));
    visit_leave(world);
    json_t *cases = world_must_have_cases(world, 1, OFFICE_MS);
    char *folder = world_export(
        world,
        json_string_value(json_object_get(json_array_get(cases, 0), "case_id")));
    char *path = g_build_filename(folder, "case.json", NULL);
    json_t *root = json_load_file(path, 0, NULL);
    json_t *answers =
        json_object_get(json_object_get(root, "application"), "answers");
    g_assert_cmpstr(json_string_value(json_object_get(answers, "landmark")), ==, WORDS);
    g_assert_false(world_terminal_holds(world, WORDS));
    json_decref(root);
    json_decref(cases);
    g_free(path);
    g_free(folder);
}

static void
test_keyboard__writes_by_pinyin(void)
{
    char *services = services_folder("worlds/keyboard-services");
    struct world *world = world_start(&(struct world_options){
        .name = "keyboard-pinyin", .services = services,
        .pictures = g_getenv("KIOSK_PICTURES")});
    visit_begin(world);
    visit_card(world);
    type_letters(world, "laohuaishu");
    must_pick(world, WORDS);
    must_hold(world, WORDS);
    // One after the other, and back again.
    type_letters(world, "pang");
    must_pick(world, "旁");
    must_hold(world, WORDS "旁");
    type_letters(world, "xy");
    world_must_tap(world, "key-erase");
    world_must_tap(world, "key-erase");
    must_hold(world, WORDS "旁");
    world_must_tap(world, "key-erase");
    must_hold(world, WORDS);
    world_must_tap(world, "key-digits");
    type_letters(world, "7");
    must_hold(world, WORDS "7");
    world_must_tap(world, "key-erase");
    hand_in(world);
    world_stop(world);
    g_free(services);
}

/* Digits, then the reading that they mean, then the character. */
static void
write_syllable(struct world *world, const char *digits, const char *reading,
               const char *character)
{
    type_letters(world, digits);
    gint64 end = g_get_monotonic_time() + KEY_MS * 1000;
    for (int i = 0;; i = (i + 1) % 4) {
        char id[24];
        g_snprintf(id, sizeof id, "key-reading-%d", i);
        json_t *tree = inspect_tree(world->inspect);
        bool found = g_strcmp0(inspect_name(tree, id), reading) == 0;
        json_decref(tree);
        if (found) {
            world_must_tap(world, id);
            while (world_has(world, id) && g_get_monotonic_time() < end)
                g_usleep(10000); // nothing is left to be read
            break;
        }
        if (g_get_monotonic_time() > end)
            g_error("%s is not among the readings", reading);
    }
    must_pick(world, character);
}

static void
test_keyboard__writes_with_nine_keys(void)
{
    char *services = services_folder("worlds/keyboard-services");
    struct world *world = world_start(
        &(struct world_options){.name = "keyboard-nine", .services = services});
    visit_begin(world);
    visit_card(world);
    world_must_tap(world, "mode");
    if (world_has(world, "key-pinyin"))
        world_must_tap(world, "key-pinyin"); // the square was there first
    write_syllable(world, "526", "lao", "老");
    must_hold(world, "老");
    write_syllable(world, "4824", "huai", "槐");
    must_hold(world, "老槐");
    write_syllable(world, "748", "shu", "树");
    must_hold(world, WORDS);
    hand_in(world);
    world_stop(world);
    g_free(services);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/keyboard/writes_by_pinyin", test_keyboard__writes_by_pinyin);
    g_test_add_func("/keyboard/writes_with_nine_keys",
                    test_keyboard__writes_with_nine_keys);
    return g_test_run();
}
