// SPDX-License-Identifier: Apache-2.0
/* The notice about personal data, which asks before anything is read. */
#include "part.h"

#include "builders.h"
#include "core/text.h"

/* Where the texts of a clause begin, below its heading. */
static int
clause_left(const struct frame *frame)
{
    return frame->left + (frame->assisted ? 64 : 56) + 28;
}

/* A hair, where something stands above; icon and heading of a clause, kept together with the
 * `height` that comes next. Gives the y below the heading, or -1: on another part. */
static int
add_heading(struct flow *flow, const char *icon, const char *name, int height)
{
    const struct frame *frame = flow->frame;
    int px = frame->assisted ? 64 : 56, x = clause_left(frame);
    int head = frame->assisted ? 76 : 58, gap = 36, y;
    if (!flow_take(flow, gap + head + height, &y))
        return -1;
    if (y > flow->top)
        frame_hair(frame, y + gap / 2);
    y += gap;
    add(frame->view, .kind = WIDGET_ICON, .icon = icon, .colour = COLOUR_QING_MARK,
        .icon_size = px, .box = {frame->left, y, px, head});
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_HEADING, .name = name,
        .step = TYPE_KEY, .bold = true, .colour = COLOUR_INK,
        .box = {x, y, frame->right - x, head});
    return y + head;
}

static void
add_clause(struct flow *flow, const char *icon, const char *name, const char *text)
{
    const struct frame *frame = flow->frame;
    int x = clause_left(frame), width = frame->right - x;
    int height = view_text_height(frame->view, text, TYPE_BODY, false, width);
    int y = add_heading(flow, icon, name, height);
    if (y >= 0)
        frame_paragraph(frame, x, y, width, text, TYPE_BODY);
}

/* One kind of data behind its dot, so that a second line stands below the first. */
static void
add_kind(const struct frame *frame, int y, const char *kind)
{
    int dot = clause_left(frame), x = dot + (frame->assisted ? 60 : 40);
    int height = view_text_height(frame->view, "•", TYPE_BODY, false, x - dot);
    add(frame->view, .kind = WIDGET_LABEL, .name = "•", .step = TYPE_BODY,
        .colour = COLOUR_INK, .box = {dot, y, x - dot, height});
    frame_paragraph(frame, x, y, frame->right - x, kind, TYPE_BODY);
}

/* Many kinds may go on on the next part. */
static void
add_kinds(struct flow *flow, const json_t *kinds)
{
    const struct frame *frame = flow->frame;
    int x = clause_left(frame) + (frame->assisted ? 60 : 40);
    for (size_t i = 0; i < json_array_size(kinds); i++) {
        const char *kind = frame_texts(frame, json_array_get(kinds, i));
        int height =
            view_text_height(frame->view, kind, TYPE_BODY, false, frame->right - x);
        int y;
        if (i == 0)
            y = add_heading(flow, "badge", _("Which data"), height);
        else if (!flow_take(flow, height, &y))
            y = -1;
        if (y >= 0)
            add_kind(frame, y, kind);
    }
}

void
consent_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END | FRAME_STEPS);
    const json_t *consent = json_object_get(frame.session->service->json, "consent");
    struct flow flow =
        flow_begin(&frame, frame_title(&frame, frame.assisted ? frame.top : 252,
                                       _("Your data: please read this"),
                                       _("Nothing is read before you agree.")));
    add_clause(&flow, "assignment", _("What for"),
               frame_texts(&frame, json_object_get(consent, "purpose")));
    add_kinds(&flow, json_object_get(consent, "kinds"));
    add_clause(&flow, "lock", _("How long it is kept"),
               frame_texts(&frame, json_object_get(consent, "keep")));
    add_clause(&flow, "support_agent", _("Who answers for it"),
               frame_texts(&frame, json_object_get(consent, "contact")));
    struct widget agree = {.id = "agree",
                           .name = _("I have read it, I agree"),
                           .icon = "check",
                           sends(SESSION_AGREE)};
    struct widget refuse = {
        .id = "refuse", .name = _("I do not agree"), sends(SESSION_BACK)};
    if (!frame.assisted)
        agree.step = TYPE_LARGE;
    flow_end(&flow, &agree, &refuse);
}
