// SPDX-License-Identifier: Apache-2.0
/* Services that are not of this house: every one in the folder KIOSK_SERVICES, or a few that
 * stand in tests/support/strange, is taken from home to the office by its definition alone, by
 * everybody who may apply. KIOSK_SERVICES=/folder/of/services tries others (with a groups.json
 * among them), each in both modes; ours take turns. */
#include "base/json.h"
#include "tests/support/family_walk.h"

#include <string.h>

#define OURS "tests/support/strange"

struct way {
    char *folder, *id, *applicant;
    const char *mode;
};

static void
lay_cards(struct family_walk *walk, const char *applicant)
{
    if (strcmp(applicant, "agent") == 0) {
        family_walk_lays(walk, FAMILY_WALK_CARD_LIU, "再放那个人的身份证");
        family_walk_lays(walk, WORLD_CARD_WANG, NULL);
    } else if (strcmp(applicant, "guardian") == 0) {
        family_walk_lays(walk, WORLD_CARD_WANG, "再放孩子的身份证");
        family_walk_lays(walk, FAMILY_WALK_CARD_CHILD, NULL);
    } else {
        family_walk_lays(walk, WORLD_CARD_WANG, NULL);
    }
}

/* The office, with the checker that the terminal has, finds nothing wrong with it. */
static void
must_be_without_defects(struct family_walk *walk)
{
    json_t *checked = family_walk_exported(walk, "defects.json");
    g_assert_true(json_is_true(json_object_get(checked, "checked")));
    g_assert_cmpuint(json_array_size(json_object_get(checked, "defects")), ==, 0);
    json_decref(checked);
}

static void
test_strange__a_service_goes_from_home_to_the_office(gconstpointer data)
{
    const struct way *way = data;
    struct family_walk walk;
    g_autofree char *name = g_strdup_printf("strange-%s-%s", way->id, way->applicant);
    family_walk_open(&walk, way->mode, name, way->folder, way->id);
    family_walk_agrees(&walk);
    if (json_array_size(json_object_get(walk.definition, "applicants")) > 1)
        family_walk_comes_as(&walk, way->applicant);
    lay_cards(&walk, way->applicant);
    family_walk_fills(&walk, "check");
    g_autofree char *slip = family_walk_hands_in(&walk);
    const char *called =
        json_text(json_object_get(walk.definition, "task_name"), "zh_CN", "");
    if (strstr(slip, called) == NULL)
        g_error("the slip does not say %s:\n%s", called, slip);
    g_test_message("%s as %s, %s: %d touches", way->id, way->applicant, way->mode,
                   walk.world->touches);
    must_be_without_defects(&walk);
    family_walk_end(&walk);
}

static void
add_way(const char *folder, const char *id, const char *applicant)
{
    static const char *const modes[] = {"standard", "assisted"};
    static size_t turn;
    size_t only = turn++ % G_N_ELEMENTS(modes);
    for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
        if (g_getenv("KIOSK_SERVICES") == NULL && i != only)
            continue;
        struct way *way = g_new(struct way, 1);
        *way =
            (struct way){g_strdup(folder), g_strdup(id), g_strdup(applicant), modes[i]};
        g_autofree char *path =
            g_strdup_printf("/strange/%s/%s/%s", id, applicant, modes[i]);
        g_test_add_data_func(path, way,
                             test_strange__a_service_goes_from_home_to_the_office);
    }
}

static void
add_service(const char *folder, const char *id)
{
    g_autofree char *path = g_build_filename(folder, id, "service.json", NULL);
    json_t *definition = json_load_file(path, 0, NULL);
    const json_t *applicants = json_object_get(definition, "applicants");
    size_t i;
    const json_t *applicant;
    json_array_foreach (applicants, i, applicant)
        add_way(folder, id, json_string_value(applicant));
    if (definition != NULL && applicants == NULL)
        add_way(folder, id, "self");
    json_decref(definition);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    const char *named = g_getenv("KIOSK_SERVICES");
    g_autofree char *folder = g_canonicalize_filename(named != NULL ? named : OURS, NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    g_assert_nonnull(dir);
    for (const char *id; (id = g_dir_read_name(dir)) != NULL;)
        add_service(folder, id);
    g_dir_close(dir);
    return g_test_run();
}
