// SPDX-License-Identifier: Apache-2.0
#include "office/view.h"

#include "base/json.h"
#include "office/document.h"

/* The acts a person may do, as they stand at the foot of the page: the first one that is
 * possible is the dark one. */
static const struct button {
    const char *act, *word, *icon, *key;
    bool apart; // alone at the right
} buttons[] = {
    {"accept", "受理，出受理通知书", "check", "a", false},
    {"take_up", "开始审批", "hourglass", "a", false},
    {"grant", "准予办理", "check", "a", false},
    {"deliver", "当面交给申请人了", "check", "d", false},
    {"archive", "归档", "box", "a", false},
    {"ask_correction", "一次性告知补正", "edit", "c", false},
    {"refuse", "不予受理（要写理由）", "block", "r", true},
    {"deny", "不予办理（要写理由）", "block", "r", true},
};

static enum case_obstacle
obstacle(const struct view *view, const char *act)
{
    const struct case_try try = {.rule = case_rule_find(act),
                                 .state = view->dossier.state,
                                 .who = view->page->session.account,
                                 .accepted_by = json_text(view->row, "accepted_by", ""),
                                 .alone = view->page->office->settings.one_person,
                                 .has_reason = true};

    return case_try_check(&try);
}

bool
view_may_mend(const struct view *view)
{
    return obstacle(view, "ask_correction") == CASE_MAY;
}

void
view_put_no_mend(struct view *view)
{
    if (view_may_mend(view))
        html_raw(view->out, "<td></td>");
}

void
view_put_mend(struct view *view, const char *kind, const char *id, const char *ready)
{
    if (!view_may_mend(view))
        return;
    html_put(
        view->out,
        "<td class=\"verdict\"><label><input type=\"radio\" form=\"acts\" "
        "name=\"v-%s-%s\" value=\"right\" checked>对</label> <label><input "
        "type=\"radio\" form=\"acts\" name=\"v-%s-%s\" value=\"mend\">要改</label></td>"
        "</tr><tr class=\"mend\"><th>要改什么</th><td colspan=\"2\"><input "
        "form=\"acts\" name=\"s-%s-%s\" maxlength=\"200\" value=\"%s\">",
        kind, id, kind, id, kind, id, ready);
    html_raw(view->out, "</td>");
}

static void
put_button(struct view *view, const struct button *button, bool first)
{
    if (button->apart)
        html_raw(view->out, "<span class=\"grow\"></span>");
    html_put(view->out,
             "<button class=\"key%s%s\" name=\"act\" value=\"%s\" accesskey=\"%s\">",
             first ? " primary" : "", button->apart ? " stop" : "", button->act,
             button->key);
    html_icon(view->out, button->icon);
    html_put(view->out, "%s <kbd>Alt+%c</kbd></button>", button->word,
             g_ascii_toupper(button->key[0]));
}

static void
put_hidden(struct view *view)
{
    html_put(view->out,
             "<input type=\"hidden\" name=\"csrf\" value=\"%s\">"
             "<input type=\"hidden\" name=\"seq\" value=\"%d\">",
             view->page->session.csrf, (int)dossier_seq(&view->dossier));
}

static void
put_upload(struct view *view)
{
    if (obstacle(view, "issue") != CASE_MAY)
        return;
    html_put(view->out,
             "<form class=\"acts\" method=\"post\" enctype=\"multipart/form-data\" "
             "action=\"/staff/cases/%s/results\">",
             view->case_id);
    put_hidden(view);
    html_raw(view->out,
             "<label>结果文件（PDF，最大8 MB） <input type=\"file\" name=\"file\" "
             "accept=\"application/pdf\" required></label>");
    html_put(view->out, "<button class=\"key%s\" accesskey=\"u\">",
             view->dossier.state == CASE_DECIDED ? " primary" : "");
    html_icon(view->out, "flag");
    html_raw(view->out, "附上结果，出件 <kbd>Alt+U</kbd></button></form>");
}

/* What a person may not do, said before they look for the key. */
static void
put_hints(struct view *view)
{
    const char *by = json_text(view->row, "accepted_by", "");
    const bool mine = g_str_equal(by, view->page->session.account);
    const bool alone = view->page->office->settings.one_person;

    if (obstacle(view, "take_up") == CASE_SAME_PERSON ||
        obstacle(view, "grant") == CASE_SAME_PERSON)
        html_raw(view->out,
                 "<p>这一件是您受理的，就<b>不能再审批</b>；请别的同事审批。</p>");
    else if (view->dossier.state == CASE_RECEIVED && !alone)
        html_raw(view->out, "<p>您受理了这件，就<b>不能再审批</b>这件。按了先给您看样子，"
                            "再按一次才算数。</p>");
    else if (view->dossier.state == CASE_CORRECTION)
        html_raw(view->out, "<p>补正通知已经发出，等申请人到自助机补。</p>");
    else if (view->dossier.state == CASE_ISSUED)
        html_raw(view->out, "<p>申请人凭查询码到自助机打印、签收；也可以到窗口拿。</p>");
    else if (view->dossier.state == CASE_ARCHIVED)
        html_raw(view->out, "<p>已经归档，不能再办。</p>");
    else if (mine)
        html_raw(view->out, "<p>这一件是您受理的。</p>");
}

void
view_put_acts(struct view *view)
{
    bool first = true;

    put_hints(view);
    put_upload(view);
    html_put(view->out,
             "<form class=\"acts\" id=\"acts\" method=\"post\" "
             "action=\"/staff/cases/%s/acts\">",
             view->case_id);
    put_hidden(view);
    for (size_t i = 0; i < G_N_ELEMENTS(buttons); i++) {
        if (obstacle(view, buttons[i].act) != CASE_MAY)
            continue;
        put_button(view, &buttons[i], first && view->dossier.state != CASE_DECIDED);
        first = false;
    }
    html_raw(view->out, "</form>");
}

void
view_put_papers(struct view *view)
{
    const json_t *papers = json_object_get(view->dossier.whole, "papers");
    size_t index;
    json_t *paper;

    if (json_array_size(papers) == 0)
        return;
    html_raw(view->out, "<h2>文书</h2><table class=\"answers\"><tbody>");
    json_array_foreach (papers, index, paper) {
        const char *title = document_title(json_text(paper, "kind", ""));
        char at[PAGE_TIME_SIZE];
        page_time(json_integer_value(json_object_get(paper, "at_ms")), at);
        html_put(view->out,
                 "<tr><th>%s</th><td>%s %s <a href=\"/staff/cases/%s/papers/%s\">看</a>"
                 "</td></tr>",
                 title[0] ? title : "办理结果", at, json_text(paper, "who", ""),
                 view->case_id, json_text(paper, "name", ""));
    }
    html_raw(view->out, "</tbody></table>");
}
