// SPDX-License-Identifier: Apache-2.0
// Pictures by name: found, made once for each size and palette, kept.
#include "picture.h"

#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

#define PICTURE_KEY_MAX 128 // "name|width|height|palette and form"

struct pictures {
    char *folder;
    char *services;    // folder of services, whose samples stand with them; or NULL
    GHashTable *table; // key → pixels, NULL when unreadable
    size_t bytes;
    void (*ask)(const char *key, const char *path, int width, int height, void *context);
    void *context;
    char asked[PICTURE_KEY_MAX]; // the key that is not answered yet, "" none
};

struct pictures *
pictures_create(const char *folder)
{
    struct pictures *pictures = g_new0(struct pictures, 1);
    pictures->folder = g_strdup(folder);
    pictures->table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return pictures;
}

void
pictures_destroy(struct pictures *pictures)
{
    if (pictures == NULL)
        return;
    g_hash_table_unref(pictures->table);
    g_free(pictures->folder);
    g_free(pictures->services);
    g_free(pictures);
}

static const char *const endings[] = {"picture", "png", "jpg", "jpeg"};

static char *
file_in(const char *folder, const char *name)
{
    for (size_t i = 0; folder != NULL && i < G_N_ELEMENTS(endings); i++) {
        char *file = g_strdup_printf("%s/%s.%s", folder, name, endings[i]);
        if (g_file_test(file, G_FILE_TEST_EXISTS))
            return file;
        g_free(file);
    }
    return NULL;
}

/* "medical-insurance/register": of that service's folder when it stands there. */
static char *
file_of(const struct pictures *pictures, const char *name)
{
    const char *slash = strrchr(name, '/');
    char *own = slash == NULL ? NULL : file_in(pictures->services, name);
    const char *last = slash == NULL ? name : slash + 1;
    if (own == NULL)
        own = file_in(pictures->folder, last);
    return own != NULL ? own : g_strdup_printf("%s/%s.picture", pictures->folder, last);
}

void
pictures_of_services(struct pictures *pictures, const char *folder)
{
    g_free(pictures->services);
    pictures->services = g_strdup(folder);
}

static uint32_t *
load(const char *file, const struct theme *theme, const char *name, int width, int height)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    gsize length;
    uint32_t *pixels = NULL;
    if (g_file_get_contents(file, &text, &length, &error)) {
        if (length > PICTURE_FILE_MAX)
            g_set_error(&error, PICTURE_ERROR, 0, "it is too long");
        else
            pixels = picture_rasterise(text, theme, width, height, &error);
    }
    if (pixels == NULL)
        diag_warn("picture %s is left out: %s", name, error->message);
    return pixels;
}

/* Room is made by dropping all: what is seen is made anew. */
static void
keep(struct pictures *pictures, const char *key, uint32_t *pixels, size_t bytes)
{
    if (pictures->bytes + bytes > PICTURES_BYTES_MAX) {
        g_hash_table_remove_all(pictures->table);
        pictures->bytes = 0;
    }
    pictures->bytes += bytes;
    g_hash_table_insert(pictures->table, g_strdup(key), pixels);
}

void
pictures_ask_by(struct pictures *pictures,
                void (*ask)(const char *key, const char *path, int width, int height,
                            void *context),
                void *context)
{
    pictures->ask = ask;
    pictures->context = context;
}

/* The size that was asked for stands in the key. */
static bool
read_key(const char *key, int *width_out, int *height_out)
{
    g_auto(GStrv) parts = g_strsplit(key, "|", -1);
    if (g_strv_length(parts) != 4)
        return false;
    *width_out = (int)strtol(parts[1], NULL, 10);
    *height_out = (int)strtol(parts[2], NULL, 10);
    return *width_out > 0 && *height_out > 0;
}

void
pictures_give(struct pictures *pictures, const char *key, const uint8_t *pixels,
              int width, int height, int stride)
{
    int room_width, room_height;
    if (strcmp(pictures->asked, key) == 0)
        pictures->asked[0] = '\0';
    if (!read_key(key, &room_width, &room_height))
        return;
    size_t bytes = (size_t)room_width * (size_t)room_height * 4;
    uint32_t *whole = NULL;
    if (pixels != NULL && width <= room_width && height <= room_height) {
        whole = g_malloc0(bytes);
        size_t left = (size_t)(room_width - width) / 2;
        size_t top = (size_t)(room_height - height) / 2;
        for (size_t y = 0; y < (size_t)height; y++)
            memcpy(whole + (top + y) * (size_t)room_width + left,
                   pixels + y * (size_t)stride, (size_t)width * 4);
    }
    if (whole == NULL)
        diag_warn("picture %.*s is left out: it could not be decoded",
                  (int)strcspn(key, "|"), key);
    keep(pictures, key, whole, bytes);
}

void
pictures_ask_again(struct pictures *pictures)
{
    pictures->asked[0] = '\0';
}

/* True when it will be, or has been, decoded elsewhere. */
static bool
asks(struct pictures *pictures, const char *key, const char *file, struct box box)
{
    if (g_str_has_suffix(file, ".picture"))
        return false;
    if (pictures->ask == NULL) {
        keep(pictures, key, NULL, 0);
        return true;
    }
    if (strcmp(pictures->asked, key) == 0)
        return true;
    g_strlcpy(pictures->asked, key, sizeof pictures->asked);
    pictures->ask(key, file, box.w, box.h, pictures->context);
    return true;
}

void
pictures_draw(struct pictures *pictures, const struct canvas *canvas,
              const struct theme *theme, const char *name, struct box box)
{
    if (box_is_empty(box))
        return;
    char key[PICTURE_KEY_MAX];
    g_snprintf(key, sizeof key, "%s|%d|%d|%d%d", name, box.w, box.h, (int)theme->palette,
               theme->assisted);
    if (!g_hash_table_contains(pictures->table, key)) {
        g_autofree char *file = file_of(pictures, name);
        if (!asks(pictures, key, file, box))
            keep(pictures, key, load(file, theme, name, box.w, box.h),
                 (size_t)box.w * (size_t)box.h * 4);
    }
    const uint32_t *pixels = g_hash_table_lookup(pictures->table, key);
    if (pixels != NULL)
        canvas_over(canvas, box.x, box.y, pixels, box.w, box.h, box.w * 4);
}
