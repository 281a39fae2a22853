// SPDX-License-Identifier: Apache-2.0
/* The PIN of the staff: dots, the tries that are left, and until when it is closed. */
#include "pad.h"
#include "staff.h"

#include "builders.h"
#include "core/text.h"
#include <string.h>

static int
add_dots(const struct frame *frame, int y)
{
    struct view *view = frame->view;
    int typed = (int)strlen(frame->session->staff.pin);
    int box = 104, gap = 20, width = SESSION_PIN_LENGTH * (box + gap) - gap;
    int x = (frame->theme->page_width - width) / 2;
    g_autofree char *said = text_format(N_("%d digits typed"), typed);
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_PAPER, .role = ROLE_STATUS, .id = "pin",
        .name = said, .box = {x, y, width, 124});
    for (int i = 0; i < SESSION_PIN_LENGTH; i++, x += box + gap) {
        if (i == typed)
            add(view, .kind = WIDGET_PANEL, .fill = COLOUR_AMBER, .radius = 16,
                .box = {x - 6, y - 6, box + 12, 136});
        add(view, .kind = WIDGET_PANEL, .fill = COLOUR_CARD, .edge = COLOUR_EDGE,
            .bordered = true, .radius = 12, .box = {x, y, box, 124});
        if (i < typed)
            add(view, .kind = WIDGET_FILL, .fill = COLOUR_INK, .radius = 22,
                .box = {x + box / 2 - 22, y + 40, 44, 44});
    }
    return y + 124;
}

static void
add_strip(const struct frame *frame, int y)
{
    const struct session_staff *staff = &frame->session->staff;
    g_autofree char *left = text_format(N_("%d tries are left"), staff->tries_left);
    struct strip strip = {
        .tone = staff->tries_left < 5 ? STRIP_NOTICE : STRIP_INFO,
        .id = "tries",
        .icon = staff->tries_left < 5 ? "warning" : "info",
        .text = left,
        .detail = _("After five wrong ones it is closed: 5 minutes, then twice as long "
                    "each time."),
    };
    if (staff->pin_told == TOLD_WRONG)
        strip.text = left;
    frame_strip(frame, y, &strip);
}

/* Why no PIN can be typed now; NULL: it can. g_free. */
static char *
why_not(const struct frame *frame, const char **detail_out)
{
    const struct session_staff *staff = &frame->session->staff;
    if (staff->known && !staff->pin_set) {
        *detail_out = _("The administrator sets one on the machine: kiosk --set-pin");
        return g_strdup(_("No PIN is set yet"));
    }
    if (staff->pin_told == TOLD_NO_DISK) {
        *detail_out = _("Tries cannot be counted. Call the engineer.");
        return g_strdup(_("The disk cannot be written"));
    }
    if (frame->session->now_ms >= staff->until_ms)
        return NULL;
    g_autofree char *until = staff_time(frame, staff->until_ms + 59999);
    *detail_out = _("Too many wrong tries. Switching off and on changes nothing.");
    return text_format(N_("Closed until %s"), until);
}

static void
add_enter(const struct frame *frame)
{
    const struct session_staff *staff = &frame->session->staff;
    int missing = SESSION_PIN_LENGTH - (int)strlen(staff->pin);
    g_autofree char *more = text_format(N_("%d more digits: open maintenance"), missing);
    struct widget enter = {
        .id = "enter",
        .name = staff->order != 0 ? _("Looking at it")
                : missing > 0     ? more
                                  : _("Open maintenance"),
        .disabled = missing > 0 || staff->order != 0,
        .step = missing > 0 ? TYPE_KEY : TYPE_CAPTION,
        sends(SESSION_NEXT),
    };
    frame_primary(frame, &enter);
}

static void
add_change(const struct frame *frame)
{
    const struct session_staff *staff = &frame->session->staff;
    int missing = SESSION_PIN_LENGTH - (int)strlen(staff->pin);
    g_autofree char *more = text_format(N_("%d more digits"), missing);
    struct widget enter = {
        .id = "enter",
        .name = missing > 0               ? more
                : staff->first[0] == '\0' ? _("Type them once more")
                                          : _("From now on these"),
        .disabled = missing > 0 || staff->order != 0,
        .step = missing > 0 ? TYPE_KEY : TYPE_CAPTION,
        sends(SESSION_NEXT),
    };
    frame_primary(frame, &enter);
}

void
staff_change_build(struct view *view, const struct screen_context *context)
{
    static const struct question digits = {.id = "pin", .kind = QUESTION_PHONE};
    struct frame frame =
        staff_begin(view, context, _("Ends by itself after 60 seconds"), true);
    const struct session_staff *staff = &frame.session->staff;
    bool done = staff->pin_told == TOLD_DONE, wrong = staff->pin_told == TOLD_WRONG;
    struct strip strip = {
        .tone = done    ? STRIP_GOOD
                : wrong ? STRIP_ERROR
                        : STRIP_INFO,
        .id = "change",
        .icon = done    ? "check_circle"
                : wrong ? "error"
                        : "info",
        .text = done    ? _("The new digits count from now on")
                : wrong ? _("These cannot be taken; type others")
                        : _("Not six in a row, not six the same"),
    };
    int y = frame_title(&frame, frame.top + 20,
                        staff->first[0] == '\0' ? _("My new six digits")
                                                : _("The same digits once more"),
                        _("They are not shown."));
    y = add_dots(&frame, y + 30) + 44;
    frame_strip(&frame, y, &strip);
    pad_add(&frame, &digits, frame_keys_top(&frame) - 40);
    add_change(&frame);
}

void
staff_pin_build(struct view *view, const struct screen_context *context)
{
    static const struct question digits = {.id = "pin", .kind = QUESTION_PHONE};
    struct frame frame = staff_begin(view, context, _("For staff on duty only"), false);
    int y = frame_title(&frame, frame.top + 20, _("The staff's six digits"),
                        _("They are not shown."));
    const char *detail = NULL;
    g_autofree char *closed = why_not(&frame, &detail);
    if (closed != NULL) {
        struct strip strip = {.tone = STRIP_ERROR,
                              .id = "closed",
                              .icon = "lock",
                              .text = closed,
                              .detail = detail};
        frame_strip(&frame, y + 40, &strip);
        return;
    }
    y = add_dots(&frame, y + 30) + 44;
    if (frame.session->staff.known)
        add_strip(&frame, y);
    pad_add(&frame, &digits, frame_keys_top(&frame) - 40);
    add_enter(&frame);
}
