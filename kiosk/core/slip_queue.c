// SPDX-License-Identifier: Apache-2.0
#include "slip_queue.h"

#include "base/clock.h"
#include "base/json.h"
#include "core/service.h"
#include "core/text.h"

static const char *
said(const struct slip_queue *slip, const json_t *texts)
{
    return service_text(texts, slip->language);
}

char *
slip_queue_before(int waiting)
{
    return waiting == 0 ? g_strdup(_("Nobody is before you"))
                        : text_format(waiting == 1 ? N_("%d person before you")
                                                   : N_("%d people before you"),
                                      waiting);
}

static json_t *
head(const struct slip_queue *slip)
{
    const struct place *place = slip->place;
    g_autofree char *where =
        g_strdup_printf("%s %s", said(slip, place->machine), slip->terminal);
    json_t *head =
        json_pack("{s:s, s:s}", "issuer", said(slip, place->name), "place", where);
    if (place->tag != NULL)
        json_object_set_new(head, "tag", json_string(said(slip, place->tag)));
    return head;
}

/* The number, and where it is called: what must be seen from an arm's length. */
static json_t *
number(const struct slip_queue *slip)
{
    const json_t *window = json_object_get(slip->ticket, "window");
    g_autofree char *before = slip_queue_before(
        (int)json_integer_value(json_object_get(slip->ticket, "waiting")));
    g_autofree char *text =
        g_strdup_printf("**%s**\n%s\n%s", said(slip, json_object_get(window, "name")),
                        said(slip, json_object_get(window, "where")), before);
    return json_pack("{s:s, s:b, s:s, s:s}", "kind", "box", "heavy", 1, "lead",
                     json_text(slip->ticket, "number", ""), "text", text);
}

static json_t *
times(const struct slip_queue *slip)
{
    int64_t taken_ms = 0;
    clock_parse(json_text(slip->ticket, "taken_at", ""), &taken_ms);
    g_autofree char *moment = text_moment(taken_ms);
    const char *until = json_text(slip->ticket, "until", "");
    json_t *rows = json_pack("[{s:s, s:s}]", "label", _("Taken at"), "value", moment);
    if (until[0] != '\0')
        json_array_append_new(
            rows, json_pack("{s:s, s:s}", "label", _("Open today till"), "value", until));
    return json_pack("{s:s, s:o}", "kind", "rows", "rows", rows);
}

json_t *
slip_queue(const struct slip_queue *slip)
{
    return json_pack(
        "{s:s, s:s, s:o, s:{s:s, s:s}, s:[o, o, {s:s, s:s}]}", "title", _("Queue number"),
        "style", slip->large ? "large" : "standard", "head", head(slip), "foot", "note",
        _("This number holds today only. Questions at any hour: 12345."), "copy",
        _("For you to keep"), "blocks", number(slip), times(slip), "kind", "paragraph",
        "text",
        _("Come when your number is called. If you have missed it, tell the window."));
}
