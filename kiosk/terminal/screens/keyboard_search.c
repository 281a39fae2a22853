// SPDX-License-Identifier: Apache-2.0
/* What is searched with: 26 letters that are taken as they are, and beside them a square for
 * the finger; in assisted mode the square alone, or nine keys whose digits stand for their
 * letters. */
#include "keyboard_parts.h"

#include "core/text.h"

#define ROW 112
#define ROW_STEP 126
#define SQUARE 312
#define ROW_LOW 84 // where the page is lowered and little is left of it
#define ROW_STEP_LOW 98

/* Lowered, one of the two has room. */
static bool
is_low(const struct frame *frame)
{
    return frame->theme->lowered && frame->theme->low;
}

static int
row(const struct frame *frame)
{
    return is_low(frame) ? ROW_LOW : ROW;
}

static int
row_step(const struct frame *frame)
{
    return is_low(frame) ? ROW_STEP_LOW : ROW_STEP;
}

static bool
has_square(const struct frame *frame)
{
    return session_keyboard(frame->session) == KEYBOARD_WRITING;
}

static void
add_bed(const struct frame *frame, int top)
{
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_BED,
        .box = {0, top, frame->theme->page_width, frame->theme->bar_top - top});
    if (frame->theme->contrast)
        add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_INK,
            .box = {0, top, frame->theme->page_width, 3});
}

static void
add_letters(const struct frame *frame, const char *letters, int y)
{
    int margin = KEYBOARD_MARGIN + 2, gap = 12, page = frame->theme->page_width;
    int width = (page - 2 * margin - 9 * gap) / 10, x = margin;
    if (*letters != 'q')
        x += (width + gap) / 2;
    for (; *letters != '\0'; letters++, x += width + gap) {
        const char letter[2] = {*letters, '\0'};
        g_autofree char *id = g_strdup_printf("key-%s", letter);
        keyboard_key(frame,
                     &(struct keyboard_key){.id = id,
                                            .name = letter,
                                            .size = 46,
                                            .action = SESSION_TYPE,
                                            .text = letter},
                     (struct box){x, y, width, row(frame)});
    }
    if (letters[-1] == 'm')
        keyboard_erase(
            frame, _("Delete"),
            (struct box){x, y, page - margin - (width + gap) / 2 - x, row(frame)});
}

static void
add_square(const struct frame *frame, struct box box)
{
    add(frame->view, .kind = WIDGET_STROKES, .role = ROLE_IMAGE, .id = "square",
        .name = _("Write one character here"), .ink = frame->session->input.ink,
        .box = box, sends(SESSION_WRITTEN));
}

/* `count` candidates below each other. */
static void
add_column(const struct frame *frame, struct box box, int count)
{
    const struct session *session = frame->session;
    size_t there = session_candidate_count(session), first = session->input.first;
    int gap = frame->assisted ? 20 : 14, height = (box.h - (count - 1) * gap) / count;
    for (int i = 0; i < count && first + (size_t)i < there; i++)
        keyboard_candidate(
            frame, first + (size_t)i,
            (struct box){box.x, box.y + i * (height + gap), box.w, height});
}

static void
add_rewrite(const struct frame *frame, struct box box)
{
    keyboard_key(frame,
                 &(struct keyboard_key){.id = "key-rewrite",
                                        .name = _("Write again"),
                                        .icon = "undo",
                                        .action = SESSION_REWRITE},
                 box);
}

static void
add_others(const struct frame *frame, size_t step, struct box box)
{
    const struct session *session = frame->session;
    keyboard_key(frame,
                 &(struct keyboard_key){.id = "candidates-more",
                                        .name = _("Others"),
                                        .icon = "refresh",
                                        .off = session_candidate_count(session) <= step,
                                        .action = SESSION_MORE,
                                        .number = (int)(session->input.first + step)},
                 box);
}

/* A key that leads to the other keyboard. */
static void
change(const struct frame *frame, enum keyboard to, const char *id, const char *name,
       const char *icon, struct box box)
{
    keyboard_key(
        frame,
        &(struct keyboard_key){.id = id,
                               .name = name,
                               .icon = icon,
                               .off = session_keyboard_is_off(frame->session, to),
                               .action = SESSION_KEYBOARD,
                               .number = (int)to},
        box);
}

/* ---- standard: letters above, square below ---- */

static int
letters_top(const struct frame *frame)
{
    int square = has_square(frame) ? SQUARE + 22 : 0;
    if (is_low(frame))
        square = row_step(frame); // the key that leads to it
    return frame->theme->bar_top - 18 - square - 2 * row_step(frame) - row(frame) - 18;
}

static void
add_standard(const struct frame *frame)
{
    int y = letters_top(frame) + 18, page = frame->theme->page_width;
    int margin = KEYBOARD_MARGIN;
    add_letters(frame, "qwertyuiop", y);
    add_letters(frame, "asdfghjkl", y + row_step(frame));
    add_letters(frame, "zxcvbnm", y + 2 * row_step(frame));
    if (is_low(frame))
        change(
            frame, KEYBOARD_WRITING, "key-writing", _("Write"), "draw",
            (struct box){frame->left, y + 3 * row_step(frame), frame->width, row(frame)});
    if (!has_square(frame) || is_low(frame))
        return;
    y += 2 * ROW_STEP + ROW + 22;
    bool narrow = frame->theme->narrow;
    int width = narrow ? SQUARE - 20 : 360, column = narrow ? 150 : 196;
    int x = margin + width + 14;
    add_square(frame, (struct box){margin, y, width, SQUARE});
    add_column(frame, (struct box){x, y, column, SQUARE}, 3);
    x += column + 18;
    int right = page - margin, words = 108;
    if (narrow) {
        int height = (SQUARE - 20) / 2;
        add_rewrite(frame, (struct box){x, y, right - x, height});
        add_others(frame, 3, (struct box){x, y + height + 20, right - x, height});
        return;
    }
    add(frame->view, .kind = WIDGET_TEXT, .role = ROLE_STATUS, .step = TYPE_SMALL,
        .name = _("No letters? Write one character at the left."), .colour = COLOUR_INK,
        .box = {x, y + 4, right - x, words});
    int half = (right - x - 14) / 2, top = y + words + 8;
    add_rewrite(frame, (struct box){x, top, half, y + SQUARE - top});
    add_others(frame, 3, (struct box){x + half + 14, top, half, y + SQUARE - top});
}

/* ---- assisted: one of the two ---- */

static int
big_square(const struct frame *frame)
{
    return is_low(frame) ? 290 : 360;
}

static int
big_row(const struct frame *frame)
{
    return is_low(frame) ? ROW_LOW : 113;
}

static int
nine_row(const struct frame *frame)
{
    return frame->theme->low ? ROW_LOW : 132;
}

static int
assisted_top(const struct frame *frame)
{
    int height = has_square(frame) ? big_square(frame) + 20 + big_row(frame)
                                   : 4 * nine_row(frame) + 3 * 18;
    return frame->theme->bar_top - 26 - height - 24;
}

static void
add_big_square(const struct frame *frame, int y)
{
    int x = frame->left + big_square(frame) + 24, width = frame->right - x;
    add_square(frame, (struct box){frame->left, y, big_square(frame), big_square(frame)});
    add_column(frame, (struct box){x, y, width, big_square(frame)}, 3);
    const char *how = _("Write one character here at the left, stroke by stroke.");
    int words = view_text_height(frame->view, how, TYPE_BODY, false, width);
    if (session_candidate_count(frame->session) == 0)
        add(frame->view, .kind = WIDGET_TEXT, .role = ROLE_STATUS, .step = TYPE_BODY,
            .name = how, .colour = COLOUR_INK,
            .box = {x, y, width, MIN(words, big_square(frame))});
    int top = y + big_square(frame) + 20, gap = 18,
        quarter = (frame->width - 3 * gap) / 4;
    struct box box = {frame->left, top, quarter, big_row(frame)};
    add_rewrite(frame, box);
    box.x += quarter + gap;
    add_others(frame, 3, box);
    box.x += quarter + gap;
    keyboard_erase(frame, _("Delete"), box);
    box.x += quarter + gap;
    change(frame, KEYBOARD_PINYIN, "key-pinyin", _("Pinyin"), NULL, box);
}

static void
add_nine(const struct frame *frame, int y)
{
    static const char *const names[] = {"2 abc", "3 def",  "4 ghi", "5 jkl",
                                        "6 mno", "7 pqrs", "8 tuv", "9 wxyz"};
    int gap = 18, width = (frame->width - 2 * gap) / 3;
    for (int i = 0; i < 9; i++) {
        struct box box = {frame->left + i % 3 * (width + gap),
                          y + i / 3 * (nine_row(frame) + gap), width, nine_row(frame)};
        if (i == 0) {
            keyboard_erase(frame, _("Delete"), box);
            continue;
        }
        const char digit[2] = {(char)('1' + i), '\0'};
        g_autofree char *id = g_strdup_printf("key-%s", digit);
        keyboard_key(frame,
                     &(struct keyboard_key){.id = id,
                                            .name = names[i - 1],
                                            .size = 52,
                                            .action = SESSION_TYPE,
                                            .text = digit},
                     box);
    }
    int top = y + 3 * (nine_row(frame) + gap), half = (frame->width - gap) / 2;
    keyboard_key(frame,
                 &(struct keyboard_key){
                     .id = "key-clear", .name = _("All again"), .action = SESSION_CLEAR},
                 (struct box){frame->left, top, half, nine_row(frame)});
    change(frame, KEYBOARD_WRITING, "key-writing", _("Write"), "draw",
           (struct box){frame->left + half + gap, top, half, nine_row(frame)});
}

/* ---- which ---- */

/* The square alone, or nine keys; when lowered, the square instead of letters. */
static bool
has_one(const struct frame *frame)
{
    return frame->assisted || (is_low(frame) && has_square(frame));
}

int
keyboard_search_top(const struct frame *frame)
{
    return has_one(frame) ? assisted_top(frame) : letters_top(frame);
}

void
keyboard_search(const struct frame *frame, int top)
{
    view_upright(frame->view, true);
    add_bed(frame, top);
    if (!has_one(frame))
        add_standard(frame);
    else if (has_square(frame))
        add_big_square(frame, top + 24);
    else
        add_nine(frame, top + 24);
    view_upright(frame->view, false);
}
