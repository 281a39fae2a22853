// SPDX-License-Identifier: Apache-2.0
#include "keyboard.h"
#include "keyboard_parts.h"

#include "core/text.h"
#include <string.h>

/* ---- parts of all keyboards ---- */

void
keyboard_key(const struct frame *frame, const struct keyboard_key *key, struct box box)
{
    enum type_step step = frame->assisted ? TYPE_SMALL : TYPE_BODY;
    int icon = 40, words = view_text_width(frame->view, key->name, step, true);
    // A word says it alone; an icon never does.
    bool room = icon + 14 + words <= box.w - 18;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = key->id,
        .name = key->name, .icon = room ? key->icon : NULL, .size = key->size,
        .step = step, .icon_size = icon, .disabled = key->off, .selected = key->selected,
        .box = box,
        .send = {.action = key->action, .number = key->number, .text = key->text});
}

/* A key that types one character; letters and digits go by their own id. */
static void
add_character(const struct frame *frame, const char *character, int size, struct box box)
{
    g_autofree char *id = g_strdup_printf("key-%s", character);
    keyboard_key(frame,
                 &(struct keyboard_key){.id = id,
                                        .name = character,
                                        .size = size,
                                        .action = SESSION_TYPE,
                                        .text = character},
                 box);
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

void
keyboard_erase(const struct frame *frame, const char *name, struct box box)
{
    keyboard_key(frame,
                 &(struct keyboard_key){.id = "key-erase",
                                        .name = name,
                                        .icon = "backspace",
                                        .action = SESSION_TYPE,
                                        .text = "\b"},
                 box);
}

void
keyboard_change(const struct frame *frame, enum keyboard to, struct box box)
{
    static const struct {
        const char *id, *icon, *name;
    } ways[KEYBOARD_COUNT] = {
        [KEYBOARD_PINYIN] = {"key-pinyin", NULL, N_("Pinyin")},
        [KEYBOARD_WRITING] = {"key-writing", "draw", N_("Write")},
        [KEYBOARD_STROKES] = {"key-strokes", "gesture", N_("Strokes")},
        [KEYBOARD_LETTERS] = {"key-letters", NULL, N_("abc")},
        [KEYBOARD_DIGITS] = {"key-digits", NULL, N_("123")},
    };
    bool off = session_keyboard_is_off(frame->session, to);
    keyboard_key(frame,
                 &(struct keyboard_key){.id = ways[to].id,
                                        .name = _(ways[to].name),
                                        .icon = ways[to].icon,
                                        .off = off,
                                        .action = SESSION_KEYBOARD,
                                        .number = (int)to},
                 box);
}

const char *
keyboard_why_off(const struct frame *frame)
{
    bool pinyin = session_keyboard_is_off(frame->session, KEYBOARD_PINYIN);
    bool writing = session_keyboard_is_off(frame->session, KEYBOARD_WRITING);
    if (pinyin && writing)
        return _("Pinyin and writing do not work now. Letters and digits do.");
    if (pinyin)
        return _("Pinyin does not work now. Write with the finger instead.");
    return writing ? _("Writing does not work now. Use pinyin instead.") : NULL;
}

/* ---- candidates ---- */

void
keyboard_candidate(const struct frame *frame, size_t index, struct box box)
{
    const char *text = session_candidate(frame->session, index);
    g_autofree char *id = g_strdup_printf("candidate-%zu", index);
    int size = frame->assisted ? 62 : 46;
    // A whole sentence has to be read, not admired.
    if (view_text_width(frame->view, text, TYPE_KEY, true) > box.w - 24)
        size = frame->assisted ? 40 : 28;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = id, .name = text,
        .size = size, .bold = index == 0, .box = box,
        .tone = index == 0 ? TONE_FIRST : TONE_ORDINARY,
        .send = {.action = SESSION_PICK, .number = (int)index});
}

static void
add_more(const struct frame *frame, size_t next, struct box box)
{
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "candidates-more",
        .name = _("More"), .icon = "expand_more", .layout = LAYOUT_ICON_AFTER,
        .step = TYPE_BODY, .box = box,
        .send = {.action = SESSION_MORE, .number = (int)next});
}

/* As many candidates as have room, and a key to those behind them. */
void
keyboard_candidates(const struct frame *frame, int y, int height)
{
    const struct session *session = frame->session;
    size_t count = session_candidate_count(session), index = session->input.first;
    int margin = KEYBOARD_MARGIN, gap = frame->assisted ? 18 : 12;
    bool bare = frame->theme->narrow; // without its icon
    int x = margin, more = bare              ? (frame->assisted ? 120 : 96)
                           : frame->assisted ? 194
                                             : 160;
    int right = frame->theme->page_width - margin;
    const char *why = count == 0 ? keyboard_why_off(frame) : NULL;
    if (why != NULL)
        add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "keyboard-off",
            .name = why, .step = frame->assisted ? TYPE_CAPTION : TYPE_SMALL,
            .colour = COLOUR_INK, .box = {x, y, right - x, height});
    bool all = index == 0 && !session->input.more;
    for (; index < count; index++) {
        const char *text = session_candidate(session, index);
        int width = view_text_width(frame->view, text, TYPE_KEY, true) *
                        (frame->assisted ? 62 : 46) / (frame->assisted ? 52 : 42) +
                    (frame->assisted ? 56 : 44);
        width = MAX(width, frame->assisted ? 112 : 88);
        int limit = all && index + 1 == count ? right : right - more - 2 * gap;
        if (x + width > limit && x > margin)
            break;
        width = MIN(width, limit - x);
        keyboard_candidate(frame, index, (struct box){x, y, width, height});
        x += width + gap;
    }
    if (index < count || !all)
        if (count > 0)
            add_more(frame, index, (struct box){right - more, y, more, height});
}

/* The largest step that has room. */
static enum type_step
step_for(const struct frame *frame, const char *name, int width)
{
    enum type_step step = TYPE_LARGE;
    int spaces = 4 * (int)g_utf8_strlen(name, -1);
    while (step > TYPE_SMALL &&
           view_text_width(frame->view, name, step, true) + spaces > width - 24)
        step--;
    return step;
}

void
keyboard_primary(const struct frame *frame, const struct widget *next, struct box box)
{
    const char *text = session_candidate(frame->session, 0);
    struct widget key = *next;
    g_autofree char *take = NULL;
    if (text != NULL) {
        bool is_short = g_utf8_strlen(text, -1) <= (frame->assisted ? 6 : 3);
        take = is_short ? text_format(N_("Take “%s”"), text)
                        : g_strdup(_("Take the first"));
        key = (struct widget){.id = "take", .name = take, sends(SESSION_PICK)};
    }
    key.box = box;
    key.step = step_for(frame, key.name, box.w);
    if (box.w < frame->width)
        key.icon = NULL;
    frame_primary(frame, &key);
}

/* ---- letters: 26 keys ---- */

/* Heights of the reference panel: 30 mm a key. */
#define ROW 119
#define ROW_STEP 138
#define ROWS 4
/* Where there is little height; a narrow panel has the key that goes on in a row of its own. */
#define ROW_LOW 82
#define ROW_STEP_LOW 96
#define CANDIDATES 94

static int
row_height(const struct frame *frame)
{
    return frame->theme->low ? ROW_LOW : ROW;
}

static int
row_step(const struct frame *frame)
{
    return !frame->theme->low ? ROW_STEP : frame->assisted ? ROW_LOW + 18 : ROW_STEP_LOW;
}

/* In large keys, seven a row, in the order of the alphabet. */
static bool
has_wide_letters(const struct frame *frame)
{
    return frame->assisted && frame->theme->narrow;
}

static int
first_row(const struct frame *frame)
{
    int rows = frame->theme->narrow ? ROWS + 1 : ROWS;
    if (has_wide_letters(frame))
        return keyboard_letters_top(frame);
    return frame->bottom - 6 - row_height(frame) - (rows - 1) * row_step(frame);
}

void
keyboard_letter(const struct frame *frame, char character, struct box box)
{
    bool capitals = frame->session->input.capitals &&
                    session_keyboard(frame->session) == KEYBOARD_LETTERS;
    const char letter[2] = {character, '\0'};
    g_autofree char *id = g_strdup_printf("key-%s", letter);
    g_autofree char *shown = capitals ? g_ascii_strup(letter, -1) : g_strdup(letter);
    keyboard_key(frame,
                 &(struct keyboard_key){.id = id,
                                        .name = shown,
                                        .size = frame->assisted ? 56 : 46,
                                        .action = SESSION_TYPE,
                                        .text = shown},
                 box);
}

static void
add_letter_row(const struct frame *frame, const char *letters, int y)
{
    int margin = KEYBOARD_MARGIN + 2, gap = frame->assisted ? 17 : 12;
    int page = frame->theme->page_width;
    int width = (page - 2 * margin - 9 * gap) / 10, count = (int)strlen(letters);
    int x = (page - count * width - (count - 1) * gap) / 2;
    for (int i = 0; i < count; i++)
        keyboard_letter(frame, letters[i],
                        (struct box){x + i * (width + gap), y, width, row_height(frame)});
}

static void
add_mark_row(const struct frame *frame, const char *const marks[], int y)
{
    int margin = KEYBOARD_MARGIN + 2, gap = frame->assisted ? 17 : 12;
    int page = frame->theme->page_width;
    int width = (page - 2 * margin - 9 * gap) / 10;
    int count = (int)g_strv_length((char **)(uintptr_t)marks);
    int x = (page - count * width - (count - 1) * gap) / 2;
    for (int i = 0; i < count; i++)
        add_character(frame, marks[i], 46,
                      (struct box){x + i * (width + gap), y, width, row_height(frame)});
}

static void
add_three_rows(const struct frame *frame, int y)
{
    static const char *const digits[] = {"1", "2", "3", "4", "5", "6",
                                         "7", "8", "9", "0", NULL};
    static const char *const marks[] = {"，", "。", "、", "：", "（",
                                        "）", "—",  "·",  "？", NULL};
    static const char *const others[] = {"-", "/", ".", "@", "#", "+", "_", NULL};
    if (session_keyboard(frame->session) == KEYBOARD_DIGITS) {
        add_mark_row(frame, digits, y);
        add_mark_row(frame, marks, y + row_step(frame));
        add_mark_row(frame, others, y + 2 * row_step(frame));
        return;
    }
    add_letter_row(frame, "qwertyuiop", y);
    add_letter_row(frame, "asdfghjkl", y + row_step(frame));
    add_letter_row(frame, "zxcvbnm", y + 2 * row_step(frame));
}

/* At the left of the third row: the other language of the letters, or capitals. */
void
keyboard_language(const struct frame *frame, struct box box)
{
    const struct session *session = frame->session;
    enum keyboard keyboard = session_keyboard(session);
    bool chinese = g_str_has_prefix(frame->language, "zh");
    if (keyboard == KEYBOARD_LETTERS && !chinese) {
        keyboard_key(frame,
                     &(struct keyboard_key){.id = "key-capitals",
                                            .name = _("ABC"),
                                            .selected = session->input.capitals,
                                            .action = SESSION_KEYBOARD,
                                            .number = KEYBOARD_LETTERS},
                     box);
        return;
    }
    enum keyboard to = keyboard == KEYBOARD_PINYIN || !chinese ? KEYBOARD_LETTERS
                                                               : KEYBOARD_PINYIN;
    keyboard_key(frame,
                 &(struct keyboard_key){
                     .id = to == KEYBOARD_LETTERS ? "key-letters" : "key-pinyin",
                     .name = keyboard == KEYBOARD_DIGITS ? _("abc") : _("Zh/En"),
                     .off = session_keyboard_is_off(session, to),
                     .action = SESSION_KEYBOARD,
                     .number = (int)to},
                 box);
}

static void
add_26(const struct frame *frame, const struct widget *next)
{
    int y = first_row(frame), margin = KEYBOARD_MARGIN + 2, row = row_height(frame);
    int page = frame->theme->page_width, last = y + 3 * row_step(frame);
    bool digits = session_keyboard(frame->session) == KEYBOARD_DIGITS;
    bool narrow = frame->theme->narrow;
    // Beside the seven letters of the third row.
    int side = narrow ? (page - 2 * margin - 9 * 12) / 10 * 3 / 2 : 140;
    int third = y + 2 * row_step(frame);
    int gap = frame->assisted ? 17 : narrow ? 12 : 14;
    keyboard_candidates(frame, y - 33 - CANDIDATES, CANDIDATES);
    add_three_rows(frame, y);
    keyboard_language(frame, (struct box){margin, third, side, row});
    keyboard_erase(frame,
                   frame->theme->foreign && frame->assisted ? _("Del") : _("Delete"),
                   (struct box){page - margin - side, third, side, row});
    struct box first = {margin, last, 126, row};
    if (digits)
        keyboard_key(frame,
                     &(struct keyboard_key){
                         .id = "key-clear", .name = _("Clear"), .action = SESSION_CLEAR},
                     first);
    else
        keyboard_change(frame, KEYBOARD_DIGITS, first);
    struct box writing = {margin + 126 + gap, last, 178, row};
    int x = writing.x + writing.w + gap;
    keyboard_change(frame, KEYBOARD_WRITING, writing);
    keyboard_key(
        frame,
        &(struct keyboard_key){
            .id = "key-space", .name = _("Space"), .action = SESSION_TYPE, .text = " "},
        (struct box){x, last, (narrow ? page - margin : 638 - gap) - x, row});
    struct box way_on = {638, last, page - margin - 638, row};
    if (narrow)
        way_on = (struct box){margin, last + row_step(frame), page - 2 * margin, row};
    keyboard_primary(frame, next, way_on);
}

/* ---- which ---- */

/* Letters have no nine keys: these are there when nothing else works. */
static bool
has_nine_keys(const struct frame *frame)
{
    return frame->assisted && session_keyboard(frame->session) != KEYBOARD_LETTERS;
}

int
keyboard_top(const struct frame *frame)
{
    if (frame->assisted && session_keyboard(frame->session) == KEYBOARD_WRITING)
        return keyboard_square_top(frame);
    if (has_nine_keys(frame))
        return keyboard_assisted_top(frame);
    if (has_wide_letters(frame))
        return keyboard_letters_top(frame) - 16;
    return first_row(frame) - 33 - CANDIDATES - 20;
}

void
keyboard_add(const struct frame *frame, int top, const struct widget *next)
{
    enum keyboard keyboard = session_keyboard(frame->session);
    bool writing = keyboard == KEYBOARD_WRITING;
    view_upright(frame->view, true);
    if (!frame->assisted || !writing)
        add_bed(frame, keyboard_top(frame));
    if (frame->assisted && writing)
        keyboard_writing_assisted(frame, top, next);
    else if (has_nine_keys(frame))
        keyboard_nine(frame, next);
    else if (writing)
        keyboard_writing(frame, next);
    else if (has_wide_letters(frame))
        keyboard_letters(frame, next);
    else
        add_26(frame, next);
    view_upright(frame->view, false);
}
