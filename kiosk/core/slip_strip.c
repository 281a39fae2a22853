// SPDX-License-Identifier: Apache-2.0
/* 收件回执 on thermal paper: what is needed tomorrow, on a hand's length, and no full name
 * (such slips are left lying about). */
#include "core/slip_parts.h"

#include <string.h>

#include "base/json.h"
#include "core/identity.h"
#include "core/receipt.h"
#include "core/text.h"

/* "收到4样，差1样" */
static char *
papers_shown(const struct slip_case *slip)
{
    const json_t *given;
    size_t i;
    int there = 0, missing = 0;
    json_array_foreach (slip->materials, i, given) {
        if (strcmp(json_text(given, "how", ""), "deferred") == 0)
            missing++;
        else
            there++;
    }
    return missing == 0 ? text_format(N_("%1$d received"), there)
                        : text_format(N_("%1$d received, %2$d missing"), there, missing);
}

static void
add_missing(const struct slip_case *slip, json_t *rows)
{
    const json_t *given;
    size_t i;
    json_array_foreach (slip->materials, i, given) {
        const struct material *material =
            service_material(slip->service, json_text(given, "material", ""));
        if (material == NULL || strcmp(json_text(given, "how", ""), "deferred") != 0)
            continue;
        char *when = slip_within(slip, material->defer_days, true);
        char *value = g_strdup_printf("%s, %s", slip_said(slip, material->name), when);
        slip_add_pair(rows, _("Still to bring"), value);
        g_free(value);
        g_free(when);
    }
}

/* What comes first, and each step for which the person goes somewhere. */
static void
add_steps(json_t *rows, const json_t *steps)
{
    size_t i;
    const json_t *step;
    json_array_foreach (steps, i, step) {
        const char *detail = json_text(step, "detail", NULL);
        if (i > 0 && detail == NULL)
            continue;
        char *value = g_strdup_printf("%s%s%s", json_text(step, "what", ""),
                                      detail != NULL ? "\n" : "",
                                      detail != NULL ? detail : "");
        slip_add_pair(rows, json_text(step, "when", ""), value);
        g_free(value);
    }
}

static json_t *
matter(const struct slip_case *slip)
{
    json_t *rows = json_array(), *steps = slip_next_steps(slip);
    const char *name = json_text(slip->applicant, "name", "");
    char *papers = papers_shown(slip);
    slip_add_pair(rows, _("Matter"), slip_said(slip, slip->service->short_name));
    if (name[0] != '\0') {
        char *masked = identity_mask_name(name);
        GString *safe = g_string_new(masked);
        g_string_replace(safe, "*", "＊", 0); // two of the others would set it bold
        slip_add_pair(rows, _("Applicant"), safe->str);
        g_string_free(safe, TRUE);
        g_free(masked);
    }
    char *moment = text_moment(slip->submitted_ms);
    slip_add_pair(rows, _("Received at"), moment);
    slip_add_pair(rows, _("Papers handed in"), papers);
    add_missing(slip, rows);
    add_steps(rows, steps);
    g_free(moment);
    g_free(papers);
    json_decref(steps);
    return json_pack("{s:s, s:o}", "kind", "rows", "rows", rows);
}

static json_t *
identity(const struct slip_case *slip)
{
    char number[RECEIPT_SHOWN_SIZE], code[8];
    receipt_show(slip->receipt_number, number);
    receipt_show_code(slip->query_code, code);
    json_t *block =
        json_pack("{s:s, s:s, s:[{s:s, s:s}, {s:s, s:s}]}", "kind", "identity", "lead",
                  slip->delivered ? _("Received, **not accepted yet**")
                                  : _("Kept safe in this machine, **still to be sent**"),
                  "numbers", "label", _("Receipt number"), "value", number, "label",
                  _("Query code"), "value", code);
    if (slip->code_data != NULL && slip->code_data[0] != '\0')
        json_object_set_new(block, "code",
                            json_pack("{s:s, s:s}", "data", slip->code_data, "caption",
                                      _("Scan, or type the number at a machine")));
    return block;
}

json_t *
slip_receipt_strip(const struct slip_case *slip)
{
    char *where =
        g_strdup_printf("%s %s", slip_said(slip, slip->place->machine), slip->terminal);
    json_t *contacts = json_array();
    slip_add_pair(contacts, _("For questions"), slip->place->phone);
    slip_add_pair(contacts, _("Always"), "12345");
    json_t *head = json_pack("{s:s, s:s}", "issuer", slip_said(slip, slip->place->name),
                             "place", where);
    if (slip->place->tag != NULL)
        json_object_set_new(head, "tag", json_string(slip_said(slip, slip->place->tag)));
    g_free(where);
    return json_pack(
        "{s:s, s:s, s:o, s:{s:s}, s:[o, o, {s:s, s:o}]}", "title", _("Slip of receipt"),
        "style", slip->large ? "large" : "standard", "head", head, "foot", "note",
        _("This paper fades in about a year. To keep it long, have it "
          "printed on A4 at a machine."),
        "blocks", identity(slip), matter(slip), "kind", "contacts", "rows", contacts);
}
