// SPDX-License-Identifier: Apache-2.0
/* After a result is printed: who took it signs; then all is done. */
#include "frame.h"

#include "builders.h"
#include "core/text.h"

static void
add_sign_keys(const struct frame *frame)
{
    const struct session_progress *progress = &frame->session->progress;
    int top = frame_keys_top(frame), height = frame_key_height(frame);
    int width = frame->assisted ? 320 : 300, gutter = frame->theme->gutter;
    bool ready = progress->strokes > 0 && progress->sign_order == 0;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "again",
        .name = _("Write again"), .icon = "refresh",
        .step = frame->assisted ? TYPE_SMALL : TYPE_KEY,
        .box = {frame->left, top, width, height}, sends(SESSION_REWRITE));
    struct widget sign = {
        .id = "sign",
        .name = progress->sign_order != 0 ? _("Being kept")
                : ready                   ? _("Signed, I have it")
                                          : _("Sign, then: I have it"),
        .step = ready ? TYPE_LARGE : TYPE_KEY,
        .disabled = !ready,
        .box = {frame->left + width + gutter, top, frame->width - width - gutter, height},
        sends(SESSION_NEXT)};
    frame_primary(frame, &sign);
}

/* 纸没出来: a sheet is missing, whatever the device counted. */
static void
add_missing_key(const struct frame *frame, int y)
{
    int height = frame->assisted ? 110 : 96;
    int width = frame->assisted ? frame->width : 460;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "stuck",
        .name = _("Paper is missing"), .icon = "warning", .step = TYPE_BODY,
        .box = {frame->right - width, y, width, height}, sends(SESSION_STUCK));
}

void
sign_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_END);
    const struct session *session = frame.session;
    g_autofree char *title = text_format(
        session->sheets_out == 1 ? N_("Printed: %d sheet. Take it and sign")
                                 : N_("Printed: %d sheets. Take them and sign"),
        session->sheets_out);
    int y = frame_title(&frame, frame.top + (frame.assisted ? 16 : 40), title,
                        _("Write your name in the box with your finger."));
    if (session->progress.problem != PROGRESS_GOOD) {
        struct strip strip = {
            .tone = STRIP_NOTICE,
            .id = "problem",
            .icon = "error",
            .text = _("The signature could not be kept"),
            .detail = _("Press the key once more. The sheets are yours anyhow."),
        };
        y = frame_strip(&frame, y, &strip) + 24;
    }
    add_missing_key(&frame, y);
    y += frame.assisted ? 130 : 116;
    // Below the middle, where a hand rests.
    const char *note =
        _("It goes on the delivery receipt in the office and nowhere else.");
    int words = view_text_height(view, note, TYPE_SMALL, false, frame.width);
    int height = frame.width * 2 / 5;
    y = MAX(y, frame_keys_top(&frame) - 24 - words - 20 - height);
    add(view, .kind = WIDGET_STROKES, .role = ROLE_TEXTBOX, .id = "signature",
        .name = _("Your signature"), .radius = 12, .ink = session->progress.ink,
        .box = {frame.left, y, frame.width, height}, sends(SESSION_WRITTEN));
    frame_paragraph(&frame, frame.left, y + height + 20, frame.width, note, TYPE_SMALL);
    add_sign_keys(&frame);
}

void
delivered_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_END);
    const struct session *session = frame.session;
    g_autofree char *detail = text_format(
        N_("%1$s, %2$d sheets"),
        session->service != NULL ? frame_texts(&frame, session->service->short_name) : "",
        session->sheets_out);
    struct verdict verdict = {
        .tone = STRIP_GOOD,
        .icon = "check_circle",
        .title = _("Done, it is yours"),
        .detail = detail,
        .height = 240,
    };
    int y = frame_verdict(&frame, frame.top + 40, &verdict) + 40;
    struct strip strip = {
        .tone = STRIP_INFO,
        .id = "receipt",
        .icon = "draw",
        .text = _("Your delivery receipt goes to the office"),
    };
    y = frame_strip(&frame, y, &strip) + 24;
    struct strip forget = {
        .tone = STRIP_NOTICE,
        .icon = "badge",
        .text = _("Take with you: your card and all sheets"),
    };
    frame_strip(&frame, y, &forget);
    add_missing_key(&frame, frame_keys_top(&frame) - frame_key_height(&frame) - 24);
    struct widget finish = {.id = "finish",
                            .name = _("I have everything, finish"),
                            .step = TYPE_LARGE,
                            sends(SESSION_NEXT)};
    frame_primary(&frame, &finish);
}
