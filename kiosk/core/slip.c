// SPDX-License-Identifier: Apache-2.0
#include "slip.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "core/form.h"
#include "core/identity.h"
#include "core/receipt.h"
#include "core/slip_parts.h"
#include "core/text.h"
#include <kiosk/document.h>

/* Marks of a document that stand in an answer must not set anything in bold. */
static char *
plain(const char *text)
{
    GString *safe = g_string_new(text);
    g_string_replace(safe, "**", "* *", 0);
    g_string_replace(safe, "____", "__", 0);
    g_string_replace(safe, "□", "口", 0);
    return g_string_free(safe, FALSE);
}

const char *
slip_said(const struct slip_case *slip, const json_t *texts)
{
    return service_text(texts, slip->language);
}

static void
add_pair(json_t *rows, const char *label, const char *value)
{
    json_array_append_new(rows, json_pack("{s:s, s:s}", "label", label, "value", value));
}

/* The same for a value that is ours to free and may be a person's own words. */
static void
add_answer(json_t *rows, const char *label, char *value)
{
    char *safe = plain(value);
    add_pair(rows, label, safe);
    g_free(safe);
    g_free(value);
}

static void
add_heading(json_t *blocks, const char *text)
{
    json_array_append_new(blocks,
                          json_pack("{s:s, s:s}", "kind", "heading", "text", text));
}

static void
add_text(json_t *blocks, const char *kind, const char *text)
{
    json_array_append_new(blocks, json_pack("{s:s, s:s}", "kind", kind, "text", text));
}

/* ---- head and foot ---- */

static json_t *
head(const struct slip_case *slip)
{
    char number[RECEIPT_SHOWN_SIZE];
    receipt_show(slip->receipt_number, number);
    char *where = g_strdup_printf("%s · %s %s", slip_said(slip, slip->place->area),
                                  slip_said(slip, slip->place->machine), slip->terminal);
    json_t *head = json_pack("{s:s, s:s}", "issuer", slip_said(slip, slip->place->name),
                             "continued", number);
    if (!slip->large)
        json_object_set_new(head, "place", json_string(where));
    if (slip->place->tag != NULL)
        json_object_set_new(head, "tag", json_string(slip_said(slip, slip->place->tag)));
    g_free(where);
    return head;
}

static json_t *
foot(const struct slip_case *slip)
{
    char *note =
        slip->large
            ? g_strdup(_("What was handed in stands on the next page."))
            : text_format(
                  N_("Printed by %s. The code holds the number and the machine's "
                     "signature, nothing about you; windows and machines can tell "
                     "from it that this slip is genuine. It is no notice of "
                     "acceptance and replaces no document."),
                  slip_said(slip, slip->place->machine));
    json_t *foot =
        json_pack("{s:s, s:s}", "note", note, "copy", _("For the applicant to keep"));
    g_free(note);
    return foot;
}

static const char *
identity_lead(const struct slip_case *slip)
{
    if (slip->large && slip->delivered)
        return _("Your papers **have arrived**.\nThe township looks at them before it "
                 "accepts.");
    if (slip->large)
        return _("Your papers **are kept safe** here,\n**still to be sent**, which "
                 "happens by itself.");
    if (slip->delivered)
        return _("What you handed in **has arrived**.");
    return _("What you handed in **is kept safe in this machine**; it is **still to be "
             "sent** to the office and goes by itself.");
}

static json_t *
identity(const struct slip_case *slip)
{
    char number[RECEIPT_SHOWN_SIZE], code[8];
    receipt_show(slip->receipt_number, number);
    receipt_show_code(slip->query_code, code);
    char *moment = text_moment(slip->submitted_ms);
    const char *lead = identity_lead(slip);
    json_t *block = json_pack("{s:s, s:s, s:[{s:s, s:s}, {s:s, s:s}]}", "kind",
                              "identity", "lead", lead, "numbers", "label",
                              _("Receipt number"), "value", number, "label",
                              _("Query code"), "value", code);
    if (!slip->large)
        json_object_set_new(
            block, "time",
            json_pack("{s:s, s:s}", "label", _("Received at"), "value", moment));
    if (slip->code_data != NULL && slip->code_data[0] != '\0')
        json_object_set_new(block, "code",
                            json_pack("{s:s, s:s}", "data", slip->code_data, "caption",
                                      slip->large ? "" : _("Scan to see how far it is")));
    g_free(moment);
    return block;
}

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

static void
add_answers(const struct slip_case *slip, json_t *rows)
{
    GArray *lines = form_lines(slip->service, slip->answers);
    for (guint i = 0; i < lines->len; i++) {
        const struct form_line *line = &g_array_index(lines, struct form_line, i);
        const struct question *question = line->question;
        if (question->from_card != NULL && line->entry < 0)
            continue;
        char *label =
            line->entry < 0
                ? g_strdup(slip_said(slip, question->label))
                : g_strdup_printf("%s%d %s",
                                  slip_said(slip, line->page->repeat->entry_name),
                                  line->entry + 1, slip_said(slip, question->label));
        add_answer(rows, label, field_shown(question, line->value, slip->language, true));
        g_free(label);
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
        add_answer(
            rows, applicant == APPLICANT_GUARDIAN ? _("Guardian") : _("Handed in by"),
            text_format(N_("%1$s, ID %2$s"), json_text(slip->agent, "name", ""), id));
        g_free(id);
    }
    if (json_array_size(slip->typed) > 0)
        add_pair(rows, _("ID card"),
                 _("**Typed, not read:** bring the card to the window"));
}

static void
add_matter(const struct slip_case *slip, json_t *blocks)
{
    json_t *rows = json_array();
    char *matter = matter_shown(slip);
    add_pair(rows, _("Matter"), matter);
    g_free(matter);
    if (json_text(slip->applicant, "id_number", "")[0] != '\0')
        add_answer(rows, _("Applicant"), applicant_shown(slip));
    add_parties(slip, rows);
    add_answers(slip, rows);
    add_pair(rows, _("How the result comes"),
             slip_said(slip, json_object_get(slip->service->json, "result_way")));
    add_heading(blocks, _("What it is about"));
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

static void
add_materials(const struct slip_case *slip, json_t *blocks)
{
    size_t i;
    json_t *given, *rows = json_array();
    json_array_foreach (slip->materials, i, given)
        add_material(slip, rows, given);
    if (json_array_size(rows) == 0) {
        json_decref(rows);
        return;
    }
    add_heading(blocks, _("What was handed in"));
    json_array_append_new(
        blocks,
        json_pack("{s:s, s:[{s:s, s:i, s:b}, {s:s, s:i}, {s:s, s:i}, {s:s, s:i, s:b}, "
                  "{s:s}], s:o}",
                  "kind", "table", "columns", "title", _("No."), "width_mm", 12,
                  "centred", 1, "title", _("Paper handed in"), "width_mm", 30, "title",
                  _("How it came"), "width_mm", 24, "title", _("Pages"), "width_mm", 14,
                  "centred", 1, "title", _("When the original is looked at"), "rows",
                  rows));
}

/* What the person must still bring, as a box of its own on large print. */
static void
add_still_to_do(const struct slip_case *slip, json_t *blocks)
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
        add_heading(blocks, _("You still have to do this"));
        add_text(blocks, "box", text->str);
    }
    g_string_free(text, TRUE);
}

/* What was promised, in the words above the signature, and by when. */
static void
add_promise(const struct slip_case *slip, json_t *blocks)
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
        bool known = sscanf(due, "%d-%d-%d", &day.year, &day.month, &day.day) == 3;
        if (known)
            day = calendar_after_natural(&day, 0); // for the day of the week
        char *when =
            known ? text_day(&day)
                  : text_format(N_("within %d working days"), material->defer_days);
        add_answer(rows, slip_said(slip, material->name), text_format(N_("by %s"), when));
        g_free(when);
    }
    add_heading(blocks, _("What you promised and signed"));
    char *text = plain(json_text(slip->promise, "text", ""));
    add_text(blocks, "paragraph", text);
    json_array_append_new(blocks, json_pack("{s:s, s:o}", "kind", "rows", "rows", rows));
    g_free(text);
}

static void
add_next(const struct slip_case *slip, json_t *blocks)
{
    add_heading(blocks, slip->large ? _("What happens now") : _("What follows"));
    json_array_append_new(
        blocks, json_pack("{s:s, s:o}", "kind", "steps", "steps", slip_next_steps(slip)));
}

static void
add_contacts(const struct slip_case *slip, json_t *blocks)
{
    json_t *rows = json_array();
    const struct place *place = slip->place;
    if (slip->large) {
        add_pair(rows, _("For questions"), place->phone);
        add_pair(rows, _("At night"), "12345");
    } else {
        char *phones = text_format(N_("%s (office hours), 12345 (always)"), place->phone);
        char *complaints =
            text_format(N_("%s; for what could not be done, press 'could not be done' on "
                           "the machine"),
                        place->supervision_phone);
        add_heading(blocks, _("Whom to ask"));
        add_pair(rows, _("How far it is"),
                 _("Type number and query code at any machine, or scan the code above"));
        add_pair(rows, _("For questions"), phones);
        add_pair(rows, _("For complaints"), complaints);
        g_free(phones);
        g_free(complaints);
    }
    json_array_append_new(blocks,
                          json_pack("{s:s, s:o}", "kind", "contacts", "rows", rows));
}

static const char *
not_accepted(void)
{
    return _(
        "**Received is not accepted.** Staff look at the papers and then decide; if it "
        "is accepted you get a notice of acceptance, and what is missing is told **all "
        "at once**.");
}

/* One line instead of the table of the matter, which stands on page 2. */
static void
add_matter_line(const struct slip_case *slip, json_t *blocks)
{
    char *name = plain(json_text(slip->applicant, "name", ""));
    struct clock_date date = clock_date(slip->submitted_ms);
    char *day = text_short_day(&date);
    char *line = text_format(N_("**%1$s** %2$s, handed in %3$s at %4$02d:%5$02d"),
                             slip_said(slip, slip->service->short_name), name, day,
                             date.hour, date.minute);
    add_text(blocks, "paragraph", line);
    g_free(line);
    g_free(day);
    g_free(name);
}

static void
add_large(const struct slip_case *slip, json_t *blocks)
{
    add_matter_line(slip, blocks);
    add_next(slip, blocks);
    add_still_to_do(slip, blocks);
    add_contacts(slip, blocks);
    json_array_append_new(blocks, json_pack("{s:s}", "kind", "page"));
    add_text(blocks, "box", not_accepted());
    add_matter(slip, blocks);
    add_materials(slip, blocks);
    add_promise(slip, blocks);
}

json_t *
slip_receipt(const struct slip_case *slip)
{
    json_t *blocks = json_array();
    json_array_append_new(blocks, identity(slip));
    if (slip->large) {
        add_large(slip, blocks);
    } else {
        add_text(blocks, "box", not_accepted());
        add_matter(slip, blocks);
        add_materials(slip, blocks);
        add_promise(slip, blocks);
        add_next(slip, blocks);
        add_contacts(slip, blocks);
    }
    return json_pack("{s:s, s:s, s:o, s:o, s:o}", "title", _("Slip of receipt"), "style",
                     slip->large ? "large" : "standard", "head", head(slip), "foot",
                     foot(slip), "blocks", blocks);
}
