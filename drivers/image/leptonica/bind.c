// SPDX-License-Identifier: Apache-2.0
#include "bind.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include <kiosk/image.h>

#include "jpeg.h"
#include "picture.h"

#define POINTS_A_MM (72 / 25.4)
#define A4_WIDTH_MM 210.0
#define A4_HEIGHT_MM 297.0
#define CARD_TOP_MM 50.0 // of the first side
#define CARD_GAP_MM 24.0
#define CARD_ROUND_MM 3.18 // ISO 7810
#define CAPTION_POINTS 11
#define PURPOSE_POINTS 15
#define PURPOSE_LINES 2
#define PURPOSE_GREY 0.72
#define PURPOSE_SLANT (-G_PI / 14)

/* What stands on a page: a picture in a rectangle, in points. */
struct place {
    double x, y, width, height;
};

static double
page_size(const struct bind_wish *wish, size_t index, double *height_out, GError **error)
{
    if (wish->layout == BIND_CARD_COPY) {
        *height_out = A4_HEIGHT_MM * POINTS_A_MM;
        return A4_WIDTH_MM * POINTS_A_MM;
    }
    const struct bind_jpeg *jpeg = &wish->jpegs[index];
    int width = 0, height = 0, dpi = 0;
    if (!jpeg_size(jpeg->bytes, jpeg->size, &width, &height, error))
        return 0;
    PIX *pix = jpeg_decode(jpeg->bytes, jpeg->size, 8, &dpi, error);
    if (!pix)
        return 0;
    pixDestroy(&pix);
    // Of unknown size: it fills the short side of A4.
    double scale = dpi > 0 ? 72.0 / dpi : A4_WIDTH_MM * POINTS_A_MM / MIN(width, height);
    *height_out = height * scale;
    return width * scale;
}

static struct place
place_of(const struct bind_wish *wish, size_t index, double width, double height)
{
    if (wish->layout == BIND_PAGES)
        return (struct place){0, 0, width, height};
    double card_width = IMAGE_CARD_WIDTH_MM * POINTS_A_MM;
    double card_height = IMAGE_CARD_HEIGHT_MM * POINTS_A_MM;
    return (struct place){.x = (width - card_width) / 2,
                          .y = CARD_TOP_MM * POINTS_A_MM +
                               (double)index * (card_height + CARD_GAP_MM * POINTS_A_MM),
                          .width = card_width,
                          .height = card_height};
}

/* ---- drawing ---------------------------------------------------------------------------- */

/* leptonica's words are red << 24; cairo's red << 16. */
static void
copy_pixels(PIX *pix, cairo_surface_t *surface)
{
    unsigned char *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    bool grey = pixGetDepth(pix) == 8;
    for (int y = 0; y < pixGetHeight(pix); y++) {
        const l_uint32 *line = pixGetData(pix) + (ptrdiff_t)y * pixGetWpl(pix);
        uint32_t *out = (uint32_t *)(void *)(data + (ptrdiff_t)y * stride);
        for (int x = 0; x < pixGetWidth(pix); x++)
            out[x] = grey ? GET_DATA_BYTE(line, x) * 0x010101U : line[x] >> 8;
    }
    cairo_surface_mark_dirty(surface);
}

/* A surface with the JPEG's own bytes behind it: PDF takes those, and only a screen needs the
 * pixels. NULL: *error. */
static cairo_surface_t *
picture_surface(const struct bind_jpeg *jpeg, bool pixels, GError **error)
{
    int width = 0, height = 0, dpi = 0;
    if (!jpeg_size(jpeg->bytes, jpeg->size, &width, &height, error))
        return NULL;
    // Read to its end in any case: what is cut off must not be printed as if it were whole.
    PIX *pix = jpeg_decode(jpeg->bytes, jpeg->size, pixels ? 1 : 8, &dpi, error);
    if (!pix)
        return NULL;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    if (pixels)
        copy_pixels(pix, surface);
    else
        cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, jpeg->bytes,
                                    jpeg->size, NULL, NULL);
    pixDestroy(&pix);
    return surface;
}

static void
draw_picture(cairo_t *cairo, cairo_surface_t *surface, const struct place *place,
             bool card)
{
    cairo_save(cairo);
    cairo_translate(cairo, place->x, place->y);
    if (card) {
        double radius = CARD_ROUND_MM * POINTS_A_MM;
        double right = place->width - radius, low = place->height - radius;
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, right, radius, radius, -G_PI_2, 0);
        cairo_arc(cairo, right, low, radius, 0, G_PI_2);
        cairo_arc(cairo, radius, low, radius, G_PI_2, G_PI);
        cairo_arc(cairo, radius, radius, radius, G_PI, 3 * G_PI_2);
        cairo_close_path(cairo);
        cairo_clip(cairo);
    }
    cairo_scale(cairo, place->width / cairo_image_surface_get_width(surface),
                place->height / cairo_image_surface_get_height(surface));
    cairo_set_source_surface(cairo, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_GOOD);
    cairo_paint(cairo);
    cairo_restore(cairo);
}

static bool
is_drawable(PangoLayout *layout, const char *text, GError **error)
{
    if (g_utf8_validate(text, -1, NULL) &&
        pango_layout_get_unknown_glyphs_count(layout) == 0)
        return true;
    g_set_error(error, PICTURE_ERROR, 0, "The purpose has characters no font here has");
    return false;
}

static PangoLayout *
lay_out(cairo_t *cairo, const char *text, double size)
{
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    PangoFontDescription *font = pango_font_description_from_string("Noto Sans CJK SC");
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, text, -1);
    pango_font_description_free(font);
    return layout;
}

/* Over the side itself, so that it cannot be cut away; grey and multiplied, so that what is
 * below can be read. */
static bool
draw_purpose(cairo_t *cairo, const struct bind_wish *wish, const struct place *place,
             GError **error)
{
    if (wish->purpose == NULL || wish->layout != BIND_CARD_COPY)
        return true;
    PangoLayout *layout = lay_out(cairo, wish->purpose, PURPOSE_POINTS);
    bool drawable = is_drawable(layout, wish->purpose, error);
    int width = 0, height = 0;
    pango_layout_get_pixel_size(layout, &width, &height);
    double fit = MIN(1, place->width * 0.95 / MAX(width, 1));
    for (int i = 0; i < PURPOSE_LINES && drawable; i++) {
        cairo_save(cairo);
        cairo_set_operator(cairo, CAIRO_OPERATOR_MULTIPLY);
        cairo_set_source_rgb(cairo, PURPOSE_GREY, PURPOSE_GREY, PURPOSE_GREY);
        cairo_translate(cairo, place->x + place->width / 2,
                        place->y + place->height * (2 * i + 1) / (2 * PURPOSE_LINES));
        cairo_rotate(cairo, PURPOSE_SLANT);
        cairo_scale(cairo, fit, fit);
        cairo_move_to(cairo, -width / 2.0, -height / 2.0);
        pango_cairo_show_layout(cairo, layout);
        cairo_restore(cairo);
    }
    g_object_unref(layout);
    return drawable;
}

static bool
draw_caption(cairo_t *cairo, const struct bind_wish *wish, double width, GError **error)
{
    if (wish->watermark == NULL || wish->layout != BIND_CARD_COPY)
        return true;
    struct place last = place_of(wish, wish->count - 1, width, 0);
    PangoLayout *layout = lay_out(cairo, wish->watermark, CAPTION_POINTS);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    pango_layout_set_width(layout, (int)(width * 0.8 * PANGO_SCALE));
    bool drawable = is_drawable(layout, wish->watermark, error);
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_move_to(cairo, width * 0.1, last.y + last.height + 14 * POINTS_A_MM);
    if (drawable)
        pango_cairo_show_layout(cairo, layout);
    g_object_unref(layout);
    return drawable;
}

/* Pictures `from` to `to` on one page. */
static bool
draw_page(cairo_t *cairo, const struct bind_wish *wish, size_t from, size_t to,
          double width, double height, bool pixels, GError **error)
{
    for (size_t i = from; i < to; i++) {
        cairo_surface_t *surface = picture_surface(&wish->jpegs[i], pixels, error);
        if (!surface)
            return false;
        struct place place = place_of(wish, i, width, height);
        draw_picture(cairo, surface, &place, wish->layout == BIND_CARD_COPY);
        cairo_surface_destroy(surface);
        if (!draw_purpose(cairo, wish, &place, error))
            return false;
    }
    return draw_caption(cairo, wish, width, error);
}

/* ---- what comes of it ------------------------------------------------------------------- */

static cairo_status_t
append(void *context, const unsigned char *bytes, unsigned size)
{
    g_byte_array_append(context, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

static bool
draw_all(cairo_t *cairo, cairo_surface_t *surface, const struct bind_wish *wish,
         int *pages_out, GError **error)
{
    size_t step = wish->layout == BIND_CARD_COPY ? wish->count : 1;
    *pages_out = 0;
    for (size_t i = 0; i < wish->count; i += step) {
        double height = 0, width = page_size(wish, i, &height, error);
        if (width <= 0)
            return false;
        cairo_pdf_surface_set_size(surface, width, height);
        if (!draw_page(cairo, wish, i, i + step, width, height, false, error))
            return false;
        cairo_show_page(cairo);
        ++*pages_out;
    }
    return true;
}

bool
bind_pdf(const struct bind_wish *wish, void **bytes_out, size_t *size_out, int *pages_out,
         GError **error)
{
    GByteArray *bytes = g_byte_array_new();
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(append, bytes, 595, 842);
    cairo_t *cairo = cairo_create(surface);
    int pages = 0;
    bool done = draw_all(cairo, surface, wish, &pages, error);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    if (done && cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        g_set_error(error, PICTURE_ERROR, 0, "The PDF could not be written: %s",
                    cairo_status_to_string(cairo_surface_status(surface)));
        done = false;
    }
    cairo_surface_destroy(surface);
    if (done) {
        *pages_out = pages;
        *size_out = bytes->len;
        *bytes_out = g_byte_array_free(bytes, false);
    } else {
        g_byte_array_free(bytes, true);
    }
    return done;
}

uint8_t *
bind_preview(const struct bind_wish *wish, int box_width, int box_height,
             struct preview *preview_out, GError **error)
{
    double height = 0, width = page_size(wish, 0, &height, error);
    if (width <= 0)
        return NULL;
    struct preview preview =
        preview_fit((int)(width * 8), (int)(height * 8), box_width, box_height);
    uint8_t *pixels = g_malloc((size_t)preview.stride * (size_t)preview.height);
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        pixels, CAIRO_FORMAT_RGB24, preview.width, preview.height, preview.stride);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, preview.width / width, preview.height / height);
    size_t to = wish->layout == BIND_CARD_COPY ? wish->count : 1;
    bool done = draw_page(cairo, wish, 0, to, width, height, true, error);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    // RGB24 leaves the fourth byte undefined.
    for (size_t i = 3; i < (size_t)preview.stride * (size_t)preview.height; i += 4)
        pixels[i] = 255;
    if (!done)
        g_clear_pointer(&pixels, g_free);
    *preview_out = preview;
    return pixels;
}
