// SPDX-License-Identifier: Apache-2.0
/* Rows over several screens. A row that does not fit begins the next part; nothing scrolls
 * and nothing is left out. */
#include "frame.h"

#include "core/text.h"

struct flow
flow_begin(const struct frame *frame, int top)
{
    return (struct flow){
        .frame = frame,
        .top = top,
        .limit = frame_keys_top(frame) - 24,
        .y = top,
    };
}

bool
flow_take(struct flow *flow, int height, int *y_out)
{
    if (flow->y > flow->top && flow->y + height > flow->limit)
        flow_break(flow);
    *y_out = flow->y;
    flow->y += height;
    return flow->part == flow->frame->session->part;
}

void
flow_break(struct flow *flow)
{
    flow->part++;
    flow->y = flow->top;
}

static void
add_beside(const struct frame *frame, const struct widget *key, int width)
{
    struct widget copy = *key;
    copy.kind = WIDGET_KEY;
    copy.role = ROLE_BUTTON;
    copy.step = frame->assisted ? TYPE_SMALL : TYPE_KEY;
    copy.box =
        (struct box){frame->left, frame_keys_top(frame), width, frame_key_height(frame)};
    view_add(frame->view, &copy);
}

void
flow_end(const struct flow *flow, const struct widget *last, const struct widget *beside)
{
    const struct frame *frame = flow->frame;
    int part = frame->session->part, width = frame->assisted ? 320 : 300;
    bool is_last = part >= flow->part;
    struct widget primary = *last;
    if (!is_last)
        primary = (struct widget){
            .id = "part-next",
            .name = flow->on != NULL ? flow->on : _("Read on"),
            .icon = "arrow_downward",
            .send = {.action = SESSION_PART, .number = part + 1},
        };
    struct widget before = {
        .id = "part-previous",
        .name = _("Previous"),
        .icon = "arrow_upward",
        .send = {.action = SESSION_PART, .number = part - 1},
    };
    const struct widget *left = part > 0 ? &before : is_last ? beside : NULL;
    if (left != NULL) {
        add_beside(frame, left, width);
        primary.box = (struct box){
            frame->left + width + frame->theme->gutter, frame_keys_top(frame),
            frame->width - width - frame->theme->gutter, frame_key_height(frame)};
        if (primary.step == TYPE_CAPTION)
            primary.step = TYPE_LARGE;
    }
    frame_primary(frame, &primary);
}
