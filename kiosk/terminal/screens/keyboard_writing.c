// SPDX-License-Identifier: Apache-2.0
/* Writing with the finger: a square, and the characters that it may be. */
#include "keyboard_parts.h"

#include "core/text.h"

static void
add_square(const struct frame *frame, struct box box)
{
    add(frame->view, .kind = WIDGET_STROKES, .role = ROLE_IMAGE, .id = "square",
        .name = _("Write one character here"), .ink = frame->session->input.ink,
        .box = box, sends(SESSION_WRITTEN));
}

static void
add_rewrite(const struct frame *frame, const char *name, struct box box)
{
    keyboard_key(
        frame,
        &(struct keyboard_key){
            .id = "key-rewrite", .name = name, .icon = "undo", .action = SESSION_REWRITE},
        box);
}

/* The next ones, or from the last to the first again. */
static void
add_others(const struct frame *frame, size_t step, struct box box)
{
    const struct session *session = frame->session;
    size_t next = session->input.first + step;
    keyboard_key(frame,
                 &(struct keyboard_key){.id = "candidates-more",
                                        .name = _("Others"),
                                        .icon = "refresh",
                                        .off = session_candidate_count(session) <= step,
                                        .action = SESSION_MORE,
                                        .number = (int)next},
                 box);
}

/* Candidates in a grid of `columns` × `rows`. */
static void
add_grid(const struct frame *frame, struct box box, int columns_wanted, int rows)
{
    const struct session *session = frame->session;
    int gap = frame->assisted ? 20 : 14;
    int width = (box.w - (columns_wanted - 1) * gap) / columns_wanted;
    int height = (box.h - (rows - 1) * gap) / rows;
    size_t count = session_candidate_count(session), first = session->input.first;
    for (int i = 0; i < columns_wanted * rows && first + (size_t)i < count; i++)
        keyboard_candidate(frame, first + (size_t)i,
                           (struct box){box.x + i % columns_wanted * (width + gap),
                                        box.y + i / columns_wanted * (height + gap),
                                        width, height});
}

static void
add_status(const struct frame *frame, struct box box)
{
    if (session_candidate_count(frame->session) > 0)
        return;
    bool unknown = frame->session->input.strokes > 0 && frame->session->input.order == 0;
    const char *why = keyboard_why_off(frame);
    const char *words = unknown ? _("This one I do not know. Write it once more, or use "
                                    "pinyin.")
                                : _("Write one character at a time, stroke by stroke.");
    if (frame->theme->low && frame->assisted && !unknown)
        words = _("One character at a time.");
    if (why != NULL && !unknown)
        words = why;
    add(frame->view, .kind = WIDGET_TEXT, .role = ROLE_STATUS, .id = "writing-status",
        .name = words,
        .step = !frame->assisted    ? TYPE_SMALL
                : frame->theme->low ? TYPE_CAPTION
                                    : TYPE_BODY,
        .colour = COLOUR_INK, .box = box);
}

/* The same on a narrow panel: a smaller square, and what goes on in a row of its own. */
static void
keyboard_writing_narrow(const struct frame *frame, const struct widget *next)
{
    int page = frame->theme->page_width, margin = KEYBOARD_MARGIN, gap = 12, row = 84;
    int step = row + gap, bottom = frame->bottom - 6, side = 3 * row + 2 * gap + 60;
    int last = bottom - row, top = last - 2 * step - gap - side;
    int x = margin + side + gap, width = page - margin - x;
    add_square(frame, (struct box){margin, top, side, side});
    add_grid(frame, (struct box){x, top, width, side}, 2, 3);
    add_status(frame, (struct box){x, top, width, side});
    int third = (page - 2 * margin - 2 * gap) / 3, y = top + side + gap;
    add_rewrite(frame, _("Write again"), (struct box){margin, y, third, row});
    add_others(frame, 6, (struct box){margin + third + gap, y, third, row});
    keyboard_erase(frame, _("Delete"),
                   (struct box){margin + 2 * (third + gap), y, third, row});
    int half = (page - 2 * margin - gap) / 2;
    keyboard_change(frame, KEYBOARD_PINYIN, (struct box){margin, y + step, half, row});
    keyboard_change(frame, KEYBOARD_DIGITS,
                    (struct box){margin + half + gap, y + step, half, row});
    keyboard_primary(frame, next, (struct box){margin, last, page - 2 * margin, row});
}

/* The square at the left of the bed; beside it nine candidates and the keys. */
void
keyboard_writing(const struct frame *frame, const struct widget *next)
{
    if (frame->theme->narrow) {
        keyboard_writing_narrow(frame, next);
        return;
    }
    int page = frame->theme->page_width, margin = KEYBOARD_MARGIN;
    int bottom = frame->bottom - 6, row = 119, step = 133;
    int top = bottom - row - 538, side = 524;
    int x = margin + side + 16, width = page - margin - x, last = bottom - row;
    add_square(frame, (struct box){margin, top, side, side});
    struct box grid = {x, top, width, 3 * row + 2 * 14};
    add_grid(frame, grid, 3, 3);
    add_status(frame, (struct box){x, top, width, 200});
    int third = (width - 2 * 14) / 3, y = top + 3 * step;
    add_others(frame, 9, (struct box){x, y, width - third - 14, row});
    keyboard_erase(frame, _("Delete"),
                   (struct box){page - margin - third, y, third, row});
    add_rewrite(frame, _("Write again"), (struct box){margin, last, 290, row});
    keyboard_change(frame, KEYBOARD_PINYIN, (struct box){margin + 304, last, 146, row});
    keyboard_change(frame, KEYBOARD_DIGITS, (struct box){margin + 464, last, 126, row});
    keyboard_primary(frame, next,
                     (struct box){margin + 604, last, page - 2 * margin - 604, row});
}

#define WIDE_ROW 113
#define SIDE_LEAST 530
#define SIDE_MOST 614
#define SIDE_NARROW 400 // beside it two columns of keys of 20 mm

static int
wide_row(const struct frame *frame)
{
    return frame->theme->low ? 84 : WIDE_ROW;
}

int
keyboard_square_top(const struct frame *frame)
{
    int side = frame->theme->low ? SIDE_NARROW : SIDE_LEAST;
    return frame_keys_top(frame) - 24 - wide_row(frame) - 28 - side;
}

/* Square, four candidates in a column, the ways out below. It takes what the question leaves. */
void
keyboard_writing_assisted(const struct frame *frame, int top, const struct widget *next)
{
    int keys = frame_keys_top(frame), row = wide_row(frame), y = keys - 24 - row;
    bool low = frame->theme->low;
    if (low)
        top = MAX(top, keyboard_square_top(frame));
    int side = MIN(low ? SIDE_NARROW : SIDE_MOST, y - 28 - top);
    int x = frame->left + side + 24, width = frame->right - x, gap = 20;
    int rows = low ? 2 : 4, height = (side - rows * gap) / (rows + 1);
    add_square(frame, (struct box){frame->left, top, side, side});
    add_grid(frame, (struct box){x, top, width, rows * height + (rows - 1) * gap},
             4 / rows, rows);
    add_status(frame, (struct box){x, top, width, rows * height});
    add_others(frame, 4, (struct box){x, top + rows * (height + gap), width, height});
    int first = 500, second = 300;
    if (frame->theme->narrow)
        first = second = (frame->width - 2 * gap) / 3;
    add_rewrite(frame, low ? _("Write again") : _("It is wrong, again"),
                (struct box){frame->left, y, first, row});
    keyboard_change(frame, KEYBOARD_PINYIN,
                    (struct box){frame->left + first + gap, y, second, row});
    int left = frame->left + first + second + 2 * gap;
    keyboard_change(frame, KEYBOARD_DIGITS,
                    (struct box){left, y, frame->right - left, row});
    keyboard_primary(
        frame, next,
        (struct box){frame->left, keys, frame->width, frame_key_height(frame)});
}
