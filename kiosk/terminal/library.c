// SPDX-License-Identifier: Apache-2.0
#include "library.h"

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"

#define LIBRARY_FILE_MAX (1024UL * 1024)

/* Staff are told of the first one. `line` 0: not known. */
static void
note(struct library *library, const char *path, int line)
{
    g_autofree char *name = g_path_get_basename(path);
    if (library->trouble == NULL)
        library->trouble = line > 0 ? g_strdup_printf("%s:%d", name, line)
                                    : g_steal_pointer(&name);
}

/* A file of the assets, NULL when it is not there or cannot be read; defects are told by
 * tell(). New reference. */
static json_t *
read_asset(struct library *library, const char *path, char **text_out)
{
    GError *error = NULL;
    size_t size = 0;
    json_t *value = NULL;
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return NULL; // a house may do without
    *text_out = file_read(path, LIBRARY_FILE_MAX, &size, &error);
    if (*text_out)
        value = json_parse(*text_out, size, &error);
    if (error) {
        diag_warn("%s: %s", path, error->message);
        note(library, path, 0);
    }
    g_clear_error(&error);
    return value;
}

static void
tell(struct library *library, const char *path, const char *text,
     const GPtrArray *defects)
{
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = defects->pdata[i];
        int line = json_line_of(text, defect->pointer);
        diag_warn("%s:%d: %s: %s", path, line, defect->pointer, defect->message);
        note(library, path, line);
    }
}

static void
read_knowledge(struct library *library, const char *assets)
{
    g_autofree char *path = g_build_filename(assets, "knowledge.json", NULL);
    g_autofree char *text = NULL;
    json_t *value = read_asset(library, path, &text);
    GPtrArray *defects = schema_defects_new();
    if (value)
        library->knowledge = knowledge_create(value, defects);
    tell(library, path, text, defects);
    g_ptr_array_unref(defects);
    json_decref(value);
}

static void
read_bulletin(struct library *library, const char *assets)
{
    g_autofree char *path = g_build_filename(assets, "bulletin.json", NULL);
    g_autofree char *text = NULL;
    json_t *value = read_asset(library, path, &text);
    GPtrArray *defects = schema_defects_new();
    if (value)
        library->bulletin = bulletin_create(value, defects);
    tell(library, path, text, defects);
    g_ptr_array_unref(defects);
    json_decref(value);
}

void
library_init(struct library *library, const char *assets, const char *readings)
{
    GError *error = NULL;
    *library = (struct library){0};
    read_knowledge(library, assets);
    read_bulletin(library, assets);
    library->readings_file = readings ? g_mapped_file_new(readings, FALSE, &error) : NULL;
    if (library->readings_file)
        library->readings =
            (struct readings){.text = g_mapped_file_get_contents(library->readings_file),
                              .size = g_mapped_file_get_length(library->readings_file)};
    else
        diag_warn("readings: %s; services are found by characters only",
                  error ? error->message : "no file is named");
    g_clear_error(&error);
}

void
library_finish(struct library *library)
{
    knowledge_destroy(library->knowledge);
    bulletin_destroy(library->bulletin);
    g_free(library->trouble);
    if (library->readings_file)
        g_mapped_file_unref(library->readings_file);
    *library = (struct library){0};
}
