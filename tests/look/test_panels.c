// SPDX-License-Identifier: Apache-2.0
/* The rules of what is seen on panels that are not the one of the look, and with the screen
 * lowered, in all scenes. `make check` has the panel of the look. */
#include "tests/terminal/ui/rules.h"

/* The looks in which a panel holds every rule: see README.md for those that are left. */
static const struct {
    const char *panel, *look;
} held[] = {
    {"1920x1080", "standard"}, {"1920x1080", "lowered"},      {"1280x1024", "standard"},
    {"768x1366", "standard"},  {"high", "lowered"},           {"large", "standard"},
    {"large", "assisted"},     {"large", "assisted-lowered"},
};

static void
test_panels__keep_the_rules(gconstpointer data)
{
    size_t row = GPOINTER_TO_SIZE(data);
    const struct look *look = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(panels); i++)
        if (g_strcmp0(panels[i].name, held[row].panel) == 0)
            panel = &panels[i];
    for (size_t i = 0; i < G_N_ELEMENTS(looks); i++)
        if (strcmp(looks[i].name, held[row].look) == 0)
            look = &looks[i];
    problems = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++)
        stage_each(look, &scenes[i], check_page, NULL);
    g_assert_cmpint(problems, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); // one look after the other
    assets_speak("zh_CN");
    shared_glyphs = glyphs_create(NULL);
    if (shared_glyphs == NULL) {
        g_print("1..0 # SKIP the fonts are not installed\n");
        return 0;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(held); i++) {
        char *path =
            g_strdup_printf("/panels/keep_the_rules/%s/%s", held[i].panel, held[i].look);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_panels__keep_the_rules);
        g_free(path);
    }
    int result = g_test_run();
    glyphs_destroy(shared_glyphs);
    return result;
}
