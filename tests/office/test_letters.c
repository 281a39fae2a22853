// SPDX-License-Identifier: Apache-2.0
/* Ratings, matters that could not be done, calls for help: over TLS as terminals send them.
 * Every answer is also held against the committed contract by office_ask. */
#include "tests/support/office_process.h"

#include <string.h>

#include "base/json.h"

#define ID_1 "019aa5d2-7b1c-7000-8000-000000000001"
#define ID_2 "019aa5d2-7b1c-7000-8000-000000000002"
#define CASE_1 "019aa5d2-7b1c-7000-8000-0000000000c1"
#define AT "\"at\":\"2026-11-21T14:41:03+08:00\""

struct desk {
    struct office_process *process;
    struct office_client *client;
};

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

/* What the answer must be: a word of it, and its status. */
static void
must_answer(struct desk *desk, const char *path, const char *body, long status,
            const char *member, const char *wanted)
{
    struct office_reply *reply =
        office_ask(desk->client,
                   &(struct office_call){.method = "POST", .path = path, .body = body});
    if (reply->status != status)
        g_error("%s: %ld instead of %ld: %s", path, reply->status, status, reply->body);
    g_assert_cmpstr(json_text(reply->json, member, "none"), ==, wanted);
    office_reply_free(reply);
}

static char *
rating(const char *id, int level, const char *tags)
{
    return g_strdup_printf("{\"id\":\"%s\",\"terminal\":\"0001\"," AT
                           ",\"case_id\":\"" CASE_1
                           "\",\"service\":\"medical-insurance\",\"level\":%d,"
                           "\"tags\":[%s]}",
                           id, level, tags);
}

static void
test_letters__rating_is_taken_once_a_case(struct desk *desk, gconstpointer data)
{
    g_autofree char *bad = rating(ID_1, 2, "\"machine\"");
    g_autofree char *other = rating(ID_1, 5, "");
    g_autofree char *second = rating(ID_2, 5, "");

    (void)data;
    must_answer(desk, "/v1/ratings", bad, 201, "state", "open");
    must_answer(desk, "/v1/ratings", bad, 200, "answer_by", "2026-11-24");
    must_answer(desk, "/v1/ratings", other, 409, "code", "letter_differs");
    must_answer(desk, "/v1/ratings", second, 409, "code", "already_rated");
}

static void
test_letters__good_rating_opens_nothing(struct desk *desk, gconstpointer data)
{
    g_autofree char *good = rating(ID_1, 5, "");
    g_autofree char *beyond = rating(ID_2, 6, "");
    g_autofree char *word = rating(ID_2, 5, "\"weather\"");

    (void)data;
    must_answer(desk, "/v1/ratings", good, 201, "state", "noted");
    must_answer(desk, "/v1/ratings", good, 200, "answer_by", "none");
    must_answer(desk, "/v1/ratings", beyond, 422, "code", "invalid");
    must_answer(desk, "/v1/ratings", word, 422, "code", "invalid");
}

static void
test_letters__trouble_is_answered_within_a_working_day(struct desk *desk,
                                                       gconstpointer data)
{
    (void)data;
    must_answer(desk, "/v1/troubles",
                "{\"id\":\"" ID_1 "\",\"terminal\":\"0001\"," AT
                ",\"number\":\"B000126112100011\",\"reasons\":[\"trips\",\"other\"],"
                "\"screen\":\"attract\",\"sealed\":\"QUJD\"}",
                201, "answer_by", "2026-11-23");
    must_answer(desk, "/v1/troubles",
                "{\"id\":\"" ID_2 "\",\"terminal\":\"0001\"," AT
                ",\"number\":\"B000126112100021\",\"reasons\":[],\"screen\":\"home\"}",
                422, "code", "invalid");
    must_answer(desk, "/v1/troubles",
                "{\"id\":\"" ID_2 "\",\"terminal\":\"0002\"," AT
                ",\"number\":\"B000126112100021\",\"reasons\":[\"late\"],"
                "\"screen\":\"home\"}",
                403, "code", "wrong_terminal");
}

static void
test_letters__only_a_call_back_waits_for_somebody(struct desk *desk, gconstpointer data)
{
    (void)data;
    must_answer(desk, "/v1/help-calls",
                "{\"id\":\"" ID_1 "\",\"terminal\":\"0001\"," AT
                ",\"kind\":\"come\",\"screen\":\"form\"}",
                201, "state", "noted");
    must_answer(desk, "/v1/help-calls",
                "{\"id\":\"" ID_2 "\",\"terminal\":\"0001\"," AT
                ",\"kind\":\"call_back\",\"screen\":\"form\",\"sealed\":\"QUJD\"}",
                201, "state", "open");
}

/* The formats are open: a newer terminal, or another maker's, may tell more than we know. */
static void
test_letters__members_of_strangers_do_no_harm(struct desk *desk, gconstpointer data)
{
    static const char call[] = "{\"id\":\"" ID_1 "\",\"terminal\":\"0001\"," AT
                               ",\"kind\":\"come\",\"screen\":\"form\",\"volume\":0.5,"
                               "\"touched\":[{\"x\":1.25e-3},null]}";

    (void)data;
    must_answer(desk, "/v1/help-calls", call, 201, "state", "noted");
    must_answer(desk, "/v1/help-calls", call, 200, "state", "noted");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name, test)                                                                  \
    g_test_add("/letters/" name, struct desk, "letters-" name, set_up, test, tear_down)
    ADD("once", test_letters__rating_is_taken_once_a_case);
    ADD("good", test_letters__good_rating_opens_nothing);
    ADD("trouble", test_letters__trouble_is_answered_within_a_working_day);
    ADD("strangers", test_letters__members_of_strangers_do_no_harm);
    ADD("help", test_letters__only_a_call_back_waits_for_somebody);
    return g_test_run();
}
