// SPDX-License-Identifier: Apache-2.0
/* What terminals ask, on a real office over TLS. Every answer is also held against the committed
 * contract by office_ask. */
#include "tests/support/office_process.h"

#include <sodium.h>
#include <string.h>
#include <kiosk/office.h>

#include "base/json.h"

#define BYTES "application/octet-stream"

struct desk {
    struct office_process *process;
    struct office_client *client;
};

static int serials;

static void
set_up(struct desk *desk, gconstpointer data)
{
    desk->process = office_process_create(data);
    office_process_start(desk->process);
    desk->client = office_client_create(desk->process);
}

static void
tear_down(struct desk *desk, gconstpointer data)
{
    (void)data;
    office_client_destroy(desk->client);
    office_process_destroy(desk->process);
}

static struct office_reply *
ask(struct desk *desk, const char *method, const char *path, const void *body,
    size_t size, const char *media)
{
    return office_ask(
        desk->client,
        &(struct office_call){
            .method = method, .path = path, .body = body, .size = size, .media = media});
}

static void
must_fail(struct office_reply *reply, long status, const char *code)
{
    g_assert_cmpint(reply->failed, ==, 0);
    g_assert_cmpint(reply->status, ==, status);
    g_assert_cmpstr(json_text(reply->json, "code", ""), ==, code);
    g_assert_cmpstr(json_text(reply->json, "request_id", ""), !=, "");
    office_reply_free(reply);
}

static struct sealed_case *
new_case(struct desk *desk)
{
    return sealed_case_create(desk->process,
                              &(struct sealed_options){.serial = ++serials,
                                                       .pages = {"\xff\xd8\xff page"},
                                                       .page_sizes = {8}});
}

static struct office_reply *
put_header(struct desk *desk, const struct sealed_case *sealed)
{
    g_autofree char *path = g_strdup_printf("/v1/cases/%s", sealed->case_id);
    char *body = sealed_case_header(sealed);
    struct office_reply *reply = ask(desk, "PUT", path, body, 0, NULL);

    g_free(body);
    return reply;
}

/* ---- catalogue -------------------------------------------------------------------------- */

static void
test_api__catalogue_is_signed_and_named(struct desk *desk, gconstpointer data)
{
    struct office_reply *reply = ask(desk, "GET", "/v1/catalogue", NULL, 0, NULL);
    g_autofree char *signature = office_reply_header(reply, OFFICE_SIGNATURE_HEADER);
    g_autofree char *path =
        g_strdup_printf("%s/office/keys/catalogue.pub", desk->process->folder);
    g_autofree char *hex = NULL;
    uint8_t key[32];
    gsize size = 0;

    (void)data;
    g_assert_cmpint(reply->status, ==, 200);
    g_assert_nonnull(signature);
    g_assert_true(g_file_get_contents(path, &hex, NULL, NULL));
    sodium_hex2bin(key, sizeof key, hex, 64, NULL, NULL, NULL);
    g_autofree guchar *bytes = g_base64_decode(signature, &size);
    g_assert_cmpuint(size, ==, crypto_sign_BYTES);
    g_assert_cmpint(crypto_sign_verify_detached(bytes, (const uint8_t *)reply->body,
                                                reply->size, key),
                    ==, 0);

    char *version = json_sha256(json_object_get(reply->json, "services"));
    g_assert_cmpstr(json_text(reply->json, "version", ""), ==, version);
    char *canonical = json_canonical(reply->json);
    g_assert_cmpstr(canonical, ==, reply->body);
    g_free(canonical);
    g_free(version);
    office_reply_free(reply);
}

static void
test_api__catalogue_is_not_sent_again(struct desk *desk, gconstpointer data)
{
    struct office_reply *first = ask(desk, "GET", "/v1/catalogue", NULL, 0, NULL);
    g_autofree char *etag = office_reply_header(first, "ETag");
    g_autofree char *same = g_strdup_printf("If-None-Match: \"other\", W/%s", etag);
    const char *headers[][2] = {{same, NULL}, {"If-None-Match: \"other\"", NULL}};
    const long wanted[] = {304, 200};

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        struct office_reply *again =
            office_ask(desk->client, &(struct office_call){.method = "GET",
                                                           .path = "/v1/catalogue",
                                                           .headers = headers[i]});
        g_assert_cmpint(again->status, ==, wanted[i]);
        g_assert_true((again->size == 0) == (wanted[i] == 304));
        office_reply_free(again);
    }
    office_reply_free(first);
}

/* ---- pieces ----------------------------------------------------------------------------- */

static void
test_api__piece_is_stored_once(struct desk *desk, gconstpointer data)
{
    struct sealed_case *sealed = new_case(desk);
    g_autofree char *path =
        g_strdup_printf("%s/office/pieces/%.2s/%s", desk->process->folder,
                        sealed->pieces[0].sha256, sealed->pieces[0].sha256);
    g_autofree char *stored = NULL;
    gsize size = 0;

    (void)data;
    g_assert_cmpint(sealed_case_put_piece(desk->client, sealed, 0), ==, 201);
    g_assert_cmpint(sealed_case_put_piece(desk->client, sealed, 0), ==, 200);
    g_assert_true(g_file_get_contents(path, &stored, &size, NULL));
    g_assert_cmpuint(size, ==, sealed->pieces[0].size);
    g_assert_cmpint(memcmp(stored, sealed->pieces[0].bytes, size), ==, 0);
    sealed_case_destroy(sealed);
}

static void
test_api__piece_of_another_hash_is_refused(struct desk *desk, gconstpointer data)
{
    g_autofree char *hash = g_strnfill(64, 'a');
    g_autofree char *path = g_strconcat("/v1/pieces/", hash, NULL);
    g_autofree char *folder =
        g_build_filename(desk->process->folder, "office", "pieces", "receiving", NULL);

    (void)data;
    must_fail(ask(desk, "PUT", path, "other bytes", 0, BYTES), 422, "wrong_hash");
    must_fail(ask(desk, "PUT", "/v1/pieces/ABC", "bytes", 0, BYTES), 404, "not_found");
    must_fail(ask(desk, "PUT", path, "bytes", 0, "text/plain"), 415,
              "unsupported_media_type");
    GDir *left = g_dir_open(folder, 0, NULL);
    g_assert_null(g_dir_read_name(left)); // what was refused is not kept
    g_dir_close(left);
}

static void
test_api__piece_too_large_is_refused_with_the_limit(struct desk *desk, gconstpointer data)
{
    const size_t size = ENVELOPE_PIECE_MAX + 1;
    g_autofree char *bytes = g_malloc0(size);
    g_autofree char *hash =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, size);
    g_autofree char *path = g_strconcat("/v1/pieces/", hash, NULL);

    (void)data;
    for (int chunked = 0; chunked < 2; chunked++) {
        struct office_reply *reply =
            office_ask(desk->client, &(struct office_call){.method = "PUT",
                                                           .path = path,
                                                           .body = bytes,
                                                           .size = size,
                                                           .media = BYTES,
                                                           .chunked = chunked});
        g_assert_cmpint(json_integer_value(json_object_get(reply->json, "limit")), ==,
                        ENVELOPE_PIECE_MAX);
        must_fail(reply, 413, "too_large");
    }
    struct office_reply *reply =
        ask(desk, "PUT", path, bytes, ENVELOPE_PIECE_MAX, BYTES); // as large as may be
    must_fail(reply, 422, "wrong_hash");
}

/* ---- cases ------------------------------------------------------------------------------ */

static void
test_api__same_case_again_gets_the_same_answer(struct desk *desk, gconstpointer data)
{
    struct sealed_case *sealed = new_case(desk);

    (void)data;
    g_assert_cmpint(sealed_case_put(desk->client, sealed), ==, 201);
    struct office_reply *again = put_header(desk, sealed);
    g_assert_cmpint(again->status, ==, 200);
    g_autofree char *path = g_strdup_printf("/v1/cases/%s", sealed->case_id);
    struct office_reply *state = ask(desk, "GET", path, NULL, 0, NULL);
    g_assert_cmpint(state->status, ==, 200);
    g_assert_cmpstr(again->body, ==, state->body);
    g_assert_cmpstr(json_text(state->json, "state", ""), ==, "received");
    office_reply_free(again);
    office_reply_free(state);
    sealed_case_destroy(sealed);
}

static void
test_api__another_header_for_the_same_case_is_refused(struct desk *desk,
                                                      gconstpointer data)
{
    struct sealed_case *sealed = new_case(desk);

    (void)data;
    g_assert_cmpint(sealed_case_put(desk->client, sealed), ==, 201);
    json_object_set_new(sealed->header, "region", json_string("999998"));
    must_fail(put_header(desk, sealed), 409, "case_differs");
    sealed_case_destroy(sealed);
}

static void
test_api__receipt_number_belongs_to_one_case(struct desk *desk, gconstpointer data)
{
    struct sealed_case *first = new_case(desk), *second = new_case(desk);

    (void)data;
    json_object_set(second->header, "receipt_number",
                    json_object_get(first->header, "receipt_number"));
    g_assert_cmpint(sealed_case_put(desk->client, first), ==, 201);
    g_assert_cmpint(sealed_case_put_piece(desk->client, second, 0), ==, 201);
    g_assert_cmpint(sealed_case_put_piece(desk->client, second, 1), ==, 201);
    must_fail(put_header(desk, second), 409, "receipt_number_taken");
    sealed_case_destroy(first);
    sealed_case_destroy(second);
}

static void
test_api__missing_pieces_are_named(struct desk *desk, gconstpointer data)
{
    struct sealed_case *sealed = new_case(desk);

    (void)data;
    g_assert_cmpint(sealed_case_put_piece(desk->client, sealed, 0), ==, 201);
    struct office_reply *reply = put_header(desk, sealed);
    const json_t *pieces = json_object_get(reply->json, "pieces");
    g_assert_cmpuint(json_array_size(pieces), ==, 1);
    g_assert_cmpstr(json_string_value(json_array_get(pieces, 0)), ==,
                    sealed->pieces[1].sha256);
    must_fail(reply, 422, "missing_pieces");
    g_assert_cmpint(sealed_case_put(desk->client, sealed), ==, 201); // and then it goes
    sealed_case_destroy(sealed);
}

static void
test_api__unknown_service_version_is_refused(struct desk *desk, gconstpointer data)
{
    const struct sealed_options options[] = {
        {.serial = 501, .version = 7}, {.serial = 502, .service = "no-such-service"}};

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
        struct sealed_case *sealed = sealed_case_create(desk->process, &options[i]);
        g_assert_cmpint(sealed_case_put_piece(desk->client, sealed, 0), ==, 201);
        must_fail(put_header(desk, sealed), 422, "unknown_service_version");
        sealed_case_destroy(sealed);
    }
}

struct bad_header {
    const char *member;
    const char *value; // JSON; NULL: the member is left out
    long status;
    const char *code, *pointer;
};

static const struct bad_header bad_headers[] = {
    {"region", NULL, 422, "invalid", ""},
    {"terminal", "\"0002\"", 403, "wrong_terminal", NULL},
    {"receipt_number", "\"000126112100070\"", 422, "invalid", "/receipt_number"},
    {"receipt_number", "\"000226112100079\"", 422, "invalid", "/receipt_number"},
    {"case_id", "\"0192f0c1-2222-7000-8000-000000000000\"", 422, "invalid", "/case_id"},
    {"submitted_at", "\"yesterday\"", 422, "invalid", "/submitted_at"},
    {"service_version", "1.5", 422, "invalid", "/service_version"},
    {"pieces", "[]", 422, "invalid", "/pieces"},
    {"applicant", "\"somebody\"", 422, "invalid", NULL}, // nothing personal fits in
};

static void
test_api__wrong_headers_are_told_where(struct desk *desk, gconstpointer data)
{
    struct sealed_case *sealed = new_case(desk);

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(bad_headers); i++) {
        const struct bad_header *bad = &bad_headers[i];
        json_t *header = json_deep_copy(sealed->header);
        json_object_del(header, bad->member);
        if (bad->value)
            json_object_set_new(header, bad->member,
                                json_loads(bad->value, JSON_DECODE_ANY, NULL));
        char *body = json_dumps(header, 0);
        g_autofree char *path = g_strdup_printf("/v1/cases/%s", sealed->case_id);
        struct office_reply *reply = ask(desk, "PUT", path, body, 0, NULL);
        const json_t *errors = json_object_get(reply->json, "field_errors");
        if (bad->pointer)
            g_assert_cmpstr(json_text(json_array_get(errors, 0), "pointer", "?"), ==,
                            bad->pointer);
        must_fail(reply, bad->status, bad->code);
        free(body);
        json_decref(header);
    }
    sealed_case_destroy(sealed);
}

static void
test_api__only_the_sender_sees_a_case(struct desk *desk, gconstpointer data)
{
    struct sealed_case *sealed = new_case(desk);
    g_autofree char *path = g_strdup_printf("/v1/cases/%s", sealed->case_id);

    (void)data;
    office_process_certificate(desk->process, "terminal-0002", "terminal-0002",
                               "clientAuth", 10);
    g_assert_cmpint(sealed_case_put(desk->client, sealed), ==, 201);
    struct office_client *other = office_client_create(desk->process);
    must_fail(office_ask(other, &(struct office_call){.method = "GET",
                                                      .path = path,
                                                      .certificate = "terminal-0002"}),
              404, "not_found");
    office_client_destroy(other);
    must_fail(ask(desk, "GET", "/v1/cases/nonsense", NULL, 0, NULL), 404, "not_found");
    sealed_case_destroy(sealed);
}

/* ---- heartbeat, and what no operation takes ---------------------------------------------- */

static const char heartbeat[] =
    "{\"terminal\":\"0001\",\"at\":\"2026-11-21T14:41:03+08:00\",\"version\":\"0.1.0\","
    "\"devices\":[{\"name\":\"card\",\"class\":\"card\",\"device\":\"online\",\"cause\":"
    "\"none\",\"action\":\"\"}],\"queue\":{\"waiting\":0,\"oldest_s\":0},\"catalogue\":"
    "\"\","
    "\"a_later_member\":1}";

static void
test_api__heartbeat_tells_time_and_catalogue(struct desk *desk, gconstpointer data)
{
    struct office_reply *reply = ask(desk, "POST", "/v1/heartbeat", heartbeat, 0, NULL);
    struct office_reply *catalogue = ask(desk, "GET", "/v1/catalogue", NULL, 0, NULL);
    g_autofree char *etag = office_reply_header(catalogue, "ETag");

    (void)data;
    g_assert_cmpint(reply->status, ==, 200);
    g_assert_cmpstr(json_text(reply->json, "catalogue_etag", ""), ==, etag);
    office_reply_free(reply);
    office_reply_free(catalogue);
    g_autofree char *other = g_strdup(heartbeat);
    strstr(other, "0001")[3] = '2';
    must_fail(ask(desk, "POST", "/v1/heartbeat", other, 0, NULL), 403, "wrong_terminal");
}

static void
test_api__junk_is_told_what_it_is(struct desk *desk, gconstpointer data)
{
    g_autofree char *large = g_strnfill(OFFICE_BODY_MAX + 1, ' ');
    g_autofree char *deep = g_strnfill(3000, '[');

    (void)data;
    must_fail(ask(desk, "POST", "/v1/heartbeat", "{\"a\":", 0, NULL), 400, "bad_json");
    must_fail(ask(desk, "POST", "/v1/heartbeat", "{\"a\":1,\"a\":2}", 0, NULL), 400,
              "bad_json");
    must_fail(ask(desk, "POST", "/v1/heartbeat", deep, 0, NULL), 400, "bad_json");
    must_fail(ask(desk, "POST", "/v1/heartbeat", NULL, 0, NULL), 400, "bad_json");
    must_fail(ask(desk, "POST", "/v1/heartbeat", "[]", 0, NULL), 422, "invalid");
    must_fail(ask(desk, "POST", "/v1/heartbeat", large, 0, NULL), 413, "too_large");
    must_fail(ask(desk, "POST", "/v1/heartbeat", "a=1", 0, "text/plain"), 415,
              "unsupported_media_type");
    must_fail(ask(desk, "GET", "/v1/heartbeat", NULL, 0, NULL), 405,
              "method_not_allowed");
    must_fail(ask(desk, "DELETE", "/v1/catalogue", NULL, 0, NULL), 405,
              "method_not_allowed");
    must_fail(ask(desk, "GET", "/v1/nothing", NULL, 0, NULL), 404, "not_found");
    must_fail(ask(desk, "GET", "/staff/cases", NULL, 0, NULL), 404, "not_found");
}

static void
test_api__journal_holds_no_personal_data(struct desk *desk, gconstpointer data)
{
    struct sealed_case *sealed = new_case(desk);

    (void)data;
    g_assert_cmpint(sealed_case_put(desk->client, sealed), ==, 201);
    must_fail(ask(desk, "POST", "/v1/heartbeat", "{\"name\":\"王秀兰\"}", 0, NULL), 422,
              "invalid");
    g_assert_cmpint(office_process_stop(desk->process), ==, 0);
    g_autofree char *log = office_process_log(desk->process);
    g_assert_null(strstr(log, "王秀兰"));
    const char *argv[] = {"grep", "-rqaE", "王秀兰|999999194303120023|10000001234",
                          "office", NULL};
    int status = 0;
    g_assert_true(g_spawn_sync(desk->process->folder, (char **)(uintptr_t)argv, NULL,
                               G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                               NULL));
    g_assert_false(g_spawn_check_wait_status(status, NULL)); // nowhere on the disk either
    sealed_case_destroy(sealed);
}

#define ADD(claim)                                                                       \
    g_test_add("/office/api/" #claim, struct desk, "api-" #claim, set_up,                \
               test_api__##claim, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(sodium_init(), >=, 0);
    ADD(catalogue_is_signed_and_named);
    ADD(catalogue_is_not_sent_again);
    ADD(piece_is_stored_once);
    ADD(piece_of_another_hash_is_refused);
    ADD(piece_too_large_is_refused_with_the_limit);
    ADD(same_case_again_gets_the_same_answer);
    ADD(another_header_for_the_same_case_is_refused);
    ADD(receipt_number_belongs_to_one_case);
    ADD(missing_pieces_are_named);
    ADD(unknown_service_version_is_refused);
    ADD(wrong_headers_are_told_where);
    ADD(only_the_sender_sees_a_case);
    ADD(heartbeat_tells_time_and_catalogue);
    ADD(junk_is_told_what_it_is);
    ADD(journal_holds_no_personal_data);
    return g_test_run();
}
