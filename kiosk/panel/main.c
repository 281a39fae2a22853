// SPDX-License-Identifier: Apache-2.0
/* kiosk-panel: a window in which anybody can be the hand, the paper and the bad luck of the
 * virtual devices of a terminal, and see what device and terminal say to each other. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/diag.h"
#include "page.h"
#include "terminal/language.h"
#include "terminal/ui/window.h"

#define WIDTH 1280
#define HEIGHT 860

static struct {
    char *config, *pages, *pictures, *locale, *language;
    int width, height, left;
    gboolean version;
} options;

static const GOptionEntry entries[] = {
    {"config", 'c', 0, G_OPTION_ARG_FILENAME, &options.config,
     "The terminal's configuration", "FILE"},
    {"pages", 0, 0, G_OPTION_ARG_FILENAME, &options.pages,
     "Folder of pages (P5, P6) that can be laid on a scanner", "DIR"},
    {"pictures", 0, 0, G_OPTION_ARG_FILENAME, &options.pictures,
     "Folder of pictures of the toolkit; left out: as installed", "DIR"},
    {"locale", 0, 0, G_OPTION_ARG_FILENAME, &options.locale, "Folder of the translations",
     "DIR"},
    {"language", 0, 0, G_OPTION_ARG_STRING, &options.language,
     "Language of the window; left out: zh_CN", "NAME"},
    {"width", 0, 0, G_OPTION_ARG_INT, &options.width, "Of the window, in pixels", "N"},
    {"height", 0, 0, G_OPTION_ARG_INT, &options.height, "Of the window", "N"},
    {"left", 0, 0, G_OPTION_ARG_INT, &options.left, "Where it opens, from the left edge",
     "N"},
    {"version", 0, 0, G_OPTION_ARG_NONE, &options.version, "Print the version", NULL},
    {0}};

/* ---- which devices ---------------------------------------------------------------------- */

/* Path of the control socket in "virtual:PATH?options"; NULL: none. g_free. */
static char *
socket_path(const char *address, const char *folder)
{
    if (!address || !g_str_has_prefix(address, "virtual:"))
        return NULL;
    address += strlen("virtual:");
    g_autofree char *path = g_strndup(address, strcspn(address, "?"));
    if (*path == '\0')
        return NULL;
    return g_path_is_absolute(path) ? g_steal_pointer(&path)
                                    : g_build_filename(folder, path, NULL);
}

struct found {
    struct bench_address addresses[BENCH_DEVICES_MAX];
    char *names[BENCH_DEVICES_MAX], *paths[BENCH_DEVICES_MAX];
    size_t count;
};

/* Only the devices matter here: the terminal itself checks the rest of the file. */
static bool
find_devices(const char *config, struct found *found, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    if (!g_key_file_load_from_file(file, config, G_KEY_FILE_NONE, error)) {
        g_prefix_error(error, "%s: ", config);
        return false;
    }
    g_autofree char *folder = g_path_get_dirname(config);
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    for (size_t i = 0; groups[i] && found->count < BENCH_DEVICES_MAX; i++) {
        if (!g_str_has_prefix(groups[i], "device."))
            continue;
        g_autofree char *address =
            g_key_file_get_string(file, groups[i], "address", NULL);
        char *path = socket_path(address, folder);
        if (!path)
            continue;
        size_t at = found->count++;
        found->names[at] = g_strdup(groups[i] + strlen("device."));
        found->paths[at] = path;
        found->addresses[at] = (struct bench_address){found->names[at], path};
    }
    if (found->count > 0)
        return true;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "%s: no device there has an address virtual:PATH", config);
    return false;
}

static void
found_finish(struct found *found)
{
    for (size_t i = 0; i < found->count; i++) {
        g_free(found->names[i]);
        g_free(found->paths[i]);
    }
}

/* Files of the folder, sorted; NULL-terminated. g_strfreev. */
static char **
find_sheets(const char *folder)
{
    GPtrArray *sheets = g_ptr_array_new();
    GDir *entries_there = folder ? g_dir_open(folder, 0, NULL) : NULL;
    const char *name;
    while (entries_there && (name = g_dir_read_name(entries_there)) != NULL)
        if (g_str_has_suffix(name, ".ppm") || g_str_has_suffix(name, ".pgm") ||
            g_str_has_suffix(name, ".pnm"))
            g_ptr_array_add(sheets, g_build_filename(folder, name, NULL));
    if (entries_there)
        g_dir_close(entries_there);
    g_ptr_array_sort(sheets, (GCompareFunc)(void (*)(void))g_strcmp0);
    g_ptr_array_add(sheets, NULL);
    return (char **)g_ptr_array_free(sheets, FALSE);
}

/* ---- the window ------------------------------------------------------------------------- */

static void
show(struct window *window, struct view *view)
{
    struct box boxes[VIEW_BOXES_MAX];
    size_t count = view_paint(view, window_canvas(window), boxes);
    if (count > 0)
        window_show(window, boxes, count);
}

static void
run(struct window *window, struct view *view, struct page *page)
{
    for (;;) {
        page_build(page, view);
        show(window, view);
        struct input_event event = window_wait(window, -1);
        struct view_tap tap;
        if (event.kind == INPUT_QUIT)
            return;
        if (event.kind == INPUT_EXPOSE)
            view_expose(view);
        else if (view_touch(view, &event, &tap))
            page_tap(page, &tap);
    }
}

static bool
open_and_run(struct bench *bench, GError **error)
{
    int width = options.width > 0 ? options.width : WIDTH;
    int height = options.height > 0 ? options.height : HEIGHT;
    struct window *window = window_create("Kiosk: devices", width, height, error);
    struct glyphs *glyphs = window ? glyphs_create(error) : NULL;
    if (glyphs) {
        if (options.left > 0)
            window_place(window, options.left);
        const char *pictures = options.pictures ? options.pictures
                                                : "/usr/share/kiosk/pictures";
        struct pictures *drawn = pictures_create(pictures);
        struct theme theme;
        page_theme(&theme, width, height);
        struct view *view = view_create(&theme, glyphs, drawn);
        g_auto(GStrv) sheets = find_sheets(options.pages);
        struct page page = {.bench = bench, .sheets = sheets};
        run(window, view, &page);
        view_destroy(view);
        pictures_destroy(drawn);
        glyphs_destroy(glyphs);
    }
    window_destroy(window);
    return glyphs != NULL;
}

static bool
read_options(int *argc, char ***argv, GError **error)
{
    GOptionContext *context = g_option_context_new("— hands for virtual devices");
    g_option_context_add_main_entries(context, entries, NULL);
    bool good = g_option_context_parse(context, argc, argv, error);
    g_option_context_free(context);
    if (good && !options.version && !options.config) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "--config FILE is wanted");
        good = false;
    }
    return good;
}

int
main(int argc, char **argv)
{
    GError *error = NULL;
    struct found found = {0};
    diag_init("kiosk-panel");
    bool good = read_options(&argc, &argv, &error);
    if (good && options.version) {
        printf("kiosk-panel %s\n", KIOSK_VERSION);
        return EXIT_SUCCESS;
    }
    if (!options.locale)
        options.locale = language_find_folder(NULL);
    language_init(options.locale);
    if (options.language)
        language_set(options.language);
    if (good && find_devices(options.config, &found, &error)) {
        struct bench *bench = bench_create(found.addresses, found.count, window_wake);
        good = open_and_run(bench, &error);
        bench_destroy(bench);
    }
    found_finish(&found);
    if (!error)
        return EXIT_SUCCESS;
    diag_warn("%s", error->message);
    g_error_free(error);
    return EXIT_FAILURE;
}
