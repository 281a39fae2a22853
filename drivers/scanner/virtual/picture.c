// SPDX-License-Identifier: Apache-2.0
#include "picture.h"

#include <stdbool.h>
#include <string.h>
#include "base/file.h"
#include <kiosk/scanner.h>

#define PICTURE_SIDE_MAX 20000 // pixels, as <kiosk/scanner.h> allows

/* Reads one number of the header behind white space and comments; -1: there is none. */
static int
picture_number(const char **cursor, const char *end)
{
    const char *at = *cursor;
    while (at < end && (g_ascii_isspace(*at) || *at == '#')) {
        if (*at == '#') {
            while (at < end && *at != '\n')
                at++;
        } else {
            at++;
        }
    }
    int number = -1;
    for (; at < end && g_ascii_isdigit(*at) && number < PICTURE_SIDE_MAX; at++)
        number = MAX(number, 0) * 10 + (*at - '0');
    *cursor = at;
    return number;
}

static bool
picture_read_header(struct picture *picture, const char **cursor, const char *end)
{
    if (end - *cursor < 3 || (*cursor)[0] != 'P' ||
        ((*cursor)[1] != '5' && (*cursor)[1] != '6'))
        return false;
    picture->channels = (*cursor)[1] == '6' ? 3 : 1;
    *cursor += 2;
    picture->width = picture_number(cursor, end);
    picture->height = picture_number(cursor, end);
    int levels = picture_number(cursor, end);
    (*cursor)++; // exactly one white space stands before the pixels
    return picture->width > 0 && picture->width <= PICTURE_SIDE_MAX &&
           picture->height > 0 && picture->height <= PICTURE_SIDE_MAX && levels == 255;
}

size_t
picture_size(const struct picture *picture)
{
    return (size_t)picture->width * (size_t)picture->height * (size_t)picture->channels;
}

struct picture *
picture_load(const char *path, GError **error)
{
    size_t size;
    g_autofree char *bytes = file_read(path, PROTOCOL_BLOB_SIZE_MAX + 1024, &size, error);
    if (bytes == NULL)
        return NULL;
    struct picture picture = {0};
    const char *cursor = bytes, *end = bytes + size;
    if (!picture_read_header(&picture, &cursor, end) || cursor > end ||
        (size_t)(end - cursor) < picture_size(&picture) ||
        picture_size(&picture) > PROTOCOL_BLOB_SIZE_MAX) {
        g_set_error(error, PICTURE_ERROR, 0,
                    "%s is not a whole P5 or P6 picture with 255 levels", path);
        return NULL;
    }
    picture.pixels = g_memdup2(cursor, picture_size(&picture));
    return g_memdup2(&picture, sizeof picture);
}

void
picture_destroy(struct picture *picture)
{
    if (picture == NULL)
        return;
    g_free(picture->pixels);
    g_free(picture);
}

struct picture *
picture_gray(const struct picture *picture)
{
    struct picture gray = {
        .width = picture->width, .height = picture->height, .channels = 1};
    size_t count = picture_size(&gray);
    gray.pixels = g_malloc(count);
    for (size_t i = 0; i < count; i++) {
        const unsigned char *from = picture->pixels + i * (size_t)picture->channels;
        // ITU-R BT.601 weights in 1/256.
        gray.pixels[i] =
            picture->channels == 1
                ? from[0]
                : (unsigned char)((77 * from[0] + 150 * from[1] + 29 * from[2]) >> 8);
    }
    return g_memdup2(&gray, sizeof gray);
}

#define EMPTY_DESK 96 // grey

struct picture *
picture_bgra(const struct picture *picture, int box_width, int box_height)
{
    struct picture small = {.width = box_width, .height = box_height, .channels = 4};
    if (picture != NULL) {
        double scale =
            MIN((double)box_width / picture->width, (double)box_height / picture->height);
        small.width = CLAMP((int)(picture->width * MIN(scale, 1)), 16, box_width);
        small.height = CLAMP((int)(picture->height * MIN(scale, 1)), 16, box_height);
    }
    small.pixels = g_malloc(picture_size(&small));
    memset(small.pixels, EMPTY_DESK, picture_size(&small));
    for (int y = 0; y < small.height; y++) {
        unsigned char *out = small.pixels + 4 * (size_t)y * (size_t)small.width;
        for (int x = 0; x < small.width; x++, out += 4) {
            out[3] = 255;
            if (picture == NULL)
                continue;
            size_t row = (size_t)(y * picture->height / small.height);
            size_t at =
                row * (size_t)picture->width + (size_t)(x * picture->width / small.width);
            const unsigned char *from = picture->pixels + at * (size_t)picture->channels;
            for (int i = 0; i < 3; i++)
                out[i] = picture->channels == 3 ? from[2 - i] : from[0];
        }
    }
    return g_memdup2(&small, sizeof small);
}
