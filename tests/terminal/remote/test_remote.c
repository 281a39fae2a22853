// SPDX-License-Identifier: Apache-2.0
/* The terminal's side of the HTTP contract against an office that answers late, half, wrongly
 * or not at all. */
#include "terminal/remote/remote.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>
#include "base/json.h"
#include "terminal/remote/remote_private.h"
#include "tests/support/small_office.h"
#include <kiosk/office.h>

#define CASE_ID "019aa5d2-7b1c-7000-8000-000000000001"
#define PIECE_1 "application bytes, sealed, as far as an office can tell"
#define PIECE_2_SIZE 300000

static char *folder, *case_path, *case_header, *key_path;
static uint8_t sign_public[32], sign_secret[64];

struct stage {
    struct small_office *office;
    struct remote *remote;
    int delivered, refused, attempted, kept, told_there, told_total;
    char code[48];
    json_t *catalogue;
};

static void
to_store(struct event *event, void *context)
{
    struct stage *stage = context;
    stage->delivered += event->kind == EVENT_DELIVERED;
    stage->attempted += event->kind == EVENT_ATTEMPTED;
    stage->kept += event->kind == EVENT_KEEP_CATALOGUE;
    if (event->kind == EVENT_REFUSED) {
        stage->refused++;
        g_strlcpy(stage->code, event->text, sizeof stage->code);
    }
    event_destroy(event);
}

static void
to_ui(struct event *event, void *context)
{
    struct stage *stage = context;
    if (event->kind == EVENT_TELL && event->tells == SESSION_DELIVERY) {
        stage->told_there = event->number;
        stage->told_total = event->number2;
    }
    if (event->kind == EVENT_CATALOGUE)
        stage->catalogue = json_incref(event->json);
    event_destroy(event);
}

static json_t *
devices(void *context)
{
    (void)context;
    return json_pack("[{s:s, s:s, s:s, s:s, s:s}]", "name", "card", "class", "card",
                     "device", "online", "cause", "none", "action", "");
}

static void
stage_init(struct stage *stage, const char *url)
{
    *stage = (struct stage){.office = url ? NULL : small_office_start()};
    g_autofree char *own = url ? NULL : small_office_url(stage->office);
    stage->remote =
        remote_create(&(struct remote_settings){.http = {.office = url ? url : own,
                                                         .ca = "/nowhere",
                                                         .certificate = "/nowhere",
                                                         .key = "/nowhere"},
                                                .terminal = "0001",
                                                .catalogue_key = key_path,
                                                .etag = "",
                                                .devices = devices,
                                                .to_store = to_store,
                                                .to_ui = to_ui,
                                                .context = stage});
}

static void
stage_finish(struct stage *stage)
{
    remote_destroy(stage->remote);
    if (stage->office)
        small_office_stop(stage->office);
    json_decref(stage->catalogue);
}

static gboolean
set_true(gpointer context)
{
    *(bool *)context = true;
    return G_SOURCE_REMOVE;
}

static bool
until(const int *what, int wanted, guint timeout_ms)
{
    bool over = false;
    guint timer = g_timeout_add(timeout_ms, set_true, &over);
    while (*what < wanted && !over)
        g_main_context_iteration(NULL, TRUE);
    if (!over)
        g_source_remove(timer);
    return *what >= wanted;
}

static void
pass_time(guint ms)
{
    bool over = false;
    g_timeout_add(ms, set_true, &over);
    while (!over)
        g_main_context_iteration(NULL, TRUE);
}

static void
deliver(struct stage *stage, int attempts)
{
    struct event *event = event_create(EVENT_DELIVER);
    g_strlcpy(event->case_id, CASE_ID, sizeof event->case_id);
    event->text = g_strdup(case_header);
    event->text2 = g_strdup(case_path);
    event->number = attempts;
    remote_deliver(stage->remote, event);
    event_destroy(event);
}

/* ---- cases ------------------------------------------------------------------------------ */

static void
test_remote__delivers_pieces_and_header_byte_by_byte(void)
{
    struct stage stage;
    stage_init(&stage, NULL);
    deliver(&stage, 0);
    deliver(&stage, 0); // the same case twice is one
    g_assert_true(until(&stage.delivered, 1, 20000));
    pass_time(100);
    g_assert_cmpint(stage.delivered, ==, 1);
    g_assert_cmpint(small_office_requests(stage.office, "/v1/cases/"), ==, 1);
    g_assert_cmpuint(small_office_pieces(stage.office), ==, 2);
    GBytes *header = small_office_body(stage.office, "/v1/cases/" CASE_ID);
    g_assert_cmpuint(g_bytes_get_size(header), ==, strlen(case_header));
    g_assert_true(
        memcmp(g_bytes_get_data(header, NULL), case_header, strlen(case_header)) == 0);
    g_bytes_unref(header);
    g_assert_cmpint(stage.told_there, ==, 2);
    g_assert_cmpint(stage.told_total, ==, 2);
    stage_finish(&stage);
}

static const struct {
    const char *path;
    enum small_office_way way;
    int count;
    const char *why;
} troubles[] = {
    {"/v1/pieces/", SMALL_OFFICE_LOSES, 1, "an answer to a piece is lost"},
    {"/v1/cases/", SMALL_OFFICE_LOSES, 1, "the answer to the case is lost"},
    {"/v1/cases/", SMALL_OFFICE_LOSES, 3, "three answers are lost"},
    {"/v1/cases/", SMALL_OFFICE_HALVES, 1, "the answer is cut in the middle"},
    {"/v1/pieces/", SMALL_OFFICE_RESETS, 2, "the connection is cut at once"},
    {"/v1/pieces/", SMALL_OFFICE_BUSY, 1, "the office is busy"},
    {"/v1/cases/", SMALL_OFFICE_BUSY, 1, "the office is busy with the case"},
    {"/v1/", SMALL_OFFICE_PAGE, 2, "a login page answers in the office's place"},
    {"/v1/cases/", SMALL_OFFICE_OTHER, 2, "the answer speaks of another case"},
    {"/v1/pieces/", SMALL_OFFICE_OTHER, 1, "the answer speaks of another piece"},
    {"/v1/", SMALL_OFFICE_GATEWAY, 2, "a gateway has nobody behind it"},
    {"/v1/cases/", SMALL_OFFICE_FLOODS, 1, "the answer has no end"},
    {"/v1/cases/", SMALL_OFFICE_MISLAYS, 2,
     "pieces are said to be missing that nobody knows"},
    {"/v1/cases/", SMALL_OFFICE_UNKNOWN_VERSION, 1,
     "the service is newer than the office"},
};

/* Helps the clock along: the waits themselves are tested with the back-off. */
static gboolean
hasten(gpointer context)
{
    cases_hasten(((struct stage *)context)->remote);
    return G_SOURCE_CONTINUE;
}

static void
test_remote__delivers_exactly_once_whatever_the_office_does(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(troubles); i++) {
        struct stage stage;
        g_test_message("%s", troubles[i].why);
        stage_init(&stage, NULL);
        small_office_misbehave(stage.office, troubles[i].path, troubles[i].way,
                               troubles[i].count);
        guint pusher = g_timeout_add(50, hasten, &stage);
        deliver(&stage, 0);
        if (!until(&stage.delivered, 1, 10000))
            g_error("not delivered when %s", troubles[i].why);
        pass_time(60);
        g_assert_cmpint(stage.delivered, ==, 1);
        g_assert_cmpint(stage.refused, ==, 0);
        // The trouble was met, and repeated requests did the rest.
        g_assert_cmpint(small_office_requests(stage.office, "/v1/pieces/") +
                            small_office_requests(stage.office, "/v1/cases/"),
                        >, 3);
        g_assert_cmpuint(small_office_cases(stage.office), ==, 1);
        g_assert_cmpuint(small_office_pieces(stage.office), ==, 2);
        g_source_remove(pusher);
        stage_finish(&stage);
    }
}

static void
test_remote__asks_first_after_an_attempt_that_ended_unknown(void)
{
    struct stage stage;
    stage_init(&stage, NULL);
    deliver(&stage, 1); // as it stands in the store after a restart
    g_assert_true(until(&stage.delivered, 1, 20000));
    // First the header, which tells what is missing; then that, and the header again.
    g_assert_cmpint(small_office_requests(stage.office, "/v1/cases/"), ==, 2);
    g_assert_cmpint(small_office_requests(stage.office, "/v1/pieces/"), ==, 2);
    stage_finish(&stage);
}

static void
test_remote__never_calls_a_case_delivered_on_a_wrong_answer(void)
{
    struct stage stage;
    stage_init(&stage, NULL);
    small_office_misbehave(stage.office, "/v1/cases/", SMALL_OFFICE_OTHER, 1000);
    guint pusher = g_timeout_add(20, hasten, &stage);
    deliver(&stage, 0);
    g_assert_true(until(&stage.attempted, 5, 20000));
    g_assert_cmpint(stage.delivered, ==, 0);
    g_assert_cmpint(stage.told_there, <, stage.told_total);
    g_source_remove(pusher);
    stage_finish(&stage);
}

static void
test_remote__keeps_a_case_that_is_refused_for_good(void)
{
    struct stage stage;
    stage_init(&stage, NULL);
    small_office_misbehave(stage.office, "/v1/cases/", SMALL_OFFICE_DIFFERS, 1);
    deliver(&stage, 0);
    g_assert_true(until(&stage.refused, 1, 20000));
    g_assert_cmpstr(stage.code, ==, "case_differs");
    pass_time(300);
    g_assert_cmpint(stage.delivered, ==, 0);
    g_assert_cmpint(small_office_requests(stage.office, "/v1/cases/"), ==, 1);
    g_assert_true(g_file_test(case_path, G_FILE_TEST_EXISTS));
    stage_finish(&stage);
}

static void
test_remote__waits_for_an_office_that_is_not_there(void)
{
    struct stage stage;
    stage_init(&stage, "http://127.0.0.1:1");
    deliver(&stage, 0);
    g_assert_true(until(&stage.attempted, 1, 20000));
    pass_time(200);
    g_assert_cmpint(stage.attempted, ==, 1); // the second attempt comes later
    g_assert_true(remote_is_settled(stage.remote));
    stage_finish(&stage);
}

/* ---- heartbeat and catalogue ------------------------------------------------------------ */

static void
test_remote__says_how_the_terminal_is(void)
{
    struct stage stage;
    stage_init(&stage, NULL);
    GBytes *body = NULL;
    for (int i = 0; i < 100 && !body; i++) {
        pass_time(50);
        body = small_office_body(stage.office, "/v1/heartbeat");
    }
    g_assert_nonnull(body);
    json_t *value =
        json_parse(g_bytes_get_data(body, NULL), g_bytes_get_size(body), NULL);
    g_assert_true(schema_accepts(&office_heartbeat_schema, value, NULL));
    g_assert_cmpstr(json_text(value, "terminal", ""), ==, "0001");
    json_decref(value);
    g_bytes_unref(body);
    stage_finish(&stage);
}

static gboolean
change(gpointer context)
{
    remote_changed(((struct stage *)context)->remote);
    return G_SOURCE_CONTINUE;
}

/* A door with a loose contact changes a hundred times a second. */
static void
test_remote__a_loose_contact_does_not_keep_the_office_busy(void)
{
    struct stage stage;
    stage_init(&stage, NULL);
    guint contact = g_timeout_add(10, change, &stage);
    pass_time(800);
    int requests = small_office_requests(stage.office, "/v1/heartbeat");
    g_assert_cmpint(requests, ==, 1); // at once, and the next one 5 s later
    g_source_remove(contact);
    stage_finish(&stage);
}

static char *
sign(const char *body)
{
    uint8_t signature[64];
    char *text = g_malloc(sodium_base64_ENCODED_LEN(64, sodium_base64_VARIANT_ORIGINAL));
    crypto_sign_detached(signature, NULL, (const uint8_t *)body, strlen(body),
                         sign_secret);
    return sodium_bin2base64(
        text, sodium_base64_ENCODED_LEN(64, sodium_base64_VARIANT_ORIGINAL), signature,
        64, sodium_base64_VARIANT_ORIGINAL);
}

#define CATALOGUE                                                                        \
    "{\"services\":[],\"version\":"                                                      \
    "\"4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945\"}"

static void
test_remote__takes_a_signed_catalogue_once(void)
{
    struct stage stage;
    g_autofree char *signature = sign(CATALOGUE);
    stage_init(&stage, NULL);
    small_office_catalogue(stage.office, CATALOGUE, signature, "\"one\"");
    catalogue_fetch(stage.remote);
    g_assert_true(until(&stage.kept, 1, 20000));
    g_assert_nonnull(stage.catalogue);
    catalogue_fetch(stage.remote); // now it is the one that we have: 304
    pass_time(300);
    g_assert_cmpint(stage.kept, ==, 1);
    g_assert_cmpint(small_office_requests(stage.office, "/v1/catalogue"), >=, 2);
    stage_finish(&stage);
}

static void
test_remote__refuses_a_catalogue_that_the_office_did_not_sign(void)
{
    struct stage stage;
    g_autofree char *signature = sign("{\"another\":\"body\"}");
    stage_init(&stage, NULL);
    small_office_catalogue(stage.office, CATALOGUE, signature, "\"one\"");
    catalogue_fetch(stage.remote);
    pass_time(300);
    g_assert_cmpint(small_office_requests(stage.office, "/v1/catalogue"), ==, 1);
    small_office_catalogue(stage.office, "not json", signature, "\"two\"");
    catalogue_fetch(stage.remote);
    pass_time(300);
    g_assert_cmpint(stage.kept, ==, 0);
    g_assert_null(stage.catalogue);
    stage_finish(&stage);
}

/* ---- set-up ----------------------------------------------------------------------------- */

static void
hash_hex(const void *bytes, size_t size, char hex_out[65])
{
    uint8_t hash[32];
    crypto_hash_sha256(hash, bytes, size);
    sodium_bin2hex(hex_out, 65, hash, 32);
}

static void
make_case(void)
{
    size_t first = 200;
    uint8_t *bytes = g_malloc0(first + PIECE_2_SIZE);
    char one[65], other[65];
    memcpy(bytes, PIECE_1, strlen(PIECE_1));
    randombytes_buf(bytes + first, PIECE_2_SIZE);
    hash_hex(bytes, first, one);
    hash_hex(bytes + first, PIECE_2_SIZE, other);
    case_path = g_build_filename(folder, "case.sealed", NULL);
    g_assert_true(g_file_set_contents(case_path, (char *)bytes,
                                      (gssize)(first + PIECE_2_SIZE), NULL));
    json_t *header = json_pack(
        "{s:s, s:s, s:s, s:s, s:i, s:s, s:s, s:s, s:[{s:s,s:i,s:s},{s:s,s:i,s:s}]}",
        "case_id", CASE_ID, "terminal", "0001", "region", "999999", "service",
        "medical-insurance", "service_version", 1, "receipt_number", "000126112100071",
        "submitted_at", "2026-11-21T14:41:03+08:00", "query_code_hash", one, "pieces",
        "name", "application", "length", (int)first, "sha256", one, "name", "page-book-1",
        "length", PIECE_2_SIZE, "sha256", other);
    case_header = json_canonical(header);
    json_decref(header);
    g_free(bytes);
}

static void
make_key(void)
{
    char text[66];
    crypto_sign_keypair(sign_public, sign_secret);
    sodium_bin2hex(text, 65, sign_public, 32);
    text[64] = '\n';
    key_path = g_build_filename(folder, "catalogue.pub", NULL);
    g_assert_true(g_file_set_contents(key_path, text, 65, NULL));
}

#define ADD(name) g_test_add_func("/terminal/remote/" #name, name)

int
main(int argc, char **argv)
{
    g_assert_cmpint(sodium_init(), >=, 0);
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("kiosk-remote-XXXXXX", NULL);
    make_case();
    make_key();
    ADD(test_remote__delivers_pieces_and_header_byte_by_byte);
    ADD(test_remote__delivers_exactly_once_whatever_the_office_does);
    ADD(test_remote__asks_first_after_an_attempt_that_ended_unknown);
    ADD(test_remote__never_calls_a_case_delivered_on_a_wrong_answer);
    ADD(test_remote__keeps_a_case_that_is_refused_for_good);
    ADD(test_remote__waits_for_an_office_that_is_not_there);
    ADD(test_remote__says_how_the_terminal_is);
    ADD(test_remote__a_loose_contact_does_not_keep_the_office_busy);
    ADD(test_remote__takes_a_signed_catalogue_once);
    ADD(test_remote__refuses_a_catalogue_that_the_office_did_not_sign);
    int status = g_test_run();
    unlink(case_path);
    unlink(key_path);
    rmdir(folder);
    g_free(case_path);
    g_free(case_header);
    g_free(key_path);
    g_free(folder);
    return status;
}
