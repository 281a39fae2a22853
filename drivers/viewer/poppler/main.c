// SPDX-License-Identifier: Apache-2.0
/* Renders pages of PDF with poppler, and cuts a PDF. */
#include <cairo-pdf.h>
#include <math.h>
#include <poppler.h>
#include <string.h>
#include <kiosk/driver.h>
#include <kiosk/viewer.h>

#include "base/blob.h"

static bool
open_viewer(struct driver *driver, const char *address, GError **error)
{
    (void)address;
    (void)error;
    driver_set_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
    return true;
}

static enum completion
refuse(struct driver_call *call, const char *why)
{
    driver_explain(call, "badImage", "%s", why);
    return COMPLETION_UNSUPPORTED_DATA;
}

/* Poppler reads from the mapping as it goes: it must outlive the document. */
static PopplerDocument *
load(const struct blob_view *view)
{
    GBytes *bytes = g_bytes_new_static(view->bytes, view->size);
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, NULL);

    g_bytes_unref(bytes);
    return document;
}

static cairo_surface_t *
paint(PopplerPage *page, int width_max, int height_max)
{
    double width = 0, height = 0;

    poppler_page_get_size(page, &width, &height);
    if (!(width >= 1 && height >= 1 && width < 100000 && height < 100000))
        return NULL;
    const double scale = fmin(width_max / width, height_max / height);
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)fmax(floor(width * scale), 16),
        (int)fmax(floor(height * scale), 16));
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(page, cairo);
    const bool good = cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    if (good)
        return surface;
    cairo_surface_destroy(surface);
    return NULL;
}

/* RGB24 leaves the upper byte to chance; the screen wants it full. */
static void
fill_alpha(cairo_surface_t *surface)
{
    const int stride = cairo_image_surface_get_stride(surface);
    unsigned char *row = cairo_image_surface_get_data(surface);

    for (int y = 0; y < cairo_image_surface_get_height(surface); y++, row += stride)
        for (int x = 0; x < cairo_image_surface_get_width(surface); x++)
            row[4 * x + 3] = 255;
}

static enum completion
answer(struct driver_call *call, cairo_surface_t *surface, int pages)
{
    const int width = cairo_image_surface_get_width(surface);
    const int height = cairo_image_surface_get_height(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    g_autoptr(GError) error = NULL;

    fill_alpha(surface);
    const int blob = driver_reply_blob(call, cairo_image_surface_get_data(surface),
                                       (size_t)stride * (size_t)height, &error);
    if (blob < 0) {
        driver_explain(call, "internalError", "%s", error->message);
        return COMPLETION_INTERNAL_ERROR;
    }
    json_t *reply = driver_reply(call);
    json_object_set_new(reply, "pages", json_integer(pages));
    json_object_set_new(reply, "blob", json_integer(blob));
    json_object_set_new(reply, "width", json_integer(width));
    json_object_set_new(reply, "height", json_integer(height));
    json_object_set_new(reply, "stride", json_integer(stride));
    return COMPLETION_SUCCESS;
}

static int
wanted(const struct driver_call *call, const char *member)
{
    return (int)json_integer_value(json_object_get(driver_payload(call), member));
}

static enum completion
render_page(struct driver_call *call, PopplerDocument *document)
{
    const int pages = poppler_document_get_n_pages(document);

    if (pages < 1 || pages > VIEWER_PAGES_MAX)
        return refuse(call, "the document has no pages or too many");
    if (wanted(call, "page") > pages)
        return refuse(call, "the document has no such page");
    PopplerPage *page = poppler_document_get_page(document, wanted(call, "page") - 1);
    cairo_surface_t *surface =
        page ? paint(page, wanted(call, "width"), wanted(call, "height")) : NULL;
    g_clear_object(&page);
    if (!surface)
        return refuse(call, "the page cannot be drawn");
    const enum completion completion = answer(call, surface, pages);
    cairo_surface_destroy(surface);
    return completion;
}

/* ---- cutting ---------------------------------------------------------------------------- */

static cairo_status_t
collect(void *context, const unsigned char *bytes, unsigned size)
{
    GByteArray *pdf = context;
    if (pdf->len + size > VIEWER_DOCUMENT_MAX)
        return CAIRO_STATUS_WRITE_ERROR;
    g_byte_array_append(pdf, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

static bool
copy_page(cairo_surface_t *surface, cairo_t *cairo, PopplerDocument *document, int index)
{
    PopplerPage *page = poppler_document_get_page(document, index);
    double width = 0, height = 0;

    if (!page)
        return false;
    poppler_page_get_size(page, &width, &height);
    cairo_pdf_surface_set_size(surface, width, height);
    poppler_page_render_for_printing(page, cairo);
    cairo_show_page(cairo);
    g_object_unref(page);
    return cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
}

static bool
copy_pages(PopplerDocument *document, int first, int last, GByteArray *pdf)
{
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(collect, pdf, 595, 842);
    cairo_t *cairo = cairo_create(surface);
    bool good = true;

    for (int page = first; good && page <= last; page++)
        good = copy_page(surface, cairo, document, page - 1);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    good = good && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return good;
}

static enum completion
cut_pages(struct driver_call *call, PopplerDocument *document)
{
    const int pages = poppler_document_get_n_pages(document);
    const int first = wanted(call, "first");
    const int last = wanted(call, "last") > 0 ? wanted(call, "last") : pages;
    g_autoptr(GByteArray) pdf = g_byte_array_new();
    g_autoptr(GError) error = NULL;

    if (pages < 1 || pages > VIEWER_PAGES_MAX)
        return refuse(call, "the document has no pages or too many");
    if (last > pages || first > last)
        return refuse(call, "the document has no such pages");
    if (!copy_pages(document, first, last, pdf))
        return refuse(call, "the pages cannot be copied");
    const int blob = driver_reply_blob(call, pdf->data, pdf->len, &error);
    if (blob < 0) {
        driver_explain(call, "internalError", "%s", error->message);
        return COMPLETION_INTERNAL_ERROR;
    }
    json_object_set_new(driver_reply(call), "pages", json_integer(pages));
    json_object_set_new(driver_reply(call), "blob", json_integer(blob));
    return COMPLETION_SUCCESS;
}

/* ---- commands --------------------------------------------------------------------------- */

static enum completion
with_document(struct driver_call *call,
              enum completion (*run)(struct driver_call *call, PopplerDocument *document))
{
    struct blob_view view = {0};
    g_autoptr(GError) error = NULL;

    if (!blob_view_init(&view, driver_blob(call, 0), VIEWER_DOCUMENT_MAX, &error)) {
        driver_explain(call, "none", "%s", error->message);
        return COMPLETION_INVALID_DATA;
    }
    PopplerDocument *document = load(&view);
    const enum completion completion =
        document ? run(call, document) : refuse(call, "no PDF, or one that is locked");
    g_clear_object(&document);
    blob_view_finish(&view);
    return completion;
}

static enum completion
render(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    return with_document(call, render_page);
}

static enum completion
cut(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    return with_document(call, cut_pages);
}

static const struct driver_command commands[] = {
    {"Viewer.Render", render}, {"Viewer.Cut", cut}, {0}};

static const struct driver_ops ops = {
    .class = &viewer_class,
    .name = "poppler",
    .about = "Renders pages of PDF with poppler.",
    .commands = commands,
    .open = open_viewer,
};

int
main(int argc, char **argv)
{
    return driver_run(&ops, argc, argv);
}
