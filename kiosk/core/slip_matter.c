// SPDX-License-Identifier: Apache-2.0
// Of a slip: what it is about, what was handed in, what is to be brought and was promised.
#include "core/slip_parts.h"

#include <string.h>

#include "base/json.h"
#include "core/form.h"
#include "core/identity.h"
#include "core/text.h"

/* ---- the matter ---- */

static char *
matter_shown(const struct slip_case *slip)
{
    const json_t *json = slip->service->json;
    bool promised = strcmp(json_text(json, "project_type", ""), "promised") == 0;
    bool fee = json_is_true(json_object_get(json, "is_fee"));
    return text_format(N_("**%1$s** (%2$s, %3$s)"), slip_said(slip, slip->service->name),
                       promised ? _("promised matter") : _("instant matter"),
                       fee ? _("with a fee") : _("free of charge"));
}

static char *
applicant_shown(const struct slip_case *slip)
{
    const char *name = json_text(slip->applicant, "name", "");
    if (name[0] == '\0')
        name = json_text(slip->applicant, "name_latin", "");
    char *id = identity_mask_id(json_text(slip->applicant, "id_number", ""));
    char *text = text_format(N_("%1$s, ID %2$s"), name, id);
    g_free(id);
    return text;
}

/* All of an entry in one row: "姓名 王秀兰；身份证号 9999 … 0023". */
static guint
add_entry(const struct slip_case *slip, const GArray *lines, guint first, json_t *rows)
{
    const struct form_line *line = &g_array_index(lines, struct form_line, first);
    const struct question_page *page = line->page;
    int entry = line->entry;
    GString *value = g_string_new(NULL);
    guint i = first;
    for (; i < lines->len; i++) {
        line = &g_array_index(lines, struct form_line, i);
        if (line->page != page || line->entry != entry)
            break;
        char *shown = field_shown(line->question, line->value, slip->language, true);
        char *one =
            text_format(N_("%1$s %2$s"), slip_said(slip, line->question->label), shown);
        g_string_append_printf(value, "%s%s", value->len > 0 ? _("; ") : "", one);
        g_free(one);
        g_free(shown);
    }
    char *label = text_format(N_("%1$s %2$d"), slip_said(slip, page->repeat->entry_name),
                              entry + 1);
    slip_add_answer(rows, label, g_string_free(value, FALSE));
    g_free(label);
    return i;
}

static void
add_answers(const struct slip_case *slip, json_t *rows)
{
    GArray *lines = form_lines(slip->service, slip->answers);
    for (guint i = 0; i < lines->len;) {
        const struct form_line *line = &g_array_index(lines, struct form_line, i);
        const struct question *question = line->question;
        if (line->entry >= 0) {
            i = add_entry(slip, lines, i, rows);
            continue;
        }
        if (question->from_card == NULL)
            slip_add_answer(rows, slip_said(slip, question->label),
                            field_shown(question, line->value, slip->language, true));
        i++;
    }
    g_array_unref(lines);
}

/* Who came for the applicant, and whose card is still to be seen. */
static void
add_parties(const struct slip_case *slip, json_t *rows)
{
    enum applicant applicant = form_applicant(slip->service, slip->answers);
    if (slip->agent != NULL) {
        char *id = identity_mask_id(json_text(slip->agent, "id_number", ""));
        slip_add_answer(
            rows, applicant == APPLICANT_GUARDIAN ? _("Guardian") : _("Handed in by"),
            text_format(N_("%1$s, ID %2$s"), json_text(slip->agent, "name", ""), id));
        g_free(id);
    }
    if (json_array_size(slip->typed) > 0)
        slip_add_pair(rows, _("ID card"),
                      _("**Typed, not read:** bring the card to the window"));
}

void
slip_add_matter(const struct slip_case *slip, json_t *blocks)
{
    json_t *rows = json_array();
    char *matter = matter_shown(slip);
    slip_add_pair(rows, _("Matter"), matter);
    g_free(matter);
    if (json_text(slip->applicant, "id_number", "")[0] != '\0')
        slip_add_answer(rows, _("Applicant"), applicant_shown(slip));
    add_parties(slip, rows);
    add_answers(slip, rows);
    slip_add_pair(rows, _("How the result comes"),
                  slip_said(slip, json_object_get(slip->service->json, "result_way")));
    slip_add_heading(blocks, _("What it is about"));
    json_array_append_new(blocks, json_pack("{s:s, s:o}", "kind", "rows", "rows", rows));
}

/* ---- materials ---- */

static char *
original_shown(const struct slip_case *slip, const struct material *material,
               const char *how)
{
    if (strcmp(how, "deferred") == 0) {
        char *when = slip_within(slip, material->defer_days, true);
        char *text = text_format(N_("you promised to bring it **%s**"), when);
        g_free(when);
        return text;
    }
    if (strcmp(material->original, "window") == 0 || strcmp(how, "typed") == 0)
        return text_format(N_("**Original to be seen:** at the %s, when you come"),
                           slip_said(slip, slip->place->window));
    if (strcmp(material->original, "pickup") == 0)
        return g_strdup(_("**Original to be seen:** bring it when you fetch the result"));
    return g_strdup(strcmp(how, "card") == 0 ? _("read already, need not be seen again")
                                             : _("need not be seen"));
}

static void
add_material(const struct slip_case *slip, json_t *rows, const json_t *given)
{
    const struct material *material =
        service_material(slip->service, json_text(given, "material", ""));
    if (material == NULL)
        return; // of a newer version of the service; the office shows it
    const char *how = json_text(given, "how", "scan");
    bool typed = strcmp(how, "typed") == 0;
    bool card = strcmp(how, "card") == 0 || typed,
         deferred = strcmp(how, "deferred") == 0;
    size_t pages = json_array_size(json_object_get(given, "pages"));
    char *number = g_strdup_printf("%zu", json_array_size(rows) + 1);
    char *count = g_strdup_printf("%zu", card ? (size_t)material->page_num : pages);
    char *original = original_shown(slip, material, how);
    json_array_append_new(rows, json_pack("[s, s, s, s, s]", number,
                                          slip_said(slip, material->name),
                                          typed      ? _("typed")
                                          : card     ? _("card read")
                                          : deferred ? _("**not yet**")
                                                     : _("scanned"),
                                          count, original));
    g_free(number);
    g_free(count);
    g_free(original);
}

void
slip_add_materials(const struct slip_case *slip, json_t *blocks)
{
    size_t i;
    json_t *given, *rows = json_array();
    json_array_foreach (slip->materials, i, given)
        add_material(slip, rows, given);
    if (json_array_size(rows) == 0) {
        json_decref(rows);
        return;
    }
    slip_add_heading(blocks, _("What was handed in"));
    json_array_append_new(
        blocks,
        json_pack("{s:s, s:[{s:s, s:i, s:b}, {s:s, s:i}, {s:s, s:i}, {s:s, s:i, s:b}, "
                  "{s:s}], s:o}",
                  "kind", "table", "columns", "title", _("No."), "width_mm", 12,
                  "centred", 1, "title", _("Paper handed in"), "width_mm", 30, "title",
                  _("How it came"), "width_mm", 24, "title", _("Pages"), "width_mm", 16,
                  "centred", 1, "title", _("When the original is looked at"), "rows",
                  rows));
}

/* What the person must still bring, as a box of its own on large print. */
void
slip_add_still_to_do(const struct slip_case *slip, json_t *blocks)
{
    GString *text = g_string_new(NULL);
    size_t i;
    json_t *given;
    json_array_foreach (slip->materials, i, given) {
        const struct material *material =
            service_material(slip->service, json_text(given, "material", ""));
        if (material == NULL || strcmp(json_text(given, "how", ""), "deferred") != 0)
            continue;
        char *when = slip_within(slip, material->defer_days, true);
        char *line = text_format(N_("**%1$s**, bring **%2$s**."), when,
                                 slip_said(slip, material->name));
        g_string_append_printf(text, "%s□ %s", text->len > 0 ? "\n" : "", line);
        g_free(line);
        g_free(when);
    }
    if (text->len > 0) {
        char *where =
            text_format(N_("Take it to the %s."), slip_said(slip, slip->place->window));
        g_string_append_printf(text, "\n%s", where);
        g_free(where);
        slip_add_heading(blocks, _("You still have to do this"));
        slip_add_text(blocks, "box", text->str);
    }
    g_string_free(text, TRUE);
}

/* What was promised, in the words above the signature, and by when. */
void
slip_add_promise(const struct slip_case *slip, json_t *blocks)
{
    if (slip->promise == NULL)
        return;
    json_t *rows = json_array(), *one;
    size_t i;
    json_array_foreach (json_object_get(slip->promise, "materials"), i, one) {
        const struct material *material =
            service_material(slip->service, json_text(one, "material", ""));
        struct clock_date day = {0};
        const char *due = json_text(one, "due", "");
        if (material == NULL)
            continue;
        bool known = clock_parse_day(due, &day);
        char *when = known ? text_day(&day)
                           : text_format(material->defer_days == 1
                                             ? N_("within %d working day")
                                             : N_("within %d working days"),
                                         material->defer_days);
        slip_add_answer(rows, slip_said(slip, material->name),
                        text_format(N_("by %s"), when));
        g_free(when);
    }
    slip_add_heading(blocks, _("What you promised and signed"));
    char *text = slip_plain(json_text(slip->promise, "text", ""));
    slip_add_text(blocks, "paragraph", text);
    json_array_append_new(blocks, json_pack("{s:s, s:o}", "kind", "rows", "rows", rows));
    g_free(text);
}
