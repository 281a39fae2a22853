// SPDX-License-Identifier: Apache-2.0
/* What a terminal asks about a case, on a real office over TLS: how it stands, its result byte by
 * byte, the receipt, a correction. Every answer is held against the contract. */
#include "tests/support/clerk.h"

#include <string.h>

#include "base/json.h"

#define PASSWORD "qingshan-2026"
#define CODE "482915"
#define ID_NUMBER "999999194303120023"
#define JPEG "\xff\xd8\xff not much of a picture"
#define PDF                                                                              \
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                             \
    "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"                                      \
    "xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 1>>\n"                    \
    "startxref\n96\n%%EOF\n"

struct office {
    struct office_process *process;
    struct office_client *machine;
    struct clerk zhang, li;
    struct sealed_case *sealed;
};

static void
come_in(struct office *office, struct clerk *clerk, const char *name)
{
    const char *add[] = {"account", "add", name, NULL};

    g_free(office_process_run(office->process, add, PASSWORD, NULL));
    clerk_come_in(clerk, office->process, name, PASSWORD);
}

static void
set_up(struct office *office, gconstpointer name)
{
    office->process = office_process_create(name);
    office_process_start(office->process);
    office->machine = office_client_create(office->process);
    come_in(office, &office->zhang, "zhangmin");
    come_in(office, &office->li, "liwei");
    office->sealed =
        sealed_case_create(office->process, &(struct sealed_options){.serial = 7});
    g_assert_cmpint(sealed_case_put(office->machine, office->sealed), ==, 201);
}

static void
tear_down(struct office *office, gconstpointer name)
{
    (void)name;
    clerk_leave(&office->zhang);
    clerk_leave(&office->li);
    office_client_destroy(office->machine);
    sealed_case_destroy(office->sealed);
    office_process_destroy(office->process);
}

static void
act(struct office *office, struct clerk *clerk, const char *what, const char *more)
{
    g_assert_cmpint(clerk_act(clerk, office->sealed->case_id, what, more), ==, 303);
}

static void
issue(struct office *office)
{
    act(office, &office->zhang, "accept", "");
    act(office, &office->li, "take_up", "");
    act(office, &office->li, "grant", "");
    g_assert_cmpint(
        clerk_issue(&office->zhang, office->sealed->case_id, PDF, strlen(PDF)), ==, 303);
}

/* Takes `question`. */
static struct office_reply *
ask(struct office *office, const char *path, json_t *question, const char *certificate)
{
    const char *terminal = certificate ? certificate + strlen("terminal-") : "0001";

    json_object_set_new(question, "terminal", json_string(terminal));
    g_autofree char *body = json_canonical(question);
    json_decref(question);
    return office_ask(office->machine, &(struct office_call){.method = "POST",
                                                             .path = path,
                                                             .body = body,
                                                             .certificate = certificate});
}

static struct office_reply *
ask_number(struct office *office, const char *code, const char *certificate)
{
    return ask(office, "/v1/progress",
               json_pack("{s:O, s:s}", "receipt_number",
                         json_object_get(office->sealed->header, "receipt_number"),
                         "query_code", code),
               certificate);
}

static json_t *
progress(struct office *office)
{
    struct office_reply *reply = ask_number(office, CODE, NULL);
    json_t *value = json_incref(reply->json);

    g_assert_cmpint(reply->status, ==, 200);
    office_reply_free(reply);
    return value;
}

static void
must_be(const json_t *value, const char *pointer, const char *wanted)
{
    g_assert_cmpstr(json_string_value(json_at(value, pointer)), ==, wanted);
}

/* ---- progress --------------------------------------------------------------------------- */

static void
test_progress__number_and_code_tell_how_it_stands(struct office *office,
                                                  gconstpointer data)
{
    (void)data;
    json_t *value = progress(office);
    must_be(value, "/case_id", office->sealed->case_id);
    must_be(value, "/state", "received");
    must_be(value, "/next", "wait");
    must_be(value, "/steps/0/step", "received");
    must_be(value, "/steps/1/standing", "now");
    g_assert_cmpuint(json_array_size(json_at(value, "/results")), ==, 0);
    json_decref(value);
    act(office, &office->zhang, "accept", "");
    value = progress(office);
    must_be(value, "/state", "accepted");
    must_be(value, "/steps/1/standing", "done");
    must_be(value, "/steps/2/standing", "now");
    json_decref(value);
}

static struct office_reply *
ask_card(struct office *office, const char *id_number, const char *code)
{
    return ask(office, "/v1/progress",
               json_pack("{s:s, s:s}", "id_number", id_number, "query_code", code), NULL);
}

static void
test_progress__the_card_finds_the_case_of_its_code(struct office *office,
                                                   gconstpointer data)
{
    long status = 0;

    (void)data;
    // The office finds a person once it has looked inside.
    for (int i = 0; i < 4 && status != 200; i++) {
        struct office_reply *reply = ask_card(office, ID_NUMBER, CODE);
        status = reply->status;
        if (status == 200)
            must_be(reply->json, "/case_id", office->sealed->case_id);
        office_reply_free(reply);
        g_usleep(300000);
    }
    g_assert_cmpint(status, ==, 200);
    struct office_reply *other = ask_card(office, "999999199001010014", CODE);
    g_assert_cmpint(other->status, ==, 403);
    office_reply_free(other);
}

static void
test_progress__five_wrong_codes_close_the_number_here(struct office *office,
                                                      gconstpointer data)
{
    (void)data;
    office_process_certificate(office->process, "terminal-0002", "terminal-0002",
                               "clientAuth", 30);
    for (int i = 0; i < 5; i++) {
        struct office_reply *reply = ask_number(office, "000000", NULL);
        g_assert_cmpint(reply->status, ==, 403);
        must_be(reply->json, "/code", "wrong_code");
        g_assert_cmpint(json_integer_value(json_at(reply->json, "/tries_left")), ==,
                        4 - i);
        office_reply_free(reply);
    }
    struct office_reply *right = ask_number(office, CODE, NULL);
    g_autofree char *retry = office_reply_header(right, "Retry-After");
    g_assert_cmpint(right->status, ==, 429);
    must_be(right->json, "/code", "too_many_tries");
    g_assert_cmpint(g_ascii_strtoll(retry, NULL, 10), >, 3500);
    office_reply_free(right);
    struct office_reply *elsewhere = ask_number(office, CODE, "terminal-0002");
    g_assert_cmpint(elsewhere->status, ==, 200);
    office_reply_free(elsewhere);
}

static void
test_progress__one_number_and_no_other(struct office *office, gconstpointer data)
{
    (void)data;
    struct office_reply *none =
        ask(office, "/v1/progress", json_pack("{s:s}", "query_code", CODE), NULL);
    g_assert_cmpint(none->status, ==, 422);
    office_reply_free(none);
    struct office_reply *both =
        ask(office, "/v1/progress",
            json_pack("{s:s, s:s, s:s}", "query_code", CODE, "receipt_number",
                      "000126112100071", "id_number", ID_NUMBER),
            NULL);
    g_assert_cmpint(both->status, ==, 422);
    office_reply_free(both);
}

/* ---- results ---------------------------------------------------------------------------- */

static struct office_reply *
fetch(struct office *office, int number)
{
    return ask(office, "/v1/result",
               json_pack("{s:s, s:s, s:i}", "case_id", office->sealed->case_id,
                         "query_code", CODE, "result", number),
               NULL);
}

#define LETTER "019aa5d2-7b1c-7000-8000-0000000000d"

static struct office_reply *
sign_as(struct office *office, int number, const char *letter, const char *sealed)
{
    return ask(office, "/v1/delivery",
               json_pack("{s:s, s:s, s:i, s:i, s:s, s:s}", "id", letter, "case_id",
                         office->sealed->case_id, "result", number, "sheets", 1, "sealed",
                         sealed, "at", "2026-11-21T14:41:03+08:00"),
               NULL);
}

static char *
strokes(struct office *office, const char *letter)
{
    return sealed_letter(office->process, letter,
                         json_pack("{s:[[i,i,i,i]]}", "strokes", 10, 10, 500, 300));
}

static void
test_progress__a_result_comes_as_it_was_attached(struct office *office,
                                                 gconstpointer data)
{
    (void)data;
    struct office_reply *early = fetch(office, 1);
    g_assert_cmpint(early->status, ==, 404);
    office_reply_free(early);
    issue(office);
    json_t *value = progress(office);
    must_be(value, "/next", "print");
    g_assert_cmpint(json_integer_value(json_at(value, "/results/0/size")), ==,
                    strlen(PDF));
    g_assert_true(json_is_false(json_at(value, "/results/0/delivered")));
    json_decref(value);
    struct office_reply *reply = fetch(office, 1);
    g_autofree char *media = office_reply_header(reply, "Content-Type");
    g_assert_cmpint(reply->status, ==, 200);
    g_assert_cmpstr(media, ==, "application/pdf");
    g_assert_cmpuint(reply->size, ==, strlen(PDF));
    g_assert_true(memcmp(reply->body, PDF, reply->size) == 0);
    office_reply_free(reply);
    struct office_reply *second = fetch(office, 2);
    g_assert_cmpint(second->status, ==, 404);
    office_reply_free(second);
}

static void
must_sign(struct office *office, int number, const char *letter, const char *sealed,
          long status)
{
    struct office_reply *reply = sign_as(office, number, letter, sealed);
    if (reply->status != status)
        g_error("delivery: %ld instead of %ld: %s", reply->status, status, reply->body);
    office_reply_free(reply);
}

/* Sealed anew each time, as one letter is not: the terminal keeps its bytes. */
static void
test_progress__who_signs_twice_gets_the_same_receipt(struct office *office,
                                                     gconstpointer data)
{
    g_autofree char *sealed = strokes(office, LETTER "1");
    g_autofree char *other = strokes(office, LETTER "1");

    (void)data;
    must_sign(office, 1, LETTER "1", sealed, 409); // there is no result
    issue(office);
    must_sign(office, 1, LETTER "1", sealed, 409); // and nobody took it here
    office_reply_free(fetch(office, 1));
    must_sign(office, 1, LETTER "1", "QUJD", 422);
    must_sign(office, 1, LETTER "1", sealed, 201);
    must_sign(office, 1, LETTER "1", sealed, 200);
    must_sign(office, 1, LETTER "1", other, 409);
    json_t *value = progress(office);
    must_be(value, "/state", "delivered");
    must_be(value, "/next", "nothing");
    g_assert_true(json_is_true(json_at(value, "/results/0/delivered")));
    json_decref(value);
    g_autofree char *path =
        g_strdup_printf("/staff/cases/%s/papers/delivery-1", office->sealed->case_id);
    struct office_reply *page = clerk_get(&office->zhang, path);
    g_assert_nonnull(strstr(page->body, "送达回执"));
    g_assert_nonnull(strstr(page->body, "10,10 500,300"));
    office_reply_free(page);
}

/* ---- corrections ------------------------------------------------------------------------ */

static void
ask_for_correction(struct office *office)
{
    act(office, &office->zhang, "ask_correction",
        "&v-question-phone=mend&s-question-phone=digits"
        "&v-material-household_register=mend&s-material-household_register=blurred");
}

static void
test_progress__all_that_is_missing_is_told(struct office *office, gconstpointer data)
{
    (void)data;
    ask_for_correction(office);
    json_t *value = progress(office);
    must_be(value, "/state", "correction");
    must_be(value, "/next", "correct");
    must_be(value, "/defects/0/id", "phone");
    must_be(value, "/defects/0/sentence", "digits");
    must_be(value, "/defects/1/kind", "material");
    must_be(value, "/defects/1/id", "household_register");
    g_assert_nonnull(json_at(value, "/due_day"));
    json_decref(value);
}

static void
test_progress__a_correction_is_taken_once(struct office *office, gconstpointer data)
{
    struct sealed_case *correction = sealed_correction_create(
        office->process, office->sealed, "10000009999", JPEG, strlen(JPEG));

    (void)data;
    g_assert_cmpint(sealed_correction_put(office->machine, correction), ==, 409);
    ask_for_correction(office);
    g_assert_cmpint(sealed_correction_put(office->machine, correction), ==, 201);
    g_assert_cmpint(sealed_correction_put(office->machine, correction), ==, 200);
    json_t *value = progress(office);
    must_be(value, "/state", "received");
    must_be(value, "/steps/1/step", "correction");
    must_be(value, "/steps/1/standing", "done");
    json_decref(value);
    json_object_set_new(correction->header, "submitted_at",
                        json_string("2026-11-21T14:41:03+08:00"));
    g_assert_cmpint(sealed_correction_put(office->machine, correction), ==, 409);
    sealed_case_destroy(correction);
}

static void
test_progress__staff_see_the_case_as_corrected(struct office *office, gconstpointer data)
{
    struct sealed_case *correction = sealed_correction_create(
        office->process, office->sealed, "10000009999", JPEG, strlen(JPEG));
    g_autofree char *path = g_strdup_printf("/staff/cases/%s", office->sealed->case_id);
    g_autofree char *picture =
        g_strconcat(path, "/pieces/c1-page-household-register-1", NULL);

    (void)data;
    ask_for_correction(office);
    g_assert_cmpint(sealed_correction_put(office->machine, correction), ==, 201);
    struct office_reply *page = clerk_get(&office->li, path);
    g_assert_nonnull(strstr(page->body, "100 0000 9999"));
    g_assert_null(strstr(page->body, "100 0000 1234"));
    g_assert_nonnull(strstr(page->body, picture));
    office_reply_free(page);
    struct office_reply *reply = clerk_get(&office->li, picture);
    g_assert_cmpuint(reply->size, ==, strlen(JPEG));
    g_assert_true(memcmp(reply->body, JPEG, reply->size) == 0);
    office_reply_free(reply);
    sealed_case_destroy(correction);
}

static void
test_progress__a_correction_needs_the_code_of_its_case(struct office *office,
                                                       gconstpointer data)
{
    struct sealed_case *correction =
        sealed_correction_create(office->process, office->sealed, "10000009999", NULL, 0);

    (void)data;
    ask_for_correction(office);
    json_object_set_new(
        correction->header, "query_code_hash",
        json_string("0000000000000000000000000000000000000000000000000000000000000000"));
    g_assert_cmpint(sealed_correction_put(office->machine, correction), ==, 403);
    sealed_case_destroy(correction);
}

/* ---- the archive ------------------------------------------------------------------------ */

static void
must_hold(const char *folder, const char *name, const char *bytes)
{
    g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_nonnull(strstr(text, bytes));
}

static void
test_progress__the_archive_holds_all_that_came_and_was_written(struct office *office,
                                                               gconstpointer data)
{
    struct sealed_case *correction = sealed_correction_create(
        office->process, office->sealed, "10000009999", JPEG, strlen(JPEG));
    g_autofree char *folder = g_build_filename(office->process->folder, "exported", NULL);
    const char *words[] = {"export", office->sealed->case_id, folder, NULL};

    (void)data;
    ask_for_correction(office);
    g_assert_cmpint(sealed_correction_put(office->machine, correction), ==, 201);
    issue(office);
    g_autofree char *sealed = strokes(office, LETTER "1");
    office_reply_free(fetch(office, 1));
    must_sign(office, 1, LETTER "1", sealed, 201);
    g_free(office_process_run(office->process, words, NULL, NULL));
    must_hold(folder, "materials/c1-page-household-register-1.jpg", JPEG);
    must_hold(folder, "materials/c1-application.json", "10000009999");
    must_hold(folder, "papers/correction-1.json", "blurred");
    must_hold(folder, "papers/acceptance-1.json", "zhangmin");
    must_hold(folder, "papers/result-1.pdf", "%PDF-");
    must_hold(folder, "papers/delivery-1.json", "strokes");
    must_hold(folder, "checksums.txt", "papers/result-1.pdf");
    sealed_case_destroy(correction);
}

#define ADD(claim)                                                                       \
    g_test_add("/office/progress/" #claim, struct office, "progress-" #claim, set_up,    \
               test_progress__##claim, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(number_and_code_tell_how_it_stands);
    ADD(the_card_finds_the_case_of_its_code);
    ADD(five_wrong_codes_close_the_number_here);
    ADD(one_number_and_no_other);
    ADD(a_result_comes_as_it_was_attached);
    ADD(who_signs_twice_gets_the_same_receipt);
    ADD(all_that_is_missing_is_told);
    ADD(a_correction_is_taken_once);
    ADD(staff_see_the_case_as_corrected);
    ADD(a_correction_needs_the_code_of_its_case);
    ADD(the_archive_holds_all_that_came_and_was_written);
    return g_test_run();
}
