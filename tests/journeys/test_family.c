// SPDX-License-Identifier: Apache-2.0
/* A service of every kind of question, from home to the office: a family, a place, dates on a
 * calendar, a signature, a paper that comes later against a signed promise; in both modes. */
#include "base/json.h"
#include "tests/support/visit.h"

#include <string.h>

#define SERVICE "every-kind"
#define DEFINITION "tests/support/services/every-kind/service.json"
#define STEP_MS 20000
#define SETTLE_US 150000
#define STEPS_MOST 60

static char *
screen_of(struct world *world)
{
    json_t *tree = inspect_tree(world->inspect);
    char *screen = g_strdup(json_text(tree, "screen", ""));
    json_decref(tree);
    return screen;
}

static bool
tap_if(struct world *world, const char *id)
{
    if (!world_has(world, id))
        return false;
    world_must_tap(world, id);
    g_usleep(SETTLE_US);
    return true;
}

static void
pick_day(struct world *world)
{
    tap_if(world, "key-date-2026");
    tap_if(world, "key-date-202610");
    tap_if(world, "key-date-20261001");
}

static void
pick_place(struct world *world)
{
    tap_if(world, "key-place-999999001");
    tap_if(world, "key-place-999999001002");
    tap_if(world, "key-digits");
    tap_if(world, "key-8");
}

/* Answers one question if it stands on the screen. */
static void
answer(struct world *world, const json_t *question)
{
    static const struct {
        const char *kind, *digits;
    } typed[] = {{"phone", VISIT_PHONE},
                 {"number", "3"},
                 {"money", "120"},
                 {"id_number", "999999200001010011"},
                 {"bank_card", "9999990000000006"}};
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
        g_usleep(SETTLE_US);
        return;
    }
    // What the card said already is left as it is.
    if (json_object_get(question, "from_card") != NULL || !tap_if(world, field))
        return;
    if (strcmp(kind, "date") == 0)
        pick_day(world);
    if (strcmp(kind, "address") == 0)
        pick_place(world);
    for (size_t i = 0; i < G_N_ELEMENTS(typed); i++)
        if (strcmp(typed[i].kind, kind) == 0)
            world_type(world, typed[i].digits);
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

/* One step of whoever stands in front of `screen`. */
static void
step(struct world *world, const json_t *definition, const char *screen)
{
    if (strcmp(screen, "form") == 0) {
        answer_page(world, definition);
        tap_if(world, "next");
    } else if (strcmp(screen, "entries") == 0) {
        // "next" is there in any case; only an entry that lacks something keeps one here.
        tap_if(world, "next");
        g_autofree char *still = screen_of(world);
        if (strcmp(still, "entries") == 0)
            tap_if(world, "entry-1");
    } else if (strcmp(screen, "scan") == 0) {
        if (!tap_if(world, "defer"))
            tap_if(world, "next");
    } else if (strcmp(screen, "promise") == 0) {
        visit_draw(world, "signature");
        g_usleep(SETTLE_US);
        tap_if(world, "next");
    }
}

static void
walk_to_check(struct world *world, const json_t *definition)
{
    for (int i = 0; i < STEPS_MOST; i++) {
        g_usleep(SETTLE_US);
        g_autofree char *screen = screen_of(world);
        if (strcmp(screen, "check") == 0)
            return;
        step(world, definition, screen);
    }
    json_decref(world_must_reach(world, "check", 100));
}

static void
test_family__is_handed_in_with_a_promise(gconstpointer mode)
{
    json_t *definition = json_load_file(DEFINITION, 0, NULL);
    g_autofree char *here = g_get_current_dir();
    g_autofree char *services = g_build_filename(here, "tests/support/services", NULL);
    struct world *world = visit_world(
        mode, &(struct world_options){.name = "family", .services = services});
    char *number = NULL, *code = NULL;
    visit_start(world);
    visit_tap(world, "service-" SERVICE);
    visit_tap(world, "begin");
    json_decref(world_must_reach(world, "consent", STEP_MS));
    visit_tap(world, "agree");
    json_decref(world_must_reach(world, "who", STEP_MS));
    visit_tap(world, "who-self");
    json_decref(world_must_reach(world, "card", STEP_MS));
    world_insert_card(world, WORLD_CARD_WANG);
    json_decref(world_must_reach(world, "form", STEP_MS));
    world_remove_card(world);
    walk_to_check(world, definition);
    visit_tap(world, "promise");
    visit_tap(world, "submit");
    visit_numbers(world, "done", &number, &code);
    json_t *cases = world_must_have_cases(world, 1, STEP_MS);
    const json_t *row = json_array_get(cases, 0);
    g_assert_cmpstr(json_text(row, "receipt_number", ""), ==, number);
    g_assert_cmpstr(json_text(row, "service", ""), ==, SERVICE);
    g_free(world_must_print(world, 1, STEP_MS));
    json_decref(cases);
    world_stop(world);
    json_decref(definition);
    g_free(number);
    g_free(code);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    visit_add_both("/family/promise", test_family__is_handed_in_with_a_promise);
    return g_test_run();
}
