// SPDX-License-Identifier: Apache-2.0
/* While the case is made durable and sent: what is counted, what is already safe, and a way
 * to leave. */
#include "part.h"

#include "builders.h"
#include "core/text.h"

enum stage_state { STAGE_LATER, STAGE_NOW, STAGE_DONE };

static int
add_stage(const struct frame *frame, int y, enum stage_state state, const char *name,
          const char *detail)
{
    static const char *const icons[] = {"radio_button_unchecked", "pending",
                                        "check_circle"};
    static const enum colour colours[] = {COLOUR_EDGE, COLOUR_ZHE_MARK, COLOUR_SONG_MARK};
    const char *const words[] = {_("waits"), _("at work"), _("done")};
    int px = frame->assisted ? 56 : 52, height = frame->assisted ? 112 : 104;
    int right = frame->assisted ? 180 : 150;
    if (frame->theme->shrinks)
        for (int i = STAGE_LATER; i <= STAGE_DONE; i++)
            right = MAX(right, view_text_width(frame->view, words[i], TYPE_BODY, true));
    int x = frame->left + px + 24;
    add(frame->view, .kind = WIDGET_ICON, .icon = icons[state], .colour = colours[state],
        .icon_size = px, .box = {frame->left, y, px, height});
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = name,
        .value = words[state], .step = TYPE_KEY, .bold = state != STAGE_LATER,
        .colour = COLOUR_INK,
        .box = {x, y, MIN(560, frame->right - right - 16 - x), height});
    if (detail != NULL && !frame->assisted)
        add(frame->view, .kind = WIDGET_LABEL, .name = detail, .step = TYPE_BODY,
            .align = TEXT_RIGHT, .colour = COLOUR_INK,
            .box = {frame->right - right - 320, y, 320, height});
    add(frame->view, .kind = WIDGET_LABEL, .name = words[state], .step = TYPE_BODY,
        .bold = state == STAGE_NOW, .align = TEXT_RIGHT, .colour = COLOUR_INK,
        .box = {frame->right - right, y, right, height});
    frame_hair(frame, y + height - 1);
    return y + height;
}

/* Counted in pieces; before the first is known there is nothing to count and no bar. */
static int
add_count(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    if (!session->stored || session->pieces_total <= 0)
        return y;
    int percent = 100 * session->pieces_sent / session->pieces_total;
    g_autofree char *figure = g_strdup_printf("%d%%", percent);
    g_autofree char *sent =
        text_format(N_("**%d** pieces are there"), session->pieces_sent);
    g_autofree char *all = text_format(N_("**%d** in all"), session->pieces_total);
    add(frame->view, .kind = WIDGET_LABEL, .name = figure, .step = TYPE_FIGURE,
        .bold = true, .colour = COLOUR_INK, .box = {frame->left, y, 460, 170});
    add(frame->view, .kind = WIDGET_LABEL, .name = sent, .step = TYPE_KEY,
        .align = TEXT_RIGHT, .colour = COLOUR_INK,
        .box = {frame->right - 480, y + 40, 480, 56});
    add(frame->view, .kind = WIDGET_LABEL, .name = all, .step = TYPE_KEY,
        .align = TEXT_RIGHT, .colour = COLOUR_INK,
        .box = {frame->right - 480, y + 98, 480, 56});
    add(frame->view, .kind = WIDGET_PROGRESS, .role = ROLE_PROGRESSBAR, .id = "progress",
        .name = sent, .value = figure, .permille = percent * 10,
        .box = {frame->left, y + 186, frame->width, 56});
    return y + 186 + 56 + 40;
}

static int
add_stages(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    g_autofree char *pieces =
        session->pieces_total > 0
            ? text_format(N_("%1$d of %2$d"), session->pieces_sent, session->pieces_total)
            : NULL;
    frame_hair(frame, y);
    y = add_stage(frame, y, session->stored ? STAGE_DONE : STAGE_NOW,
                  _("Locked and kept here"), NULL);
    y = add_stage(frame, y,
                  session->delivered ? STAGE_DONE
                  : session->stored  ? STAGE_NOW
                                     : STAGE_LATER,
                  _("Sent to the service centre"), pieces);
    return add_stage(frame, y, STAGE_LATER, _("Print the receipt"), NULL);
}

void
submitting_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_STEPS);
    const struct session *session = frame.session;
    int y = frame_title(&frame, frame.assisted ? frame.top : 268,
                        _("Handing it in, please wait"),
                        _("You can put your ID card away now.")) +
            24;
    y = add_count(&frame, y);
    y = add_stages(&frame, y) + 40;
    struct strip strip = {
        .tone = session->stored ? STRIP_GOOD : STRIP_NOTICE,
        .id = "state",
        .icon = session->stored ? "verified_user" : "pending",
        .text = session->stored ? _("It is kept safe and cannot be lost")
                                : _("It is just being kept safe"),
        .detail = session->stored
                      ? _("Even without power or network it goes on by itself.")
                      : _("This takes a moment only."),
    };
    frame_strip(&frame, y, &strip);
    if (!session->stored)
        return;
    int height = frame.assisted ? 176 : 172;
    add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "do-not-wait",
        .name = _("Do not wait: the receipt now"), .icon = "receipt_long",
        .detail = _("The rest goes on without you"), .icon_size = 72,
        .layout = LAYOUT_TWO_LINES, .step = TYPE_KEY, .detail_step = TYPE_SMALL,
        .box = {frame.left, frame.bottom - height, frame.width, height},
        sends(SESSION_DO_NOT_WAIT));
}
