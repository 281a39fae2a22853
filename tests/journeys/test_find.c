// SPDX-License-Identifier: Apache-2.0
/* A matter is found among 300: by letters, by what a finger writes, by what is nearly its name,
 * by a question that others asked, the office away. Real keyboard, real recogniser. */
#include "tests/support/assets.h"
#include "tests/support/typing.h"
#include "tests/support/visit.h"
#include "tests/support/writing.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/json.h"

#define SCREEN_MS 5000
#define SERVICES 300
#define TOUCHES_MAX 3
#define MADE_UP "农村用水补贴"

/* A folder of 300 services, as a county would give it. g_free. */
static char *
many_services(void)
{
    char *folder = child_built("worlds/find-services");
    json_t *services = assets_services_of(SERVICES), *service;
    size_t i;
    static const char *const lists[] = {"groups.json", "life-events.json"};
    json_array_foreach (services, i, service) {
        g_autofree char *own =
            g_build_filename(folder, json_text(service, "id", ""), NULL);
        g_autofree char *path = g_build_filename(own, "service.json", NULL);
        g_mkdir_with_parents(own, 0700);
        g_assert_cmpint(json_dump_file(service, path, 0), ==, 0);
    }
    for (size_t j = 0; j < G_N_ELEMENTS(lists); j++) {
        g_autofree char *from = g_build_filename("assets/services", lists[j], NULL);
        g_autofree char *to = g_build_filename(folder, lists[j], NULL);
        json_t *list = assets_json(from);
        g_assert_cmpint(json_dump_file(list, to, 0), ==, 0);
        json_decref(list);
    }
    json_decref(services);
    return folder;
}

static void
search(struct world *world)
{
    visit_start(world);
    world_must_tap(world, "search");
    json_decref(world_must_reach(world, "search", SCREEN_MS));
}

static void
erase(struct world *world, size_t count)
{
    for (size_t i = 0; i < count; i++)
        world_must_tap(world, "key-erase");
}

static void
test_find__one_of_300_by_letters_and_nearly(void)
{
    g_autofree char *services = many_services();
    struct world *world =
        world_start(&(struct world_options){.name = "find", .services = services});
    search(world);
    int touches = world->touches;
    typing_keys(world, "ncysbt");
    g_assert_cmpint(world->touches - touches, ==, (int)strlen("ncysbt"));
    world_must_say(world, MADE_UP, SCREEN_MS);
    world_must_tap(world, "service-made-up-000");
    json_decref(world_must_reach(world, "guide", SCREEN_MS));
    world_must_say(world, MADE_UP, SCREEN_MS);
    // Characters typed are not counted.
    g_assert_cmpint(world->touches - (int)strlen("ncysbt"), <=, TOUCHES_MAX);
    world_must_tap(world, "back");
    json_decref(world_must_reach(world, "search", SCREEN_MS));
    erase(world, strlen("ncysbt"));
    // A letter too few, and as the south speaks.
    typing_keys(world, "gaolinjintei");
    world_must_say(world, "最接近", SCREEN_MS);
    world_must_tap(world, "service-elderly-allowance");
    json_decref(world_must_reach(world, "guide", SCREEN_MS));
    world_stop(world);
}

static void
test_find__what_is_done_elsewhere_says_where(void)
{
    struct world *world = world_start(&(struct world_options){.name = "find-elsewhere"});
    search(world);
    typing_keys(world, "zzz"); // 暂住证, as people still call it
    world_must_say(world, "居住证", SCREEN_MS);
    world_must_tap(world, "service-residence-permit");
    json_decref(world_must_reach(world, "guide", SCREEN_MS));
    world_must_say(world, "本机暂时不办", SCREEN_MS);
    world_must_tap(world, "part-next");
    world_must_say(world, "青山派出所户籍窗口", SCREEN_MS);
    g_assert_false(world_has(world, "begin"));
    world_stop(world);
}

static void
test_find__with_the_finger_in_large_letters(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "find-finger", .assisted = true});
    search(world);
    writing_character(world, "老");
    world_must_say(world, "老年优待证", SCREEN_MS);
    visit_tap(world, "service-elderly-card");
    json_decref(world_must_reach(world, "guide", SCREEN_MS));
    world_must_say(world, "老年优待证", SCREEN_MS);
    world_stop(world);
}

static void
test_find__an_answer_without_any_network(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "find-answer", .office_down = true});
    search(world);
    typing_keys(world, "ybdj");
    world_must_tap_within(world, "answer-insurance-gap", SCREEN_MS);
    json_decref(world_must_reach(world, "answer", SCREEN_MS));
    world_must_say(world, "断缴的那一年不能报销", SCREEN_MS);
    world_must_tap(world, "service-medical-insurance");
    json_decref(world_must_reach(world, "guide", SCREEN_MS));
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define T(name) g_test_add_func("/journeys/find/" #name, test_find__##name)
    T(one_of_300_by_letters_and_nearly);
    T(what_is_done_elsewhere_says_where);
    T(with_the_finger_in_large_letters);
    T(an_answer_without_any_network);
    return g_test_run();
}
