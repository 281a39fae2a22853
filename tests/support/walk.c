// SPDX-License-Identifier: Apache-2.0
#include "walk.h"

#include <string.h>

#define LOOK_MS 20
#define STEP_MS 20000 // the slowest step: a page is scanned and straightened
#define PART_MS 300
#define GROUP_SHEETS_MAX 5

struct walk {
    struct world *world;
    const json_t *definition;
    bool assisted; // one question at a time
    int touches;
};

/* What is typed for a question of that kind; NULL: it is not typed with digits. */
static const char *
digits_for(const char *kind)
{
    static const struct {
        const char *kind, *digits;
    } rows[] = {
        {"phone", VISIT_PHONE},
        {"id_number", "999999194303120023"},
        {"bank_card", "9999990000000006"},
        {"date", "20200115"},
        {"number", "3"},
        {"money", "120"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(rows[i].kind, kind) == 0)
            return rows[i].digits;
    return NULL;
}

static char *
screen_of(struct world *world)
{
    json_t *tree = inspect_tree(world->inspect);
    char *screen = g_strdup(json_string_value(json_object_get(tree, "screen")));
    json_decref(tree);
    return screen;
}

static bool
is_on(struct walk *walk, const char *screen)
{
    char *shown = screen_of(walk->world);
    bool same = g_strcmp0(shown, screen) == 0;
    g_free(shown);
    return same;
}

/* Waits a moment for an enabled widget; parts of a long page come one after the other. */
static bool
comes(struct walk *walk, const char *id)
{
    for (int waited_ms = 0; waited_ms < PART_MS; waited_ms += LOOK_MS) {
        if (world_has(walk->world, id))
            return true;
        g_usleep(LOOK_MS * 1000);
    }
    return false;
}

static bool
find(struct walk *walk, const char *id)
{
    while (!comes(walk, id)) {
        if (!world_tap(walk->world, "part-next"))
            return comes(walk, id); // the touch before may have brought it
        walk->touches++;
    }
    return true;
}

static void
tap(struct walk *walk, const char *id)
{
    find(walk, id);
    world_must_tap_within(walk->world, id, STEP_MS);
    walk->touches++;
}

static void
leave(struct walk *walk, const char *screen)
{
    gint64 end = g_get_monotonic_time() + STEP_MS * 1000;
    while (is_on(walk, screen) && g_get_monotonic_time() < end)
        g_usleep(LOOK_MS * 1000);
}

/* Fills a question if it is on this page; true when it was. */
static bool
fill(struct walk *walk, const json_t *question)
{
    const char *id = json_string_value(json_object_get(question, "id"));
    const char *kind = json_string_value(json_object_get(question, "kind"));
    const char *digits = digits_for(kind);
    const json_t *choice = json_array_get(json_object_get(question, "choices"), 0);
    const char *value = strcmp(kind, "yes_no") == 0
                            ? "yes"
                            : json_string_value(json_object_get(choice, "value"));
    char *field = g_strdup_printf("field-%s", id);
    char *key = g_strdup_printf("choice-%s-%s", id, value);
    bool done = false;
    if (value != NULL && find(walk, key)) {
        tap(walk, key);
        done = true;
    } else if (digits != NULL && find(walk, field)) {
        world_must_tap(walk->world, field); // where there is one field it has the focus
        if (strcmp(kind, "date") == 0 && comes(walk, "key-digits"))
            world_must_tap(walk->world, "key-digits"); // digits instead of the calendar
        world_type(walk->world, digits);
        done = true;
    }
    g_free(field);
    g_free(key);
    return done;
}

static void
go_on(struct walk *walk)
{
    tap(walk, "next");
    g_usleep(PART_MS * 1000);
}

static void
walk_form(struct walk *walk)
{
    size_t page_index, index;
    json_t *page, *question;
    json_array_foreach (json_object_get(walk->definition, "pages"), page_index, page) {
        if (!is_on(walk, "form"))
            return;
        json_decref(world_must_reach(walk->world, "form", STEP_MS));
        bool filled = false;
        json_array_foreach (json_object_get(page, "questions"), index, question)
            if (!json_is_true(json_object_get(question, "locked")) &&
                fill(walk, question)) {
                filled = true;
                if (walk->assisted)
                    go_on(walk);
            }
        if (filled && !walk->assisted)
            go_on(walk);
    }
}

static void
walk_scans(struct walk *walk)
{
    while (is_on(walk, "scan")) {
        json_decref(world_must_reach(walk->world, "scan", STEP_MS));
        if (walk->world->options.devices == WORLD_VIRTUAL) {
            char *line = g_strdup_printf("load %s", walk->world->page);
            world_scanner(walk->world, line);
            g_free(line);
        }
        tap(walk, "scan");
        g_usleep(PART_MS * 1000);
        gint64 end = g_get_monotonic_time() + STEP_MS * 1000;
        while (!world_has(walk->world, "next") && !world_has(walk->world, "scan") &&
               g_get_monotonic_time() < end)
            g_usleep(LOOK_MS * 1000);
        if (world_has(walk->world, "next")) {
            tap(walk, "next");
            g_usleep(PART_MS * 1000);
        }
    }
}

static void
walk_home(struct walk *walk)
{
    const char *id = json_string_value(json_object_get(walk->definition, "id"));
    const char *group = json_string_value(json_object_get(walk->definition, "group"));
    char *service = g_strdup_printf("service-%s", id);
    char *tile = g_strdup_printf("group-%s", group);
    json_decref(world_must_reach(walk->world, "attract", STEP_MS));
    world_must_tap(walk->world, walk->assisted ? "start-assisted" : "start");
    json_decref(world_must_reach(walk->world, "home", STEP_MS));
    if (!comes(walk, service)) {
        for (int i = 0; i < GROUP_SHEETS_MAX && !comes(walk, tile); i++)
            tap(walk, "groups-more"); // the fewer tiles of the assisted home
        tap(walk, tile);
        json_decref(world_must_reach(walk->world, "group", STEP_MS));
    }
    tap(walk, service);
    json_decref(world_must_reach(walk->world, "guide", STEP_MS));
    g_free(service);
    g_free(tile);
}

int
walk_service(struct world *world, const json_t *definition, bool assisted,
             char **number_out)
{
    struct walk walk = {.world = world, .definition = definition, .assisted = assisted};
    char *code = NULL;
    walk_home(&walk);
    tap(&walk, "begin");
    json_decref(world_must_reach(world, "consent", STEP_MS));
    tap(&walk, "agree");
    if (json_array_size(json_object_get(definition, "applicants")) > 1)
        tap(&walk, "who-self");
    json_decref(world_must_reach(world, "card", STEP_MS));
    world_insert_card(world, WORLD_CARD_WANG);
    leave(&walk, "card");
    world_remove_card(world);
    walk_form(&walk);
    walk_scans(&walk);
    json_decref(world_must_reach(world, "check", STEP_MS));
    tap(&walk, "promise");
    tap(&walk, "submit");
    visit_numbers(world, "done", number_out, &code);
    g_free(code);
    return walk.touches;
}
