// SPDX-License-Identifier: Apache-2.0
/* 容缺承诺书: what comes later and by when, the promise in words, and the square to sign. */
#include "part.h"

#include "builders.h"
#include "core/calendar.h"
#include "core/text.h"
#include <string.h>

static char *
day_of(const struct frame *frame, const struct material *material)
{
    struct clock_date today = clock_date(frame->session->now_ms), day;
    if (!calendar_after(frame->session->calendar, &today, material->defer_days, &day,
                        NULL))
        return text_format(material->defer_days == 1 ? N_("within %d working day")
                                                     : N_("within %d working days"),
                           material->defer_days);
    g_autofree char *shown = text_day(&day);
    return text_format(N_("by %s"), shown);
}

static int
add_materials(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    for (size_t i = 0; i < session->material_count; i++) {
        const struct material *material = session->materials[i].material;
        if (!session->materials[i].deferred)
            continue;
        g_autofree char *day = day_of(frame, material);
        g_autofree char *text =
            g_strdup_printf("**%s** %s", frame_texts(frame, material->name), day);
        int lines =
            view_text_height(frame->view, text, TYPE_BODY, false, frame->width - 60);
        add(frame->view, .kind = WIDGET_ICON, .icon = "schedule",
            .colour = COLOUR_ZHE_MARK, .icon_size = 40,
            .box = {frame->left, y, 44, MIN(lines, 56)});
        add(frame->view, .kind = WIDGET_TEXT, .role = ROLE_LISTITEM, .name = text,
            .step = TYPE_BODY, .colour = COLOUR_INK,
            .box = {frame->left + 60, y, frame->width - 60, lines});
        y += lines + 16;
    }
    return y;
}

/* The key that wipes and the one that goes on, below a square to sign in. */
static void
add_keys(const struct frame *frame)
{
    bool ready = frame->session->promise != NULL;
    int top = frame_keys_top(frame), height = frame_key_height(frame);
    int width = frame->assisted ? 320 : 300, gutter = frame->theme->gutter;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "again",
        .name = _("Write again"), .icon = "refresh",
        .step = frame->assisted ? TYPE_SMALL : TYPE_KEY,
        .box = {frame->left, top, width, height}, sends(SESSION_REWRITE));
    struct widget next = {
        .id = "next",
        .name = ready ? _("I promise it, next") : _("Sign, then: Next"),
        .icon = ready ? "arrow_forward" : NULL,
        .layout = LAYOUT_ICON_AFTER,
        .step = TYPE_LARGE,
        .disabled = !ready,
        .box = {frame->left + width + gutter, top, frame->width - width - gutter, height},
        sends(SESSION_NEXT)};
    frame_primary(frame, &next);
}

void
promise_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END | FRAME_STEPS);
    const struct session *session = frame.session;
    int y = frame_title(&frame, frame.assisted ? frame.top : 250,
                        _("Promise to bring it later"), NULL);
    y = add_materials(&frame, y + 8) + 8;
    y = frame_paragraph(&frame, frame.left, y, frame.width, session_promise_text(session),
                        TYPE_BODY) +
        24;
    bool before = session->promise != NULL && session->input.strokes == 0;
    int bottom = frame_keys_top(&frame) - 24;
    const char *sign = before ? _("Signed already. To change it, write again.")
                              : _("Write your name in the box with your finger.");
    int words = view_text_height(view, sign, TYPE_SMALL, false, frame.width) + 12;
    // Below the middle, where a hand rests.
    int height = MIN(frame.width * 2 / 5, bottom - y - words);
    frame_paragraph(&frame, frame.left, bottom - height - words, frame.width, sign,
                    TYPE_SMALL);
    add(view, .kind = WIDGET_STROKES, .role = ROLE_TEXTBOX, .id = "signature",
        .name = _("Your signature"), .radius = 12, .ink = session->input.ink,
        .box = {frame.left, bottom - height, frame.width, height},
        sends(SESSION_WRITTEN));
    add_keys(&frame);
}
