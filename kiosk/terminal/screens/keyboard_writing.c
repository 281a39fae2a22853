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
    if (why != NULL && !unknown)
        words = why;
    add(frame->view, .kind = WIDGET_TEXT, .role = ROLE_STATUS, .id = "writing-status",
        .name = words, .step = frame->assisted ? TYPE_BODY : TYPE_SMALL,
        .colour = COLOUR_INK, .box = box);
}

/* The square at the left of the bed; beside it nine candidates and the keys. */
void
keyboard_writing(const struct frame *frame, const struct widget *next)
{
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

int
keyboard_square_top(const struct frame *frame)
{
    return frame_keys_top(frame) - 24 - WIDE_ROW - 28 - SIDE_LEAST;
}

/* Square, four candidates in a column, the ways out below. It takes what the question leaves. */
void
keyboard_writing_assisted(const struct frame *frame, int top, const struct widget *next)
{
    int keys = frame_keys_top(frame), row = WIDE_ROW, y = keys - 24 - row;
    int side = MIN(SIDE_MOST, y - 28 - top);
    int x = frame->left + side + 24, width = frame->right - x, gap = 20;
    int height = (side - 4 * gap) / 5;
    add_square(frame, (struct box){frame->left, top, side, side});
    add_grid(frame, (struct box){x, top, width, 4 * height + 3 * gap}, 1, 4);
    add_status(frame, (struct box){x, top, width, 4 * height});
    add_others(frame, 4, (struct box){x, top + 4 * (height + gap), width, height});
    int first = 500, second = 300;
    add_rewrite(frame, _("It is wrong, again"), (struct box){frame->left, y, first, row});
    keyboard_change(frame, KEYBOARD_PINYIN,
                    (struct box){frame->left + first + gap, y, second, row});
    int left = frame->left + first + second + 2 * gap;
    keyboard_change(frame, KEYBOARD_DIGITS,
                    (struct box){left, y, frame->right - left, row});
    keyboard_primary(
        frame, next,
        (struct box){frame->left, keys, frame->width, frame_key_height(frame)});
}
