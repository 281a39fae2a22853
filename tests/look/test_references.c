// SPDX-License-Identifier: Apache-2.0
/* Every page beside how it looked when somebody last looked at it (references.txt). What has
 * changed is named, with a picture of before and now; `make references` keeps what is right. */
#include "references.h"
#include "tests/terminal/ui/stage.h"

#include <glib/gstdio.h>

#define FILE_NAME "tests/look/references.txt"
#define TOLERANCE 2 // steps of 64: another version of a font is no other page

static GHashTable *known; // name → text
static GString *written;  // NULL: compare
static int changed;

/* Before, now, and where they differ, side by side; 12 pixels a box. */
static char *
save_difference(const char *name, const struct reference *before,
                const struct reference *now)
{
    const char *build = g_getenv("BUILD");
    char *folder = g_build_filename(build == NULL ? "build" : build, "look", NULL);
    g_mkdir_with_parents(folder, 0700);
    char *path = g_strdup_printf("%s/%s.pgm", folder, name);
    FILE *file = fopen(path, "wb");
    g_assert_nonnull(file);
    fprintf(file, "P5\n%d %d\n63\n", 3 * REFERENCE_COLUMNS * 12, REFERENCE_ROWS * 12);
    for (int y = 0; y < REFERENCE_ROWS * 12; y++)
        for (int x = 0; x < 3 * REFERENCE_COLUMNS * 12; x++) {
            int i = y / 12 * REFERENCE_COLUMNS + x / 12 % REFERENCE_COLUMNS;
            int third = x / 12 / REFERENCE_COLUMNS;
            int apart = abs(before->grey[i] - now->grey[i]);
            fputc(third == 0   ? before->grey[i]
                  : third == 1 ? now->grey[i]
                               : (apart > TOLERANCE ? 0 : 63),
                  file);
        }
    fclose(file);
    g_free(folder);
    return path;
}

static void
compare(const char *name, const struct reference *now)
{
    struct reference before;
    const char *text = g_hash_table_lookup(known, name);
    if (text == NULL || !reference_read(text, &before)) {
        g_printerr("# %s: has no reference picture yet\n", name);
        changed++;
        return;
    }
    int apart = 0, first = -1;
    for (int i = 0; i < REFERENCE_BOXES; i++)
        if (abs(before.grey[i] - now->grey[i]) > TOLERANCE) {
            apart++;
            first = first < 0 ? i : first;
        }
    if (apart == 0)
        return;
    char *path = save_difference(name, &before, now);
    g_printerr("# %s: looks different in %d of %d boxes, first at row %d of %d: %s\n",
               name, apart, REFERENCE_BOXES, first / REFERENCE_COLUMNS + 1,
               REFERENCE_ROWS, path);
    g_free(path);
    changed++;
}

static void
see(struct stage *stage, const char *name, void *data)
{
    (void)data;
    struct reference now =
        reference_of(stage->pixels, stage->theme.width, stage->theme.height);
    if (written == NULL) {
        compare(name, &now);
        g_hash_table_remove(known, name);
        return;
    }
    char *text = reference_write(&now);
    g_string_append_printf(written, "%s %s\n", name, text);
    g_free(text);
}

/* Every scene in every look; and, upright screens being alike, the wide panel as it is. */
static void
see_all(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(looks); i++)
        for (size_t n = 0; n < G_N_ELEMENTS(scenes); n++)
            stage_each(&looks[i], &scenes[n], see, NULL);
    panel = &panels[1];
    for (size_t n = 0; n < G_N_ELEMENTS(scenes); n++)
        stage_each(&looks[0], &scenes[n], see, NULL);
}

static void
load(void)
{
    char *text = NULL;
    known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!g_file_get_contents(FILE_NAME, &text, NULL, NULL))
        return;
    char **lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        char *space = strchr(*line, ' ');
        if (space != NULL)
            g_hash_table_insert(known, g_strndup(*line, (gsize)(space - *line)),
                                g_strdup(space + 1));
    }
    g_strfreev(lines);
    g_free(text);
}

static void
test_references__every_page_looks_as_it_did(void)
{
    load();
    see_all();
    GHashTableIter iter;
    void *name;
    g_hash_table_iter_init(&iter, known);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        g_printerr("# %s: is no page any more\n", (const char *)name);
        changed++;
    }
    if (changed > 0)
        g_printerr("# Look at them (KIOSK_LOOK, tests/terminal/ui/README.md). "
                   "If all is right: make references\n");
    g_hash_table_unref(known);
    g_assert_cmpint(changed, ==, 0);
}

int
main(int argc, char **argv)
{
    bool write = argc > 1 && strcmp(argv[1], "--write") == 0;
    g_test_init(&argc, &argv, NULL);
    assets_speak("zh_CN");
    shared_glyphs = glyphs_create(NULL);
    if (shared_glyphs == NULL) {
        g_print("1..0 # SKIP the fonts are not installed\n");
        return write ? 1 : 0;
    }
    int result = 0;
    if (write) {
        written = g_string_new(NULL);
        see_all();
        result = !g_file_set_contents(FILE_NAME, written->str, -1, NULL);
        g_string_free(written, TRUE);
    } else {
        g_test_add_func("/references/every_page_looks_as_it_did",
                        test_references__every_page_looks_as_it_did);
        result = g_test_run();
    }
    glyphs_destroy(shared_glyphs);
    return result;
}
