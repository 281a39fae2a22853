// SPDX-License-Identifier: Apache-2.0
#include "progress_slip.h"

#include <string.h>

#include "base/json.h"
#include "core/receipt.h"
#include "core/text.h"

/* ---- words ------------------------------------------------------------------------------ */

static const char *
find(const char *const (*words)[2], size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i][0], word) == 0)
            return _(words[i][1]);
    return NULL;
}

const char *
progress_step_words(const char *step)
{
    static const char *const names[][2] = {
        {"received", N_("You handed it in")},
        {"correction", N_("Give what is missing")},
        {"refused", N_("Not accepted")},
        {"accepted", N_("Accepted by the township")},
        {"decided", N_("Decided")},
        {"issued", N_("Result made")},
        {"delivered", N_("You take the result")},
    };
    const char *found = find(names, G_N_ELEMENTS(names), step);
    return found != NULL ? found : step;
}

const char *
progress_state_words(const char *state)
{
    static const char *const names[][2] = {
        {"received", N_("The township is looking at it")},
        {"correction", N_("Something is missing")},
        {"refused", N_("It was not accepted")},
        {"accepted", N_("Accepted, now it is being decided")},
        {"approving", N_("It is being decided")},
        {"decided", N_("Decided, the result is being made")},
        {"issued", N_("The result is here, you can print it")},
        {"delivered", N_("Done, you have the result")},
        {"archived", N_("Done and filed")},
    };
    return find(names, G_N_ELEMENTS(names), state);
}

const char *
progress_defect_name(const struct service *service, const json_t *defect,
                     const char *language)
{
    const char *id = json_text(defect, "id", "");
    bool is_material = strcmp(json_text(defect, "kind", ""), "material") == 0;
    const json_t *asked =
        service != NULL && !is_material ? service_asked_name(service, id) : NULL;
    const struct material *material =
        service != NULL && is_material ? service_material(service, id) : NULL;
    return asked != NULL      ? service_text(asked, language)
           : material != NULL ? service_text(material->name, language)
                              : id;
}

/* ---- blocks ----------------------------------------------------------------------------- */

/* Marks of a document in what a clerk wrote must not set anything in bold. g_free. */
static char *
plain(const char *text)
{
    GString *safe = g_string_new(text);
    g_string_replace(safe, "**", "* *", 0);
    g_string_replace(safe, "____", "__", 0);
    g_string_replace(safe, "□", "口", 0);
    return g_string_free(safe, FALSE);
}

static void
add_row(json_t *rows, const char *label, const char *value)
{
    json_array_append_new(rows, json_pack("{s:s, s:s}", "label", label, "value", value));
}

static void
add_text(json_t *blocks, const char *kind, const char *text)
{
    json_array_append_new(blocks, json_pack("{s:s, s:s}", "kind", kind, "text", text));
}

static const char *
name_of(const struct progress_slip *slip)
{
    return slip->service != NULL ? service_text(slip->service->name, slip->language)
                                 : json_text(slip->told, "service", "");
}

/* "30 November, Monday", of the last day. NULL: not known. g_free. */
static char *
last_day(const struct progress_slip *slip)
{
    struct clock_date day;
    if (!clock_parse_day(json_text(slip->told, "due_day", ""), &day))
        return NULL;
    struct clock_date known = clock_date(clock_from_date(&day));
    return text_day(&known);
}

static json_t *
identity(const struct progress_slip *slip, const char *lead, const char *number)
{
    g_autofree char *at = text_moment(slip->now_ms);
    json_t *block = json_pack("{s:s, s:s, s:b, s:[{s:s, s:s}], s:{s:s, s:s}}", "kind",
                              "identity", "lead", lead, "compact", true, "numbers",
                              "label", _("Number"), "value", number, "time", "label",
                              _("Printed at"), "value", at);
    // As a reader takes it from a receipt: the number before a bar. Whose it is, the query
    // code shows.
    g_autofree char *data =
        g_strdup_printf("%s|", json_text(slip->told, "receipt_number", ""));
    if (number[0] != '\0')
        json_object_set_new(block, "code",
                            json_pack("{s:s, s:s}", "data", data, "caption",
                                      _("Hold it to a machine to ask again")));
    return block;
}

static void
add_contacts(json_t *blocks, const struct progress_slip *slip)
{
    json_t *rows = json_array();
    add_row(rows, _("Questions"), slip->place->phone);
    add_row(rows, _("Complaints"), slip->place->supervision_phone);
    add_row(rows, _("Day and night"), "12345");
    json_array_append_new(blocks,
                          json_pack("{s:s, s:o}", "kind", "contacts", "rows", rows));
}

/* ---- how it stands ---------------------------------------------------------------------- */

static json_t *
steps_of(const struct progress_slip *slip)
{
    json_t *steps = json_array();
    size_t index;
    json_t *step;
    json_array_foreach (json_object_get(slip->told, "steps"), index, step) {
        const char *standing = json_text(step, "standing", "");
        const char *words = progress_step_words(json_text(step, "step", ""));
        bool now = strcmp(standing, "now") == 0;
        int64_t at_ms = 0;
        g_autofree char *at =
            clock_parse(json_text(step, "at", "-"), &at_ms)
                ? text_moment(at_ms)
                : g_strdup(strcmp(standing, "later") == 0 ? _("to come") : "");
        g_autofree char *what = now ? text_format(N_("**%s** (it is here now)"), words)
                                    : g_strdup(words);
        json_array_append_new(steps, json_pack("{s:s, s:s}", "when", at, "what", what));
    }
    return steps;
}

static void
add_course(json_t *blocks, const struct progress_slip *slip)
{
    const char *state = progress_state_words(json_text(slip->told, "state", ""));
    g_autofree char *day = last_day(slip);
    g_autofree char *reason = plain(json_text(slip->told, "reason", ""));
    json_t *rows = json_array(), *steps = steps_of(slip);
    add_row(rows, _("The matter"), name_of(slip));
    if (state != NULL)
        add_row(rows, _("Now"), state);
    if (reason[0] != '\0')
        add_row(rows, _("Why"), reason);
    if (day != NULL)
        add_row(rows, _("At the latest"), day);
    if (slip->service != NULL)
        add_row(rows, _("Handled by"),
                service_text(json_object_get(slip->service->json, "dept_name"),
                             slip->language));
    json_array_append_new(blocks, json_pack("{s:s, s:o}", "kind", "rows", "rows", rows));
    add_text(blocks, "heading", _("The course"));
    if (json_array_size(steps) > 0)
        json_array_append_new(blocks,
                              json_pack("{s:s, s:O}", "kind", "steps", "steps", steps));
    json_decref(steps);
}

/* ---- what is missing -------------------------------------------------------------------- */

static json_t *
column(const char *title, int width_mm, bool centred)
{
    return json_pack("{s:s, s:i, s:b}", "title", title, "width_mm", width_mm, "centred",
                     centred);
}

static json_t *
defects_table(const struct progress_slip *slip)
{
    json_t *rows = json_array();
    size_t index;
    json_t *defect;
    json_array_foreach (json_object_get(slip->told, "defects"), index, defect) {
        bool is_material = strcmp(json_text(defect, "kind", ""), "material") == 0;
        g_autofree char *number = g_strdup_printf("**%zu**", index + 1);
        g_autofree char *name = g_strdup_printf(
            "**%s**", progress_defect_name(slip->service, defect, slip->language));
        g_autofree char *wanted = plain(json_text(defect, "sentence", ""));
        json_array_append_new(rows,
                              json_pack("[s, s, s, s, s]", number, name, wanted,
                                        is_material ? _("Scan it anew at a machine")
                                                    : _("Fill it in anew at a machine"),
                                        "□"));
    }
    return json_pack("{s:s, s:[o, o, o, o, o], s:o}", "kind", "table", "columns",
                     column(_("No."), 13, true), column(_("Which"), 32, false),
                     column(_("What is wanted"), 64, false), column(_("How"), 41, false),
                     column(_("Done"), 15, true), "rows", rows);
}

static void
add_until(json_t *blocks, const struct progress_slip *slip)
{
    const json_t *left = json_object_get(slip->told, "days_left");
    g_autofree char *day = last_day(slip);
    if (day == NULL)
        return;
    g_autofree char *lead = json_integer_value(left) > 0
                                ? text_format(N_("**By %1$s** (%2$d working days)"), day,
                                              (int)json_integer_value(left))
                                : text_format(N_("**By %s**"), day);
    add_text(blocks, "heading", _("Until when"));
    json_array_append_new(
        blocks,
        json_pack("{s:s, s:s, s:s}", "kind", "box", "lead", lead, "text",
                  _("It is looked at again on the day it is complete; only then "
                    "the time for deciding begins. After the last day the case "
                    "comes back to you, and you may hand it in again any time.")));
}

static void
add_where(json_t *blocks, const struct progress_slip *slip)
{
    json_t *rows = json_array();
    add_text(blocks, "heading", _("Where, and whom to ask"));
    add_row(rows, _("Machine"),
            _("Any of them, day and night: How is my case, with number and query code or "
              "ID card. **Only these are asked for.**"));
    add_row(rows, _("Window"), service_text(slip->place->window, slip->language));
    add_row(rows, _("Not agreed"),
            _("Write down why and hand it in at the window, or call the number for "
              "complaints."));
    json_array_append_new(blocks, json_pack("{s:s, s:o}", "kind", "rows", "rows", rows));
}

static void
add_missing(json_t *blocks, const struct progress_slip *slip)
{
    size_t count = json_array_size(json_object_get(slip->told, "defects"));
    g_autofree char *said = text_format(
        N_("We have looked at your **%1$s**. **%2$d** are to be given or mended, and "
           "**this is all at once**. Everything else is right and stays."),
        name_of(slip), (int)count);
    g_autofree char *seal = g_strdup_printf(
        "**%s**\n%s\n______%s____%s____%s", _("Stamped at the window"),
        service_text(slip->place->name, slip->language), _("year"), _("month"), _("day"));
    add_text(blocks, "paragraph", said);
    json_array_append_new(blocks, defects_table(slip));
    add_until(blocks, slip);
    add_where(blocks, slip);
    if (!slip->large)
        json_array_append_new(blocks, json_pack("{s:s, s:s, s:[s, s]}", "kind", "seal",
                                                "text", seal, "lines",
                                                _("Received by: ____________________"),
                                                _("Received on: ____________________")));
}

/* ---- the sheet -------------------------------------------------------------------------- */

static json_t *
head(const struct progress_slip *slip, const char *number)
{
    const struct place *place = slip->place;
    g_autofree char *where =
        g_strdup_printf("%s · %s %s", service_text(place->area, slip->language),
                        service_text(place->machine, slip->language), slip->terminal);
    json_t *head = json_pack("{s:s, s:s}", "issuer",
                             service_text(place->name, slip->language), "continued",
                             number);
    if (!slip->large)
        json_object_set_new(head, "place", json_string(where));
    if (place->tag != NULL)
        json_object_set_new(head, "tag",
                            json_string(service_text(place->tag, slip->language)));
    return head;
}

json_t *
progress_slip(const struct progress_slip *slip)
{
    bool missing = strcmp(json_text(slip->told, "state", ""), "correction") == 0;
    const char *bare = json_text(slip->told, "receipt_number", "");
    char number[RECEIPT_SHOWN_SIZE] = "";
    json_t *blocks = json_array();
    if (receipt_is_good(bare))
        receipt_show(bare, number);
    json_array_append_new(blocks,
                          identity(slip,
                                   missing ? _("**(all told at once)**")
                                           : _("This is how your case stands **now**."),
                                   number));
    if (missing)
        add_missing(blocks, slip);
    else
        add_course(blocks, slip);
    add_contacts(blocks, slip);
    return json_pack(
        "{s:s, s:s, s:o, s:{s:s, s:s}, s:o}", "title",
        missing ? _("Notice of what is missing") : _("How the case stands"), "style",
        slip->large ? "large" : "standard", "head", head(slip, number), "foot", "note",
        missing ? _("A copy of the machine bears no stamp. If you need one, take it to "
                    "the window.")
                : _("It tells how the case stood when it was printed, and replaces no "
                    "document."),
        "copy", _("For the applicant to keep"), "blocks", blocks);
}
