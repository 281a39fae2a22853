// SPDX-License-Identifier: Apache-2.0
#include "piece.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "documents/type.h"

enum mark_kind {
    MARK_TEXT,
    MARK_RULE,
    MARK_FRAME,
    MARK_DASHES,
    MARK_TAG,
    MARK_BAR,
    MARK_DISC,
    MARK_CODE,
    MARK_KIND_COUNT
};

struct mark {
    enum mark_kind kind;
    double x, y, width, height;
    double line; // width of the line
    PangoLayout *layout;
    int first, count; // lines of the layout
    struct code *code;
};

static void
mark_clear(gpointer data)
{
    struct mark *mark = data;
    g_clear_object(&mark->layout);
    code_destroy(mark->code);
}

struct piece *
piece_create(double before)
{
    struct piece *piece = g_new0(struct piece, 1);
    *piece = (struct piece){
        .before = before,
        .head = -1,
        .marks = g_array_new(FALSE, FALSE, sizeof(struct mark)),
    };
    g_array_set_clear_func(piece->marks, mark_clear);
    return piece;
}

void
piece_destroy(struct piece *piece)
{
    if (piece == NULL)
        return;
    g_array_unref(piece->marks);
    g_free(piece);
}

static void
piece_add(struct piece *piece, const struct mark *mark)
{
    g_array_append_val(piece->marks, *mark);
}

/* ---- text -------------------------------------------------------------------------------- */

/* Top of the first of `count` lines in *top_out, and the height of all of them. */
static double
lines_extent(PangoLayout *layout, int first, int count, double *top_out)
{
    PangoLayoutIter *lines = pango_layout_get_iter(layout);
    double top = 0, bottom = 0;
    int index = 0;
    do {
        int from = 0, to = 0;
        pango_layout_iter_get_line_yrange(lines, &from, &to);
        if (index == first)
            top = (double)from / PANGO_SCALE;
        if (index < first + count)
            bottom = (double)to / PANGO_SCALE;
        index++;
    } while (pango_layout_iter_next_line(lines));
    pango_layout_iter_free(lines);
    *top_out = top;
    return bottom - top;
}

double
piece_lines(struct piece *piece, double x, double y, PangoLayout *layout, int first,
            int count)
{
    double top = 0;
    if (count == 0)
        count = pango_layout_get_line_count(layout) - first;
    piece_add(piece, &(struct mark){.kind = MARK_TEXT,
                                    .x = x,
                                    .y = y,
                                    .layout = layout,
                                    .first = first,
                                    .count = count});
    return lines_extent(layout, first, count, &top);
}

double
piece_text(struct piece *piece, double x, double y, PangoLayout *layout)
{
    return piece_lines(piece, x, y, layout, 0, 0);
}

static void
draw_text(const struct mark *mark, cairo_t *cairo, double x, double y)
{
    double top = 0;
    lines_extent(mark->layout, mark->first, mark->count, &top);
    PangoLayoutIter *lines = pango_layout_get_iter(mark->layout);
    int index = 0;
    do {
        PangoRectangle logical;
        if (index >= mark->first && index < mark->first + mark->count) {
            pango_layout_iter_get_line_extents(lines, NULL, &logical);
            double baseline = (double)pango_layout_iter_get_baseline(lines) / PANGO_SCALE;
            cairo_move_to(cairo, x + (double)logical.x / PANGO_SCALE, y + baseline - top);
            pango_cairo_show_layout_line(cairo,
                                         pango_layout_iter_get_line_readonly(lines));
        }
        index++;
    } while (pango_layout_iter_next_line(lines));
    pango_layout_iter_free(lines);
}

/* ---- lines and shapes ---------------------------------------------------------------------- */

void
piece_rule(struct piece *piece, double x, double y, double x2, double y2, double line)
{
    piece_add(piece, &(struct mark){.kind = MARK_RULE,
                                    .x = x,
                                    .y = y,
                                    .width = x2 - x,
                                    .height = y2 - y,
                                    .line = line});
}

static void
draw_rule(const struct mark *mark, cairo_t *cairo, double x, double y)
{
    cairo_set_line_width(cairo, mark->line);
    cairo_move_to(cairo, x, y);
    cairo_rel_line_to(cairo, mark->width, mark->height);
    cairo_stroke(cairo);
}

void
piece_frame(struct piece *piece, double x, double y, double width, double height,
            double line)
{
    piece_add(piece, &(struct mark){.kind = MARK_FRAME,
                                    .x = x,
                                    .y = y,
                                    .width = width,
                                    .height = height,
                                    .line = line});
}

/* The line lies inside the rectangle, so that frames end where text ends. */
static void
draw_frame(const struct mark *mark, cairo_t *cairo, double x, double y)
{
    cairo_set_line_width(cairo, mark->line);
    cairo_rectangle(cairo, x + mark->line / 2, y + mark->line / 2,
                    mark->width - mark->line, mark->height - mark->line);
    cairo_stroke(cairo);
}

void
piece_dashes(struct piece *piece, double x, double y, double width, double height)
{
    piece_add(piece, &(struct mark){.kind = MARK_DASHES,
                                    .x = x,
                                    .y = y,
                                    .width = width,
                                    .height = height,
                                    .line = MM(0.4)});
}

static void
draw_dashes(const struct mark *mark, cairo_t *cairo, double x, double y)
{
    cairo_set_dash(cairo, (double[]){MM(1.6), MM(0.8)}, 2, 0);
    draw_frame(mark, cairo, x, y);
}

void
piece_tag(struct piece *piece, double x, double y, double width, double height)
{
    piece_add(piece, &(struct mark){.kind = MARK_TAG,
                                    .x = x,
                                    .y = y,
                                    .width = width,
                                    .height = height,
                                    .line = MM(0.3)});
}

static void
draw_tag(const struct mark *mark, cairo_t *cairo, double x, double y)
{
    double r = MM(1), right = x + mark->width, bottom = y + mark->height;
    cairo_set_line_width(cairo, mark->line);
    cairo_new_path(cairo); // an arc would begin with a line from the last point
    cairo_arc(cairo, right - r, y + r, r, -G_PI_2, 0);
    cairo_arc(cairo, right - r, bottom - r, r, 0, G_PI_2);
    cairo_arc(cairo, x + r, bottom - r, r, G_PI_2, G_PI);
    cairo_arc(cairo, x + r, y + r, r, G_PI, 3 * G_PI_2);
    cairo_close_path(cairo);
    cairo_stroke(cairo);
}

void
piece_bar(struct piece *piece, double x, double y, double width, double height)
{
    piece_add(piece,
              &(struct mark){
                  .kind = MARK_BAR, .x = x, .y = y, .width = width, .height = height});
}

static void
draw_bar(const struct mark *mark, cairo_t *cairo, double x, double y)
{
    cairo_rectangle(cairo, x, y, mark->width, mark->height);
    cairo_fill(cairo);
}

void
piece_disc(struct piece *piece, double x, double y, double side, PangoLayout *layout)
{
    piece_add(piece,
              &(struct mark){
                  .kind = MARK_DISC, .x = x, .y = y, .width = side, .layout = layout});
}

static void
draw_disc(const struct mark *mark, cairo_t *cairo, double x, double y)
{
    double radius = mark->width / 2;
    cairo_new_path(cairo);
    cairo_arc(cairo, x + radius, y + radius, radius, 0, 2 * G_PI);
    cairo_fill(cairo);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_move_to(cairo, x + radius - type_width(mark->layout) / 2,
                  y + radius - type_height(mark->layout) / 2);
    pango_cairo_show_layout(cairo, mark->layout);
}

void
piece_code(struct piece *piece, double x, double y, struct code *code)
{
    piece_add(piece, &(struct mark){.kind = MARK_CODE, .x = x, .y = y, .code = code});
}

static void
draw_code(const struct mark *mark, cairo_t *cairo, double x, double y)
{
    code_draw(mark->code, cairo, x, y);
}

/* ---- drawing ------------------------------------------------------------------------------- */

static void (*const draws[MARK_KIND_COUNT])(const struct mark *mark, cairo_t *cairo,
                                            double x, double y) = {
    [MARK_TEXT] = draw_text,     [MARK_RULE] = draw_rule, [MARK_FRAME] = draw_frame,
    [MARK_DASHES] = draw_dashes, [MARK_TAG] = draw_tag,   [MARK_BAR] = draw_bar,
    [MARK_DISC] = draw_disc,     [MARK_CODE] = draw_code,
};

void
piece_draw(const struct piece *piece, cairo_t *cairo, double x, double y)
{
    for (guint i = 0; i < piece->marks->len; i++) {
        const struct mark *mark = &g_array_index(piece->marks, struct mark, i);
        cairo_save(cairo);
        cairo_set_source_rgb(cairo, 0, 0, 0);
        cairo_new_path(cairo);
        draws[mark->kind](mark, cairo, x + mark->x, y + mark->y);
        cairo_restore(cairo);
    }
}
