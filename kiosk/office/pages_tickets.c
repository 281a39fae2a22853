// SPDX-License-Identifier: Apache-2.0
/* What people wrote from terminals: matters that could not be done, ratings, calls for help,
 * signatures. Who reads what is personal of it stands in the log. */
#include "office/pages.h"

#include <string.h>
#include <kiosk/letter.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/receipt.h"
#include "office/due.h"
#include "office/letters.h"
#include "office/store_letters.h"

static const char *const whiches[][2] = {
    {"open", "还没办完"}, {"closed", "办完的、不用办的"}, {"all", "全部"}};
static const char *const kinds[][2] = {{"", "各种"},
                                       {"trouble", "办不成事"},
                                       {"rating", "好差评"},
                                       {"help", "叫人"},
                                       {"delivery", "结果签收"}};

/* The word that is asked for, when it is one of the list; else the first of it. */
static const char *
asked(const struct page *page, const char *name, const char *const (*list)[2],
      size_t count)
{
    const char *word = page_question(page, name);

    for (size_t i = 0; i < count; i++)
        if (g_str_equal(list[i][0], word))
            return word;
    return list[0][0];
}

const char *
pages_ticket_kind(const char *kind)
{
    for (size_t i = 1; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_equal(kinds[i][0], kind))
            return kinds[i][1];
    return kind;
}

struct ticket_look {
    const char *look, *icon;
};

void
pages_put_ticket_state(struct page *page, const json_t *row)
{
    const char *state = json_text(row, "state", "");
    const char *due = json_text(row, "due_day", "");
    const char *taken = json_text(row, "taken_by", "");
    int left = 0;
    const bool late =
        *due && due_left(page->office->calendar, due, clock_real_ms(), &left) && left < 0;

    const struct ticket_look look =
        g_str_equal(state, "noted")    ? (struct ticket_look){"over", "info"}
        : g_str_equal(state, "closed") ? (struct ticket_look){"good", "check"}
        : late                         ? (struct ticket_look){"late", "error"}
        : *taken                       ? (struct ticket_look){"new", "edit"}
                                       : (struct ticket_look){"soon", "clock"};
    html_put(page->out, "<span class=\"state %s\">", look.look);
    html_icon(page->out, look.icon);
    if (g_str_equal(look.look, "late"))
        html_put(page->out, "超 %d 天%s%s</span>", -left, *taken ? "，" : "", taken);
    else if (g_str_equal(look.look, "new"))
        html_put(page->out, "%s在办</span>", taken);
    else
        html_put(page->out, "%s</span>",
                 g_str_equal(state, "noted")    ? "不用办"
                 : g_str_equal(state, "closed") ? "办完了"
                                                : "还没人接");
}

/* ---- the list --------------------------------------------------------------------------- */

static void
put_links(struct page *page, const char *which, const char *kind)
{
    html_raw(page->out, "<div class=\"filter\">");
    for (size_t i = 0; i < G_N_ELEMENTS(whiches); i++)
        html_put(page->out,
                 "<a class=\"key%s\" href=\"/staff/tickets?which=%s&amp;"
                 "kind=%s\">%s</a>",
                 g_str_equal(whiches[i][0], which) ? " primary" : "", whiches[i][0], kind,
                 whiches[i][1]);
    html_raw(page->out, "<span class=\"grow\"></span>");
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        html_put(page->out,
                 "<a class=\"key%s\" href=\"/staff/tickets?which=%s&amp;"
                 "kind=%s\">%s</a>",
                 g_str_equal(kinds[i][0], kind) ? " primary" : "", which, kinds[i][0],
                 kinds[i][1]);
    html_raw(page->out, "</div>");
}

static void
put_row(struct page *page, const json_t *row)
{
    const char *text = json_text(row, "body", "");
    json_t *body = json_parse(text, strlen(text), NULL);
    const char *service = json_text(row, "service", "");
    const struct service *known = office_service(page->office, service, 1);
    g_autofree char *said = letters_summary(body, json_text(row, "kind", ""));
    char at[PAGE_TIME_SIZE];

    page_time(json_integer_value(json_object_get(row, "at_ms")), at);
    html_put(page->out,
             "<tr><td><a href=\"/staff/tickets/%s\">%s</a></td><td>%s</td><td>%s</td>"
             "<td>%s</td><td>自助机 %s</td><td>",
             json_text(row, "id", ""), pages_ticket_kind(json_text(row, "kind", "")),
             said, known ? service_text(known->short_name, "zh_CN") : service, at,
             json_text(row, "terminal", ""));
    pages_put_ticket_state(page, row);
    html_raw(page->out, "</td><td>");
    pages_put_due(page, row);
    html_raw(page->out, "</td></tr>");
    json_decref(body);
}

void
pages_tickets(struct page *page)
{
    const char *which = asked(page, "which", whiches, G_N_ELEMENTS(whiches));
    const char *kind = asked(page, "kind", kinds, G_N_ELEMENTS(kinds));
    const unsigned number = page_number(page, "page", 1);
    size_t index;
    json_t *row;
    json_t *list =
        page_ask(page, &store_list_letters,
                 json_pack("{s:s, s:s, s:i, s:i}", "which", which, "kind", kind, "offset",
                           (int)((number - 1) * PAGES_TICKETS_PER_PAGE), "limit",
                           PAGES_TICKETS_PER_PAGE));
    if (!list)
        return;
    const json_t *rows = json_object_get(list, "letters");
    page_begin(page, "来信");
    page_tabs(page, TAB_TICKETS);
    html_raw(page->out, "<main class=\"list\">");
    put_links(page, which, kind);
    html_put(page->out,
             "<div class=\"heading\"><h1>来信 %d 件</h1><span class=\"state soon\">"
             "%d件还没办完</span><span class=\"grow\"></span>"
             "<span>写的话和电话点开才看，<b>看过都有记录</b></span></div>",
             (int)json_integer_value(json_object_get(list, "total")),
             (int)json_integer_value(json_object_get(list, "open")));
    html_raw(page->out,
             "<table><thead><tr><th>哪一种</th><th>说什么</th><th>事项</th><th>时间</th>"
             "<th>哪里</th><th>办到哪里</th><th>最晚</th></tr></thead><tbody>");
    json_array_foreach (rows, index, row)
        put_row(page, row);
    html_raw(page->out, "</tbody></table>");
    if (json_array_size(rows) == 0)
        html_raw(page->out, "<p class=\"empty\">这里没有来信。</p>");
    html_raw(page->out, "</main>");
    g_autofree char *path =
        g_strdup_printf("/staff/tickets?which=%s&kind=%s", which, kind);
    pages_put_foot(page, path, number, PAGES_TICKETS_PER_PAGE,
                   json_integer_value(json_object_get(list, "total")), "件");
    json_decref(list);
    page_end(page, 200);
}
