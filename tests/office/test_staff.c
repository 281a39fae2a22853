// SPDX-License-Identifier: Apache-2.0
/* Staff pages on a real office: the door, the list, one case, what is written down of each look.
 * The last test shows them in a browser and leaves pictures. */
#include "tests/support/browser.h"
#include "tests/support/office_process.h"
#include "tests/support/page.h"

#include <string.h>

#include "base/json.h"

#define NAME "zhangmin"
#define PASSWORD "qingshan-2026"
#define FORM "application/x-www-form-urlencoded"
#define NAUGHTY "<script>alert(1)</script>&\"'"

struct office {
    struct office_process *process;
    struct office_client *client;  // of a clerk
    struct office_client *machine; // of the terminal
};

static void
set_up(struct office *office, gconstpointer name)
{
    static const char *const add[] = {"account", "add", NAME, NULL};

    office->process = office_process_create(name);
    g_free(office_process_run(office->process, add, PASSWORD, NULL));
    office_process_start(office->process);
    office->client = office_client_create(office->process);
    office->machine = office_client_create(office->process);
}

static void
tear_down(struct office *office, gconstpointer name)
{
    (void)name;
    office_client_destroy(office->client);
    office_client_destroy(office->machine);
    office_process_destroy(office->process);
}

static struct office_reply *
get(struct office *office, const char *path)
{
    return office_ask(office->client, &(struct office_call){
                                          .method = "GET", .path = path, .staff = true});
}

static struct office_reply *
post(struct office *office, const char *path, const char *form, const char *origin)
{
    g_autofree char *line = origin ? g_strdup_printf("Origin: %s", origin) : NULL;
    const char *headers[] = {line, NULL};

    return office_ask(office->client, &(struct office_call){.method = "POST",
                                                            .path = path,
                                                            .body = form,
                                                            .media = FORM,
                                                            .headers = headers,
                                                            .staff = true});
}

/* Status of a try to come in. */
static long
log_in(struct office *office, const char *name, const char *password)
{
    g_autofree char *form = g_strdup_printf("name=%s&password=%s", name, password);
    struct office_reply *reply = post(office, "/staff/login", form, NULL);
    const long status = reply->status;

    office_reply_free(reply);
    return status;
}

static void
must_say(const struct office_reply *reply, const char *text)
{
    if (!strstr(reply->body, text))
        g_error("the page does not say %s: %s", text, reply->body);
}

static struct sealed_case *
hand_in(struct office *office, const char *name, int serial, const void *page,
        size_t size)
{
    struct sealed_case *sealed = sealed_case_create(
        office->process,
        &(struct sealed_options){
            .name = name, .serial = serial, .pages = {page}, .page_sizes = {size}});

    g_assert_cmpint(sealed_case_put(office->machine, sealed), ==, 201);
    return sealed;
}

/* The page once the office has looked inside what was handed in. */
static struct office_reply *
list_when_read(struct office *office, const char *path, const char *until)
{
    for (int i = 0; i < 100; i++) {
        struct office_reply *reply = get(office, path);
        if (strstr(reply->body, until))
            return reply;
        office_reply_free(reply);
        g_usleep(50000);
    }
    g_error("%s never says %s", path, until);
}

/* ---- the door --------------------------------------------------------------------------- */

static void
test_staff__nobody_sees_anything_before_the_door(struct office *office,
                                                 gconstpointer data)
{
    static const char *const paths[] = {"/staff/cases",       "/staff/cases/x",
                                        "/staff/cases/x/log", "/staff/cases/x/pieces/y",
                                        "/staff/terminals",   "/staff/log"};

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        struct office_reply *reply = get(office, paths[i]);
        g_autofree char *location = office_reply_header(reply, "Location");
        g_assert_cmpint(reply->status, ==, 303);
        g_assert_cmpstr(location, ==, "/staff/login");
        office_reply_free(reply);
    }
}

static void
test_staff__door_opens_with_the_password_only(struct office *office, gconstpointer data)
{
    (void)data;
    g_assert_cmpint(log_in(office, NAME, "something-else"), ==, 403);
    g_assert_cmpint(log_in(office, "nobody", PASSWORD), ==, 403);
    g_assert_cmpint(log_in(office, NAME, ""), ==, 403);
    struct office_reply *reply =
        post(office, "/staff/login", "name=" NAME "&password=" PASSWORD, NULL);
    g_autofree char *cookie = office_reply_header(reply, "Set-Cookie");
    g_assert_cmpint(reply->status, ==, 303);
    static const char *const wanted[] = {"__Host-", "HttpOnly", "Secure",
                                         "SameSite=Strict"};
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        g_assert_nonnull(strstr(cookie, wanted[i]));
    office_reply_free(reply);
    reply = get(office, "/staff/cases");
    g_assert_cmpint(reply->status, ==, 200);
    must_say(reply, NAME);
    office_reply_free(reply);
}

static void
test_staff__five_wrong_tries_lock_the_name(struct office *office, gconstpointer data)
{
    static const char *const names[] = {NAME, "nobody"}; // both alike: names stay secret

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        for (int tries = 0; tries < 5; tries++)
            g_assert_cmpint(log_in(office, names[i], "wrong-password"), ==, 403);
        g_autofree char *form = g_strdup_printf("name=%s&password=" PASSWORD, names[i]);
        struct office_reply *reply = post(office, "/staff/login", form, NULL);
        g_assert_cmpint(reply->status, ==, 403);
        must_say(reply, "请过5分钟再来");
        office_reply_free(reply);
    }
}

static void
test_staff__leaving_needs_the_token(struct office *office, gconstpointer data)
{
    (void)data;
    g_assert_cmpint(log_in(office, NAME, PASSWORD), ==, 303);
    struct office_reply *reply = get(office, "/staff/cases");
    const char *token = strstr(reply->body, "name=\"csrf\" value=\"");
    g_assert_nonnull(token);
    g_autofree char *form =
        g_strdup_printf("csrf=%.64s", token + strlen("name=\"csrf\" value=\""));
    static const char *const wrong[] = {"csrf=", "csrf=0", "a=b"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        struct office_reply *refused = post(office, "/staff/logout", wrong[i], NULL);
        g_assert_cmpint(refused->status, ==, 403);
        office_reply_free(refused);
    }
    struct office_reply *foreign =
        post(office, "/staff/logout", form, "https://elsewhere.example");
    g_assert_cmpint(foreign->status, ==, 403);
    office_reply_free(foreign);
    office_reply_free(reply);

    reply = post(office, "/staff/logout", form, NULL);
    g_assert_cmpint(reply->status, ==, 303);
    office_reply_free(reply);
    reply = get(office, "/staff/cases");
    g_assert_cmpint(reply->status, ==, 303); // out
    office_reply_free(reply);
}

static void
test_staff__new_password_counts_while_the_office_runs(struct office *office,
                                                      gconstpointer data)
{
    static const char *const add[] = {"account", "add", NAME, NULL};
    static const char *const bad[] = {"account", "add", "a b", NULL};
    int status = 0;

    (void)data;
    g_free(office_process_run(office->process, add, "another-password", NULL));
    g_assert_cmpint(log_in(office, NAME, PASSWORD), ==, 403);
    g_assert_cmpint(log_in(office, NAME, "another-password"), ==, 303);
    g_free(office_process_run(office->process, add, "short", &status));
    g_assert_cmpint(status, !=, 0);
    g_free(office_process_run(office->process, bad, PASSWORD, &status));
    g_assert_cmpint(status, !=, 0);
}

/* ---- cases ------------------------------------------------------------------------------ */

static void
test_staff__names_are_masked_until_the_case_is_opened(struct office *office,
                                                      gconstpointer data)
{
    struct sealed_case *sealed = hand_in(office, "王秀兰", 1, "\xff\xd8\xff picture", 11);
    g_autofree char *path = g_strdup_printf("/staff/cases/%s", sealed->case_id);
    g_autofree char *full = g_strdup_printf("%s?full=1", path);

    (void)data;
    g_assert_cmpint(log_in(office, NAME, PASSWORD), ==, 303);
    struct office_reply *reply = list_when_read(office, "/staff/cases", "图1张");
    must_say(reply, "王**");
    g_assert_null(strstr(reply->body, "王秀兰"));
    office_reply_free(reply);
    reply = get(office, path);
    must_say(reply, "王秀兰");
    must_say(reply, "手机号码");
    must_say(reply, "100 0000 1234");
    must_say(reply, "待核原件");
    g_assert_null(strstr(reply->body, "19430312"));
    office_reply_free(reply);
    reply = get(office, full);
    must_say(reply, "999999 19430312 0023");
    office_reply_free(reply);
    sealed_case_destroy(sealed);
}

static void
test_staff__every_look_is_written_down_once(struct office *office, gconstpointer data)
{
    static const char picture[] = "\xff\xd8\xff picture";
    struct sealed_case *sealed = hand_in(office, NULL, 1, picture, 11);
    g_autofree char *path = g_strdup_printf("/staff/cases/%s", sealed->case_id);
    g_autofree char *piece =
        g_strdup_printf("%s/pieces/%s", path, sealed->pieces[0].name);
    g_autofree char *log = g_strdup_printf("%s/log", path);

    (void)data;
    g_assert_cmpint(log_in(office, NAME, PASSWORD), ==, 303);
    for (int i = 0; i < 2; i++) {
        struct office_reply *reply = get(office, piece);
        g_autofree char *media = office_reply_header(reply, "Content-Type");
        g_autofree char *cache = office_reply_header(reply, "Cache-Control");
        g_assert_cmpint(reply->status, ==, 200);
        g_assert_cmpstr(media, ==, "image/jpeg");
        g_assert_cmpstr(cache, ==, "no-store");
        g_assert_cmpuint(reply->size, ==, 11);
        g_assert_cmpint(memcmp(reply->body, picture, 11), ==, 0);
        office_reply_free(reply);
        office_reply_free(get(office, path));
    }
    struct office_reply *reply = get(office, log);
    must_say(reply, "看了图");
    must_say(reply, "打开看了");
    must_say(reply, "没有改动过");
    g_assert_null(strstr(strstr(reply->body, "看了图") + 1, "看了图"));
    g_assert_null(strstr(strstr(reply->body, "打开看了") + 1, "打开看了"));
    office_reply_free(reply);
    reply = get(office, "/staff/log");
    must_say(reply, "登录");
    must_say(reply, "打开看了");
    office_reply_free(reply);
    sealed_case_destroy(sealed);
}

static void
test_staff__markup_in_a_name_stays_text(struct office *office, gconstpointer data)
{
    struct sealed_case *sealed = hand_in(office, NAUGHTY, 1, NULL, 0);
    g_autofree char *path = g_strdup_printf("/staff/cases/%s", sealed->case_id);

    (void)data;
    g_assert_cmpint(log_in(office, NAME, PASSWORD), ==, 303);
    struct office_reply *reply = get(office, path);
    g_autofree char *policy = office_reply_header(reply, "Content-Security-Policy");
    g_assert_nonnull(strstr(policy, "default-src 'self'"));
    must_say(reply, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&apos;");
    g_assert_null(strstr(reply->body, "<script"));
    office_reply_free(reply);
    reply = get(office, "/staff/cases?number=%3Cscript%3E&order=%22%3E%3Cscript%3E");
    g_assert_null(strstr(reply->body, "<script"));
    office_reply_free(reply);
    g_assert_cmpint(log_in(office, "%22%3E%3Cscript%3E", "wrong-password"), ==, 403);
    reply = post(office, "/staff/login", "name=%22%3E%3Cscript%3E&password=x", NULL);
    g_assert_null(strstr(reply->body, "<script"));
    office_reply_free(reply);
    sealed_case_destroy(sealed);
}

static void
test_staff__what_is_not_there_is_said_so(struct office *office, gconstpointer data)
{
    struct sealed_case *sealed = hand_in(office, NULL, 1, NULL, 0);
    g_autofree char *piece =
        g_strdup_printf("/staff/cases/%s/pieces/nothing", sealed->case_id);
    const char *paths[] = {"/staff/cases/none",
                           "/staff/cases/none/log",
                           "/staff/cases/none/pieces/photo",
                           piece,
                           "/staff/nothing",
                           "/v1/catalogue"};

    (void)data;
    g_assert_cmpint(log_in(office, NAME, PASSWORD), ==, 303);
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        struct office_reply *reply = get(office, paths[i]);
        g_assert_cmpint(reply->status, ==, 404);
        must_say(reply, "回到列表");
        office_reply_free(reply);
    }
    sealed_case_destroy(sealed);
}

/* Sealed to keys the office does not have any more. */
static void
test_staff__case_that_cannot_be_opened_says_so(struct office *office, gconstpointer data)
{
    struct sealed_case *sealed = hand_in(office, NULL, 1, NULL, 0);
    g_autofree char *path = g_strdup_printf("/staff/cases/%s", sealed->case_id);
    g_autofree char *piece =
        g_strdup_printf("%s/office/pieces/%.2s/%s", office->process->folder,
                        sealed->pieces[0].sha256, sealed->pieces[0].sha256);

    (void)data;
    sealed->pieces[0].bytes[sealed->pieces[0].size - 1] ^= 1;
    g_assert_true(g_file_set_contents(piece, (char *)sealed->pieces[0].bytes,
                                      (gssize)sealed->pieces[0].size, NULL));
    g_assert_cmpint(log_in(office, NAME, PASSWORD), ==, 303);
    struct office_reply *reply = get(office, path);
    must_say(reply, "这一件打不开");
    office_reply_free(reply);
    reply = get(office, "/staff/cases");
    g_assert_cmpint(reply->status, ==, 200);
    office_reply_free(reply);
    sealed_case_destroy(sealed);
}

/* ---- in a browser ----------------------------------------------------------------------- */

static char *
draw_jpeg(struct office *office, enum page_kind kind, gsize *size_out)
{
    struct page page;
    g_autofree char *pnm = g_build_filename(office->process->folder, "page.ppm", NULL);
    g_autofree char *jpeg = g_build_filename(office->process->folder, "page.jpg", NULL);
    const char *convert[] = {"convert", pnm, "-quality", "80", jpeg, NULL};
    char *bytes = NULL;

    page_draw(&page, kind, 100, 0.0);
    g_assert_true(page_write(&page, pnm, NULL));
    page_finish(&page);
    g_assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)convert, NULL,
                               G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
    g_assert_true(g_file_get_contents(jpeg, &bytes, size_out, NULL));
    return bytes;
}

static char *
fill_office(struct office *office)
{
    static const char *const names[] = {"王秀兰",          "李强",   "陈明",   "赵桂英",
                                        "周德福",          "吴小梅", "孙建国", "郑丽",
                                        "古丽娜尔·买买提", "钱忠",   "冯玉珍", "褚国平"};
    gsize sizes[2];
    char *pages[2] = {draw_jpeg(office, PAGE_HOUSEHOLD, &sizes[0]),
                      draw_jpeg(office, PAGE_IDENTITY, &sizes[1])};
    char *last = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const bool deferred = i % 4 == 3;
        struct sealed_case *sealed = sealed_case_create(
            office->process,
            &(struct sealed_options){.name = names[i],
                                     .serial = (int)i + 1,
                                     .pages = {deferred ? NULL : pages[0], pages[1]},
                                     .page_sizes = {sizes[0], sizes[1]}});
        g_assert_cmpint(sealed_case_put(office->machine, sealed), ==, 201);
        if (i == 0)
            last = g_strdup(sealed->case_id);
        sealed_case_destroy(sealed);
    }
    g_free(pages[0]);
    g_free(pages[1]);
    return last;
}

static void
picture(struct office *office, struct browser *browser, const char *path,
        const char *name)
{
    g_autofree char *url =
        g_strdup_printf("https://127.0.0.1:%d%s", office->process->staff_port, path);
    g_autofree char *file = g_strdup_printf("%s/%s.png", office->process->folder, name);

    browser_open(browser, url);
    browser_picture(browser, file);
    g_test_message("%s", file);
}

static const char heartbeat[] =
    "{\"terminal\":\"0001\",\"at\":\"2026-11-21T14:41:03+08:00\",\"version\":\"0.1.0\","
    "\"devices\":[{\"name\":\"card\",\"class\":\"card\",\"device\":\"online\",\"cause\":"
    "\"none\",\"action\":\"\"},{\"name\":\"a4\",\"class\":\"printer\",\"device\":"
    "\"userError\","
    "\"cause\":\"paperOut\",\"action\":\"clear\"}],\"queue\":{\"waiting\":2,\"oldest_s\":"
    "700},"
    "\"catalogue\":\"\"}";

static void
test_staff__works_in_a_browser_without_script(struct office *office, gconstpointer data)
{
    g_autofree char *case_id = fill_office(office);
    g_autofree char *path = g_strdup_printf("/staff/cases/%s", case_id);
    g_autofree char *turned = g_strdup_printf("%s?picture=2&turn=1&full=1", path);
    g_autofree char *log = g_strdup_printf("%s/log", path);

    (void)data;
    office_reply_free(
        office_ask(office->machine, &(struct office_call){.method = "POST",
                                                          .path = "/v1/heartbeat",
                                                          .body = heartbeat}));
    struct browser *browser = browser_start(office->process->folder, 1366, 911);
    // The window's own bars take 143 of its height.
    picture(office, browser, "/", "1-door");
    browser_type(browser, "input[name=name]", NAME);
    browser_type(browser, "input[name=password]", "wrong-password");
    browser_follow(browser, "button[type=submit]");
    g_autofree char *refused =
        g_strdup_printf("%s/2-door-again.png", office->process->folder);
    browser_picture(browser, refused);
    // The name still stands there.
    browser_type(browser, "input[name=password]", PASSWORD);
    browser_follow(browser, "button[type=submit]");
    g_assert_true(browser_has(browser, "table"));
    picture(office, browser, "/staff/cases", "3-list");
    g_autofree char *first = browser_text(browser, "tbody tr:first-child");
    g_assert_nonnull(strstr(first, "王**"));
    browser_follow(browser, "tbody tr:first-child a");
    g_assert_true(browser_has(browser, ".stage img"));
    picture(office, browser, path, "4-case");
    picture(office, browser, turned, "5-case-turned");
    picture(office, browser, log, "6-case-log");
    picture(office, browser, "/staff/terminals", "7-terminals");
    picture(office, browser, "/staff/log", "8-log");
    picture(office, browser, "/staff/cases?page=2&order=newest", "9-list-2");
    picture(office, browser, "/staff/nothing", "10-nothing");
    browser_stop(browser);
}

#define ADD(claim)                                                                       \
    g_test_add("/office/staff/" #claim, struct office, "staff-" #claim, set_up,          \
               test_staff__##claim, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(nobody_sees_anything_before_the_door);
    ADD(door_opens_with_the_password_only);
    ADD(five_wrong_tries_lock_the_name);
    ADD(leaving_needs_the_token);
    ADD(new_password_counts_while_the_office_runs);
    ADD(names_are_masked_until_the_case_is_opened);
    ADD(every_look_is_written_down_once);
    ADD(markup_in_a_name_stays_text);
    ADD(what_is_not_there_is_said_so);
    ADD(case_that_cannot_be_opened_says_so);
    ADD(works_in_a_browser_without_script);
    return g_test_run();
}
