// SPDX-License-Identifier: Apache-2.0
/* How a matter that could not be done (办不成事) stands: who has it, and by when somebody
 * answers. Nothing of what was written: the number is no secret. */
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/text.h"
#include "core/trouble.h"
#include <string.h>

static const struct {
    const char *state, *icon, *title, *detail;
    enum strip_tone tone;
} states[] = {
    {"waiting", "hourglass_empty", N_("It is noted; nobody has taken it yet"),
     N_("Somebody in charge takes it."), STRIP_NOTICE},
    {"taken", "assignment_ind", N_("Somebody in charge has it"),
     N_("They look into it and call you."), STRIP_INFO},
    {"answered", "call", N_("Somebody has answered you"),
     N_("If you heard nothing, call the number below."), STRIP_INFO},
    {"closed", "check_circle", N_("It is settled"),
     N_("If it is not, call the number for complaints."), STRIP_GOOD},
};

static size_t
index_of(const char *state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        if (strcmp(states[i].state, state) == 0)
            return i;
    return 0;
}

/* "2026-11-23" → 11月23日 星期一; overdue: says so. g_free. */
static char *
last_day(const struct frame *frame, const json_t *told, bool *over_out)
{
    struct clock_date day, now = clock_date(frame->session->now_ms);
    const char *text = json_text(told, "answer_by", "");
    char today[sizeof "2026-11-21"];
    g_snprintf(today, sizeof today, "%04d-%02d-%02d", now.year, now.month, now.day);
    bool known = clock_parse_day(text, &day);
    bool open = strcmp(json_text(told, "state", ""), "closed") != 0;
    *over_out = known && open && strcmp(today, text) > 0;
    return known ? text_day(&day) : g_strdup(_("not known; call"));
}

static char *
moment_of(const json_t *told, const char *name)
{
    int64_t at_ms = 0;
    clock_parse(json_text(told, name, ""), &at_ms);
    return text_moment(at_ms);
}

void
ticket_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct place *place = frame.session->place;
    const json_t *told = frame.session->progress.ticket_told;
    size_t state = index_of(json_text(told, "state", ""));
    bool over;
    char number[TROUBLE_SHOWN_SIZE];
    trouble_show(json_text(told, "number", ""), number);
    g_autofree char *given = moment_of(told, "at"), *since = moment_of(told, "since");
    g_autofree char *day = last_day(&frame, told, &over);
    struct strip strip = {.tone = over ? STRIP_ERROR : states[state].tone,
                          .id = "ticket-state",
                          .icon = over ? "event_busy" : states[state].icon,
                          .text = over ? _("The last day for an answer is over")
                                       : _(states[state].title),
                          .detail = over ? _("Call the number for complaints, or 12345.")
                                         : _(states[state].detail)};
    int y = frame_title(&frame, frame.top + (frame.assisted ? 16 : 40),
                        _("What you reported"), NULL) +
            16;
    y = frame_strip(&frame, y, &strip) + 24;
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_HAIR, .role = ROLE_STATUS,
        .id = "ticket-number", .name = number, .value = json_text(told, "number", ""),
        .box = {frame.left, y, 1, 1});
    y = frame_row(&frame, y, "confirmation_number", COLOUR_QING_MARK, _("Number"),
                  number);
    y = frame_row(&frame, y, "edit_note", COLOUR_QING_MARK, _("Reported"), given);
    y = frame_row(&frame, y, "schedule", COLOUR_QING_MARK, _("So since"), since);
    y = frame_row(&frame, y, "event", COLOUR_QING_MARK, _("Answer by"), day);
    y = frame_row(&frame, y, "call", COLOUR_QING_MARK, _("Questions"), place->phone);
    frame_row(&frame, y, "record_voice_over", COLOUR_QING_MARK, _("Complaints"),
              place->supervision_phone);
    struct widget done = {.id = "finish",
                          .name = _("Seen, finish"),
                          .step = TYPE_LARGE,
                          sends(SESSION_NEXT)};
    frame_primary(&frame, &done);
}
