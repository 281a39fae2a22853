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

void
languages_build(struct view *view, const struct screen_context *context)
{
    const struct session *session = context->session;
    bool in_visit = session_in_visit(session);
    struct frame frame = frame_begin(
        view, context, FRAME_BACK | (in_visit ? FRAME_MODE | FRAME_END : 0));
    int icon = frame.assisted ? 96 : 112;
    add(view, .kind = WIDGET_ICON, .icon = "language", .icon_size = icon,
        .colour = COLOUR_QING_MARK, .box = {frame.left, frame.top, icon, icon});
    struct frame beside = frame;
    beside.left += icon + 28;
    beside.width -= icon + 28;
    int y = frame_title(&beside, frame.top, _("Which language?"), "语言 · Language · تىل");
    y = MAX(y, frame.top + icon) + 40;
    int gap = frame.assisted ? 28 : 24, height = frame.assisted ? 190 : 164;
    int columns = frame.theme->narrow ? 1 : 2;
    int width = (frame.width - (columns - 1) * gap) / columns;
    for (size_t i = 0; i < session->language_count; i++) {
        int column = (int)i % columns;
        add_language(&frame, &session->languages[i],
                     (struct box){frame.left + column * (width + gap), y, width, height});
        if (column + 1 == columns || i + 1 == session->language_count)
            y += height + gap;
    }
    struct strip strip = {.tone = STRIP_INFO,
                          .id = "language-note",
                          .icon = "info",
                          .text = _("What you filled in stays as it is. Afterwards the "
                                    "screen is in Chinese again."),
                          .detail = _("Paper is printed in Chinese with your language "
                                      "beside it."),
                          .plain = true};
    frame_strip(&frame, y + 16, &strip);
    frame_primary(&frame, &(struct widget){.id = "close",
                                           .name = _("Go on in English"),
                                           .icon = "check",
                                           sends(SESSION_DISMISS)});
}
