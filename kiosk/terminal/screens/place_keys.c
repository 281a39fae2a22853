// SPDX-License-Identifier: Apache-2.0
/* Places of a region in batches; the one above is a key back. */
#include "answer_keys.h"

#include "core/text.h"
#include <string.h>

#define ROWS 4 // the last one is for what leads on

static void
add_bed(const struct frame *frame, int top)
{
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_BED,
        .box = {0, top, frame->theme->page_width, frame->theme->bar_top - top});
}

/* The place above, unless it is above what the question is about. */
static void
add_up(const struct frame *frame, const struct question *question, struct box box)
{
    const struct region *above =
        regions_above(frame->session->regions, frame->session->region);
    bool may = above != NULL && strlen(above->code) >= strlen(question->region);
    const struct region *here =
        regions_find(frame->session->regions, frame->session->region);
    g_autofree char *name =
        text_format(N_("Not %s"), here != NULL ? frame_texts(frame, here->name) : "");
    if (may)
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "key-place-up",
            .name = name, .icon = "arrow_upward", .step = TYPE_SMALL, .box = box,
            .send = {.action = SESSION_REGION, .text = above->code});
}

void
place_keys_add(const struct frame *frame, const struct question *question, int top,
               int bottom)
{
    const struct session *session = frame->session;
    const struct region *list[REGION_BELOW_MAX];
    size_t count = regions_below(session->regions, session->region, list);
    size_t columns = frame->assisted ? 2 : 3, batch = columns * (ROWS - 1);
    size_t batches = (count + batch - 1) / batch;
    size_t part = (size_t)session->part % batches, first = part * batch;
    int gap = frame->assisted ? 20 : 16;
    int width = (frame->width - gap * ((int)columns - 1)) / (int)columns;
    int height = (bottom - top - 26 + gap) / ROWS - gap;
    add_bed(frame, top);
    top += 20;
    for (size_t i = first; i < MIN(count, first + batch); i++) {
        int place = (int)(i - first);
        g_autofree char *id = g_strdup_printf("key-place-%s", list[i]->code);
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = id,
            .name = frame_texts(frame, list[i]->name), .step = TYPE_BODY,
            .box = {frame->left + place % (int)columns * (width + gap),
                    top + place / (int)columns * (height + gap), width, height},
            .send = {.action = SESSION_REGION, .text = list[i]->code});
    }
    int y = top + (ROWS - 1) * (height + gap), half = (frame->width - gap) / 2;
    add_up(frame, question, (struct box){frame->left, y, half, height});
    if (batches > 1) {
        bool last = part + 1 == batches;
        g_autofree char *name =
            last ? g_strdup(_("Back to the first"))
                 : text_format(N_("More, %1$d of %2$d"), (int)part + 1, (int)batches);
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "key-places-more",
            .name = name, .icon = last ? "arrow_upward" : "arrow_forward",
            .step = TYPE_SMALL, .box = {frame->right - half, y, half, height},
            .send = {.action = SESSION_PART, .number = last ? 0 : (int)part + 1});
    }
}
