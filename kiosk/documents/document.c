// SPDX-License-Identifier: Apache-2.0
#include "document.h"

#include <cairo-pdf.h>
#include <string.h>

#include <kiosk/document.h>

#include "documents/blocks.h"
#include "documents/page.h"
#include "documents/type.h"

/* ---- check ----------------------------------------------------------------------------------- */

static bool
check_cells(const json_t *block, GError **error)
{
    size_t columns = json_array_size(json_object_get(block, "columns"));
    const json_t *rows = json_object_get(block, "rows");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        size_t cells = json_array_size(json_array_get(rows, i));
        if (cells != columns) {
            g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_INVALID,
                        "rows/%zu: %zu cells, but the table has %zu columns", i, cells,
                        columns);
            return false;
        }
    }
    return true;
}

static bool
check_block(const json_t *block, size_t index, GError **error)
{
    const char *kind = blocks_member(block, "kind");
    if (!schema_accepts(&document_block_schemas[blocks_kind(kind)], block, error))
        return false;
    if (strcmp(kind, "identity") == 0 && index > 0) {
        g_set_error_literal(error, DOCUMENT_ERROR, DOCUMENT_ERROR_INVALID,
                            "kind: identity stands only as first block");
        return false;
    }
    return strcmp(kind, "table") != 0 || check_cells(block, error);
}

bool
document_check(const json_t *document, GError **error)
{
    GError *defect = NULL;
    if (!schema_accepts(&document_schema, document, &defect))
        goto fail;
    size_t i;
    const json_t *block;
    json_array_foreach (json_object_get(document, "blocks"), i, block) {
        if (!check_block(block, i, &defect)) {
            g_prefix_error(&defect, "blocks/%zu (%s): ", i, blocks_member(block, "kind"));
            goto fail;
        }
    }
    return true;
fail:
    g_set_error_literal(error, DOCUMENT_ERROR, DOCUMENT_ERROR_INVALID, defect->message);
    g_error_free(defect);
    return false;
}

/* ---- set ------------------------------------------------------------------------------------- */

static cairo_status_t
write_bytes(void *closure, const unsigned char *bytes, unsigned int size)
{
    g_byte_array_append(closure, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

static bool
draw_pages(const struct page_frame *frame, const GPtrArray *pieces, const GArray *places,
           int pages, GByteArray *pdf_out, GError **error)
{
    guint before = pdf_out->len;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        write_bytes, pdf_out, PAGE_WIDTH, PAGE_HEIGHT);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   blocks_member(frame->document, "title"));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Kiosk");
    cairo_t *cairo = cairo_create(surface);
    for (int page = 0; page < pages; page++) {
        page_draw(frame, pieces, places, page, pages, cairo);
        cairo_show_page(cairo);
    }
    cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        return true;
    g_byte_array_set_size(pdf_out, before);
    g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_FAILED, "PDF: %s",
                cairo_status_to_string(status));
    return false;
}

bool
document_set(const json_t *document, GByteArray *pdf_out, int *pages_out, GError **error)
{
    if (!document_check(document, error))
        return false;
    bool large = strcmp(blocks_member(document, "style"), "large") == 0;
    struct page_frame frame;
    page_frame_init(&frame, document, large);
    struct blocks blocks = {
        .title = blocks_member(document, "title"),
        .large = large,
        .width = frame.width,
        .height = frame.height,
        .pieces = g_ptr_array_new_with_free_func((GDestroyNotify)piece_destroy),
    };
    GArray *places = g_array_new(FALSE, FALSE, sizeof(struct page_place));
    int pages = 0;
    bool done = blocks_measure(&blocks, document, DOCUMENT_PAGES_MAX, error);
    if (done) {
        // All pages are known before the first is drawn: each says how many there are.
        pages = page_break(blocks.pieces, frame.height, places);
        if (pages > DOCUMENT_PAGES_MAX) {
            done = false;
            g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_TOO_LONG,
                        "the document has %d pages, at most %d are set", pages,
                        DOCUMENT_PAGES_MAX);
        }
    }
    done = done && draw_pages(&frame, blocks.pieces, places, pages, pdf_out, error);
    if (done && pages_out != NULL)
        *pages_out = pages;
    g_array_unref(places);
    g_ptr_array_unref(blocks.pieces);
    page_frame_finish(&frame);
    return done;
}

/* A small document goes all the way: only that reads the outlines of both weights. */
bool
document_preload(GError **error)
{
    if (!type_has_chinese()) {
        g_set_error_literal(error, DOCUMENT_ERROR, DOCUMENT_ERROR_FAILED,
                            "the font Noto Sans CJK SC is not installed");
        return false;
    }
    json_t *document = json_pack("{s:s, s:s, s:{s:s}, s:[{s:s, s:s}]}", "title",
                                 "收件回执", "style", "standard", "head", "issuer",
                                 "便民服务中心", "blocks", "kind", "paragraph", "text",
                                 "收到了 0123456789 **收到了 0123456789**");
    GByteArray *pdf = g_byte_array_new();
    bool done = document_set(document, pdf, NULL, error);
    g_byte_array_unref(pdf);
    json_decref(document);
    return done;
}
