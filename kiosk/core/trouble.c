// SPDX-License-Identifier: Apache-2.0
#include "trouble.h"

#include <string.h>

#include "core/receipt.h"
#include "core/text.h"
#include <kiosk/letter.h>

static const char *const reasons[] = {
    // in the order of letter_trouble_words
    N_("Cannot bring the papers"),   N_("Came several times in vain"),
    N_("Was told it is not for me"), N_("No result after the last day"),
    N_("Was treated badly"),         N_("Another reason"),
};
G_STATIC_ASSERT(G_N_ELEMENTS(reasons) == G_N_ELEMENTS(letter_trouble_words) - 1);

const char *
trouble_reason(size_t index)
{
    return reasons[index];
}

void
trouble_show(const char *number, char shown_out[TROUBLE_SHOWN_SIZE])
{
    char digits[RECEIPT_SHOWN_SIZE];
    receipt_show(*number == '\0' ? "" : number + 1, digits);
    g_snprintf(shown_out, TROUBLE_SHOWN_SIZE, "%.1s %s", number, digits);
}

static void
add_row(json_t *rows, const char *label, const char *value)
{
    json_array_append_new(rows, json_pack("{s:s, s:s}", "label", label, "value", value));
}

static json_t *
rows_of(const struct trouble *trouble)
{
    json_t *rows = json_array();
    g_autofree char *moment = text_moment(trouble->at_ms);
    g_autoptr(GString) said = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
        if ((trouble->reasons >> i & 1) != 0)
            g_string_append_printf(said, "%s%s", said->len > 0 ? _("; ") : "",
                                   _(reasons[i]));
    if (trouble->service != NULL)
        add_row(rows, _("The matter"),
                service_text(trouble->service->name, trouble->language));
    add_row(rows, _("Why"), said->str);
    add_row(rows, _("Given at"), moment);
    return rows;
}

/* Who answers, and until when. g_free. */
static char *
what_comes(const struct trouble *trouble)
{
    if (!trouble->calls_back)
        return g_strdup(_("You left no number: call, and say this number."));
    if (trouble->day == NULL)
        return g_strdup(_("Somebody who is in charge calls you."));
    g_autofree char *day = text_day(trouble->day);
    return text_format(N_("Somebody who is in charge calls you by **%s**."), day);
}

static json_t *
contacts(const struct trouble *trouble)
{
    json_t *rows = json_array();
    add_row(rows, _("Questions"), trouble->place->phone);
    add_row(rows, _("Complaints"), trouble->place->supervision_phone);
    add_row(rows, _("Day and night"), "12345");
    return json_pack("{s:s, s:o}", "kind", "contacts", "rows", rows);
}

json_t *
trouble_slip(const struct trouble *trouble)
{
    char number[TROUBLE_SHOWN_SIZE];
    trouble_show(trouble->number, number);
    g_autofree char *comes = what_comes(trouble);
    g_autofree char *where = g_strdup_printf(
        "%s · %s %s", service_text(trouble->place->area, trouble->language),
        service_text(trouble->place->machine, trouble->language), trouble->terminal);
    json_t *identity = json_pack("{s:s, s:s, s:[{s:s, s:s}]}", "kind", "identity", "lead",
                                 _("What could not be done **is noted** and goes to "
                                   "somebody who is in charge, not "
                                   "to those it is about."),
                                 "numbers", "label", _("Number"), "value", number);
    json_object_set_new(identity, "code",
                        json_pack("{s:s, s:s}", "data", trouble->number, "caption",
                                  _("The number as a code")));
    json_t *blocks = json_pack(
        "[o, {s:s, s:s}, {s:s, s:o}, {s:s, s:s}, {s:s, s:s}, o]", identity, "kind",
        "heading", "text", _("What could not be done"), "kind", "rows", "rows",
        rows_of(trouble), "kind", "heading", "text", _("What comes next"), "kind",
        "paragraph", "text", comes, contacts(trouble));
    json_t *head = json_pack("{s:s}", "issuer",
                             service_text(trouble->place->name, trouble->language));
    if (!trouble->large)
        json_object_set_new(head, "place", json_string(where));
    if (trouble->place->tag != NULL)
        json_object_set_new(
            head, "tag",
            json_string(service_text(trouble->place->tag, trouble->language)));
    return json_pack("{s:s, s:s, s:o, s:o}", "title", _("Note of an unresolved matter"),
                     "style", trouble->large ? "large" : "standard", "head", head,
                     "blocks", blocks);
}
