// SPDX-License-Identifier: Apache-2.0
#include "around.h"

#include "base/json.h"
#include "base/nearest.h"
#include "core/region.h"
#include "core/service.h"

#include <string.h>

struct around {
    char *folder; // of the definition
    const char *text;
    const json_t *definition;
    struct findings *findings;
};

int
around_line_of(const char *text, const char *pointer)
{
    g_autofree char *place = g_strdup(pointer);
    for (;;) {
        int line = json_line_of(text, place);
        char *slash = strrchr(place, '/');
        if (line > 0 || slash == NULL)
            return MAX(line, 1);
        *slash = '\0';
    }
}

G_GNUC_PRINTF(3, 4)
static void
tell(const struct around *around, const char *pointer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    findings_add(around->findings, around_line_of(around->text, pointer), pointer, "%s",
                 message);
}

/* ---- where things stand ---- */

/* A file or folder of the assets, beside the definition first: a service may be written apart
 * from the tree and is checked against what there is here. NULL: nowhere. g_free. */
static char *
find_asset(const struct around *around, const char *name)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *bin = g_path_get_dirname(self != NULL ? self : ".");
    char *places[] = {
        g_build_filename(around->folder, "..", "..", name, NULL),
        g_build_filename("assets", name, NULL),
        g_build_filename(bin, "..", "..", "assets", name, NULL),
        g_build_filename("/usr/share/kiosk", name, NULL),
    };
    char *found = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        if (found == NULL && g_file_test(places[i], G_FILE_TEST_EXISTS))
            found = places[i];
        else
            g_free(places[i]);
    }
    return found;
}

/* groups.json stands with the services. */
static json_t *
load_list(const struct around *around, const char *file)
{
    g_autofree char *own = g_build_filename(around->folder, "..", file, NULL);
    g_autofree char *name = g_build_filename("services", file, NULL);
    g_autofree char *common = find_asset(around, name);
    json_t *list = json_parse_file(own, SERVICE_FILE_MAX, NULL);
    if (list == NULL && common != NULL)
        list = json_parse_file(common, SERVICE_FILE_MAX, NULL);
    return list;
}

/* ---- what is named ---- */

/* The folder's name is the id under which a service is found. */
static void
check_folder(const struct around *around, const char *path)
{
    g_autofree char *name = g_path_get_basename(around->folder);
    g_autofree char *file = g_path_get_basename(path);
    const char *id = json_text(around->definition, "id", name);
    if (strcmp(file, "service.json") == 0 && strcmp(name, id) != 0)
        tell(around, "/id",
             "is \"%s\", but the folder is called \"%s\": they must be the same", id,
             name);
}

/* `id` must be one of those of the list in `file`; without such a list nothing is known. */
static void
check_in_list(const struct around *around, const char *file, const char *pointer,
              const char *id)
{
    json_t *list = load_list(around, file);
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    size_t i;
    const json_t *one;
    bool found = list == NULL;
    json_array_foreach (list, i, one) {
        const char *word = json_text(one, "id", "");
        g_ptr_array_add(known, (gpointer)(uintptr_t)word);
        found = found || strcmp(word, id) == 0;
    }
    g_ptr_array_add(known, NULL);
    if (!found) {
        g_autofree char *all = g_strjoinv(", ", (char **)known->pdata);
        tell(around, pointer, "no \"%s\" in %s; there are: %s", id, file, all);
    }
    json_decref(list);
}

static void
check_places(const struct around *around)
{
    const char *group = json_text(around->definition, "group", NULL);
    size_t i;
    const json_t *event;
    if (group != NULL)
        check_in_list(around, "groups.json", "/group", group);
    json_array_foreach (json_object_get(around->definition, "life_events"), i, event) {
        g_autofree char *pointer = g_strdup_printf("/life_events/%zu", i);
        if (json_is_string(event))
            check_in_list(around, "life-events.json", pointer, json_string_value(event));
    }
}

static bool
has_picture(const struct around *around, const char *name)
{
    static const char *const endings[] = {"picture", "png", "jpg", "jpeg"};
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *file = g_strdup_printf("%s.%s", name, endings[i]);
        g_autofree char *own = g_build_filename(around->folder, file, NULL);
        g_autofree char *below = g_build_filename("pictures", file, NULL);
        g_autofree char *common = find_asset(around, below);
        if (g_file_test(own, G_FILE_TEST_EXISTS) || common != NULL)
            return true;
    }
    return false;
}

/* A sample (范本) that is named must be there. */
static void
check_samples(const struct around *around)
{
    size_t i;
    const json_t *material;
    json_array_foreach (json_object_get(around->definition, "materials"), i, material) {
        const char *sample = json_text(material, "sample", NULL);
        if (sample == NULL || has_picture(around, sample))
            continue;
        g_autofree char *pointer = g_strdup_printf("/materials/%zu/sample", i);
        tell(around, pointer,
             "there is no %s.png, .jpg or .picture in the folder of the service, nor in "
             "assets/pictures",
             sample);
    }
}

/* ---- regions ---- */

static struct regions *
load_regions(const struct around *around)
{
    g_autofree char *folder = find_asset(around, "regions");
    GDir *dir = folder == NULL ? NULL : g_dir_open(folder, 0, NULL);
    json_t *all = json_array();
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        json_t *list = g_str_has_suffix(name, ".json")
                           ? json_parse_file(path, SERVICE_FILE_MAX * 16, NULL)
                           : NULL;
        if (json_is_array(list))
            json_array_extend(all, list);
        json_decref(list);
    }
    if (dir != NULL)
        g_dir_close(dir);
    struct regions *regions = json_array_size(all) == 0 ? NULL
                                                        : regions_create(all, NULL);
    json_decref(all);
    return regions;
}

static void
check_region(const struct around *around, const struct regions *regions,
             const char *region, const char *pointer)
{
    const struct region *below[REGION_BELOW_MAX];
    if (regions_find(regions, region) == NULL)
        tell(around, pointer,
             "no region \"%s\" in assets/regions: add it there, or "
             "leave region out and the whole address is typed",
             region);
    else if (regions_below(regions, region, below) == 0)
        tell(around, pointer,
             "nothing lies below \"%s\" in assets/regions: name the "
             "county or town above it",
             region);
}

static void
check_regions(const struct around *around)
{
    struct regions *regions = load_regions(around);
    size_t i, j;
    const json_t *page, *question;
    json_array_foreach (json_object_get(around->definition, "pages"), i, page)
        json_array_foreach (json_object_get(page, "questions"), j, question) {
            const char *region = json_text(question, "region", NULL);
            g_autofree char *pointer =
                g_strdup_printf("/pages/%zu/questions/%zu/region", i, j);
            if (region != NULL && regions != NULL)
                check_region(around, regions, region, pointer);
        }
    regions_destroy(regions);
}

/* ---- languages ---- */

/* Chinese, English, and one for each folder of translations. */
static GPtrArray *
known_languages(const struct around *around)
{
    g_autofree char *folder = find_asset(around, "texts");
    GPtrArray *known = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = folder == NULL ? NULL : g_dir_open(folder, 0, NULL);
    g_ptr_array_add(known, g_strdup("zh_CN"));
    g_ptr_array_add(known, g_strdup("en"));
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (strcmp(name, "zh_CN") != 0 && g_file_test(path, G_FILE_TEST_IS_DIR))
            g_ptr_array_add(known, g_strdup(name));
    }
    if (dir != NULL)
        g_dir_close(dir);
    g_ptr_array_add(known, NULL);
    return known;
}

/* Those of all texts; one that nobody could choose is told. */
static void
collect_languages(const struct around *around, const json_t *value, const char *at,
                  const GPtrArray *known, GHashTable *languages)
{
    const char *name;
    json_t *member;
    size_t i;
    bool texts = json_is_string(json_object_get(value, "zh_CN"));
    json_object_foreach (json_iterable(value), name, member) {
        g_autofree char *below = g_strdup_printf("%s/%s", at, name);
        if (!texts)
            collect_languages(around, member, below, known, languages);
        else if (g_strv_contains((const char *const *)known->pdata, name))
            g_hash_table_add(languages, (gpointer)(uintptr_t)name);
        else {
            g_autofree char *all = g_strjoinv(", ", (char **)known->pdata);
            tell(around, below, "no language of this machine; there are: %s", all);
        }
    }
    json_array_foreach (value, i, member) {
        g_autofree char *below = g_strdup_printf("%s/%zu", at, i);
        collect_languages(around, member, below, known, languages);
    }
}

/* Who reads one language of a service should not meet another in the middle of it. */
static void
note_lacking(const struct around *around, const json_t *value, GHashTable *languages,
             const char *at)
{
    const char *name;
    json_t *member;
    size_t i;
    json_array_foreach (value, i, member) {
        g_autofree char *below = g_strdup_printf("%s/%zu", at, i);
        note_lacking(around, member, languages, below);
    }
    bool texts = json_is_string(json_object_get(value, "zh_CN"));
    json_object_foreach (json_iterable(value), name, member) {
        g_autofree char *below = g_strdup_printf("%s/%s", at, name);
        if (!texts)
            note_lacking(around, member, languages, below);
    }
    GHashTableIter iter;
    gpointer language;
    g_hash_table_iter_init(&iter, languages);
    while (texts && g_hash_table_iter_next(&iter, &language, NULL))
        if (json_object_get(value, language) == NULL)
            findings_note(around->findings, around_line_of(around->text, at), at,
                          "no \"%s\" here, other texts have it: zh_CN is shown",
                          (const char *)language);
}

static void
check_languages(const struct around *around)
{
    GHashTable *languages = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) known = known_languages(around);
    collect_languages(around, around->definition, "", known, languages);
    note_lacking(around, around->definition, languages, "");
    g_hash_table_unref(languages);
}

void
around_check(const char *path, const char *text, const json_t *definition,
             struct findings *findings)
{
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    struct around around = {
        .folder = g_path_get_dirname(absolute),
        .text = text,
        .definition = definition,
        .findings = findings,
    };
    check_folder(&around, absolute);
    check_places(&around);
    check_samples(&around);
    check_regions(&around);
    check_languages(&around);
    g_free(around.folder);
}
