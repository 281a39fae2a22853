// SPDX-License-Identifier: Apache-2.0
#include "arrange.h"
#include "arrange_clash.h"
#include "arrange_plan.h"
#include "arrange_squeeze.h"

#include "core/text.h"
#include "frame.h"
#include <string.h>

/* ---- what stands on the page ---- */

static bool
starts(const struct widget *widget, const char *start)
{
    return widget->id != NULL && g_str_has_prefix(widget->id, start);
}

/* What is written with stays in sight on every sheet. */
static bool
is_input(const struct widget *widget)
{
    return starts(widget, "key-") || starts(widget, "candidate") ||
           starts(widget, "square");
}

/* The bed of keys: it lies behind rows and holds none of them together. */
static bool
is_bed(const struct widget *widget, const struct plan *plan)
{
    return widget->kind == WIDGET_FILL && widget->fill == COLOUR_BED &&
           widget->box.x == 0 && widget->box.w == plan->page_width;
}

static int
by_top(gconstpointer a, gconstpointer b)
{
    const struct widget *left = *(const struct widget *const *)a;
    const struct widget *right = *(const struct widget *const *)b;
    return (left->box.y > right->box.y) - (left->box.y < right->box.y);
}

static void
note(struct block *block, const struct widget *widget)
{
    block->bottom = MAX(block->bottom, widget->box.y + widget->box.h);
    block->target |= widget_is_target(widget) || widget->kind == WIDGET_KEY;
    block->input |= is_input(widget);
    block->date |= starts(widget, "key-date");
    block->field |= widget->role == ROLE_TEXTBOX;
    block->start |= starts(widget, "start");
    block->focused |= widget->focused;
    block->title |= starts(widget, "title");
    block->heading |= widget->role == ROLE_HEADING;
    block->keys += widget->kind == WIDGET_KEY;
}

#define BED (-1)
#define LEFT_OUT (-2)

/* What gives way to the keys to write with, more and more. */
enum leaves { LEAVES_NOTHING, LEAVES_HINTS, LEAVES_FIELD };

/* The field that is written in, and what stands beside it or is its label. */
static bool
is_of_field(const struct widget *widget, const struct widget *field)
{
    int bottom = widget->box.y + widget->box.h;
    bool label = bottom <= field->box.y + 3 && bottom >= field->box.y - 16;
    bool beside = widget->box.y < field->box.y + field->box.h && bottom > field->box.y;
    return label || beside;
}

static bool
is_left_out(const struct widget *widget, const struct widget *field, int keys_top,
            enum leaves leaves)
{
    if (leaves >= LEAVES_HINTS && starts(widget, "hint-"))
        return true;
    return leaves == LEAVES_FIELD && field != NULL && widget->box.y < keys_top &&
           !is_of_field(widget, field);
}

static const struct widget *
find_field(const struct widget *widgets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (widgets[i].focused && widgets[i].role == ROLE_TEXTBOX)
            return &widgets[i];
    return NULL;
}

/* Rows between which nothing stands. */
static void
find_blocks(struct plan *plan, struct widget *widgets, size_t count, enum leaves leaves)
{
    const struct widget *field = find_field(widgets, count);
    int keys_top = G_MAXINT;
    for (size_t i = 0; i < count; i++)
        if (is_input(&widgets[i]) &&
            (field == NULL || widgets[i].box.y >= field->box.y + field->box.h))
            keys_top = MIN(keys_top, widgets[i].box.y);
    g_autoptr(GPtrArray) order = g_ptr_array_new();
    plan->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_bed(&widgets[i], plan))
            plan->block_of[i] = BED;
        else if (is_left_out(&widgets[i], field, keys_top, leaves))
            plan->block_of[i] = LEFT_OUT;
        else
            g_ptr_array_add(order, &widgets[i]);
    }
    g_ptr_array_sort(order, by_top);
    for (guint i = 0; i < order->len; i++) {
        struct widget *widget = g_ptr_array_index(order, i);
        struct block *last = plan->count == 0 ? NULL : &plan->blocks[plan->count - 1];
        bool apart = last == NULL || widget->box.y >= last->bottom - 3;
        if (apart && plan->count < PLAN_BLOCKS_MAX) {
            last = &plan->blocks[plan->count++];
            *last = (struct block){.top = widget->box.y, .bottom = widget->box.y};
        }
        int index = (int)(widget - widgets);
        note(last, widget);
        plan->block_of[index] = (int)plan->count - 1;
    }
}

/* ---- keys between the sheets ---- */

static void
add_turn(const struct frame *frame, const struct plan *plan, bool next, struct box box)
{
    bool there = next ? plan->sheet + 1 < plan->sheets : plan->sheet > 0;
    bool primary = next && !plan->pinned;
    g_autofree char *where =
        text_format(N_("Screen **%1$d** of **%2$d**"), plan->sheet + 1, plan->sheets);
    g_autofree char *plain = text_plain(where);
    bool narrow = frame->theme->narrow;
    if (!there && (next || narrow))
        return;
    // A low key has one line.
    bool low = box.h < (frame->assisted ? 112 : 104);
    g_autofree char *brief =
        text_format(N_("Next, %1$d/%2$d"), plan->sheet + 1, plan->sheets);
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON,
        .id = next ? "sheet-next" : "sheet-previous",
        .name = next    ? (low ? brief : _("Next screen"))
                : there ? _("Previous screen")
                        : _("First screen"),
        .detail = plain,
        .layout = low || (frame->theme->low && !next) ? LAYOUT_ROW : LAYOUT_TWO_LINES,
        .icon = narrow  ? NULL
                : next  ? "arrow_downward"
                : there ? "arrow_upward"
                        : NULL,
        .icon_size = frame->assisted ? 56 : 48,
        .tone = primary ? TONE_PRIMARY : TONE_ORDINARY, .disabled = !there,
        .step = frame->assisted ? TYPE_SMALL : TYPE_KEY, .detail_step = TYPE_CAPTION,
        .box = box,
        .send = {.action = SESSION_SHEET,
                 .number = next ? plan->sheet + 1 : plan->sheet - 1});
}

static void
add_turns(const struct frame *frame, const struct plan *plan)
{
    int left = plan->turn_left + frame->theme->margin;
    int width = plan->page_width - 2 * frame->theme->margin, gap = 20;
    int y = plan->turn_top, height = plan->turn_height;
    bool last = plan->sheet + 1 == plan->sheets;
    int first = last ? (plan->shares ? plan_share(plan) : width)
                     : MAX((width - gap) * 2 / 5, MIN(300, (width - gap) / 2));
    if (frame->theme->narrow && plan->sheet == 0)
        first = -gap; // where nothing leads back, nothing stands
    add_turn(frame, plan, false, (struct box){left, y, first, height});
    add_turn(frame, plan, true,
             (struct box){left + first + gap, y, width - first - gap, height});
}

/* ---- the page on the panel ---- */

static void
move(struct widget *widget, const struct plan *plan, const struct block *block)
{
    const struct theme *theme = plan->theme;
    bool across = widget->box.x == 0 && widget->box.w == plan->page_width;
    widget->box.y += block->down;
    widget->box.x +=
        theme->column_offset + block->column * (theme->panel_width / theme->columns);
    if (across && theme->columns == 1) {
        widget->box.x = 0;
        widget->box.w = theme->panel_width;
    }
    // The last sheet's one key makes room for the way back.
    if (plan->shares && block->foot && plan->sheets > 1 && widget->kind == WIDGET_KEY) {
        int by = plan_share(plan) + 20;
        widget->box.x += by;
        widget->box.w -= by;
        widget->step = MIN(widget->step, TYPE_LARGE);
    }
}

/* From above the first row of keys to the bottom bar. */
static void
move_bed(struct widget *widget, const struct plan *plan)
{
    const struct theme *theme = plan->theme;
    const struct block *first = &plan->blocks[MIN(plan->flowing, plan->count - 1)];
    move(widget, plan, first);
    int top = widget->box.y;
    for (size_t i = 0; i < plan->flowing; i++) // never over what stands above the keys
        if (plan->blocks[i].shown && plan->blocks[i].column == first->column)
            top = MAX(top, plan->blocks[i].bottom + plan->blocks[i].down + 8);
    widget->box.y = MIN(top, first->top + first->down);
    widget->box.h = theme->panel_bar_top - widget->box.y;
}

static void
relay(struct view *view, struct widget *widgets, size_t count, const struct plan *plan)
{
    g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(struct widget));
    for (size_t i = 0; i < count; i++) {
        if (plan->block_of[i] == BED && !plan->loose) {
            move_bed(&widgets[i], plan);
            g_array_append_val(kept, widgets[i]);
        }
        if (plan->block_of[i] < 0)
            continue;
        const struct block *block = &plan->blocks[plan->block_of[i]];
        if (!block->shown)
            continue;
        move(&widgets[i], plan, block);
        g_array_append_val(kept, widgets[i]);
    }
    view_relay(view, (const struct widget *)(const void *)kept->data, kept->len);
}

static void
lower_steps(struct widget *widgets, size_t mark, int down)
{
    for (size_t i = 0; i < mark; i++)
        if (widgets[i].kind == WIDGET_STEP || starts(&widgets[i], "step"))
            widgets[i].box.y += down;
}

/* What fills the part that is out of reach. */
static void
add_above(const struct frame *frame, int bottom)
{
    struct view *view = frame->view;
    const struct theme *theme = frame->theme;
    int top = theme->header_height, height = bottom - top;
    int line = frame->assisted ? 70 : 56, x = theme->margin + 84;
    if (height < 2 * line + 24)
        return;
    if (!theme->contrast)
        add(view, .kind = WIDGET_PICTURE,
            .icon = height > 480 ? "landscape-tall" : "landscape-wide",
            .box = {0, top, theme->panel_width, height});
    add(view, .kind = WIDGET_ICON, .icon = "arrow_downward", .icon_size = 64,
        .colour = COLOUR_INK, .box = {theme->margin, top + 12, 64, 2 * line});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "lowered",
        .name = _("The screen is lowered"), .step = TYPE_KEY, .bold = true,
        .colour = COLOUR_INK,
        .box = {x, top + 12, theme->panel_width - x - theme->margin, line});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH,
        .name = _("All that is pressed can be reached from a chair"), .step = TYPE_SMALL,
        .colour = COLOUR_INK,
        .box = {x, top + 12 + line, theme->panel_width - x - theme->margin, line});
}

static bool
has_dates(const struct plan *plan)
{
    bool dates = false;
    for (size_t i = 0; i < plan->count; i++)
        dates |= plan->blocks[i].date;
    return dates;
}

/* What is written must be seen together with the keys to write with; its hint, which is read
 * aloud too, gives way. */
static void
make_plan(struct plan *plan, struct widget *widgets, size_t count)
{
    find_blocks(plan, widgets, count, LEAVES_NOTHING);
    plan_make(plan);
    if (plan->fits || !plan->pinned)
        return;
    find_blocks(plan, widgets, count, LEAVES_HINTS);
    plan_make(plan);
    if (!plan->fits && plan_is_crowded(plan)) {
        find_blocks(plan, widgets, count, LEAVES_FIELD);
        plan_make(plan);
    }
    plan->loose = !plan->fits && has_dates(plan);
    if (plan->loose)
        plan_make(plan);
}

bool
arrange(struct view *view, const struct screen_context *context)
{
    const struct theme *theme = view_theme(view);
    size_t mark, count;
    bool again = false;
    if (theme->whole)
        return true;
    struct widget *widgets = view_laid(view, &mark, &count);
    if (theme->snug)
        return !arrange_clashes(theme, widgets + mark, count - mark);
    bool steps = false, header = false;
    for (size_t i = 0; i < mark; i++) {
        steps |= widgets[i].kind == WIDGET_STEP;
        header |= starts(&widgets[i], "mark");
    }
    header |= session_is_staff(context->session);
    struct plan plan = {.theme = theme,
                        .steps = steps,
                        .header = header,
                        .wished = context->session->sheet,
                        .page_width = theme->page_width,
                        .key_height = theme->low        ? (theme->assisted ? 112 : 108)
                                      : theme->assisted ? 160
                                                        : 144,
                        .block_of = g_new0(int, count)};
    if (count > mark) {
        make_plan(&plan, widgets + mark, count - mark);
        if (!plan.fits && arrange_squeeze(&plan, widgets + mark, count - mark))
            plan_make(&plan);
        again = theme->splits && theme->columns == 1 && plan.pinned && !plan.fits;
    }
    if (count > mark && !again) {
        lower_steps(widgets, mark, plan.steps_down);
        relay(view, widgets + mark, count - mark, &plan);
        struct frame frame = {.view = view,
                              .theme = theme,
                              .session = context->session,
                              .assisted = theme->assisted};
        if (plan.steps_down > 0 || (!steps && plan.start >= theme->band_top))
            add_above(&frame, theme->band_top);
        if (plan.sheets > 1)
            add_turns(&frame, &plan);
    }
    g_free(plan.block_of);
    return !again;
}
