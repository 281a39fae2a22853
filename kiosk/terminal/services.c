// SPDX-License-Identifier: Apache-2.0
#include "services.h"

#include <string.h>
#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/nearest.h"
#include "outbox/sign.h"
#include <kiosk/office.h>

#define SMALL_FILE_MAX (256UL * 1024)

/* ---- one file ---------------------------------------------------------------------------- */

struct source {
    char *path, *text;
    json_t *value;
};

static void
source_finish(struct source *source)
{
    g_free(source->path);
    g_free(source->text);
    json_decref(source->value);
}

/* Takes `path`. False: told. */
static bool
source_read(struct source *source, char *path)
{
    GError *error = NULL;
    size_t size = 0;
    *source = (struct source){.path = path};
    source->text = file_read(path, SMALL_FILE_MAX, &size, &error);
    if (source->text)
        source->value = json_parse(source->text, size, &error);
    if (error) {
        bool has_path = g_str_has_prefix(error->message, path);
        diag_warn("%s%s%s", has_path ? "" : path, has_path ? "" : ": ", error->message);
        g_error_free(error);
    }
    return source->value != NULL;
}

/* Each defect as one line: file, line in it, place, what is wanted. */
static void
tell_defects(const struct source *source, const GPtrArray *defects)
{
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = defects->pdata[i];
        int line = source->text ? json_line_of(source->text, defect->pointer) : 0;
        diag_warn("%s:%d: %s: %s", source->path, line, defect->pointer, defect->message);
    }
}

static gint
by_name(gconstpointer one, gconstpointer other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* Names in a folder in a fixed order. */
static GPtrArray *
list_folder(const char *path)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    GError *error = NULL;
    GDir *folder = g_dir_open(path, 0, &error);
    const char *name;
    while (folder && (name = g_dir_read_name(folder)))
        g_ptr_array_add(names, g_strdup(name));
    if (folder)
        g_dir_close(folder);
    if (error)
        diag_warn("%s", error->message);
    g_clear_error(&error);
    g_ptr_array_sort(names, by_name);
    return names;
}

/* ---- services ---------------------------------------------------------------------------- */

/* A defect that only the place of the file shows. */
static void
add_defect(GPtrArray *defects, const char *pointer, char *message)
{
    struct schema_defect *defect = g_new0(struct schema_defect, 1);
    *defect = (struct schema_defect){.pointer = g_strdup(pointer), .message = message};
    g_ptr_array_add(defects, defect);
}

static void
check_group(const struct service *service, const json_t *groups, GPtrArray *defects)
{
    size_t count = json_array_size(groups), i;
    const json_t *group;
    g_autofree const char **ids = g_new0(const char *, count + 1);
    json_array_foreach (groups, i, group) {
        ids[i] = json_text(group, "id", "");
        if (strcmp(ids[i], service->group) == 0)
            return;
    }
    const char *near = nearest_word(service->group, ids);
    add_defect(defects, "/group",
               g_strdup_printf("groups.json has no group of this id%s%s%s",
                               near ? "; \"" : "", near ? near : "",
                               near ? "\" is near" : ""));
}

/* The office leaves out what stands in the wrong folder; so must the terminal. */
static void
check_place(const struct service *service, const char *name, const json_t *groups,
            GPtrArray *defects)
{
    if (strcmp(service->id, name) != 0)
        add_defect(defects, "/id",
                   g_strdup_printf("must be the name of its folder: \"%s\"", name));
    if (json_array_size(groups) > 0)
        check_group(service, groups, defects);
}

static void
add_service(json_t *list, const char *folder, const char *name, const json_t *groups)
{
    char *path = g_build_filename(folder, name, "service.json", NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_free(path);
        return;
    }
    struct source source;
    if (source_read(&source, path)) {
        GPtrArray *defects = schema_defects_new();
        struct service *service = service_create(source.value, defects);
        if (service)
            check_place(service, name, groups, defects);
        if (defects->len == 0)
            json_array_append(list, source.value);
        tell_defects(&source, defects);
        service_destroy(service);
        g_ptr_array_unref(defects);
    }
    source_finish(&source);
}

/* groups.json or life-events.json; empty when it cannot be read. */
static json_t *
read_groups(const char *folder, const char *name)
{
    struct source source;
    json_t *groups = NULL;
    if (source_read(&source, g_build_filename(folder, name, NULL))) {
        GPtrArray *defects = schema_defects_new();
        if (schema_check(&service_groups_schema, source.value, defects))
            groups = json_incref(source.value);
        tell_defects(&source, defects);
        g_ptr_array_unref(defects);
    }
    source_finish(&source);
    return groups ? groups : json_array();
}

static struct catalogue *
make_catalogue(const json_t *value, const char *whence)
{
    GPtrArray *defects = schema_defects_new();
    struct catalogue *catalogue = catalogue_create(value, defects);
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = defects->pdata[i];
        diag_warn("%s: %s: %s", whence, defect->pointer, defect->message);
    }
    g_ptr_array_unref(defects);
    return catalogue;
}

static struct catalogue *
read_folder(const char *folder)
{
    GPtrArray *names = list_folder(folder);
    json_t *list = json_array(), *groups = read_groups(folder, "groups.json");
    for (guint i = 0; i < names->len; i++)
        add_service(list, folder, names->pdata[i], groups);
    g_ptr_array_unref(names);
    json_t *value = json_pack("{s:s, s:o, s:o, s:o}", "version", "", "groups", groups,
                              "life_events", read_groups(folder, "life-events.json"),
                              "services", list);
    struct catalogue *catalogue = make_catalogue(value, folder);
    json_decref(value);
    return catalogue;
}

struct catalogue *
services_from_office(const char *folder, const json_t *value)
{
    json_t *whole = json_copy((json_t *)(uintptr_t)value); // only its top is added to
    if (!json_object_get(whole, "groups"))
        json_object_set_new(whole, "groups", read_groups(folder, "groups.json"));
    if (!json_object_get(whole, "life_events"))
        json_object_set_new(whole, "life_events",
                            read_groups(folder, "life-events.json"));
    struct catalogue *catalogue = make_catalogue(whole, "the office's catalogue");
    json_decref(whole);
    if (catalogue && catalogue->count == 0)
        g_clear_pointer(&catalogue, catalogue_destroy);
    return catalogue;
}

/* The office's catalogue as it was kept; NULL: none, or not to be believed. */
static struct catalogue *
read_kept(struct services *services, const struct services_settings *settings)
{
    uint8_t key[32];
    if (!settings->catalogue_key || !sign_public_load(key, settings->catalogue_key, NULL))
        return NULL;
    g_autofree char *path = g_build_filename(settings->state, "catalogue.json", NULL);
    g_autofree char *seal =
        g_build_filename(settings->state, "catalogue.signature", NULL);
    g_autofree char *tag = g_build_filename(settings->state, "catalogue.etag", NULL);
    size_t size = 0;
    g_autofree char *text = file_read(path, OFFICE_CATALOGUE_MAX, &size, NULL);
    g_autofree char *signature = file_read(seal, SERVICES_ETAG_MAX, NULL, NULL);
    g_autofree char *etag = file_read(tag, SERVICES_ETAG_MAX, NULL, NULL);
    if (!text || !signature || !etag)
        return NULL;
    if (!sign_is_good(key, text, size, signature)) {
        diag_warn("%s: its signature is not the office's; the services come from %s",
                  path, settings->services);
        return NULL;
    }
    json_t *value = json_parse(text, size, NULL);
    struct catalogue *catalogue = value ? services_from_office(settings->services, value)
                                        : NULL;
    json_decref(value);
    if (catalogue) {
        g_free(services->etag);
        services->etag = g_strdup(etag);
    }
    return catalogue;
}

/* ---- place and calendars ----------------------------------------------------------------- */

static bool
read_place(struct services *services, const char *assets, GError **error)
{
    struct source source;
    bool good = false;
    if (source_read(&source, g_build_filename(assets, "place.json", NULL))) {
        GPtrArray *defects = schema_defects_new();
        good = place_init(&services->place, source.value, defects);
        tell_defects(&source, defects);
        g_ptr_array_unref(defects);
    }
    if (!good)
        g_set_error(error, SERVICES_ERROR, 0, "%s: the place cannot be read",
                    source.path);
    source_finish(&source);
    return good;
}

static struct calendar *
read_calendars(const char *assets)
{
    struct calendar *calendar = calendar_create();
    g_autofree char *folder = g_build_filename(assets, "calendars", NULL);
    GPtrArray *names = list_folder(folder);
    for (guint i = 0; i < names->len; i++) {
        struct source source = {0};
        GError *error = NULL;
        if (g_str_has_suffix(names->pdata[i], ".json") &&
            source_read(&source, g_build_filename(folder, names->pdata[i], NULL)) &&
            !calendar_add_year(calendar, source.value, &error)) {
            diag_warn("%s: %s", source.path, error->message);
            g_error_free(error);
        }
        source_finish(&source);
    }
    g_ptr_array_unref(names);
    return calendar;
}

/* All files together; NULL: none can be read, so addresses are typed. */
static struct regions *
read_regions(const char *assets)
{
    g_autofree char *folder = g_build_filename(assets, "regions", NULL);
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return NULL;
    GPtrArray *names = list_folder(folder), *defects = schema_defects_new();
    json_t *all = json_array();
    for (guint i = 0; i < names->len; i++) {
        struct source source = {0};
        if (g_str_has_suffix(names->pdata[i], ".json") &&
            source_read(&source, g_build_filename(folder, names->pdata[i], NULL)) &&
            schema_check(&regions_schema, source.value, defects))
            json_array_extend(all, source.value);
        tell_defects(&source, defects);
        g_ptr_array_set_size(defects, 0);
        source_finish(&source);
    }
    struct regions *regions = regions_create(all, defects);
    for (guint i = 0; i < defects->len; i++)
        diag_warn("%s: %s", folder,
                  ((const struct schema_defect *)defects->pdata[i])->message);
    g_ptr_array_unref(defects);
    g_ptr_array_unref(names);
    json_decref(all);
    return regions;
}

/* ---- all --------------------------------------------------------------------------------- */

bool
services_init(struct services *services, const struct services_settings *settings,
              GError **error)
{
    *services = (struct services){.etag = g_strdup("")};
    if (!read_place(services, settings->assets, error)) {
        services_finish(services);
        return false;
    }
    services->calendar = read_calendars(settings->assets);
    services->regions = read_regions(settings->assets);
    services->catalogue = read_kept(services, settings);
    if (!services->catalogue)
        services->catalogue = read_folder(settings->services);
    g_assert(services->catalogue); // we made its shape ourselves
    return true;
}

void
services_finish(struct services *services)
{
    catalogue_destroy(services->catalogue);
    if (services->calendar)
        calendar_destroy(services->calendar);
    place_finish(&services->place);
    regions_destroy(services->regions);
    g_free(services->etag);
    *services = (struct services){0};
}
