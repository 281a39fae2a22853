// SPDX-License-Identifier: Apache-2.0
#include "office/view.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/form.h"
#include "core/identity.h"
#include "core/receipt.h"
#include "office/document.h"
#include "office/unseal.h"

/* What of the card the questions do not ask for. */
static void
put_card(struct view *view)
{
    const json_t *card = json_object_get(view->application, "applicant");
    const char *authority = json_text(card, "authority", "");
    const char *from = json_text(card, "valid_from", "");
    const char *to = json_text(card, "valid_to", "");

    if (!authority[0] && !from[0])
        return;
    html_put(view->out, "<p class=\"note\">身份证：%s%s%s%s%s</p>", authority,
             from[0] ? "，有效期 " : "", from, to[0] ? "—" : "", to);
}

/* ---- the page --------------------------------------------------------------------------- */

static void
put_links(struct view *view)
{
    json_t *in = json_pack("{s:s, s:O, s:O, s:s}", "case_id", view->case_id,
                           "received_ms", json_object_get(view->row, "received_ms"),
                           "due_day", json_object_get(view->row, "due_day"), "order",
                           pages_order(view->page));
    char digits[16];

    pages_digits(view->page, digits);
    json_object_set_new(in, "number", json_string(digits));
    json_t *around = store_call(view->page->office->store, &store_neighbours, in, NULL);
    const char *before = json_text(around, "before", NULL);
    const char *after = json_text(around, "after", NULL);
    html_put(view->out, "<a accesskey=\"b\" href=\"/staff/cases?%s\">回到列表</a>",
             view->query);
    if (before)
        html_put(view->out, "<a accesskey=\"j\" href=\"/staff/cases/%s?%s\">上一件</a>",
                 before, view->query);
    if (after)
        html_put(view->out, "<a accesskey=\"k\" href=\"/staff/cases/%s?%s\">下一件</a>",
                 after, view->query);
    json_decref(around);
}

static const char *
clock_word(const struct view *view)
{
    switch (case_state_clock(view->dossier.state)) {
    case CASE_CLOCK_ACCEPT:
        return "说受理不受理";
    case CASE_CLOCK_CORRECTION:
        return "申请人补好";
    case CASE_CLOCK_PROMISE:
        return "办结";
    case CASE_CLOCK_ISSUE:
        return "出件";
    case CASE_CLOCK_NONE:
        break;
    }
    return "没有期限";
}

static void
put_title(struct view *view)
{
    const json_t *card = json_object_get(view->application, "applicant");
    const char *name = json_text(card, "name", "");
    char shown[RECEIPT_SHOWN_SIZE], received[PAGE_TIME_SIZE];

    receipt_show(json_text(view->row, "receipt_number", ""), shown);
    page_time(json_integer_value(json_object_get(view->row, "received_ms")), received);
    html_put(view->out,
             "<div class=\"case-title\"><h1>%s · %s</h1><span class=\"number\">%s</span>",
             view->service ? service_text(view->service->short_name, "zh_CN")
                           : json_text(view->row, "service", ""),
             name[0] ? name : json_text(card, "name_latin", ""), shown);
    pages_put_state(view->page, view->row);
    html_put(view->out, "<span>%s 自助机 %s 收件 · 最晚<b>", received,
             json_text(view->row, "terminal", ""));
    pages_put_due(view->page, view->row);
    html_put(view->out, "</b> %s，", clock_word(view));
    pages_put_left(view->page, view->row);
    html_put(view->out,
             "</span><span class=\"grow\"></span>"
             "<a accesskey=\"l\" href=\"/staff/cases/%s/log?%s\">办理记录</a></div>",
             view->case_id, view->query);
}

static void
put_case(struct view *view)
{
    const struct clock_date now = clock_date(clock_real_ms());

    page_begin(view->page, "一件");
    put_links(view);
    page_header_end(view->page);
    put_title(view);
    html_raw(view->out, "<main class=\"case\">");
    view_put_pictures(view);
    html_raw(view->out,
             "<section class=\"reading\" aria-label=\"填写的内容\">"
             "<div class=\"heading\"><h2>填写的内容</h2><span class=\"grow\"></span>"
             "<span>对着左边的图看</span></div>");
    view_put_answers(view);
    put_card(view);
    view_put_parties(view);
    view_put_materials(view);
    view_put_promise(view);
    view_put_defects(view);
    view_put_papers(view);
    html_raw(view->out, "</section></main><footer class=\"acting\">");
    view_put_acts(view);
    html_raw(view->out, "<p class=\"small\">");
    html_icon(view->out, "eye");
    html_put(
        view->out,
        "<span>已经记下：%s %d:%02d 看了这一件%s。</span><span class=\"grow\"></span>"
        "<span class=\"keys\">键盘：<kbd>Alt+P</kbd> <kbd>Alt+N</kbd> 换图 "
        "<kbd>Alt+J</kbd> <kbd>Alt+K</kbd> 上一件、下一件 <kbd>Alt+B</kbd> 回列表"
        "</span></p></footer>",
        view->page->session.account, now.hour, now.minute,
        view->full ? "，看了完整的号码" : "");
    page_end(view->page, 200);
}

static void
view_finish(struct view *view)
{
    if (view->pictures)
        g_ptr_array_free(view->pictures, TRUE);
    dossier_finish(&view->dossier);
    g_free(view->query);
}

/* False: it has answered. */
static bool
find_row(struct view *view)
{
    g_autoptr(GError) error = NULL;

    if (!dossier_load(&view->dossier, view->page->office, view->case_id, &error)) {
        page_say(view->page, 503, "现在看不了",
                 "后台的存储暂时没有应答，已收的件都在，请过一会儿再看。");
        return false;
    }
    view->row = view->dossier.row;
    view->service = view->dossier.service;
    if (view->row)
        return true;
    page_say(view->page, 404, "没有这一件", "编号可能抄错了，请回到列表找。");
    return false;
}

static bool
open_case(struct view *view)
{
    g_autoptr(GError) error = NULL;

    if (!dossier_open(&view->dossier, &error)) {
        page_say(
            view->page, 200, "这一件打不开",
            "封好的内容用现有的钥匙打不开，或者和件头对不上。件没有丢，请找技术人员。");
        return false;
    }
    view->application = view->dossier.application;
    return true;
}

static void
view_init(struct view *view, struct page *page)
{
    char digits[16];

    pages_digits(page, digits);
    *view = (struct view){
        .page = page,
        .out = page->out,
        .case_id = http_capture(page->request, 0),
        .query = g_strdup_printf("order=%s&number=%s", pages_order(page), digits),
        .turn = page_number(page, "turn", 4) % 4,
        .full = g_str_equal(page_question(page, "full"), "1")};
}

void
pages_case(struct page *page)
{
    struct view view;

    view_init(&view, page);
    // Turning pages of one case is one look; a look at whole numbers is another.
    g_autofree char *look =
        g_strdup_printf("%s/%s", view.case_id, view.full ? "numbers" : "case");
    if (find_row(&view) &&
        (!sessions_first_look(page->office->sessions, page->session.token, look,
                              clock_monotonic_ms()) ||
         page_record(page, page->session.account, view.full ? "saw_numbers" : "opened",
                     view.case_id, "")) &&
        open_case(&view)) {
        view.pictures = view_pictures(view.application, view.service);
        view.picture = MIN(page_number(page, "picture", 1), view.pictures->len);
        put_case(&view);
    }
    view_finish(&view);
}
