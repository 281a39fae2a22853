// SPDX-License-Identifier: Apache-2.0
/* A question that others asked, and its answer, from the knowledge base: no network. */
#include "part.h"

#include "builders.h"
#include "core/text.h"
#include <string.h>

static void
add_sentences(struct flow *flow, const struct knowledge_entry *answer)
{
    const struct frame *frame = flow->frame;
    int gap = frame->assisted ? 28 : 20;
    for (size_t i = 0; i < json_array_size(answer->answer); i++) {
        const char *text = frame_texts(frame, json_array_get(answer->answer, i));
        int height = view_text_height(frame->view, text, TYPE_BODY, false, frame->width);
        int y;
        if (flow_take(flow, height + gap, &y))
            frame_paragraph(frame, frame->left, y, frame->width, text, TYPE_BODY);
    }
}

/* "2026-11-01" → a day as people read it. g_free. */
static char *
day_of(const char *date)
{
    struct clock_date day = {
        .year = atoi(date), .month = atoi(date + 5), .day = atoi(date + 8)};
    return text_date(&day);
}

void
answer_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct knowledge_entry *answer = frame.session->find.answer;
    const struct service *service =
        answer->service == NULL
            ? NULL
            : catalogue_service(frame.session->catalogue, answer->service);
    g_autofree char *day = day_of(answer->checked);
    g_autofree char *checked = text_format(N_("Checked on %s"), day);
    const char *question = frame_texts(&frame, answer->question);
    int height = view_text_height(view, question, TYPE_LARGE, true, frame.width);
    int y = frame.top + 32;
    add(view, .kind = WIDGET_TEXT, .role = ROLE_HEADING, .id = "title", .name = question,
        .step = TYPE_LARGE, .bold = true, .colour = COLOUR_INK,
        .box = {frame.left, y, frame.width, height});
    y += height + 8;
    y = frame_paragraph(&frame, frame.left, y, frame.width, checked, TYPE_SMALL) + 28;
    struct flow flow = flow_begin(&frame, y);
    add_sentences(&flow, answer);
    g_autofree char *id = service == NULL ? NULL
                                          : g_strdup_printf("service-%s", service->id);
    g_autofree char *go =
        service == NULL
            ? NULL
            : text_format(N_("To “%s”"), frame_texts(&frame, service->short_name));
    struct widget last = {.id = "ask",
                          .name = _("Still not clear: ask"),
                          .icon = "support_agent",
                          .step = TYPE_LARGE,
                          sends(SESSION_HELP)};
    if (service != NULL)
        last = (struct widget){
            .id = id,
            .name = go,
            .icon = "arrow_forward",
            .layout = LAYOUT_ICON_AFTER,
            .step = TYPE_LARGE,
            .send = {.action = SESSION_OPEN_SERVICE, .text = service->id}};
    if (g_strcmp0(answer->opens, "copy") == 0 && session_can_copy(frame.session))
        last = (struct widget){.id = "copy",
                               .name = _("Copy an ID card"),
                               .icon = "content_copy",
                               .icon_size = 64,
                               .step = TYPE_LARGE,
                               sends(SESSION_COPY)};
    flow_end(&flow, &last, NULL);
}
