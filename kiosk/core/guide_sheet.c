// SPDX-License-Identifier: Apache-2.0
#include "guide_sheet.h"

#include <string.h>

#include "base/json.h"
#include "core/text.h"

#define THINGS_MAX 120 // bytes of names in the code

static const char *
said(const struct guide_sheet *sheet, const char *member)
{
    return service_text(json_object_get(sheet->service->json, member), sheet->language);
}

char *
guide_time_limit(const struct service *service)
{
    int days = (int)json_integer_value(json_object_get(service->json, "promise_day"));
    const char *type = json_text(service->json, "promise_day_type", "working");
    if (days == 0)
        return g_strdup(_("at once"));
    return strcmp(type, "working") == 0
               ? text_format(days == 1 ? N_("%d working day") : N_("%d working days"),
                             days)
               : text_format(days == 1 ? N_("%d day") : N_("%d days"), days);
}

/* A list of texts as lines; each behind `mark`. g_free. */
static char *
lines_of(const json_t *list, const char *language, const char *mark)
{
    GString *lines = g_string_new(NULL);
    for (size_t i = 0; i < json_array_size(list); i++)
        g_string_append_printf(lines, "%s%s%s", i == 0 ? "" : "\n", mark,
                               service_text(json_array_get(list, i), language));
    return g_string_free(lines, FALSE);
}

static void
add_row(json_t *rows, const char *label, const char *value)
{
    if (*value != '\0')
        json_array_append_new(rows,
                              json_pack("{s:s, s:s}", "label", label, "value", value));
}

static void
add_heading(json_t *blocks, const char *text)
{
    json_array_append_new(blocks,
                          json_pack("{s:s, s:s}", "kind", "heading", "text", text));
}

static void
add_who(const struct guide_sheet *sheet, json_t *blocks)
{
    const json_t *json = sheet->service->json;
    json_t *rows = json_array();
    g_autofree char *conditions =
        lines_of(json_object_get(json, "accept_condition"), sheet->language, "");
    g_autofree char *limit = guide_time_limit(sheet->service);
    g_autofree char *whole = g_strdup_printf("%s%s%s", limit, sheet->large ? "\n" : "　",
                                             said(sheet, "promise_day_explain"));
    g_autofree char *law = lines_of(json_object_get(json, "by_law"), sheet->language, "");
    add_row(rows, _("You can, if"), conditions);
    add_row(rows, _("How long"), whole);
    add_row(rows, _("Cost"), said(sheet, "fee_explain"));
    add_row(rows, _("Where"), said(sheet, "transact_addr"));
    add_row(rows, _("When"), said(sheet, "transact_time"));
    add_row(rows, _("Also at"), said(sheet, "elsewhere"));
    add_row(rows, _("You receive"), said(sheet, "result_name"));
    add_row(rows, _("By law"), law);
    json_array_append_new(blocks, json_pack("{s:s, s:o}", "kind", "rows", "rows", rows));
}

/* "originals are looked at at the window"; "may come 10 working days later". g_free. */
static char *
how_taken(const struct material *material)
{
    GString *words = g_string_new(NULL);
    if (!material->required)
        g_string_append(words, _("only if it applies"));
    if (material->may_defer) {
        g_autofree char *later = text_format(
            material->defer_days == 1 ? N_("may follow within %d working day")
                                      : N_("may follow within %d working days"),
            material->defer_days);
        g_string_append_printf(words, "%s%s", words->len > 0 ? "\n" : "", later);
    }
    const char *original = strcmp(material->original, "window") == 0
                               ? _("original looked at at the window")
                           : strcmp(material->original, "pickup") == 0
                               ? _("original looked at when you collect")
                               : NULL;
    if (original != NULL)
        g_string_append_printf(words, "%s%s", words->len > 0 ? "\n" : "", original);
    return g_string_free(words, FALSE);
}

static void
add_materials(const struct guide_sheet *sheet, json_t *blocks)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < sheet->service->material_count; i++) {
        const struct material *material = &sheet->service->materials[i];
        g_autofree char *taken = how_taken(material);
        g_autofree char *name =
            g_strdup_printf("□ %s", service_text(material->name, sheet->language));
        json_array_append_new(
            rows,
            json_pack("[s, s, s, s]", name,
                      service_text(material->explain, sheet->language),
                      service_text(material->accept_stand, sheet->language), taken));
    }
    if (json_array_size(rows) == 0) {
        json_decref(rows);
        return;
    }
    add_heading(blocks, _("What to bring"));
    json_array_append_new(
        blocks, json_pack("{s:s, s:[{s:s}, {s:s}, {s:s}, {s:s}], s:o}", "kind", "table",
                          "columns", "title", _("What"), "title", _("Which pages"),
                          "title", _("A good one"), "title", _("Remark"), "rows", rows));
}

static void
add_course(const struct guide_sheet *sheet, json_t *blocks)
{
    json_t *steps = json_array();
    size_t i;
    json_t *step;
    json_array_foreach (json_object_get(sheet->service->json, "handle_flow"), i, step)
        json_array_append_new(
            steps,
            json_pack("{s:s, s:s}", "when",
                      service_text(json_object_get(step, "when"), sheet->language),
                      "what",
                      service_text(json_object_get(step, "what"), sheet->language)));
    add_heading(blocks, _("How it goes"));
    json_array_append_new(blocks,
                          json_pack("{s:s, s:o}", "kind", "steps", "steps", steps));
}

static void
add_contacts(const struct guide_sheet *sheet, json_t *blocks)
{
    json_t *rows = json_array();
    add_row(rows, _("Questions"), said(sheet, "link_way"));
    add_row(rows, _("Complaints"), said(sheet, "supervise_way"));
    json_array_append_new(blocks,
                          json_pack("{s:s, s:o}", "kind", "contacts", "rows", rows));
}

static json_t *
head_of(const struct guide_sheet *sheet)
{
    json_t *head =
        json_pack("{s:s}", "issuer", service_text(sheet->place->name, sheet->language));
    g_autofree char *where = g_strdup_printf(
        "%s · %s %s", service_text(sheet->place->area, sheet->language),
        service_text(sheet->place->machine, sheet->language), sheet->terminal);
    if (!sheet->large)
        json_object_set_new(head, "place", json_string(where));
    if (sheet->place->tag != NULL)
        json_object_set_new(
            head, "tag", json_string(service_text(sheet->place->tag, sheet->language)));
    return head;
}

json_t *
guide_sheet(const struct guide_sheet *sheet)
{
    struct clock_date today = clock_date(sheet->now_ms);
    g_autofree char *day = text_date(&today);
    g_autofree char *note = text_format(
        N_("Printed on %1$s, version %2$d of the guide. Look again before you "
           "come: rules change."),
        day, sheet->service->version);
    json_t *blocks =
        json_pack("[{s:s, s:s}]", "kind", "identity", "lead", said(sheet, "task_name"));
    add_who(sheet, blocks);
    add_materials(sheet, blocks);
    add_course(sheet, blocks);
    add_contacts(sheet, blocks);
    return json_pack("{s:s, s:s, s:o, s:o, s:{s:s}}", "title",
                     service_text(sheet->service->short_name, sheet->language), "style",
                     sheet->large ? "large" : "standard", "head", head_of(sheet),
                     "blocks", blocks, "foot", "note", note);
}

/* ---- as a code ---- */

/* Adds a line if all of it fits. */
static void
add_line(GString *text, const char *line)
{
    if (text->len + strlen(line) + 1 <= GUIDE_CODE_MAX)
        g_string_append_printf(text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* What to bring; when there are too many to name, how many there are in all. g_free. */
static char *
things_of(const struct service *service, const char *language)
{
    g_autoptr(GString) things = g_string_new(NULL);
    int left = 0, all = 0;
    for (size_t i = 0; i < service->material_count; i++) {
        const char *name = service_text(service->materials[i].name, language);
        if (!service->materials[i].required)
            continue;
        all++;
        if (left > 0 || things->len + strlen(name) > THINGS_MAX)
            left++;
        else
            g_string_append_printf(things, "%s%s", things->len > 0 ? _(", ") : "", name);
    }
    return left > 0 ? text_format(N_("%1$s and others, %2$d in all"), things->str, all)
                    : g_strdup(things->str);
}

char *
guide_code(const struct service *service, const struct place *place, const char *language)
{
    GString *text = g_string_new(NULL);
    g_autofree char *limit = guide_time_limit(service);
    g_autofree char *things = things_of(service, language);
    g_autofree char *bring = text_format(N_("Bring: %s"), things);
    g_autofree char *takes = text_format(N_("Takes: %s"), limit);
    g_autofree char *cost = text_format(
        N_("Costs: %s"),
        service_text(json_object_get(service->json, "fee_explain"), language));
    g_autofree char *call = text_format(N_("Call: %s"), place->phone);
    add_line(text, service_text(service->short_name, language));
    if (*things != '\0')
        add_line(text, bring);
    add_line(text, takes);
    add_line(text, call);
    add_line(text, cost);
    add_line(text,
             service_text(json_object_get(service->json, "transact_addr"), language));
    return g_string_free(text, FALSE);
}
