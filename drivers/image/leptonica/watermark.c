// SPDX-License-Identifier: Apache-2.0
#include "watermark.h"

#include <string.h>
#include <pango/pangocairo.h>

#define FONT "Noto Sans CJK SC Bold"
#define LINES 3 // times the line stands on a page
#define SLANT (-G_PI / 6)
#define SHARE 0.85        // of the page's width that the line takes at most
#define GLYPH_SHARE 0.045 // of the page's width: a character of A4 is at most 9 mm
#define DARKEST                                                                          \
    48 // of 255 taken from white paper: seen at once, and ink keeps 14:1 against it

static PangoLayout *
lay_out(cairo_t *cairo, const char *text, int width)
{
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    PangoFontDescription *font = pango_font_description_from_string(FONT);
    double size = width * GLYPH_SHARE;
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_text(layout, text, -1);
    int text_width = 0;
    pango_layout_get_pixel_size(layout, &text_width, NULL);
    if (text_width > width * SHARE) { // a long line is written smaller, never cut
        pango_font_description_set_absolute_size(font, size * PANGO_SCALE * width *
                                                           SHARE / text_width);
        pango_layout_set_font_description(layout, font);
    }
    pango_font_description_free(font);
    return layout;
}

static void
draw_lines(cairo_t *cairo, PangoLayout *layout, int width, int height)
{
    int text_width = 0, text_height = 0;
    pango_layout_get_pixel_size(layout, &text_width, &text_height);
    for (int i = 0; i < LINES; i++) {
        cairo_save(cairo);
        cairo_translate(cairo, width / 2.0, height * (2 * i + 1) / (2.0 * LINES));
        cairo_rotate(cairo, SLANT);
        cairo_move_to(cairo, -text_width / 2.0, -text_height / 2.0);
        pango_cairo_show_layout(cairo, layout);
        cairo_restore(cairo);
    }
}

static inline uint32_t
darken(uint32_t level, uint32_t mask)
{
    return level * (255 * 255 - mask * DARKEST) / (255 * 255);
}

static void
multiply(PIX *pix, const uint8_t *mask, int stride)
{
    bool grey = pixGetDepth(pix) == 8;
    for (int y = 0; y < pixGetHeight(pix); y++, mask += stride) {
        l_uint32 *line = pixGetData(pix) + (ptrdiff_t)y * pixGetWpl(pix);
        for (int x = 0; x < pixGetWidth(pix); x++) {
            if (mask[x] == 0)
                continue;
            if (grey)
                SET_DATA_BYTE(line, x, (uint8_t)darken(GET_DATA_BYTE(line, x), mask[x]));
            else
                line[x] = darken(line[x] >> 24, mask[x]) << 24 |
                          darken((line[x] >> 16) & 0xff, mask[x]) << 16 |
                          darken((line[x] >> 8) & 0xff, mask[x]) << 8;
        }
    }
}

bool
watermark_draw(struct picture *picture, const char *text, GError **error)
{
    if (!g_utf8_validate(text, -1, NULL) ||
        g_utf8_strlen(text, -1) > WATERMARK_CHARACTERS_MAX) {
        g_set_error(error, PICTURE_ERROR, 0, "The watermark is longer than %d characters",
                    WATERMARK_CHARACTERS_MAX);
        return false;
    }
    int width = pixGetWidth(picture->pix), height = pixGetHeight(picture->pix);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, width, height);
    cairo_t *cairo = cairo_create(surface);
    PangoLayout *layout = lay_out(cairo, text, width);
    bool drawable = pango_layout_get_unknown_glyphs_count(layout) == 0 &&
                    cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
    if (drawable) {
        draw_lines(cairo, layout, width, height);
        cairo_surface_flush(surface);
        multiply(picture->pix, cairo_image_surface_get_data(surface),
                 cairo_image_surface_get_stride(surface));
    } else {
        g_set_error(error, PICTURE_ERROR, 0,
                    "The watermark has characters no font here has");
    }
    g_object_unref(layout);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return drawable;
}
