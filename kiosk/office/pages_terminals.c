// SPDX-License-Identifier: Apache-2.0
#include "office/pages.h"

#include <libintl.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/fault.h"
#include "core/supply.h"

#define SILENT_MS (3 * 60 * 1000) // three heartbeats that did not come

/* Who must act, as the terminal's own staff menu says it. */
static const char *
who_acts(const char *action)
{
    static const struct {
        const char *action, *words;
    } table[] = {{"clear", "值班员处理"},
                 {"maintenance", "工程师处理"},
                 {"configuration", "管理员处理"},
                 {"suspend", "会自己好"},
                 {"reset", "会自己好"}};

    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (g_str_equal(table[i].action, action))
            return table[i].words;
    return "";
}

/* A terminal that is older than this office does not tell whether a device works. */
static bool
device_works(const json_t *device)
{
    const json_t *works = json_object_get(device, "works");

    return works ? json_is_true(works)
                 : g_str_equal(json_text(device, "device", ""), "online");
}

/* The same that screens and staff of the terminal go by: what is wrong, since when, who must
 * act, and whether people can use it all the same. */
static void
put_device(struct page *page, const json_t *device)
{
    const struct fault *fault =
        fault_find(json_text(device, "class", ""), json_text(device, "cause", ""));
    const char *who = who_acts(json_text(device, "action", ""));
    char at[PAGE_TIME_SIZE];
    int64_t since_ms;

    html_put(page->out, "<span class=\"state %s\">",
             device_works(device) ? "soon" : "late");
    html_icon(page->out, "error");
    html_put(page->out, "%s</span> ", gettext(fault->title));
    if (clock_parse(json_text(device, "since", ""), &since_ms)) {
        page_time(since_ms, at);
        html_put(page->out, "%s起", at);
    }
    if (device_works(device))
        html_raw(page->out, "，还能用");
    if (*who != '\0')
        html_put(page->out, "，%s", who);
    if (fault->staff && *who != '\0')
        html_put(page->out, "：%s", gettext(fault->staff));
    html_raw(page->out, "<br>");
}

static void
put_devices(struct page *page, const json_t *heartbeat)
{
    size_t index, wrong = 0;
    json_t *device;

    json_array_foreach (json_object_get(heartbeat, "devices"), index, device) {
        if (device_works(device) && *json_text(device, "action", "") == '\0')
            continue;
        wrong++;
        put_device(page, device);
    }
    if (wrong > 0)
        return;
    html_raw(page->out, "<span class=\"state good\">");
    html_icon(page->out, "check");
    html_put(page->out, "%d样都好</span>",
             (int)json_array_size(json_object_get(heartbeat, "devices")));
}

static void
put_queue(struct page *page, const json_t *heartbeat)
{
    const json_t *queue = json_object_get(heartbeat, "queue");
    const json_int_t waiting = json_integer_value(json_object_get(queue, "waiting"));
    const json_int_t oldest_s = json_integer_value(json_object_get(queue, "oldest_s"));

    if (waiting == 0)
        html_raw(page->out, "没有");
    else
        html_put(page->out, "<b>%d件，最早的等了%d分钟</b>", (int)waiting,
                 (int)(oldest_s / 60));
}

/* What went since paper was put in, and what is soon to be put in. */
static void
put_supplies(struct page *page, const json_t *heartbeat)
{
    const json_t *supplies = json_object_get(heartbeat, "supplies"), *supply;
    size_t index;

    if (json_array_size(supplies) == 0)
        html_raw(page->out, "还没打过");
    json_array_foreach (supplies, index, supply) {
        const json_t *days = json_object_get(supply, "days_left");
        const bool slips = g_str_equal(json_text(supply, "class", ""), "receipt");
        const int left = (int)json_integer_value(days);
        if (index > 0)
            html_raw(page->out, "<br>");
        html_put(page->out, slips ? "小票 %d张" : "A4 %d张",
                 (int)json_integer_value(json_object_get(supply, "sheets_since_refill")));
        if (days == NULL)
            continue;
        if (left < SUPPLY_LOW_DAYS) {
            html_raw(page->out, " <span class=\"state late\">");
            html_icon(page->out, "error");
            html_put(page->out, "%s</span>", left == 0 ? "今天就要装纸" : "明天就要装纸");
        } else {
            html_put(page->out, "，还够%d天", left);
        }
    }
}

static void
put_heard(struct page *page, int64_t heard_ms)
{
    char at[PAGE_TIME_SIZE];

    page_time(heard_ms, at);
    if (clock_real_ms() - heard_ms > SILENT_MS) {
        html_raw(page->out, "<span class=\"state late\">");
        html_icon(page->out, "error");
        html_put(page->out, "%s 以后没有消息</span>", at);
    } else {
        html_raw(page->out, "<span class=\"state good\">");
        html_icon(page->out, "check");
        html_put(page->out, "%s</span>", at);
    }
}

static void
put_terminal(struct page *page, const json_t *row)
{
    const char *text = json_text(row, "heartbeat", "");
    json_t *heartbeat = json_parse(text, strlen(text), NULL);
    const char *catalogue = json_text(heartbeat, "catalogue", "");
    const bool current = g_str_equal(catalogue, page->office->published->etag);

    html_put(page->out, "<tr><td><b>自助机 %s</b></td><td>",
             json_text(row, "terminal", ""));
    put_heard(page, json_integer_value(json_object_get(row, "heard_ms")));
    html_raw(page->out, "</td><td>");
    put_devices(page, heartbeat);
    html_raw(page->out, "</td><td>");
    put_queue(page, heartbeat);
    html_raw(page->out, "</td><td>");
    put_supplies(page, heartbeat);
    html_put(page->out, "</td><td>%s</td><td>%s</td></tr>",
             current ? "是新的" : "还没换成新的", json_text(heartbeat, "version", ""));
    json_decref(heartbeat);
}

void
pages_terminals(struct page *page)
{
    size_t index;
    json_t *row;
    json_t *found = page_ask(page, &store_terminals, json_object());
    if (!found)
        return;
    const json_t *terminals = json_object_get(found, "terminals");

    page_begin(page, "机器");
    page_tabs(page, TAB_TERMINALS);
    html_put(page->out,
             "<main class=\"list\"><div class=\"heading\"><h1>机器 %d 台</h1></div>"
             "<table><thead><tr><th>机器</th><th>最近一次消息</th><th>设备</th>"
             "<th>等着送的件</th><th>装纸后打了</th><th>事项目录</th><th>程序</th></tr></"
             "thead><tbody>",
             (int)json_array_size(terminals));
    json_array_foreach (terminals, index, row)
        put_terminal(page, row);
    html_raw(page->out, "</tbody></table>");
    if (json_array_size(terminals) == 0)
        html_raw(page->out, "<p class=\"empty\">还没有机器来过消息。</p>");
    html_raw(page->out, "</main>");
    json_decref(found);
    page_end(page, 200);
}
