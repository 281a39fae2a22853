// SPDX-License-Identifier: Apache-2.0
/* The rules of what is seen, on every panel that is not the one of the look, and with the
 * screen lowered: all scenes in all looks. `make check` has the panel of the look. */
#include "tests/terminal/ui/rules.h"

static void
test_panels__keep_the_rules(gconstpointer data)
{
    panel = data;
    problems = 0;
    // Colours change no place: one dark and one light look stand for the others.
    static const char *const names[] = {"standard",       "assisted", "contrast-dark",
                                        "assisted-light", "lowered",  "assisted-lowered"};
    for (size_t i = 0; i < G_N_ELEMENTS(looks); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(names); k++)
            for (size_t n = 0;
                 strcmp(looks[i].name, names[k]) == 0 && n < G_N_ELEMENTS(scenes); n++)
                stage_each(&looks[i], &scenes[n], check_page, NULL);
    g_assert_cmpint(problems, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    assets_speak("zh_CN");
    shared_glyphs = glyphs_create(NULL);
    if (shared_glyphs == NULL) {
        g_print("1..0 # SKIP the fonts are not installed\n");
        return 0;
    }
    for (size_t i = 1; i < G_N_ELEMENTS(panels); i++) {
        char *path = g_strdup_printf("/panels/keep_the_rules/%s", panels[i].name);
        g_test_add_data_func(path, &panels[i], test_panels__keep_the_rules);
        g_free(path);
    }
    int result = g_test_run();
    glyphs_destroy(shared_glyphs);
    return result;
}
