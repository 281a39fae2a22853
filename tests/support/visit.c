// SPDX-License-Identifier: Apache-2.0
#include "visit.h"

#include <string.h>
#include <sys/wait.h>

#include "base/json.h"

#define SCREEN_MS 20000 // from a touch to the next screen, with everything healthy
#define PART_MS 300     // a touch has brought the next part
#define PARTS_MAX 20
#define DEVICE_MS 20000  // a device has done its work
#define DELIVER_MS 30000 // submitted, delivered or given up waiting

static void
reach(struct world *world, const char *screen, int timeout_ms)
{
    json_decref(world_must_reach(world, screen, timeout_ms));
}

static bool
comes(struct world *world, const char *id)
{
    for (int waited_ms = 0; waited_ms < PART_MS; waited_ms += 20) {
        if (world_has(world, id))
            return true;
        g_usleep(20000);
    }
    return false;
}

/* A page too long for one screen comes in parts: goes on until `id` is there. */
void
visit_tap(struct world *world, const char *id)
{
    static const char *const more[] = {"part-next", "sheet-next", "groups-more", "more"};
    for (int parts = 0; parts < PARTS_MAX && !comes(world, id); parts++)
        for (size_t i = 0; i < G_N_ELEMENTS(more); i++)
            if (world_tap(world, more[i]))
                break;
    world_must_tap(world, id);
}

/* ---- the two modes ---- */

void
visit_add_both(const char *path, void (*test)(gconstpointer mode))
{
    static const char *const modes[] = {"standard", "assisted"};
    for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
        char *name = g_strdup_printf("%s/%s", path, modes[i]);
        g_test_add_data_func(name, modes[i], test);
        g_free(name);
    }
}

struct world *
visit_world(gconstpointer mode, const struct world_options *options)
{
    struct world_options own = *options;
    char *name = g_strdup_printf("%s-%s", options->name, (const char *)mode);
    own.assisted = g_str_equal(mode, "assisted");
    if (own.assisted)
        own.name = g_intern_string(name);
    g_free(name);
    return world_start(&own);
}

void
visit_start(struct world *world)
{
    reach(world, "attract", DEVICE_MS);
    world_must_tap(world, world->options.assisted ? "start-assisted" : "start");
    reach(world, "home", SCREEN_MS);
    world->touches = 0;
}

void
visit_begin(struct world *world)
{
    visit_start(world);
    if (!comes(world, "service-" VISIT_SERVICE)) {
        visit_tap(world, "group-" VISIT_GROUP);
        reach(world, "group", SCREEN_MS);
    }
    visit_begin_from(world, "service-" VISIT_SERVICE);
}

void
visit_begin_from(struct world *world, const char *tile)
{
    world_must_tap(world, tile);
    reach(world, "guide", SCREEN_MS);
    visit_tap(world, "begin");
    reach(world, "consent", SCREEN_MS);
    visit_agree(world);
}

void
visit_agree(struct world *world)
{
    visit_tap(world, "agree");
    for (int waited_ms = 0; waited_ms < SCREEN_MS; waited_ms += 20) {
        json_t *tree = inspect_tree(world->inspect);
        bool card = strcmp(json_text(tree, "screen", ""), "card") == 0;
        json_decref(tree);
        if (card)
            break;
        if (world_has(world, "who-self")) {
            world_must_tap(world, "who-self");
            break;
        }
        g_usleep(20000);
    }
    reach(world, "card", SCREEN_MS);
}

void
visit_card(struct world *world)
{
    world_insert_card(world, WORLD_CARD_WANG);
    reach(world, "form", DEVICE_MS);
    world_remove_card(world);
}

void
visit_form(struct world *world)
{
    world_type(world, VISIT_PHONE); // it has the focus
    if (world->options.assisted)    // one question at a time
        visit_tap(world, "next");
    visit_tap(world, "choice-category-ordinary");
    visit_tap(world, "next");
    reach(world, "scan", SCREEN_MS);
}

void
visit_scan(struct world *world)
{
    if (world->options.devices == WORLD_VIRTUAL) {
        char *line = g_strdup_printf("load %s", world->page);
        world_scanner(world, line);
        g_free(line);
    }
    world_must_tap(world, world_has(world, "retry") ? "retry" : "scan");
    world_must_tap_within(world, "next", DEVICE_MS);
    reach(world, "check", SCREEN_MS);
}

void
visit_submit(struct world *world)
{
    visit_tap(world, "promise");
    visit_tap(world, "submit");
}

void
visit_numbers(struct world *world, const char *screen, char **number_out, char **code_out)
{
    json_t *tree = world_must_reach(world, screen, DELIVER_MS);
    bool booking = g_str_has_prefix(screen, "booking-");
    *number_out =
        g_strdup(inspect_value(tree, booking ? "booking-number" : "receipt-number"));
    *code_out = g_strdup(inspect_value(tree, "query-code"));
    g_assert_nonnull(*number_out);
    g_assert_nonnull(*code_out);
    json_decref(tree);
}

void
visit_leave(struct world *world)
{
    reach(world, "done", SCREEN_MS);
    visit_tap(world, "finish");
    reach(world, "attract", SCREEN_MS);
}

/* ---- staff ---- */

int
visit_set_pin(struct world *world, const char *pin)
{
    char *program = child_built("inspect/bin/kiosk");
    char *command = g_strdup_printf("cd '%s' && echo %s | '%s' --config kiosk.conf "
                                    "--set-pin 2>>set-pin.log",
                                    world->folder, pin, program);
    const char *argv[] = {"/bin/sh", "-c", command, NULL};
    int status = -1;
    g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                 NULL, &status, NULL);
    g_free(program);
    g_free(command);
    return WEXITSTATUS(status);
}

/* ---- a service to write words in ---- */

char *
visit_services_with_words(const char *name)
{
    char *below = g_build_filename("worlds", name, NULL), *folder = child_built(below);
    g_free(below);
    char *own = g_build_filename(folder, VISIT_SERVICE, NULL);
    g_mkdir_with_parents(own, 0700);
    json_t *service =
        json_load_file("assets/services/" VISIT_SERVICE "/service.json", 0, NULL);
    json_t *page = json_array_get(json_object_get(service, "pages"), 1);
    json_object_set_new(page, "questions",
                        json_pack("[{s:s, s:s, s:{s:s}}]", "id", "landmark", "kind",
                                  "address", "label", "zh_CN",
                                  "门牌，或者旁边好找的地方"));
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

void
visit_draw(struct world *world, const char *id)
{
    struct inspect_box box;
    json_t *tree = inspect_tree(world->inspect);

    g_assert_true(inspect_find(tree, id, &box));
    json_decref(tree);
    xvfb_press(world->xvfb, box.x + box.width / 5, box.y + box.height / 3);
    for (int step = 1; step <= 12; step++)
        xvfb_move(world->xvfb, box.x + box.width / 5 + box.width * step / 20,
                  box.y + box.height / 3 + box.height * step / 36);
    xvfb_release(world->xvfb);
}
