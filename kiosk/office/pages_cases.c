// SPDX-License-Identifier: Apache-2.0
#include "office/pages.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/identity.h"
#include "core/receipt.h"
#include "office/due.h"
#include "office/unseal.h"

/* ---- words that several pages have ------------------------------------------------------ */

const char *
pages_order(const struct page *page)
{
    return g_str_equal(page_question(page, "order"), "newest") ? "newest" : "deadline";
}

/* Digits only: people type the number with the gaps it is printed with. */
void
pages_digits(const struct page *page, char text_out[16])
{
    size_t length = 0;

    for (const char *at = page_question(page, "number"); *at && length < 15; at++)
        if (g_ascii_isdigit(*at))
            text_out[length++] = *at;
    text_out[length] = '\0';
}

static bool
days_left(const struct page *page, const json_t *row, int *days_out)
{
    return due_left(page->office->calendar, json_text(row, "due_day", DUE_UNKNOWN),
                    clock_real_ms(), days_out);
}

/* A case that the office must hurry with says so instead of where it stands. */
static const struct look {
    const char *state, *look, *icon, *word;
} looks[] = {
    {"received", "new", "inbox", "新收件"},      {"correction", "soon", "edit", "待补正"},
    {"refused", "over", "block", "不予受理"},    {"accepted", "new", "check", "已受理"},
    {"approving", "new", "hourglass", "审批中"}, {"decided", "good", "flag", "待出件"},
    {"issued", "good", "print", "已出件"},       {"delivered", "good", "check", "已送达"},
    {"archived", "over", "box", "已归档"},
};
static const struct look look_soon = {NULL, "soon", "clock", "快到期"};
static const struct look look_late = {NULL, "late", "error", "超期"};

void
pages_put_state(struct page *page, const json_t *row)
{
    int days = 0;
    const char *state = json_text(row, "state", "received");
    const bool ours = !g_str_equal(state, "correction");
    const bool known = ours && days_left(page, row, &days);
    const struct look *look = &looks[0];

    for (size_t i = 0; i < G_N_ELEMENTS(looks); i++)
        if (g_str_equal(looks[i].state, state))
            look = &looks[i];
    if (known && days <= 1)
        look = days < 0 ? &look_late : &look_soon;
    html_put(page->out, "<span class=\"state %s\">", look->look);
    html_icon(page->out, look->icon);
    html_put(page->out, "%s</span>", look->word);
}

bool
pages_put_left(struct page *page, const json_t *row)
{
    int days = 0;

    if (!days_left(page, row, &days)) {
        html_raw(page->out, "—");
        return false;
    }
    if (days < 0)
        html_put(page->out, "<b class=\"late\">超 %d 天</b>", -days);
    else if (days == 0)
        html_raw(page->out, "<b>今天到期</b>");
    else
        html_put(page->out, days == 1 ? "<b>剩 %d 天</b>" : "剩 %d 天", days);
    return days <= 1;
}

void
pages_put_due(struct page *page, const json_t *row)
{
    const char *day = json_text(row, "due_day", DUE_UNKNOWN);
    g_autofree char *noon = g_strconcat(day, "T12:00:00+08:00", NULL);
    int64_t at_ms = 0;

    if (g_str_equal(day, DUE_UNKNOWN) || !clock_parse(noon, &at_ms)) {
        html_raw(page->out, "—");
        return;
    }
    const struct clock_date date = clock_date(at_ms);
    html_put(page->out, "%02d-%02d %s", date.month, date.day, page_weekday(date.weekday));
}

void
pages_put_foot(struct page *page, const char *path, unsigned number, unsigned per_page,
               json_int_t total, const char *unit)
{
    char digits[16];
    const json_int_t first = (json_int_t)(number - 1) * per_page + 1;
    const json_int_t last = MIN(first + per_page - 1, total);

    pages_digits(page, digits);
    g_autofree char *query = g_strdup_printf("%s%corder=%s&number=%s", path,
                                             strchr(path, '?') ? '&' : '?',
                                             pages_order(page), digits);
    html_raw(page->out, "<footer>");
    if (total > 0)
        html_put(page->out, "<span>第%d—%d%s，共%d%s</span>", (int)first, (int)last, unit,
                 (int)total, unit);
    if (number > 1)
        html_put(page->out,
                 "<a class=\"key\" accesskey=\"p\" href=\"%s&amp;page=%u\">上一页</a>",
                 query, number - 1);
    if (last < total)
        html_put(page->out,
                 "<a class=\"key\" accesskey=\"n\" href=\"%s&amp;page=%u\">下一页</a>",
                 query, number + 1);
    html_raw(page->out,
             "<span class=\"grow\"></span><span class=\"keys\">键盘："
             "<kbd>Tab</kbd> 下一行 <kbd>Enter</kbd> 打开 <kbd>Alt+S</kbd> 找");
    if (last < total)
        html_raw(page->out, " <kbd>Alt+N</kbd> 下一页");
    html_raw(page->out, " <kbd>Alt+1</kbd>—<kbd>5</kbd> 换栏</span></footer>");
}

/* ---- the list --------------------------------------------------------------------------- */

/* The surname: all that the list may show before somebody opens the case. */
static void
put_applicant(struct page *page, const json_t *header)
{
    json_t *application = unseal_application(page->office->keyring,
                                             page->office->settings.pieces, header, NULL);
    const json_t *card = json_object_get(application, "applicant");
    const char *name = json_text(card, "name", "");
    g_autofree char *masked =
        identity_mask_name(name[0] ? name : json_text(card, "name_latin", ""));

    html_put(page->out, "<td>%s</td>", application ? masked : "—");
    json_decref(application);
}

static void
put_remark(struct page *page, const json_t *row)
{
    const char *content = json_text(row, "content", "");
    const json_int_t pages = json_integer_value(json_object_get(row, "page_count"));

    if (g_str_equal(content, "unreadable"))
        html_raw(page->out, "<td><b class=\"late\">打不开，找技术人员</b></td>");
    else if (g_str_equal(content, "invalid"))
        html_raw(page->out, "<td><b class=\"late\">内容不全，找技术人员</b></td>");
    else if (pages > 0)
        html_put(page->out, "<td>图%d张</td>", (int)pages);
    else
        html_raw(page->out, "<td>没有图</td>");
}

static void
put_row(struct page *page, const json_t *row, const char *query)
{
    const char *id = json_text(row, "service", "");
    const json_int_t version =
        json_integer_value(json_object_get(row, "service_version"));
    const struct service *service = office_service(page->office, id, version);
    const char *text = json_text(row, "header", "");
    json_t *header = json_parse(text, strlen(text), NULL);
    char shown[RECEIPT_SHOWN_SIZE], received[PAGE_TIME_SIZE];

    receipt_show(json_text(row, "receipt_number", ""), shown);
    page_time(json_integer_value(json_object_get(row, "received_ms")), received);
    html_put(page->out,
             "<tr><td><a class=\"number\" href=\"/staff/cases/%s?%s\">%s</a></td>"
             "<td><b>%s</b></td>",
             json_text(row, "case_id", ""), query, shown,
             service ? service_text(service->short_name, "zh_CN") : id);
    put_applicant(page, header);
    html_put(page->out, "<td>%s</td><td>自助机 %s</td><td>", received,
             json_text(row, "terminal", ""));
    pages_put_state(page, row);
    html_raw(page->out, "</td><td>");
    pages_put_due(page, row);
    html_raw(page->out, "</td><td>");
    pages_put_left(page, row);
    html_raw(page->out, "</td>");
    put_remark(page, row);
    html_raw(page->out, "</tr>");
    json_decref(header);
}

static void
put_filter(struct page *page, const char *digits)
{
    html_raw(page->out,
             "<form class=\"filter\" action=\"/staff/cases\"><div class=\"find\">");
    html_icon(page->out, "search");
    html_put(page->out,
             "<input name=\"number\" value=\"%s\" placeholder=\"编号，几位都行\" "
             "aria-label=\"编号\" inputmode=\"numeric\" maxlength=\"24\" "
             "accesskey=\"s\"></div>"
             "<input type=\"hidden\" name=\"order\" value=\"%s\">"
             "<button class=\"key primary small-key\">找</button>",
             digits, pages_order(page));
    if (digits[0])
        html_put(page->out, "<a class=\"key\" href=\"/staff/cases?order=%s\">看全部</a>",
                 pages_order(page));
    html_raw(page->out, "</form>");
}

static void
put_warning(struct page *page, const char *look, const char *icon, json_int_t count,
            const char *words)
{
    if (count == 0)
        return;
    html_put(page->out, "<span class=\"state %s\">", look);
    html_icon(page->out, icon);
    html_put(page->out, "%d件%s</span>", (int)count, words);
}

static void
put_warnings(struct page *page)
{
    char today[DUE_SIZE], soon[DUE_SIZE];

    due_soon(page->office->calendar, clock_real_ms(), today, soon);
    json_t *due = store_call(page->office->store, &store_due,
                             json_pack("{s:s, s:s}", "today", today, "soon", soon), NULL);
    put_warning(page, "late", "error", json_integer_value(json_object_get(due, "late")),
                "超期，先办");
    put_warning(page, "soon", "clock", json_integer_value(json_object_get(due, "soon")),
                "下个工作日前到期");
    json_decref(due);
}

static void
put_heading(struct page *page, const json_t *list, const char *digits)
{
    const json_int_t total = json_integer_value(json_object_get(list, "total"));

    html_raw(page->out, "<div class=\"heading\"><h1>");
    if (digits[0])
        html_put(page->out, "编号里有“%s”的 %d 件", digits, (int)total);
    else
        html_put(page->out, "全部收件 %d 件", (int)total);
    html_raw(page->out, "</h1>");
    put_warnings(page);
    html_raw(page->out,
             "<span class=\"grow\"></span>"
             "<span>姓名只显示姓，点开才看全，<b>看过都有记录</b></span></div>");
}

/* The arrow says by what the rows stand in order. */
static void
put_table_head(struct page *page, const char *digits)
{
    const bool newest = g_str_equal(pages_order(page), "newest");

    html_put(page->out,
             "<table><thead><tr><th>编号</th><th>事项</th><th>申请人</th>"
             "<th aria-sort=\"%s\"><a "
             "href=\"/staff/cases?order=newest&amp;number=%s\">%s收到</a>"
             "</th><th>哪里收的</th><th>状态</th>"
             "<th aria-sort=\"%s\"><a "
             "href=\"/staff/cases?order=deadline&amp;number=%s\">%s最晚</a>"
             "</th><th>还剩（工作日）</th><th>提醒</th></tr></thead><tbody>",
             newest ? "descending" : "none", digits, newest ? "↓ " : "",
             newest ? "none" : "ascending", digits, newest ? "" : "↑ ");
}

void
pages_cases(struct page *page)
{
    const unsigned number = page_number(page, "page", 1);
    const unsigned offset = (number - 1) * PAGES_CASES_PER_PAGE;
    char digits[16];

    pages_digits(page, digits);
    json_t *list =
        page_ask(page, &store_list_cases,
                 json_pack("{s:s, s:s, s:i, s:i}", "order", pages_order(page), "number",
                           digits, "offset", (int)offset, "limit", PAGES_CASES_PER_PAGE));
    if (!list)
        return;
    g_autofree char *query =
        g_strdup_printf("order=%s&number=%s", pages_order(page), digits);
    size_t index;
    json_t *row;

    page_begin(page, "全部收件");
    page_tabs(page, TAB_CASES);
    html_raw(page->out, "<main class=\"list\">");
    put_filter(page, digits);
    put_heading(page, list, digits);
    put_table_head(page, digits);
    json_array_foreach (json_object_get(list, "cases"), index, row)
        put_row(page, row, query);
    html_raw(page->out, "</tbody></table>");
    if (json_array_size(json_object_get(list, "cases")) == 0)
        html_put(page->out, "<p class=\"empty\">%s</p>",
                 digits[0] ? "没有这样的编号。" : "还没有收到件。");
    html_raw(page->out, "</main>");
    pages_put_foot(page, "/staff/cases", number, PAGES_CASES_PER_PAGE,
                   json_integer_value(json_object_get(list, "total")), "件");
    json_decref(list);
    page_end(page, 200);
}
