// SPDX-License-Identifier: Apache-2.0
#include "slip.h"

#include <string.h>

#include "base/json.h"
#include "core/form.h"
#include "core/identity.h"
#include "core/receipt.h"
#include "core/slip_parts.h"
#include "core/text.h"
#include <kiosk/document.h>

/* Marks of a document that stand in an answer must not set anything in bold. */
char *
slip_plain(const char *text)
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

void
slip_add_pair(json_t *rows, const char *label, const char *value)
{
    json_array_append_new(rows, json_pack("{s:s, s:s}", "label", label, "value", value));
}

/* The same for a value that is ours to free and may be a person's own words. */
void
slip_add_answer(json_t *rows, const char *label, char *value)
{
    char *safe = slip_plain(value);
    slip_add_pair(rows, label, safe);
    g_free(safe);
    g_free(value);
}

void
slip_add_heading(json_t *blocks, const char *text)
{
    json_array_append_new(blocks,
                          json_pack("{s:s, s:s}", "kind", "heading", "text", text));
}

void
slip_add_text(json_t *blocks, const char *kind, const char *text)
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

/* ---- what follows ---- */

static void
add_next(const struct slip_case *slip, json_t *blocks)
{
    slip_add_heading(blocks, slip->large ? _("What happens now") : _("What follows"));
    json_array_append_new(
        blocks, json_pack("{s:s, s:o}", "kind", "steps", "steps", slip_steps_on_paper(slip)));
}

static void
add_contacts(const struct slip_case *slip, json_t *blocks)
{
    json_t *rows = json_array();
    const struct place *place = slip->place;
    if (slip->large) {
        slip_add_pair(rows, _("For questions"), place->phone);
        slip_add_pair(rows, _("At night"), "12345");
    } else {
        char *phones = text_format(N_("%s (office hours), 12345 (always)"), place->phone);
        char *complaints =
            text_format(N_("%s; for what could not be done, press 'could not be done' on "
                           "the machine"),
                        place->supervision_phone);
        slip_add_heading(blocks, _("Whom to ask"));
        slip_add_pair(
            rows, _("How far it is"),
            _("Type number and query code at any machine, or scan the code above"));
        slip_add_pair(rows, _("For questions"), phones);
        slip_add_pair(rows, _("For complaints"), complaints);
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
    char *name = slip_plain(json_text(slip->applicant, "name", ""));
    struct clock_date date = clock_date(slip->submitted_ms);
    char *day = text_short_day(&date);
    char *line = text_format(N_("**%1$s** %2$s, handed in %3$s at %4$02d:%5$02d"),
                             slip_said(slip, slip->service->short_name), name, day,
                             date.hour, date.minute);
    slip_add_text(blocks, "paragraph", line);
    g_free(line);
    g_free(day);
    g_free(name);
}

static void
add_large(const struct slip_case *slip, json_t *blocks)
{
    add_matter_line(slip, blocks);
    add_next(slip, blocks);
    slip_add_still_to_do(slip, blocks);
    add_contacts(slip, blocks);
    json_array_append_new(blocks, json_pack("{s:s}", "kind", "page"));
    slip_add_text(blocks, "box", not_accepted());
    slip_add_matter(slip, blocks);
    slip_add_materials(slip, blocks);
    slip_add_promise(slip, blocks);
}

json_t *
slip_receipt(const struct slip_case *slip)
{
    json_t *blocks = json_array();
    json_array_append_new(blocks, identity(slip));
    if (slip->large) {
        add_large(slip, blocks);
    } else {
        slip_add_text(blocks, "box", not_accepted());
        slip_add_matter(slip, blocks);
        slip_add_materials(slip, blocks);
        slip_add_promise(slip, blocks);
        add_next(slip, blocks);
        add_contacts(slip, blocks);
    }
    return json_pack("{s:s, s:s, s:o, s:o, s:o}", "title", _("Slip of receipt"), "style",
                     slip->large ? "large" : "standard", "head", head(slip), "foot",
                     foot(slip), "blocks", blocks);
}
