// SPDX-License-Identifier: Apache-2.0
/* What staff do with a case: the first press shows what will be written, the second does it. */
#include "office/pages.h"

#include <string.h>

#include "base/diag.h"
#include "base/json.h"
#include "office/document.h"
#include "office/due.h"
#include "office/papers.h"

#define REASON_MAX 300 // code points
#define SENTENCE_MAX 200

/* How each act is asked and told. */
static const struct words {
    const char *act;
    const char *question; // above what is shown
    const char *press;    // the second press
} act_words[] = {
    {"accept", "这样受理，对吗？", "没错，受理"},
    {"ask_correction", "一次全部告诉申请人，对吗？", "没错，发补正通知"},
    {"refuse", "不予受理，要写理由。", "写好了，不予受理"},
    {"take_up", "开始审批这一件？", "开始审批"},
    {"grant", "准予办理，对吗？", "没错，准予"},
    {"deny", "不予办理，要写理由。", "写好了，不予办理"},
    {"issue", "附上这份结果，对吗？", "没错，附上"},
    {"deliver", "当面交给申请人了？请核对身份证。", "交到手了"},
    {"archive", "归档，以后不再改动？", "归档"},
};

struct acting {
    struct page *page;
    struct dossier dossier;
    const struct case_rule *rule;
    const struct words *words;
    json_t *items; // of a correction; owned
    char *reason;  // owned
    json_t *paper; // sealed; owned by papers_release
    json_int_t seq;
};

static void
acting_finish(struct acting *acting)
{
    json_decref(acting->items);
    if (acting->reason)
        sodium_memzero(acting->reason, strlen(acting->reason));
    g_free(acting->reason);
    papers_release(acting->paper);
    dossier_finish(&acting->dossier);
}

static const struct words *
find_words(const char *act)
{
    for (size_t i = 0; i < G_N_ELEMENTS(act_words); i++)
        if (g_str_equal(act_words[i].act, act))
            return &act_words[i];
    return NULL;
}

/* ---- what was sent ---------------------------------------------------------------------- */

static char *
sentence(const struct page *page, const char *name, glong limit)
{
    g_autofree char *text = g_strdup(page_field(page, name));

    g_strstrip(text);
    g_strdelimit(text, "\r\n\t", ' ');
    if (g_utf8_strlen(text, -1) <= limit)
        return g_steal_pointer(&text);
    return g_utf8_substring(text, 0, limit);
}

static void
add_item(struct acting *acting, const char *kind, const char *id)
{
    g_autofree char *verdict = g_strdup_printf("v-%s-%s", kind, id);
    g_autofree char *field = g_strdup_printf("s-%s-%s", kind, id);

    if (!g_str_equal(page_field(acting->page, verdict), "mend"))
        return;
    g_autofree char *text = sentence(acting->page, field, SENTENCE_MAX);
    if (text[0])
        json_array_append_new(acting->items, json_pack("{s:s, s:s, s:s}", "kind", kind,
                                                       "id", id, "sentence", text));
}

/* In the order of the service: what the form says beyond that is not looked at. */
static void
read_items(struct acting *acting)
{
    const struct service *service = acting->dossier.service;

    acting->items = json_array();
    for (size_t i = 0; service && i < service->page_count; i++) {
        const struct question_page *page = &service->pages[i];
        if (page->repeat) // its entries are given anew together
            add_item(acting, "question", page->id);
        for (size_t j = 0; j < page->question_count && !page->repeat; j++)
            add_item(acting, "question", page->questions[j].id);
    }
    for (size_t i = 0; service && i < service->material_count; i++)
        if (service->materials[i].how == MATERIAL_SCAN)
            add_item(acting, "material", service->materials[i].id);
}

static bool
refuse(struct acting *acting, unsigned status, const char *title, const char *says)
{
    page_say(acting->page, status, title, says);
    return false;
}

/* False: it has answered. */
static bool
load(struct acting *acting, struct page *page)
{
    g_autoptr(GError) error = NULL;
    const char *act = page_field(page, "act");

    acting->page = page;
    acting->rule = case_rule_find(act);
    acting->words = find_words(act);
    if (!dossier_load(&acting->dossier, page->office, http_capture(page->request, 0),
                      &error))
        return refuse(acting, 503, "现在办不了",
                      "后台的存储暂时没有应答，请过一会儿再办。");
    if (!acting->dossier.row)
        return refuse(acting, 404, "没有这一件", "编号可能抄错了，请回到列表找。");
    if (!acting->rule || !acting->words)
        return refuse(acting, 400, "没有照办", "没有这样的办法，请回到这一件再选。");
    if (!dossier_open(&acting->dossier, &error)) {
        diag_warn("case %s: %s", http_capture(page->request, 0), error->message);
        return refuse(acting, 409, "这一件打不开", "打不开的件不能办，请找技术人员。");
    }
    g_autofree char *seen = sentence(page, "seq", 12);
    acting->seq = (json_int_t)g_ascii_strtoll(seen, NULL, 10);
    acting->reason = sentence(page, "reason", REASON_MAX);
    read_items(acting);
    return true;
}

/* ---- whether it may be ------------------------------------------------------------------ */

static bool
answer_obstacle(struct acting *acting, const char *word)
{
    if (g_str_equal(word, "same_person"))
        return refuse(acting, 409, "要换个人审批",
                      "这一件是您受理的，受理和审批要两个人办。");
    if (g_str_equal(word, "changed"))
        return refuse(acting, 409, "别人刚办过这一件",
                      "您看的时候别人办了一步，请回到这一件，看看现在的样子再办。");
    return refuse(acting, 409, "现在不能这样办",
                  "这一件已经到了别的一步，请回到这一件看看。");
}

/* Reason and items are asked for on the page itself, so they are no obstacle yet. */
static bool
may(struct acting *acting)
{
    const json_t *events = json_object_get(acting->dossier.whole, "events");
    const struct case_try try = {.rule = acting->rule,
                                 .state = acting->dossier.state,
                                 .who = acting->page->session.account,
                                 .accepted_by =
                                     json_text(acting->dossier.row, "accepted_by", ""),
                                 .alone = acting->page->office->settings.one_person,
                                 .has_reason = true};

    if (json_array_size(events) > 0 && acting->seq != dossier_seq(&acting->dossier))
        return answer_obstacle(acting, "changed");
    switch (case_try_check(&try)) {
    case CASE_MAY:
        break;
    case CASE_SAME_PERSON:
        return answer_obstacle(acting, "same_person");
    default:
        return answer_obstacle(acting, "wrong_state");
    }
    if (g_str_equal(acting->rule->act, "ask_correction") &&
        json_array_size(acting->items) == 0)
        return refuse(acting, 409, "没有选要改的",
                      "请在这一件里选“要改”，写清楚要改什么，再按“一次性告知补正”。");
    return true;
}

/* ---- the first press -------------------------------------------------------------------- */

static void
due_text(struct acting *acting, char day_out[DUE_SIZE])
{
    due_in_state(acting->page->office->calendar, acting->dossier.service,
                 acting->rule->to, clock_real_ms(), day_out);
}

static json_t *
make_document(struct acting *acting)
{
    char due[DUE_SIZE];

    due_text(acting, due);
    return document_make(&acting->dossier, acting->rule->paper,
                         acting->page->session.account, acting->reason, acting->items,
                         g_str_equal(due, DUE_UNKNOWN) ? NULL : due);
}

static bool
has_document(const struct acting *acting)
{
    return acting->rule->paper && document_title(acting->rule->paper)[0];
}

static void
hide(GString *out, const char *name, const char *value)
{
    html_put(out, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", name, value);
}

static void
hide_items(GString *out, const json_t *items)
{
    size_t index;
    json_t *item;

    json_array_foreach (items, index, item) {
        const char *kind = json_text(item, "kind", ""), *id = json_text(item, "id", "");
        g_autofree char *verdict = g_strdup_printf("v-%s-%s", kind, id);
        g_autofree char *field = g_strdup_printf("s-%s-%s", kind, id);
        hide(out, verdict, "mend");
        hide(out, field, json_text(item, "sentence", ""));
    }
}

static void
put_reason(GString *out, const struct acting *acting)
{
    html_raw(out, "<label for=\"reason\">理由，申请人看得到，要写依据</label>");
    html_put(
        out,
        "<textarea id=\"reason\" name=\"reason\" maxlength=\"%d\" required rows=\"3\" "
        "autofocus>%s</textarea>",
        REASON_MAX, acting->reason);
}

static void
put_confirm_form(struct acting *acting, const json_t *upload)
{
    GString *out = acting->page->out;
    g_autofree char *seq = g_strdup_printf("%d", (int)acting->seq);
    const char *case_id = http_capture(acting->page->request, 0);

    html_put(out,
             "<form class=\"confirm\" method=\"post\" action=\"/staff/cases/%s/acts\">",
             case_id);
    hide(out, "csrf", acting->page->session.csrf);
    hide(out, "act", acting->rule->act);
    hide(out, "seq", seq);
    hide(out, "confirmed", "1");
    hide_items(out, acting->items);
    if (upload) {
        g_autofree char *length = g_strdup_printf(
            "%d", (int)json_integer_value(json_object_get(upload, "length")));
        hide(out, "name", json_text(upload, "name", ""));
        hide(out, "sha256", json_text(upload, "sha256", ""));
        hide(out, "length", length);
    }
    if (acting->rule->needs_reason && json_array_size(acting->items) == 0)
        put_reason(out, acting);
    html_put(
        out,
        "<p class=\"presses\"><button class=\"key primary\" accesskey=\"y\">%s</button>"
        "<a class=\"key\" accesskey=\"b\" href=\"/staff/cases/%s\">先不办，回去看</a></p>"
        "</form>",
        acting->words->press, case_id);
}

static void
show_first(struct acting *acting, const json_t *upload, const char *file_name)
{
    struct page *page = acting->page;

    page_begin(page, acting->words->question);
    html_put(page->out, "<a href=\"/staff/cases/%s\">回到这一件</a>",
             http_capture(page->request, 0));
    page_header_end(page);
    html_put(page->out, "<main class=\"say wide\"><h1>%s</h1>", acting->words->question);
    if (upload)
        html_put(page->out,
                 "<p>%s，%d KB，是完整的PDF。附上以后申请人凭查询码能打印。</p>",
                 file_name[0] ? file_name : "结果文件",
                 (int)(json_integer_value(json_object_get(upload, "length")) / 1024 + 1));
    if (has_document(acting)) {
        json_t *document = make_document(acting);
        document_put(page->out, &acting->dossier, document);
        json_decref(document);
    }
    put_confirm_form(acting, upload);
    html_raw(page->out, "<p class=\"small\">再按一次才发出、才算数，并记下是谁办的。</p>"
                        "</main>");
    page_end(page, 200);
}

/* ---- the second press ------------------------------------------------------------------- */

/* The result that the first press stored: still of this case, under the name that is free. */
static bool
take_upload(struct acting *acting)
{
    g_autofree char *name = dossier_next_name(&acting->dossier, "result");
    const char *sha256 = page_field(acting->page, "sha256");
    struct plain plain = {0};
    json_t *row = json_pack(
        "{s:s, s:s, s:s, s:I}", "name", name, "kind", "result", "sha256", sha256,
        "length",
        (json_int_t)g_ascii_strtoll(page_field(acting->page, "length"), NULL, 10));
    const bool named = g_str_equal(name, page_field(acting->page, "name")) &&
                       strlen(sha256) == 64 && strspn(sha256, "0123456789abcdef") == 64;

    json_array_append(json_object_get(acting->dossier.whole, "papers"), row);
    const bool right = named && dossier_piece(&acting->dossier, name, &plain, NULL) &&
                       !papers_pdf_defect(plain.bytes, plain.size);
    plain_finish(&plain);
    if (!right) {
        json_decref(row);
        return refuse(acting, 409, "没有附上", "请回到这一件，把文件再选一次。");
    }
    // Published already: nothing to release.
    json_object_set_new(row, "descriptor", json_integer(-1));
    acting->paper = row;
    return true;
}

static bool
write_paper(struct acting *acting)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *name = NULL;

    if (g_str_equal(acting->rule->act, "issue"))
        return take_upload(acting);
    if (!has_document(acting))
        return true;
    name = dossier_next_name(&acting->dossier, acting->rule->paper);
    json_t *document = make_document(acting);
    acting->paper = papers_seal_json(acting->page->office,
                                     json_text(acting->dossier.row, "case_id", ""), name,
                                     acting->rule->paper, document, &error);
    json_decref(document);
    if (acting->paper)
        return true;
    diag_warn("a notice cannot be stored: %s", error->message);
    return refuse(acting, 503, "没有办成",
                  "通知存不下来，什么都没有改动，请过一会儿再办。");
}

static void
move(struct acting *acting)
{
    struct page *page = acting->page;
    char due[DUE_SIZE];
    g_autofree char *location =
        g_strdup_printf("/staff/cases/%s", http_capture(page->request, 0));

    due_text(acting, due);
    json_t *in = json_pack("{s:s, s:s, s:s, s:i, s:i, s:i, s:I, s:s, s:{}}", "case_id",
                           http_capture(page->request, 0), "act", acting->rule->act,
                           "who", page->session.account, "terminal", 0, "alone",
                           page->office->settings.one_person, "has_reason",
                           acting->reason[0] || json_array_size(acting->items) > 0, "seq",
                           acting->seq, "due_day", due, "detail");
    if (acting->paper)
        json_object_set_new(in, "paper", json_deep_copy(acting->paper));
    json_t *out = page_ask(page, &store_move_case, in);
    if (!out)
        return;
    const char *word = json_text(out, "outcome", "");
    if (g_str_equal(word, "done"))
        page_redirect(page, location);
    else
        answer_obstacle(acting, g_str_equal(word, "existed") ? "changed" : word);
    json_decref(out);
}

void
pages_act(struct page *page)
{
    struct acting acting = {0};

    if (load(&acting, page) && may(&acting)) {
        const bool confirmed = g_str_equal(page_field(page, "confirmed"), "1");
        const bool lacks = acting.rule->needs_reason && !acting.reason[0] &&
                           json_array_size(acting.items) == 0;
        if (confirmed && !lacks) {
            if (write_paper(&acting))
                move(&acting);
        } else if (g_str_equal(acting.rule->act, "issue")) {
            answer_obstacle(&acting, "wrong_state"); // its first press is an upload
        } else {
            show_first(&acting, NULL, "");
        }
    }
    acting_finish(&acting);
}

/* ---- the first press of a result -------------------------------------------------------- */

void
pages_upload(struct page *page)
{
    struct acting acting = {0};
    g_autoptr(GError) error = NULL;

    g_hash_table_replace(page->form, g_strdup("act"), g_strdup("issue"));
    if (load(&acting, page) && may(&acting)) {
        g_autofree char *name = dossier_next_name(&acting.dossier, "result");
        const char *defect = page->file.size > 0
                                 ? papers_pdf_defect(page->file.bytes, page->file.size)
                                 : "没有选文件，请选一个PDF。";
        json_t *stored = NULL;
        if (defect) {
            refuse(&acting, 422, "没有附上", defect);
        } else {
            acting.paper = papers_seal(page->office, http_capture(page->request, 0), name,
                                       "result", page->file.bytes, page->file.size,
                                       &error);
            if (!acting.paper)
                refuse(&acting, 503, "没有附上", "文件存不下来，请过一会儿再办。");
            else if ((stored =
                          page_ask(page, &store_put_piece, json_deep_copy(acting.paper))))
                show_first(&acting, acting.paper, page->file.name);
        }
        json_decref(stored);
    }
    acting_finish(&acting);
}
