// SPDX-License-Identifier: Apache-2.0
#include "slip_booking.h"

#include <string.h>

#include "base/json.h"
#include "core/calendar.h"
#include "core/receipt.h"
#include "core/service.h"
#include "core/text.h"

static const char *
said(const struct slip_booking *slip, const json_t *texts)
{
    return service_text(texts, slip->language);
}

/* Marks of a document that stand in a name must not set anything in bold. */
static char *
plain(const char *text)
{
    GString *safe = g_string_new(text);
    g_string_replace(safe, "**", "* *", 0);
    g_string_replace(safe, "____", "__", 0);
    g_string_replace(safe, "□", "口", 0);
    return g_string_free(safe, FALSE);
}

char *
slip_booking_day(const json_t *slot)
{
    struct clock_date day;
    if (!clock_parse_day(json_text(slot, "day", ""), &day))
        return g_strdup(json_text(slot, "day", ""));
    day = calendar_after_natural(&day, 0); // for its day of the week
    return text_short_day(&day);
}

char *
slip_booking_hours(const json_t *slot)
{
    return g_strdup_printf("%s—%s", json_text(slot, "from", ""),
                           json_text(slot, "to", ""));
}

static json_t *
head(const struct slip_booking *slip, const char *number)
{
    const struct place *place = slip->place;
    json_t *head =
        json_pack("{s:s, s:s}", "issuer", said(slip, place->name), "continued", number);
    char *where = g_strdup_printf("%s · %s %s", said(slip, place->area),
                                  said(slip, place->machine), slip->terminal);
    if (!slip->large)
        json_object_set_new(head, "place", json_string(where));
    if (place->tag != NULL)
        json_object_set_new(head, "tag", json_string(said(slip, place->tag)));
    g_free(where);
    return head;
}

static json_t *
identity(const struct slip_booking *slip, const char *number)
{
    char code[8];
    int64_t booked_ms = 0;
    receipt_show_code(json_text(slip->booking, "code", ""), code);
    clock_parse(json_text(slip->booking, "booked_at", ""), &booked_ms);
    char *moment = text_moment(booked_ms);
    char *when = text_format(N_("%s, the window **has agreed: you may come**"), moment);
    json_t *block = json_pack("{s:s, s:b, s:[{s:s, s:s}, {s:s, s:s}]}", "kind",
                              "identity", "compact", 1, "numbers", "label",
                              _("Booking number"), "value", number, "label",
                              _("Query code"), "value", code);
    if (!slip->large)
        json_object_set_new(
            block, "time",
            json_pack("{s:s, s:s}", "label", _("Booked at"), "value", when));
    g_free(when);
    g_free(moment);
    return block;
}

/* Day and hour, where, what for, for whom: the one thing that must be seen. */
static json_t *
appointment(const struct slip_booking *slip)
{
    const json_t *slot = json_object_get(slip->booking, "slot");
    const json_t *window = json_object_get(slip->booking, "window");
    const json_t *service = json_object_get(slip->booking, "service_name");
    char *day = slip_booking_day(slot), *hours = slip_booking_hours(slot);
    char *lead = g_strdup_printf("%s\n%s", day, hours), *name = plain(slip->name);
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%s · %s", said(slip, json_object_get(window, "name")),
                    said(slip, json_object_get(window, "where")));
    if (service != NULL) {
        char *what = text_format(N_("For: **%s**"), said(slip, service));
        g_string_append_printf(text, "\n%s", what);
        g_free(what);
    }
    if (name[0] != '\0') {
        char *who = text_format(N_("Booked for: %s"), name);
        g_string_append_printf(text, "%s%s", service != NULL ? "  " : "\n", who);
        g_free(who);
    }
    json_t *box = json_pack("{s:s, s:b, s:s, s:s, s:{s:s, s:s}}", "kind", "box", "heavy",
                            1, "lead", lead, "text", text->str, "code", "data",
                            json_text(slip->booking, "code_data", ""), "caption",
                            _("Show it at the window"));
    g_string_free(text, TRUE);
    g_free(name);
    g_free(lead);
    g_free(hours);
    g_free(day);
    return box;
}

static void
add_heading(json_t *blocks, const char *text)
{
    json_array_append_new(blocks,
                          json_pack("{s:s, s:s}", "kind", "heading", "text", text));
}

static void
add_things(const struct slip_booking *slip, json_t *blocks)
{
    const json_t *things = json_object_get(slip->booking, "bring");
    json_t *rows = json_array(), *thing;
    size_t i;
    json_array_foreach (things, i, thing) {
        char *name =
            g_strdup_printf("**%s**", said(slip, json_object_get(thing, "name")));
        json_array_append_new(rows,
                              json_pack("[s, s, s, s]", "□", name,
                                        said(slip, json_object_get(thing, "need")),
                                        said(slip, json_object_get(thing, "about"))));
        g_free(name);
    }
    if (json_array_size(rows) == 0) {
        json_decref(rows);
        return;
    }
    add_heading(blocks, _("What to bring (tick each)"));
    json_array_append_new(
        blocks,
        json_pack("{s:s, s:[{s:s, s:i, s:b}, {s:s, s:i}, {s:s, s:i}, {s:s}], s:o}",
                  "kind", "table", "columns", "title", _("Tick"), "width_mm", 14,
                  "centred", 1, "title", _("Paper"), "width_mm", 40, "title", _("Which"),
                  "width_mm", 26, "title", _("Remark"), "rows", rows));
}

static int
minutes(const struct slip_booking *slip, const char *name)
{
    return (int)json_integer_value(json_object_get(slip->booking, name));
}

/* For today: where to go from here, as a first step. */
static void
add_today(const struct slip_booking *slip, json_t *steps)
{
    const json_t *window = json_object_get(slip->booking, "window");
    struct clock_date now = clock_date(slip->now_ms), day;
    const char *slot = json_text(json_object_get(slip->booking, "slot"), "day", "");
    if (!clock_parse_day(slot, &day) || day.year != now.year || day.month != now.month ||
        day.day != now.day)
        return;
    char *go = text_format(N_("It is **today**: from this machine go to **%1$s**, %2$s."),
                           said(slip, json_object_get(window, "name")),
                           said(slip, json_object_get(window, "where")));
    json_array_insert_new(steps, 0, json_pack("{s:s, s:s}", "when", "", "what", go));
    g_free(go);
}

static void
add_after(const struct slip_booking *slip, json_t *blocks)
{
    char *come = text_format(N_("Come %1$d minutes earlier; up to **%2$d minutes** late "
                                "your place is kept."),
                             minutes(slip, "early_minutes"),
                             minutes(slip, "late_minutes"));
    char *change = text_format(N_("If you cannot come, change it before: at any machine "
                                  "with card, or with number and code; or call %s."),
                               slip->place->phone);
    add_heading(blocks, _("When you come"));
    json_array_append_new(
        blocks,
        json_pack(
            "{s:s, s:[{s:s, s:s}, {s:s, s:s}, {s:s, s:s}]}", "kind", "steps", "steps",
            "when", "", "what", come, "when", "", "what",
            _("Show this slip at the window: you need not queue with those who have "
              "not booked."),
            "when", "", "what", change));
    add_today(slip, json_object_get(json_array_get(blocks, json_array_size(blocks) - 1),
                                    "steps"));
    g_free(change);
    g_free(come);
}

json_t *
slip_booking(const struct slip_booking *slip)
{
    char number[RECEIPT_SHOWN_SIZE];
    receipt_show(json_text(slip->booking, "booking_number", ""), number);
    json_t *blocks = json_array();
    json_array_append_new(blocks, identity(slip, number));
    json_array_append_new(blocks, appointment(slip));
    add_things(slip, blocks);
    add_after(slip, blocks);
    return json_pack(
        "{s:s, s:s, s:o, s:{s:s, s:s}, s:o}", "title", _("Slip of appointment"), "style",
        slip->large ? "large" : "standard", "head", head(slip, number), "foot", "note",
        _("The code holds only the number and the office's signature, "
          "nothing about you. Questions at any hour: 12345."),
        "copy", _("For you to keep"), "blocks", blocks);
}
