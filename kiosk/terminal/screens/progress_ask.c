// SPDX-License-Identifier: Apache-2.0
/* Who handles the case, and how to reach them. */
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/text.h"

static void
add_keys(const struct frame *frame)
{
    int top = frame_keys_top(frame), height = frame_key_height(frame);
    int width = frame->assisted ? 400 : 380, gutter = frame->theme->gutter;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "call-back",
        .name = _("Let them call me"), .icon = "phone_callback", .step = TYPE_SMALL,
        .disabled = !session_can_turn_aside(frame->session),
        .box = {frame->left, top, width, height},
        .send = {.action = SESSION_OPEN_PHONE, .number = PHONE_FOR_HELP});
    struct widget back = {
        .id = "go-on",
        .name = _("Good, back"),
        .step = TYPE_LARGE,
        .box = {frame->left + width + gutter, top, frame->width - width - gutter, height},
        sends(SESSION_NEXT)};
    frame_primary(frame, &back);
}

void
progress_ask_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session *session = frame.session;
    const struct place *place = session->place;
    const json_t *told = json_object_get(session->progress.told, "department");
    const json_t *department = told != NULL ? told
                               : session->service != NULL
                                   ? json_object_get(session->service->json, "dept_name")
                                   : place->name;
    const json_t *ways = session->service != NULL
                             ? json_object_get(session->service->json, "link_way")
                             : NULL;
    char number[RECEIPT_SHOWN_SIZE];
    bool open;
    g_autofree char *hours = part_window_hours(&frame, &open);
    receipt_show(json_text(session->progress.told, "receipt_number", ""), number);
    int y = frame_title(&frame, frame.top + (frame.assisted ? 16 : 40),
                        _("Who handles it?"), _("Say this number, then they find it:"));
    add(view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "receipt-number",
        .name = number, .step = frame.assisted ? TYPE_KEY : TYPE_LARGE, .bold = true,
        .colour = COLOUR_INK, .box = {frame.left, y, frame.width, 90}, .personal = true);
    y += 110;
    struct strip rows[] = {
        {.tone = STRIP_QUIET,
         .icon = "groups",
         .text = frame_texts(&frame, department),
         .id = "department"},
        {.tone = STRIP_QUIET,
         .icon = "call",
         .text = ways != NULL ? frame_texts(&frame, ways) : place->phone,
         .id = "phone"},
        {.tone = STRIP_QUIET,
         .icon = "storefront",
         .text = frame_texts(&frame, place->window),
         .detail = hours,
         .id = "window"},
        {.tone = STRIP_INFO,
         .icon = "support_agent",
         .text = _("Somebody here helps you to call: press the yellow key"),
         .id = "help-here",
         .plain = true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        y = frame_strip(&frame, y, &rows[i]) + 20;
    add_keys(&frame);
}
