// SPDX-License-Identifier: Apache-2.0
/* kiosk-check: tells the author of a service definition every mistake at once, with file,
 * line and what is wanted. Ends with 0 when all files are good, 1 when not, 2 when it was
 * called wrongly. */
#include "base/file.h"
#include "base/json.h"
#include "core/service.h"

#include <stdio.h>
#include <unistd.h>
#include <string.h>

static void
tell_all(const char *path, const char *text, const GPtrArray *defects)
{
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = defects->pdata[i];
        int line = json_line_of(text, defect->pointer);
        printf("%s:%d: %s: %s\n", path, line > 0 ? line : 1,
               defect->pointer[0] == '\0' ? "the service" : defect->pointer,
               defect->message);
    }
}

/* The folder's name is the id under which a service is found. */
static bool
stands_in_its_folder(const char *path, const struct service *service)
{
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    g_autofree char *folder = g_path_get_dirname(absolute);
    g_autofree char *name = g_path_get_basename(folder);
    g_autofree char *file = g_path_get_basename(absolute);
    if (strcmp(file, "service.json") != 0 || strcmp(name, service->id) == 0)
        return true;
    printf(
        "%s:1: /id: is \"%s\", but the folder is called \"%s\": they must be the same\n",
        path, service->id, name);
    return false;
}

static bool
has_picture(const char *folder, const char *name)
{
    g_autofree char *file = g_strconcat(name, ".picture", NULL);
    g_autofree char *own = g_build_filename(folder, file, NULL);
    g_autofree char *common =
        g_build_filename(folder, "..", "..", "pictures", file, NULL);
    // A service that is written apart from the tree is checked in it.
    g_autofree char *here = g_build_filename("assets", "pictures", file, NULL);
    return g_file_test(own, G_FILE_TEST_EXISTS) ||
           g_file_test(common, G_FILE_TEST_EXISTS) ||
           g_file_test(here, G_FILE_TEST_EXISTS);
}

/* A sample (范本) that is named must be there. */
static bool
has_its_samples(const char *path, const char *text, const struct service *service)
{
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    g_autofree char *folder = g_path_get_dirname(absolute);
    bool good = true;
    for (size_t i = 0; i < service->material_count; i++) {
        const char *sample = service->materials[i].sample;
        if (sample == NULL || has_picture(folder, sample) ||
            !g_str_has_suffix(path, "service.json"))
            continue;
        g_autofree char *pointer = g_strdup_printf("/materials/%zu/sample", i);
        printf("%s:%d: %s: there is no %s.picture in the folder of the service, nor in "
               "assets/pictures\n",
               path, MAX(json_line_of(text, pointer), 1), pointer, sample);
        good = false;
    }
    return good;
}

/* Whether `id` stands in the list FILE beside the folders of services; true where there is no
 * such list to look at. */
static bool
stands_in_list(const char *path, const char *file, const char *id)
{
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    g_autofree char *folder = g_path_get_dirname(absolute);
    g_autofree char *list = g_build_filename(folder, "..", file, NULL);
    json_t *groups = json_parse_file(list, SERVICE_FILE_MAX, NULL);
    bool found = groups == NULL;
    size_t i;
    const json_t *group;
    json_array_foreach (groups, i, group)
        found = found || strcmp(json_text(group, "id", ""), id) == 0;
    json_decref(groups);
    return found;
}

/* Its group and its life events, by which people find it. */
static bool
has_its_places(const char *path, const char *text, const struct service *service)
{
    bool good = stands_in_list(path, "groups.json", service->group);
    if (!good)
        printf("%s:%d: /group: no group \"%s\" in groups.json\n", path,
               MAX(json_line_of(text, "/group"), 1), service->group);
    size_t i;
    const json_t *event;
    json_array_foreach (json_object_get(service->json, "life_events"), i, event) {
        if (stands_in_list(path, "life-events.json", json_string_value(event)))
            continue;
        g_autofree char *pointer = g_strdup_printf("/life_events/%zu", i);
        printf("%s:%d: %s: no life event \"%s\" in life-events.json\n", path,
               MAX(json_line_of(text, pointer), 1), pointer, json_string_value(event));
        good = false;
    }
    return good;
}

static bool
check_file(const char *path)
{
    GError *error = NULL;
    size_t size = 0;
    g_autofree char *text = file_read(path, SERVICE_FILE_MAX, &size, &error);
    json_t *definition = text == NULL ? NULL : json_parse(text, size, &error);
    if (definition == NULL) {
        bool named = strstr(error->message, path) != NULL;
        printf("%s%s%s\n", named ? "" : path, named ? "" : ": ", error->message);
        g_error_free(error);
        return false;
    }
    GPtrArray *defects = schema_defects_new();
    struct service *service = service_create(definition, defects);
    tell_all(path, text, defects);
    bool good = service != NULL && stands_in_its_folder(path, service);
    good = service != NULL && has_its_samples(path, text, service) && good;
    good = service != NULL && has_its_places(path, text, service) && good;
    service_destroy(service);
    g_ptr_array_unref(defects);
    json_decref(definition);
    return good;
}

/* The kiosk's own screens, without devices: a program of its own, because the checker knows
 * nothing of them. */
static int
preview(int argc, char **argv)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = g_path_get_dirname(self != NULL ? self : argv[0]);
    g_autofree char *program = g_build_filename(folder, "kiosk-preview", NULL);
    char *const arguments[] = {program, argv[2], argc > 3 ? argv[3] : NULL, NULL};
    execv(program, arguments);
    fprintf(stderr, "%s: cannot be started\n", program);
    return 2;
}

int
main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("kiosk-check " KIOSK_VERSION);
        return 0;
    }
    if (argc < 2 || (argv[1][0] == '-' && strcmp(argv[1], "--preview") != 0)) {
        puts("Usage: kiosk-check FILE…\n"
             "       kiosk-check --preview FILE [FOLDER]\n"
             "Tells every mistake in service definitions "
             "(assets/services/<id>/service.json):\n"
             "file, line, where, and what is wanted.");
        return argc == 2 && strcmp(argv[1], "--help") == 0 ? 0 : 2;
    }
    if (strcmp(argv[1], "--preview") == 0)
        return argc >= 3 && check_file(argv[2]) ? preview(argc, argv) : 1;
    int bad = 0;
    for (int i = 1; i < argc; i++)
        bad += check_file(argv[i]) ? 0 : 1;
    if (bad == 0)
        printf("%d of %d good\n", argc - 1, argc - 1);
    return bad == 0 ? 0 : 1;
}
