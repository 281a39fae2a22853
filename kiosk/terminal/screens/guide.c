// SPDX-License-Identifier: Apache-2.0
/* 办事指南: who, how long, how much, what to bring, what happens, whom to ask. */
#include "guide_part.h"

#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/guide_sheet.h"
#include "core/text.h"
#include <string.h>

/* Words of a fact, and how high each line of them is. */
struct fact {
    const char *label, *value, *note;
    enum type_step step;
    int label_height, value_height, note_height;
};

#define FACT_ICON 80

static struct fact
fact_of(const struct frame *frame, const json_t *json, int width)
{
    struct view *view = frame->view;
    int line = frame->assisted ? 56 : 40;
    int room = width - FACT_ICON - 20;
    struct fact fact = {.label = frame_texts(frame, json_object_get(json, "label")),
                        .value = frame_texts(frame, json_object_get(json, "value")),
                        .note = frame_texts(frame, json_object_get(json, "note")),
                        .label_height = line,
                        .value_height = frame->assisted ? 76 : 56};
    bool wide = view_text_width(view, fact.value, TYPE_KEY, true) > room;
    fact.step = wide ? TYPE_BODY : TYPE_KEY;
    if (view_text_width(view, fact.value, fact.step, true) > room)
        fact.value_height = view_text_height(view, fact.value, fact.step, true, room);
    if (*fact.note != '\0')
        fact.note_height =
            MAX(line, view_text_height(view, fact.note, TYPE_CAPTION, false, room));
    return fact;
}

static int
fact_height(const struct fact *fact)
{
    return fact->label_height + fact->value_height + fact->note_height;
}

static void
add_fact(const struct frame *frame, const json_t *json, struct box box)
{
    struct view *view = frame->view;
    struct fact fact = fact_of(frame, json, box.w);
    int x = box.x + FACT_ICON + 20, width = box.x + box.w - x;
    add(view, .kind = WIDGET_ICON, .icon = json_text(json, "icon", "info"),
        .colour = COLOUR_QING_MARK, .icon_size = FACT_ICON,
        .box = {box.x, box.y + (frame->assisted ? 10 : 0), FACT_ICON, box.h});
    int y = box.y + (box.h - fact_height(&fact)) / 2;
    add(view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .value = fact.value,
        .name = fact.label, .step = TYPE_CAPTION, .colour = COLOUR_INK2,
        .box = {x, y, width, fact.label_height});
    y += fact.label_height;
    bool one = fact.value_height <= (frame->assisted ? 76 : 56);
    add(view, .kind = one ? WIDGET_LABEL : WIDGET_TEXT, .name = fact.value,
        .step = fact.step, .bold = true, .colour = COLOUR_INK,
        .box = {x, y, width, fact.value_height});
    one = fact.note_height <= fact.label_height;
    if (*fact.note != '\0')
        add(view, .kind = one ? WIDGET_LABEL : WIDGET_TEXT, .name = fact.note,
            .step = TYPE_CAPTION, .colour = COLOUR_INK2,
            .box = {x, y + fact.value_height, width, fact.note_height});
}

/* Two facts a row; one in assisted mode. */
static void
add_facts(struct flow *flow)
{
    const struct frame *frame = flow->frame;
    const json_t *facts = json_object_get(frame->session->service->json, "facts");
    size_t columns = frame->assisted || frame->theme->narrow ? 1 : 2,
           count = json_array_size(facts);
    int gutter = frame->theme->gutter;
    int width = (frame->width - gutter * ((int)columns - 1)) / (int)columns;
    for (size_t i = 0; i < count; i += columns) {
        int y, height = frame->assisted ? 212 : 142;
        for (size_t k = i; k < MIN(i + columns, count); k++) {
            struct fact fact = fact_of(frame, json_array_get(facts, k), width);
            height = MAX(height, fact_height(&fact) + 12);
        }
        if (!flow_take(flow, height, &y))
            continue;
        for (size_t k = i; k < MIN(i + columns, count); k++)
            add_fact(frame, json_array_get(facts, k),
                     (struct box){frame->left + (int)(k - i) * (width + gutter), y, width,
                                  height});
    }
}

/* Heading and first row stay together: `first` is the height of that row. */
void
guide_heading(struct flow *flow, const char *text, int first)
{
    int y, height = flow->frame->assisted ? 84 : 66;
    if (flow->y > flow->top && flow->y + height + first > flow->limit)
        flow_break(flow);
    if (flow_take(flow, height, &y))
        frame_heading(flow->frame, y + (flow->frame->assisted ? 8 : 6), text);
}

/* One sentence with an icon before it. */
static void
add_line(struct flow *flow, const char *icon, enum colour colour, const char *text,
         enum type_step step)
{
    const struct frame *frame = flow->frame;
    int px = frame->assisted ? 52 : 40, x = frame->left + px + 16;
    int width = frame->right - x;
    int height = view_text_height(frame->view, text, step, false, width), y;
    if (!flow_take(flow, height + 6, &y))
        return;
    add(frame->view, .kind = WIDGET_ICON, .icon = icon, .colour = colour, .icon_size = px,
        .box = {frame->left, y, px,
                view_text_height(frame->view, "1", step, false, width)});
    frame_paragraph(frame, x, y, width, text, step);
}

static void
add_conditions(struct flow *flow)
{
    const struct frame *frame = flow->frame;
    const json_t *list =
        json_object_get(frame->session->service->json, "accept_condition");
    guide_heading(flow, _("You can, if"), 80);
    for (size_t i = 0; i < json_array_size(list); i++)
        add_line(flow, "check", COLOUR_SONG_MARK,
                 frame_texts(frame, json_array_get(list, i)), TYPE_BODY);
}

/* Discs on a line, and below each when and what. */
static void
add_course_across(struct flow *flow, const json_t *steps)
{
    const struct frame *frame = flow->frame;
    struct view *view = frame->view;
    int count = (int)json_array_size(steps), column = frame->width / count, y;
    if (!flow_take(flow, 148, &y))
        return;
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_QING_MARK,
        .box = {frame->left + 18, y + 20, column * (count - 1), 4});
    for (int i = 0; i < count; i++) {
        const json_t *step = json_array_get(steps, (size_t)i);
        int x = frame->left + i * column;
        add(view, .kind = WIDGET_DISC, .fill = COLOUR_QING_MARK,
            .box = {x, y + 4, 36, 36});
        add(view, .kind = WIDGET_DISC, .fill = i == 0 ? COLOUR_AMBER : COLOUR_CARD,
            .box = {x + 4, y + 8, 28, 28});
        add(view, .kind = WIDGET_LABEL, .step = TYPE_CAPTION, .colour = COLOUR_INK2,
            .name = frame_texts(frame, json_object_get(step, "when")),
            .box = {x, y + 52, column - 8, 40});
        add(view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .step = TYPE_BODY,
            .bold = true, .colour = COLOUR_INK,
            .name = frame_texts(frame, json_object_get(step, "what")),
            .box = {x, y + 92, column - 8, 52});
    }
}

/* The same as lines: when there are many steps, and in assisted mode. */
static void
add_course_down(struct flow *flow, const json_t *steps)
{
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i);
        g_autofree char *line = g_strdup_printf(
            "**%s** %s", frame_texts(flow->frame, json_object_get(step, "when")),
            frame_texts(flow->frame, json_object_get(step, "what")));
        add_line(flow, i == 0 ? "radio_button_checked" : "radio_button_unchecked",
                 COLOUR_QING_MARK, line, TYPE_BODY);
    }
}

static bool
fits_across(const struct frame *frame, const json_t *steps)
{
    size_t count = json_array_size(steps);
    if (frame->assisted || count == 0 || count > 4)
        return false;
    int column = frame->width / (int)count - 8;
    for (size_t i = 0; i < count; i++) {
        const json_t *step = json_array_get(steps, i);
        const char *what = frame_texts(frame, json_object_get(step, "what"));
        const char *when = frame_texts(frame, json_object_get(step, "when"));
        if (view_text_width(frame->view, what, TYPE_BODY, true) > column ||
            view_text_width(frame->view, when, TYPE_CAPTION, false) > column)
            return false;
    }
    return true;
}

static void
add_course(struct flow *flow)
{
    const struct frame *frame = flow->frame;
    const json_t *steps = json_object_get(frame->session->service->json, "handle_flow");
    guide_heading(flow, _("How it goes"), 156);
    if (fits_across(frame, steps))
        add_course_across(flow, steps);
    else
        add_course_down(flow, steps);
}

static void
add_limit(struct flow *flow, const json_t *json)
{
    const struct frame *frame = flow->frame;
    g_autofree char *limit = guide_time_limit(frame->session->service);
    g_autofree char *line =
        text_format(N_("Promised: %1$s. %2$s"), limit,
                    frame_texts(frame, json_object_get(json, "promise_day_explain")));
    add_line(flow, "schedule", COLOUR_QING_MARK, line, TYPE_SMALL);
}

/* 依据: one of the five things that are public of every matter. */
static void
add_laws(struct flow *flow, const json_t *laws)
{
    const struct frame *frame = flow->frame;
    for (size_t i = 0; i < json_array_size(laws); i++) {
        g_autofree char *line =
            text_format(N_("By law: %s"), frame_texts(frame, json_array_get(laws, i)));
        add_line(flow, "gavel", COLOUR_QING_MARK, line, TYPE_SMALL);
    }
}

static void
add_rest(struct flow *flow)
{
    const struct frame *frame = flow->frame;
    const json_t *json = frame->session->service->json;
    const char *elsewhere = frame_texts(frame, json_object_get(json, "elsewhere"));
    if (*elsewhere != '\0') {
        g_autofree char *where = text_format(N_("Also at: %s"), elsewhere);
        add_line(flow, "place", COLOUR_QING_MARK, where, TYPE_SMALL);
    }
    add_line(flow, "payments", COLOUR_QING_MARK,
             frame_texts(frame, json_object_get(json, "fee_explain")), TYPE_SMALL);
    add_limit(flow, json);
    add_laws(flow, json_object_get(json, "by_law"));
    g_autofree char *ask = text_format(
        N_("Questions: %s"), frame_texts(frame, json_object_get(json, "link_way")));
    add_line(flow, "phone", COLOUR_QING_MARK, ask, TYPE_SMALL);
}

/* Whether it can be begun, at the right of the title; the width that it takes. */
static int
add_state(const struct frame *frame, const struct service *service)
{
    bool open = session_can_begin(frame->session);
    g_autofree char *words = part_service_where(frame, service);
    int width = view_text_width(frame->view, words, TYPE_SMALL, true);
    struct box box = {frame->right - width - 80, 238, width + 80, 52};
    add(frame->view, .kind = WIDGET_PANEL, .role = ROLE_STATUS, .radius = 10,
        .name = words, .fill = open ? COLOUR_TINT_GOOD : COLOUR_TINT_NOTICE, .box = box);
    add(frame->view, .kind = WIDGET_ICON,
        .icon = open ? "check_circle" : "do_not_disturb_on",
        .colour = open ? COLOUR_SONG_MARK : COLOUR_ZHE_MARK, .icon_size = 36,
        .box = {box.x + 12, box.y, 36, box.h});
    add(frame->view, .kind = WIDGET_LABEL, .name = words, .step = TYPE_SMALL,
        .bold = true, .colour = COLOUR_INK,
        .box = {box.x + 56, box.y, width + 16, box.h});
    return box.w + 16;
}

static int
add_guide_title(const struct frame *frame)
{
    const struct service *service = frame->session->service;
    const struct group *group =
        catalogue_group(frame->session->catalogue, service->group);
    int y = frame->assisted ? frame->top : 252, beside = 0;
    if (!frame->assisted)
        beside = add_state(frame, service);
    g_autofree char *caption =
        g_strdup_printf("%s · %s", _("Service guide"),
                        group == NULL ? "" : frame_texts(frame, group->name));
    if (!frame->assisted)
        add(frame->view, .kind = WIDGET_LABEL, .name = caption, .step = TYPE_SMALL,
            .colour = COLOUR_INK2, .box = {frame->left, y, 600, 44});
    return frame_title_beside(frame, y + (frame->assisted ? 0 : 42),
                              frame_texts(frame, service->short_name), beside);
}

void
guide_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END | FRAME_STEPS);
    struct flow flow = flow_begin(&frame, add_guide_title(&frame));
    add_facts(&flow);
    add_conditions(&flow);
    guide_add_materials(&flow);
    add_course(&flow);
    add_rest(&flow);
    struct widget begin = {
        .id = "begin",
        .name = _("Begin"),
        .icon = "arrow_forward",
        .layout = LAYOUT_ICON_AFTER,
        sends(SESSION_NEXT),
    };
    if (!session_can_begin(frame.session))
        begin = (struct widget){
            .id = "help-window",
            .name = _("Get help"),
            .icon = "support_agent",
            .step = TYPE_LARGE,
            sends(SESSION_HELP),
        };
    struct widget take = {.id = "take",
                          .name = _("Take along"),
                          .icon = "print",
                          .layout = LAYOUT_STACKED,
                          sends(SESSION_TAKE)};
    flow_end(&flow, &begin, &take);
}
