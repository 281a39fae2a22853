// SPDX-License-Identifier: Apache-2.0
/* Of a case: its materials, how each came, how far it can be relied on. */
#include "office/view.h"

#include "base/json.h"
#include "office/trust.h"

static void
put_material_mend(struct view *view, const struct material *material)
{
    const char *stand = material ? service_text(material->accept_stand, "zh_CN") : "";

    if (!material || material->how != MATERIAL_SCAN) {
        view_put_no_mend(view);
        return;
    }
    g_autofree char *ready = g_strdup_printf("%s要重新扫描：%s。",
                                             service_text(material->name, "zh_CN"),
                                             stand[0] ? stand : "拍全，看得清");
    view_put_mend(view, "material", material->id, ready);
}

static const char *
how_word(const json_t *given)
{
    const char *how = json_text(given, "how", "");

    return g_str_equal(how, "scan")    ? "机器上扫描"
           : g_str_equal(how, "card")  ? "身份证读取"
           : g_str_equal(how, "typed") ? "手工填的号码，没读卡"
                                       : "容缺，承诺以后补";
}

static const char *
original_word(const json_t *given)
{
    const char *original = json_text(given, "original", "");

    if (json_object_get(given, "compared"))
        return "原件核对过了";
    return g_str_equal(original, "window")   ? "待核原件：到窗口核"
           : g_str_equal(original, "pickup") ? "待核原件：取件时核"
                                             : "不用看原件";
}

/* One press; a box must be ticked that cannot be ticked by mistake. */
static void
put_trust_form(struct view *view, const json_t *given, const char *act, const char *box,
               const char *press)
{
    g_autofree char *seq = g_strdup_printf("%d", (int)dossier_seq(&view->dossier));

    html_put(
        view->out,
        "<form class=\"trust\" method=\"post\" action=\"/staff/cases/%s/trust\">"
        "<input type=\"hidden\" name=\"csrf\" value=\"%s\">"
        "<input type=\"hidden\" name=\"seq\" value=\"%s\">"
        "<input type=\"hidden\" name=\"material\" value=\"%s\">"
        "<input type=\"hidden\" name=\"act\" value=\"%s\">"
        "<label><input type=\"checkbox\" name=\"sure\" value=\"1\" required>%s</label> "
        "<button class=\"key\">%s</button></form>",
        view->case_id, view->page->session.csrf, seq, json_text(given, "material", ""),
        act, box, press);
}

/* How far it can be relied on, who compared it, all its pages as one file. */
static void
put_trust(struct view *view, const json_t *given)
{
    const json_t *compared = json_object_get(given, "compared");
    const enum case_state state = view->dossier.state;

    html_put(view->out, "<p class=\"trust\">可信等级 <b>%s</b>", trust_word(given));
    if (compared) {
        char at[PAGE_TIME_SIZE];
        page_time(json_integer_value(json_object_get(compared, "at_ms")), at);
        html_put(view->out, "：%s 于 %s 核对，有效期至 %s",
                 json_text(compared, "who", ""), at, json_text(compared, "until", ""));
    }
    if (json_array_size(json_object_get(given, "pages")) > 0)
        html_put(view->out,
                 " <a target=\"_blank\" href=\"/staff/cases/%s/materials/%s\">"
                 "合成一份PDF看</a>",
                 view->case_id, json_text(given, "material", ""));
    html_raw(view->out, "</p>");
    if (trust_may_rise(given, state))
        put_trust_form(view, given, TRUST_COMPARED, "原件在手上，一页一页看过，一样",
                       "升为B级");
    else if (trust_may_fall(given, state))
        put_trust_form(view, given, TRUST_NOT_COMPARED, "核对记错了", "退回C级");
}

static void
put_materials(struct view *view)
{
    size_t index;
    json_t *given;

    html_raw(view->out, "<h2>材料</h2><table class=\"answers\"><tbody>");
    json_array_foreach (json_object_get(view->application, "materials"), index, given) {
        const char *id = json_text(given, "material", "");
        const struct material *material =
            view->service ? service_material(view->service, id) : NULL;
        const size_t pages = json_array_size(json_object_get(given, "pages"));
        g_autofree char *count = pages > 0 ? g_strdup_printf("%zu页，", pages)
                                           : g_strdup("");
        html_put(view->out, "<tr><th>%s</th><td>%s%s <span class=\"source\">%s</span>",
                 material ? service_text(material->name, "zh_CN") : id, count,
                 original_word(given), how_word(given));
        put_trust(view, given);
        html_raw(view->out, "</td>");
        put_material_mend(view, material);
        html_raw(view->out, "</tr>");
    }
    html_raw(view->out, "</tbody></table>");
}

/* What a clerk must not forget before saying yes. */
static void
put_notice(struct view *view)
{
    g_autoptr(GString) originals = g_string_new(NULL), deferred = g_string_new(NULL);
    size_t index;
    json_t *given;

    json_array_foreach (json_object_get(view->application, "materials"), index, given) {
        const char *id = json_text(given, "material", "");
        const struct material *material =
            view->service ? service_material(view->service, id) : NULL;
        const char *name = material ? service_text(material->name, "zh_CN") : id;
        GString *list = g_str_equal(json_text(given, "how", ""), "deferred") ? deferred
                        : g_str_equal(json_text(given, "original", ""), "none") ||
                                json_object_get(given, "compared")
                            ? NULL
                            : originals;
        if (list)
            g_string_append_printf(list, "%s%s", list->len > 0 ? "、" : "", name);
    }
    if (originals->len == 0 && deferred->len == 0)
        return;
    html_raw(view->out, "<p class=\"strip notice\">");
    html_icon(view->out, "info");
    html_raw(view->out, "<span>");
    if (deferred->len > 0)
        html_put(view->out, "容缺，承诺以后补：<b>%s</b>。", deferred->str);
    if (originals->len > 0)
        html_put(view->out, "原件待核：<b>%s</b>。", originals->str);
    html_raw(view->out, "</span></p>");
}

void
view_put_materials(struct view *view)
{
    put_materials(view);
    put_notice(view);
}
