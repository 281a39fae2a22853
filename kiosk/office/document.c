// SPDX-License-Identifier: Apache-2.0
#include "office/document.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/json.h"
#include "core/receipt.h"
#include "core/text.h"

static const struct {
    const char *kind, *title;
    const char *opening; // its first sentence
    const char *closing; // what happens next
} documents[] = {
    {"acceptance", "受理通知书", "您申请的事项，材料齐全，符合要求，现在受理。",
     "凭编号和查询码，在任何一台自助机上都能查到办到哪了。"},
    {"correction", "补齐补正通知单", "您申请的事项，下面这些要补。一次全部告诉您：",
     "带着身份证到任何一台自助机，按“查进度、打印”，只补这些就行。"},
    {"refusal", "不予受理通知书", "您申请的事项，不能受理。",
     "不服的，可以60日内申请行政复议，或者6个月内提起行政诉讼。"},
    {"denial", "不予办理决定书", "您申请的事项，审查后决定不予办理。",
     "不服的，可以60日内申请行政复议，或者6个月内提起行政诉讼。"},
    {"delivery", "送达回执", "申请人已经拿到办理结果，签了名。", ""},
};

const char *
document_title(const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(documents); i++)
        if (g_str_equal(documents[i].kind, kind))
            return documents[i].title;
    return "";
}

const char *
document_item_name(const struct service *service, const char *kind, const char *id)
{
    const bool is_material = g_str_equal(kind, "material");
    const struct material *material =
        service && is_material ? service_material(service, id) : NULL;
    const json_t *asked = service && !is_material ? service_asked_name(service, id)
                                                  : NULL;

    return material ? service_text(material->name, "zh_CN")
           : asked  ? service_text(asked, "zh_CN")
                    : id;
}

json_t *
document_make(const struct dossier *dossier, const char *kind, const char *who,
              const char *reason, const json_t *items, const char *until)
{
    char at[CLOCK_TEXT_SIZE];

    clock_format(clock_real_ms(), at);
    json_t *paper =
        json_pack("{s:s, s:O, s:s, s:s, s:s, s:s, s:[]}", "kind", kind, "receipt_number",
                  json_object_get(dossier->row, "receipt_number"), "at", at, "who", who,
                  "reason", reason, "until", until ? until : "", "items");
    if (items)
        json_object_set_new(paper, "items", json_deep_copy(items));
    return paper;
}

static void
put_items(GString *out, const struct dossier *dossier, const json_t *items)
{
    size_t index;
    json_t *item;

    if (json_array_size(items) == 0)
        return;
    html_raw(out, "<table><thead><tr><th>第几处</th><th>哪一样</th><th>要怎么改</th></tr>"
                  "</thead><tbody>");
    json_array_foreach (items, index, item)
        html_put(out, "<tr><td>%zu</td><td>%s</td><td>%s</td></tr>", index + 1,
                 document_item_name(dossier->service, json_text(item, "kind", ""),
                                    json_text(item, "id", "")),
                 json_text(item, "sentence", ""));
    html_raw(out, "</tbody></table>");
}

void
document_put_strokes(GString *out, const json_t *strokes)
{
    size_t index, at;
    json_t *stroke;

    if (json_array_size(strokes) == 0)
        return;
    html_raw(out, "<svg class=\"signature\" viewBox=\"0 0 1000 400\" role=\"img\" "
                  "aria-label=\"签名\">");
    json_array_foreach (strokes, index, stroke) {
        html_raw(out, "<polyline fill=\"none\" stroke=\"currentColor\" "
                      "stroke-width=\"10\" stroke-linecap=\"round\" points=\"");
        for (at = 0; at + 1 < json_array_size(stroke); at += 2)
            html_put(out, "%d,%d ", (int)json_integer_value(json_array_get(stroke, at)),
                     (int)json_integer_value(json_array_get(stroke, at + 1)));
        html_raw(out, "\"/>");
    }
    html_raw(out, "</svg>");
}

static void
put_until(GString *out, const char *kind, const char *until)
{
    struct clock_date day;

    if (!clock_parse_day(until, &day))
        return;
    const struct clock_date known = clock_date(clock_from_date(&day));
    g_autofree char *text = text_day(&known);
    html_put(out,
             g_str_equal(kind, "correction") ? "<p>最晚<b>%s</b>补好。</p>"
                                             : "<p>最晚<b>%s</b>办好。</p>",
             text);
}

static void
put_foot(GString *out, const json_t *paper)
{
    int64_t at_ms = 0;

    clock_parse(json_text(paper, "at", ""), &at_ms);
    g_autofree char *at = text_moment(at_ms);
    html_put(out, "<p class=\"sign\">经办 %s，%s</p>", json_text(paper, "who", ""), at);
}

void
document_put(GString *out, const struct dossier *dossier, const json_t *paper)
{
    const char *kind = json_text(paper, "kind", "");
    const char *reason = json_text(paper, "reason", "");
    const json_t *sheets = json_object_get(paper, "sheets");
    const json_t *card = json_object_get(dossier->application, "applicant");
    char shown[RECEIPT_SHOWN_SIZE];

    receipt_show(json_text(dossier->row, "receipt_number", ""), shown);
    for (size_t i = 0; i < G_N_ELEMENTS(documents); i++) {
        if (!g_str_equal(documents[i].kind, kind))
            continue;
        html_put(out,
                 "<article class=\"sheet\"><h2>%s</h2><p class=\"number\">编号 %s</p>"
                 "<p>%s：</p><p>%s（%s）</p>",
                 documents[i].title, shown, json_text(card, "name", "申请人"),
                 documents[i].opening,
                 dossier->service ? service_text(dossier->service->name, "zh_CN")
                                  : json_text(dossier->row, "service", ""));
        put_items(out, dossier, json_object_get(paper, "items"));
        if (reason[0])
            html_put(out, "<p>理由：<b>%s</b></p>", reason);
        put_until(out, kind, json_text(paper, "until", ""));
        if (sheets)
            html_put(out, "<p>结果%d，打印%d张。</p>",
                     (int)json_integer_value(json_object_get(paper, "result")),
                     (int)json_integer_value(sheets));
        document_put_strokes(out, json_object_get(paper, "strokes"));
        html_put(out, "<p>%s</p>", documents[i].closing);
        put_foot(out, paper);
        html_raw(out, "</article>");
    }
}
