// SPDX-License-Identifier: Apache-2.0
/* Of a case: who came for the applicant, whose card was typed, what was promised and signed,
 * and what the checker of forms finds in it. */
#include "office/view.h"

#include <string.h>

#include "base/json.h"
#include "core/form.h"
#include "core/identity.h"
#include "office/checked.h"
#include "office/document.h"

static const char *
applying_word(const struct view *view)
{
    static const char *const words[] = {
        [APPLICANT_SELF] = "本人办",
        [APPLICANT_AGENT] = "委托代办",
        [APPLICANT_GUARDIAN] = "监护人代办",
        [APPLICANT_ENTERPRISE] = "单位办理",
    };
    return words[form_applicant(view->service,
                                json_object_get(view->application, "answers"))];
}

static bool
is_typed(const struct view *view, const char *who)
{
    size_t index;
    json_t *one;

    json_array_foreach (json_object_get(view->application, "typed"), index, one)
        if (g_str_equal(json_string_value(one), who))
            return true;
    return false;
}

void
view_put_parties(struct view *view)
{
    const json_t *agent = json_object_get(view->application, "agent");
    const char *number = json_text(agent, "id_number", "");

    if (view->service && view->service->applicant_count > 1)
        html_put(view->out, "<p class=\"note\">办理方式：<b>%s</b></p>",
                 applying_word(view));
    if (agent) {
        g_autofree char *masked = identity_mask_id(number);
        html_put(view->out, "<p class=\"note\">来办的人：%s，身份证%s（%s）</p>",
                 json_text(agent, "name", ""), view->full ? number : masked,
                 is_typed(view, "agent") ? "手工填的，没读卡" : "读卡");
    }
    if (json_array_size(json_object_get(view->application, "typed")) == 0)
        return;
    html_raw(view->out, "<p class=\"strip notice\">");
    html_icon(view->out, "info");
    html_put(view->out,
             "<span><b>%s的身份证没读出来，号码是手工填的</b>，请核对原件。</span></p>",
             !is_typed(view, "agent")       ? "申请人"
             : !is_typed(view, "applicant") ? "来办的人"
                                            : "申请人和来办的人");
}

static void
put_promised(struct view *view, const json_t *promise)
{
    size_t index;
    json_t *one;

    json_array_foreach (json_object_get(promise, "materials"), index, one) {
        const char *id = json_text(one, "material", "");
        const struct material *material =
            view->service ? service_material(view->service, id) : NULL;
        html_put(view->out, "%s<b>%s</b> %s前", index > 0 ? "，" : "",
                 material ? service_text(material->name, "zh_CN") : id,
                 json_text(one, "due", "按期限"));
    }
}

void
view_put_promise(struct view *view)
{
    const json_t *promise = json_object_get(view->application, "promise");

    if (!promise)
        return;
    html_put(view->out, "<h2>容缺承诺书</h2><p>%s</p><p>",
             json_text(promise, "text", ""));
    put_promised(view, promise);
    html_put(view->out, "。%s 签名：</p>", json_text(promise, "signed_at", ""));
    document_put_strokes(view->out, json_object_get(promise, "strokes"));
}

/* It is kept and looked at like any other: a clerk decides, the machine does not. */
static void
put_season(struct view *view)
{
    if (!checked_out_of_season(view->application, view->service))
        return;
    html_raw(view->out, "<p class=\"strip notice\">");
    html_icon(view->out, "info");
    html_raw(view->out,
             "<span>这件事是<b>不在办理时间</b>的日子开始填的，能不能办请您定。"
             "要退回的，写明哪天起能办。</span></p>");
}

/* The terminal has checked with the same checker: what is found here came otherwise. */
void
view_put_defects(struct view *view)
{
    put_season(view);
    g_autoptr(GArray) defects = checked_defects(view->application, view->service);

    if (!defects || defects->len == 0)
        return;
    html_raw(view->out, "<p class=\"strip notice\">");
    html_icon(view->out, "info");
    html_put(view->out, "<span>按现在的规则核对，有<b>%u</b>处不符合：", defects->len);
    for (guint i = 0; i < defects->len; i++) {
        const struct field_defect *defect =
            &g_array_index(defects, struct field_defect, i);
        g_autofree char *name = field_defect_name(
            defect, json_object_get(view->application, "answers"), "zh_CN");
        g_autofree char *says = field_defect_says(defect, "zh_CN");
        html_put(view->out, "%s<b>%s</b> %s", i > 0 ? "；" : "", name, says);
    }
    html_raw(view->out, "。</span></p>");
}
