// SPDX-License-Identifier: Apache-2.0
/* The viewer over the real link, on PDF that cairo made. */
#include <cairo-pdf.h>
#include <string.h>
#include <kiosk/viewer.h>

#include "base/blob.h"
#include "tests/support/driver_process.h"

static cairo_status_t
collect(void *context, const unsigned char *bytes, unsigned size)
{
    g_byte_array_append(context, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

/* A4; the upper half of page n is black when n is odd, else the lower half. */
static GByteArray *
make_pdf(int pages)
{
    GByteArray *pdf = g_byte_array_new();
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(collect, pdf, 595, 842);
    cairo_t *cairo = cairo_create(surface);

    for (int i = 1; i <= pages; i++) {
        cairo_rectangle(cairo, 0, i % 2 == 1 ? 0 : 421, 595, 421);
        cairo_fill(cairo);
        cairo_show_page(cairo);
    }
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return pdf;
}

static struct packet
render(struct driver_process *process, const void *bytes, size_t size, int page)
{
    const struct driver_process_bytes blob = {bytes, size};
    const int id = driver_process_send_blobs(
        process, "Viewer.Render",
        json_pack("{s:i, s:i, s:i}", "page", page, "width", 700, "height", 500), 10000,
        &blob, 1);

    return driver_process_await(process, id, 10000);
}

static int
number(const struct packet *packet, const char *name)
{
    return (int)json_integer_value(packet_member(packet, name));
}

static void
test_viewer__shows_the_page_that_is_asked_for(void)
{
    struct driver_process *process = driver_process_open("viewer-poppler", "");
    GByteArray *pdf = make_pdf(3);

    for (int page = 1; page <= 3; page++) {
        struct packet answer = render(process, pdf->data, pdf->len, page);
        struct blob_view view = {0};
        g_assert_cmpstr(packet_completion(&answer), ==, "success");
        g_assert_cmpint(number(&answer, "pages"), ==, 3);
        g_assert_cmpint(number(&answer, "height"), ==, 500);
        g_assert_cmpint(number(&answer, "width"), ==, 353); // A4, in its own shape
        g_assert_true(
            blob_view_init(&view, answer.blobs[0], PROTOCOL_BLOB_SIZE_MAX, NULL));
        const uint32_t *pixels = view.bytes;
        const int stride = number(&answer, "stride") / 4;
        const uint32_t upper = pixels[100 * stride + 170];
        const uint32_t lower = pixels[400 * stride + 170];
        g_assert_cmphex(upper, ==, page % 2 == 1 ? 0xff000000 : 0xffffffff);
        g_assert_cmphex(lower, ==, page % 2 == 1 ? 0xffffffff : 0xff000000);
        blob_view_finish(&view);
        packet_finish(&answer);
    }
    g_byte_array_unref(pdf);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

static void
test_viewer__refuses_what_it_cannot_show(void)
{
    struct driver_process *process = driver_process_open("viewer-poppler", "");
    GByteArray *pdf = make_pdf(1);
    struct packet answer = render(process, pdf->data, pdf->len, 2);

    packet_expect(&answer, "unsupportedData", "badImage");
    answer = render(process, "not a document at all", 21, 1);
    packet_expect(&answer, "unsupportedData", "badImage");
    answer = render(process, pdf->data, pdf->len / 4, 1);
    packet_expect(&answer, "unsupportedData", "badImage");
    answer = render(process, pdf->data, pdf->len, 1); // and goes on
    packet_expect(&answer, "success", NULL);
    g_byte_array_unref(pdf);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

/* What is left of a print: page 2 of 3 alone is black below, not above. */
static void
test_viewer__cuts_the_pages_that_are_left(void)
{
    struct driver_process *process = driver_process_open("viewer-poppler", "");
    GByteArray *pdf = make_pdf(3);
    const struct driver_process_bytes blob = {pdf->data, pdf->len};
    int id = driver_process_send_blobs(process, "Viewer.Cut",
                                       json_pack("{s:i, s:i}", "first", 2, "last", 2),
                                       10000, &blob, 1);
    struct packet packet = driver_process_await(process, id, 10000);
    struct blob_view view = {0};
    GError *error = NULL;

    g_assert_cmpint(number(&packet, "pages"), ==, 3);
    g_assert_true(blob_view_init(&view, packet.blobs[0], 16 << 20, &error));
    struct packet one = render(process, view.bytes, view.size, 1);
    g_assert_cmpint(number(&one, "pages"), ==, 1);
    packet_finish(&one);
    blob_view_finish(&view);
    packet_finish(&packet);
    id = driver_process_send_blobs(process, "Viewer.Cut", json_pack("{s:i}", "first", 4),
                                   10000, &blob, 1);
    packet = driver_process_await(process, id, 10000);
    g_assert_cmpuint(packet.blob_count, ==, 0); // there is no such page
    packet_finish(&packet);
    g_byte_array_unref(pdf);
    driver_process_stop(process);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/viewer-poppler/shows-the-page-that-is-asked-for",
                    test_viewer__shows_the_page_that_is_asked_for);
    g_test_add_func("/viewer-poppler/refuses-what-it-cannot-show",
                    test_viewer__refuses_what_it_cannot_show);
    g_test_add_func("/viewer-poppler/cuts-the-pages-that-are-left",
                    test_viewer__cuts_the_pages_that_are_left);
    return g_test_run();
}
