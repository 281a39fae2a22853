// SPDX-License-Identifier: Apache-2.0
/* kiosk-preview [--size WxH] FILE [FOLDER]: a service on the kiosk's own screens, with a card
 * and pages that are made up. No device, no office. In a window, for the author's own finger,
 * where there is a display; otherwise, or when a FOLDER is named, it is walked through with
 * answers that are made up, too, and a picture of each page is left in FOLDER, in standard and
 * in assisted form. `kiosk-check --preview` starts it, and --judge for what only shows when a
 * service is drawn. */
#include "base/file.h"
#include "base/json.h"
#include "terminal/library.h"
#include "terminal/pages.h"
#include "terminal/screens/screens.h"
#include "terminal/services.h"
#include "terminal/language.h"
#include "terminal/languages.h"
#include "terminal/ui/view.h"

#include "judge.h"
#include "live.h"
#include "picture.h"
#include "sample.h"
#include "walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 1080
#define HEIGHT 1920
/* Half of the reference panel: it fits on a desk's display. */
#define WINDOW_WIDTH 540
#define WINDOW_HEIGHT 960

struct options {
    const char *file, *folder; // folder NULL: in a window, if there is a display
    int width, height;         // of the window
    const char *language;      // of the pictures
    bool judge;
};

struct studio {
    struct glyphs *glyphs;
    struct pictures *pictures;
    struct pages *pages;
    struct theme theme;
    struct view *view;
    struct canvas canvas;
    uint32_t *pixels;
    const char *folder, *language;
    char *samples;       // folder in which that of the service stands
    struct judge *judge; // NULL: pictures are left
    struct session_language languages[SESSION_LANGUAGES_MAX];
    size_t language_count;
    char mode[64]; // " in large type, in en"
    int count;
};

static void
save(struct studio *studio, const char *screen, bool assisted)
{
    g_autofree char *name = g_strdup_printf(
        "%s-%02d-%s.bmp", assisted ? "assisted" : "standard", ++studio->count, screen);
    g_autofree char *path = g_build_filename(studio->folder, name, NULL);
    GError *error = NULL;
    if (!picture_save(path, studio->pixels, WIDTH, HEIGHT, &error)) {
        fprintf(stderr, "%s\n", error->message);
        g_error_free(error);
    }
}

/* Each part of a page that is too long for one screen: on as its own key leads on. */
static void
take_pictures(const struct session *session, void *context)
{
    struct studio *studio = context;
    struct session shown = *session; // what it owns stays with `session`
    const char *screen = screen_table[shown.screen].name;
    struct view_tap more = {.number = session->part};
    do {
        struct box boxes[VIEW_BOXES_MAX];
        shown.part = more.number;
        screens_build(studio->view, &(struct screen_context){&shown, studio->pages});
        view_expose(studio->view);
        view_paint(studio->view, &studio->canvas, boxes);
        if (studio->judge != NULL)
            judge_page(studio->judge, studio->view, screen, studio->mode);
        else
            save(studio, screen, shown.assisted);
    } while (view_tap_by_id(studio->view, "part-next", &more) &&
             more.action == SESSION_PART && more.number > shown.part);
}

static void
dress(struct studio *studio, const struct walk *walk, bool mirrored)
{
    bool first = strcmp(walk->language, SESSION_LANGUAGE_FIRST) == 0;
    theme_setup(&studio->theme, &(struct theme_settings){.palette = PALETTE_STANDARD,
                                                         .assisted = walk->assisted,
                                                         .foreign = !first,
                                                         .mirrored = mirrored,
                                                         .width = WIDTH,
                                                         .height = HEIGHT});
    language_set(walk->language);
    g_snprintf(studio->mode, sizeof studio->mode, "%s%s%s",
               walk->assisted ? " in large type" : "", first ? "" : " in ",
               first ? "" : walk->language);
}

static void
walk_once(struct studio *studio, const struct walk *walk, const char *assets)
{
    g_autofree char *pictures = g_build_filename(assets, "pictures", NULL);
    studio->count = 0;
    studio->pages = pages_create();
    studio->pictures = pictures_create(pictures);
    pictures_of_services(studio->pictures, studio->samples);
    if (studio->judge == NULL)
        sample_decodes(studio->pictures);
    studio->view = view_create(&studio->theme, studio->glyphs, studio->pictures);
    const char *stopped = walk_through(walk, take_pictures, studio);
    if (studio->judge == NULL)
        printf("%s: %d pictures%s%s\n", walk->assisted ? "assisted" : "standard",
               studio->count,
               stopped != NULL ? "; the made-up answers went no further than " : "",
               stopped != NULL ? stopped : "");
    view_destroy(studio->view);
    pictures_destroy(studio->pictures);
    pages_destroy(studio->pages);
}

/* In both forms, in one language. */
static void
walk_both(struct studio *studio, const struct walk *walk, size_t language,
          const char *assets)
{
    struct walk way = *walk;
    way.languages = studio->languages;
    way.language_count = studio->language_count;
    way.language = studio->languages[language].code;
    for (int assisted = 0; assisted < 2; assisted++) {
        way.assisted = assisted;
        dress(studio, &way, studio->languages[language].rtl);
        walk_once(studio, &way, assets);
    }
}

/* Pictures in one language; judged in every one that the service has. */
static void
walk_all(struct studio *studio, const struct walk *walk, const char *assets)
{
    studio->pixels = g_new0(uint32_t, WIDTH * HEIGHT);
    canvas_init(&studio->canvas, studio->pixels, WIDTH, HEIGHT, WIDTH * 4);
    const json_t *name = walk->catalogue->services[0]->short_name;
    for (size_t i = 0; i < studio->language_count; i++)
        if (studio->judge != NULL
                ? json_object_get(name, studio->languages[i].code) != NULL
                : strcmp(studio->languages[i].code, studio->language) == 0)
            walk_both(studio, walk, i, assets);
    g_free(studio->pixels);
}

/* ---- what is shown ---- */

/* Beside the build, where it is run from the tree, or installed. g_free. */
static char *
find_assets(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *bin = g_path_get_dirname(self != NULL ? self : ".");
    char *places[] = {g_strdup("assets"),
                      g_build_filename(bin, "..", "..", "assets", NULL),
                      g_strdup("/usr/share/kiosk")};
    char *found = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *place = g_build_filename(places[i], "place.json", NULL);
        bool is_last = i + 1 == G_N_ELEMENTS(places);
        if (found == NULL && (is_last || g_file_test(place, G_FILE_TEST_EXISTS)))
            found = places[i];
        else
            g_free(places[i]);
    }
    return found;
}

/* A catalogue of this one service, under the groups that there are. NULL: it has mistakes. */
static struct catalogue *
catalogue_with(const json_t *service, const char *assets)
{
    g_autofree char *groups = g_build_filename(assets, "services", NULL);
    static const char *const when[] = {"task_state", "plan_effective_date",
                                       "plan_cancel_date", "season", "month_days"};
    // Its author looks at it on any day.
    json_t *open = json_deep_copy(service);
    for (size_t i = 0; i < G_N_ELEMENTS(when); i++)
        json_object_del(open, when[i]);
    json_t *whole = json_pack("{s:s, s:[o]}", "version", "", "services", open);
    struct catalogue *catalogue = services_from_office(groups, whole);
    json_decref(whole);
    if (catalogue != NULL && catalogue->count > 0)
        return catalogue;
    catalogue_destroy(catalogue);
    return NULL;
}

static int
judge(struct studio *studio, const struct options *options, const json_t *definition,
      const char *text, const struct walk *walk, const char *assets)
{
    struct judge judge;
    judge_init(&judge, options->file, text);
    studio->judge = &judge;
    judge_icons(&judge, definition, studio->glyphs);
    if (walk->catalogue != NULL)
        walk_all(studio, walk, assets);
    judge_finish(&judge);
    return judge.mistakes > 0 ? 1 : 0;
}

/* False: there is no display, or it cannot be opened. */
static bool
show_window(const struct options *options, const struct catalogue *catalogue,
            const struct services *services, const char *assets, const char *samples)
{
    g_autofree char *pictures = g_build_filename(assets, "pictures", NULL);
    g_autofree char *locale = language_find_folder(NULL);
    GError *error = NULL;
    if (options->folder != NULL ||
        (g_getenv("DISPLAY") == NULL && g_getenv("WAYLAND_DISPLAY") == NULL))
        return false;
    if (live_run(&(struct live_settings){.catalogue = catalogue,
                                         .services = services,
                                         .locale = locale,
                                         .pictures = pictures,
                                         .samples = samples,
                                         .width = options->width,
                                         .height = options->height},
                 &error))
        return true;
    fprintf(stderr, "%s; pictures are left instead\n", error->message);
    g_error_free(error);
    return false;
}

static int
preview(const struct options *options, const json_t *definition, const char *text,
        const struct services *services, const char *assets)
{
    g_autofree char *absolute = g_canonicalize_filename(options->file, NULL);
    g_autofree char *own = g_path_get_dirname(absolute);
    g_autofree char *samples = g_path_get_dirname(own);
    struct studio studio = {
        .folder = options->folder != NULL ? options->folder : "preview",
        .samples = samples,
        .language = options->language,
        .glyphs = glyphs_create(NULL),
    };
    struct catalogue *catalogue = catalogue_with(definition, assets);
    struct walk walk = {.catalogue = catalogue, .services = services};
    g_autofree char *locale = language_find_folder(NULL);
    studio.language_count = languages_list(locale, studio.languages);
    int result = 1;
    if (studio.glyphs == NULL)
        fprintf(stderr, "the fonts are not installed\n");
    else if (options->judge)
        result = judge(&studio, options, definition, text, &walk, assets);
    else if (catalogue == NULL)
        fprintf(stderr, "%s: cannot be shown before its mistakes are mended\n",
                options->file);
    else if (show_window(options, catalogue, services, assets, samples))
        result = 0;
    else if (g_mkdir_with_parents(studio.folder, 0755) == 0) {
        walk_all(&studio, &walk, assets);
        puts(studio.folder);
        result = 0;
    }
    catalogue_destroy(catalogue);
    glyphs_destroy(studio.glyphs);
    return result;
}

static bool
read_options(int argc, char **argv, struct options *options)
{
    int i = 1;
    *options = (struct options){.width = WINDOW_WIDTH,
                                .height = WINDOW_HEIGHT,
                                .language = SESSION_LANGUAGE_FIRST};
    for (; i < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "--judge") == 0)
            options->judge = true;
        else if (strcmp(argv[i], "--language") == 0 && i + 1 < argc)
            options->language = argv[++i];
        else if (strcmp(argv[i], "--size") != 0 || i + 1 >= argc ||
                 sscanf(argv[++i], "%dx%d", &options->width, &options->height) != 2 ||
                 options->width < 300 || options->height < 300)
            return false;
    }
    options->file = i < argc ? argv[i] : NULL;
    options->folder = i + 1 < argc ? argv[i + 1] : NULL;
    return options->file != NULL;
}

int
main(int argc, char **argv)
{
    struct options options;
    if (!read_options(argc, argv, &options)) {
        puts(
            "Usage: kiosk-preview [--size WIDTHxHEIGHT] [--language NAME] FILE [FOLDER]\n"
            "       kiosk-preview --judge FILE");
        return argc == 2 && strcmp(argv[1], "--help") == 0 ? 0 : 2;
    }
    g_autofree char *assets = find_assets();
    g_autofree char *locale = language_find_folder(NULL);
    g_autofree char *folder = g_build_filename(assets, "services", NULL);
    language_init(locale);
    GError *error = NULL;
    size_t size = 0;
    struct services services;
    g_autofree char *text = file_read(options.file, SERVICE_FILE_MAX, &size, &error);
    json_t *definition = text == NULL ? NULL : json_parse(text, size, &error);
    int result = 1;
    if (definition != NULL &&
        services_init(&services,
                      &(struct services_settings){
                          .services = folder, .assets = assets, .state = "/nonexistent"},
                      &error)) {
        result = preview(&options, definition, text, &services, assets);
        services_finish(&services);
    }
    if (error != NULL)
        fprintf(stderr, "%s: %s\n", options.file, error->message);
    g_clear_error(&error);
    json_decref(definition);
    return result;
}
