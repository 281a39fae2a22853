// SPDX-License-Identifier: Apache-2.0
/* Which language: each by its own name. It takes the place of the screen, whose answers stay
 * as they are; a touch changes the page at once, the primary key goes back. */
#include "part.h"

#include "builders.h"
#include "core/text.h"
#include <string.h>

static void
add_language(const struct frame *frame, const struct session_language *language,
             struct box box)
{
    const struct session *session = frame->session;
    bool chosen = strcmp(language->code, session->language) == 0;
    g_autofree char *id = g_strdup_printf("language-%s", language->code);
    bool spoken = session_device_is_usable(session_device(session, "speech")) &&
                  !session->silent && session_speaks(session, language->code);
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_RADIO, .id = id,
        .name = language->name, .detail = spoken ? _("text and voice") : _("text only"),
        .layout = LAYOUT_TWO_LINES,
        .icon = chosen ? "check_circle" : "radio_button_unchecked",
        .icon_size = frame->assisted ? 64 : 48, .step = TYPE_LARGE,
        .detail_step = TYPE_SMALL, .selected = chosen, .box = box,
        .send = {.action = SESSION_LANGUAGE, .text = language->code});
}

/* Just above the primary key: what is pressed stands where a hand is. */
static void
add_languages(const struct frame *frame, int least)
{
    const struct session *session = frame->session;
    int gap = frame->assisted ? 28 : 24, height = frame->assisted ? 200 : 180;
    int columns = frame->theme->narrow ? 1 : 2, count = (int)session->language_count;
    int width = (frame->width - (columns - 1) * gap) / columns;
    int rows = (count + columns - 1) / columns;
    int top = MAX(least, frame_keys_top(frame) - 40 - rows * (height + gap));
    for (int i = 0; i < count; i++)
        add_language(frame, &session->languages[i],
                     (struct box){frame->left + i % columns * (width + gap),
                                  top + i / columns * (height + gap), width, height});
}

void
languages_build(struct view *view, const struct screen_context *context)
{
    const struct session *session = context->session;
    bool in_visit = session_in_visit(session);
    view_stands_aside(view);
    struct frame frame =
        frame_begin(view, context, FRAME_BACK | (in_visit ? FRAME_MODE | FRAME_END : 0));
    int icon = frame.assisted ? 96 : 112, top = frame.top + 56;
    add(view, .kind = WIDGET_ICON, .icon = "language", .icon_size = icon,
        .colour = COLOUR_QING_MARK, .box = {frame.left, top, icon, icon});
    struct frame beside = frame;
    beside.left += icon + 28;
    beside.width -= icon + 28;
    int y = frame_title(&beside, top, _("Which language?"), "语言 · Language · تىل");
    struct strip strip = {.tone = STRIP_INFO,
                          .id = "language-note",
                          .icon = "info",
                          .text = _("What you filled in stays as it is. Afterwards the "
                                    "screen is in Chinese again."),
                          .detail = _("Paper is printed in Chinese with your language "
                                      "beside it."),
                          .plain = true};
    y = frame_strip(&frame, MAX(y, top + icon) + 56, &strip);
    add_languages(&frame, y + 56);
    frame_primary(&frame, &(struct widget){.id = "close",
                                           .name = _("Go on in English"),
                                           .icon = "check",
                                           sends(SESSION_DISMISS)});
}
