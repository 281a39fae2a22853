// SPDX-License-Identifier: Apache-2.0
#include "family_walk.h"

#include "base/clock.h"
#include "base/json.h"

#include <string.h>

#define STEP_MS 20000
#define SETTLE_MS 2000
#define STEPS_MOST 60
#define SHEETS_MOST 5

/* The tree when nothing is pending any more. New reference. */
static json_t *
settled(struct world *world)
{
    for (int waited_ms = 0; waited_ms < SETTLE_MS; waited_ms += 10) {
        json_t *tree = inspect_tree(world->inspect);
        if (json_is_true(json_object_get(tree, "settled")))
            return tree;
        json_decref(tree);
        g_usleep(10000);
    }
    return inspect_tree(world->inspect);
}

static char *
screen_of(struct world *world)
{
    json_t *tree = settled(world);
    char *screen = g_strdup(json_text(tree, "screen", ""));
    json_decref(tree);
    return screen;
}

/* Touches `id` if it is there; the touch has been taken when it returns. */
static bool
tap_if(struct world *world, const char *id)
{
    struct inspect_box box;
    json_t *tree = settled(world);
    bool there = inspect_find(tree, id, &box) && box.enabled;
    json_decref(tree);
    if (!there)
        return false;
    world_must_tap(world, id);
    g_usleep(40000); // until the release has been handled
    return true;
}

/* ---- one answer ---- */

static int
limit(const json_t *question, const char *name, int otherwise)
{
    const json_t *value = json_object_get(question, name);
    return json_is_integer(value) ? (int)json_integer_value(value) : otherwise;
}

/* A day that the question takes: some time ago where that may be, soon otherwise. */
static void
pick_day(struct world *world, const json_t *question)
{
    int least = limit(question, "min", -60), most = limit(question, "max", 60);
    int days = CLAMP(least < 0 ? -50 : 5, least, most);
    struct clock_date day = clock_date(clock_real_ms() + days * INT64_C(86400000));
    g_autofree char *year = g_strdup_printf("key-date-%04d", day.year);
    g_autofree char *month = g_strdup_printf("key-date-%04d%02d", day.year, day.month);
    g_autofree char *whole =
        g_strdup_printf("key-date-%04d%02d%02d", day.year, day.month, day.day);
    tap_if(world, year);
    tap_if(world, month);
    tap_if(world, whole);
}

static void
pick_place(struct world *world)
{
    tap_if(world, "key-place-999999001");
    tap_if(world, "key-place-999999001002");
    tap_if(world, "key-digits");
    tap_if(world, "key-8");
}

static void
write_words(struct world *world)
{
    if (!tap_if(world, "key-digits") && !tap_if(world, "keyboard-digits"))
        tap_if(world, "key-letters");
    world_type(world, "88");
}

static void
type_answer(struct world *world, const json_t *question, const char *kind)
{
    static const struct {
        const char *kind, *digits;
    } typed[] = {{"phone", VISIT_PHONE},
                 {"number", "3"},
                 {"money", "120"},
                 {"id_number", "999999200001010011"},
                 {"credit_code", "919999990001000016"},
                 {"bank_card", "9999990000000006"}};
    if (strcmp(kind, "date") == 0)
        pick_day(world, question);
    if (strcmp(kind, "address") == 0)
        pick_place(world);
    if (strcmp(kind, "text") == 0 || strcmp(kind, "person_name") == 0)
        write_words(world);
    for (size_t i = 0; i < G_N_ELEMENTS(typed); i++)
        if (strcmp(typed[i].kind, kind) == 0)
            world_type(world, typed[i].digits);
}

/* Answers one question if it stands on the screen and is not answered. */
static void
answer(struct world *world, const json_t *question)
{
    const char *id = json_text(question, "id", ""),
               *kind = json_text(question, "kind", "");
    const json_t *first = json_array_get(json_object_get(question, "choices"), 0);
    const char *value = strcmp(kind, "yes_no") == 0 ? "yes"
                                                    : json_text(first, "value", "");
    g_autofree char *field = g_strdup_printf("field-%s", id);
    g_autofree char *choice = g_strdup_printf("choice-%s-%s", id, value);
    g_autofree char *square = g_strdup_printf("signature-%s", id);
    if (value[0] != '\0') {
        tap_if(world, choice);
        return;
    }
    if (strcmp(kind, "signature") == 0 && world_has(world, square)) {
        visit_draw(world, square);
        g_usleep(150000);
        return;
    }
    json_t *tree = settled(world);
    const char *there = inspect_value(tree, field);
    bool open = world_has(world, field) && (there == NULL || there[0] == '\0');
    json_decref(tree);
    if (open && tap_if(world, field))
        type_answer(world, question, kind);
}

static void
answer_page(struct world *world, const json_t *definition)
{
    size_t i, j;
    json_t *page, *question;
    json_array_foreach (json_object_get(definition, "pages"), i, page)
        json_array_foreach (json_object_get(page, "questions"), j, question)
            answer(world, question);
}

/* ---- from page to page ---- */

/* "next" is there in any case; only an entry that lacks something keeps one here. */
static void
go_through_entries(struct world *world)
{
    if (!tap_if(world, "entry-1") && !world_has(world, "next"))
        tap_if(world, "add-entry");
}

static void
scan(struct world *world)
{
    if (tap_if(world, "defer") || !world_has(world, "scan")) {
        tap_if(world, "next");
        return;
    }
    g_autofree char *line = g_strdup_printf("load %s", world->page);
    world_scanner(world, line);
    world_must_tap(world, "scan");
    // "next" when all pages are there, "scan" again while one is wanted.
    for (int waited_ms = 0; waited_ms < STEP_MS; waited_ms += 100) {
        g_usleep(100000);
        if (tap_if(world, "next") || world_has(world, "scan"))
            return;
    }
}

static void
step(struct family_walk *walk, const char *screen)
{
    struct world *world = walk->world;
    if (strcmp(screen, "form") == 0) {
        answer_page(world, walk->definition);
        tap_if(world, "next");
    } else if (strcmp(screen, "entries") == 0) {
        tap_if(world, "next");
        g_autofree char *still = screen_of(world);
        if (strcmp(still, "entries") == 0)
            go_through_entries(world);
    } else if (strcmp(screen, "scan") == 0) {
        scan(world);
    } else if (strcmp(screen, "promise") == 0) {
        visit_draw(world, "signature");
        g_usleep(150000);
        tap_if(world, "next");
    }
}

void
family_walk_fills(struct family_walk *walk, const char *last)
{
    for (int i = 0; i < STEPS_MOST; i++) {
        g_autofree char *screen = screen_of(walk->world);
        if (strcmp(screen, last) == 0)
            break;
        world_keep_picture(walk->world, screen);
        step(walk, screen);
    }
    json_decref(world_must_reach(walk->world, last, 100));
}

/* ---- the visit ---- */

/* Its own key on the home page, or the tile of its group first. */
static void
open_service(struct family_walk *walk)
{
    struct world *world = walk->world;
    g_autofree char *key = g_strdup_printf("service-%s", walk->service);
    g_autofree char *tile =
        g_strdup_printf("group-%s", json_text(walk->definition, "group", ""));
    if (!tap_if(world, key)) {
        for (int sheets = 0; sheets < SHEETS_MOST && !tap_if(world, tile); sheets++)
            tap_if(world, "groups-more"); // the fewer tiles of the assisted home
        visit_tap(world, key);
    }
    json_decref(world_must_reach(world, "guide", STEP_MS));
}

void
family_walk_open(struct family_walk *walk, gconstpointer mode, const char *name,
                 const char *folder, const char *id)
{
    g_autofree char *path = g_build_filename(folder, id, "service.json", NULL);
    *walk = (struct family_walk){
        .service = id,
        .definition = json_load_file(path, 0, NULL),
        .world = visit_world(
            mode, &(struct world_options){.name = name,
                                          .services = folder,
                                          .pictures = g_getenv("KIOSK_PICTURES")})};
    visit_start(walk->world);
    open_service(walk);
}

void
family_walk_agrees(struct family_walk *walk)
{
    const json_t *applicants = json_object_get(walk->definition, "applicants");
    visit_tap(walk->world, "begin");
    json_decref(world_must_reach(walk->world, "consent", STEP_MS));
    visit_tap(walk->world, "agree");
    json_decref(world_must_reach(
        walk->world, json_array_size(applicants) > 1 ? "who" : "card", STEP_MS));
}

void
family_walk_begin(struct family_walk *walk, gconstpointer mode, const char *name)
{
    g_autofree char *here = g_get_current_dir();
    g_autofree char *services = g_build_filename(here, "tests/support/services", NULL);
    family_walk_open(walk, mode, name, services, FAMILY_WALK_SERVICE);
    family_walk_agrees(walk);
}

void
family_walk_end(struct family_walk *walk)
{
    if (walk->world != NULL)
        world_stop(walk->world);
    json_decref(walk->definition);
    g_free(walk->number);
    g_free(walk->code);
    g_free(walk->case_id);
    g_free(walk->folder);
}

void
family_walk_comes_as(struct family_walk *walk, const char *applicant)
{
    g_autofree char *id = g_strdup_printf("who-%s", applicant);
    visit_tap(walk->world, id);
    json_decref(world_must_reach(walk->world, "card", STEP_MS));
}

void
family_walk_lays(struct family_walk *walk, const char *card, const char *then)
{
    world_insert_card(walk->world, card);
    if (then != NULL)
        world_must_say(walk->world, then, STEP_MS);
    else
        json_decref(world_must_reach(walk->world, "form", STEP_MS));
    world_remove_card(walk->world);
}

char *
family_walk_hands_in(struct family_walk *walk)
{
    struct world *world = walk->world;
    visit_submit(world);
    visit_numbers(world, "done", &walk->number, &walk->code);
    json_t *cases = world_must_have_cases(world, 1, STEP_MS);
    const json_t *row = json_array_get(cases, 0);
    g_assert_cmpstr(json_text(row, "receipt_number", ""), ==, walk->number);
    g_assert_cmpstr(json_text(row, "service", ""), ==, walk->service);
    walk->case_id = g_strdup(json_text(row, "case_id", ""));
    g_autofree char *slip = world_must_print(world, 1, STEP_MS);
    json_decref(cases);
    return world_pdf_text(slip);
}

json_t *
family_walk_exported(struct family_walk *walk, const char *file)
{
    if (walk->folder == NULL)
        walk->folder = world_export(walk->world, walk->case_id);
    g_autofree char *path = g_build_filename(walk->folder, file, NULL);
    json_t *value = json_load_file(path, 0, NULL);
    g_assert_nonnull(value);
    return value;
}
