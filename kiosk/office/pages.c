// SPDX-License-Identifier: Apache-2.0
#include "office/pages.h"

#include <string.h>
#include <kiosk/office.h>

#include "office/embedded.h"

#define FORM_MEDIA "application/x-www-form-urlencoded"
#define FORM_MAX (64 * 1024)
#define UPLOAD_MEDIA "multipart/form-data"
#define UPLOAD_MAX (OFFICE_RESULT_MAX + FORM_MAX)

#define PAGE(name, guard)                                                                \
    static void show_##name(struct http_request *request, void *office)                  \
    {                                                                                    \
        page_run(request, office, guard, pages_##name);                                  \
    }

PAGE(login, PAGE_OPEN)
PAGE(enter, PAGE_OPEN)
PAGE(leave, PAGE_STAFF)
PAGE(cases, PAGE_STAFF)
PAGE(case, PAGE_STAFF)
PAGE(act, PAGE_STAFF)
PAGE(upload, PAGE_STAFF)
PAGE(paper, PAGE_STAFF)
PAGE(case_log, PAGE_STAFF)
PAGE(piece, PAGE_STAFF)
PAGE(material, PAGE_STAFF)
PAGE(trust, PAGE_STAFF)
PAGE(terminals, PAGE_STAFF)
PAGE(log, PAGE_STAFF)
PAGE(bookings, PAGE_STAFF)
PAGE(tickets, PAGE_STAFF)
PAGE(ticket, PAGE_STAFF)
PAGE(ticket_act, PAGE_STAFF)
PAGE(queue, PAGE_STAFF)
PAGE(queue_next, PAGE_STAFF)

static void
show_first(struct http_request *request, void *office)
{
    (void)office;
    http_add_header(request, "Location", "/staff/cases");
    http_answer(request, 303, "text/plain", "", 0);
}

static void
show_asset(struct http_request *request, void *office)
{
    (void)office;
    for (const struct embedded *asset = embedded_assets; asset->name; asset++) {
        if (!g_str_has_suffix(http_route_of(request)->path, asset->name))
            continue;
        http_add_header(request, "X-Content-Type-Options", "nosniff");
        http_add_header(request, "Cache-Control", "max-age=300");
        http_answer(request, 200, asset->media, asset->text, strlen(asset->text));
        return;
    }
    g_assert_not_reached();
}

const struct http_route pages_routes[] = {
    {"GET", "/", NULL, 0, NULL, show_first},
    {"GET", "/staff", NULL, 0, NULL, show_first},
    {"GET", "/staff/", NULL, 0, NULL, show_first},
    {"GET", "/staff/office.css", NULL, 0, NULL, show_asset},
    {"GET", "/staff/icons.svg", NULL, 0, NULL, show_asset},
    {"GET", "/staff/mark.svg", NULL, 0, NULL, show_asset},
    {"GET", "/staff/login", NULL, 0, NULL, show_login},
    {"POST", "/staff/login", FORM_MEDIA, FORM_MAX, NULL, show_enter},
    {"POST", "/staff/logout", FORM_MEDIA, FORM_MAX, NULL, show_leave},
    {"GET", "/staff/cases", NULL, 0, NULL, show_cases},
    {"GET", "/staff/cases/{case_id}", NULL, 0, NULL, show_case},
    {"GET", "/staff/cases/{case_id}/log", NULL, 0, NULL, show_case_log},
    {"GET", "/staff/cases/{case_id}/pieces/{name}", NULL, 0, NULL, show_piece},
    {"GET", "/staff/cases/{case_id}/materials/{material}", NULL, 0, NULL, show_material},
    {"POST", "/staff/cases/{case_id}/trust", FORM_MEDIA, FORM_MAX, NULL, show_trust},
    {"GET", "/staff/cases/{case_id}/papers/{name}", NULL, 0, NULL, show_paper},
    {"POST", "/staff/cases/{case_id}/acts", FORM_MEDIA, FORM_MAX, NULL, show_act},
    {"POST", "/staff/cases/{case_id}/results", UPLOAD_MEDIA, UPLOAD_MAX, NULL,
     show_upload},
    {"GET", "/staff/terminals", NULL, 0, NULL, show_terminals},
    {"GET", "/staff/log", NULL, 0, NULL, show_log},
    {"GET", "/staff/bookings", NULL, 0, NULL, show_bookings},
    {"GET", "/staff/tickets", NULL, 0, NULL, show_tickets},
    {"GET", "/staff/tickets/{letter}", NULL, 0, NULL, show_ticket},
    {"POST", "/staff/tickets/{letter}/acts", FORM_MEDIA, FORM_MAX, NULL, show_ticket_act},
    {"GET", "/staff/queue", NULL, 0, NULL, show_queue},
    {"POST", "/staff/queue/next", FORM_MEDIA, FORM_MAX, NULL, show_queue_next},
    {0}};

void
pages_refuse(struct http_request *request, enum http_refusal refusal, size_t limit,
             void *office)
{
    static const struct {
        unsigned status;
        const char *sentence;
    } words[] = {
        [HTTP_NO_CERTIFICATE] = {403, "这里要证书才能看。"},
        [HTTP_NO_ROUTE] = {404, "没有这一页。"},
        [HTTP_WRONG_METHOD] = {405, "这一页不能这样用。"},
        [HTTP_TOO_LARGE] = {413, "送来的内容太大。"},
        [HTTP_WRONG_MEDIA] = {415, "送来的内容类型不对。"},
    };
    g_autoptr(GString) text = g_string_new(NULL);

    (void)limit;
    (void)office;
    html_put(
        text,
        "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
        "<title>%s</title><link rel=\"stylesheet\" href=\"/staff/office.css\"></head>"
        "<body><main class=\"say\"><h1>%s</h1><p><a class=\"key\" href=\"/staff/cases\">"
        "回到列表</a></p></main></body></html>",
        words[refusal].sentence, words[refusal].sentence);
    http_add_header(request, "Content-Security-Policy", "default-src 'self'");
    http_answer(request, words[refusal].status, "text/html; charset=utf-8", text->str,
                text->len);
}
