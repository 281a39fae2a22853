// SPDX-License-Identifier: Apache-2.0
/* What staff do with a case, on a real office: each act by two presses, with who and when in the
 * chain; who may not; a result as PDF. The last test leaves pictures. */
#include "tests/support/browser.h"
#include "tests/support/clerk.h"
#include "tests/support/page.h"

#include <string.h>

#include "base/json.h"

#define PASSWORD "qingshan-2026"
#define FORM "application/x-www-form-urlencoded"
#define PDF                                                                              \
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                             \
    "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"                                      \
    "xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 1>>\n"                    \
    "startxref\n96\n%%EOF\n"

struct office {
    struct office_process *process;
    struct office_client *machine;
    struct clerk zhang, li; // 综合窗口, 审批
    struct sealed_case *sealed;
    char *path; // of its page
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
        sealed_case_create(office->process, &(struct sealed_options){.name = "王秀兰"});
    g_assert_cmpint(sealed_case_put(office->machine, office->sealed), ==, 201);
    office->path = g_strdup_printf("/staff/cases/%s", office->sealed->case_id);
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
    g_free(office->path);
}

static long
act(struct office *office, struct clerk *clerk, const char *what, const char *more)
{
    return clerk_act(clerk, office->sealed->case_id, what, more);
}

static json_t *
row_of(struct office *office)
{
    static const char *const words[] = {"list", "--json", NULL};
    g_autofree char *text = office_process_run(office->process, words, NULL, NULL);
    json_t *rows = json_loads(text, 0, NULL);
    json_t *row = json_incref(json_array_get(rows, 0));

    json_decref(rows);
    return row;
}

static void
must_be(struct office *office, const char *state)
{
    json_t *row = row_of(office);

    g_assert_cmpstr(json_text(row, "state", ""), ==, state);
    json_decref(row);
}

static void
must_say(const struct office_reply *reply, const char *text)
{
    if (!strstr(reply->body, text))
        g_error("the page does not say %s: %s", text, reply->body);
}

static long
issue(struct office *office, struct clerk *clerk, const char *bytes)
{
    return clerk_issue(clerk, office->sealed->case_id, bytes, strlen(bytes));
}

/* ---- claims ----------------------------------------------------------------------------- */

static void
test_case_flow__a_case_goes_its_whole_way(struct office *office, gconstpointer data)
{
    (void)data;
    g_assert_cmpint(act(office, &office->zhang, "accept", ""), ==, 303);
    must_be(office, "accepted");
    g_assert_cmpint(act(office, &office->li, "take_up", ""), ==, 303);
    must_be(office, "approving");
    g_assert_cmpint(act(office, &office->li, "grant", ""), ==, 303);
    must_be(office, "decided");
    g_assert_cmpint(issue(office, &office->zhang, PDF), ==, 303);
    must_be(office, "issued");
    g_assert_cmpint(act(office, &office->zhang, "deliver", ""), ==, 303);
    must_be(office, "delivered");
    g_assert_cmpint(act(office, &office->zhang, "archive", ""), ==, 303);
    must_be(office, "archived");
    g_autofree char *log = g_strconcat(office->path, "/log", NULL);
    struct office_reply *page = clerk_get(&office->zhang, log);
    static const char *const words[] = {"受理",     "开始审批", "准予办理",
                                        "附上结果", "归档",     "liwei"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        must_say(page, words[i]);
    g_assert_null(strstr(page->body, "记录被改动过"));
    office_reply_free(page);
}

static void
test_case_flow__one_press_changes_nothing(struct office *office, gconstpointer data)
{
    (void)data;
    g_autofree char *seq = clerk_seen(&office->zhang, office->sealed->case_id);
    struct office_reply *first =
        clerk_press(&office->zhang, office->sealed->case_id, "accept", seq, "");
    g_assert_cmpint(first->status, ==, 200);
    must_say(first, "受理通知书");
    must_say(first, "王秀兰");
    must_say(first, "没错，受理");
    office_reply_free(first);
    must_be(office, "received");
}

static void
test_case_flow__two_people_accept_and_approve(struct office *office, gconstpointer data)
{
    (void)data;
    g_assert_cmpint(act(office, &office->zhang, "accept", ""), ==, 303);
    g_assert_cmpint(act(office, &office->zhang, "take_up", ""), ==, 409);
    must_be(office, "accepted");
    struct office_reply *page = clerk_get(&office->zhang, office->path);
    must_say(page, "就<b>不能再审批</b>");
    g_assert_null(strstr(page->body, "value=\"take_up\""));
    office_reply_free(page);
    g_assert_cmpint(act(office, &office->li, "take_up", ""), ==, 303);
    g_assert_cmpint(act(office, &office->zhang, "grant", ""), ==, 409);
    must_be(office, "approving");
}

static void
test_case_flow__what_was_not_seen_is_not_done(struct office *office, gconstpointer data)
{
    (void)data;
    g_autofree char *seq = clerk_seen(&office->zhang, office->sealed->case_id);
    g_assert_cmpint(act(office, &office->li, "accept", ""), ==, 303);
    struct office_reply *late = clerk_press(&office->zhang, office->sealed->case_id,
                                            "refuse", seq, "&reason=x&confirmed=1");
    g_assert_cmpint(late->status, ==, 409);
    must_say(late, "别人刚办过这一件");
    office_reply_free(late);
    must_be(office, "accepted");
}

static void
test_case_flow__only_from_the_page_itself(struct office *office, gconstpointer data)
{
    g_autofree char *path = g_strconcat(office->path, "/acts", NULL);

    (void)data;
    struct office_reply *reply = clerk_post(&office->zhang, path, FORM,
                                            "csrf=wrong&seq=1&act=accept&confirmed=1", 0);
    g_assert_cmpint(reply->status, ==, 403);
    office_reply_free(reply);
    must_be(office, "received");
    g_assert_cmpint(act(office, &office->zhang, "burn", ""), ==, 400);
    g_assert_cmpint(act(office, &office->zhang, "correct", ""), ==, 400);
    g_assert_cmpint(act(office, &office->zhang, "grant", ""), ==, 409);
}

static void
test_case_flow__no_needs_a_reason(struct office *office, gconstpointer data)
{
    (void)data;
    g_assert_cmpint(act(office, &office->zhang, "refuse", ""), ==, 200); // asked again
    must_be(office, "received");
    g_assert_cmpint(act(office, &office->zhang, "refuse",
                        "&reason=%E4%B8%8D%E6%98%AF%E6%9C%AC%E5%8E%BF"),
                    ==, 303);
    must_be(office, "refused");
    g_autofree char *paper = g_strconcat(office->path, "/papers/refusal-1", NULL);
    struct office_reply *page = clerk_get(&office->li, paper);
    must_say(page, "不予受理通知书");
    must_say(page, "不是本县");
    office_reply_free(page);
}

static void
test_case_flow__all_defects_go_into_one_notice(struct office *office, gconstpointer data)
{
    (void)data;
    g_assert_cmpint(act(office, &office->zhang, "ask_correction", ""), ==, 409);
    g_assert_cmpint(act(office, &office->zhang, "ask_correction",
                        "&v-question-phone=mend&s-question-phone=one"
                        "&v-material-household_register=mend"
                        "&s-material-household_register=%3Cb%3Etwo"
                        "&v-question-name=right&s-question-name=three"),
                    ==, 303);
    must_be(office, "correction");
    g_autofree char *paper = g_strconcat(office->path, "/papers/correction-1", NULL);
    struct office_reply *page = clerk_get(&office->li, paper);
    must_say(page, "补齐补正通知单");
    must_say(page, "手机号码</td><td>one");
    must_say(page, "户口簿</td><td>&lt;b&gt;two");
    g_assert_null(strstr(page->body, "three"));
    office_reply_free(page);
}

static void
test_case_flow__a_result_is_a_whole_pdf(struct office *office, gconstpointer data)
{
    static const struct {
        const char *bytes, *says;
    } rows[] = {
        {"", "没有选文件"},
        {"PK\003\004 this is a document of another program, long enough to be looked at "
         "......",
         "不是PDF"},
        {"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages",
         "不完整"},
        {"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
         "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
         "xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Encrypt 9 0 R>>\n"
         "startxref\n96\n%%EOF\n",
         "密码"},
    };

    (void)data;
    g_assert_cmpint(act(office, &office->zhang, "accept", ""), ==, 303);
    g_assert_cmpint(act(office, &office->li, "take_up", ""), ==, 303);
    g_assert_cmpint(act(office, &office->li, "grant", ""), ==, 303);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct office_reply *reply = clerk_upload(&office->zhang, office->sealed->case_id,
                                                  rows[i].bytes, strlen(rows[i].bytes));
        g_assert_cmpint(reply->status, ==, 422);
        must_say(reply, rows[i].says);
        office_reply_free(reply);
    }
    must_be(office, "decided");
    g_assert_cmpint(issue(office, &office->zhang, PDF), ==, 303);
    g_autofree char *paper = g_strconcat(office->path, "/papers/result-1", NULL);
    struct office_reply *reply = clerk_get(&office->li, paper);
    g_assert_cmpuint(reply->size, ==, strlen(PDF));
    g_assert_true(memcmp(reply->body, PDF, reply->size) == 0);
    office_reply_free(reply);
}

/* Nothing that staff write stands readable on the disk. */
static void
test_case_flow__what_is_written_is_sealed(struct office *office, gconstpointer data)
{
    g_autofree char *folder = g_build_filename(office->process->folder, "office", NULL);
    g_autofree char *found = NULL;
    const char *argv[] = {"grep", "-rl", "-a", "secretword", folder, NULL};

    (void)data;
    g_assert_cmpint(act(office, &office->zhang, "refuse", "&reason=secretword"), ==, 303);
    g_assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH,
                               NULL, NULL, &found, NULL, NULL, NULL));
    g_assert_cmpstr(found, ==, "");
}

/* ---- in a browser ----------------------------------------------------------------------- */

static void
picture(struct office *office, struct browser *browser, const char *name)
{
    g_autofree char *file = g_strdup_printf("%s/%s.png", office->process->folder, name);

    browser_picture(browser, file);
}

static void
test_case_flow__works_in_a_browser_without_script(struct office *office,
                                                  gconstpointer data)
{
    struct browser *browser =
        clerk_browser(office->process, office->path, "zhangmin", PASSWORD);

    (void)data;
    browser_click(browser, "input[name=v-question-phone][value=mend]");
    picture(office, browser, "1-case");
    browser_follow(browser, "button[value=ask_correction]");
    g_autofree char *notice = browser_text(browser, ".sheet");
    g_assert_nonnull(strstr(notice, "手机号码"));
    picture(office, browser, "2-notice");
    must_be(office, "received");
    browser_follow(browser, ".confirm .primary");
    must_be(office, "correction");
    picture(office, browser, "3-correction");
    browser_stop(browser);
}

#define ADD(claim)                                                                       \
    g_test_add("/office/case_flow/" #claim, struct office, "case-flow-" #claim, set_up,  \
               test_case_flow__##claim, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(a_case_goes_its_whole_way);
    ADD(one_press_changes_nothing);
    ADD(two_people_accept_and_approve);
    ADD(what_was_not_seen_is_not_done);
    ADD(only_from_the_page_itself);
    ADD(no_needs_a_reason);
    ADD(all_defects_go_into_one_notice);
    ADD(a_result_is_a_whole_pdf);
    ADD(what_is_written_is_sealed);
    ADD(works_in_a_browser_without_script);
    return g_test_run();
}
