// SPDX-License-Identifier: Apache-2.0
#include "assets.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>

#include "base/json.h"
#include "core/calendar.h"
#include "core/place.h"
#include "core/service.h"

json_t *
assets_json(const char *path)
{
    GError *error = NULL;
    json_t *value = json_parse_file(path, SERVICE_FILE_MAX, &error);
    g_assert_no_error(error);
    return value;
}

static void
print_defects(const GPtrArray *defects)
{
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = g_ptr_array_index(defects, i);
        g_printerr("# %s: %s\n", defect->pointer, defect->message);
    }
}

/* All services that ship. */
static json_t *
shipped_services(void)
{
    json_t *services = json_array();
    GDir *folder = g_dir_open("assets/services", 0, NULL);
    g_assert_nonnull(folder);
    const char *name;
    while ((name = g_dir_read_name(folder)) != NULL) {
        char *path = g_build_filename("assets/services", name, "service.json", NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            json_array_append_new(services, assets_json(path));
        g_free(path);
    }
    g_dir_close(folder);
    return services;
}

static struct catalogue *
catalogue_of(json_t *services)
{
    json_t *whole = json_pack("{s:s, s:o, s:o, s:o}", "version", "", "groups",
                              assets_json("assets/services/groups.json"), "life_events",
                              assets_json("assets/services/life-events.json"), "services",
                              services);
    GPtrArray *defects = schema_defects_new();
    struct catalogue *catalogue = catalogue_create(whole, defects);
    print_defects(defects);
    g_assert_cmpuint(defects->len, ==, 0);
    g_ptr_array_unref(defects);
    json_decref(whole);
    return catalogue;
}

struct catalogue *
assets_catalogue(void)
{
    return catalogue_of(shipped_services());
}

struct catalogue *
assets_catalogue_of_tests(void)
{
    json_t *services = json_array();
    json_t *medical = assets_json("assets/services/medical-insurance/service.json");
    json_t *more = assets_json("tests/support/services.json");
    size_t i;
    json_t *changes;
    json_array_append_new(services, json_deep_copy(medical));
    json_array_foreach (more, i, changes) {
        json_t *service = json_deep_copy(medical);
        json_object_update(service, changes);
        json_array_append_new(services, service);
    }
    json_array_append_new(services,
                          assets_json("tests/support/services/every-kind/service.json"));
    json_decref(more);
    json_decref(medical);
    return catalogue_of(services);
}

struct calendar *
assets_calendar(void)
{
    GError *error = NULL;
    json_t *year = assets_json("assets/calendars/2026.json");
    struct calendar *calendar = calendar_create();
    calendar_add_year(calendar, year, &error);
    g_assert_no_error(error);
    json_decref(year);
    return calendar;
}

void
assets_place(struct place *place)
{
    GPtrArray *defects = schema_defects_new();
    json_t *value = assets_json("assets/place.json");
    bool good = place_init(place, value, defects);
    print_defects(defects);
    g_assert_true(good);
    json_decref(value);
    g_ptr_array_unref(defects);
}

void
assets_speak(const char *language)
{
    const char *build = g_getenv("BUILD");
    char *relative =
        g_build_filename(build != NULL ? build : "build", "share/locale", NULL);
    char *folder = g_canonicalize_filename(relative, NULL);
    // gettext looks at LANGUAGE only where the locale is not plain C.
    g_assert_nonnull(setlocale(LC_ALL, "C.UTF-8"));
    g_setenv("LANGUAGE", language, TRUE);
    bindtextdomain("kiosk", folder);
    bind_textdomain_codeset("kiosk", "UTF-8");
    textdomain("kiosk");
    g_free(folder);
    g_free(relative);
}
