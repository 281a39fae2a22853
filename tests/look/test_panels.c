// SPDX-License-Identifier: Apache-2.0
/* The rules of what is seen on panels that are not the one of the look, and with the screen
 * lowered, in all scenes. `make check` has the panel of the look. */
#include "tests/terminal/ui/rules.h"

#define PANELS_PROMISED 3 // besides the one of the look
#define SHARE 6           // no more than looks that are sampled: each scene is in one

/* Every scene on every panel in the two forms that are laid out; of the palettes, and of what
 * is lowered, each scene in one look of a panel at least. KIOSK_WHOLE=1: all of it, in about
 * four minutes. */
struct row {
    const struct panel *panel;
    const struct look *look;
    size_t share; // each how many-th scene
    size_t first;
};

static void
test_panels__keep_the_rules(gconstpointer data)
{
    const struct row *row = data;
    const char *only = g_getenv("KIOSK_SCENE");
    panel = row->panel;
    problems = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++)
        if ((i + row->first) % row->share == 0 &&
            (only == NULL || strcmp(only, scenes[i].name) == 0))
            stage_each(row->look, &scenes[i], check_page, NULL);
    g_assert_cmpint(problems, ==, 0);
}

static void
add_row(const struct panel *where, const struct look *look, size_t share, size_t first)
{
    struct row *row = g_new(struct row, 1);
    *row = (struct row){where, look, share, first};
    char *path = g_strdup_printf("/panels/keep_the_rules/%s/%s", where->name, look->name);
    g_test_add_data_func_full(path, row, test_panels__keep_the_rules, g_free);
    g_free(path);
}

/* The four panels that are promised are laid out whole in standard and in large type. */
static void
add_rows(void)
{
    bool whole = g_getenv("KIOSK_WHOLE") != NULL;
    for (size_t i = 1; i < G_N_ELEMENTS(panels); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(looks); k++) {
            const struct look *look = &looks[k];
            bool laid = i <= PANELS_PROMISED && !look->lowered &&
                        look->palette == PALETTE_STANDARD;
            add_row(&panels[i], look, whole || laid ? 1 : SHARE, k);
        }
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
    add_rows();
    int result = g_test_run();
    glyphs_destroy(shared_glyphs);
    return result;
}
