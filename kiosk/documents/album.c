// SPDX-License-Identifier: Apache-2.0
#include "documents/album.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "documents/type.h"

#define DPI_LEAST 50 // less is a file that does not know
#define MARK_GAP MM(4)
#define MARK_MARGIN MM(12)

/* ---- what a JPEG says of itself --------------------------------------------------------- */

struct jpeg {
    int width, height, dpi; // dpi 0: not told
};

static unsigned
word_at(const uint8_t *bytes)
{
    return (unsigned)bytes[0] << 8 | bytes[1];
}

/* APP0 of JFIF: dots an inch, or a centimetre. */
static void
read_density(const uint8_t *segment, size_t size, struct jpeg *jpeg)
{
    if (size < 14 || memcmp(segment + 2, "JFIF", 5) != 0)
        return;
    double density = word_at(segment + 10);
    if (segment[9] == 2)
        density *= 2.54;
    if (segment[9] != 0 && density >= DPI_LEAST)
        jpeg->dpi = (int)(density + 0.5);
}

static bool
is_frame(uint8_t marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
           marker != 0xcc;
}

static bool
read_jpeg(const struct album_page *page, struct jpeg *jpeg_out)
{
    const uint8_t *bytes = page->bytes;
    size_t at = 2;
    *jpeg_out = (struct jpeg){0};
    // What was cut off must not look whole: libraries fill the rest with grey.
    if (page->size < 4 || word_at(bytes) != 0xffd8 ||
        word_at(bytes + page->size - 2) != 0xffd9)
        return false;
    while (at + 4 <= page->size && bytes[at] == 0xff) {
        const uint8_t marker = bytes[at + 1];
        const size_t length = word_at(bytes + at + 2);
        if (length < 2 || at + 2 + length > page->size || marker == 0xda)
            return false;
        if (marker == 0xe0)
            read_density(bytes + at + 2, length, jpeg_out);
        if (is_frame(marker) && length >= 8) {
            jpeg_out->height = (int)word_at(bytes + at + 5);
            jpeg_out->width = (int)word_at(bytes + at + 7);
            return jpeg_out->width > 0 && jpeg_out->height > 0 &&
                   jpeg_out->width <= ALBUM_SIDE_MAX &&
                   jpeg_out->height <= ALBUM_SIDE_MAX;
        }
        at += 2 + length;
    }
    return false;
}

/* ---- drawing ---------------------------------------------------------------------------- */

static PangoLayout *
set_mark(const struct album *album, double width)
{
    if (album->mark == NULL)
        return NULL;
    return type_set(&(struct type_wish){.style = TYPE_TEXT,
                                        .bold = true,
                                        .width = width - 2 * MARK_MARGIN,
                                        .alignment = PANGO_ALIGN_CENTER},
                    album->mark);
}

/* Below the picture, not over it: nothing of the original is hidden. */
static void
draw_mark(cairo_t *cairo, PangoLayout *mark, double top, double width)
{
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_set_line_width(cairo, 1);
    cairo_rectangle(cairo, MARK_MARGIN / 2, top + 1, width - MARK_MARGIN,
                    type_height(mark) + 2 * MARK_GAP - 2);
    cairo_stroke(cairo);
    cairo_move_to(cairo, MARK_MARGIN, top + MARK_GAP);
    pango_cairo_show_layout(cairo, mark);
}

static void
draw_picture(cairo_t *cairo, const struct album_page *page, const struct jpeg *jpeg,
             double width)
{
    // PDF takes the bytes behind it; nobody looks at its pixels.
    cairo_surface_t *picture =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, jpeg->width, jpeg->height);
    cairo_surface_set_mime_data(picture, CAIRO_MIME_TYPE_JPEG, page->bytes, page->size,
                                NULL, NULL);
    cairo_save(cairo);
    cairo_scale(cairo, width / jpeg->width, width / jpeg->width);
    cairo_set_source_surface(cairo, picture, 0, 0);
    cairo_paint(cairo);
    cairo_restore(cairo);
    cairo_surface_destroy(picture);
}

static bool
draw_page(cairo_t *cairo, cairo_surface_t *surface, const struct album *album,
          const struct album_page *page, GError **error)
{
    struct jpeg jpeg;
    if (!read_jpeg(page, &jpeg)) {
        g_set_error(error, ALBUM_ERROR, 0, "page %d is no whole JPEG",
                    (int)(page - album->pages) + 1);
        return false;
    }
    const double width = jpeg.dpi > 0               ? jpeg.width * 72.0 / jpeg.dpi
                         : jpeg.width > jpeg.height ? MM(297)
                                                    : MM(210);
    const double height = width * jpeg.height / jpeg.width;
    PangoLayout *mark = set_mark(album, width);
    const double below = mark ? type_height(mark) + 2 * MARK_GAP : 0;
    cairo_pdf_surface_set_size(surface, width, height + below);
    draw_picture(cairo, page, &jpeg, width);
    if (mark)
        draw_mark(cairo, mark, height, width);
    g_clear_object(&mark);
    cairo_show_page(cairo);
    return true;
}

static cairo_status_t
append(void *context, const unsigned char *bytes, unsigned size)
{
    g_byte_array_append(context, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

bool
album_pdf(const struct album *album, GByteArray *pdf_out, GError **error)
{
    const guint before = pdf_out->len;
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(append, pdf_out, MM(210), MM(297));
    if (album->title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, album->title);
    cairo_t *cairo = cairo_create(surface);
    bool done = true;
    for (size_t i = 0; i < album->count && done; i++)
        done = draw_page(cairo, surface, album, &album->pages[i], error);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    if (done && cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        g_set_error(error, ALBUM_ERROR, 0, "the PDF could not be written: %s",
                    cairo_status_to_string(cairo_surface_status(surface)));
        done = false;
    }
    cairo_surface_destroy(surface);
    if (!done)
        g_byte_array_set_size(pdf_out, before);
    return done;
}
