// SPDX-License-Identifier: Apache-2.0
/* A visitor who reads Uyghur, and one who reads English: the language is changed in the middle
 * of a form, nothing that was filled in is lost, the paper says it in Chinese and in theirs,
 * and the next visitor is met in Chinese. */
#include "tests/support/visit.h"

#include <string.h>

#define PRINT_MS 30000

struct tongue {
    const char *code, *world;
    const char *next;          // what the bar's way back says
    const char *slip, *papers; // on paper, below the Chinese
    bool rtl;
};

static const struct tongue uyghur = {
    "ug", "tongues-ug", "قايتىش", "تالون", "تاپشۇرۇلغان ماتېرىيال", true};
static const struct tongue english = {"en",   "tongues-en",         "Back",
                                      "Slip", "What was handed in", false};

static struct inspect_box
box_of(struct world *world, const char *id)
{
    struct inspect_box box;
    json_t *tree = inspect_tree(world->inspect);
    g_assert_true(inspect_find(tree, id, &box));
    json_decref(tree);
    return box;
}

static void
must_be_in(struct world *world, const char *language)
{
    json_t *tree = inspect_tree(world->inspect);
    g_assert_cmpstr(json_string_value(json_object_get(tree, "language")), ==, language);
    json_decref(tree);
}

/* What a reader of PDF adds around letters that run from right to left is no word. */
static char *
bare(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text != 0; text += g_utf8_skip[*(const guchar *)text])
        if (g_unichar_type(g_utf8_get_char(text)) != G_UNICODE_FORMAT)
            g_string_append_unichar(out, g_utf8_get_char(text));
    g_autofree char *plain = g_string_free(out, FALSE);
    return g_utf8_normalize(plain, -1, G_NORMALIZE_NFKC);
}

static void
check_paper(const char *path, const struct tongue *tongue)
{
    g_autofree char *text = world_pdf_text(path), *plain = bare(text);
    g_autofree char *slip = bare(tongue->slip), *papers = bare(tongue->papers);
    const char *const wanted[] = {"收到的材料", slip, papers, "王秀兰"};
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        if (strstr(plain, wanted[i]) == NULL)
            g_error("the slip does not say %s:\n%s", wanted[i], plain);
}

/* Half of the number before the change, the rest after it. */
static void
fill_in(struct world *world, const struct tongue *tongue)
{
    g_autofree char *half = g_strndup(VISIT_PHONE, 6);
    g_autofree char *key = g_strdup_printf("language-%s", tongue->code);
    world_type(world, half);
    int left = box_of(world, "back").x;
    visit_tap(world, "language");
    visit_tap(world, key);
    visit_tap(world, "close");
    must_be_in(world, tongue->code);
    world_must_say(world, tongue->next, 5000);
    g_assert_true((box_of(world, "back").x > left) == tongue->rtl);
    // Digits stand as on every telephone.
    g_assert_cmpint(box_of(world, "key-1").x, <, box_of(world, "key-3").x);
    world_type(world, VISIT_PHONE + 6);
    visit_tap(world, "choice-category-ordinary");
    visit_tap(world, "next");
}

static void
test_tongues__are_changed_in_the_middle(gconstpointer data)
{
    const struct tongue *tongue = data;
    struct world *world =
        world_start(&(struct world_options){.name = tongue->world,
                                            .devices = WORLD_REAL,
                                            .pictures = g_getenv("KIOSK_PICTURES")});
    visit_begin(world);
    visit_card(world);
    fill_in(world, tongue);
    visit_scan(world);
    world_must_say(world, "100 0000 1234", 5000); // on the check page
    visit_submit(world);
    g_autofree char *number = NULL, *code = NULL;
    visit_numbers(world, "done", &number, &code);
    g_autofree char *slip = world_must_print(world, 1, PRINT_MS);
    check_paper(slip, tongue);
    visit_leave(world);
    must_be_in(world, "zh_CN");
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/tongues/uyghur", &uyghur,
                         test_tongues__are_changed_in_the_middle);
    g_test_add_data_func("/tongues/english", &english,
                         test_tongues__are_changed_in_the_middle);
    return g_test_run();
}
