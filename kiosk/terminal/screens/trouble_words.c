// SPDX-License-Identifier: Apache-2.0
/* 办不成事, in the person's own words: one field and the keyboard; may be left empty. */
#include "frame.h"

#include "builders.h"
#include "core/text.h"
#include "keyboard.h"

void
trouble_words_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session *session = frame.session;
    const struct session_voice *voice = &session->voice;
    int keyboard = keyboard_top(&frame);
    int y = frame_title(&frame, frame.top + (frame.assisted ? 8 : 28),
                        _("What do you want to say?"),
                        frame.assisted ? NULL
                                       : _("Only who is in charge reads it. It may be "
                                           "left out."));
    int height = MIN(keyboard - 24 - y, frame.assisted ? 200 : 260);
    add(view, .kind = WIDGET_FIELD, .role = ROLE_TEXTBOX, .id = "field-words",
        .name = _("What do you want to say?"), .value = voice->words,
        .detail = session->input.preedit[0] != '\0' ? session->input.preedit : NULL,
        .step = TYPE_KEY, .focused = true, .personal = true,
        .box = {frame.left, y, frame.width, frame.assisted ? 120 : 96});
    struct widget next = {.id = "next",
                          .name = voice->words[0] == '\0' ? _("Say nothing, go on")
                                                          : _("Said, go on"),
                          .step = TYPE_LARGE,
                          sends(SESSION_NEXT)};
    keyboard_add(&frame, y + height, &next);
}
