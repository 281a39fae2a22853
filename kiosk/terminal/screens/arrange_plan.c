// SPDX-License-Identifier: Apache-2.0
#include "arrange_plan.h"

#include <glib.h>

#define GAP_MOST 36
#define FOOT_GAP 24    // between rows and the keys below them, when both have moved
#define TITLE_MOST 220 // a higher one is not said again on the next sheet

/* ---- measures ---- */

/* No nearer than two keys may be. */
static int
gap_least(const struct plan *plan)
{
    return plan->theme->assisted ? 18 : 12;
}

static int
gap_before(const struct plan *plan, size_t index, int most)
{
    return CLAMP(plan->blocks[index].top - plan->blocks[index - 1].bottom, 0, most);
}

static int
height_of(const struct block *block)
{
    return block->bottom - block->top;
}

/* Blocks [from, to) one below the other; `title`: with the page's title above them. */
static int
stack_height(const struct plan *plan, size_t from, size_t to, bool title, int most)
{
    int height = title ? height_of(&plan->blocks[0]) + gap_least(plan) : 0;
    for (size_t i = from; i < to; i++)
        height +=
            height_of(&plan->blocks[i]) + (i > from ? gap_before(plan, i, most) : 0);
    return height;
}

/* From the first that is pressed on. */
static int
press_height(const struct plan *plan, size_t from, size_t to)
{
    while (from < to && !plan->blocks[from].target)
        from++;
    return stack_height(plan, from, to, false, GAP_MOST);
}

static int
foot_height(const struct plan *plan)
{
    return plan->flowing == plan->count
               ? 0
               : plan->theme->content_bottom - plan->blocks[plan->flowing].top;
}

/* The foot and what keeps rows away from it, as the page had it. */
static int
foot_reserve(const struct plan *plan)
{
    if (plan->flowing == plan->count)
        return 0;
    int gap = plan->flowing == 0 ? 0 : gap_before(plan, plan->flowing, FOOT_GAP);
    return foot_height(plan) + gap;
}

/* Where reading may begin, and where it begins when there is room. */
static int
top_least(const struct plan *plan)
{
    int header = plan->header ? plan->theme->header_height : 0;
    return plan->steps ? header + plan->theme->steps_height : header;
}

static int
top_usual(const struct plan *plan)
{
    const struct theme *theme = plan->theme;
    int band = theme->lowered || plan->header ? theme->band_top : 0;
    return MAX(top_least(plan), band + (plan->steps ? theme->steps_height : 0));
}

/* Rows [from, to) have room above `reserve` units at the foot of a column. */
static bool
has_room(const struct plan *plan, size_t from, size_t to, bool title, int reserve)
{
    int bottom = plan->theme->sheet_bottom - reserve;
    int press = plan->theme->lowered ? plan->theme->band_top : top_least(plan);
    return stack_height(plan, from, to, title, gap_least(plan)) <=
               bottom - top_least(plan) &&
           press_height(plan, from, to) <= bottom - press;
}

/* ---- placing ---- */

static void
place(struct plan *plan, size_t from, size_t to, int column, bool title, int reserve)
{
    const struct theme *theme = plan->theme;
    int bottom = theme->sheet_bottom - reserve, most = GAP_MOST;
    while (most > gap_least(plan) &&
           stack_height(plan, from, to, title, most) > bottom - top_least(plan))
        most -= 2;
    int height = stack_height(plan, from, to, title, most);
    int y = MAX(top_least(plan), MIN(top_usual(plan), bottom - height));
    // What is drawn across the page from its very top touches the header there, too.
    int lead = plan->blocks[from].top - (plan->steps    ? theme->content_top
                                         : plan->header ? theme->header_height
                                                        : 0);
    if (!title && lead > 0)
        y += CLAMP(MIN(lead, 28), 0, MAX(bottom - height - y, 0));
    if (column == 0)
        plan->start = y;
    if (title) {
        plan->blocks[0].shown = true;
        plan->blocks[0].column = column;
        plan->blocks[0].down = y - plan->blocks[0].top;
        y += height_of(&plan->blocks[0]) + gap_least(plan);
    }
    for (size_t i = from; i < to; i++) {
        struct block *block = &plan->blocks[i];
        y += i > from ? gap_before(plan, i, most) : 0;
        block->shown = true;
        block->column = column;
        block->down = y - block->top;
        y += height_of(block);
    }
}

static void
place_foot(struct plan *plan, int column)
{
    int down = plan->theme->sheet_bottom - plan->theme->content_bottom;
    size_t last = plan->count - plan->aside;
    int under =
        plan->aside > 0 ? plan->theme->content_bottom - plan->blocks[last - 1].bottom : 0;
    for (size_t i = plan->flowing; i < plan->count; i++) {
        plan->blocks[i].shown = true;
        plan->blocks[i].column = i < last ? column : 0;
        plan->blocks[i].down = i < last ? down + under : down;
    }
}

/* Keys to write with that are higher than the panel leave the last one to the column beside
 * them. */
static void
put_aside(struct plan *plan)
{
    int room = plan->theme->sheet_bottom - top_least(plan);
    bool can = plan->count > plan->flowing + 1 && plan->blocks[plan->count - 1].keys == 1;
    plan->aside = can && foot_height(plan) > room ? 1 : 0;
}

/* What the first column keeps free for it. */
static int
aside_reserve(const struct plan *plan)
{
    return plan->aside > 0 ? plan->theme->content_bottom -
                                 plan->blocks[plan->count - 1].top + FOOT_GAP
                           : 0;
}

/* ---- what belongs to the foot ---- */

static void
find_foot(struct plan *plan)
{
    int keys_top = plan->theme->content_bottom - plan->key_height - 16;
    plan->flowing = plan->count;
    for (size_t i = 0; i < plan->count && plan->flowing == plan->count; i++) {
        // Without a second column the way in stands on every sheet, too.
        bool keys = plan->blocks[i].input && !plan->blocks[i].field &&
                    !(plan->loose && plan->blocks[i].date);
        bool written = keys || (plan->blocks[i].start && plan->theme->columns == 1);
        bool last = plan->blocks[i].top >= keys_top && plan->blocks[i].keys > 0;
        if (written || last)
            plan->flowing = i;
        plan->pinned |= written;
        plan->written |= keys;
    }
    for (size_t i = plan->flowing; i < plan->count; i++)
        plan->blocks[i].foot = true;
    plan->shares = !plan->pinned && plan->flowing + 1 == plan->count &&
                   plan->blocks[plan->flowing].keys == 1;
}

int
plan_share(const struct plan *plan)
{
    int width = plan->page_width - 2 * plan->theme->margin;
    return MIN(plan->theme->assisted ? 340 : 300, width * 2 / 5);
}

/* ---- one sheet ---- */

static bool
try_one_column(struct plan *plan)
{
    int reserve = foot_reserve(plan);
    if (!has_room(plan, 0, plan->flowing, false, reserve))
        return false;
    place(plan, 0, plan->flowing, 0, false, reserve);
    place_foot(plan, 0);
    return true;
}

/* Reading at the left, pressing at the right, if it can be; else as even as possible. */
static bool
try_two_columns(struct plan *plan)
{
    int reserve = foot_reserve(plan);
    size_t best = 0, first = 0;
    int least = G_MAXINT;
    while (first < plan->flowing && !plan->blocks[first].target)
        first++;
    for (size_t split = 1; split <= plan->flowing; split++) {
        if ((plan->blocks[split - 1].heading && split < plan->flowing &&
             !plan->blocks[split - 1].title) ||
            !has_room(plan, 0, split, false, 0) ||
            !has_room(plan, split, plan->flowing, false, reserve))
            continue;
        int left = stack_height(plan, 0, split, false, GAP_MOST);
        int right = stack_height(plan, split, plan->flowing, false, GAP_MOST) + reserve;
        int uneven = split == first ? -1 : MAX(left, right);
        if (uneven < least) {
            least = uneven;
            best = split;
        }
    }
    if (best == 0)
        return false;
    place(plan, 0, best, 0, false, 0);
    int start = plan->start;
    if (best < plan->flowing)
        place(plan, best, plan->flowing, 1, false, reserve);
    plan->start = start;
    place_foot(plan, 1);
    return true;
}

/* ---- several sheets ---- */

struct deal {
    size_t from[2], to[2]; // of the columns of one sheet
    bool title;
};

/* How many rows from `from` on have room; at least one, and no heading at the end. */
static size_t
take(const struct plan *plan, size_t from, bool title, int reserve)
{
    size_t to = from + 1;
    while (to < plan->flowing && has_room(plan, from, to + 1, title, reserve))
        to++;
    while (to > from + 1 && to < plan->flowing && plan->blocks[to - 1].heading &&
           !plan->blocks[to - 1].target)
        to--;
    return to;
}

/* The foot of the column that holds the keys between the sheets. */
static int
turn_reserve(const struct plan *plan, bool last)
{
    int foot = foot_height(plan), turn = plan->turn_height + FOOT_GAP;
    bool beside = plan->pinned && plan->theme->columns == 2;
    if (plan->pinned)
        return turn + (beside ? aside_reserve(plan) : foot + FOOT_GAP);
    if (!last)
        return turn;
    return plan->shares ? MAX(turn, foot + FOOT_GAP) : turn + foot + FOOT_GAP;
}

/* Deals all rows out; gives the number of sheets. */
static int
deal(const struct plan *plan, struct deal sheets[PLAN_BLOCKS_MAX])
{
    bool two = plan->theme->columns == 2 && !plan->pinned;
    bool says = !plan->pinned && plan->blocks[0].title && !plan->blocks[0].target &&
                height_of(&plan->blocks[0]) <= TITLE_MOST;
    int count = 0;
    for (size_t at = 0; at < plan->flowing && count < PLAN_BLOCKS_MAX; count++) {
        struct deal *sheet = &sheets[count];
        sheet->title = says && at > 0;
        sheet->from[0] = at;
        int reserve = turn_reserve(plan, false);
        sheet->to[0] = take(plan, at, sheet->title, two ? 0 : reserve);
        at = sheet->from[1] = sheet->to[1] = sheet->to[0];
        if (two && at < plan->flowing) {
            sheet->to[1] = take(plan, at, false, reserve);
            at = sheet->to[1];
        }
        // What is left must go with the foot, or the foot stands alone.
        size_t from = two && sheet->to[1] > sheet->from[1] ? sheet->from[1]
                                                           : sheet->from[0];
        bool title = from == sheet->from[0] && sheet->title;
        int all = turn_reserve(plan, true);
        if (at == plan->flowing && !has_room(plan, from, at, title, all)) {
            size_t *end = from == sheet->from[0] && !two ? &sheet->to[0] : &sheet->to[1];
            if (two && sheet->to[1] == sheet->from[1])
                continue; // the right column is free for the foot
            while (*end > from + 1 && !has_room(plan, from, *end, title, all))
                at = --*end;
        }
    }
    return count;
}

static int
sheet_of_focus(const struct plan *plan, const struct deal *sheets, int count)
{
    for (int i = 0; i < count; i++)
        for (int column = 0; column < 2; column++)
            for (size_t k = sheets[i].from[column]; k < sheets[i].to[column]; k++)
                if (plan->blocks[k].focused)
                    return i;
    return 0;
}

static void
place_turns(struct plan *plan, int column)
{
    const struct theme *theme = plan->theme;
    bool last = plan->sheet + 1 == plan->sheets;
    bool above = plan->pinned ? theme->columns == 1 : last && !plan->shares;
    plan->turn_left =
        theme->column_offset + column * (theme->panel_width / theme->columns);
    plan->turn_top = theme->sheet_bottom - plan->turn_height -
                     (above && foot_height(plan) > 0 ? foot_height(plan) + FOOT_GAP
                                                     : aside_reserve(plan));
}

static void
make_sheets(struct plan *plan)
{
    struct deal sheets[PLAN_BLOCKS_MAX] = {0};
    bool two = plan->theme->columns == 2 && !plan->pinned;
    const struct theme *theme = plan->theme;
    plan->turn_height = !plan->pinned     ? plan->key_height
                        : theme->low      ? (theme->assisted ? 100 : 84)
                        : theme->assisted ? 120
                                          : 104;
    plan->sheets = deal(plan, sheets);
    int wished = plan->wished >= 0 ? plan->wished
                                   : sheet_of_focus(plan, sheets, plan->sheets);
    plan->sheet = CLAMP(wished, 0, plan->sheets - 1);
    const struct deal *sheet = &sheets[plan->sheet];
    bool last = plan->sheet + 1 == plan->sheets;
    int reserve = plan->sheets > 1 ? turn_reserve(plan, last)
                                   : foot_height(plan) + FOOT_GAP;
    place(plan, sheet->from[0], sheet->to[0], 0, sheet->title, two ? 0 : reserve);
    int start = plan->start;
    if (two && sheet->to[1] > sheet->from[1])
        place(plan, sheet->from[1], sheet->to[1], 1, false, reserve);
    plan->start = start;
    if (last || plan->pinned)
        place_foot(plan, plan->theme->columns - 1);
    place_turns(plan, two ? 1 : 0);
}

int
plan_lacks(const struct plan *plan)
{
    if (plan->theme->columns == 2)
        return 0;
    int height = stack_height(plan, 0, plan->flowing, false, gap_least(plan));
    int room = plan->theme->sheet_bottom - foot_reserve(plan) - top_least(plan);
    int press = plan->theme->lowered ? press_height(plan, 0, plan->flowing) -
                                           (plan->theme->sheet_bottom -
                                            foot_reserve(plan) - plan->theme->band_top)
                                     : 0;
    return MAX(MAX(height - room, press), 0);
}

bool
plan_is_crowded(const struct plan *plan)
{
    int top = plan->theme->lowered ? plan->theme->band_top : top_least(plan);
    return plan->theme->sheet_bottom - turn_reserve(plan, false) - top <
           (plan->theme->assisted ? 104 : 84) + gap_least(plan);
}

int
plan_room(const struct plan *plan, bool title, bool last)
{
    int above = title && plan->blocks[0].title ? height_of(&plan->blocks[0]) : 0;
    bool read = plan->theme->columns == 2 && !plan->theme->compact;
    int turn = read ? 0 : turn_reserve(plan, last);
    return plan->theme->sheet_bottom - top_least(plan) - turn -
           (above > 0 && above <= TITLE_MOST ? above + gap_least(plan) : 0);
}

static void
forget(struct plan *plan)
{
    plan->pinned = plan->written = false;
    plan->aside = 0;
    for (size_t i = 0; i < plan->count; i++)
        plan->blocks[i].shown = plan->blocks[i].foot = false;
}

void
plan_make(struct plan *plan)
{
    forget(plan);
    find_foot(plan);
    plan->sheets = 1;
    if (plan->theme->columns == 1 || plan->flowing == 0) {
        plan->fits = try_one_column(plan);
    } else if (plan->pinned) {
        put_aside(plan);
        plan->fits = has_room(plan, 0, plan->flowing, false, aside_reserve(plan));
        if (plan->fits) {
            place(plan, 0, plan->flowing, 0, false, aside_reserve(plan));
            place_foot(plan, 1);
        }
    } else {
        plan->fits = try_two_columns(plan);
    }
    if (!plan->fits)
        make_sheets(plan);
    plan->steps_down =
        plan->steps && plan->start >= plan->theme->band_top + plan->theme->steps_height
            ? plan->theme->band_top - plan->theme->header_height
            : 0;
}
