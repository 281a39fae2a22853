// SPDX-License-Identifier: Apache-2.0
/* Assisted mode: nine large keys; and on the same places the five strokes, the letters and
 * the digits. */
#include "keyboard_parts.h"

#include "core/text.h"
#include <string.h>

#define ROW 117
#define ROW_STEP 136
#define CAPTION 48
#define CANDIDATES 115

/* x and width of the five columns: readings, three of keys, what changes them. */
static const struct {
    int x, width;
} columns[] = {{24, 180}, {222, 201}, {441, 201}, {661, 201}, {880, 176}};

/* The same on a narrow panel, in 664 units; lower, too. */
static const struct {
    int x, width;
} narrow_columns[] = {{0, 140}, {157, 120}, {294, 120}, {431, 120}, {568, 96}};

#define NARROW_WIDTH 664
#define ROW_LOW 84
#define ROW_STEP_LOW 101
#define CANDIDATES_LOW 94

static int
row_step(const struct frame *frame)
{
    return frame->theme->low ? ROW_STEP_LOW : ROW_STEP;
}

static int
row_height(const struct frame *frame)
{
    return frame->theme->low ? ROW_LOW : ROW;
}

static int
first_row(const struct frame *frame)
{
    return frame_keys_top(frame) - 28 - row_height(frame) - 3 * row_step(frame);
}

static struct box
place(const struct frame *frame, int column, int row)
{
    int y = first_row(frame) + row * row_step(frame);
    if (frame->theme->narrow) {
        int left = (frame->theme->page_width - NARROW_WIDTH) / 2;
        return (struct box){left + narrow_columns[column].x, y,
                            narrow_columns[column].width, row_height(frame)};
    }
    return (struct box){columns[column].x, y, columns[column].width, row_height(frame)};
}

/* From the left edge of one column to the right edge of another. */
static struct box
across(const struct frame *frame, int from, int to, int row)
{
    struct box box = place(frame, from, row);
    struct box end = place(frame, to, row);
    box.w = end.x + end.w - box.x;
    return box;
}

static int
candidates_height(const struct frame *frame)
{
    return frame->theme->low ? CANDIDATES_LOW : CANDIDATES;
}

/* Where there is little height no caption stands between keys and candidates. */
static int
candidates_y(const struct frame *frame)
{
    int caption = frame->theme->low ? 18 : 12 + CAPTION + 14;
    return first_row(frame) - caption - candidates_height(frame);
}

int
keyboard_assisted_top(const struct frame *frame)
{
    return candidates_y(frame) - 18;
}

static void
type_key(const struct frame *frame, const char *id, const char *name, const char *text,
         struct box box)
{
    keyboard_key(
        frame,
        &(struct keyboard_key){
            .id = id, .name = name, .size = 48, .action = SESSION_TYPE, .text = text},
        box);
}

/* ---- the readings ---- */

/* The syllables that the first digits may mean; the one that is taken now is dark. */
static void
add_readings(const struct frame *frame)
{
    const json_t *readings = frame->session->input.readings;
    for (size_t i = 0; i < json_array_size(readings) && i < 4; i++) {
        const char *reading = json_string_value(json_array_get(readings, i));
        g_autofree char *id = g_strdup_printf("key-reading-%zu", i);
        keyboard_key(frame,
                     &(struct keyboard_key){.id = id,
                                            .name = reading,
                                            .size = 48,
                                            .action = SESSION_READING,
                                            .text = reading},
                     place(frame, 0, (int)i));
    }
}

static void
add_caption(const struct frame *frame, const char *text)
{
    int y = first_row(frame) - 12 - CAPTION;
    if (frame->theme->low)
        return;
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .name = text,
        .step = TYPE_CAPTION, .colour = COLOUR_INK,
        .box = {KEYBOARD_MARGIN + 8, y,
                frame->theme->page_width - 2 * KEYBOARD_MARGIN - 16, CAPTION});
}

/* ---- the keys in the middle ---- */

static void
add_nine(const struct frame *frame)
{
    static const char *const names[] = {NULL,         "2 **ABC**", "3 **DEF**",
                                        "4 **GHI**",  "5 **JKL**", "6 **MNO**",
                                        "7 **PQRS**", "8 **TUV**", "9 **WXYZ**"};
    // Letters say it where both have no room.
    static const char *const letters[] = {NULL,  "ABC",  "DEF", "GHI", "JKL",
                                          "MNO", "PQRS", "TUV", "WXYZ"};
    bool narrow = frame->theme->narrow;
    add_readings(frame);
    for (int i = 0; i < 9; i++) {
        const char digit[2] = {(char)('1' + i), '\0'};
        g_autofree char *id = g_strdup_printf("key-%s", digit);
        type_key(frame, id,
                 i == 0   ? _("**Marks**")
                 : narrow ? letters[i]
                          : names[i],
                 digit, place(frame, 1 + i % 3, i / 3));
    }
    add_caption(frame, _("Press the letters, then the sound, then the character"));
}

static void
add_strokes(const struct frame *frame)
{
    static const struct {
        const char *id, *name, *key;
    } strokes[] = {{"key-h", "一 **横**", "h"},
                   {"key-s", "丨 **竖**", "s"},
                   {"key-p", "丿 **撇**", "p"},
                   {"key-n", "丶 **点**", "n"},
                   {"key-z", "乛 **折**", "z"}};
    for (int i = 0; i < 5; i++)
        type_key(frame, strokes[i].id, strokes[i].name, strokes[i].key,
                 place(frame, 1 + i % 3, i / 3));
    add_caption(frame, _("Press the strokes in the order of writing"));
}

static void
add_digits(const struct frame *frame)
{
    for (int i = 0; i < 9; i++) {
        const char digit[2] = {(char)('1' + i), '\0'};
        g_autofree char *id = g_strdup_printf("key-%s", digit);
        type_key(frame, id, digit, digit, place(frame, 1 + i % 3, i / 3));
    }
    static const char *const marks[] = {"0", "-", "#", "，"};
    for (int i = 0; i < 4; i++) {
        g_autofree char *id = g_strdup_printf("key-%s", marks[i]);
        type_key(frame, id, marks[i], marks[i], place(frame, 0, i));
    }
}

/* ---- the keys around them ---- */

static void
add_changes(const struct frame *frame, enum keyboard keyboard)
{
    keyboard_erase(frame, _("Del"), place(frame, 4, 0));
    keyboard_key(frame,
                 &(struct keyboard_key){
                     .id = "key-clear", .name = _("Again"), .action = SESSION_CLEAR},
                 place(frame, 4, 1));
    keyboard_change(frame,
                    keyboard == KEYBOARD_DIGITS ? KEYBOARD_PINYIN : KEYBOARD_DIGITS,
                    place(frame, 4, 2));
    keyboard_key(
        frame,
        &(struct keyboard_key){
            .id = "key-space", .name = _("Space"), .action = SESSION_TYPE, .text = " "},
        place(frame, 4, 3));
    struct box left = across(frame, 1, 3, 3), right = left;
    left.w = (left.w - 18) / 2;
    right.x += left.w + 18;
    right.w = left.w;
    keyboard_change(frame, KEYBOARD_WRITING, left);
    keyboard_change(
        frame, keyboard == KEYBOARD_STROKES ? KEYBOARD_PINYIN : KEYBOARD_STROKES, right);
}

void
keyboard_nine(const struct frame *frame, const struct widget *next)
{
    enum keyboard keyboard = session_keyboard(frame->session);
    keyboard_candidates(frame, candidates_y(frame), candidates_height(frame));
    if (keyboard == KEYBOARD_PINYIN)
        add_nine(frame);
    else if (keyboard == KEYBOARD_STROKES)
        add_strokes(frame);
    else
        add_digits(frame);
    add_changes(frame, keyboard);
    keyboard_primary(frame, next,
                     (struct box){KEYBOARD_MARGIN, frame_keys_top(frame),
                                  frame->theme->page_width - 2 * KEYBOARD_MARGIN,
                                  frame_key_height(frame)});
}
