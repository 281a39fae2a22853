// SPDX-License-Identifier: Apache-2.0
#include "polygon.h"

#include <math.h>
#include <string.h>

void
path_init(struct path *path)
{
    *path = (struct path){
        .points = g_array_new(FALSE, FALSE, sizeof(struct point)),
        .runs = g_array_new(FALSE, FALSE, sizeof(guint)),
        .closed = g_array_new(FALSE, FALSE, sizeof(gboolean)),
    };
}

void
path_finish(struct path *path)
{
    g_clear_pointer(&path->points, g_array_unref);
    g_clear_pointer(&path->runs, g_array_unref);
    g_clear_pointer(&path->closed, g_array_unref);
}

static void
begin_run(struct path *path)
{
    guint first = path->points->len;
    gboolean closed = FALSE;
    g_array_append_val(path->runs, first);
    g_array_append_val(path->closed, closed);
}

static void
close_run(struct path *path)
{
    if (path->closed->len > 0)
        g_array_index(path->closed, gboolean, path->closed->len - 1) = TRUE;
}

static void
add_point(struct path *path, float x, float y)
{
    struct point point = {x, y};
    g_array_append_val(path->points, point);
}

static struct point
last_point(const struct path *path)
{
    return g_array_index(path->points, struct point, path->points->len - 1);
}

static void
add_cubic(struct path *path, struct point a, struct point b, struct point end)
{
    struct point start = last_point(path);
    float length = hypotf(a.x - start.x, a.y - start.y) + hypotf(b.x - a.x, b.y - a.y) +
                   hypotf(end.x - b.x, end.y - b.y);
    int steps = CLAMP((int)(length / 4), 4, 64);
    for (int i = 1; i <= steps; i++) {
        float t = (float)i / (float)steps, u = 1 - t;
        float w0 = u * u * u, w1 = 3 * u * u * t, w2 = 3 * u * t * t, w3 = t * t * t;
        add_point(path, w0 * start.x + w1 * a.x + w2 * b.x + w3 * end.x,
                  w0 * start.y + w1 * a.y + w2 * b.y + w3 * end.y);
    }
}

struct reader {
    const char *at;
    float scale_x, scale_y, move_x, move_y;
};

static bool
read_number(struct reader *reader, float *number_out)
{
    while (*reader->at == ' ' || *reader->at == ',')
        reader->at++;
    char *end;
    double number = g_ascii_strtod(reader->at, &end);
    if (end == reader->at)
        return false;
    reader->at = end;
    *number_out = (float)number;
    return true;
}

static bool
read_point(struct reader *reader, struct point *point_out)
{
    float x, y;
    if (!read_number(reader, &x) || !read_number(reader, &y))
        return false;
    point_out->x = x * reader->scale_x + reader->move_x;
    point_out->y = y * reader->scale_y + reader->move_y;
    return true;
}

static bool
next_is_number(const struct reader *reader)
{
    const char *at = reader->at + strspn(reader->at, " ,");
    return *at != '\0' && strchr("0123456789+-.", *at) != NULL;
}

static bool
read_curve(struct path *path, struct reader *reader, bool quadratic)
{
    struct point a, b, end;
    if (!read_point(reader, &a))
        return false;
    if (!quadratic) {
        if (!read_point(reader, &b) || !read_point(reader, &end))
            return false;
        add_cubic(path, a, b, end);
        return true;
    }
    if (!read_point(reader, &end))
        return false;
    struct point start = last_point(path);
    struct point first = {start.x + (a.x - start.x) * 2 / 3,
                          start.y + (a.y - start.y) * 2 / 3};
    struct point second = {end.x + (a.x - end.x) * 2 / 3, end.y + (a.y - end.y) * 2 / 3};
    add_cubic(path, first, second, end);
    return true;
}

/* One group of numbers of `command`. */
static bool
read_step(struct path *path, struct reader *reader, char command)
{
    struct point point;
    float number;
    if (path->points->len == 0 && command != 'M')
        return false;
    switch (command) {
    case 'M':
        begin_run(path);
        G_GNUC_FALLTHROUGH;
    case 'L':
        if (!read_point(reader, &point))
            return false;
        add_point(path, point.x, point.y);
        return true;
    case 'H':
        if (!read_number(reader, &number))
            return false;
        add_point(path, number * reader->scale_x + reader->move_x, last_point(path).y);
        return true;
    case 'V':
        if (!read_number(reader, &number))
            return false;
        add_point(path, last_point(path).x, number * reader->scale_y + reader->move_y);
        return true;
    case 'C':
    case 'Q':
        return read_curve(path, reader, command == 'Q');
    default:
        return false;
    }
}

bool
path_parse(struct path *path, const char *text, float scale_x, float scale_y,
           float move_x, float move_y)
{
    struct reader reader = {text, scale_x, scale_y, move_x, move_y};
    for (;;) {
        reader.at += strspn(reader.at, " ,");
        char command = *reader.at;
        if (command == '\0')
            return path->points->len > 0;
        reader.at++;
        if (command == 'Z') {
            close_run(path);
            continue;
        }
        do {
            if (!read_step(path, &reader, command))
                return false;
            if (command == 'M')
                command = 'L';
        } while (next_is_number(&reader));
    }
}

void
path_ellipse(struct path *path, float centre_x, float centre_y, float radius_x,
             float radius_y)
{
    int steps = CLAMP((int)(MAX(radius_x, radius_y) * 1.6f), 16, 128);
    begin_run(path);
    for (int i = 0; i < steps; i++) {
        float angle = (float)i * 2 * (float)G_PI / (float)steps;
        add_point(path, centre_x + radius_x * cosf(angle),
                  centre_y + radius_y * sinf(angle));
    }
    close_run(path);
}

void
path_rounded(struct path *path, float x, float y, float width, float height, float radius)
{
    radius = MIN(radius, MIN(width, height) / 2);
    const struct point centres[4] = {
        {x + width - radius, y + height - radius},
        {x + radius, y + height - radius},
        {x + radius, y + radius},
        {x + width - radius, y + radius},
    };
    int steps = radius > 0 ? CLAMP((int)radius, 4, 32) : 0;
    begin_run(path);
    for (int corner = 0; corner < 4; corner++) {
        for (int i = 0; i <= steps; i++) {
            float part = steps > 0 ? (float)i / (float)steps : 0;
            float angle = ((float)corner + part) * (float)G_PI / 2;
            add_point(path, centres[corner].x + radius * cosf(angle),
                      centres[corner].y + radius * sinf(angle));
        }
    }
    close_run(path);
}

/* A box around the line from `a` to `b`, always turning the same way as the ellipses, so
 * that what overlaps adds up instead of making a hole. */
static void
add_segment(struct path *path, struct point a, struct point b, float width)
{
    float dx = b.x - a.x, dy = b.y - a.y, length = hypotf(dx, dy);
    if (length < 0.001f)
        return;
    float nx = -dy / length * width / 2, ny = dx / length * width / 2;
    begin_run(path);
    add_point(path, a.x - nx, a.y - ny);
    add_point(path, b.x - nx, b.y - ny);
    add_point(path, b.x + nx, b.y + ny);
    add_point(path, a.x + nx, a.y + ny);
    close_run(path);
}

void
path_stroke(struct path *path, const struct path *from, float width)
{
    for (guint run = 0; run < from->runs->len; run++) {
        guint first = g_array_index(from->runs, guint, run);
        guint end = run + 1 < from->runs->len ? g_array_index(from->runs, guint, run + 1)
                                              : from->points->len;
        for (guint i = first; i < end; i++) {
            struct point a = g_array_index(from->points, struct point, i);
            path_ellipse(path, a.x, a.y, width / 2, width / 2);
            if (i + 1 == end && !g_array_index(from->closed, gboolean, run))
                break;
            guint next = i + 1 < end ? i + 1 : first;
            add_segment(path, a, g_array_index(from->points, struct point, next), width);
        }
    }
}

/* Adds what the line from `a` to `b` covers at its right to the row it lies in: `area` of
 * the pixel where it stands, the rest of its height from the next pixel on. */
static void
add_in_row(float *row, int width, struct point a, struct point b, float sign)
{
    float height = (b.y - a.y) * sign;
    float left = MIN(a.x, b.x), right = MAX(a.x, b.x);
    int first = (int)floorf(left), last = (int)floorf(right);
    if (first == last || right - left < 1e-5f) {
        float middle = (left + right) / 2 - (float)first;
        row[CLAMP(first, 0, width)] += height * (1 - middle);
        row[CLAMP(first + 1, 0, width)] += height * middle;
        return;
    }
    for (int x = first; x <= last; x++) {
        float from = MAX(left, (float)x), to = MIN(right, (float)(x + 1));
        float part = height * (to - from) / (right - left);
        float middle = (from + to) / 2 - (float)x;
        row[CLAMP(x, 0, width)] += part * (1 - middle);
        row[CLAMP(x + 1, 0, width)] += part * middle;
    }
}

static void
add_line(float *sums, int width, int height, struct point a, struct point b)
{
    if (a.y == b.y)
        return;
    float sign = 1;
    if (a.y > b.y) {
        struct point swap = a;
        a = b;
        b = swap;
        sign = -1;
    }
    float slope = (b.x - a.x) / (b.y - a.y);
    int first = MAX((int)floorf(a.y), 0);
    int last = MIN((int)ceilf(b.y), height);
    for (int y = first; y < last; y++) {
        float top = MAX(a.y, (float)y), bottom = MIN(b.y, (float)(y + 1));
        struct point from = {a.x + (top - a.y) * slope, top};
        struct point to = {a.x + (bottom - a.y) * slope, bottom};
        // Left of the picture counts from its first column on; right of it not at all.
        from.x = CLAMP(from.x, 0, (float)width);
        to.x = CLAMP(to.x, 0, (float)width);
        add_in_row(sums + (gsize)y * (gsize)(width + 1), width, from, to, sign);
    }
}

static void
add_run(const struct path *path, float *sums, struct box box, guint first, guint end)
{
    for (guint i = first; i < end; i++) {
        guint next = i + 1 < end ? i + 1 : first;
        struct point a = g_array_index(path->points, struct point, i);
        struct point b = g_array_index(path->points, struct point, next);
        a.x -= (float)box.x, a.y -= (float)box.y;
        b.x -= (float)box.x, b.y -= (float)box.y;
        add_line(sums, box.w, box.h, a, b);
    }
}

struct box
path_bounds(const struct path *path, int width, int height)
{
    float left = G_MAXFLOAT, top = G_MAXFLOAT, right = -G_MAXFLOAT, bottom = -G_MAXFLOAT;
    for (guint i = 0; i < path->points->len; i++) {
        struct point point = g_array_index(path->points, struct point, i);
        left = MIN(left, point.x);
        right = MAX(right, point.x);
        top = MIN(top, point.y);
        bottom = MAX(bottom, point.y);
    }
    int x0 = (int)CLAMP(floorf(left), 0, (float)width);
    int y0 = (int)CLAMP(floorf(top), 0, (float)height);
    int x1 = (int)CLAMP(ceilf(right), 0, (float)width);
    int y1 = (int)CLAMP(ceilf(bottom), 0, (float)height);
    return (struct box){x0, y0, x1 - x0, y1 - y0};
}

void
path_cover(const struct path *path, struct box box, uint8_t *mask)
{
    // One more column takes what falls beyond the right edge.
    gsize columns = (gsize)box.w + 1;
    g_autofree float *sums = g_malloc0_n(columns * (gsize)box.h, sizeof(float));
    for (guint run = 0; run < path->runs->len; run++) {
        guint first = g_array_index(path->runs, guint, run);
        guint end = run + 1 < path->runs->len ? g_array_index(path->runs, guint, run + 1)
                                              : path->points->len;
        add_run(path, sums, box, first, end);
    }
    for (int y = 0; y < box.h; y++) {
        float sum = 0;
        for (int x = 0; x < box.w; x++) {
            sum += sums[(gsize)y * columns + (gsize)x];
            mask[y * box.w + x] = (uint8_t)(MIN(fabsf(sum), 1.0f) * 255.0f + 0.5f);
        }
    }
}
