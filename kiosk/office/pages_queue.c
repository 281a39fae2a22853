// SPDX-License-Identifier: Apache-2.0
/* 取号: who waits at which window, and the next one called. Numbers only, no names. */
#include "office/pages.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "office/store_queue.h"

#define CALLED_SHOWN 12 // of a window; those before are over

static json_t *
today_key(void)
{
    const struct clock_date now = clock_date(clock_real_ms());
    char day[BOOKING_DAY_SIZE];

    booking_show_day(&now, day);
    return json_pack("{s:s}", "day", day);
}

static bool
is_waiting(const json_t *row)
{
    return json_integer_value(json_object_get(row, "called_ms")) == 0;
}

/* The last one that was called at the window; NULL: nobody yet. */
static const json_t *
last_called(const json_t *tickets, const char *desk)
{
    size_t index;
    json_t *row;

    json_array_foreach (tickets, index, row)
        if (g_str_equal(json_text(row, "desk", ""), desk) && !is_waiting(row))
            return row; // the highest comes first
    return NULL;
}

static int
count_waiting(const json_t *tickets, const char *desk)
{
    int count = 0;
    size_t index;
    json_t *row;

    json_array_foreach (tickets, index, row)
        count += g_str_equal(json_text(row, "desk", ""), desk) && is_waiting(row);
    return count;
}

static const char *
hours_now(struct page *page, const struct booking_window *window)
{
    const struct clock_date now = clock_date(clock_real_ms());

    switch (booking_now(window, page->office->bookings->calendar, &now).state) {
    case BOOKING_OPEN:
        return "开着，可以取号";
    case BOOKING_CLOSED:
        return "现在没开，取不了号";
    default:
        return "今年的放假安排还没有，取不了号";
    }
}

static void
put_window(struct page *page, const struct booking_window *window, const json_t *tickets)
{
    const json_t *last = last_called(tickets, window->id);
    const int waiting = count_waiting(tickets, window->id);

    html_put(page->out,
             "<div class=\"heading\"><h2>%s</h2><span>%s</span>"
             "<span class=\"grow\"></span><span>叫到 <b>%s</b></span>"
             "<span>还等着 <b>%d</b> 人</span>",
             service_text(window->name, "zh_CN"), hours_now(page, window),
             last ? json_text(last, "number", "") : "—", waiting);
    if (waiting > 0)
        html_put(page->out,
                 "<form method=\"post\" action=\"/staff/queue/next\">"
                 "<input type=\"hidden\" name=\"csrf\" value=\"%s\">"
                 "<input type=\"hidden\" name=\"window\" value=\"%s\">"
                 "<input type=\"hidden\" name=\"seen\" value=\"%d\">"
                 "<button class=\"key primary\">叫下一位</button></form>",
                 page->session.csrf, window->id,
                 (int)json_integer_value(json_object_get(last, "count")));
    html_raw(page->out, "</div>");
}

static void
put_row(struct page *page, const struct booking_window *window, const json_t *row)
{
    const bool waiting = is_waiting(row);
    char taken[PAGE_TIME_SIZE], called[PAGE_TIME_SIZE] = "—";

    page_time(json_integer_value(json_object_get(row, "taken_ms")), taken);
    if (!waiting)
        page_time(json_integer_value(json_object_get(row, "called_ms")), called);
    html_put(page->out,
             "<tr><td><b>%s</b></td><td>%s</td><td>自助机 %s，%s</td>"
             "<td><span class=\"state %s\">",
             json_text(row, "number", ""), service_text(window->name, "zh_CN"),
             json_text(row, "terminal", ""), taken, waiting ? "soon" : "good");
    html_icon(page->out, waiting ? "clock" : "check");
    html_put(page->out, "%s</span></td><td>%s</td><td>%s</td></tr>",
             waiting ? "等着" : "叫过了", called, json_text(row, "called_by", ""));
}

/* Who waits, first come first, then those who were called, the last one first. */
static void
put_rows(struct page *page, const struct booking_window *window, const json_t *tickets)
{
    int called = 0;

    for (size_t i = json_array_size(tickets); i-- > 0;) {
        const json_t *row = json_array_get(tickets, i);
        if (g_str_equal(json_text(row, "desk", ""), window->id) && is_waiting(row))
            put_row(page, window, row);
    }
    for (size_t i = 0; i < json_array_size(tickets) && called < CALLED_SHOWN; i++) {
        const json_t *row = json_array_get(tickets, i);
        if (!g_str_equal(json_text(row, "desk", ""), window->id) || is_waiting(row))
            continue;
        put_row(page, window, row);
        called++;
    }
}

void
pages_queue(struct page *page)
{
    const struct booking_rules *rules = &page->office->bookings->rules;
    json_t *list = page_ask(page, &store_list_queue, today_key());
    if (!list)
        return;
    const json_t *tickets = json_object_get(list, "tickets");

    page_begin(page, "排队");
    page_tabs(page, TAB_QUEUE);
    html_raw(page->out, "<main class=\"list\">");
    for (size_t i = 0; i < rules->window_count; i++)
        put_window(page, &rules->windows[i], tickets);
    html_raw(page->out,
             "<table><thead><tr><th>号</th><th>窗口</th><th>哪里取的</th><th>状态</th>"
             "<th>什么时候叫的</th><th>谁叫的</th></tr></thead><tbody>");
    for (size_t i = 0; i < rules->window_count; i++)
        put_rows(page, &rules->windows[i], tickets);
    html_raw(page->out, "</tbody></table>");
    if (json_array_size(tickets) == 0)
        html_raw(page->out, "<p class=\"empty\">今天还没有人取号。</p>");
    html_raw(page->out, "</main>");
    json_decref(list);
    page_end(page, 200);
}

void
pages_queue_next(struct page *page)
{
    const char *id = page_field(page, "window");
    const struct booking_window *window =
        booking_window(&page->office->bookings->rules, id);
    json_t *in = today_key();

    if (!window) {
        json_decref(in);
        page_say(page, 404, "没有这个窗口", "请回到排队再选。");
        return;
    }
    json_object_set_new(in, "desk", json_string(window->id));
    json_object_set_new(in, "who", json_string(page->session.account));
    json_object_set_new(in, "now_ms", json_integer(clock_real_ms()));
    json_object_set_new(
        in, "seen", json_integer(g_ascii_strtoll(page_field(page, "seen"), NULL, 10)));
    json_t *out = page_ask(page, &store_call_next, in);
    if (!out)
        return;
    // "changed": somebody else called meanwhile; the list shows whom, and nobody is passed over.
    page_redirect(page, "/staff/queue");
    json_decref(out);
}
