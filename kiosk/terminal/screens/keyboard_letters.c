// SPDX-License-Identifier: Apache-2.0
/* Letters in assisted mode where the panel is narrow: ten keys of 20 mm have no room in a
 * row. Seven have, in the order of the alphabet, which everybody knows. */
#include "keyboard_parts.h"

#include "core/text.h"
#include <string.h>

#define COLUMNS 7
#define ROWS 5 // four of letters, one of what changes them; below it the primary key
#define GAP 17
#define ROW 84

/* Why other keys are off, above the first row. */
static int
why_height(const struct frame *frame)
{
    const char *why = keyboard_why_off(frame);
    return why == NULL
               ? 0
               : view_text_height(frame->view, why, TYPE_CAPTION, false,
                                  frame->theme->page_width - 2 * KEYBOARD_MARGIN) +
                     12;
}

static int
first_row(const struct frame *frame)
{
    return frame_keys_top(frame) - 20 - ROWS * ROW - (ROWS - 1) * GAP;
}

int
keyboard_letters_top(const struct frame *frame)
{
    return first_row(frame) - why_height(frame);
}

/* `columns` places wide. */
static struct box
place(const struct frame *frame, int column, int columns, int row)
{
    int page = frame->theme->page_width;
    int width = MIN((page - 2 * 4 - (COLUMNS - 1) * GAP) / COLUMNS, 98);
    int left = (page - COLUMNS * width - (COLUMNS - 1) * GAP) / 2;
    return (struct box){left + column * (width + GAP),
                        first_row(frame) + row * (ROW + GAP),
                        columns * width + (columns - 1) * GAP, ROW};
}

void
keyboard_letters(const struct frame *frame, const struct widget *next)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    const char *why = keyboard_why_off(frame);
    if (why != NULL)
        add(frame->view, .kind = WIDGET_TEXT, .role = ROLE_STATUS, .id = "keyboard-off",
            .name = why, .step = TYPE_CAPTION, .colour = COLOUR_INK,
            .box = {KEYBOARD_MARGIN, keyboard_letters_top(frame),
                    frame->theme->page_width - 2 * KEYBOARD_MARGIN,
                    why_height(frame) - 12});
    for (int i = 0; letters[i] != '\0'; i++)
        keyboard_letter(frame, letters[i], place(frame, i % COLUMNS, 1, i / COLUMNS));
    keyboard_erase(frame, _("Delete"), place(frame, 5, 2, 3));
    keyboard_language(frame, place(frame, 0, 2, 4));
    keyboard_change(frame, KEYBOARD_DIGITS, place(frame, 2, 1, 4));
    keyboard_change(frame, KEYBOARD_WRITING, place(frame, 3, 2, 4));
    keyboard_key(
        frame,
        &(struct keyboard_key){
            .id = "key-space", .name = _("Space"), .action = SESSION_TYPE, .text = " "},
        place(frame, 5, 2, 4));
    int margin = KEYBOARD_MARGIN;
    keyboard_primary(frame, next,
                     (struct box){margin, frame_keys_top(frame),
                                  frame->theme->page_width - 2 * margin,
                                  frame_key_height(frame)});
}
