// SPDX-License-Identifier: Apache-2.0
/* Machines with a glass plate and a camera, or with two cameras: where to lay a page now. */
#include "part.h"

#include "core/text.h"

const char *
part_scanner_where(const struct frame *frame)
{
    return frame_texts(
        frame, place_scanner_where(frame->session->place, frame->session->scanner));
}

void
part_other_scanner(const struct frame *frame, struct box stage)
{
    if (session_other_scanner(frame->session) == NULL)
        return;
    int width = frame->assisted ? 380 : 300, height = frame->assisted ? 120 : 88;
    // The picture below is of middle tones: the key stands on the stage.
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_STAGE, .radius = 20,
        .box = {stage.x + 8, stage.y + stage.h - height - 24, width + 16, height + 16});
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "other-scanner",
        .name = _("Lay it elsewhere"), .icon = "swap_horiz",
        .icon_size = frame->assisted ? 56 : 40, .layout = LAYOUT_ROW, .step = TYPE_SMALL,
        .small = true,
        .box = {stage.x + 16, stage.y + stage.h - height - 16, width, height},
        sends(SESSION_SCANNER));
}
