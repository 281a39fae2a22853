// SPDX-License-Identifier: Apache-2.0
#include "office/pages.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/receipt.h"

/* Words of the logs, as the database has them and as staff read them. */
static const char *
act_word(const char *act)
{
    static const char *const words[][2] = {{"received", "收件"},
                                           {"accept", "受理"},
                                           {"ask_correction", "一次性告知补正"},
                                           {"correct", "补正材料收到"},
                                           {"refuse", "不予受理"},
                                           {"take_up", "开始审批"},
                                           {"grant", "准予办理"},
                                           {"deny", "不予办理"},
                                           {"issue", "附上结果"},
                                           {"deliver", "送达"},
                                           {"archive", "归档"},
                                           {"compared", "核对了原件，升为B级"},
                                           {"not_compared", "核对记错了，退回C级"},
                                           {"fetched", "自助机取了结果文件"},
                                           {"saw_paper", "看了文书"},
                                           {"opened", "打开看了"},
                                           {"saw_piece", "看了图"},
                                           {"saw_numbers", "看了完整号码"},
                                           {"came_in", "登录"},
                                           {"refused", "登录没成：名字和密码对不上"},
                                           {"locked", "错了5次，锁5分钟"},
                                           {"exported", "导出档案包"},
                                           {"saw_bookings", "看了预约的全名"},
                                           {"saw_ticket", "看了来信"}};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_str_equal(words[i][0], act))
            return words[i][1];
    return act;
}

static void
put_entry(struct page *page, int64_t at_ms, const char *who, const char *act,
          const char *detail)
{
    char at[PAGE_TIME_SIZE];

    page_time(at_ms, at);
    const bool machine = g_str_has_prefix(who, "terminal-");
    html_put(page->out, "<tr><td>%s</td><td>%s%s</td><td>%s</td><td>%s</td>", at,
             machine ? "自助机 " : "", machine ? who + strlen("terminal-") : who,
             act_word(act), detail);
}

/* ---- one case --------------------------------------------------------------------------- */

static void
put_events(struct page *page, const json_t *log)
{
    size_t index;
    json_t *row;

    html_raw(page->out,
             "<h2>办理</h2><table><thead><tr><th>时间</th><th>谁</th><th>做了什么</th>"
             "<th>校验</th><th>哪份材料</th></tr></thead><tbody>");
    json_array_foreach (json_object_get(log, "events"), index, row) {
        g_autofree char *hash = store_event_hash(row);
        const bool whole = g_str_equal(hash, json_text(row, "hash", ""));
        const char *text = json_text(row, "detail", "");
        json_t *detail = json_parse(text, strlen(text), NULL);
        put_entry(page, json_integer_value(json_object_get(row, "at_ms")),
                  json_text(row, "actor", ""), json_text(row, "act", ""),
                  whole ? "没有改动过" : "记录被改动过，找技术人员");
        html_put(page->out, "<td>%s</td></tr>", json_text(detail, "title", ""));
        json_decref(detail);
    }
    html_raw(page->out, "</tbody></table>");
}

static void
put_views(struct page *page, const json_t *log)
{
    size_t index;
    json_t *row;

    html_raw(page->out, "<h2>谁看过</h2><table><thead><tr><th>时间</th><th>谁</th>"
                        "<th>看了什么</th><th>哪一张</th></tr></thead><tbody>");
    json_array_foreach (json_object_get(log, "views"), index, row) {
        put_entry(page, json_integer_value(json_object_get(row, "at_ms")),
                  json_text(row, "who", ""), json_text(row, "act", ""),
                  json_text(row, "detail", ""));
        html_raw(page->out, "</tr>");
    }
    html_raw(page->out, "</tbody></table>");
}

void
pages_case_log(struct page *page)
{
    const char *case_id = http_capture(page->request, 0);
    char digits[16], shown[RECEIPT_SHOWN_SIZE] = "";
    json_t *found =
        page_ask(page, &store_get_case, json_pack("{s:s}", "case_id", case_id));
    if (!found)
        return;
    const json_t *row = json_object_get(found, "case");
    const bool here = json_is_object(row);
    if (here)
        receipt_show(json_text(row, "receipt_number", ""), shown);
    json_decref(found);
    if (!here) {
        page_say(page, 404, "没有这一件", "编号可能抄错了，请回到列表找。");
        return;
    }
    json_t *log = page_ask(page, &store_case_log, json_pack("{s:s}", "case_id", case_id));
    if (!log)
        return;
    pages_digits(page, digits);
    page_begin(page, "办理记录");
    html_put(page->out,
             "<a accesskey=\"b\" href=\"/staff/cases/%s?order=%s&amp;number=%s\">"
             "回到这一件</a>",
             case_id, pages_order(page), digits);
    page_header_end(page);
    html_put(
        page->out,
        "<main class=\"list log\"><h1>办理记录 <span class=\"number\">%s</span></h1>",
        shown);
    put_events(page, log);
    put_views(page, log);
    html_raw(page->out, "</main>");
    json_decref(log);
    page_end(page, 200);
}

/* ---- all looks -------------------------------------------------------------------------- */

static void
put_case_link(struct page *page, const json_t *row)
{
    const char *number = json_text(row, "receipt_number", "");
    char shown[RECEIPT_SHOWN_SIZE];

    if (!number[0]) {
        html_raw(page->out, "<td>—</td></tr>");
        return;
    }
    receipt_show(number, shown);
    html_put(page->out,
             "<td><a class=\"number\" href=\"/staff/cases/%s/log\">%s</a></td></tr>",
             json_text(row, "case_id", ""), shown);
}

void
pages_log(struct page *page)
{
    const unsigned number = page_number(page, "page", 1);
    size_t index;
    json_t *row;
    json_t *log = page_ask(page, &store_list_audit,
                           json_pack("{s:i, s:i}", "offset",
                                     (int)((number - 1) * PAGES_LOOKS_PER_PAGE), "limit",
                                     PAGES_LOOKS_PER_PAGE));
    if (!log)
        return;
    page_begin(page, "查看记录");
    page_tabs(page, TAB_LOG);
    html_raw(page->out,
             "<main class=\"list log\"><div class=\"heading\"><h1>查看记录</h1>"
             "<span class=\"grow\"></span><span>新的在上面</span></div>"
             "<table><thead><tr><th>时间</th><th>谁</th><th>做了什么</th>"
             "<th>哪一张</th><th>哪一件</th></tr></thead><tbody>");
    json_array_foreach (json_object_get(log, "views"), index, row) {
        put_entry(page, json_integer_value(json_object_get(row, "at_ms")),
                  json_text(row, "who", ""), json_text(row, "act", ""),
                  json_text(row, "detail", ""));
        put_case_link(page, row);
    }
    html_raw(page->out, "</tbody></table></main>");
    pages_put_foot(page, "/staff/log", number, PAGES_LOOKS_PER_PAGE,
                   json_integer_value(json_object_get(log, "total")), "条");
    json_decref(log);
    page_end(page, 200);
}
