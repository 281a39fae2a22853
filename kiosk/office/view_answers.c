// SPDX-License-Identifier: Apache-2.0
/* Of a case: what was answered, line by line, with where it came from and a key to ask for it
 * anew. */
#include "office/view.h"

#include <string.h>

#include "base/json.h"
#include "core/form.h"
#include "office/document.h"

static void
put_answer(struct view *view, const char *label, const char *value, const char *source)
{
    html_put(view->out, "<tr><th>%s</th><td>%s", label, value);
    if (source)
        html_put(view->out, " <span class=\"source\">%s</span>", source);
}

static bool
is_secret(enum question_kind kind)
{
    return kind == QUESTION_ID_NUMBER || kind == QUESTION_BANK_CARD;
}

static void
put_question_mend(struct view *view, const struct question *question)
{
    const char *label = service_text(question->label, "zh_CN");
    g_autofree char *ready = g_strdup_printf("%s和材料对不上，请核对以后重填。", label);

    view_put_mend(view, "question", question->id, ready);
}

static void
put_page_mend(struct view *view, const struct question_page *page)
{
    g_autofree char *ready = g_strdup_printf("%s和材料对不上，请核对以后重填。",
                                             service_text(page->title, "zh_CN"));
    view_put_mend(view, "question", page->id, ready);
}

/* An entry of a repeated page is corrected with its page: the key stands at its first. */
static void
put_line_mend(struct view *view, const struct form_line *line, bool first)
{
    if (line->entry < 0 && !line->question->locked) {
        put_question_mend(view, line->question);
        return;
    }
    if (line->entry != 0 || !first) {
        view_put_no_mend(view);
        return;
    }
    put_page_mend(view, line->page);
}

static void
put_line(struct view *view, const struct form_line *line, bool first)
{
    const struct question *question = line->question;
    const char *label = service_text(question->label, "zh_CN");
    const bool masked = is_secret(question->kind) && !view->full;
    const bool from_card = question->from_card && question->locked && line->entry < 1;
    const bool typed = json_object_get(view->application, "typed") != NULL;
    g_autofree char *shown = field_shown(question, line->value, "zh_CN", masked);
    g_autofree char *whole =
        line->entry < 0
            ? g_strdup(label)
            : g_strdup_printf("%s%d %s",
                              service_text(line->page->repeat->entry_name, "zh_CN"),
                              line->entry + 1, label);

    put_answer(view, whole, shown, from_card && !typed ? "身份证读取" : "本人填");
    if (question->kind == QUESTION_SIGNATURE)
        document_put_strokes(view->out, line->value);
    if (masked)
        html_put(view->out,
                 " <a href=\"/staff/cases/%s?%s&amp;picture=%u&amp;full=1\">看全</a>",
                 view->case_id, view->query, MAX(view->picture, 1u));
    html_raw(view->out, "</td>");
    put_line_mend(view, line, first);
    html_raw(view->out, "</tr>");
}

/* Without its definition a case still shows what was answered, under the names it has. */
static void
put_raw_answers(struct view *view)
{
    const char *id;
    json_t *value;

    json_object_foreach (json_object_get(view->application, "answers"), id, value) {
        char *text = json_dumps(value, JSON_ENCODE_ANY);
        put_answer(view, id, json_is_string(value) ? json_string_value(value) : text,
                   NULL);
        html_raw(view->out, "</td></tr>");
        free(text);
    }
}

/* A list that nobody filled in can be asked for, too. */
static void
put_no_entries(struct view *view)
{
    const json_t *answers = json_object_get(view->application, "answers");

    for (size_t i = 0; i < view->service->page_count; i++) {
        const struct question_page *page = &view->service->pages[i];
        if (!page->repeat || !form_page_is_shown(view->service, page, answers) ||
            json_array_size(form_entries(page, answers)) > 0)
            continue;
        put_answer(view, service_text(page->title, "zh_CN"), "一个也没有填", NULL);
        html_raw(view->out, "</td>");
        put_page_mend(view, page);
        html_raw(view->out, "</tr>");
    }
}

static void
put_lines(struct view *view)
{
    GArray *lines =
        form_lines(view->service, json_object_get(view->application, "answers"));
    const struct question_page *page = NULL;

    for (guint i = 0; i < lines->len; i++) {
        const struct form_line *line = &g_array_index(lines, struct form_line, i);
        put_line(view, line, line->page != page);
        page = line->page;
    }
    g_array_unref(lines);
    put_no_entries(view);
}

void
view_put_answers(struct view *view)
{
    html_raw(view->out, "<table class=\"answers\"><tbody>");
    if (!view->service)
        put_raw_answers(view);
    if (view->service)
        put_lines(view);
    html_raw(view->out, "</tbody></table>");
}
