// SPDX-License-Identifier: Apache-2.0
/* The typesetter over the real link. What is on the paper is tests/documents' matter. */
#include <string.h>
#include <kiosk/typesetter.h>

#include "base/blob.h"
#include "base/json.h"
#include "tests/support/driver_process.h"

static json_t *
receipt(void)
{
    GError *error = NULL;
    json_t *document =
        json_parse_file("tests/documents/receipt.json", 1024 * 1024, &error);
    g_assert_no_error(error);
    return document;
}

static void
assert_pdf(struct packet *answer, int pages)
{
    struct blob_view view = {0};
    GError *error = NULL;
    g_assert_cmpstr(packet_completion(answer), ==, "success");
    g_assert_cmpint((int)json_integer_value(packet_member(answer, "pages")), ==, pages);
    g_assert_cmpint((int)json_integer_value(packet_member(answer, "blob")), ==, 0);
    g_assert_cmpuint(answer->blob_count, ==, 1);
    g_assert_true(
        blob_view_init(&view, answer->blobs[0], PROTOCOL_BLOB_SIZE_MAX, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(view.size, >, 10000);
    g_assert_cmpint(memcmp(view.bytes, "%PDF-", 5), ==, 0);
    blob_view_finish(&view);
    packet_finish(answer);
}

static void
test_typesetter__sets_a_document_of_the_payload(void)
{
    struct driver_process *process = driver_process_open("typesetter-pango", "");
    struct packet answer = driver_process_call(
        process, "Typesetter.Set", json_pack("{s:o}", "document", receipt()), 10000);
    assert_pdf(&answer, 1);
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

static void
test_typesetter__sets_a_document_that_is_a_blob(void)
{
    struct driver_process *process = driver_process_open("typesetter-pango", "");
    json_t *document = receipt();
    char *text = json_dumps(document, JSON_COMPACT);
    struct driver_process_bytes blob = {text, strlen(text)};
    int id = driver_process_send_blobs(process, "Typesetter.Set",
                                       json_pack("{s:n}", "document"), 10000, &blob, 1);
    struct packet answer = driver_process_await(process, id, 10000);
    assert_pdf(&answer, 1);
    free(text);
    json_decref(document);
    driver_process_stop(process);
}

static void
test_typesetter__names_block_and_member_of_what_is_wrong(void)
{
    struct driver_process *process = driver_process_open("typesetter-pango", "");
    json_t *document = receipt();
    json_t *box = json_array_get(json_object_get(document, "blocks"), 1);
    json_object_set_new(box, "txet", json_string("x"));
    struct packet answer = driver_process_call(
        process, "Typesetter.Set", json_pack("{s:o}", "document", document), 10000);
    g_assert_nonnull(strstr(packet_explanation(&answer), "blocks/1 (box)"));
    g_assert_nonnull(strstr(packet_explanation(&answer), "txet"));
    packet_expect(&answer, "invalidData", NULL);
    driver_process_stop(process);
}

static void
test_typesetter__refuses_what_is_no_document(void)
{
    struct driver_process *process = driver_process_open("typesetter-pango", "");
    struct driver_process_bytes blob = {"{\"title\":", 9};
    int id = driver_process_send_blobs(process, "Typesetter.Set",
                                       json_pack("{s:n}", "document"), 10000, &blob, 1);
    struct packet answer = driver_process_await(process, id, 10000);
    packet_expect(&answer, "invalidData", NULL);
    answer = driver_process_call(process, "Typesetter.Set",
                                 json_pack("{s:n}", "document"), 10000);
    packet_expect(&answer, "invalidData", NULL); // null, and no blob either
    answer = driver_process_call(process, "Typesetter.Set",
                                 json_pack("{s:i}", "document", 7), 10000);
    packet_expect(&answer, "invalidData", NULL);
    driver_process_stop(process);
}

static void
test_typesetter__refuses_more_pages_than_it_may_set(void)
{
    struct driver_process *process = driver_process_open("typesetter-pango", "");
    json_t *document = receipt();
    json_t *blocks = json_object_get(document, "blocks");
    for (int i = 0; i < TYPESETTER_PAGES_MAX; i++)
        json_array_append_new(blocks, json_pack("{s:s}", "kind", "page"));
    for (int i = 0; i < TYPESETTER_PAGES_MAX; i++) {
        json_array_append_new(blocks, json_pack("{s:s}", "kind", "page"));
        json_array_append_new(blocks,
                              json_pack("{s:s, s:s}", "kind", "paragraph", "text", "页"));
    }
    struct packet answer = driver_process_call(
        process, "Typesetter.Set", json_pack("{s:o}", "document", document), 10000);
    packet_expect(&answer, "unsupportedData", NULL);
    driver_process_stop(process);
}

int
main(int argc, char **argv)
{
    g_setenv("LSAN_OPTIONS", "suppressions=tests/support/leaks:print_suppressions=0",
             FALSE);
    g_test_init(&argc, &argv, NULL);
#define CASE(name) g_test_add_func("/typesetter-pango/" #name, name)
    CASE(test_typesetter__sets_a_document_of_the_payload);
    CASE(test_typesetter__sets_a_document_that_is_a_blob);
    CASE(test_typesetter__names_block_and_member_of_what_is_wrong);
    CASE(test_typesetter__refuses_what_is_no_document);
    CASE(test_typesetter__refuses_more_pages_than_it_may_set);
#undef CASE
    return g_test_run();
}
