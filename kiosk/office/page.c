// SPDX-License-Identifier: Apache-2.0
#include "office/page.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/uuid.h"
#include "core/identity.h"

#define COOKIE "__Host-office"
#define FIELDS_MAX 256

struct showing {
    struct http_request *request;
    enum page_guard guard;
    page_show show;
};

/* ---- what was sent ---------------------------------------------------------------------- */

static char *
unescape_field(const char *text, size_t length)
{
    g_autofree char *copy = g_strndup(text, length);

    g_strdelimit(copy, "+", ' ');
    char *plain = g_uri_unescape_string(copy, NULL);
    if (plain && g_utf8_validate(plain, -1, NULL))
        return plain;
    g_free(plain);
    return g_strdup("");
}

/* application/x-www-form-urlencoded. */
static GHashTable *
read_form(const char *body)
{
    GHashTable *form = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

    for (size_t i = 0; *body && i < FIELDS_MAX; i++) {
        const size_t length = strcspn(body, "&");
        const char *sign = memchr(body, '=', length);
        const size_t name_length = sign ? (size_t)(sign - body) : length;
        g_hash_table_replace(form, unescape_field(body, name_length),
                             sign ? unescape_field(sign + 1, length - name_length - 1)
                                  : g_strdup(""));
        body += length;
        body += *body == '&';
    }
    return form;
}

static GHashTable *
read_body(struct page *page, const char *body, size_t size)
{
    const char *media = http_header(page->request, "Content-Type");

    if (!media || !g_str_has_prefix(media, "multipart/form-data"))
        return read_form(body);
    GHashTable *form = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    multipart_read(media, body, size, form, &page->file);
    return form;
}

const char *
page_field(const struct page *page, const char *name)
{
    const char *value = page->form ? g_hash_table_lookup(page->form, name) : NULL;

    return value ? value : "";
}

const char *
page_question(const struct page *page, const char *name)
{
    const char *value = http_query(page->request, name);

    return value && g_utf8_validate(value, -1, NULL) ? value : "";
}

unsigned
page_number(const struct page *page, const char *name, unsigned otherwise)
{
    guint64 number = 0;

    if (!g_ascii_string_to_unsigned(page_question(page, name), 10, 1, 1000000, &number,
                                    NULL))
        return otherwise;
    return (unsigned)number;
}

/* ---- who asks --------------------------------------------------------------------------- */

static void
find_session(struct page *page)
{
    const char *token = http_cookie(page->request, COOKIE);

    if (token)
        sessions_find(page->office->sessions, token, clock_monotonic_ms(),
                      &page->session);
}

/* A browser names the page a form was sent from; one that was not ours is refused. */
static bool
comes_from_us(const struct page *page)
{
    const char *origin = http_header(page->request, "Origin");
    const char *host = http_header(page->request, "Host");

    return !origin || (host && g_str_has_prefix(origin, "https://") &&
                       g_str_equal(origin + strlen("https://"), host));
}

static bool
token_is_right(const struct page *page)
{
    const char *token = page_field(page, "csrf");

    return strlen(token) == SESSION_TOKEN_SIZE - 1 &&
           sodium_memcmp(token, page->session.csrf, SESSION_TOKEN_SIZE - 1) == 0;
}

static void
show(struct page *page, const struct showing *showing)
{
    if (page->form && !comes_from_us(page)) {
        page_say(page, 403, "没有照办", "这一步不是从办件后台的页面来的。");
        return;
    }
    if (showing->guard == PAGE_STAFF && !page->session.account) {
        page_redirect(page, "/staff/login");
        return;
    }
    if (showing->guard == PAGE_STAFF && page->form && !token_is_right(page)) {
        page_say(page, 403, "没有照办", "页面太旧了，请回到列表再做一次。");
        return;
    }
    showing->show(page);
}

static void
run(struct office *office, void *data)
{
    struct showing *showing = data;
    struct page page = {.office = office, .request = showing->request};
    size_t size = 0;
    const char *body = http_body(page.request, &size);
    const bool is_post = g_str_equal(http_route_of(page.request)->method, "POST");

    page.out = g_string_sized_new(16 * 1024);
    page.form = is_post ? read_body(&page, body, size) : NULL;
    find_session(&page);
    show(&page, showing);
    g_assert(page.answered);
    if (page.form)
        g_hash_table_destroy(page.form);
    multipart_file_finish(&page.file);
    session_finish(&page.session);
    sodium_memzero(page.out->str, page.out->len);
    g_string_free(page.out, TRUE);
    g_free(showing);
}

void
page_run(struct http_request *request, struct office *office, enum page_guard guard,
         page_show show_page)
{
    struct showing *showing = g_new(struct showing, 1);

    *showing = (struct showing){.request = request, .guard = guard, .show = show_page};
    http_defer(request);
    office_do(office, run, showing);
}

/* ---- times ------------------------------------------------------------------------------ */

void
page_time(int64_t ms, char text_out[PAGE_TIME_SIZE])
{
    const struct clock_date date = clock_date(ms);

    g_snprintf(text_out, PAGE_TIME_SIZE, "%02d-%02d %02d:%02d", date.month, date.day,
               date.hour, date.minute);
}

const char *
page_weekday(int weekday)
{
    static const char *const names[] = {"星期日", "星期一", "星期二", "星期三",
                                        "星期四", "星期五", "星期六"};

    return names[(unsigned)weekday % 7];
}

/* ---- the frame -------------------------------------------------------------------------- */

static const char *
place_text(const struct page *page, const char *member)
{
    return service_text(json_object_get(page->office->place.json, member), "zh_CN");
}

static void
put_user(struct page *page)
{
    const struct clock_date now = clock_date(clock_real_ms());

    html_put(page->out, "<span class=\"clock\">%d年%d月%d日 %s %d:%02d</span>", now.year,
             now.month, now.day, page_weekday(now.weekday), now.hour, now.minute);
    if (!page->session.account)
        return;
    html_put(page->out,
             "<span class=\"account\">%s</span>"
             "<form method=\"post\" action=\"/staff/logout\">"
             "<input type=\"hidden\" name=\"csrf\" value=\"%s\">"
             "<button class=\"link\">退出</button></form>",
             page->session.account, page->session.csrf);
}

void
page_begin(struct page *page, const char *title)
{
    const char *place = place_text(page, "short_name");
    const char *tag = place_text(page, "tag");

    html_put(page->out,
             "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
             "<title>%s · %s办件后台</title>"
             "<meta name=\"viewport\" content=\"width=device-width\">"
             "<link rel=\"icon\" href=\"/staff/mark.svg\">"
             "<link rel=\"stylesheet\" href=\"/staff/office.css\"></head><body>"
             "<header><img class=\"mark\" src=\"/staff/mark.svg\" alt=\"\">"
             "<a class=\"house\" href=\"/staff/cases\">%s 办件后台</a>",
             title, place, place);
    if (tag[0])
        html_put(page->out, "<span class=\"tag\">%s</span>", tag);
    html_raw(page->out, "<span class=\"grow\"></span>");
}

void
page_header_end(struct page *page)
{
    put_user(page);
    html_raw(page->out, "</header>");
}

/* How many there are of what stands behind a tab; nothing when the store does not answer. */
static void
put_count(struct page *page, const json_t *counts, const char *member)
{
    const json_t *count = json_object_get(counts, member);

    if (count)
        html_put(page->out, "<span class=\"count\">%d</span>",
                 (int)json_integer_value(count));
}

void
page_tabs(struct page *page, enum page_tab open)
{
    static const struct {
        enum page_tab tab;
        const char *path, *name, *count;
    } tabs[] = {{TAB_CASES, "/staff/cases", "全部收件", "cases"},
                {TAB_TERMINALS, "/staff/terminals", "机器", "terminals"},
                {TAB_LOG, "/staff/log", "查看记录", "views"},
                {TAB_BOOKINGS, "/staff/bookings", "预约", ""},
                {TAB_TICKETS, "/staff/tickets", "来信", "letters"},
                {TAB_QUEUE, "/staff/queue", "排队", ""}};
    json_t *counts = store_call(page->office->store, &store_counts, json_object(), NULL);

    page_header_end(page);
    html_raw(page->out, "<nav class=\"tabs\">");
    for (size_t i = 0; i < G_N_ELEMENTS(tabs); i++) {
        html_put(page->out, "<a href=\"%s\" accesskey=\"%u\"%s>%s", tabs[i].path,
                 (unsigned)i + 1, tabs[i].tab == open ? " aria-current=page" : "",
                 tabs[i].name);
        put_count(page, counts, tabs[i].count);
        html_raw(page->out, "</a>");
    }
    html_raw(page->out, "</nav>");
    json_decref(counts);
}

static void
add_headers(struct http_request *request)
{
    static const char *const headers[][2] = {
        {"Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; "
                                    "base-uri 'none'; form-action 'self'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "same-origin"},
        {"Cache-Control", "no-store"}};

    for (size_t i = 0; i < G_N_ELEMENTS(headers); i++)
        http_add_header(request, headers[i][0], headers[i][1]);
}

void
page_end(struct page *page, unsigned status)
{
    html_raw(page->out, "</body></html>");
    add_headers(page->request);
    page->answered = true;
    http_answer(page->request, status, "text/html; charset=utf-8", page->out->str,
                page->out->len);
}

void
page_say(struct page *page, unsigned status, const char *title, const char *sentence)
{
    g_string_truncate(page->out, 0);
    page_begin(page, title);
    page_header_end(page);
    html_put(page->out,
             "<main class=\"say\"><h1>%s</h1><p>%s</p>"
             "<p><a class=\"key\" href=\"/staff/cases\">回到列表</a></p>"
             "<p class=\"small\">要找技术人员，请告诉他这个编号：%s</p></main>",
             title, sentence, http_id(page->request));
    page_end(page, status);
}

void
page_redirect(struct page *page, const char *location)
{
    add_headers(page->request);
    http_add_header(page->request, "Location", location);
    page->answered = true;
    http_answer(page->request, 303, "text/plain", "", 0);
}

/* ---- the store -------------------------------------------------------------------------- */

json_t *
page_ask(struct page *page, const struct store_act *act, json_t *in)
{
    g_autoptr(GError) error = NULL;
    json_t *out = store_call(page->office->store, act, in, &error);

    if (!out) {
        diag_warn("page: %s: %s", act->name, error->message);
        page_say(page, 503, "现在看不了",
                 "后台的存储暂时没有应答，已收的件都在，请过一会儿再看。");
    }
    return out;
}

bool
page_record(struct page *page, const char *who, const char *act, const char *case_id,
            const char *detail)
{
    struct uuid_source source = {0};
    uint8_t noise[10];
    char id[UUID_TEXT_SIZE];
    const int64_t now_ms = clock_real_ms();

    randombytes_buf(noise, sizeof noise);
    uuid_make(&source, now_ms, noise, id);
    json_t *done = page_ask(page, &store_audit,
                            json_pack("{s:s, s:I, s:s, s:s, s:s, s:s}", "id", id, "at_ms",
                                      (json_int_t)now_ms, "who", who, "act", act,
                                      "case_id", case_id, "detail", detail));
    json_decref(done);
    return done != NULL;
}
