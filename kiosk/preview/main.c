// SPDX-License-Identifier: Apache-2.0
/* kiosk-preview FILE [FOLDER]: walks a service through the kiosk's own screens, with answers,
 * a card and pages that are made up, and leaves a picture of each in FOLDER, in standard and
 * in assisted form. No device, no office, no display. `kiosk-check --preview` starts it. */
#include "base/file.h"
#include "base/json.h"
#include "terminal/library.h"
#include "terminal/pages.h"
#include "terminal/screens/screens.h"
#include "terminal/services.h"
#include "terminal/language.h"
#include "terminal/ui/view.h"

#include "picture.h"
#include "sample.h"
#include "walk.h"

#include <stdio.h>
#include <string.h>

#define WIDTH 1080
#define HEIGHT 1920

struct studio {
    struct glyphs *glyphs;
    struct pictures *pictures;
    struct pages *pages;
    struct theme theme;
    struct view *view;
    struct canvas canvas;
    uint32_t *pixels;
    const char *folder;
    char *services; // folder in which that of the service stands
    char last[64];  // screen of the last picture
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
    struct view_tap more = {.number = session->part};
    do {
        struct box boxes[VIEW_BOXES_MAX];
        shown.part = more.number;
        screens_build(studio->view, &(struct screen_context){&shown, studio->pages});
        view_expose(studio->view);
        view_paint(studio->view, &studio->canvas, boxes);
        save(studio, screen_table[shown.screen].name, shown.assisted);
    } while (view_tap_by_id(studio->view, "part-next", &more) &&
             more.action == SESSION_PART && more.number > shown.part);
}

static void
walk_once(struct studio *studio, const struct walk *walk, const char *assets)
{
    g_autofree char *pictures = g_build_filename(assets, "pictures", NULL);
    theme_init(&studio->theme, PALETTE_STANDARD, walk->assisted, WIDTH, HEIGHT, 0);
    studio->count = 0;
    studio->pages = pages_create();
    studio->pictures = pictures_create(pictures);
    pictures_of_services(studio->pictures, studio->services);
    sample_decodes(studio->pictures);
    studio->view = view_create(&studio->theme, studio->glyphs, studio->pictures);
    const char *stopped = walk_through(walk, take_pictures, studio);
    printf("%s: %d pictures%s%s\n", walk->assisted ? "assisted" : "standard",
           studio->count, stopped != NULL ? "; stopped at " : "",
           stopped != NULL ? stopped : "");
    view_destroy(studio->view);
    pictures_destroy(studio->pictures);
    pages_destroy(studio->pages);
}

/* Beside the build, or installed. */
static const char *
find_assets(void)
{
    return g_file_test("assets/place.json", G_FILE_TEST_EXISTS) ? "assets"
                                                                : "/usr/share/kiosk";
}

/* A catalogue of this one service, under the groups that there are. NULL: told. */
static struct catalogue *
catalogue_with(const char *path, const char *assets)
{
    size_t size = 0;
    g_autofree char *text = file_read(path, SERVICE_FILE_MAX, &size, NULL);
    g_autofree char *groups = g_build_filename(assets, "services", NULL);
    json_t *service = text == NULL ? NULL : json_parse(text, size, NULL);
    if (service == NULL)
        return NULL;
    json_t *whole = json_pack("{s:s, s:[o]}", "version", "", "services", service);
    struct catalogue *catalogue = services_from_office(groups, whole);
    json_decref(whole);
    return catalogue;
}

int
main(int argc, char **argv)
{
    if (argc < 2 || argv[1][0] == '-') {
        puts("Usage: kiosk-preview FILE [FOLDER]");
        return argc == 2 && strcmp(argv[1], "--help") == 0 ? 0 : 2;
    }
    const char *assets = find_assets();
    g_autofree char *absolute = g_canonicalize_filename(argv[1], NULL);
    g_autofree char *own = g_path_get_dirname(absolute);
    g_autofree char *services_of = g_path_get_dirname(own);
    struct studio studio = {.folder = argc > 2 ? argv[2] : "preview",
                            .services = services_of};
    struct services services;
    GError *error = NULL;
    g_autofree char *locale = language_find_folder(NULL);
    language_init(locale);
    g_autofree char *folder = g_build_filename(assets, "services", NULL);
    struct services_settings settings = {
        .services = folder, .assets = assets, .state = "/nonexistent"};
    struct catalogue *catalogue = catalogue_with(argv[1], assets);
    studio.glyphs = glyphs_create(&error);
    if (catalogue == NULL || studio.glyphs == NULL ||
        !services_init(&services, &settings, &error) ||
        g_mkdir_with_parents(studio.folder, 0755) != 0) {
        fprintf(stderr, "%s: cannot be shown%s%s\n", argv[1], error ? ": " : "",
                error ? error->message : "; its group stands in no groups.json?");
        return 1;
    }
    studio.pixels = g_new0(uint32_t, WIDTH * HEIGHT);
    canvas_init(&studio.canvas, studio.pixels, WIDTH, HEIGHT, WIDTH * 4);
    for (int assisted = 0; assisted < 2; assisted++)
        walk_once(&studio,
                  &(struct walk){.catalogue = catalogue,
                                 .services = &services,
                                 .assisted = assisted},
                  assets);
    printf("%s\n", studio.folder);
    catalogue_destroy(catalogue);
    services_finish(&services);
    g_free(studio.pixels);
    return 0;
}
