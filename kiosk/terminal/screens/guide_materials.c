// SPDX-License-Identifier: Apache-2.0
/* What to bring, on the guide: one card, a row for each paper. */
#include "guide_part.h"

#include <string.h>

#include "core/text.h"

/* Width of the longest name, so that all values begin at one line. */
static int
names_width(const struct frame *frame)
{
    const struct service *service = frame->session->service;
    int widest = 0;
    for (size_t i = 0; i < service->material_count; i++)
        widest =
            MAX(widest, view_text_width(frame->view,
                                        frame_texts(frame, service->materials[i].name),
                                        TYPE_BODY, true));
    return widest + 28;
}

/* Where name and words of a row stand, the icon before them. */
struct row {
    struct box name, words;
    int height;
};

/* Beside each other; above each other where the longest name would leave no room. */
static struct row
lay_row(const struct frame *frame, const char *name, const char *words, int x)
{
    int names = names_width(frame), room = frame->right - 28 - x;
    bool stacked = names > frame->width / 2;
    int least = frame->assisted ? 104 : 72;
    int value_x = stacked ? x : x + names, width = frame->right - 28 - value_x;
    int text = view_text_height(frame->view, words, TYPE_SMALL, false, width);
    if (!stacked) {
        int height = MAX(least, text + 20);
        return (struct row){.name = {x, 0, names, height},
                            .words = {value_x, (height - text) / 2, width, text},
                            .height = height};
    }
    int above = view_text_height(frame->view, name, TYPE_BODY, true, room);
    int height = MAX(least, above + text + 24), top = (height - above - text) / 2;
    return (struct row){.name = {x, top, room, above},
                        .words = {x, top + above, room, text},
                        .height = height};
}

/* One card around all rows, drawn row by row so that it may go on on the next part. */
static void
add_row_card(const struct frame *frame, int y, int height, bool first, bool last)
{
    struct view *view = frame->view;
    int pad = first ? 0 : 28;
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_CARD,
        .box = {frame->left, y, frame->width, height});
    for (int side = 0; side < 2; side++)
        add(view, .kind = WIDGET_FILL, .fill = COLOUR_HAIR,
            .box = {side == 0 ? frame->left : frame->right - 2, y, 2, height});
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_HAIR,
        .box = {frame->left + pad, y, frame->width - 2 * pad, 2});
    if (last)
        add(view, .kind = WIDGET_FILL, .fill = COLOUR_HAIR,
            .box = {frame->left, y + height - 2, frame->width, 2});
}

/* Not of who comes for himself: the mandate of an agent. */
static bool
is_for_others(const struct service *service, const struct material *material)
{
    const json_t *value = material->show_if.value;
    return service_may_apply(service, APPLICANT_SELF) &&
           g_strcmp0(material->show_if.question, SERVICE_APPLYING_AS) == 0 &&
           json_is_string(value) && strcmp(json_string_value(value), "self") != 0;
}

static char *
words_of(const struct frame *frame, const struct material *material)
{
    const char *explain = frame_texts(frame, material->explain);
    if (is_for_others(frame->session->service, material))
        return text_format(N_("%s; only when you come for somebody else"), explain);
    if (material->may_defer)
        return text_format(N_("%s; it may be brought later"), explain);
    return g_strdup(explain);
}

static void
add_material(struct flow *flow, const struct material *material, bool first, bool last)
{
    const struct frame *frame = flow->frame;
    struct view *view = frame->view;
    const char *name = frame_texts(frame, material->name);
    g_autofree char *words = words_of(frame, material);
    int px = frame->assisted ? 56 : 48, y;
    struct row row = lay_row(frame, name, words, frame->left + 28 + px + 20);
    if (!flow_take(flow, row.height, &y))
        return;
    add_row_card(frame, y, row.height, first, last);
    add(view, .kind = WIDGET_ICON, .icon = material->icon, .colour = COLOUR_QING_MARK,
        .icon_size = px, .box = {frame->left + 28, y, px, row.height});
    row.name.y += y;
    row.words.y += y;
    add(view, .kind = row.name.h < row.height ? WIDGET_TEXT : WIDGET_LABEL,
        .role = ROLE_LISTITEM, .value = words, .name = name, .step = TYPE_BODY,
        .bold = true, .colour = COLOUR_INK, .box = row.name);
    add(view, .kind = WIDGET_TEXT, .name = words, .step = TYPE_SMALL,
        .colour = COLOUR_INK, .box = row.words);
}

void
guide_add_materials(struct flow *flow)
{
    const struct service *service = flow->frame->session->service;
    if (service->material_count == 0)
        return;
    int count = 0;
    for (size_t i = 0; i < service->material_count; i++)
        count += !is_for_others(service, &service->materials[i]);
    g_autofree char *heading =
        text_format(count == 1 ? N_("Bring this") : N_("Bring these %d things"), count);
    guide_heading(flow, heading, 104);
    for (size_t i = 0; i < service->material_count; i++)
        add_material(flow, &service->materials[i], i == 0,
                     i + 1 == service->material_count);
    flow->y += 8;
}
