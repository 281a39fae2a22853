// SPDX-License-Identifier: Apache-2.0
/* The rules of what is seen in other languages than the one that the look was drawn for:
 * longer words in English, and in Uyghur a page that runs from right to left. */
#include "tests/terminal/ui/rules.h"

static const struct look spoken[] = {
    {"en", PALETTE_STANDARD, false, false, "en"},
    {"ug", PALETTE_STANDARD, false, false, "ug"},
    {"en-assisted", PALETTE_STANDARD, true, false, "en"},
    {"ug-assisted", PALETTE_STANDARD, true, false, "ug"},
};

static void
test_languages__keep_the_rules(gconstpointer data)
{
    const char *only = g_getenv("KIOSK_SCENE");
    problems = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++)
        // Staff read Chinese.
        if (!g_str_has_prefix(scenes[i].name, "staff") &&
            (only == NULL || strcmp(only, scenes[i].name) == 0))
            stage_each(data, &scenes[i], check_page, NULL);
    g_assert_cmpint(problems, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); // one language after the other
    assets_speak("zh_CN");
    shared_glyphs = glyphs_create(NULL);
    if (shared_glyphs == NULL) {
        g_print("1..0 # SKIP the fonts are not installed\n");
        return 0;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(spoken); i++) {
        char *path = g_strdup_printf("/languages/keep_the_rules/%s", spoken[i].name);
        g_test_add_data_func(path, &spoken[i], test_languages__keep_the_rules);
        g_free(path);
    }
    int result = g_test_run();
    glyphs_destroy(shared_glyphs);
    return result;
}
