// SPDX-License-Identifier: Apache-2.0
#include "sample.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

#define DRIVER "image-leptonica"

/* Beside this program, or where packages put it. NULL: nowhere. g_free. */
static char *
find_driver(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *bin = g_path_get_dirname(self != NULL ? self : ".");
    char *built = g_build_filename(bin, "drivers", DRIVER, NULL);
    if (g_file_test(built, G_FILE_TEST_IS_EXECUTABLE))
        return built;
    g_free(built);
    char *installed =
        g_build_filename(bin, "..", "lib", "kiosk", "drivers", DRIVER, NULL);
    if (g_file_test(installed, G_FILE_TEST_IS_EXECUTABLE))
        return installed;
    g_free(installed);
    return NULL;
}

static char *
answer_of(int to, int from, const char *command)
{
    GString *said = g_string_new(NULL);
    char bytes[4096];
    ssize_t count = write(to, command, strlen(command));
    close(to); // it finishes what runs, and ends
    while (count > 0 && (count = read(from, bytes, sizeof bytes)) > 0)
        g_string_append_len(said, bytes, count);
    close(from);
    return g_string_free(said, FALSE);
}

/* The completion that the driver writes to `command`, a line of JSON; NULL: none. */
static json_t *
run(const char *driver, const char *command, const char *folder)
{
    const char *arguments[] = {driver, "--stdio", "--blob-dir", folder, NULL};
    int to, from;
    if (!g_spawn_async_with_pipes(NULL, (char **)(uintptr_t)arguments, NULL,
                                  G_SPAWN_DEFAULT, NULL, NULL, NULL, &to, &from, NULL,
                                  NULL))
        return NULL;
    g_autofree char *said = answer_of(to, from, command);
    g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        json_t *packet = json_loads(*line, 0, NULL);
        const char *type = json_string_value(json_object_get(packet, "type"));
        if (type != NULL && strcmp(type, "completion") == 0)
            return packet;
        json_decref(packet);
    }
    return NULL;
}

static int
member(const json_t *object, const char *name)
{
    return (int)json_integer_value(json_object_get(object, name));
}

static void
give(struct pictures *pictures, const char *key, const json_t *completion)
{
    const json_t *preview =
        json_object_get(json_object_get(completion, "payload"), "preview");
    const json_t *path = json_array_get(json_object_get(completion, "blobs"), 0);
    g_autofree char *pixels = NULL;
    gsize size = 0;
    int height = member(preview, "height"), stride = member(preview, "stride");
    bool good = json_is_string(path) && height > 0 && stride > 0 &&
                g_file_get_contents(json_string_value(path), &pixels, &size, NULL) &&
                (gsize)stride * (gsize)height <= size;
    pictures_give(pictures, key, good ? (const uint8_t *)pixels : NULL,
                  member(preview, "width"), height, stride);
    if (json_is_string(path))
        g_unlink(json_string_value(path));
}

static void
ask(const char *key, const char *path, int width, int height, void *context)
{
    g_autofree char *driver = find_driver();
    g_autofree char *folder = g_dir_make_tmp("kiosk-preview-XXXXXX", NULL);
    json_t *packet = json_pack("{s:s, s:i, s:s, s:i, s:{s:i, s:i}, s:[s]}", "type",
                               "command", "id", 1, "name", "Image.Preview", "timeout_ms",
                               20000, "payload", "preview_width", width, "preview_height",
                               height, "blobs", path);
    g_autofree char *command = json_dumps(packet, JSON_COMPACT);
    g_autofree char *line = g_strconcat(command, "\n", NULL);
    json_t *completion = driver == NULL ? NULL : run(driver, line, folder);
    give(context, key, completion);
    json_decref(completion);
    json_decref(packet);
    if (folder != NULL)
        g_rmdir(folder);
}

void
sample_decodes(struct pictures *pictures)
{
    pictures_ask_by(pictures, ask, pictures);
}
