// SPDX-License-Identifier: Apache-2.0
/* Who has booked on a day, by time. Names and numbers are masked until somebody asks for them,
 * which is written down. */
#include "office/pages.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/identity.h"
#include "core/receipt.h"
#include "office/store_bookings.h"

static struct clock_date
day_of(const struct page *page)
{
    struct clock_date day;

    if (clock_parse_day(page_question(page, "day"), &day))
        return calendar_after_natural(&day, 0); // for its day of the week
    day = clock_date(clock_real_ms());
    return calendar_after_natural(&day, 0);
}

static void
put_day_link(struct page *page, const struct clock_date *day, int shift, const char *word,
             const char *key)
{
    const struct clock_date other = calendar_after_natural(day, shift);
    char text[BOOKING_DAY_SIZE];

    booking_show_day(&other, text);
    html_put(page->out,
             "<a class=\"key\" accesskey=\"%s\" href=\"/staff/bookings?day=%s\">%s</a>",
             key, text, word);
}

static void
put_heading(struct page *page, const struct clock_date *day, const json_t *list,
            bool full)
{
    char text[BOOKING_DAY_SIZE];

    booking_show_day(day, text);
    html_put(page->out,
             "<div class=\"heading\"><h1>%d月%d日 %s 的预约 %d 人</h1>"
             "<span class=\"grow\"></span>",
             day->month, day->day, page_weekday(day->weekday),
             (int)json_integer_value(json_object_get(list, "booked")));
    if (!full)
        html_put(page->out,
                 "<span>姓名只显示姓，<b>看过都有记录</b></span>"
                 "<a class=\"key\" href=\"/staff/bookings?day=%s&amp;full=1\">看全名</a>",
                 text);
    put_day_link(page, day, -1, "前一天", "p");
    put_day_link(page, day, 1, "后一天", "n");
    html_raw(page->out, "</div>");
}

static void
put_state(struct page *page, const json_t *row)
{
    const bool booked = g_str_equal(json_text(row, "state", ""), "booked");

    html_put(page->out, "<td><span class=\"state %s\">", booked ? "good" : "soon");
    html_icon(page->out, booked ? "check" : "clock");
    html_put(page->out, "%s</span></td>", booked ? "约好了" : "不来了");
}

static void
put_person(struct page *page, const json_t *row, bool full)
{
    json_t *person = bookings_open(page->office->bookings, json_text(row, "sealed", ""));
    const char *name = json_text(person, "name", "");
    const char *id_number = json_text(person, "id_number", "");
    g_autofree char *masked_name = identity_mask_name(name);
    g_autofree char *masked_id = identity_mask_id(id_number);

    if (person)
        html_put(page->out, "<td><b>%s</b></td><td class=\"number\">%s</td>",
                 !name[0] ? "没读身份证"
                 : full   ? name
                          : masked_name,
                 full ? id_number : masked_id);
    else
        html_raw(page->out, "<td>—</td><td>打不开，找技术人员</td>");
    json_decref(person);
}

static void
put_row(struct page *page, const json_t *row, bool full)
{
    json_t *booking = bookings_booking(page->office->bookings, row);
    const json_t *slot = json_object_get(booking, "slot");
    const json_t *window = json_object_get(booking, "window");
    const json_t *service = json_object_get(booking, "service_name");
    char shown[RECEIPT_SHOWN_SIZE], made[PAGE_TIME_SIZE];

    receipt_show(json_text(row, "number", ""), shown);
    page_time(json_integer_value(json_object_get(row, "made_ms")), made);
    html_put(page->out, "<tr><td><b>%s—%s</b></td><td>%s</td><td>%s</td>",
             json_text(slot, "from", ""), json_text(slot, "to", ""),
             service_text(json_object_get(window, "name"), "zh_CN"),
             service ? service_text(service, "zh_CN") : "窗口说");
    put_person(page, row, full);
    html_put(page->out, "<td class=\"number\">%s</td>", shown);
    put_state(page, row);
    html_put(page->out, "<td>自助机 %s，%s</td></tr>", json_text(row, "terminal", ""),
             made);
    json_decref(booking);
}

static bool
wants_full(struct page *page, const struct clock_date *day, bool *full_out)
{
    char text[BOOKING_DAY_SIZE];

    *full_out = g_str_equal(page_question(page, "full"), "1");
    booking_show_day(day, text);
    return !*full_out ||
           page_record(page, page->session.account, "saw_bookings", "", text);
}

void
pages_bookings(struct page *page)
{
    const struct clock_date day = day_of(page);
    const unsigned number = page_number(page, "page", 1);
    char text[BOOKING_DAY_SIZE];
    bool full = false;
    size_t index;
    json_t *row;

    booking_show_day(&day, text);
    if (!wants_full(page, &day, &full))
        return;
    json_t *list = page_ask(page, &store_list_bookings,
                            json_pack("{s:s, s:i, s:i}", "day", text, "limit",
                                      PAGES_BOOKINGS_PER_PAGE, "offset",
                                      (int)((number - 1) * PAGES_BOOKINGS_PER_PAGE)));
    if (!list)
        return;
    const json_t *rows = json_object_get(list, "bookings");
    page_begin(page, "预约");
    page_tabs(page, TAB_BOOKINGS);
    html_raw(page->out, "<main class=\"list\">");
    put_heading(page, &day, list, full);
    html_raw(page->out,
             "<table><thead><tr><th>时间</th><th>窗口</th><th>办什么</th><th>约给谁</th>"
             "<th>身份证号</th><th>预约编号</th><th>状态</th><th>哪里约的</th></tr>"
             "</thead><tbody>");
    json_array_foreach (rows, index, row)
        put_row(page, row, full);
    html_raw(page->out, "</tbody></table>");
    if (json_array_size(rows) == 0)
        html_raw(page->out, "<p class=\"empty\">这一天没有人预约。</p>");
    html_raw(page->out, "</main>");
    g_autofree char *path = g_strdup_printf("/staff/bookings?day=%s", text);
    pages_put_foot(page, path, number, PAGES_BOOKINGS_PER_PAGE,
                   json_integer_value(json_object_get(list, "total")), "人");
    json_decref(list);
    page_end(page, 200);
}
