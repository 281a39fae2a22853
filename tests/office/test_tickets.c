// SPDX-License-Identifier: Apache-2.0
/* What people wrote, on the staff pages: found, read, taken, answered, closed; in a browser
 * without script, and by two clerks at once. */
#include "tests/support/browser.h"
#include "tests/support/clerk.h"

#include <kiosk/letter.h>
#include <string.h>

#include "base/json.h"

#define PASSWORD "qingshan-2026"
#define TROUBLE "019aa5d2-7b1c-7000-8000-000000000001"
#define RATING "019aa5d2-7b1c-7000-8000-000000000002"
#define HELP "019aa5d2-7b1c-7000-8000-000000000003"
#define WORDS "窗口说要户口簿原件，我没有"
#define PHONE "10000001234"

struct office {
    struct office_process *process;
    struct office_client *machine;
    struct clerk zhang, li;
};

static void
send(struct office *office, const char *path, json_t *body)
{
    json_object_set_new(body, "terminal", json_string("0001"));
    json_object_set_new(body, "at", json_string("2026-11-21T14:41:03+08:00"));
    g_autofree char *text = json_canonical(body);
    struct office_reply *reply =
        office_ask(office->machine,
                   &(struct office_call){.method = "POST", .path = path, .body = text});

    if (reply->status != 201)
        g_error("%s: %ld: %s", path, reply->status, reply->body);
    office_reply_free(reply);
    json_decref(body);
}

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
    g_autofree char *sealed =
        sealed_letter(office->process, TROUBLE,
                      json_pack("{s:s, s:s}", "phone", PHONE, "words", WORDS));
    send(office, "/v1/troubles",
         json_pack("{s:s, s:s, s:[s, s], s:s, s:s, s:s}", "id", TROUBLE, "number",
                   "B000126112100011", "reasons", "papers", "trips", "screen", "scan",
                   "service", "medical-insurance", "sealed", sealed));
    send(office, "/v1/ratings",
         json_pack("{s:s, s:s, s:s, s:i, s:[s]}", "id", RATING, "case_id",
                   "019aa5d2-7b1c-7000-8000-0000000000c1", "service", "medical-insurance",
                   "level", 5, "tags", "speed"));
    send(office, "/v1/help-calls",
         json_pack("{s:s, s:s, s:s}", "id", HELP, "kind", "come", "screen", "form"));
}

static void
tear_down(struct office *office, gconstpointer name)
{
    (void)name;
    clerk_leave(&office->zhang);
    clerk_leave(&office->li);
    office_client_destroy(office->machine);
    office_process_destroy(office->process);
}

static void
must_show(struct clerk *clerk, const char *path, const char *there, const char *not_there)
{
    struct office_reply *page = clerk_get(clerk, path);

    if (page->status != 200 || !strstr(page->body, there) ||
        (not_there && strstr(page->body, not_there)))
        g_error("%s: %ld: \"%s\" was wanted, and no \"%s\": %s", path, page->status,
                there, not_there ? not_there : "", page->body);
    office_reply_free(page);
}

/* How the matter stands, as a terminal hears it; NULL: there is none. */
static json_t *
ticket(struct office *office, const char *number)
{
    g_autofree char *body =
        g_strdup_printf("{\"terminal\":\"0001\",\"number\":\"%s\"}", number);
    struct office_reply *reply =
        office_ask(office->machine, &(struct office_call){.method = "POST",
                                                          .path = "/v1/troubles/ticket",
                                                          .body = body});
    json_t *told = reply->status == 200 ? json_loads(reply->body, 0, NULL) : NULL;

    if (!told)
        g_assert_cmpint((int)reply->status, ==, 404);
    office_reply_free(reply);
    return told;
}

static void
must_stand(struct office *office, const char *state)
{
    json_t *told = ticket(office, "B000126112100011");

    g_assert_cmpstr(json_text(told, "state", ""), ==, state);
    g_assert_true(schema_check(&letter_ticket_schema, told, NULL));
    json_decref(told);
}

static long
press(struct clerk *clerk, const char *act, int seq, const char *words)
{
    g_autofree char *body =
        g_strdup_printf("csrf=%s&act=%s&seq=%d&words=%s", clerk->csrf, act, seq, words);
    struct office_reply *reply = clerk_post(clerk, "/staff/tickets/" TROUBLE "/acts",
                                            "application/x-www-form-urlencoded", body,
                                            strlen(body));
    const long status = reply->status;

    office_reply_free(reply);
    return status;
}

static void
test_tickets__open_ones_stand_first_and_say_nothing_personal(struct office *office,
                                                             gconstpointer data)
{
    (void)data;
    must_show(&office->zhang, "/staff/tickets", "要的材料拿不出来；跑了几趟没办成",
              WORDS);
    must_show(&office->zhang, "/staff/tickets", "还没人接", "非常满意");
    must_show(&office->zhang, "/staff/tickets?which=closed", "非常满意；快慢",
              "还没人接");
    must_show(&office->zhang, "/staff/tickets?which=all&kind=help", "叫人到机器前",
              "非常满意；快慢");
    must_show(&office->zhang, "/staff/tickets?which=%3Cscript%3E", "还没人接",
              "<script>");
    must_show(&office->zhang, "/staff/tickets/" TROUBLE, WORDS, NULL);
    must_show(&office->zhang, "/staff/tickets/" TROUBLE, PHONE, NULL);
    must_show(&office->zhang, "/staff/log", "看了来信", NULL);
}

static void
test_tickets__who_answers_writes_it_down(struct office *office, gconstpointer data)
{
    (void)data;
    g_assert_cmpint(press(&office->zhang, "close", 0, ""), ==, 409); // without a word
    g_assert_cmpint(press(&office->zhang, "burn", 0, "x"), ==, 400);
    g_assert_cmpint(press(&office->zhang, "take", 0, ""), ==, 303);
    g_assert_cmpint(press(&office->li, "take", 0, ""), ==, 409); // was quicker
    must_show(&office->li, "/staff/tickets", "zhangmin在办", NULL);
    g_assert_cmpint(press(&office->zhang, "answer", 1, "called"), ==, 303);
    g_assert_cmpint(press(&office->li, "close", 2, "came+and+did"), ==, 303);
    g_assert_cmpint(press(&office->li, "answer", 3, "more"), ==, 409); // it is over
    must_show(&office->li, "/staff/tickets?which=closed", "办完了", NULL);
    must_show(&office->li, "/staff/tickets/" TROUBLE, "came and did", "<textarea");
    struct office_reply *none = clerk_get(&office->li, "/staff/tickets/no-such-letter");
    g_assert_cmpint(none->status, ==, 404);
    office_reply_free(none);
}

static void
picture(struct office *office, struct browser *browser, const char *name)
{
    g_autofree char *file = g_build_filename(office->process->folder, name, NULL);
    browser_picture(browser, file);
}

static void
test_tickets__work_in_a_browser_without_script(struct office *office, gconstpointer data)
{
    struct browser *browser =
        clerk_browser(office->process, "/staff/tickets", "zhangmin", PASSWORD);

    (void)data;
    picture(office, browser, "list.png");
    browser_follow(browser, "tbody tr:first-child a");
    picture(office, browser, "ticket.png");
    g_autofree char *facts = browser_text(browser, ".answers");
    g_assert_nonnull(strstr(facts, WORDS));
    g_assert_nonnull(strstr(facts, "B 0001 261121 0001 1"));
    browser_follow(browser, "button[value=take]");
    g_assert_true(browser_has(browser, ".state.new"));
    browser_type(browser, "textarea", "called back, window 2 has it");
    browser_follow(browser, "button[value=close]");
    g_assert_true(browser_has(browser, ".state.good"));
    g_autofree char *done = browser_text(browser, "main");
    g_assert_nonnull(strstr(done, "window 2 has it"));
    g_assert_false(browser_has(browser, "textarea"));
    picture(office, browser, "closed.png");
    browser_stop(browser);
}

#define ADD(claim)                                                                       \
    g_test_add("/office/tickets/" #claim, struct office, "tickets-" #claim, set_up,      \
               test_tickets__##claim, tear_down)

static void
test_tickets__a_terminal_hears_how_one_stands_and_nothing_else(struct office *office,
                                                               gconstpointer data)
{
    (void)data;
    must_stand(office, "waiting");
    g_assert_cmpint((int)press(&office->zhang, "take", 0, ""), ==, 303);
    must_stand(office, "taken");
    g_assert_cmpint((int)press(&office->zhang, "answer", 1, WORDS), ==, 303);
    must_stand(office, "answered");
    json_t *told = ticket(office, "B000126112100011");
    g_autofree char *text = json_canonical(told);
    g_assert_null(strstr(text, WORDS));
    g_assert_null(strstr(text, "zhangmin"));
    g_assert_nonnull(json_object_get(told, "answer_by"));
    json_decref(told);
    g_assert_cmpint((int)press(&office->zhang, "close", 2, "done"), ==, 303);
    must_stand(office, "closed");
    g_assert_null(ticket(office, "B000126112199990"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(open_ones_stand_first_and_say_nothing_personal);
    ADD(who_answers_writes_it_down);
    ADD(work_in_a_browser_without_script);
    ADD(a_terminal_hears_how_one_stands_and_nothing_else);
    return g_test_run();
}
