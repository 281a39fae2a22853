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

/* Puts `key` at the left of the primary key; moves *x behind it. */
static void
add_beside(const struct frame *frame, const struct widget *key, int width, int *x)
{
    struct widget copy = *key;
    copy.kind = WIDGET_KEY;
    copy.role = ROLE_BUTTON;
    copy.step = frame->assisted ? TYPE_SMALL : TYPE_KEY;
    copy.box = (struct box){*x, frame_keys_top(frame), width, frame_key_height(frame)};
    view_add(frame->view, &copy);
    *x += width + frame->theme->gutter;
}

void
flow_end(const struct flow *flow, const struct widget *last, const struct widget *beside)
{
    const struct frame *frame = flow->frame;
    int part = frame->session->part, x = frame->left;
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
    // Three keys in a row are narrower, and their words a step smaller.
    bool three = part > 0 && is_last && beside != NULL;
    int width = three ? MIN(220, (frame->width - 2 * frame->theme->gutter) / 3)
                : frame->assisted ? 320
                                  : 300;
    if (part > 0)
        add_beside(frame, &before, width, &x);
    if (is_last && beside != NULL)
        add_beside(frame, beside, width, &x);
    if (x > frame->left) {
        primary.box = (struct box){x, frame_keys_top(frame), frame->right - x,
                                   frame_key_height(frame)};
        if (three || primary.step == TYPE_CAPTION)
            primary.step = three ? TYPE_KEY : TYPE_LARGE;
    }
    frame_primary(frame, &primary);
}
