// SPDX-License-Identifier: Apache-2.0
/* Every defect at once (一次性告知), each with what is there, what to do and a key. */
#include "errors.h"

#include "builders.h"
#include "core/text.h"
#include <string.h>

static const struct field_defect *
defect_at(const struct frame *frame, guint index)
{
    return &g_array_index(frame->session->defects, struct field_defect, index);
}

static void
add_defect(struct flow *flow, guint index)
{
    const struct frame *frame = flow->frame;
    struct view *view = frame->view;
    const struct field_defect *defect = defect_at(frame, index);
    g_autofree char *name =
        field_defect_name(defect, frame->session->answers, frame->language);
    g_autofree char *says = field_defect_says(defect, frame->language);
    g_autofree char *remedy = field_defect_remedy(defect, frame->language);
    g_autofree char *number = g_strdup_printf("%u", index + 1);
    g_autofree char *fix = g_strdup_printf("fix-%s", field_defect_id(defect));
    int disc = 68, key = 170;
    int x = frame->left + disc + 24, width = frame->right - key - 24 - x;
    int head = 56, icon = 36;
    int what = view_text_height(view, says, TYPE_BODY, false, width);
    int how = view_text_height(view, remedy, TYPE_BODY, false, width - icon - 8);
    int height = head + what + how + 28, y;
    if (!flow_take(flow, height, &y))
        return;
    int top = y + 14;
    add(view, .kind = WIDGET_DISC, .fill = COLOUR_ZHU, .name = number, .step = TYPE_KEY,
        .box = {frame->left, y + (height - disc) / 2, disc, disc});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = name, .value = says,
        .detail = remedy, .step = TYPE_KEY, .bold = true, .colour = COLOUR_INK,
        .box = {x, top, width, head});
    add(view, .kind = WIDGET_TEXT, .role = ROLE_ALERT, .name = says, .step = TYPE_BODY,
        .colour = COLOUR_ZHU_TEXT, .box = {x, top + head, width, what});
    add(view, .kind = WIDGET_ICON, .icon = "arrow_forward", .colour = COLOUR_SONG_MARK,
        .icon_size = icon, .box = {x, top + head + what, icon, how});
    add(view, .kind = WIDGET_TEXT, .name = remedy, .step = TYPE_BODY,
        .colour = COLOUR_INK,
        .box = {x + icon + 8, top + head + what, width - icon - 8, how});
    int key_height = 112;
    bool by_card = defect->question != NULL &&
                   session_mended_at(frame->session, defect) == NULL;
    add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = fix,
        .name = by_card ? _("Other card") : _("Mend"), .step = TYPE_KEY,
        .box = {frame->right - key, y + (height - key_height) / 2, key, key_height},
        .send = {.action = SESSION_EDIT,
                 .text = field_defect_id(defect),
                 .number = defect->entry});
    frame_hair(frame, y + height - 1);
}

/* How many answers stay as they are. */
static void
add_kept(struct flow *flow)
{
    const struct frame *frame = flow->frame;
    const struct session *session = frame->session;
    int good = (int)json_object_size(session->answers), y;
    for (guint i = 0; i < session->defects->len; i++) {
        const struct field_defect *defect = defect_at(frame, i);
        if (defect->entry == 0 && field_defect_value(defect, session->answers) != NULL)
            good--;
    }
    g_autofree char *text = text_format(N_("The **%d** that are right are kept"), good);
    struct strip strip = {.tone = STRIP_QUIET,
                          .id = "kept",
                          .icon = "check_circle",
                          .text = text,
                          .plain = true};
    int height = 136;
    // Good to know, but not worth a part of its own.
    bool room = flow->y + height <= flow->limit;
    if (good > 0 && room && flow_take(flow, height, &y))
        frame_strip(frame, y + 24, &strip);
}

void
errors_build(struct view *view, const struct screen_context *context)
{
    if (context->session->assisted) {
        errors_build_one(view, context);
        return;
    }
    struct frame frame =
        frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END | FRAME_STEPS);
    guint count = frame.session->defects == NULL ? 0 : frame.session->defects->len;
    // From ten on the longer sentence takes a second line.
    g_autofree char *title =
        count > 9 ? text_format(N_("%d to mend"), (int)count)
                  : text_format(N_("%d to mend, then it can go"), (int)count);
    struct verdict verdict = {
        .tone = STRIP_ERROR,
        .icon = "error",
        .title = title,
        .detail = _("That is all of it. The rest is right and stays."),
        .height = 200,
        .line_above = true,
    };
    int y = frame_verdict(&frame, 250, &verdict) + 12;
    struct flow flow = flow_begin(&frame, y);
    for (guint i = 0; i < count; i++)
        add_defect(&flow, i);
    struct widget first = {.id = "fix-first",
                           .name = _("Begin with the first"),
                           .icon = "arrow_forward",
                           .layout = LAYOUT_ICON_AFTER,
                           .step = TYPE_LARGE,
                           sends(SESSION_NEXT)};
    struct widget help = {.id = "fetch-help",
                          .name = _("Help me mend"),
                          .icon = "support_agent",
                          sends(SESSION_HELP)};
    add_kept(&flow);
    // Beside 上一屏 there is no room; the bar has the same key.
    flow_end(&flow, &first, frame.session->part > 0 ? NULL : &help);
}
