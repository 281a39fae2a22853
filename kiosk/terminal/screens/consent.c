// SPDX-License-Identifier: Apache-2.0
/* The notice about personal data, which asks before anything is read. */
#include "part.h"

#include "builders.h"
#include "core/text.h"

static void
add_clause(struct flow *flow, const char *icon, const char *name, const char *text)
{
    const struct frame *frame = flow->frame;
    struct view *view = frame->view;
    int px = frame->assisted ? 64 : 56, x = frame->left + px + 28;
    int width = frame->right - x, head = frame->assisted ? 76 : 58;
    int height = view_text_height(view, text, TYPE_BODY, false, width), y;
    if (!flow_take(flow, head + height + 34, &y))
        return;
    add(view, .kind = WIDGET_ICON, .icon = icon, .colour = COLOUR_QING_MARK,
        .icon_size = px, .box = {frame->left, y + 12, px, head});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_HEADING, .name = name, .step = TYPE_KEY,
        .bold = true, .colour = COLOUR_INK, .box = {x, y + 12, width, head});
    frame_paragraph(frame, x, y + 12 + head, width, text, TYPE_BODY);
    frame_hair(frame, y + head + height + 32);
}

static char *
list_of(const struct frame *frame, const json_t *kinds)
{
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < json_array_size(kinds); i++)
        g_string_append_printf(list, "%s• %s", i == 0 ? "" : "\n",
                               frame_texts(frame, json_array_get(kinds, i)));
    return g_string_free(list, FALSE);
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
    g_autofree char *kinds = list_of(&frame, json_object_get(consent, "kinds"));
    add_clause(&flow, "assignment", _("What for"),
               frame_texts(&frame, json_object_get(consent, "purpose")));
    add_clause(&flow, "badge", _("Which data"), kinds);
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
