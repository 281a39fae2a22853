// SPDX-License-Identifier: Apache-2.0
#include "blocks.h"

#include "documents/type.h"

/* What stands beside the title. Standard print sets title, lead, numbers and time in one
 * column with the code at its right; large print sets the numbers in a box below. */

static double
add_title(const struct blocks *blocks, struct piece *piece, double width)
{
    PangoLayout *title = blocks_text(blocks, TYPE_TITLE, blocks->title, width);
    return piece_text(piece, 0, blocks->large ? MM(2.9) : 0, title) +
           (blocks->large ? MM(3.8) : 0);
}

void
identity_measure_title(struct blocks *blocks)
{
    struct piece *piece = blocks_add(blocks, 0);
    piece->height = add_title(blocks, piece, blocks->width);
    piece->keep = true;
}

/* Label above its number; as many beside each other as there is room for. */
static double
add_numbers(const struct blocks *blocks, struct piece *piece, double y, double width,
            const json_t *numbers)
{
    const double gap = MM(8.2);
    double x = 0, bottom = y;
    size_t i;
    const json_t *pair;
    json_array_foreach (numbers, i, pair) {
        PangoLayout *label =
            blocks_text(blocks, TYPE_LABEL, blocks_member(pair, "label"), width);
        PangoLayout *value =
            blocks_text(blocks, TYPE_NUMBER, blocks_member(pair, "value"), width);
        double across = MAX(type_width(label), type_width(value));
        if (x > 0 && x + across > width) {
            x = 0;
            y = bottom + MM(1);
        }
        double down = y + piece_text(piece, x, y, label);
        down += piece_text(piece, x, down - MM(0.3), value) - MM(0.3);
        bottom = MAX(bottom, down);
        x += across + gap;
    }
    return bottom;
}

/* Label and number on one line, as notices of the office have them. */
static double
add_compact(const struct blocks *blocks, struct piece *piece, double y, double width,
            const json_t *numbers)
{
    double x = 0, line = type_line_height(TYPE_COMPACT, blocks->large);
    size_t i;
    const json_t *pair;
    json_array_foreach (numbers, i, pair) {
        PangoLayout *label =
            blocks_text(blocks, TYPE_TEXT, blocks_member(pair, "label"), width);
        PangoLayout *value =
            blocks_text(blocks, TYPE_COMPACT, blocks_member(pair, "value"), width);
        double across = type_width(label) + MM(1.2) + type_width(value);
        if (x > 0 && x + across > width) {
            x = 0;
            y += line;
        }
        double shift =
            (pango_layout_get_baseline(value) - pango_layout_get_baseline(label)) /
            (double)PANGO_SCALE;
        double value_x = x + type_width(label) + MM(1.2);
        piece_text(piece, x, y + shift, label);
        piece_text(piece, value_x, y, value);
        x += across + MM(4);
    }
    return json_array_size(numbers) > 0 ? y + line : y;
}

/* The first number has its label above it, the others beside it. */
static void
add_number_box(struct blocks *blocks, const json_t *numbers)
{
    const struct metrics *m = blocks_metrics(blocks);
    struct piece *piece = blocks_add(blocks, MM(2.8));
    double y = MM(3.3), width = blocks->width - 2 * m->box_x;
    size_t i;
    const json_t *pair;
    json_array_foreach (numbers, i, pair) {
        PangoLayout *label =
            blocks_text(blocks, TYPE_LABEL, blocks_member(pair, "label"), width);
        PangoLayout *value =
            blocks_text(blocks, TYPE_NUMBER, blocks_member(pair, "value"), width);
        double beside = type_width(label) + MM(8);
        if (i == 0 || beside + type_width(value) > width) {
            y += piece_text(piece, m->box_x, y, label) - MM(0.8);
            y += piece_text(piece, m->box_x, y, value) + MM(1.5);
            continue;
        }
        double shift =
            (pango_layout_get_baseline(value) - pango_layout_get_baseline(label)) /
            (double)PANGO_SCALE;
        piece_text(piece, m->box_x, y + shift, label);
        y += piece_text(piece, m->box_x + beside, y, value) + MM(1.5);
    }
    piece->height = y;
    piece_frame(piece, 0, 0, blocks->width, piece->height, m->box_line);
}

static void
add_time(struct blocks *blocks, struct piece *piece, double *y, double width,
         const json_t *time, bool compact)
{
    char *text = g_strdup_printf(compact ? "%s %s" : "%s：**%s**",
                                 blocks_member(time, "label"),
                                 blocks_member(time, "value"));
    *y += piece_text(piece, 0, *y, blocks_text(blocks, TYPE_TEXT, text, width));
    g_free(text);
}

bool
identity_measure(struct blocks *blocks, const json_t *block, GError **error)
{
    const struct metrics *m = blocks_metrics(blocks);
    const json_t *code = json_object_get(block, "code");
    const json_t *numbers = json_object_get(block, "numbers");
    const json_t *time = json_object_get(block, "time");
    const char *lead = blocks_member(block, "lead");
    bool compact = json_is_true(json_object_get(block, "compact"));
    bool boxed = blocks->large && !compact && json_array_size(numbers) > 0;
    struct piece *piece = blocks_add(blocks, 0);
    double code_bottom = 0, width = blocks->width;
    if (code != NULL) {
        // A notice has more to say: its code is smaller and begins above the title.
        double top = blocks->large ? 0 : compact ? -MM(3.2) : MM(1.1);
        double side = compact ? m->code - MM(2) : m->code;
        side = blocks_code(piece, blocks->width, top, code, side, blocks->large, error);
        if (side < 0)
            return false;
        code_bottom = top + side + (compact ? -MM(1) : MM(1));
        width -= m->code + MM(4);
    }
    double y = add_title(blocks, piece, width);
    if (*lead != '\0')
        y += piece_text(piece, 0, y, blocks_text(blocks, TYPE_LEAD, lead, width));
    if (compact)
        y = add_compact(blocks, piece, y + (*lead != 0 ? MM(3) : MM(1)), width, numbers);
    else if (!boxed && json_array_size(numbers) > 0)
        y = add_numbers(blocks, piece, y + MM(4), width, numbers);
    if (time != NULL && !boxed) {
        y += compact ? 0 : MM(1);
        add_time(blocks, piece, &y, width, time, compact);
    }
    piece->height = MAX(y, code_bottom);
    if (boxed) {
        add_number_box(blocks, numbers);
        if (time != NULL) {
            struct piece *below = blocks_add(blocks, m->gap);
            add_time(blocks, below, &below->height, blocks->width, time, false);
        }
    }
    return true;
}
