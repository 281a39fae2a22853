// SPDX-License-Identifier: Apache-2.0
#include "picture.h"
#include "polygon.h"

#include <stdlib.h>
#include <string.h>

/* What is being drawn: size in the file's own units becomes pixels. */
struct drawing {
    const struct theme *theme;
    uint32_t *pixels;
    uint8_t *mask;
    int width, height;
    float scale_x, scale_y;
};

#define PICTURE_NUMBERS_MAX 8

struct line {
    const char *rest; // after the colours and numbers: a path
    uint32_t colour, colour2;
    float numbers[PICTURE_NUMBERS_MAX];
};

/* `colour` with the strength `cover` over a pixel with premultiplied alpha. */
static inline uint32_t
laid(uint32_t below, uint32_t colour, uint32_t cover)
{
    uint32_t keep = 255 - cover;
    uint32_t alpha = cover + (below >> 24) * keep / 255;
    uint32_t red = ((colour >> 16 & 255) * cover + (below >> 16 & 255) * keep) / 255;
    uint32_t green = ((colour >> 8 & 255) * cover + (below >> 8 & 255) * keep) / 255;
    uint32_t blue = ((colour & 255) * cover + (below & 255) * keep) / 255;
    return alpha << 24 | red << 16 | green << 8 | blue;
}

/* Only the pixels around the path are looked at: a landscape has a hundred small shapes. */
static void
cover_and_lay(struct drawing *drawing, const struct path *path, uint32_t colour)
{
    struct box box = path_bounds(path, drawing->width, drawing->height);
    if (box_is_empty(box))
        return;
    path_cover(path, box, drawing->mask);
    for (int y = 0; y < box.h; y++) {
        const uint8_t *mask = drawing->mask + (ptrdiff_t)y * box.w;
        uint32_t *row = drawing->pixels + (ptrdiff_t)(box.y + y) * drawing->width + box.x;
        for (int x = 0; x < box.w; x++) {
            if (mask[x] == 255)
                row[x] = 0xff000000 | colour;
            else if (mask[x] != 0)
                row[x] = laid(row[x], colour, mask[x]);
        }
    }
}

static bool
draw_fill(struct drawing *drawing, const struct line *line)
{
    struct path path;
    path_init(&path);
    bool good = path_parse(&path, line->rest, drawing->scale_x, drawing->scale_y, 0, 0);
    if (good)
        cover_and_lay(drawing, &path, line->colour);
    path_finish(&path);
    return good;
}

static bool
draw_stroke(struct drawing *drawing, const struct line *line)
{
    struct path path, outline;
    path_init(&path);
    path_init(&outline);
    bool good = path_parse(&path, line->rest, drawing->scale_x, drawing->scale_y, 0, 0);
    if (good) {
        path_stroke(&outline, &path, line->numbers[0] * drawing->scale_x);
        cover_and_lay(drawing, &outline, line->colour);
    }
    path_finish(&path);
    path_finish(&outline);
    return good;
}

static bool
draw_rect(struct drawing *drawing, const struct line *line)
{
    struct path path;
    path_init(&path);
    path_rounded(&path, line->numbers[0] * drawing->scale_x,
                 line->numbers[1] * drawing->scale_y, line->numbers[2] * drawing->scale_x,
                 line->numbers[3] * drawing->scale_y,
                 line->numbers[4] * drawing->scale_x);
    cover_and_lay(drawing, &path, line->colour);
    path_finish(&path);
    return true;
}

static bool
draw_ellipse(struct drawing *drawing, const struct line *line)
{
    struct path path;
    path_init(&path);
    path_ellipse(&path, line->numbers[0] * drawing->scale_x,
                 line->numbers[1] * drawing->scale_y, line->numbers[2] * drawing->scale_x,
                 line->numbers[3] * drawing->scale_y);
    cover_and_lay(drawing, &path, line->colour);
    path_finish(&path);
    return true;
}

/* A disc keeps round however the picture is stretched. */
static bool
draw_disc(struct drawing *drawing, const struct line *line)
{
    float radius = line->numbers[2] * MIN(drawing->scale_x, drawing->scale_y);
    struct path path;
    path_init(&path);
    path_ellipse(&path, line->numbers[0] * drawing->scale_x,
                 line->numbers[1] * drawing->scale_y, radius, radius);
    cover_and_lay(drawing, &path, line->colour);
    path_finish(&path);
    return true;
}

static bool
draw_gradient(struct drawing *drawing, const struct line *line)
{
    int top = (int)(line->numbers[0] * drawing->scale_y);
    int bottom = MIN((int)(line->numbers[1] * drawing->scale_y), drawing->height);
    for (int y = MAX(top, 0); y < bottom; y++) {
        unsigned part = (unsigned)(255 * (y - top) / MAX(bottom - top - 1, 1));
        uint32_t pixel = canvas_mix(line->colour, line->colour2, part);
        for (int x = 0; x < drawing->width; x++)
            drawing->pixels[y * drawing->width + x] = pixel;
    }
    return true;
}

/* Cuts the corners of all that was drawn so far. */
static bool
draw_round(struct drawing *drawing, const struct line *line)
{
    struct path path;
    path_init(&path);
    path_rounded(&path, 0, 0, (float)drawing->width, (float)drawing->height,
                 line->numbers[0] * drawing->scale_x);
    path_cover(&path, (struct box){0, 0, drawing->width, drawing->height}, drawing->mask);
    for (int i = 0; i < drawing->width * drawing->height; i++) {
        uint32_t keep = drawing->mask[i], pixel = drawing->pixels[i];
        if (keep == 255)
            continue;
        drawing->pixels[i] =
            (pixel >> 24) * keep / 255 << 24 | (pixel >> 16 & 255) * keep / 255 << 16 |
            (pixel >> 8 & 255) * keep / 255 << 8 | (pixel & 255) * keep / 255;
    }
    path_finish(&path);
    return true;
}

/* Word, colours and numbers that follow it, and what draws it. */
static const struct {
    const char *word;
    int colours, numbers;
    bool path;
    bool (*draw)(struct drawing *drawing, const struct line *line);
} words[] = {
    {"fill", 1, 0, true, draw_fill},          // path
    {"stroke", 1, 1, true, draw_stroke},      // width, path
    {"rect", 1, 5, false, draw_rect},         // x y width height radius
    {"ellipse", 1, 4, false, draw_ellipse},   // centre x y, radius x y
    {"disc", 1, 3, false, draw_disc},         // centre x y, radius
    {"gradient", 2, 2, false, draw_gradient}, // top, bottom
    {"round", 0, 1, false, draw_round},       // radius
};

static bool
read_colour(const char **at, const struct theme *theme, uint32_t *colour_out)
{
    *at += strspn(*at, " ");
    int length = (int)strcspn(*at, " ");
    if (**at == '#' && length == 7) {
        *colour_out = (uint32_t)strtoul(*at + 1, NULL, 16);
    } else {
        enum colour colour = theme_colour_by_name(*at, length);
        if (colour == COLOUR_COUNT)
            return false;
        *colour_out = theme->colours[colour];
    }
    *at += length;
    return true;
}

static bool
read_number(const char **at, float *number_out)
{
    char *end;
    double number = g_ascii_strtod(*at, &end);
    if (end == *at)
        return false;
    *number_out = (float)number;
    *at = end;
    return true;
}

static bool
draw_line(struct drawing *drawing, const char *text)
{
    size_t length = strcspn(text, " ");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strlen(words[i].word) != length || strncmp(words[i].word, text, length) != 0)
            continue;
        struct line line = {0};
        const char *at = text + length;
        if (words[i].colours > 0 && !read_colour(&at, drawing->theme, &line.colour))
            return false;
        if (words[i].colours > 1 && !read_colour(&at, drawing->theme, &line.colour2))
            return false;
        for (int n = 0; n < words[i].numbers; n++)
            if (!read_number(&at, &line.numbers[n]))
                return false;
        line.rest = at;
        if (!words[i].path && at[strspn(at, " ")] != '\0')
            return false;
        return words[i].draw(drawing, &line);
    }
    return false;
}

/* Finds "size W H" in the lines before anything is drawn. */
static bool
read_size(char *const *lines, float *width_out, float *height_out)
{
    for (; *lines != NULL; lines++) {
        const char *at = *lines + 4;
        if (g_str_has_prefix(*lines, "size "))
            return read_number(&at, width_out) && read_number(&at, height_out) &&
                   *width_out > 0 && *height_out > 0;
    }
    return false;
}

uint32_t *
picture_rasterise(const char *text, const struct theme *theme, int width, int height,
                  GError **error)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    float own_width, own_height;
    if (!read_size(lines, &own_width, &own_height)) {
        g_set_error(error, PICTURE_ERROR, 0, "no size is given");
        return NULL;
    }
    size_t count = (size_t)width * (size_t)height;
    g_autofree uint8_t *mask = g_malloc(count);
    struct drawing drawing = {
        .theme = theme,
        .pixels = g_malloc0(count * 4),
        .mask = mask,
        .width = width,
        .height = height,
        .scale_x = (float)width / own_width,
        .scale_y = (float)height / own_height,
    };
    for (size_t i = 0; lines[i] != NULL; i++) {
        const char *line = g_strstrip(lines[i]);
        if (*line == '\0' || *line == '%' || g_str_has_prefix(line, "size "))
            continue;
        if (!draw_line(&drawing, line)) {
            g_set_error(error, PICTURE_ERROR, 0, "line %zu cannot be understood", i + 1);
            g_free(drawing.pixels);
            return NULL;
        }
    }
    return drawing.pixels;
}
