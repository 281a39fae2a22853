// SPDX-License-Identifier: Apache-2.0
/* One letter with what was said, and what staff do with it: take it, answer, close it. */
#include "office/pages.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/receipt.h"
#include "core/trouble.h"
#include "office/letters.h"
#include "office/store_letters.h"

static const char *const acts[][2] = {
    {"take", "接下来办"}, {"answer", "答复了"}, {"close", "办完了"}};

static const char *
act_word(const char *act)
{
    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
        if (g_str_equal(acts[i][0], act))
            return acts[i][1];
    return NULL;
}

/* ---- what was said ---------------------------------------------------------------------- */

static void
put_fact(struct page *page, const char *name, const char *value)
{
    if (value && value[0])
        html_put(page->out, "<tr><th>%s</th><td>%s</td></tr>", name, value);
}

/* What is sealed in it: the number to call, the own words. */
static void
put_private(struct page *page, const json_t *body)
{
    g_autoptr(GError) error = NULL;
    json_t *private = letters_open(page->office, body, &error);

    if (error)
        put_fact(page, "封着的内容", "打不开，找技术人员");
    put_fact(page, "自己写的话", json_text(private, "words", ""));
    put_fact(page, "回电话", json_text(private, "phone", ""));
    if (json_object_get(private, "strokes"))
        put_fact(page, "签名", "在办件的送达回执里");
    json_decref(private);
}

static void
put_case_link(struct page *page, const char *case_id)
{
    if (case_id[0])
        html_put(page->out,
                 "<tr><th>哪一件</th><td><a href=\"/staff/cases/%s\">看这一件</a></td>"
                 "</tr>",
                 case_id);
}

static void
put_facts(struct page *page, const json_t *row, const json_t *body)
{
    const char *id = json_text(row, "service", ""),
               *number = json_text(row, "number", "");
    const struct service *service = office_service(page->office, id, 1);
    g_autofree char *said = letters_summary(body, json_text(row, "kind", ""));
    g_autofree char *terminal = g_strdup_printf(
        "%s（%s）", json_text(row, "terminal", ""), json_text(body, "screen", "—"));
    char at[PAGE_TIME_SIZE], received[PAGE_TIME_SIZE], shown[TROUBLE_SHOWN_SIZE] = "";

    page_time(json_integer_value(json_object_get(row, "at_ms")), at);
    page_time(json_integer_value(json_object_get(row, "received_ms")), received);
    if (number[0])
        trouble_show(number, shown);
    html_raw(page->out, "<table class=\"answers\"><tbody>");
    put_fact(page, "编号", shown);
    put_fact(page, "说什么", said);
    put_private(page, body);
    put_fact(page, "事项", service ? service_text(service->name, "zh_CN") : id);
    put_case_link(page, json_text(row, "case_id", ""));
    put_fact(page, "什么时候说的", at);
    put_fact(page, "什么时候收到", received);
    put_fact(page, "哪台机器", terminal);
    html_raw(page->out, "<tr><th>最晚答复</th><td>");
    pages_put_due(page, row);
    html_raw(page->out, "</td></tr><tr><th>办到哪里</th><td>");
    pages_put_ticket_state(page, row);
    html_raw(page->out, "</td></tr></tbody></table>");
}

static void
put_done(struct page *page, const char *id, const json_t *done)
{
    size_t index;
    json_t *act;

    if (json_array_size(done) == 0)
        return;
    html_raw(page->out, "<h2>办理</h2><table><thead><tr><th>时间</th><th>谁</th>"
                        "<th>做了什么</th><th>写的话</th></tr></thead><tbody>");
    json_array_foreach (done, index, act) {
        g_autofree char *words =
            letters_read_words(page->office, id, json_text(act, "words", ""));
        const char *word = act_word(json_text(act, "act", ""));
        char at[PAGE_TIME_SIZE];
        page_time(json_integer_value(json_object_get(act, "at_ms")), at);
        html_put(page->out, "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>", at,
                 json_text(act, "who", ""), word ? word : "",
                 words ? words : "打不开，找技术人员");
    }
    html_raw(page->out, "</tbody></table>");
}

/* ---- what is done ----------------------------------------------------------------------- */

static void
put_form(struct page *page, const json_t *row, size_t seq)
{
    const bool taken = json_text(row, "taken_by", "")[0] != '\0';

    if (!g_str_equal(json_text(row, "state", ""), "open"))
        return;
    html_put(page->out,
             "<form class=\"confirm\" method=\"post\" action=\"/staff/tickets/%s/acts\">"
             "<input type=\"hidden\" name=\"csrf\" value=\"%s\">"
             "<input type=\"hidden\" name=\"seq\" value=\"%zu\">"
             "<label for=\"words\">答复的话（答复、办完要写）</label>"
             "<textarea id=\"words\" name=\"words\" maxlength=\"%d\" rows=\"3\">"
             "</textarea><p class=\"presses\">",
             json_text(row, "id", ""), page->session.csrf, seq, LETTERS_WORDS_MAX);
    html_put(page->out,
             "<button class=\"key%s\" name=\"act\" value=\"take\" accesskey=\"t\">%s"
             "</button>"
             "<button class=\"key%s\" name=\"act\" value=\"answer\" accesskey=\"a\">"
             "记下答复</button>"
             "<button class=\"key\" name=\"act\" value=\"close\" accesskey=\"c\">"
             "办完了，关掉</button></p></form>",
             taken ? "" : " primary", taken ? "转给我办" : "我来办",
             taken ? " primary" : "");
}

/* NULL: it has answered. */
static json_t *
load(struct page *page)
{
    const char *id = http_capture(page->request, 0);
    json_t *found = page_ask(page, &store_get_letter, json_pack("{s:s}", "id", id));

    if (!found || json_is_object(json_object_get(found, "letter")))
        return found;
    json_decref(found);
    page_say(page, 404, "没有这一封", "可能抄错了，请回到来信里找。");
    return NULL;
}

void
pages_ticket(struct page *page)
{
    const char *id = http_capture(page->request, 0);
    json_t *found = load(page);
    if (!found)
        return;
    if (!page_record(page, page->session.account, "saw_ticket", "", id)) {
        json_decref(found);
        return;
    }
    const json_t *row = json_object_get(found, "letter");
    const json_t *done = json_object_get(found, "acts");
    const char *text = json_text(row, "body", "");
    json_t *body = json_parse(text, strlen(text), NULL);

    page_begin(page, "来信");
    html_raw(page->out, "<a accesskey=\"b\" href=\"/staff/tickets\">回到来信</a>");
    page_header_end(page);
    html_put(page->out, "<main class=\"say wide log\"><h1>%s</h1>",
             pages_ticket_kind(json_text(row, "kind", "")));
    put_facts(page, row, body);
    put_done(page, id, done);
    put_form(page, row, json_array_size(done));
    html_raw(page->out, "</main>");
    json_decref(body);
    json_decref(found);
    page_end(page, 200);
}

/* ---- the press -------------------------------------------------------------------------- */

static char *
read_words(const struct page *page)
{
    g_autofree char *text = g_strdup(page_field(page, "words"));

    g_strstrip(text);
    g_strdelimit(text, "\r\n\t", ' ');
    if (g_utf8_strlen(text, -1) <= LETTERS_WORDS_MAX)
        return g_steal_pointer(&text);
    return g_utf8_substring(text, 0, LETTERS_WORDS_MAX);
}

static void
answer_outcome(struct page *page, const char *id, const char *outcome)
{
    g_autofree char *path = g_strdup_printf("/staff/tickets/%s", id);

    if (g_str_equal(outcome, "done"))
        page_redirect(page, path);
    else if (g_str_equal(outcome, "none"))
        page_say(page, 404, "没有这一封", "可能抄错了，请回到来信里找。");
    else if (g_str_equal(outcome, "changed"))
        page_say(page, 409, "别人刚办过这一封",
                 "您看的时候别人办了一步，请回到来信，看看现在的样子再办。");
    else
        page_say(page, 409, "这一封不用再办", "它已经办完，或本来就不用办。");
}

void
pages_ticket_act(struct page *page)
{
    const char *id = http_capture(page->request, 0), *act = page_field(page, "act");
    g_autofree char *words = read_words(page);
    const gint64 seq = g_ascii_strtoll(page_field(page, "seq"), NULL, 10);

    if (!act_word(act)) {
        page_say(page, 400, "没有照办", "没有这样的办法，请回到来信再选。");
        return;
    }
    if (!g_str_equal(act, "take") && !words[0]) {
        page_say(page, 409, "还没有写话", "答复和办完都要写几句话，请回去写好再按。");
        return;
    }
    char *sealed = letters_seal_words(page->office, id, words);
    json_t *in = json_pack("{s:s, s:s, s:s, s:s, s:I}", "id", id, "act", act, "who",
                           page->session.account, "words", sealed ? sealed : "", "seq",
                           (json_int_t)seq);
    g_free(sealed);
    json_t *out = page_ask(page, &store_letter_act, in);
    if (!out)
        return;
    answer_outcome(page, id, json_text(out, "outcome", ""));
    json_decref(out);
}
