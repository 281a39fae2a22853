// SPDX-License-Identifier: Apache-2.0
#include "raster.h"

#include <pango/pangocairo.h>
#include <string.h>

#include "charset.h"

#define FAMILIES                                                                         \
    "Noto Sans CJK SC, BabelStone Han, HanaMinA, HanaMinB, Noto Sans, sans-serif"
#define DARK 110 // grey of 255 from which on a dot is burnt: thin strokes stay whole

struct pen {
    cairo_t *cairo;
    PangoLayout *layout;
    int size;
};

static void
set_font(const struct pen *pen, bool bold, int height)
{
    PangoFontDescription *font = pango_font_description_from_string(FAMILIES);
    pango_font_description_set_absolute_size(font, height * PANGO_SCALE);
    pango_font_description_set_weight(font,
                                      bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_MEDIUM);
    pango_layout_set_font_description(pen->layout, font);
    pango_font_description_free(font);
}

static bool
has_glyph(PangoLayout *layout, gunichar character)
{
    return g_unichar_type(character) != G_UNICODE_PRIVATE_USE &&
           g_unichar_isdefined(character) &&
           pango_layout_get_unknown_glyphs_count(layout) == 0;
}

/* Draws what the layout holds so that it fills `width` dots at most, on the line's baseline. */
static void
draw(const struct pen *pen, double x, double width)
{
    PangoRectangle logical;
    int baseline = pango_layout_get_baseline(pen->layout);
    pango_layout_get_extents(pen->layout, NULL, &logical);
    double drawn = (double)logical.width / PANGO_SCALE;
    double scale = drawn > width && drawn > 0 ? width / drawn : 1;
    double line = 2.0 * LINE_CELL_DOTS * pen->size;
    cairo_save(pen->cairo);
    cairo_translate(pen->cairo, x + (width - drawn * scale) / 2,
                    line * 0.86 - (double)baseline / PANGO_SCALE);
    cairo_scale(pen->cairo, scale, 1);
    pango_cairo_show_layout(pen->cairo, pen->layout);
    cairo_restore(pen->cairo);
}

static void
draw_cell(const struct pen *pen, const struct cell *cell, double x, double width)
{
    char text[16];
    int height = 2 * LINE_CELL_DOTS * pen->size;
    set_font(pen, cell->bold, height - 2 * pen->size);
    pango_layout_set_text(pen->layout, text, g_unichar_to_utf8(cell->character, text));
    if (!has_glyph(pen->layout, cell->character)) {
        g_snprintf(text, sizeof text, "[U+%04X]", cell->character);
        set_font(pen, cell->bold, height / 2);
        pango_layout_set_text(pen->layout, text, -1);
    }
    draw(pen, x, width);
}

/* Letters that join or run from the right are one picture, not one a cell. */
static bool
joins(const struct line *line)
{
    for (guint i = 0; i < line->cells->len; i++) {
        gunichar character = g_array_index(line->cells, struct cell, i).character;
        GUnicodeScript script = g_unichar_get_script(character);
        if (charset_columns(character) == 0 || script == G_UNICODE_SCRIPT_ARABIC ||
            script == G_UNICODE_SCRIPT_TIBETAN || script == G_UNICODE_SCRIPT_MONGOLIAN)
            return true;
    }
    return false;
}

static void
draw_whole(const struct pen *pen, const struct line *line, int width_dots)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < line->cells->len; i++)
        g_string_append_unichar(text,
                                g_array_index(line->cells, struct cell, i).character);
    bool bold = line->cells->len > 0 &&
                g_array_index(line->cells, struct cell, line->cells->len - 1).bold;
    set_font(pen, bold, 2 * LINE_CELL_DOTS * pen->size - 2 * pen->size);
    pango_layout_set_text(pen->layout, text->str, (int)text->len);
    PangoRectangle logical;
    pango_layout_get_pixel_extents(pen->layout, NULL, &logical);
    draw(pen, 0, line->centred ? width_dots : MIN(logical.width, width_dots));
    g_string_free(text, TRUE);
}

static void
draw_cells(const struct pen *pen, const struct line *line, int width_dots)
{
    double step = LINE_CELL_DOTS * line->size;
    double x = line->centred ? (width_dots - line_columns(line) * step) / 2 : 0;
    for (guint i = 0; i < line->cells->len; i++) {
        const struct cell *cell = &g_array_index(line->cells, struct cell, i);
        double width = charset_columns(cell->character) * step;
        if (cell->character != ' ')
            draw_cell(pen, cell, x, width);
        x += width;
    }
}

static struct raster
burn(cairo_surface_t *surface, int width_dots, int height)
{
    struct raster raster = {(width_dots + 7) / 8, height, NULL};
    raster.dots = g_malloc0((gsize)raster.width_bytes * (gsize)height);
    cairo_surface_flush(surface);
    const guint8 *pixels = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width_dots; x++)
            if (pixels[y * stride + x] >= DARK)
                raster.dots[y * raster.width_bytes + x / 8] |= (guint8)(0x80 >> x % 8);
    return raster;
}

struct raster
raster_line(const struct line *line, int width_dots)
{
    int height = 2 * LINE_CELL_DOTS * line->size + 4 * line->size;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_A8, width_dots, height);
    struct pen pen = {.cairo = cairo_create(surface), .size = line->size};
    pen.layout = pango_cairo_create_layout(pen.cairo);
    pango_layout_set_single_paragraph_mode(pen.layout, TRUE);
    if (joins(line))
        draw_whole(&pen, line, width_dots);
    else
        draw_cells(&pen, line, width_dots);
    struct raster raster = burn(surface, width_dots, height);
    g_object_unref(pen.layout);
    cairo_destroy(pen.cairo);
    cairo_surface_destroy(surface);
    return raster;
}

void
raster_finish(struct raster *raster)
{
    g_free(raster->dots);
    *raster = (struct raster){0};
}
